package manuscript

import (
	"testing"
	"testing/fstest"

	"keben/internal/book"
	"keben/internal/dataset"
	"keben/internal/project"
)

// A picture is looked for beside its chapter, in content/, in content/figures/ and in the book's folder, in this order;
// an address that begins at the site's root, in the book's folder, where other tools keep what they publish as it is,
// too.
func TestPicturesAreFoundWhereToolsKeepThem(t *testing.T) {
	for _, c := range []struct {
		typed string
		files []string // the first is the one that is meant
	}{
		{"a.png", []string{"content/zh/a.png", "content/a.png", "content/figures/a.png", "a.png"}},
		{"a.png", []string{"content/a.png", "content/figures/a.png", "a.png"}},
		{"a.png", []string{"content/figures/a.png", "a.png"}},
		{"a.png", []string{"a.png", "static/a.png"}},
		{"/a.png", []string{"a.png", "content/a.png", "content/figures/a.png", "static/a.png"}},
		{"/a.png", []string{"content/a.png", "content/figures/a.png", "static/a.png", "content/zh/a.png"}},
		{"/a.png", []string{"content/figures/a.png", "static/a.png"}},
		{"/a.png", []string{"static/a.png", "content/zh/a.png"}},
		{"/img/a%20b.png", []string{"static/img/a b.png"}},
		{"100%.png", []string{"content/zh/100%.png"}},
		{"../figures/a.png?w=80#x", []string{"content/figures/a.png", "a.png"}},
	} {
		fsys := fstest.MapFS{
			"book.yaml":       {Data: []byte("title: 书\nlanguages: [zh]\nchapters: [c]\n")},
			"content/zh/c.md": {Data: []byte("# 题\n\n![图](" + c.typed + ")\n\n文中![图](" + c.typed + ")。\n")},
		}
		for _, f := range c.files {
			fsys[f] = &fstest.MapFile{Data: []byte("x")}
		}
		p, _ := project.Read(fsys)
		d, _ := dataset.Read(fsys)
		b, ms := Read(fsys, p, d)
		if len(ms) > 0 {
			t.Errorf("%s with %v: %s", c.typed, c.files, ms[0].Text("en"))
			continue
		}
		var got []string
		b.Chapters["zh"]["c"].Walk(book.Visitor{
			Block: func(b book.Block) bool {
				if f, ok := b.(*book.Figure); ok {
					got = append(got, f.Src)
				}
				return true
			},
			Run: func(_ book.Block, run []book.Inline) {
				book.WalkInlines(run, func(in book.Inline) {
					if im, ok := in.(*book.Image); ok {
						got = append(got, im.Src)
					}
				})
			},
		})
		if len(got) != 2 || got[0] != c.files[0] || got[1] != c.files[0] {
			t.Errorf("%s is %v, want %s", c.typed, got, c.files[0])
		}
	}
}
