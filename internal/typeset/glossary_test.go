package typeset

import (
	"strings"
	"testing"

	"keben/internal/book"
	"keben/internal/forme/bound"
	"keben/internal/geom"
)

// glossaryOf sets a glossary of entries "term|definition|…".
func glossaryOf(t *testing.T, entries ...string) *bound.Document {
	t.Helper()
	return bound.Of(set(t, glossaryEdition(t, entries...), "16开").Document)
}

func glossaryEdition(t *testing.T, entries ...string) *book.Edition {
	t.Helper()
	text := func(s string) []book.Inline { return []book.Inline{&book.Text{Value: s}} }
	list := &book.DefinitionList{Head: book.Head{ID: "l", Classes: []string{"glossary"}, Lang: "zh"}}
	for _, e := range entries {
		parts := strings.Split(e, "|")
		d := book.Definition{Terms: [][]book.Inline{text(parts[0])}}
		for _, p := range parts[1:] {
			d.Bodies = append(d.Bodies, []book.Block{&book.Paragraph{Head: book.Head{Lang: "zh"}, Content: text(p)}})
		}
		list.Items = append(list.Items, d)
	}
	ed := sample{lang: "zh", chapters: []string{"译名对照表\n"}}.edition(t)
	ch := ed.Sections[0].Chapter
	ch.Blocks = []book.Block{
		&book.Heading{Head: book.Head{ID: "h", Classes: []string{"letter"}}, Level: 2, Depth: 1, Content: text("G")}, list,
	}
	return ed
}

// placedText returns where every run of a document stands, by its text.
func placedText(doc *bound.Document) map[string]geom.Point {
	out := map[string]geom.Point{}
	for _, p := range doc.Pages {
		for _, op := range p.Ops {
			if op.Run != nil {
				if _, ok := out[op.Run.Text()]; !ok {
					out[op.Run.Text()] = op.At
				}
			}
		}
	}
	return out
}

func find(t *testing.T, at map[string]geom.Point, beginning string) geom.Point {
	t.Helper()
	for text, p := range at {
		if strings.HasPrefix(text, beginning) {
			return p
		}
	}
	t.Fatalf("nothing begins with %q", beginning)
	return geom.Point{}
}

func TestGlossaryPutsDefinitionsBesideTheirTerms(t *testing.T) {
	doc := glossaryOf(t,
		"共建国家|partner country|注一句。",
		"这一条术语长得在自己的一栏里放不下只好占去好几行还没有完|long",
		"丝路|Silk Road")
	at := placedText(doc)
	term, word, note := find(t, at, "共建国家"), find(t, at, "partner"), find(t, at, "注一句")
	if term.Y != word.Y || word.X <= term.X || note.Y <= word.Y || note.X != word.X {
		t.Errorf("term %v, word %v, note %v", term, word, note)
	}
	long, next := find(t, at, "这一条"), find(t, at, "丝路")
	if long.Y != find(t, at, "long").Y || next.Y-long.Y < 2*geom.Pt*16 || next.Y != find(t, at, "Silk").Y {
		t.Errorf("the long term at %v, the next at %v", long, next)
	}
}

func TestGlossaryIsATaggedList(t *testing.T) {
	doc := glossaryOf(t, "共建国家|partner country|注一句。")
	roles := map[string]int{}
	for _, e := range doc.Elements {
		roles[e.Role]++
		if p := e.Parent; p >= 0 {
			parent := doc.Elements[p].Role
			if want := map[string]string{"LI": "L", "Lbl": "LI", "LBody": "LI"}[e.Role]; want != "" && parent != want {
				t.Errorf("%s in %s", e.Role, parent)
			}
		}
	}
	if roles["L"] != 1 || roles["LI"] != 1 || roles["Lbl"] != 1 || roles["LBody"] != 1 || roles["H2"] != 1 {
		t.Error(roles)
	}
}
