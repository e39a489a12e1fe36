package press

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"keben/internal/book"
	"keben/internal/book/collate"
	"keben/internal/book/twins"
	"keben/internal/diag"
	"keben/internal/plaintext"
	"keben/internal/project"
	"keben/internal/publish"
	"keben/internal/snapshot"
	"keben/internal/source"
)

// align pairs the languages of the book, with what the records of the translations say.
func (w *work) align(fsys fs.FS, b *book.Book) *twins.Alignment {
	records := map[string]*twins.Record{}
	for _, lang := range b.Languages {
		for _, slug := range outlined(b) {
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
	w.text, w.alignment = b, w.keep.align(b, twins.Known{Records: records, Terms: w.terms}, w.later)
	w.report(w.alignment.Messages())
	w.report(w.keep.aligned.messages)
	return w.alignment
}

// refused returns an error for every block whose translation is in a state that an edition with PDFs refuses.
func (w *work) refused() (ms []diag.Message) {
	for _, e := range w.project.Editions {
		if len(e.Refuse) == 0 || !w.wantsEdition(e.Name) {
			continue
		}
		for _, slug := range outlined(w.text) {
			for _, c := range w.alignment.Chapters(slug) {
				if c.B.Lang == e.Lang || c.B.Lang == e.Twin {
					ms = append(ms, refusals(c, e)...)
				}
			}
			lacks := w.text.Chapters[e.Lang][slug] == nil || e.Twin != "" && w.text.Chapters[e.Twin][slug] == nil
			for _, lang := range w.text.Languages {
				if ch := w.text.Chapters[lang][slug]; ch != nil && lacks && slices.Contains(e.Refuse, string(book.Missing)) {
					ms = append(ms, refused[book.Missing].At(source.Whole(ch.File()), e.Name))
					break
				}
			}
		}
	}
	return ms
}

func refusals(c *twins.Chapter, e project.Edition) (ms []diag.Message) {
	for _, f := range c.Findings {
		if !slices.Contains(e.Refuse, string(f.State)) {
			continue
		}
		at := f.A[0]
		if len(f.B) > 0 {
			at = f.B[0]
		}
		ms = append(ms, refused[f.State].At(at.Place.Chars(1), e.Name))
	}
	return ms
}

// refused are the messages about what an edition refuses, by state.
var refused = map[book.State]*diag.Kind{
	book.Stale: diag.NewKind("refused", diag.Error,
		"this translation is out of date; no PDF of %q is made", "此处译文已经过时，因此不制作 %q 的 PDF",
		"update the translation, then run `keben accept FILE`", "请更新译文，再运行 `keben accept 文件`"),
	book.Missing: diag.NewKind("refused", diag.Error,
		"this is not translated; no PDF of %q is made", "此处尚未译出，因此不制作 %q 的 PDF",
		"translate it; if it is translated, give both the same id: {#…}", "请补译；若已译出，请为两处写上相同的标识：{#…}"),
	book.Unsure: diag.NewKind("refused", diag.Error,
		"it is not certain what this translates; no PDF of %q is made", "尚不能确定此处译自何处，因此不制作 %q 的 PDF",
		"give both the same id: {#…}", "请为两处写上相同的标识：{#…}"),
}

var (
	recordUnread = diag.NewKind("record-unread", diag.Warning,
		"the translation record cannot be read: %v", "无法读取译文记录：%v")
	noChapter = diag.NewKind("no-such-chapter", diag.Error,
		"%s is not a chapter of this book that has a translation", "%s 不是本书中有译文的章",
		"give the path of a chapter that exists in both languages, e.g. content/en/trade.md", "请写两种语言都有的一章的路径，例如 content/en/trade.md")
	noBlock = diag.NewKind("no-such-block", diag.Error,
		"no translated paragraph of %[2]s has the id %[1]q", "%[2]s 中没有标识为 %[1]q 的已译段落",
		"run `keben status FILE` to see the ids", "运行 `keben status 文件` 可列出各段的标识")
	notAccepted = diag.NewKind("not-accepted", diag.Error,
		"%s is not written because %s has errors", "%[2]s 有错误，因此未写入 %[1]s",
		"correct the errors first", "请先改正这些错误")
	recordUnwritten = diag.NewKind("record-unwritten", diag.Error,
		"the translation record cannot be written: %v", "无法写入译文记录：%v")
)

// outlined returns the chapters of a book in the order of its outline.
func outlined(b *book.Book) (slugs []string) {
	for _, p := range b.Outline {
		if p.Slug != "" && !slices.Contains(slugs, p.Slug) {
			slugs = append(slugs, p.Slug)
		}
	}
	return slugs
}

// Translation is how the translations of a book stand.
type Translation struct {
	Languages []string // the first is the source
	Chapters  []*twins.Chapter
	Alone     []Alone

	ids map[book.Block]string
}

// Alone is a chapter that a language lacks.
type Alone struct {
	Chapter *book.Chapter
	Lacks   string // the language
}

// ID returns the id of a unit's block; a chapter's title is known as "title".
func (t *Translation) ID(u *twins.Unit) string {
	if u.Block == nil {
		return "title"
	}
	return t.ids[u.Block]
}

// Of returns the chapters that a file, or a slug, is a side of.
func (t *Translation) Of(file string) (found []*twins.Chapter) {
	for _, c := range t.Chapters {
		if c.A.File() == file || c.B.File() == file || c.Slug == file || twins.RecordFile(c.B.File()) == file {
			found = append(found, c)
		}
	}
	return found
}

// Status reads the book in dir and finds how its translations stand. It writes nothing. The translation is nil
// when the book could not be read.
func Status(ctx context.Context, dir string) (Result, *Translation, error) {
	res := Result{Dir: filepath.Clean(dir)}
	root, err := os.OpenRoot(res.Dir)
	if err != nil {
		res.Messages = []diag.Message{noFolder.At(source.Place{}, res.Dir, err)}
		return res, nil, nil
	}
	defer root.Close()
	w := newWork(Options{Dir: dir}, snapshot.Folder(root))
	good := false
	w.steadily(ctx, func() { good = w.read(ctx) })
	res.Title, res.Messages = w.title(), diag.Sort(w.explained(slices.Clone(w.messages)))
	if !good {
		return res, nil, ctx.Err()
	}
	return res, w.translation(), ctx.Err()
}

func (w *work) translation() *Translation {
	t := &Translation{Languages: w.text.Languages, ids: map[book.Block]string{}}
	for _, slug := range outlined(w.text) {
		t.Chapters = append(t.Chapters, w.alignment.Chapters(slug)...)
		for b, id := range collate.IDs(w.text, w.alignment, slug) {
			t.ids[b] = id
		}
		var some *book.Chapter
		for _, lang := range w.text.Languages {
			if ch := w.text.Chapters[lang][slug]; ch != nil && some == nil {
				some = ch
			}
		}
		for _, lang := range w.text.Languages {
			if some != nil && w.text.Chapters[lang][slug] == nil {
				t.Alone = append(t.Alone, Alone{some, lang})
			}
		}
	}
	return t
}

// AcceptOptions say which translations are up to date.
type AcceptOptions struct {
	Dir    string
	File   string   // a chapter of either language; "" with All
	Blocks []string // ids; empty: all blocks of the file that are certain
	All    bool     // all chapters
}

// AcceptedFile is a record that was written, or was right already.
type AcceptedFile struct {
	twins.Accepted
	Chapter *twins.Chapter
	Written bool
}

// Accept writes into the records of translations that blocks are up to date, and returns what it wrote. Blocks
// that are unsure are accepted only when they are named. It writes nothing for a chapter that has errors: a
// text that could not be read would lose its record.
func Accept(ctx context.Context, o AcceptOptions) (Result, []AcceptedFile, error) {
	res, t, err := Status(ctx, o.Dir)
	if err != nil || t == nil {
		return res, nil, err
	}
	chapters := t.Chapters
	if !o.All {
		if chapters = t.Of(o.File); len(chapters) == 0 {
			res.Messages = append(res.Messages, noChapter.At(source.Place{}, o.File))
			return res, nil, nil
		}
	}
	faulty := map[string]bool{}
	for _, m := range res.Messages {
		if m.Kind.Severity == diag.Error {
			faulty[m.Place.Name()] = true
		}
	}
	for _, id := range o.Blocks {
		if !slices.ContainsFunc(chapters, func(c *twins.Chapter) bool { return t.has(c, id) }) {
			res.Messages = append(res.Messages, noBlock.At(source.Place{}, id, o.File))
			return res, nil, nil
		}
	}
	var done []AcceptedFile
	for _, c := range chapters {
		if i := slices.IndexFunc([]string{c.A.File(), c.B.File(), twins.RecordFile(c.B.File())}, func(f string) bool { return faulty[f] }); i >= 0 {
			res.Messages = append(res.Messages, notAccepted.At(source.Place{}, twins.RecordFile(c.B.File()), []string{c.A.File(), c.B.File(), twins.RecordFile(c.B.File())}[i]))
			continue
		}
		want := func(f *twins.Finding) bool {
			if len(o.Blocks) > 0 {
				return t.names(f, o.Blocks)
			}
			return f.State != book.Unsure
		}
		f := AcceptedFile{Accepted: c.Accept(want, t.ID, len(o.Blocks) == 0), Chapter: c}
		if len(f.New)+len(f.Renewed)+f.Gone > 0 {
			if err := writeRecord(res.Dir, f.Record); err != nil {
				res.Messages = append(res.Messages, recordUnwritten.At(source.Whole(f.Record.File), err))
				continue
			}
			f.Written = true
		}
		done = append(done, f)
	}
	return res, done, nil
}

func (t *Translation) has(c *twins.Chapter, id string) bool {
	return slices.ContainsFunc(c.Findings, func(f *twins.Finding) bool {
		return len(f.A) > 0 && len(f.B) > 0 && t.names(f, []string{id})
	})
}

// names reports whether a pair has one of the ids.
func (t *Translation) names(f *twins.Finding, ids []string) bool {
	for _, u := range slices.Concat(f.A, f.B) {
		if slices.Contains(ids, t.ID(u)) {
			return true
		}
	}
	return false
}

// writeRecord puts a record in the place of the old one. It writes inside the book's folder only, wherever links there may lead.
func writeRecord(dir string, r *twins.Record) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	return publish.Replace(root, filepath.FromSlash(r.File), r.Format())
}
