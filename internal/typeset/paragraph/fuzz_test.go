package paragraph

import (
	"strings"
	"testing"
	"unicode/utf8"

	"keben/internal/draw"
	"keben/internal/geom"
	"keben/internal/typeset/linebreak"
)

// FuzzSet sets any text in any style: it never panics, loses no character, and every justified line that
// is not reported ends at the measure.
func FuzzSet(f *testing.F) {
	f.Add(chineseText, uint16(280), uint8(0), uint8(0))
	f.Add(englishText, uint16(200), uint8(1), uint8(3))
	f.Add("　　“‘甲’，乙”\n\n——……？！？！！https://a.b/c e\u0301\u200d\u00ad한글 עברית 👩‍👩‍👧 \U000e0100", uint16(30), uint8(0), uint8(4))
	f.Add("1 234 567 kg p. 12 §3 第 3 章 GB/T 7714—2015", uint16(60), uint8(2), uint8(1))
	s := newSetter()
	f.Fuzz(func(t *testing.T, text string, measure uint16, mode, squeeze uint8) {
		if len(text) > 600 {
			return
		}
		zh, en := look(t, "zh"), look(t, "en")
		code := *en
		code.Solid = true
		sup := *zh
		sup.Rise = em / 3
		looks := []*Look{zh, en, &code, &sup}
		// The text in pieces of several kinds.
		var pieces []Piece
		for i, part := range strings.SplitAfter(text, " ") {
			p := Piece{Look: looks[(i+int(mode))%3], Text: part, Link: int32(i % 2), Tag: int32(i + 1)}
			switch {
			case mode&8 != 0 && i%5 == 1:
				p.Kind, p.Look = Mark, &sup
			case mode&16 != 0 && i%5 == 2:
				p.Kind, p.Ruby = Ruby, "zhuàng yuán"
			case mode&32 != 0 && i%7 == 3:
				pieces = append(pieces, Piece{Kind: Break}, Piece{Kind: Fill, Leader: &Leader{Diameter: em / 10, Pitch: em}})
			case mode&64 != 0 && i%7 == 4:
				pieces = append(pieces, Piece{Kind: Boxed, Box: &Box{Size: geom.Size{W: 3 * em, H: em}, Ops: []draw.Op{{}}}})
			}
			pieces = append(pieces, p)
		}
		st := &Style{Measure: geom.Length(measure) * geom.Pt, Indent: geom.Length(int(mode)%5-2) * em, Align: Align(mode % 4), Lang: []string{"zh", "en"}[mode&1],
			Em: em, LastMin: int(mode % 3), HyphenBefore: 2, HyphenAfter: 3,
			Rules: linebreak.Rules{Squeeze: linebreak.Squeeze(squeeze % 5), Kinsoku: linebreak.Level(squeeze / 5 % 4)}}
		lines := s.Set(pieces, st)
		want := strings.NewReplacer("\n", " ", "\r", " ", "\t", " ", "\u00ad", "").Replace(text)
		if got := textOf(lines); got != want && utf8.ValidString(text) {
			t.Fatalf("set %q, want %q", got, want)
		}
		for i, l := range lines {
			for _, m := range l.Marks {
				if m.Op >= len(l.Ops) || l.Ops[m.Op].Run == nil {
					t.Fatalf("line %d: mark %d is not a run", i, m.Note)
				}
			}
			if st.Align == Justify && i < len(lines)-1 && l.Breaks.Why == "fit" {
				if set := l.Start + l.Width; set < st.Measure-geom.Pt/20 {
					t.Fatalf("line %d ends at %v of %v: %s", i, set, st.Measure, l.Breaks.Text)
				}
			}
		}
		s.Natural(pieces, st)
	})
}
