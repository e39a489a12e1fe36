// Package website makes the site of a book: a door page in the book's languages, a start page per edition, a page per
// chapter, one stylesheet, one small script. A parallel edition has pages with a chapter in both languages side by
// side.
//
// Pages are plain HTML (HTML Standard, WCAG 2.2) that works from a folder, under any path and without JavaScript, and
// loads nothing from other sites but pictures that an author took from there: a book should still be readable when its publisher's server is gone. Addresses in
// pages are relative for the same reason. Type sizes are in per cent of the reader's own setting, widths in CSS pixels.
//
// The templates are under website/ in package templates. A file of the same path in a book's templates/ replaces the
// built-in one: *.html are html/template files named by their path below website/, style/*.css are joined in the order
// of their names after the values of theme.yaml, script.js is copied.
package website

import (
	"fmt"
	"io/fs"

	"keben/internal/book"
	"keben/internal/crew"
	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/output"
	"keben/internal/source"
)

// Input is the input of Build, which changes nothing in it.
type Input struct {
	Editions  []*book.Edition // in the order of the book's languages; the first is the source. One with a Twin becomes a parallel view
	Theme     *design.Theme
	Templates fs.FS // the folder website/ of the templates, the book's files laid over the built-in ones: Overlay

	// URL is the future address of the site, "https://example.org/book/". Canonical links and language alternates need
	// it; with "" they are left out.
	URL string

	// Asset returns a picture by its slash-separated path in the book's folder. Nil means there are none.
	Asset func(src string) ([]byte, bool)

	// File returns a file that a link leads to, by its path in the book's folder. Nil means there are none.
	File func(name string) ([]byte, bool)

	AllowRawHTML bool       // raw HTML in the manuscript is passed on
	Downloads    []Download // in the order in which they are offered

	Cache *Cache // of the site's last build; may be nil
}

// Download is another output of the book that the start pages offer.
type Download struct {
	Path    string // slash-separated, relative to the output folder: "pdf/zh-print.pdf"
	Size    int64  // in bytes
	Edition string // whose start page offers it
	Variant string // "print", "screen"; "" when there is only one
}

// Build returns the files of the site in a fixed order, with paths relative to the output folder. After a fault in a
// template there is a message at its file and line, and no files. A missing picture is a warning. The error means that
// there are no editions or that the templates cannot be read.
func Build(in Input) ([]output.File, []diag.Message, error) {
	if len(in.Editions) == 0 {
		return nil, nil, fmt.Errorf("website: no editions")
	}
	if in.Cache == nil {
		in.Cache = &Cache{}
	}
	templates, msgs, err := parseTemplates(in.Templates, &in.Cache.templates)
	if err != nil || diag.HasErrors(msgs) {
		in.Cache.templates.Forget() // they may be half made
		return nil, msgs, err
	}
	s, err := newSite(in, templates)
	if err != nil {
		return nil, nil, err
	}
	files := []output.File{}
	// A page that breaks leaves the others be: they may have messages too.
	add := func(path, template string, make func() *Page) {
		fault := crew.Do(func() {
			if data, ok := s.execute(path, template, make()); ok {
				files = append(files, output.File{Path: path, Data: data})
			}
		})
		if fault != nil {
			templates.faults = append(templates.faults, fault.On(path))
		}
	}
	add("index.html", "door.html", s.door)
	for _, e := range s.editions {
		add(e.path(startFile), "start.html", e.start)
		for i := range e.pages {
			p := &e.pages[i]
			switch {
			case len(p.section.Entries) > 0:
				add(e.path(p.file), "listing.html", func() *Page { return e.listing(p) })
			case p.chapter() == nil:
				add(e.path(p.file), "part.html", func() *Page { return e.part(p) })
			case e.Twin != nil:
				add(e.path(p.file), "parallel.html", func() *Page { return e.parallel(p) })
			default:
				add(e.path(p.file), "chapter.html", func() *Page { return e.chapter(p) })
			}
		}
	}
	if msgs := templates.faults; len(msgs) > 0 {
		*in.Cache = Cache{} // what is kept may be half made
		return nil, msgs, nil
	}
	for _, src := range s.assets.lost() {
		kind := pictureLost
		if s.assets.strange[src] {
			kind = pictureStrange
		}
		msgs = append(msgs, kind.At(source.Whole(src), src))
	}
	for _, name := range s.assets.unread() {
		msgs = append(msgs, fileLost.At(source.Whole(name), name))
	}
	for _, e := range s.editions {
		if len(e.pages) > mostBeside {
			msgs = append(msgs, contentsFolded.At(source.Place{}, len(e.pages), nearBeside))
			break
		}
	}
	msgs = append(msgs, unguarded(files)...)
	files = append(files, headers(s.remote))
	return append(files, s.assets.files()...), msgs, nil
}
