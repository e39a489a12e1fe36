package pdf

import (
	"bytes"
	"fmt"
	"strconv"

	"codeberg.org/go-pdf/fpdf"

	"keben/internal/geom"
)

// canvas is the paper fpdf holds: a page is opened, painted on, and its content stream taken back at
// the end. This file is all the program knows of fpdf.
//
// Taking streams back relies on how fpdf lays out a file without links, boxes, attachments or layers:
// page n (from 1) is object 1+2n and its content object 2+2n. The version of fpdf is pinned, and streams
// says so when the layout is another.
type canvas struct{ pdf *fpdf.Fpdf }

func newCanvas() *canvas {
	pdf := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: fpdf.SizeType{Wd: 1, Ht: 1}})
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	// The finishing pass compresses, at a level of its own and on all processors.
	pdf.SetCompression(false)
	return &canvas{pdf}
}

// page adds a page with the given content.
func (c *canvas) page(size geom.Size, content []byte) {
	c.pdf.AddPageFormat("P", fpdf.SizeType{Wd: size.W.Points(), Ht: size.H.Points()})
	c.pdf.RawWriteBuf(bytes.NewReader(content))
}

// streams closes the canvas and returns the content streams of its pages, uncompressed.
func (c *canvas) streams() ([][]byte, error) {
	n := c.pdf.PageCount()
	var file bytes.Buffer
	if err := c.pdf.Output(&file); err != nil {
		return nil, fmt.Errorf("pdf: %w", err)
	}
	out := make([][]byte, n)
	rest := file.Bytes()
	for i := range out {
		page, content := 3+2*i, 4+2*i
		var dict []byte
		if dict, rest = cut(rest, fmt.Sprintf("\n%d 0 obj\n<<", page), "\nendobj"); !bytes.Contains(dict, fmt.Appendf(nil, "/Contents %d 0 R", content)) {
			return nil, fmt.Errorf("pdf: fpdf did not write page %d as object %d", i+1, page)
		}
		dict, rest = cut(rest, fmt.Sprintf("\n%d 0 obj\n<<", content), ">>\nstream\n")
		length, err := strconv.Atoi(string(bytes.TrimPrefix(dict, []byte("/Length "))))
		if err != nil || length > len(rest) {
			return nil, fmt.Errorf("pdf: fpdf did not write the content of page %d as object %d", i+1, content)
		}
		out[i], rest = rest[:length], rest[length:]
	}
	return out, nil
}

// cut returns what is between before and after, and what follows; nothing when either is missing.
func cut(b []byte, before, after string) (between, rest []byte) {
	_, b, ok := bytes.Cut(b, []byte(before))
	if !ok {
		return nil, nil
	}
	between, rest, ok = bytes.Cut(b, []byte(after))
	if !ok {
		return nil, nil
	}
	return between, rest
}
