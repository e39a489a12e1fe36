package markdown

import (
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"keben/internal/golden"
	"keben/internal/source"
)

func TestOutline(t *testing.T) {
	golden.Run(t, "testdata/outline/*.txtar", func(t *testing.T, a *golden.Archive) {
		src := a.Input("in.md")
		a.Want("want", dumpOutline(Outline(OutlineOptions{Text: src, Lang: "zh", Actions: findActions(src)})))
	})
}

// findActions is a plain stand-in for what package manuscript knows of templates.
func findActions(src []byte) (out []source.Range) {
	s := string(src)
	for at := 0; ; {
		i := strings.Index(s[at:], "{{")
		if i < 0 {
			return out
		}
		j := strings.Index(s[at+i:], "}}")
		if j < 0 {
			return out
		}
		out = append(out, source.Span(at+i, at+i+j+2))
		at += i + j + 2
	}
}

func dumpOutline(p *Part) string {
	var b strings.Builder
	var part func(p *Part, depth int)
	part = func(p *Part, depth int) {
		fmt.Fprintf(&b, "%s%s %d-%d", strings.Repeat("  ", depth), p.Kind, p.At, p.Stop)
		for _, t := range p.Texts {
			fmt.Fprintf(&b, " %q", tagged(t))
		}
		b.WriteByte('\n')
		for _, q := range p.Parts {
			part(q, depth+1)
		}
	}
	part(p, 0)
	return b.String()
}

// tagged shows the markup of a text: ⟨…⟩ for what stands alone, ‹…›text‹…› for marks around text.
func tagged(t *Text) string {
	type edge struct {
		at   int
		text string
	}
	var edges []edge
	for _, m := range t.Markup {
		if m.Alone() {
			edges = append(edges, edge{int(m.Open.From), "⟨" + string(m.Kind) + " "}, edge{int(m.Open.To), "⟩"})
			continue
		}
		edges = append(edges, edge{int(m.Open.From), "‹" + string(m.Kind) + " "}, edge{int(m.Open.To), "›"}, edge{int(m.Close.From), "‹"}, edge{int(m.Close.To), "›"})
	}
	slices.SortStableFunc(edges, func(a, b edge) int { return a.at - b.at })
	var b strings.Builder
	at := 0
	for _, e := range edges {
		b.WriteString(t.Typed[at:e.at] + e.text)
		at = e.at
	}
	return b.String() + t.Typed[at:]
}

// checkOutline holds an outline against what it promises.
func checkOutline(t *testing.T, src []byte, p *Part) {
	t.Helper()
	at := 0
	p.EachText(func(x *Text) {
		var lines []string
		for _, r := range x.Lines {
			if r.From < 0 || r.To < r.From || int(r.To) > len(src) {
				t.Fatalf("%q: range %v", x.Typed, r)
			}
			lines = append(lines, string(src[r.From:r.To]))
		}
		if strings.Join(lines, "\n") != x.Typed {
			t.Fatalf("typed %q, lines %q", x.Typed, lines)
		}
		if x.Start() < at {
			t.Fatalf("%q begins at %d, inside the text before it", x.Typed, x.Start())
		}
		at = x.Stop()
		var open []int
		for _, m := range x.Markup {
			for len(open) > 0 && int(m.Open.From) >= open[len(open)-1] {
				open = open[:len(open)-1]
			}
			stop := int(max(m.Open.To, m.Close.To))
			if m.Open.From < 0 || m.Open.To <= m.Open.From || stop > len(x.Typed) || len(open) > 0 && stop > open[len(open)-1] {
				t.Fatalf("%q: %+v", x.Typed, m)
			}
			if !m.Alone() {
				open = append(open, int(m.Close.From))
			}
		}
	})
	var inside func(p *Part)
	inside = func(p *Part) {
		for i, q := range p.Parts {
			if q.Parent != p || q.At > q.Stop || q.At < p.At || q.Stop > p.Stop {
				t.Fatalf("%s %d-%d in %s %d-%d", q.Kind, q.At, q.Stop, p.Kind, p.At, p.Stop)
			}
			if i > 0 && p.Parts[i-1].Stop > q.At {
				t.Fatalf("%s %d-%d overlaps %s %d-%d", q.Kind, q.At, q.Stop, p.Parts[i-1].Kind, p.Parts[i-1].At, p.Parts[i-1].Stop)
			}
			inside(q)
		}
	}
	inside(p)
}

func TestOutlineKeepsItsPromisesOnEveryConstruct(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txtar")
	more, _ := filepath.Glob("../../../content/*/*.md")
	for _, name := range append(files, more...) {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		checkOutline(t, src, Outline(OutlineOptions{Text: src, Lang: "zh", Actions: findActions(src)}))
	}
}

func FuzzOutline(f *testing.F) {
	for _, s := range []string{"# a {#b}\n", "> [!NOTE] t\n> x\n", "- [ ] *a* **b**\n\n  c\n", "| a | b |\n|-|-|\n| | c |\n\n: 表 {#tbl-x}\n",
		"[^1]: a\n\n    b\n", "a\n: b\n\n: c\n", "::: note t\n- a\n:::\n", "{{ x }}[a](b){.c} `d`{.e} ^[f *g*] @fig-a [@b]\n", "***a** b*\\\nc  \nd\n", "![a](b){#fig-c}\n", "000\n0|00\n-|-\n: 0", "\n> ", ">\t#", ">\t>>", "- | a |\n  |-|\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		src := []byte(strings.ReplaceAll(strings.ToValidUTF8(s, "?"), "\r", ""))
		src = []byte(strings.ReplaceAll(string(src), "\x00", ""))
		checkOutline(t, src, Outline(OutlineOptions{Text: src, Lang: "zh", Actions: findActions(src)}))
	})
}

// offsetOf is the offset in Typed of a place in the source, found line by line.
func offsetOf(t *Text, at int) (n int) {
	for i, r := range t.Lines {
		if i > 0 {
			n++ // the line end
		}
		if at <= int(r.To) {
			return n + max(0, at-int(r.From))
		}
		n += int(r.To - r.From)
	}
	return n
}

func TestOffsetsOfATextAreThoseFoundLineByLine(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 300 {
		var lines []string
		for range 1 + r.Intn(6) {
			lines = append(lines, strings.Repeat(" ", r.Intn(4))+"> "+strings.Repeat("文a", 1+r.Intn(3)))
		}
		src := strings.Join(lines, "\n") + "\n"
		Outline(OutlineOptions{Text: []byte(src), Lang: "zh"}).EachText(func(text *Text) {
			m := newMarker(nil, text)
			for at := range len(src) + 1 {
				if got, want := m.offset(at), offsetOf(text, at); got != want {
					t.Fatalf("%d of %q is at %d, line by line at %d", at, src, got, want)
				}
			}
		})
	}
}
