package press

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"keben/internal/book"
	"keben/internal/book/check"
	"keben/internal/book/collate"
	"keben/internal/book/glossary"
	"keben/internal/book/twins"
	"keben/internal/crew"
	"keben/internal/dataset"
	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/figure/library"
	"keben/internal/manuscript"
	"keben/internal/output"
	"keben/internal/output/website"
	"keben/internal/project"
	"keben/internal/snapshot"
	"keben/internal/sorting"
	"keben/internal/source"
	"keben/internal/terms"
	"keben/internal/typeset"
)

// work is one build under way.
type work struct {
	Options
	keep  *keep // of the build before, and for the next
	later bool  // PDFs are made when somebody asks for them

	standing standing // what earlier builds left in the output folder

	project   *project.Project
	theme     *design.Theme
	terms     *terms.List
	looks     fs.FS // see looks
	text      *book.Book
	alignment *twins.Alignment
	aligned   Aligned // for a preview
	editions  []*book.Edition
	views     []*book.Edition // two languages side by side on the website
	foundry   *typeset.Foundry
	pictures  *library.Library

	products []Product
	messages []diag.Message

	mu    sync.Mutex // guards event and pages
	event Event
	pages map[string]int // by edition and variant
}

// standing is what earlier builds left in the output folder, by paths below it.
type standing interface {
	Made(path string) bool  // whether Keben wrote the file
	Size(path string) int64 // of such a file, in bytes; 0 when it is not there
}

// nothing is an output folder that is not looked at.
type nothing struct{}

func (nothing) Made(string) bool  { return false }
func (nothing) Size(string) int64 { return 0 }

func newWork(o Options, fsys fs.FS) *work {
	return &work{Options: o, keep: newKeep(fsys), standing: nothing{}, pages: map[string]int{}}
}

// tell passes an event on; counts that it leaves out stay as they were.
func (w *work) tell(e Event) {
	if w.Progress == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	e.Chapters = max(e.Chapters, w.event.Chapters)
	e.Pages = 0
	for _, n := range w.pages {
		e.Pages += n
	}
	w.event = e
	w.Progress(e)
}

func (w *work) report(ms []diag.Message) { w.messages = append(w.messages, ms...) }

func (w *work) title() string {
	if w.project == nil || len(w.project.Languages) == 0 {
		return ""
	}
	return w.project.Meta[w.project.Languages[0]].Title
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
		w.messages, w.products, w.views = before, nil, nil
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
	w.report(w.pictures.Report())
	if w.wants(Website) && len(w.editions) > 0 {
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
	w.report(w.pictures.Removals())
	slices.SortStableFunc(w.products, func(a, b Product) int { return slices.Index(Outputs(), a.Output) - slices.Index(Outputs(), b.Output) })
	return files, ctx.Err()
}

// read reads the folder and collates the editions. It reports whether there is something to build.
func (w *work) read(ctx context.Context) bool {
	w.tell(Event{Stage: Reading})
	k := w.keep
	w.project = recall(w, project.Marker, &k.project, project.Read)
	if w.project == nil || len(w.project.Languages) == 0 || ctx.Err() != nil {
		return false
	}
	// In the place of what breaks comes what a book has that lacks the file, so that the chapters are read.
	data := recall(w, dataset.Dir, &k.data, dataset.Read)
	if data == nil {
		data, _ = dataset.Read(embed.FS{})
	}
	if w.theme = recall(w, "templates/"+design.File, &k.theme, readTheme); w.theme == nil {
		w.theme, _ = readTheme(embed.FS{})
	}
	if w.terms = recall(w, terms.File, &k.terms, terms.Read); w.terms == nil {
		w.terms = &terms.List{}
	}
	through := k.through(w.project, data)
	b, ms := manuscript.ReadThrough(func(src manuscript.Source, read manuscript.Reader) (*book.Chapter, []diag.Message) {
		if ctx.Err() != nil {
			return nil, nil // the book is given up below
		}
		return through(src, read)
	}, w.project, data)
	w.report(ms)
	chapters := 0
	for _, inLanguage := range b.Chapters {
		chapters += len(inLanguage)
	}
	w.tell(Event{Stage: Collating, Chapters: chapters})
	if ctx.Err() != nil || chapters == 0 {
		return false
	}
	files := k.snapshot.View()
	w.looks = looks(files)
	w.foundry, _ = snapshot.Recall(&k.foundry, snapshot.From(k.snapshot, struct{}{}), newFoundry)
	w.pictures = w.library(files)
	w.try("", func() { w.list(b) })
	if !w.try("", func() { w.align(files, b) }) {
		w.text, w.alignment = b, twins.Align(&book.Book{Languages: b.Languages}, twins.Known{})
	}
	w.report(check.Book(b, w.alignment))
	w.try("", func() { w.proofread(b) })
	if ctx.Err() != nil {
		return false
	}
	w.collate(b, w.alignment)
	return ctx.Err() == nil
}

// library gives the pictures of a folder, with the book's own faces for the text in drawings.
func (w *work) library(files fs.FS) *library.Library {
	return library.New(files, library.Faces{Theme: w.theme, Face: w.foundry.Face}, &w.keep.darkroom)
}

// try does a part of the work, named as in crew.Fault.On. When it breaks there is a message, and what does not need
// it goes on.
func (w *work) try(part string, f func()) bool {
	fault := crew.Do(f)
	if fault != nil {
		w.report([]diag.Message{fault.On(part)})
	}
	return fault == nil
}

// recall returns the value of a stage that reads a file, or its zero value when the stage broke.
func recall[V any](w *work, file string, m *stage[V], read func(fs.FS) (V, []diag.Message)) (value V) {
	var ms []diag.Message
	if fault := crew.Do(func() { value, ms = snapshot.Recall(m, snapshot.From(w.keep.snapshot, struct{}{}), read) }); fault != nil {
		ms = []diag.Message{fault.In(file)}
	}
	w.report(ms)
	return value
}

// list makes the glossary of a book that asks for one.
func (w *work) list(b *book.Book) {
	if !slices.ContainsFunc(b.Outline, func(p book.OutlineEntry) bool { return p.Role == book.RoleGlossary }) {
		return
	}
	b.Glossary = map[string]*book.Chapter{}
	for _, tag := range b.Languages {
		o := glossary.Options{Lang: tag, Languages: b.Languages, Method: sorting.Method(w.project.GlossarySort)}
		ch, ms := glossary.Chapter(w.terms, o)
		b.Glossary[tag] = ch
		w.report(ms)
	}
}

// collate makes the editions, side by side; messages come in the order of the book.
func (w *work) collate(b *book.Book, alignment *twins.Alignment) {
	w.keep.editions.Begin()
	w.editions = make([]*book.Edition, len(w.project.Editions))
	messages := make([][]diag.Message, len(w.project.Editions))
	crew.Each(len(w.project.Editions), func(i int) {
		e := w.project.Editions[i]
		fault := crew.Do(func() {
			ed, ms := collate.Edition(b, e.Lang, alignment)
			ed.Name = e.Name
			if e.Twin != "" {
				var more []diag.Message
				ed.Parallel = e.Parallel
				ed.Twin, more = collate.Edition(b, e.Twin, alignment)
				ms = append(ms, more...)
			}
			messages[i] = append(ms, check.Edition(ed)...)
			w.editions[i] = w.keep.edition(ed)
		})
		if fault != nil {
			messages[i] = append(messages[i], fault.On(e.Name))
		}
	})
	w.report(slices.Concat(messages...))
	w.editions = slices.DeleteFunc(w.editions, func(ed *book.Edition) bool { return ed == nil }) // those that broke
	for _, e := range w.project.Views {
		if v := w.view(e); v != nil {
			w.views = append(w.views, v)
		}
	}
}

// view returns the edition of a parallel view: one that the book lists, or made of two that it has. It is nil
// when a language has no chapter, since nothing would stand side by side.
func (w *work) view(e project.Edition) *book.Edition {
	named := func(name string) *book.Edition {
		i := slices.IndexFunc(w.editions, func(ed *book.Edition) bool { return ed.Name == name })
		if i < 0 {
			return nil
		}
		return w.editions[i]
	}
	v := named(e.Name)
	if v == nil {
		first, second := named(e.Lang), named(e.Twin)
		if first == nil || second == nil {
			return nil
		}
		both := *first
		both.Name, both.Twin = e.Name, second
		v = &both
	}
	written := func(s book.Section) bool { return s.Chapter != nil && s.Role != book.RoleGlossary }
	if !slices.ContainsFunc(v.Sections, written) || !slices.ContainsFunc(v.Twin.Sections, written) {
		return nil
	}
	return v
}

// asked checks that the outputs and editions of the options exist.
func (w *work) asked() bool {
	good := true
	var names []string
	for _, e := range w.project.Editions {
		names = append(names, e.Name)
	}
	for _, v := range w.views {
		if !slices.Contains(names, v.Name) {
			names = append(names, v.Name)
		}
	}
	for _, name := range w.Editions {
		if !slices.Contains(names, name) {
			w.report([]diag.Message{unknownEdition.At(source.Place{}, name, strings.Join(names, ", "))})
			good = false
		}
	}
	for _, name := range w.Only {
		if name == Website && w.project.Outputs.Website == nil || name == PDF && len(w.project.Outputs.PDF) == 0 {
			w.report([]diag.Message{notAsked.At(source.Whole(w.project.File), name)})
			good = false
		}
	}
	return good
}

func (w *work) wants(name string) bool {
	if name == Website && w.project.Outputs.Website == nil {
		return w.later // a book that is only printed is looked at all the same
	}
	return len(w.Only) == 0 || slices.Contains(w.Only, name)
}

func (w *work) wantsEdition(name string) bool {
	return len(w.Editions) == 0 || slices.Contains(w.Editions, name)
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
	for _, ed := range w.editions {
		if !w.wantsEdition(ed.Name) {
			continue
		}
		for _, p := range w.project.Outputs.PDF {
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
	looks, err := fs.Sub(w.looks, "website")
	if err != nil {
		return nil, err
	}
	in := website.Input{
		Editions: editions, Theme: w.theme, Templates: looks,
		Asset: w.pictures.Publish, AllowRawHTML: w.project.RawHTML, Downloads: w.downloads(pdfs), Cache: &w.keep.site,
	}
	if w.project.Outputs.Website != nil {
		in.URL = w.project.Outputs.Website.URL
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
	for _, ed := range w.editions {
		if ed.Twin == nil {
			eds = append(eds, ed)
		}
	}
	return append(eds, w.views...)
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
	for _, ed := range w.editions {
		for _, p := range w.project.Outputs.PDF {
			d := website.Download{Path: pdfPath(ed, p), Edition: ed.Name}
			if len(w.project.Outputs.PDF) > 1 {
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
		return len(w.Editions) > 0 && !w.wantsEdition(edition)
	}
	if !w.selected(Website) {
		return true
	}
	if name, inEdition := w.editionOf(p); inEdition {
		return !w.wantsEdition(name)
	}
	// Pages that stay need the style and the pictures they were made with.
	return len(w.Editions) > 0
}

// selected reports whether the options ask for an output, whether or not the book has it.
func (w *work) selected(name string) bool { return len(w.Only) == 0 || slices.Contains(w.Only, name) }
