package press

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/output"
	"keben/internal/output/website"
	"keben/internal/snapshot"
	"keben/internal/source"
)

// work is the state of one build.
type work struct {
	Options
	Manuscript
	keep  *keep // of the build before, and for the next
	later bool  // PDFs are made on demand

	standing standing // the files of earlier builds in the output folder

	aligned  Aligned // for a preview
	products []Product
	messages []diag.Message

	progress progress
}

// progress is how far a build has come.
type progress struct {
	mu    sync.Mutex // guards the others
	event Event
	pages map[string]int // set so far, by the path of the PDF
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
	return &work{Options: o, keep: newKeep(fsys), standing: nothing{}}
}

// tell passes an event on; counts that it leaves out stay as they were.
func (w *work) tell(e Event) {
	if w.Progress == nil {
		return
	}
	p := &w.progress
	p.mu.Lock()
	defer p.mu.Unlock()
	e.Chapters = max(e.Chapters, p.event.Chapters)
	e.Pages = 0
	for _, n := range p.pages {
		e.Pages += n
	}
	p.event = e
	w.Progress(e)
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

func (w *work) report(ms []diag.Message) { w.messages = append(w.messages, ms...) }

func (w *work) title() string {
	if w.Project == nil || len(w.Project.Languages) == 0 {
		return ""
	}
	return w.Project.Meta[w.Project.Languages[0]].Title
}

// run goes through the stages and returns the files to publish. Outputs are made even when there are
// errors before them, so that their messages come too; only a book of which nothing could be read stops it.
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

// steadily does work until what it read has come to rest: see snapshot.Steadily. A session is told of changes, and does
// not ask.
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
	var jobs []job
	if !w.later {
		jobs = w.pdfJobs(ctx)
	}
	results, err := together(ctx, jobs)
	if err != nil {
		return nil, err
	}
	var files []output.File
	for _, m := range results {
		files = append(files, m.files...)
		if m.files != nil { // it did not break
			w.products = append(w.products, m.product)
		}
		w.report(m.messages)
	}
	w.report(w.Pictures.Report())
	if w.wants(Website) && len(w.Manuscript.Editions) > 0 {
		w.tell(Event{Stage: Weaving})
		var site []output.File
		if !w.try(Website, func() { site, err = w.site(files) }) {
			w.keep.site = website.Cache{} // what is kept may be half made
		}
		if err != nil {
			return nil, err
		}
		files = append(files, site...)
	}
	w.report(w.Pictures.Removals())
	slices.SortStableFunc(w.products, func(a, b Product) int { return slices.Index(Outputs(), a.Output) - slices.Index(Outputs(), b.Output) })
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
		if name == Website && w.Project.Outputs.Website == nil || name == PDF && len(w.Project.Outputs.PDF) == 0 {
			w.report([]diag.Message{notAsked.At(source.Whole(w.Project.File), name)})
			good = false
		}
	}
	return good
}

func (w *work) wants(name string) bool {
	if name == Website && w.Project.Outputs.Website == nil {
		return w.later // a book that is only printed is looked at all the same
	}
	return len(w.Only) == 0 || slices.Contains(w.Only, name)
}

func (w *work) wantsEdition(name string) bool {
	return len(w.Options.Editions) == 0 || slices.Contains(w.Options.Editions, name)
}

// pdfJobs returns a job for every edition and variant, in the order of the book.
func (w *work) pdfJobs(ctx context.Context) (jobs []job) {
	if !w.wants(PDF) {
		return nil
	}
	w.report(w.refused())
	if ms := w.fonts(); len(ms) > 0 {
		w.report(ms)
		return nil
	}
	for _, ed := range w.Manuscript.Editions {
		if !w.wantsEdition(ed.Name) {
			continue
		}
		for _, p := range w.Project.Outputs.PDF {
			jobs = append(jobs, job{pdfPath(ed, p), func() (made, error) {
				data, set, err := (*pressed)(nil).print(ctx, w.brief(ed, p))
				if err != nil {
					return made{}, err
				}
				path := pdfPath(ed, p)
				return made{
					files:    []output.File{{Path: path, Data: data}},
					product:  Product{Output: PDF, Edition: ed.Name, Variant: p.Variant, Path: path, Bytes: int64(len(data)), Files: 1, Pages: len(set.Document.Pages)},
					messages: set.Messages,
				}, nil
			}})
		}
	}
	return jobs
}

// site makes the website. Editions that are not built now but stand in the output folder take part, so that
// the new pages link to them; their own pages are left as they are.
func (w *work) site(pdfs []output.File) ([]output.File, error) {
	var editions []*book.Edition
	for _, ed := range w.onSite() {
		if w.wantsEdition(ed.Name) || w.standing.Made(ed.Name+"/index.html") {
			editions = append(editions, ed)
		}
	}
	looks, err := fs.Sub(w.Looks, "website")
	if err != nil {
		return nil, err
	}
	in := website.Input{
		Editions: editions, Theme: w.Theme, Templates: looks,
		Asset: w.Pictures.Publish, AllowRawHTML: w.Project.RawHTML, Downloads: w.downloads(pdfs), Cache: &w.keep.site,
	}
	if w.Project.Outputs.Website != nil {
		in.URL = w.Project.Outputs.Website.URL
	}
	files, ms, err := website.Build(in)
	w.report(ms)
	if err != nil {
		return nil, err
	}
	files = slices.DeleteFunc(files, func(f output.File) bool {
		name, inEdition := w.editionOf(f.Path)
		return inEdition && !w.wantsEdition(name)
	})
	for _, ed := range w.onSite() {
		if w.wantsEdition(ed.Name) {
			w.products = append(w.products, siteProduct(ed.Name, files))
		}
	}
	return files, nil
}

// onSite returns the editions that the website has: those in one language and the parallel views.
func (w *work) onSite() (eds []*book.Edition) {
	for _, ed := range w.Manuscript.Editions {
		if ed.Twin == nil {
			eds = append(eds, ed)
		}
	}
	return append(eds, w.Views...)
}

// siteProduct adds up the files of one edition's pages.
func siteProduct(edition string, files []output.File) Product {
	p := Product{Output: Website, Edition: edition, Path: edition + "/index.html"}
	for _, f := range files {
		if strings.HasPrefix(f.Path, edition+"/") {
			p.Files++
			p.Bytes += int64(len(f.Data))
			if path.Ext(f.Path) == ".html" {
				p.Pages++
			}
		}
	}
	return p
}

// downloads are the PDFs made now and those kept from earlier builds, in the order of the book.
func (w *work) downloads(pdfs []output.File) (ds []website.Download) {
	for _, ed := range w.Manuscript.Editions {
		for _, p := range w.Project.Outputs.PDF {
			d := website.Download{Path: pdfPath(ed, p), Edition: ed.Name}
			if len(w.Project.Outputs.PDF) > 1 {
				d.Variant = p.Variant
			}
			i := slices.IndexFunc(pdfs, func(f output.File) bool { return f.Path == d.Path })
			switch {
			case i >= 0:
				d.Size = int64(len(pdfs[i].Data))
			case w.kept(d.Path):
				d.Size = w.standing.Size(d.Path)
			}
			if d.Size > 0 || w.later {
				ds = append(ds, d)
			}
		}
	}
	return ds
}

// editionOf returns the edition whose folder of the website a path is in.
func (w *work) editionOf(p string) (string, bool) {
	first, _, below := strings.Cut(p, "/")
	return first, below && slices.ContainsFunc(w.onSite(), func(e *book.Edition) bool { return e.Name == first })
}

// kept reports whether a file of an earlier build stays: it does when this build was not asked for it.
func (w *work) kept(p string) bool {
	if name, ok := strings.CutPrefix(p, "pdf/"); ok {
		if !w.selected(PDF) {
			return true
		}
		edition := name[:max(strings.LastIndexByte(name, '-'), 0)] // an edition may have hyphens, a variant has none
		return len(w.Options.Editions) > 0 && !w.wantsEdition(edition)
	}
	if !w.selected(Website) {
		return true
	}
	if name, inEdition := w.editionOf(p); inEdition {
		return !w.wantsEdition(name)
	}
	// Pages that stay need the style and the pictures they were made with.
	return len(w.Options.Editions) > 0
}

// selected reports whether the options ask for an output, whether or not the book has it.
func (w *work) selected(name string) bool { return len(w.Only) == 0 || slices.Contains(w.Only, name) }
