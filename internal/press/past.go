package press

import (
	"bytes"
	"context"
	"io"
	"io/fs"

	"keben/internal/diag"
	"keben/internal/plaintext"
	"keben/internal/revision"
	"keben/internal/source"
)

var (
	revisionUnread = diag.NewKind("revision-unread", diag.Warning,
		"the language version %q cannot be read as it was at %s, so all of it is marked as new", "无法读取文种版 %q 在 %s 时的内容，因此全部标为新增",
		"choose a later revision", "请改用更晚的版本")
	revisionChapter = diag.NewKind("revision-chapter-unread", diag.Warning,
		"this chapter cannot be read as it was at %s, so no changes are marked in it", "无法读取这一章在 %s 时的内容，因此没有标出改动",
		"choose a later revision", "请改用更晚的版本")
)

// readOld reads the book as it was at a revision. What is wrong with it is of no interest now.
func readOld(ctx context.Context, tree *revision.Tree) *work {
	old := newWork(Options{}, past{tree})
	if !old.try("", func() { old.read(ctx) }) {
		old.editions = nil
	}
	return old
}

// past is a revision whose texts are UTF-8. What the author has converted since is compared in the encoding that keben
// convert finds; a wrong guess marks too much, and prints nothing that is built.
type past struct{ *revision.Tree }

// Open implements [fs.FS].
func (p past) Open(name string) (fs.File, error) {
	f, err := p.Tree.Open(name)
	if err != nil || !isText(name) {
		return f, err
	}
	stat, err := f.Stat()
	if err != nil || !stat.Mode().IsRegular() {
		return f, err
	}
	raw, err := io.ReadAll(f)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	if c, err := plaintext.Convert(raw, ""); err == nil {
		raw = c.Text
	}
	return &pastFile{bytes.NewReader(raw), info{name: stat.Name(), size: int64(len(raw)), mode: stat.Mode()}}, f.Close()
}

// Stat implements [fs.StatFS]: the size is that of the text as UTF-8, because readers compare it with what they get.
func (p past) Stat(name string) (fs.FileInfo, error) {
	info, err := p.Tree.Stat(name)
	if err != nil || !info.Mode().IsRegular() || !isText(name) {
		return info, err
	}
	f, err := p.Open(name)
	if err != nil {
		return info, nil // whoever opens it is told
	}
	defer f.Close()
	return f.Stat()
}

// pastFile is an open file of a revision.
type pastFile struct {
	*bytes.Reader
	info info
}

func (f *pastFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *pastFile) Close() error               { return nil }

// unread returns the chapters of a language that the book had and that cannot be read as they were, with a message at
// each.
func (p *proofer) unread(tag string) map[string]bool {
	out := map[string]bool{}
	if p.old.project == nil {
		return out
	}
	for _, entry := range p.old.project.Outline {
		slug := entry.Slug
		file := p.old.project.Files[tag][slug]
		if p.old.text != nil && p.old.text.Chapters[tag][slug] != nil || file == "" || out[slug] {
			continue
		}
		if info, err := p.tree.Stat(file); err != nil || info.IsDir() {
			continue
		}
		out[slug] = true
		p.later = append(p.later, revisionChapter.At(source.Whole(file), p.options.Since))
	}
	return out
}
