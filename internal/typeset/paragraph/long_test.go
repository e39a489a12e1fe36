package paragraph

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"keben/internal/source"
)

// effort is what setting a paragraph took: lines considered, characters shaped, bytes allocated.
type effort [3]float64

func effortOf(t *testing.T, lang, text string) (effort, *Setter, []Line) {
	t.Helper()
	s := newSetter()
	pieces, style := plain(t, lang, text), chinese(28)
	if lang == "en" {
		style = english(300)
	}
	s.Set(plain(t, lang, "热身 warm up"), style)
	considered, shaped := s.breaker.Considered, s.shaper.Shaped
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	lines := s.Set(pieces, style)
	runtime.ReadMemStats(&after)
	return effort{float64(s.breaker.Considered - considered), float64(s.shaper.Shaped - shaped), float64(after.TotalAlloc - before.TotalAlloc)}, s, lines
}

// long are paragraphs that no book has and many files do: a unit to be repeated, and its language.
var long = []struct{ name, lang, unit string }{
	{"Han", "zh", "天地玄黄宇宙洪荒日月盈昃"}, {"Han and marks", "zh", "天地玄黄，宇宙洪荒。"},
	{"a word", "zh", "abcdefghijkl"}, {"an English word", "en", "abcdefghijkl"}, {"words", "en", "lorem ipsum dolor "}, {"Latin words", "zh", "lorem ipsum dolor "},
	{"digits", "zh", "123456789012"}, {"marks", "zh", "，，，，，，，，，，，，"}, {"dashes", "zh", "————————————"}, {"brackets", "zh", "（（（（（（（（（（（（"},
	{"dots", "zh", "…………"}, {"combining marks", "zh", "\u0301\u0301\u0301\u0301"}, {"joiners", "zh", "\u200d\u200d\u200d\u200d"}, {"word joiners", "zh", "\u2060\u2060\u2060\u2060"},
	{"soft hyphens", "en", "ab\u00ad"}, {"solidi", "zh", "a/"}, {"schemes", "zh", "http://"}, {"hosts", "zh", "www."}, {"spaces", "zh", "    "}, {"numbers", "zh", "1 "},
	{"families", "zh", "\U0001F468\u200d\U0001F469\u200d"}, {"lines", "zh", "甲\n"},
}

// Doubling a paragraph less than triples the work: nothing in it is done again for every line.
func TestWorkGrowsWithTheLengthOfAParagraph(t *testing.T) {
	const size = 12_000
	for i, c := range long {
		if testing.Short() && i%3 > 0 {
			continue // a third of the texts
		}
		n := size / utf8.RuneCountInString(c.unit)
		once, _, _ := effortOf(t, c.lang, strings.Repeat(c.unit, n))
		twice, _, _ := effortOf(t, c.lang, strings.Repeat(c.unit, 2*n))
		for i, what := range []string{"lines considered", "characters shaped", "bytes allocated"} {
			if most := 3*once[i] + 20_000; twice[i] > most {
				t.Errorf("%s: %s grow from %.0f to %.0f", c.name, what, once[i], twice[i])
			}
		}
		// A line of Han has some forty places where the next may end.
		if per := twice[0] / (2 * size); per > 250 {
			t.Errorf("%s: %.0f lines considered per character", c.name, per)
		}
	}
}

func TestNothingOfALongParagraphIsLost(t *testing.T) {
	for _, c := range long {
		text := strings.Repeat(c.unit, 5_000/utf8.RuneCountInString(c.unit))
		_, _, lines := effortOf(t, c.lang, text)
		want := strings.NewReplacer("\u00ad", "", "\n", " ").Replace(text)
		if got := strings.ReplaceAll(textOf(lines), "\u00ad", ""); got != want {
			t.Errorf("%s: %d bytes of %d are set", c.name, len(got), len(want))
		}
	}
}

func TestALineKnowsItsColumnWithoutCounting(t *testing.T) {
	first, second := strings.Repeat("天地玄黄 word ", 300), strings.Repeat("宇宙，é洪荒", 300)
	src := source.New("a.md", []byte("\n\n见上文："+first+"\n又"+second+"\n"))
	piece := func(text string) Piece {
		from := bytes.Index(src.Text, []byte(text))
		return Piece{Look: look(t, "zh"), Text: text, Tag: 1, Place: src.At(source.Span(from, from+len(text)))}
	}
	pieces := []Piece{piece(first), piece(second)}
	for _, l := range newSetter().Set(pieces, chinese(20)) {
		p := pieces[l.Place.Line()-3]
		rest := []rune(p.Text)[l.Place.Position().Col-p.Place.Position().Col:]
		first, _ := utf8.DecodeRuneInString(l.Breaks.Text)
		if rest[0] != first {
			t.Fatalf("%s: %q does not begin %q", l.Place, string(rest[:10]), l.Breaks.Text)
		}
	}
}

func TestAWordWithoutEndIsSaidOnceAndFillsItsLines(t *testing.T) {
	_, s, lines := effortOf(t, "zh", "甲"+strings.Repeat("abcdefghij", 1000)+"乙")
	found := s.Take()
	if n := len(said(found, longWord)); n != 1 {
		t.Errorf("%d messages", n)
	}
	if n := len(said(found, loose)) + len(said(found, overfull)); n > 1 {
		t.Errorf("%d messages about its lines", n)
	}
	for _, l := range lines[2 : len(lines)-2] {
		if l.Width > l.Breaks.Target || l.Width < l.Breaks.Target*8/10 {
			t.Fatalf("a line is %s wide of %s", l.Width, l.Breaks.Target)
		}
	}
	_, s, _ = effortOf(t, "zh", strings.Repeat("abcdefghi ", 1000))
	if n := len(said(s.Take(), longWord)); n != 0 {
		t.Errorf("%d messages about words", n)
	}
}

// Rows of marks too long for a line are broken; shorter ones are kept together as the rules say.
func TestARowOfMarksIsBrokenBeforeItLeavesThePage(t *testing.T) {
	for _, mark := range []string{"，", "（", "——", "」", "！"} {
		s := newSetter()
		lines := s.Set(plain(t, "zh", "甲"+strings.Repeat(mark, 200)), chinese(20))
		if len(lines) < 5 {
			t.Errorf("%s: %d lines", mark, len(lines))
		}
		if got := fmt.Sprint(said(s.Take(), overfull)); got != "[]" {
			t.Errorf("%s: %s", mark, got)
		}
	}
}
