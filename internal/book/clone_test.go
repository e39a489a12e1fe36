package book

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keben/internal/source"
)

// everything is a chapter that holds each type of block and inline.
func everything() *Chapter {
	run := func() []Inline {
		return []Inline{
			&Text{Value: "t"}, &Emph{Content: []Inline{&Text{Value: "e"}}}, &Strong{Content: []Inline{&Text{Value: "s"}}},
			&Strike{Content: []Inline{&Text{Value: "d"}}}, &CodeSpan{Text: "c"}, &Link{Target: "#x", Content: []Inline{&Text{Value: "l"}}},
			&Image{Src: "i", Attrs: []Attr{{"k", "v"}}}, &NoteRef{Label: "1"}, &HardBreak{}, &Ruby{Base: "b", Reading: "r"},
			&Span{Classes: []string{"k"}, Attrs: []Attr{{"k", "v"}}, Content: []Inline{&Text{Value: "p"}}}, &RawHTML{Text: "<b>", As: &Link{Target: "#y"}},
			&Ref{Target: "fig-x"}, &Quantity{Key: "q"}, &Fault{ID: "f", Content: []Inline{&Text{Value: "x"}}},
		}
	}
	leaf := func() []Block { return []Block{&Paragraph{Content: run()}} }
	return &Chapter{
		Source: source.New("f", []byte("t")),
		Title:  run(), Subtitle: run(), Funding: run(), Authors: []Person{{Name: "n"}}, Keywords: []string{"k"}, Abstract: leaf(),
		InEnglish: &InEnglish{Authors: []string{"a"}, Abstract: leaf()},
		Notes:     []Note{{Label: "1", Blocks: leaf()}},
		Blocks: []Block{
			&Heading{Head: Head{Classes: []string{"k"}, Attrs: []Attr{{"k", "v"}}, Twin: &Twin{Lang: "en"}}, Content: run()},
			&Paragraph{Content: run()}, &List{Items: []*Item{{Blocks: leaf()}}}, &Quote{Blocks: leaf()},
			&Callout{Title: run(), Blocks: leaf()}, &CodeBlock{Text: "x"},
			&Table{Caption: run(), Source: run(), Notes: [][]Inline{run()}, Columns: []Column{{Align: AlignLeft, Classes: []string{"k"}}},
				Groups: []Group{{Part: HeadPart, Rows: []Row{{{Content: run()}}}}, {Rows: []Row{{{Content: run()}, {Blocks: leaf()}}}}}},
			&Figure{Caption: run(), Source: run()}, &ThematicBreak{},
			&DefinitionList{Items: []Definition{{Terms: [][]Inline{run()}, Bodies: [][]Block{leaf()}}}},
			&Div{Blocks: leaf()}, &HTMLBlock{Text: "<p>", Blocks: leaf(), Open: 1, Encloses: 2},
		},
	}
}

func TestCloneIsEqualAndSharesNoPointer(t *testing.T) {
	a := everything()
	b := a.Clone()
	if d := cmp.Diff(a, b); d != "" {
		t.Fatal(d)
	}
	seen := map[uintptr]bool{}
	pointers(reflect.ValueOf(a), func(p uintptr, _ reflect.Type) { seen[p] = true })
	pointers(reflect.ValueOf(b), func(p uintptr, typ reflect.Type) {
		if seen[p] {
			t.Errorf("the copy shares a %v", typ)
		}
	})
}

// pointers calls f with the address behind every non-empty pointer and slice that v leads to.
func pointers(v reflect.Value, f func(uintptr, reflect.Type)) {
	switch v.Kind() {
	case reflect.Pointer:
		if _, shared := v.Interface().(*source.File); !v.IsNil() && !shared {
			if v.Type().Elem().Size() > 0 {
				f(v.Pointer(), v.Type())
			}
			pointers(v.Elem(), f)
		}
	case reflect.Interface:
		pointers(v.Elem(), f)
	case reflect.Slice:
		if v.Len() > 0 {
			f(v.Pointer(), v.Type())
		}
		for i := range v.Len() {
			pointers(v.Index(i), f)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			pointers(v.Field(i), f)
		}
	}
}

func TestWalkVisitsEveryRunInReadingOrder(t *testing.T) {
	blocks, runs := 0, 0
	everything().Walk(Visitor{
		Block: func(Block) bool { blocks++; return true },
		Run: func(_ Block, run []Inline) {
			runs++
			n := 0
			WalkInlines(run, func(Inline) { n++ })
			if n != 22 {
				t.Errorf("%d inlines in a run, want 22", n)
			}
		},
	})
	// 12 blocks, an item, and 9 leaves: in item, quote, callout, cell, definition, division, raw HTML, both abstracts.
	if blocks != 22 || runs != 3+9+2+1+5+2+1 {
		t.Errorf("visited %d blocks and %d runs", blocks, runs)
	}
}

func TestHeadingsInQuotationsDivideNothing(t *testing.T) {
	h := func() *Heading { return &Heading{Level: 2} }
	blocks := []Block{h(), &Quote{Blocks: []Block{h()}}, &Div{Blocks: []Block{h()}}, &List{Items: []*Item{{Blocks: []Block{h()}}}}}
	if n := len(Headings(blocks)); n != 2 {
		t.Errorf("%d headings, want 2", n)
	}
}
