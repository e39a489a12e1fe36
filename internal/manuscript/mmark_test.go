package manuscript

import (
	"testing"
	"testing/fstest"

	"keben/internal/book"
	"keben/internal/dataset"
	"keben/internal/project"
)

func TestMmarkChapterIsReadByTheOtherReader(t *testing.T) {
	fsys := fstest.MapFS{
		"book.yaml":            {Data: []byte("title: 书\nlanguages: [zh]\nchapters: [one]\n")},
		"content/zh/one.mmark": {Data: []byte("%%%\ntitle = \"题目\"\nkeyword = [\"甲\", \"乙\"]\n[[author]]\nfullname = \"某人\"\n%%%\n\n# 一节\n\nA> 旁注。\n")},
	}
	p, _ := project.Read(fsys)
	d, _ := dataset.Read(fsys)
	b, ms := Read(fsys, p, d)
	for _, m := range ms {
		t.Errorf("%s: %s", m.Place, m.Text("en"))
	}
	ch := b.Chapters["zh"]["one"]
	if ch == nil {
		t.Fatal("the chapter was not read")
	}
	if got := book.Plain(ch.Title); got != "题目" {
		t.Errorf("title %q", got)
	}
	if len(ch.Keywords) != 2 || len(ch.Authors) != 1 || ch.Authors[0].Name != "某人" {
		t.Errorf("keywords %q, authors %v", ch.Keywords, ch.Authors)
	}
	var aside bool
	book.Walk(ch.Blocks, book.Visitor{Block: func(n book.Block) bool {
		aside = aside || n.Common().Class("aside")
		return true
	}})
	if !aside {
		t.Error("the aside is lost")
	}
}
