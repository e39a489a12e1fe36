// Package pdfbook makes the PDF of an edition: package typeset makes the pages, package pdf the file.
package pdfbook

import (
	"bytes"
	"io/fs"

	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/forme"
	"keben/internal/output"
	"keben/internal/pdf"
	"keben/internal/typeset"
)

// Picture is a figure's content.
type Picture = typeset.Picture

// Foundry holds the faces of a book, shared by all its editions.
type Foundry = typeset.Foundry

// NewFoundry makes a foundry of the faces under fonts/ of fsys.
func NewFoundry(fsys fs.FS) *Foundry { return typeset.NewFoundry(fsys) }

// Input says which edition is to be made into a PDF, and how.
type Input struct {
	Edition   *book.Edition
	Theme     *design.Theme
	Variant   string // "print" or "screen"
	Trim      design.Trim
	TrimName  string // the theme's master is chosen by it
	Foundry   *Foundry
	Templates fs.FS // print/*.txt
	Pictures  func(src string) (Picture, bool)
	Progress  func(pages int)
}

// Book is a finished PDF with the stages before it, for dumps.
type Book struct {
	File     output.File
	Pages    int
	Document *forme.Document
	Galleys  []typeset.Galley
}

// Build makes the PDF. Its path is pdf/<edition>-<variant>.pdf. An error means that a font of the theme
// cannot be had or the file cannot be written.
func Build(in Input) (Book, []diag.Message, error) {
	set, err := Set(in)
	if err != nil {
		return Book{}, nil, err
	}
	var out bytes.Buffer
	if err := pdf.Write(&out, set.Document, pdf.Options{}); err != nil {
		return Book{}, set.Messages, err
	}
	return Book{
		File:     output.File{Path: "pdf/" + in.Edition.Name + "-" + in.Variant + ".pdf", Data: out.Bytes()},
		Pages:    len(set.Document.Pages),
		Document: set.Document,
		Galleys:  set.Galleys,
	}, set.Messages, nil
}

// Set makes the pages only.
func Set(in Input) (*typeset.Result, error) {
	return typeset.Edition(typeset.Options{
		Edition: in.Edition, Theme: in.Theme, Trim: in.Trim, TrimName: in.TrimName, Screen: in.Variant == "screen",
		Foundry: in.Foundry, Templates: in.Templates, Pictures: in.Pictures, Progress: in.Progress,
		Twin: in.Edition.Twin, Parallel: typeset.Parallel(in.Edition.Parallel),
	})
}
