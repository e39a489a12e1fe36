package paragraph

import (
	"strings"
	"testing"

	"keben/internal/diag"
	"keben/internal/font"
	"keben/internal/typeset/linebreak"
)

// said returns the messages of a kind.
func said(s *Setter, k *diag.Kind) (out []string) {
	for _, m := range s.Messages() {
		if m.Kind == k {
			out = append(out, m.Text("zh"))
		}
	}
	return out
}

func TestCharactersOfAnotherFaceAreReportedOnce(t *testing.T) {
	s := newSetter()
	l := *look(t, "zh")
	kai, song := face(t, "KebenKai-Regular"), face(t, "KebenSong-Regular")
	l.Han = []*font.Face{kai, song}
	lacking := ""
	for r := rune(0x4e00); r < 0x9fff && len(lacking) < 6; r++ {
		_, inKai := kai.GID(r)
		if _, inSong := song.GID(r); inSong && !inKai {
			lacking += string(r)
		}
	}
	if lacking == "" {
		t.Skip("Kai has all that Song has")
	}
	oneLine(t, s, []Piece{{Look: &l, Text: "甲" + lacking + lacking + "，"}}, linebreak.Quanjiao)
	got := said(s, fallback)
	if len(got) != 1 || !strings.Contains(got[0], lacking) || !strings.Contains(got[0], "KebenKai-Regular") {
		t.Errorf("%q", got)
	}
	if _, again := said(s, fallback), said(s, fallback); len(again) != 1 {
		t.Error("the report changes when it is read twice")
	}
}

// typography.md B9.
func TestMarkThatBeginsALineIsReported(t *testing.T) {
	for _, relax := range []bool{false, true} {
		s := newSetter()
		st := chinese(2)
		st.Rules.Relaxed = relax
		lines := s.Set(plain(t, "zh", "他说好。』」了"), st)
		if n := len(said(s, relaxed)); n == 1 != relax {
			t.Errorf("relaxed %v: %d messages\n%s", relax, n, dump(lines))
		}
		if n := len(said(s, overfull)); n == 1 == relax {
			t.Errorf("relaxed %v: %d lines too wide", relax, n)
		}
	}
}

func TestLineThatFallsApartIsReported(t *testing.T) {
	s := newSetter()
	lines := s.Set(plain(t, "zh", "甲乙1234567890丙丁戊己"), chinese(6))
	if len(said(s, loose)) == 0 {
		t.Errorf("nothing is said\n%s", dump(lines))
	}
}
