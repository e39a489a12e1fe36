package press

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"keben/internal/crew"
	"keben/internal/diag"
	"keben/internal/figure/library"
	"keben/internal/output"
	"keben/internal/project"
)

// The outputs an edition can become, by the names they have in book.yaml and in Options.Only.
const (
	Website = "website"
	PDF     = "pdf"
)

// row is an output. A new one is a package that makes it, its options in package project, and its row here.
type row struct {
	name  string
	asked func(project.Outputs) bool // by book.yaml

	// An output is either items, a file each, which are made side by side, in a session on demand, and which the
	// website offers; they are in a folder of the output's name. Or it is a whole, made with all items at hand.
	items func(*work) []item
	whole func(w *work, made []output.File) ([]output.File, error)

	// Of items: whether they can be made, with messages if not, and the edition of a file's name.
	ready   func(*work) (ms []diag.Message, ok bool)
	edition func(name string) string
}

// rows are all outputs, in the order in which a person is told of them.
var rows = []row{
	{
		name:  Website,
		asked: func(o project.Outputs) bool { return o.Website != nil },
		whole: (*work).site,
	},
	{
		name:  PDF,
		asked: func(o project.Outputs) bool { return len(o.PDF) > 0 },
		items: (*work).pdfs, ready: (*work).printable, edition: editionOfPDF,
	},
}

// Outputs lists the names of all outputs.
func Outputs() (names []string) {
	for _, r := range rows {
		names = append(names, r.name)
	}
	return names
}

// item is a file that an output makes of an edition.
type item struct {
	Product // but for its size and pages
	from    ordered
	make    func(context.Context, supply) (filled, error)
}

// supply is the input that items share in a build. In a session each item has its own, so that the session records
// which files the item read.
type supply struct {
	looks    fs.FS // as Manuscript.Looks
	pictures *library.Pictures
	pressed  *pressed // kept from the last time; nil if nothing was
}

func (w *work) supply() supply { return supply{looks: w.Looks, pictures: w.Pictures} }

// filled is an item as made.
type filled struct {
	data     []byte
	pages    int
	messages []diag.Message
}

// items makes what the options ask for of all outputs that are items. A product that breaks is a message.
func (w *work) items(ctx context.Context) (files []output.File, err error) {
	var items []item
	for _, r := range w.rows {
		if r.items == nil || !w.selected(r.name) {
			continue
		}
		ms, ready := r.ready(w)
		if w.report(ms); ready {
			items = append(items, slices.DeleteFunc(r.items(w), func(i item) bool { return !w.wantsEdition(i.Edition) })...)
		}
	}
	made, errs := make([]filled, len(items)), make([]error, len(items))
	crew.Each(len(items), func(n int) {
		if errs[n] = ctx.Err(); errs[n] != nil {
			return
		}
		if fault := crew.Do(func() { made[n], errs[n] = items[n].make(ctx, w.supply()) }); fault != nil {
			made[n] = filled{messages: []diag.Message{fault.On(items[n].Path)}}
		}
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := errors.Join(errs...); err != nil {
		return nil, fmt.Errorf("press: %w", err)
	}
	for n, m := range made { // in the order of the book, whichever was first
		if p := items[n].Product; m.data != nil { // it did not break
			files = append(files, output.File{Path: p.Path, Data: m.data})
			p.Bytes, p.Files, p.Pages = int64(len(m.data)), 1, m.pages
			w.products = append(w.products, p)
		}
		w.report(m.messages)
	}
	return files, nil
}

// item finds an item of the build by its path.
func (w *work) item(path string) (item, bool) {
	for _, r := range w.rows {
		if r.items == nil {
			continue
		}
		for _, i := range r.items(w) {
			if i.Path == path && w.wantsEdition(i.Edition) {
				return i, true
			}
		}
	}
	return item{}, false
}

// rowOf returns the output whose file a path is. What is in no folder of an output of items is of the whole.
func (w *work) rowOf(path string) (r row, name string) {
	for _, r := range w.rows {
		if name, ok := strings.CutPrefix(path, r.name+"/"); ok && r.items != nil {
			return r, name
		}
	}
	whole := slices.IndexFunc(w.rows, func(r row) bool { return r.whole != nil })
	return w.rows[whole], path
}

// kept reports whether a file of an earlier build stays: it does when this build was not asked for it.
func (w *work) kept(path string) bool {
	r, name := w.rowOf(path)
	if !w.selected(r.name) {
		return true
	}
	if r.items != nil {
		return !w.wantsEdition(r.edition(name))
	}
	if edition, below := w.editionOf(name); below {
		return !w.wantsEdition(edition)
	}
	// Pages that stay need the style and the pictures they were made with.
	return len(w.Options.Editions) > 0
}

// selected reports whether the options ask for an output, whether or not the book has it.
func (w *work) selected(name string) bool { return len(w.Only) == 0 || slices.Contains(w.Only, name) }

// wants reports whether an output is to be made.
func (w *work) wants(r row) bool {
	if !r.asked(w.Project.Outputs) {
		return w.later && r.whole != nil // a book that is only printed is looked at all the same
	}
	return w.selected(r.name)
}

func (w *work) wantsEdition(name string) bool {
	return len(w.Options.Editions) == 0 || slices.Contains(w.Options.Editions, name)
}
