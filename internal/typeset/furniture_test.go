package typeset

import (
	"strings"
	"testing"

	"keben/internal/forme"
	"keben/internal/geom"
)

// stretch is what stands on a line from one place to another.
type stretch struct {
	text     string
	from, to geom.Length
}

// furnitureOf returns what stands above the text of a page: the folio and the running head, and how wide the rule is
// under them, which is as wide as the type area.
func furnitureOf(p *forme.Page) (folio, head stretch, width geom.Length) {
	for _, op := range p.Around {
		if op.Path != nil {
			width = op.Path.Segments[1].P[0].X
		}
		if op.Run == nil {
			continue
		}
		s := &head
		if op.Run.Text() == p.Label {
			s = &folio
		}
		if s.text == "" {
			s.from = op.At.X
		}
		last := op.Run.Glyphs[len(op.Run.Glyphs)-1]
		s.text, s.to = s.text+op.Run.Text(), op.At.X+last.X+last.Advance
	}
	return folio, head, width
}

func TestRunningHeadsAreCutWhereTheyWouldMeetTheFolio(t *testing.T) {
	for lang, titles := range map[string][2]string{
		"zh": {"贸易与投资", strings.Repeat("共建国家贸易与投资的十二年", 6)},
		"en": {"Trade and investment", strings.Repeat("trade and investment in twelve years ", 6)},
	} {
		text := strings.Repeat("The countries trade and invest more every year. ", 300)
		if lang == "zh" {
			text = strings.Repeat("共建国家的贸易与投资在过去十二年里持续增长。", 200)
		}
		for i, title := range titles {
			doc := set(t, sample{lang: lang, chapters: []string{title + "\n\n" + text}}.edition(t), "32开").Document
			heads := 0
			for k := range doc.Pages {
				folio, head, width := furnitureOf(&doc.Pages[k])
				if head.text == "" || head.text == "样书" { // an opening, or the title of the book
					continue
				}
				heads++
				whole, cut := strings.Contains(head.text, strings.TrimSpace(title)), strings.HasSuffix(head.text, "…")
				if whole != (i == 0) || cut != (i == 1) || !strings.Contains(head.text, title[:9]) {
					t.Errorf("%s: the head of %q is %q", lang, title, head.text)
				}
				if w := head.to - head.from; w > width*4/5 || cut && w < width*3/5 {
					t.Errorf("%s: %q is %s wide on a page of %s", lang, head.text, w, width)
				}
				if head.from < folio.to+10*geom.Pt && folio.from < head.to+10*geom.Pt {
					t.Errorf("%s: %q is from %s to %s, the folio from %s to %s", lang, head.text, head.from, head.to, folio.from, folio.to)
				}
			}
			if heads == 0 {
				t.Errorf("%s: no page has the head of %q", lang, title)
			}
		}
	}
}

func TestRunningHeadsAreCutBetweenWords(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want string
	}{
		{"From One Language to the Other", 12, "From One"}, {"From One\u00a0Language", 9, "From One"}, {"From One Language", 8, "From One"},
		{"Donaudampfschiff", 9, "Donaudamp"}, {"共建国家的贸易", 4, "共建国家"}, {"第一章 Trade", 6, "第一章"}, {"a b", 1, "a"},
	} {
		rs := []rune(c.text)
		if got := string(rs[:wordEnd(rs, c.n)]); got != c.want {
			t.Errorf("%q is cut to %q, want %q", c.text, got, c.want)
		}
	}
}
