package typeset

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/draw"
	"keben/internal/forme"
	"keben/internal/geom"
	"keben/templates"
)

// everything is a chapter with most of what a style is for.
const everything = "# 题 Title\n\n段落 paragraph[^1]，甲。\n\n## 节\n\n> 引文\n\n- 甲\n  - 乙\n    1. 丙\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n\n```go\nfunc main() {}\n```\n\n[^1]: 注文。\n"

// A theme's number is in bounds, and then the book can be set, or it is reported at its place.
func TestNoNumberOfAThemeEndsTheProgram(t *testing.T) {
	values := map[string][]string{
		"length": {"0pt", "-3pt", "0.001pt", "1pt", "500pt", "501pt", "10mm", "50mm", "1000mm", "1000000mm", "0mm", "abc"},
		"number": {"-1000000", "-1", "0", "1", "100", "500", "1000", "50000", "9223372036854775807", "abc"},
	}
	for key, kind := range map[string]string{
		"trims: {32开: {width: %s}}": "length", "trims: {32开: {height: %s}}": "length",
		"masters: {zh: {32开: {characters: %s}}}": "number", "masters: {zh: {32开: {lines: %s}}}": "number",
		"masters: {zh: {32开: {inner: %s}}}": "length", "masters: {zh: {32开: {head: %s}}}": "length",
		"masters: {zh: {32开: {measure: %s}}}": "length", "masters: {zh: {32开: {size: %s}}}": "length",
		"masters: {zh: {32开: {leading: %s}}}": "length",
		"styles: {zh: {body: {size: %s}}}":    "length", "styles: {zh: {body: {leading: %s}}}": "length",
		"styles: {zh: {h2: {size: %s}}}": "length", "styles: {zh: {h2: {leading: %s}}}": "length", "styles: {zh: {h2: {lines: %s}}}": "number",
		"styles: {zh: {note: {leading: %s}}}": "length", "styles: {zh: {cell: {size: %s}}}": "length", "styles: {zh: {code: {size: %s}}}": "length",
		"styles: {zh: {body: {indent: %s}}}": "number", "styles: {zh: {body: {left: %s}}}": "number", "styles: {zh: {quote: {left: %s}}}": "number",
		"styles: {zh: {quote: {right: %s}}}": "number", "styles: {zh: {quote: {above: %s}}}": "number", "styles: {zh: {quote: {below: %s}}}": "number",
		"styles: {zh: {running: {size: %s}}}": "length", "styles: {zh: {chapter: {size: %s}}}": "length",
	} {
		for i, v := range values[kind] {
			if testing.Short() && i%3 != len(key)%3 {
				continue // of every key a third of the values
			}
			over := "print: {" + fmt.Sprintf(key, v) + "}\n"
			t.Run(strings.TrimSpace(over), func(t *testing.T) {
				th, ms := design.Read(templates.FS, fstest.MapFS{"templates/theme.yaml": {Data: []byte(over)}})
				for _, m := range ms {
					if m.Kind.Severity != diag.Error || m.Place.Line() != 1 || m.Place.Position().Col == 0 {
						t.Errorf("%s %s", m.Place, m.Text("en"))
					}
				}
				if _, err := Edition(t.Context(), Options{Dump: true,
					Edition: sample{lang: "zh", chapters: []string{everything}}.edition(t), Brief: Brief{Theme: th, Trim: th.Print.Trims["32开"], TrimName: "32开", Foundry: foundry}, Templates: fs.FS(templates.FS), Pictures: func(string) (draw.Figure, bool) { return draw.Figure{}, false },
				}); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

func TestNumbersOutOfBoundsAreReported(t *testing.T) {
	for over, want := range map[string]string{
		"print: {styles: {zh: {body: {leading: 0pt}}}}":              "templates/theme.yaml:1:39 expected `leading` from 1pt to 500pt, found 0pt",
		"print:\n  styles:\n    en:\n      h2: {size: -3pt}":         "templates/theme.yaml:4:18 expected `size` from 1pt to 500pt, found -3pt",
		"print: {masters: {zh: {32开: {lines: 0}}}}":                  "templates/theme.yaml:1:37 expected `lines` from 1 to 500, found 0",
		"print: {trims: {方: {width: 1mm, height: 80mm}}}":            "templates/theme.yaml:1:28 expected `width` from 50mm to 1000mm, found 1mm",
		"print: {masters: {en: {方: {inner: 10mm}}}}":                 "templates/theme.yaml:1:24 unknown key `方`",
		"print: {styles: {zh: {bodyy: {size: 9pt}}}}":                "templates/theme.yaml:1:23 unknown key `bodyy`: did you mean `body`?",
		"print: {styles: {zh: {note: {leading: 1pt, size: 30pt}}}}":  "templates/theme.yaml:1:39 expected a leading of at least 24pt for a size of 30pt, found 1pt",
		"print: {masters: {zh: {A5: {lines: 60}}}}":                  "templates/theme.yaml:1:36 the type area of 107.4 × 355.6 mm",
		"print: {styles: {zh: {quote: {left: 40000}}}}":              "templates/theme.yaml:1:37 `quote` leaves ",
		"print: {styles: {zh: {h2: {size: 500pt, leading: 500pt}}}}": "templates/theme.yaml:1:34 a line of `h2`, 500pt, does not fit",
		"fonts: {neu: }":                                               "templates/theme.yaml:1:9 expected the key `regular`",
		"print: {trims: {A5: {height: 100mm}}}":                        "templates/theme.yaml:1:30 the type area ",
		"print: {styles: {en: {body: {leading: 9999999999999999pt}}}}": "templates/theme.yaml:1:39 ",
	} {
		_, ms := design.Read(templates.FS, fstest.MapFS{"templates/theme.yaml": {Data: []byte(over)}})
		if len(ms) != 1 || !strings.HasPrefix(ms[0].Place.String()+" "+ms[0].Text("en"), want) {
			t.Errorf("%s", over)
			for _, m := range ms {
				t.Errorf("  %s %s", m.Place, m.Text("en"))
			}
		}
	}
}

// form is a way to set a book.
type form struct {
	name     string
	ed, twin *book.Edition
	how      Parallel
	trim     design.Trim
	trimName string
}

// forms are those that a book may have: either language, an article, editions in parallel, and a small page that
// the theme has no master for.
func forms(t *testing.T) []form {
	const marked = "\n\n[孔子]{.name}作[*春秋*]{.book-title}，**重**、*点*、{汉字|hàn zì}、{汉|zhuàng}{状|zhuàng}甲{汉|hànn}甲、~~删~~、[下划]{.underline}、`code`、H~2~O、x^2^、[Aa]{.smallcaps} ![](a.svg)\n\n" +
		"![图题](b.svg)\n\n资料来源：作者。\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n\n: 表题 {#tbl-a}\n\n资料来源：作者。\n\n::: note\n提示。\n:::\n\n- 甲\n\n- 乙\n\n***\n\n末段。\n\n[^2]: 没有注号的注。\n"
	zh, en := sample{lang: "zh", chapters: []string{strings.TrimPrefix(everything, "# ") + marked}}, sample{lang: "en", chapters: []string{strings.TrimPrefix(everything, "# ") + marked}}
	zh.front = []book.OutlineEntry{{Role: book.RoleContents, Matter: book.Front}, {Role: book.RolePart, Matter: book.Main}}
	en.front = zh.front
	article := zh
	article.kind = book.KindArticle
	trims := theme().Print.Trims
	small := design.Trim{Width: 60 * geom.Mm, Height: 70 * geom.Mm}
	a, b, c := zh.edition(t), en.edition(t), article.edition(t)
	for _, ed := range []*book.Edition{a, b, c} {
		ed.Subtitle = "副书名"
		for _, s := range ed.Sections {
			if ch := s.Chapter; ch != nil {
				words := []book.Inline{&book.Text{Value: "甲 a"}}
				text := []book.Block{&book.Paragraph{Content: words}}
				ch.Authors, ch.Abstract = []book.Person{{Name: "甲", Note: "乙"}}, text
				ch.InEnglish = &book.InEnglish{Title: "Title", Authors: []string{"A"}, Abstract: text, Keywords: "a"}
				cell := func(columns int) book.Cell { return book.Cell{Content: words, Cols: columns} }
				table := &book.Table{Columns: make([]book.Column, 2), Groups: []book.Group{
					{Part: book.HeadPart, Rows: []book.Row{{cell(2)}, {cell(1), cell(1)}}}, {Rows: []book.Row{{cell(1), cell(1)}}},
				}}
				table.Form()
				ch.Blocks = append(ch.Blocks, &book.Paragraph{Content: []book.Inline{&book.Fault{Content: words}}}, table)
			}
		}
	}
	return []form{
		{"zh", a, nil, "", trims["32开"], "32开"},
		{"en", b, nil, "", trims["A5"], "A5"},
		{"article", c, nil, "", trims["16开"], "16开"},
		{"facing", a, b, Facing, trims["16开"], "16开"},
		{"columns", a, b, Columns, trims["16开"], "16开"},
		{"interlinear", a, b, Interlinear, trims["16开"], "16开"},
		{"small", a, nil, "", small, "-"},
		{"small columns", a, b, Columns, small, "-"},
		{"English without a master", b, nil, "", design.Trim{Width: 200 * geom.Mm, Height: 200 * geom.Mm}, "-"},
		{"glossary", glossaryEdition(t, "甲|a|注。", "乙|b"), nil, "", trims["16开"], "16开"},
	}
}

// set sets the book with a theme.
func (s form) set(t *testing.T, th *design.Theme) *Result {
	t.Helper()
	r, err := Edition(t.Context(), Options{
		Edition: s.ed, Twin: s.twin, Brief: Brief{Theme: th, Trim: s.trim, TrimName: s.trimName, Parallel: s.how, Foundry: foundry}, Templates: fs.FS(templates.FS),
		Pictures: func(string) (draw.Figure, bool) {
			return draw.Figure{Drawing: &draw.Picture{Size: geom.Size{W: 100 * geom.Pt, H: 60 * geom.Pt}}}, true
		},
	})
	if err != nil {
		t.Fatalf("%s: %v", s.name, err)
	}
	return r
}

// overEdgeOf reports whether anything but the width of a line reaches over the edge of its page.
func overEdgeOf(doc *forme.Document) bool {
	for i := range doc.Pages {
		p := &doc.Pages[i]
		for _, op := range p.Ops() {
			b := draw.Bounds([]draw.Op{op})
			if b.Y < 0 || b.Y+b.H > p.Trim.H || op.Run == nil && (b.X < 0 || b.X+b.W > p.Trim.W) {
				return true
			}
		}
	}
	return false
}

// seen is what is to be seen on all pages.
func seen(doc *forme.Document) (out [sha256.Size]byte) {
	sum := sha256.New()
	for i := range doc.Pages {
		page := draw.Digest(doc.Pages[i].Ops(), func(int32) string { return "" })
		sum.Write(page[:])
	}
	sum.Sum(out[:0])
	return out
}

// With the least and the greatest of every rule, gap and proportion a book can be set in every form, what runs off the
// paper is reported, and no value is without effect.
func TestEveryDetailOfAThemeHasAnEffectAndEndsNothing(t *testing.T) {
	all := forms(t)
	usual := map[string][sha256.Size]byte{}
	for _, s := range all {
		usual[s.name] = seen(s.set(t, theme()).Document)
	}
	set := func(s form, over string) (changed bool) {
		th, ms := design.Read(templates.FS, fstest.MapFS{"templates/theme.yaml": {Data: []byte(over)}})
		if len(ms) > 0 {
			t.Errorf("%s: %s", over, ms[0].Text("en"))
		}
		r := s.set(t, th)
		if len(r.Document.Pages) == 0 {
			t.Errorf("%s: %s: no pages", s.name, over)
		}
		said := slices.ContainsFunc(r.Messages, func(m diag.Message) bool { return m.Kind.ID == "off-page" })
		area := slices.ContainsFunc(r.Messages, func(m diag.Message) bool { return m.Kind == offPage }) // whatever stands in it
		if beyond := overEdgeOf(r.Document); beyond != said && !area {
			t.Errorf("%s: %s: over the edge %v, reported %v", s.name, over, beyond, said)
		}
		return seen(r.Document) != usual[s.name]
	}
	least, most := "", ""
	turn := 0
	for _, group := range design.Schema().At("print", "details").Keys {
		least, most = least+group.Name+": {", most+group.Name+": {"
		for _, k := range group.Is.Keys {
			least += k.Name + ": " + k.Is.Bound(k.Is.Least) + ", "
			most += k.Name + ": " + k.Is.Bound(k.Is.Most) + ", "
			if turn++; testing.Short() && turn%4 > 0 {
				continue
			}
			changed := false
			for _, bound := range []float64{k.Is.Least, k.Is.Most} {
				over := fmt.Sprintf("print: {details: {%s: {%s: %s}}}\n", group.Name, k.Name, k.Is.Bound(bound))
				for i := range all { // one form, and others until one shows the value
					if i == 0 || !changed {
						changed = set(all[(turn+i)%len(all)], over) || changed
					}
				}
			}
			if !changed {
				t.Errorf("%s.%s has no effect", group.Name, k.Name)
			}
		}
		least, most = least+"}, ", most+"}, "
	}
	for _, s := range all {
		set(s, "print: {details: {"+least+"}}\n")
		set(s, "print: {details: {"+most+"}}\n")
	}
}
