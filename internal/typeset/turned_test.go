package typeset

import (
	"fmt"
	"strings"
	"testing"

	"keben/internal/draw"
	"keben/internal/forme/bound"
	"keben/internal/geom"
)

// wide is a table of columns that cannot be narrower than a syllable of a long word.
func wide(columns, rows int) string {
	var b strings.Builder
	line := func(cell func(int) string) {
		for i := range columns {
			fmt.Fprintf(&b, "| %s ", cell(i))
		}
		b.WriteString("|\n")
	}
	line(func(i int) string { return fmt.Sprintf("Antidisestablish%d", i) })
	line(func(int) string { return "---" })
	for r := range rows {
		line(func(i int) string { return fmt.Sprintf("Incomprehensibly%d.%d", r, i) })
	}
	return b.String()
}

func TestTableTooWideForThePageIsTurned(t *testing.T) {
	s := sample{lang: "en", chapters: []string{"Title\nBefore.\n\n" + wide(14, 60) + ": Caption of it\n\nAfter the table.\n"}}
	r := set(t, s.edition(t), "32开")
	if len(r.Messages) > 0 {
		t.Errorf("messages: %v", r.Messages)
	}
	pages := map[int]bool{}
	for i, p := range bound.Of(r.Document).Pages {
		for _, op := range p.Ops {
			if op.Turn == 0 {
				continue
			}
			pages[i] = true
			if op.Run != nil {
				for _, g := range op.Run.Glyphs {
					q := op.Place(geom.Point{X: g.X + g.Advance, Y: g.Y})
					if q.X < 0 || q.Y < 0 || q.X > p.Trim.W || q.Y > p.Trim.H {
						t.Fatalf("page %d: %q ends at %v, outside the page", i+1, op.Run.Text(), q)
					}
				}
			}
			if op.At.X < 0 || op.At.Y > p.Trim.H {
				t.Fatalf("page %d: an operation at %v", i+1, op.At)
			}
		}
	}
	if len(pages) < 2 {
		t.Errorf("%d turned pages", len(pages))
	}
	text := documentText(bound.Of(r.Document))
	for row := range 60 {
		for col := range 14 {
			if want := fmt.Sprintf("Incomprehensibly%d.%d", row, col); !strings.Contains(text, want) {
				t.Fatalf("%s is lost", want)
			}
		}
	}
	if n := strings.Count(text, "Antidisestablish3"); n != 1 {
		t.Errorf("the header reads %d times", n)
	}
}

func TestTableTooWideInAnyWayIsBrokenAnywhere(t *testing.T) {
	s := sample{lang: "en", chapters: []string{"Title\n" + wide(40, 2)}}
	r := set(t, s.edition(t), "32开")
	if len(r.Messages) != 1 || r.Messages[0].Kind.ID != "table-too-wide" {
		t.Errorf("messages: %v", r.Messages)
	}
	text := documentText(bound.Of(r.Document))
	for col := range 40 {
		if want := fmt.Sprintf("Incomprehensibly1.%d", col); !strings.Contains(text, want) {
			t.Errorf("%s is lost", want)
		}
	}
}

func TestNotesOfATurnedTableStandUprightAtItsFoot(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		text := "题\n前文[^z]。\n\n" + strings.Replace(wide(14, 3), "Incomprehensibly1.1", "Marked[^a]", 1) + "\n后文。\n\n[^a]: The note of the table.\n\n[^z]: Of the text.\n"
		r := set(t, sample{lang: lang, chapters: []string{text}}.edition(t), "32开")
		e := bound.Of(r.Document).Elements
		found := false
		for i, p := range bound.Of(r.Document).Pages {
			turned := false
			for _, op := range p.Ops {
				turned = turned || op.Turn != 0
			}
			for _, op := range p.Ops {
				if op.Tag == draw.Artifact || op.Run == nil || !strings.Contains(op.Run.Text(), "note") {
					continue
				}
				found = true
				if !turned || op.Turn != 0 {
					t.Errorf("%s page %d: the note is not upright below the table", lang, i+1)
				}
				if up := e[e[op.Tag].Parent].Role + e[op.Tag].Role; !strings.Contains(up, "Note") {
					t.Errorf("the note is in %s", up)
				}
			}
		}
		if !found {
			t.Errorf("%s: the note is lost", lang)
		}
	}
}

// documentText is the text of the document in the order of its structure, artifacts apart.
func documentText(d *bound.Document) string {
	texts := make([]strings.Builder, len(d.Elements))
	for _, p := range d.Pages {
		for _, op := range p.Ops {
			if op.Run != nil && op.Tag != draw.Artifact {
				texts[op.Tag].WriteString(op.Run.Text())
			}
		}
	}
	var b strings.Builder
	for i := range texts {
		b.WriteString(texts[i].String())
	}
	return strings.ReplaceAll(b.String(), "\u00AD", "")
}
