package press

import (
	"context"
	"embed"
	"errors"
	"io/fs"
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
	"keben/internal/plaintext"
	"keben/internal/project"
	"keben/internal/snapshot"
	"keben/internal/sorting"
	"keben/internal/source"
	"keben/internal/terms"
	"keben/internal/typeset"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

var recordUnread = diag.NewKind("record-unread", diag.Warning,
	"the translation record cannot be read: %v", "无法读取译文记录：%v")

// Manuscript is a book as read and collated, before any output is made of it: what commands start from that work on a
// manuscript.
type Manuscript struct {
	Project   *project.Project
	Theme     *design.Theme
	Terms     *terms.List
	Looks     fs.FS // the templates, the book's own over the built-in ones
	Text      *book.Book
	Alignment *twins.Alignment
	Editions  []*book.Edition
	Views     []*book.Edition // two languages side by side on the website
	Foundry   *typeset.Foundry
	Pictures  *library.Pictures
}

// Read reads the book in o.Dir and calls use with it, unless the folder holds no book. The messages of the result are
// those of reading; use may read and replace them. Files reads the book's folder until use returns.
func Read(ctx context.Context, o Options, use func(m Manuscript, files fs.FS, res *Result) error) (Result, error) {
	return reading(ctx, o, func(w *work, res *Result) error {
		return use(w.Manuscript, w.keep.snapshot.View(), res)
	})
}

func reading(ctx context.Context, o Options, use func(w *work, res *Result) error) (Result, error) {
	res := Result{Dir: filepath.Clean(o.Dir)}
	root, err := os.OpenRoot(res.Dir)
	if err != nil {
		res.Messages = []diag.Message{noFolder.At(source.Place{}, res.Dir, err)}
		return res, nil
	}
	defer root.Close()
	w := newWork(o, snapshot.Folder(root))
	good := false
	w.steadily(ctx, func() { good = w.read(ctx) && w.asked() })
	res.Title, res.Messages = w.title(), w.told()
	if good {
		err = use(w, &res)
	}
	if err == nil {
		err = ctx.Err()
	}
	return res, err
}

// reader reads a book, as far as its editions. It knows nothing of outputs: what a build needs besides is in work.
type reader struct {
	Options
	Manuscript
	keep     *keep // of the build before, and for the next
	later    bool  // for a preview: the alignment and the PDFs may come later
	messages []diag.Message
	progress progress
}

// progress is how far a build has come.
type progress struct {
	mu    sync.Mutex // guards the others
	event Event
	pages map[string]int // set so far, by the path of the PDF
}

// tell passes an event on; counts that it leaves out stay as they were.
func (r *reader) tell(e Event) {
	if r.Progress == nil {
		return
	}
	p := &r.progress
	p.mu.Lock()
	defer p.mu.Unlock()
	e.Chapters = max(e.Chapters, p.event.Chapters)
	e.Pages = 0
	for _, n := range p.pages {
		e.Pages += n
	}
	p.event = e
	r.Progress(e)
}

func (r *reader) report(ms []diag.Message) { r.messages = append(r.messages, ms...) }

func (r *reader) title() string {
	if r.Project == nil || len(r.Project.Languages) == 0 {
		return ""
	}
	return r.Project.Meta[r.Project.Languages[0]].Title
}

// told are the messages in order; where the book is proofread, without those that the author has answered by a comment.
func (r *reader) told() []diag.Message {
	if r.Proofread {
		return r.settled()
	}
	return diag.Sort(r.explained(slices.Clone(r.messages)))
}

// ReadPast reads a book as it was, in whatever encoding. It gives no messages.
func ReadPast(ctx context.Context, files fs.FS) Manuscript {
	old := &reader{keep: newKeep(snapshot.Converted(files))}
	if !old.try("", func() { old.read(ctx) }) {
		old.Manuscript.Editions = nil
	}
	return old.Manuscript
}

// read reads the folder and collates the editions. It reports whether there is something to build.
func (r *reader) read(ctx context.Context) bool {
	r.tell(Event{Stage: Reading})
	k := r.keep
	r.Project = recall(r, project.Marker, &k.project, project.Read)
	if r.Project == nil || len(r.Project.Languages) == 0 || ctx.Err() != nil {
		return false
	}
	// In the place of what breaks comes what a book has that lacks the file, so that the chapters are read.
	data := recall(r, dataset.Dir, &k.data, dataset.Read)
	if data == nil {
		data, _ = dataset.Read(embed.FS{})
	}
	if r.Theme = recall(r, "templates/"+design.File, &k.theme, readTheme); r.Theme == nil {
		r.Theme, _ = Builtin()
	}
	if r.Terms = recall(r, terms.File, &k.terms, terms.Read); r.Terms == nil {
		r.Terms = &terms.List{}
	}
	through := k.through(r.Project, data)
	b, ms := manuscript.ReadThrough(func(src manuscript.Source, read manuscript.Reader) (*book.Chapter, []diag.Message) {
		if ctx.Err() != nil {
			return nil, nil // the book is given up below
		}
		return through(src, read)
	}, r.Project, data)
	r.report(ms)
	chapters := 0
	for _, inLanguage := range b.Chapters {
		chapters += len(inLanguage)
	}
	r.tell(Event{Stage: Collating, Chapters: chapters})
	if ctx.Err() != nil || chapters == 0 {
		return false
	}
	files := k.snapshot.View()
	r.Looks = looks(files)
	r.Foundry, _ = snapshot.Recall(&k.foundry, snapshot.From(k.snapshot, struct{}{}), newFoundry)
	r.Pictures = r.gather(files)
	r.try("", func() { r.list(b) })
	if !r.try("", func() { r.align(files, b) }) {
		r.Text, r.Alignment = b, twins.Align(&book.Book{Languages: b.Languages}, twins.Known{})
	}
	r.report(check.Book(b, r.Alignment))
	r.try("", func() { r.proofread(b) })
	if ctx.Err() != nil {
		return false
	}
	r.collate(b, r.Alignment)
	return ctx.Err() == nil
}

// gather gives the pictures of a folder, with the book's own faces for the text in drawings.
func (r *reader) gather(files fs.FS) *library.Pictures {
	return library.New(files, library.Faces{Theme: r.Theme, Face: r.Foundry.Face}, &r.keep.darkroom)
}

// try does a part of the work, named as in crew.Fault.On. If it panics there is a message, and the parts that do not
// need it go on.
func (r *reader) try(part string, f func()) bool {
	fault := crew.Do(f)
	if fault != nil {
		r.report([]diag.Message{fault.On(part)})
	}
	return fault == nil
}

// recall returns the value of a stage that reads a file, or its zero value when the stage broke.
func recall[V any](r *reader, file string, m *stage[V], read func(fs.FS) (V, []diag.Message)) (value V) {
	var ms []diag.Message
	if fault := crew.Do(func() { value, ms = snapshot.Recall(m, snapshot.From(r.keep.snapshot, struct{}{}), read) }); fault != nil {
		ms = []diag.Message{fault.In(file)}
	}
	r.report(ms)
	return value
}

// list makes the glossary of a book that asks for one.
func (r *reader) list(b *book.Book) {
	if !slices.ContainsFunc(b.Outline, func(p book.OutlineEntry) bool { return p.Role == book.RoleGlossary }) {
		return
	}
	b.Glossary = map[string]*book.Chapter{}
	for _, tag := range b.Languages {
		o := glossary.Options{Lang: tag, Languages: b.Languages, Method: sorting.Method(r.Project.GlossarySort)}
		ch, ms := glossary.Chapter(r.Terms, o)
		b.Glossary[tag] = ch
		r.report(ms)
	}
}

// collate makes the editions, side by side; messages come in the order of the book.
func (r *reader) collate(b *book.Book, alignment *twins.Alignment) {
	r.keep.editions.Begin()
	r.Manuscript.Editions = make([]*book.Edition, len(r.Project.Editions))
	messages := make([][]diag.Message, len(r.Project.Editions))
	crew.Each(len(r.Project.Editions), func(i int) {
		e := r.Project.Editions[i]
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
			r.Manuscript.Editions[i] = r.keep.edition(ed)
		})
		if fault != nil {
			messages[i] = append(messages[i], fault.On(e.Name))
		}
	})
	r.report(slices.Concat(messages...))
	r.Manuscript.Editions = slices.DeleteFunc(r.Manuscript.Editions, func(ed *book.Edition) bool { return ed == nil }) // those that broke
	for _, e := range r.Project.Views {
		if v := r.view(e); v != nil {
			r.Views = append(r.Views, v)
		}
	}
}

// view returns the edition of a parallel view: one that the book lists, or made of two that it has. It is nil when a
// language has no chapter, since nothing would be side by side.
func (r *reader) view(e project.Edition) *book.Edition {
	named := func(name string) *book.Edition {
		i := slices.IndexFunc(r.Manuscript.Editions, func(ed *book.Edition) bool { return ed.Name == name })
		if i < 0 {
			return nil
		}
		return r.Manuscript.Editions[i]
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
	written := func(ed *book.Edition) bool {
		return slices.ContainsFunc(ed.Sections, func(s book.Section) bool {
			return s.Chapter != nil && s.Role != book.RoleGlossary && !ed.Untranslated(&s)
		})
	}
	if !written(v) || !written(v.Twin) {
		return nil
	}
	return v
}

// align pairs the languages of the book, with what the records of the translations say.
func (r *reader) align(fsys fs.FS, b *book.Book) *twins.Alignment {
	records := map[string]*twins.Record{}
	for _, lang := range b.Languages {
		for _, slug := range b.Slugs() {
			ch := b.Chapters[lang][slug]
			if ch == nil || lang == b.Languages[0] {
				continue
			}
			name := twins.RecordFile(ch.File())
			data, err := fs.ReadFile(fsys, name)
			if err != nil {
				if !errors.Is(err, fs.ErrNotExist) {
					r.report([]diag.Message{recordUnread.At(source.Whole(name), err)})
				}
				continue
			}
			src, ms := plaintext.Read(name, data)
			r.report(ms)
			if src == nil {
				continue
			}
			record, ms := twins.ParseRecord(name, src.Text)
			r.report(ms)
			records[ch.File()] = record
		}
	}
	r.Text, r.Alignment = b, r.keep.align(b, twins.Known{Records: records, Terms: r.Terms}, r.later)
	r.report(r.Alignment.Messages())
	r.report(r.keep.aligned.messages)
	return r.Alignment
}
