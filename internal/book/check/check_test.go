package check

import (
	"strings"
	"testing"

	"keben/internal/book"
	"keben/internal/book/collate"
	"keben/internal/book/twins"
	"keben/internal/diag"
	"keben/internal/source"
)

func t1(s string) []book.Inline { return []book.Inline{&book.Text{Value: s}} }

func heading(s string) *book.Heading { return &book.Heading{Level: 2, Content: t1(s)} }

func made(chapters ...*book.Chapter) *book.Book {
	b := &book.Book{Kind: book.KindBook, Numbering: "humanities", Chapters: map[string]map[string]*book.Chapter{}}
	for _, ch := range chapters {
		if b.Chapters[ch.Lang] == nil {
			b.Chapters[ch.Lang] = map[string]*book.Chapter{}
			b.Languages = append(b.Languages, ch.Lang)
		}
		b.Chapters[ch.Lang][ch.Slug] = ch
		if ch.Lang == b.Languages[0] {
			b.Outline = append(b.Outline, book.OutlineEntry{Role: book.RoleChapter, Matter: book.Main, Slug: ch.Slug})
		}
	}
	return b
}

func found(b *book.Book) string {
	a := twins.Align(b, twins.Known{})
	ms := Book(b, a)
	for _, l := range b.Languages {
		ed, _ := collate.Edition(b, l, a)
		ms = append(ms, Edition(ed)...)
	}
	var ids []string
	for _, m := range ms {
		for _, l := range []diag.Language{"zh", "en"} {
			if s := m.Text(l) + m.Hint(l); strings.Contains(s, "%!") || s == "" {
				return "bad text: " + s
			}
		}
		ids = append(ids, m.Kind.ID)
	}
	return strings.Join(ids, " ")
}

func TestChecks(t *testing.T) {
	chapter := func(blocks ...book.Block) *book.Book {
		return made(&book.Chapter{Slug: "c", Lang: "zh", Title: t1("题"), Source: source.New("c.md", nil), Blocks: blocks})
	}
	image := func(alt string, attrs ...book.Attr) book.Block {
		return &book.Paragraph{Content: []book.Inline{&book.Image{Src: "x.png", Alt: alt, Attrs: attrs}}}
	}
	for _, c := range [...]struct {
		name string
		book *book.Book
		want string
	}{
		{"clean", chapter(heading("题目"), &book.Figure{Caption: t1("x")}, image("x")), ""},
		{"figure says nothing", chapter(&book.Figure{}), "picture-text"},
		{"figure with alt", chapter(&book.Figure{Alt: "x"}), ""},
		{"ornament", chapter(image("", book.Attr{Key: "alt"})), ""},
		{"image says nothing", chapter(&book.Quote{Blocks: []book.Block{image("")}}), "picture-text"},
		{"full stop", chapter(heading("题目。")), "heading-stop"},
		{"full point", chapter(heading("A title.")), "heading-stop"},
		{"question", chapter(heading("为什么？"), heading("题……"), heading("The U.S."), heading("A."), heading("Plan B."), heading("and so on ...")), ""},
		{"typed 一、", chapter(heading("一、题目")), "typed-number"},
		{"typed （一）", chapter(heading("（一）题目")), "typed-number"},
		{"typed 1.2", chapter(heading("1.2 题目")), "typed-number"},
		{"typed 1.", chapter(heading("1. Title")), "typed-number"},
		{"typed 第一节", chapter(heading("第一节 题目")), "typed-number"},
		{"typed Chapter", chapter(heading("Chapter 3: Title")), "typed-number"},
		{"numbers that are words", chapter(heading("2025年的贸易"), heading("3D 打印"), heading("一带一路"), heading("Part-time work"), heading("1.5 亿人"), heading("第一批项目"), heading("2.5 million people")), ""},
		{"same title", made(&book.Chapter{Slug: "a", Lang: "zh", Title: t1("题"), Source: source.New("a.md", nil)}, &book.Chapter{Slug: "b", Lang: "zh", Title: t1("题"), Source: source.New("b.md", nil)}), "same-title"},
		{"a title over a chapter of that title", made(&book.Chapter{Slug: "a", Lang: "zh", Title: t1("题")}, &book.Chapter{Slug: "b", Lang: "zh", Title: t1("题"), Source: source.New("b.md", nil)}), ""},
		{"heading without twin", made(
			&book.Chapter{Slug: "a", Lang: "zh", Blocks: []book.Block{heading("甲"), heading("乙")}},
			&book.Chapter{Slug: "a", Lang: "en", Blocks: []book.Block{heading("A")}}), "heading-twin heading-twin"},
		{"chapter without twin", made(
			&book.Chapter{Slug: "a", Lang: "zh"}, &book.Chapter{Slug: "b", Lang: "zh", Blocks: []book.Block{heading("乙")}},
			&book.Chapter{Slug: "a", Lang: "en"}), ""},
	} {
		if got := found(c.book); got != c.want {
			t.Errorf("%s: found %q, want %q", c.name, got, c.want)
		}
	}
}

func TestNumberingNoneAllowsTypedNumbers(t *testing.T) {
	b := made(&book.Chapter{Slug: "c", Lang: "zh", Blocks: []book.Block{heading("一、题目")}})
	b.Numbering = "none"
	if got := found(b); got != "" {
		t.Error(got)
	}
}
