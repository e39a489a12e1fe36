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
	Pictures  *library.Library
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

// told are the messages in order; where the book is proofread, without those that the author has answered by a comment.
func (w *work) told() []diag.Message {
	if w.Proofread {
		return w.settled()
	}
	return diag.Sort(w.explained(slices.Clone(w.messages)))
}

// ReadPast reads a book as it was, in whatever encoding. It gives no messages.
func ReadPast(ctx context.Context, files fs.FS) Manuscript {
	old := newWork(Options{}, snapshot.Converted(files))
	if !old.try("", func() { old.read(ctx) }) {
		old.Manuscript.Editions = nil
	}
	return old.Manuscript
}

// read reads the folder and collates the editions. It reports whether there is something to build.
func (w *work) read(ctx context.Context) bool {
	w.tell(Event{Stage: Reading})
	k := w.keep
	w.Project = recall(w, project.Marker, &k.project, project.Read)
	if w.Project == nil || len(w.Project.Languages) == 0 || ctx.Err() != nil {
		return false
	}
	// In the place of what breaks comes what a book has that lacks the file, so that the chapters are read.
	data := recall(w, dataset.Dir, &k.data, dataset.Read)
	if data == nil {
		data, _ = dataset.Read(embed.FS{})
	}
	if w.Theme = recall(w, "templates/"+design.File, &k.theme, readTheme); w.Theme == nil {
		w.Theme, _ = Builtin()
	}
	if w.Terms = recall(w, terms.File, &k.terms, terms.Read); w.Terms == nil {
		w.Terms = &terms.List{}
	}
	through := k.through(w.Project, data)
	b, ms := manuscript.ReadThrough(func(src manuscript.Source, read manuscript.Reader) (*book.Chapter, []diag.Message) {
		if ctx.Err() != nil {
			return nil, nil // the book is given up below
		}
		return through(src, read)
	}, w.Project, data)
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
	w.Looks = looks(files)
	w.Foundry, _ = snapshot.Recall(&k.foundry, snapshot.From(k.snapshot, struct{}{}), newFoundry)
	w.Pictures = w.library(files)
	w.try("", func() { w.list(b) })
	if !w.try("", func() { w.align(files, b) }) {
		w.Text, w.Alignment = b, twins.Align(&book.Book{Languages: b.Languages}, twins.Known{})
	}
	w.report(check.Book(b, w.Alignment))
	w.try("", func() { w.proofread(b) })
	if ctx.Err() != nil {
		return false
	}
	w.collate(b, w.Alignment)
	return ctx.Err() == nil
}

// library gives the pictures of a folder, with the book's own faces for the text in drawings.
func (w *work) library(files fs.FS) *library.Library {
	return library.New(files, library.Faces{Theme: w.Theme, Face: w.Foundry.Face}, &w.keep.darkroom)
}

// try does a part of the work, named as in crew.Fault.On. If it panics there is a message, and the parts that do not
// need it go on.
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
		o := glossary.Options{Lang: tag, Languages: b.Languages, Method: sorting.Method(w.Project.GlossarySort)}
		ch, ms := glossary.Chapter(w.Terms, o)
		b.Glossary[tag] = ch
		w.report(ms)
	}
}

// collate makes the editions, side by side; messages come in the order of the book.
func (w *work) collate(b *book.Book, alignment *twins.Alignment) {
	w.keep.editions.Begin()
	w.Manuscript.Editions = make([]*book.Edition, len(w.Project.Editions))
	messages := make([][]diag.Message, len(w.Project.Editions))
	crew.Each(len(w.Project.Editions), func(i int) {
		e := w.Project.Editions[i]
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
			w.Manuscript.Editions[i] = w.keep.edition(ed)
		})
		if fault != nil {
			messages[i] = append(messages[i], fault.On(e.Name))
		}
	})
	w.report(slices.Concat(messages...))
	w.Manuscript.Editions = slices.DeleteFunc(w.Manuscript.Editions, func(ed *book.Edition) bool { return ed == nil }) // those that broke
	for _, e := range w.Project.Views {
		if v := w.view(e); v != nil {
			w.Views = append(w.Views, v)
		}
	}
}

// view returns the edition of a parallel view: one that the book lists, or made of two that it has. It is nil when a
// language has no chapter, since nothing would be side by side.
func (w *work) view(e project.Edition) *book.Edition {
	named := func(name string) *book.Edition {
		i := slices.IndexFunc(w.Manuscript.Editions, func(ed *book.Edition) bool { return ed.Name == name })
		if i < 0 {
			return nil
		}
		return w.Manuscript.Editions[i]
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

// align pairs the languages of the book, with what the records of the translations say.
func (w *work) align(fsys fs.FS, b *book.Book) *twins.Alignment {
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
					w.report([]diag.Message{recordUnread.At(source.Whole(name), err)})
				}
				continue
			}
			src, ms := plaintext.Read(name, data)
			w.report(ms)
			if src == nil {
				continue
			}
			record, ms := twins.ParseRecord(name, src.Text)
			w.report(ms)
			records[ch.File()] = record
		}
	}
	w.Text, w.Alignment = b, w.keep.align(b, twins.Known{Records: records, Terms: w.Terms}, w.later)
	w.report(w.Alignment.Messages())
	w.report(w.keep.aligned.messages)
	return w.Alignment
}
