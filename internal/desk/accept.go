package desk

import (
	"context"
	"keben/internal/book"
	"keben/internal/book/twins"
	"keben/internal/diag"
	"keben/internal/press"
	"keben/internal/publish"
	"keben/internal/source"
	"os"
	"path/filepath"
	"slices"
)

var (
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
func Accept(ctx context.Context, o AcceptOptions) (press.Result, []AcceptedFile, error) {
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

// writeRecord puts a record in the place of the old one. It writes inside the book's folder only, wherever links there
// may lead.
func writeRecord(dir string, r *twins.Record) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	return publish.Replace(root, filepath.FromSlash(r.File), r.Format())
}
