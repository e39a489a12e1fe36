package press

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"keben/internal/diag"
	"keben/internal/output"
	"keben/internal/output/website"
	"keben/internal/snapshot"
	"keben/internal/source"
)

// work is the state of one build: a book that is read, then the outputs that are made of it.
type work struct {
	reader
	rows     []row    // the outputs
	standing standing // the files of earlier builds in the output folder
	aligned  Aligned  // for a preview
	products []Product
}

// standing has the files of earlier builds in the output folder, by paths below it.
type standing interface {
	Made(path string) bool  // whether Keben wrote the file
	Size(path string) int64 // of such a file, in bytes; 0 when it is not there
}

// nothing is a standing without files.
type nothing struct{}

func (nothing) Made(string) bool  { return false }
func (nothing) Size(string) int64 { return 0 }

func newWork(o Options, fsys fs.FS) *work {
	return &work{reader: reader{Options: o, keep: newKeep(fsys)}, standing: nothing{}, rows: rows}
}

// set takes down how many pages of a PDF are set.
func (w *work) set(path string, pages int) {
	p := &w.progress
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.pages == nil {
		p.pages = map[string]int{}
	}
	p.pages[path] = pages
}

// run goes through the stages and returns the files to publish. Outputs are made even when there are errors before
// them, so that their messages come too; only a book that could not be read at all stops it.
func (w *work) run(ctx context.Context) (files []output.File, err error) {
	w.steadily(ctx, func() {
		w.try("", func() { files, err = w.stages(ctx) })
		if r := (snapshot.Refusal{}); errors.As(err, &r) {
			w.report([]diag.Message{r.Message}) // of a template or a font: an output lacks it, and the author can help
			files, err = nil, nil
		}
	})
	return files, err
}

// steadily repeats work until the files that it read no longer change: see snapshot.Steadily. A session does it once,
// because it is told of changes.
func (w *work) steadily(ctx context.Context, work func()) {
	before := slices.Clip(w.messages)
	restless := w.keep.snapshot.Steadily(func() (look bool) {
		w.messages, w.products, w.Views = before, nil, nil
		work()
		return !w.later && ctx.Err() == nil
	})
	w.report(restless)
}

func (w *work) stages(ctx context.Context) ([]output.File, error) {
	if !w.read(ctx) {
		return nil, ctx.Err()
	}
	if !w.asked() {
		return nil, nil
	}
	var files []output.File
	var err error
	if !w.later {
		if files, err = w.items(ctx); err != nil {
			return nil, err
		}
	}
	w.report(w.Pictures.Report())
	items := slices.Clip(files)
	for _, r := range w.rows {
		if r.whole == nil || !w.wants(r) || len(w.Manuscript.Editions) == 0 {
			continue
		}
		var whole []output.File
		if !w.try(r.name, func() { whole, err = r.whole(w, items) }) {
			w.keep.site = website.Cache{} // it may be half made
		}
		if err != nil {
			return nil, err
		}
		files = append(files, whole...)
	}
	w.report(w.Pictures.Removals())
	slices.SortStableFunc(w.products, func(a, b Product) int {
		return slices.Index(Outputs(), a.Output) - slices.Index(Outputs(), b.Output)
	})
	return files, ctx.Err()
}

// asked checks that the outputs and editions of the options exist.
func (w *work) asked() bool {
	good := true
	var names []string
	for _, e := range w.Project.Editions {
		names = append(names, e.Name)
	}
	for _, v := range w.Views {
		if !slices.Contains(names, v.Name) {
			names = append(names, v.Name)
		}
	}
	for _, name := range w.Options.Editions {
		if !slices.Contains(names, name) {
			w.report([]diag.Message{unknownEdition.At(source.Place{}, name, strings.Join(names, ", "))})
			good = false
		}
	}
	for _, name := range w.Only {
		if slices.ContainsFunc(w.rows, func(r row) bool { return r.name == name && !r.asked(w.Project.Outputs) }) {
			w.report([]diag.Message{notAsked.At(source.Whole(w.Project.File), name)})
			good = false
		}
	}
	return good
}
