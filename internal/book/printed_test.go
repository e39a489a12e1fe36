package book

import (
	"strings"
	"testing"
)

func TestPrintHasWhatRawHTMLSays(t *testing.T) {
	p := func(s string) Block { return &Paragraph{Content: []Inline{&Text{Value: s}}} }
	blocks := []Block{
		p("a"),
		&HTMLBlock{Text: "<details>", Blocks: []Block{p("b"), &Callout{Kind: "note"}}, Open: 1, Encloses: 4},
		p("c"),
		&HTMLBlock{Text: "<blockquote><details>", Blocks: []Block{&Quote{Blocks: []Block{&Callout{Kind: "tip"}}}}, Open: 2, Encloses: 1},
		p("d"),
		&HTMLBlock{Text: "</details></blockquote>"},
		&HTMLBlock{Text: "</details>x", Blocks: []Block{p("x")}},
		p("e"),
	}
	var shape func(bs []Block) string
	shape = func(bs []Block) string {
		var b strings.Builder
		for _, block := range Printed(bs) {
			switch n := block.(type) {
			case *Paragraph:
				b.WriteString(Plain(n.Content))
			case *Callout:
				b.WriteString("(" + n.Kind + " " + shape(n.Blocks) + ")")
			case *Quote:
				b.WriteString("[" + shape(n.Blocks) + "]")
			default:
				t.Errorf("%T in print", block)
			}
		}
		return b.String()
	}
	if got, want := shape(blocks), "ab(note c[(tip d)])xe"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
	if len(blocks[1].(*HTMLBlock).Blocks[1].(*Callout).Blocks) > 0 {
		t.Error("the website's blocks have changed")
	}
}

func TestPrintHasWhatRawTagsSay(t *testing.T) {
	text := func(s string) Inline { return &Text{Value: s} }
	run := []Inline{
		text("a"), &RawHTML{Text: "<a href=x>", As: &Link{Target: "x"}, Encloses: 4}, text("b"), &RawHTML{Text: "<code class=k>", As: &CodeSpan{}, Encloses: 1}, text("c"),
		&RawHTML{Text: "</code>"}, &RawHTML{Text: "</a>"}, text("d"), &RawHTML{Text: "<b id=i>", As: &Span{ID: "i", Content: []Inline{&Strong{}}}, Encloses: 1}, text("e"), &RawHTML{Text: "</b>"},
	}
	var shape func(run []Inline) string
	shape = func(run []Inline) string {
		var b strings.Builder
		for _, in := range PrintedRun(run) {
			switch n := in.(type) {
			case *Text:
				b.WriteString(n.Value)
			case *CodeSpan:
				b.WriteString("`" + n.Text + "`")
			case *Link:
				b.WriteString("[" + shape(n.Content) + "](" + n.Target + ")")
			case *Strong:
				b.WriteString("*" + shape(n.Content) + "*")
			case *Span:
				b.WriteString("{" + shape(n.Content) + "}#" + n.ID)
			default:
				t.Errorf("%T in print", in)
			}
		}
		return b.String()
	}
	if got, want := shape(run), "a[b`c`](x)d{*e*}#i"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
	if got, want := Plain(run), "abcde"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
}
