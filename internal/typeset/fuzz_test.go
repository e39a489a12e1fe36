package typeset

import (
	"io"
	"keben/internal/forme/bound"
	"testing"

	"keben/internal/book"
	"keben/internal/pdf"
)

// FuzzEdition: any chapter becomes pages from which no letter is lost, and which package pdf accepts.
func FuzzEdition(f *testing.F) {
	for _, s := range []string{
		"正文[^a]与`code`。\n\n[^a]: 注[^b]。\n\n[^b]: 再注[^a]。\n",
		"| a[^n] | [`b`](https://example.org/) |\n|---|---|\n| 很长很长很长 | c |\n\n[^n]: 注\n\n## 标题 `code` [链接](#x)\n\n@fig-x\n",
		"> [!NOTE]\n> - a\n>   1. b\n>\n>      ```go\n>      func main() {}\n>      ```\n\n![题注](x.svg){#fig-x}\n\n![](gone.png)\n",
		"{汉字|hàn zì} H[2]{.sub}O [x]{lang=en} ~~del~~ a\\\nb\n\n---\n\n术语\n: 定义\n",
		wide(16, 2), "[^a]:0^[]0[^a]0", "![甲]()乙 ![丙](x.svg)丁\n",
	} {
		f.Add(s, uint8(0))
	}
	f.Fuzz(func(t *testing.T, text string, mode uint8) {
		if len(text) > 3000 {
			return
		}
		s := sample{lang: []string{"zh", "en"}[mode&1], chapters: []string{"题\n" + text}}
		ed := s.edition(t)
		r := set(t, ed, []string{"32开", "A5"}[mode>>1&1])
		count := map[rune]int{}
		letters(documentText(bound.Of(r.Document)), count, 1)
		ch := ed.Sections[len(ed.Sections)-1].Chapter
		texts(ch, func(text string) { letters(text, count, -1) })
		pictures(ch, func(alt string) { letters(alt, count, 1) })
		for c, n := range count {
			if n < 0 {
				t.Fatalf("%q is lost %d times", c, -n)
			}
		}
		if err := pdf.Write(io.Discard, r.Document, pdf.Options{}); err != nil {
			t.Fatal(err)
		}
	})
}

// pictures calls f with what stands for every picture in a line, which is drawn and not written.
func pictures(ch *book.Chapter, f func(alt string)) {
	v := book.Visitor{Run: func(_ book.Block, run []book.Inline) {
		book.WalkInlines(run, func(in book.Inline) {
			if img, ok := in.(*book.Image); ok {
				f(img.Alt)
			}
		})
	}}
	ch.Walk(v)
	for _, n := range ch.Notes {
		book.Walk(n.Blocks, v)
	}
}
