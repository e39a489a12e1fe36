package manuscript

import (
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/book"
	"keben/internal/dataset"
	"keben/internal/diag"
	"keben/internal/project"
)

func TestAChapterThatBreaksIsNamedAndTheOthersAreRead(t *testing.T) {
	files := fstest.MapFS{
		"book.yaml":       {Data: []byte("title: 书\nlanguages: [zh]\nchapters: [a, b, c]\n")},
		"content/zh/a.md": {Data: []byte("# 甲\n\n{{ nonsense }}\n")}, "content/zh/b.md": {Data: []byte("# 乙\n")}, "content/zh/c.md": {Data: []byte("# 丙\n")},
	}
	p, ms := project.Read(files)
	d, _ := dataset.Read(files)
	b, found := ReadThrough(func(s Source, read Reader) (*book.Chapter, []diag.Message) {
		if s.Slug == "b" {
			panic("planted")
		}
		return read(files)
	}, p, d)
	ms = append(ms, found...)
	if b.Chapters["zh"]["a"] == nil || b.Chapters["zh"]["b"] != nil || b.Chapters["zh"]["c"] == nil {
		t.Errorf("chapters %v", b.Chapters)
	}
	if len(ms) != 2 || ms[0].Kind.ID != "template" || ms[1].Pos.File != "content/zh/b.md" || !strings.Contains(ms[1].Text("en"), "Keben itself failed on this file (at manuscript.") {
		t.Errorf("%v", ms)
	}
}
