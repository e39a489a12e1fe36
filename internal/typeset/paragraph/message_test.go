package paragraph

import (
	"strings"
	"testing"

	"keben/internal/diag"
	"keben/internal/font"
	"keben/internal/typeset/linebreak"
)

// said returns the messages of a kind.
func said(found Findings, k *diag.Kind) (out []string) {
	for _, m := range Messages(found) {
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
	found := s.Take()
	got := said(found, fallback)
	if len(got) != 1 || !strings.Contains(got[0], lacking) || !strings.Contains(got[0], "KebenKai-Regular") {
		t.Errorf("%q", got)
	}
	// A section that was kept tells it beside one that is set anew.
	if twice := Messages(found, found); len(twice) != 1 || twice[0].Text("zh") != got[0] {
		t.Errorf("in two sections: %v", twice)
	}
	if again := said(s.Take(), fallback); len(again) != 0 {
		t.Errorf("the setter tells it again: %q", again)
	}
}

// Rule B9: where a mark must begin a line, a message says so, unless the theme relaxes the rule.
func TestMarkThatBeginsALineIsReported(t *testing.T) {
	for _, relax := range []bool{false, true} {
		s := newSetter()
		st := chinese(2)
		st.Rules.Relaxed = relax
		lines := s.Set(plain(t, "zh", "他说好。』」了"), st)
		found := s.Take()
		if n := len(said(found, relaxed)); n == 1 != relax {
			t.Errorf("relaxed %v: %d messages\n%s", relax, n, dump(lines))
		}
		if n := len(said(found, overfull)); n == 1 == relax {
			t.Errorf("relaxed %v: %d lines too wide", relax, n)
		}
	}
}

func TestLineThatFallsApartIsReported(t *testing.T) {
	s := newSetter()
	lines := s.Set(plain(t, "zh", "甲乙1234567890丙丁戊己"), chinese(6))
	if len(said(s.Take(), loose)) == 0 {
		t.Errorf("nothing is said\n%s", dump(lines))
	}
}
