package pdf_test

import (
	"bytes"
	"fmt"

	"keben/internal/forme"
	"keben/internal/geom"
	"keben/internal/pdf"
)

// A session writes a book after each edit. It makes a chapter's plate as soon as the chapter is set, lets go of what
// the plate was made from, and gives the same Kept to each writing.
func ExampleKept() {
	var kept pdf.Kept
	part := &forme.Part{Bodies: make([]forme.Body, 1)}
	kept.Plate(part, "en")
	part.Bodies[0].Ops = nil

	doc := &forme.Document{Title: "The Silk Road", Lang: "en", Parts: []*forme.Part{part}, Pages: []forme.Page{
		{Trim: geom.Size{W: 148 * geom.Mm, H: 210 * geom.Mm}, Label: "1", Part: part},
	}}
	var first, second bytes.Buffer
	for _, w := range []*bytes.Buffer{&first, &second} {
		if err := pdf.Write(w, doc, pdf.Options{Kept: &kept}); err != nil {
			fmt.Println(err)
		}
	}
	fmt.Println(bytes.Equal(first.Bytes(), second.Bytes()))
	// Output: true
}
