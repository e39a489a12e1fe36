package linebreak

import (
	"fmt"
	"strings"
	"testing"
)

func divided(h *Hyphenator, word string) string {
	var b strings.Builder
	points := h.Points(word, 2, 3)
	for i, r := range []rune(word) {
		if len(points) > 0 && points[0] == i {
			b.WriteByte('-')
			points = points[1:]
		}
		b.WriteRune(r)
	}
	return b.String()
}

// TUGboat's log corrects the patterns: the exceptions come from it.
func TestWordsAreDividedByLanguage(t *testing.T) {
	for _, c := range []struct{ us, gb string }{
		{"knowl-edge", "know-ledge"},
		{"de-moc-racy", "demo-cracy"},
		{"man-u-script", "ma-nu-script"},
		{"Man-u-scripts", "Ma-nu-scripts"},
		{"con-cate-na-tion", "con-cat-en-a-tion"},
		{"al-go-rithm", "al-gorithm"},
		{"as-so-ciate", "as-so-ci-ate"},
		{"don’t", "don’t"},
		{"word", "word"},
		{"GB2312", "GB2312"},
	} {
		word := strings.ReplaceAll(c.us, "-", "")
		if got := divided(American(), word); got != c.us {
			t.Errorf("American: %s, want %s", got, c.us)
		}
		if got := divided(British(), word); got != c.gb {
			t.Errorf("British: %s, want %s", got, c.gb)
		}
	}
}

// The TeXbook, appendix H, works this word out by hand.
func TestPatternsAloneGiveTheTeXbooksExample(t *testing.T) {
	if got := divided(builtin("hyphen.tex"), "hyphenation"); got != "hy-phen-ation" {
		t.Errorf("%s, want hy-phen-ation", got)
	}
}

func TestExceptionsWin(t *testing.T) {
	h := American().WithExceptions([]string{"manu-script", "knowledge"})
	for _, want := range []string{"manu-script", "knowledge", "al-go-rithm"} {
		if got := divided(h, strings.ReplaceAll(want, "-", "")); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if got := divided(American(), "knowledge"); got != "knowl-edge" {
		t.Errorf("exceptions of one hyphenator leak into another: %s", got)
	}
}

// A dictionary of LibreOffice begins with its encoding and its settings, which are no patterns; a file of TeX has
// sections, and its comments run to the end of the line.
func TestPatternFilesOfBothKindsAreRead(t *testing.T) {
	const dictionary = "UTF-8\nLEFTHYPHENMIN 2\n% a1a\nb1c % b1d\n"
	const tex = "\\message{a1a}\n\\patterns{ % a1a\nb1c\n}\na1a\n\\hyphenation{\ndbc\nca-cb\n}\nc1d\n"
	for _, c := range []struct {
		text string
		tex  bool
		want string
	}{
		{dictionary, false, "aaaa ab-cb abdb acb bacb cacb aacdb db-caa d-cb"},
		{tex, true, "aaaa ab-cb abdb acb bacb ca-cb aacdb dbc dcb"},
	} {
		h := &Hyphenator{root: &trieNode{}, exceptions: map[string][]int{}}
		h.read(c.text, c.tex)
		if !c.tex {
			h.read("a2 1c4 2\n3\n", false)
		}
		var got []string
		for _, word := range strings.Fields(strings.ReplaceAll(c.want, "-", "")) {
			var b strings.Builder
			points := h.Points(word, 1, 1)
			for i, r := range word {
				if len(points) > 0 && points[0] == i {
					b.WriteByte('-')
					points = points[1:]
				}
				b.WriteRune(r)
			}
			got = append(got, b.String())
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: %s, want %s", c.text, strings.Join(got, " "), c.want)
		}
	}
}

// Rule S1 says how many letters stay together at either end, for patterns and for exceptions.
func TestTheEndsOfWordsStayWhole(t *testing.T) {
	h := American().WithExceptions([]string{"q-w-e-r-t-y", "é-t-é"})
	for _, c := range []struct {
		word          string
		before, after int
		want          string
	}{
		{"qwerty", 1, 1, "[1 2 3 4 5]"}, {"qwerty", 2, 3, "[2 3]"}, {"qwerty", 3, 3, "[3]"}, {"qwerty", 3, 4, "[]"}, {"qwerty", 0, 0, "[1 2 3 4 5]"},
		{"QWERTY", 4, 1, "[4 5]"}, {"été", 1, 1, "[1 2]"}, {"concatenation", 2, 3, "[3 7 9]"}, {"concatenation", 4, 4, "[7 9]"},
		{"concatenation", 3, 6, "[3 7]"}, {"concatenation", 7, 6, "[7]"}, {"concatenation", 8, 6, "[]"}, {"hyphen", 0, 0, "[2]"},
		{strings.Repeat("con", 21) + "x", 2, 3, ""}, {strings.Repeat("con", 21) + "xy", 2, 3, "[]"}, {"", 0, 0, "[]"},
	} {
		got := fmt.Sprint(h.Points(c.word, c.before, c.after))
		if c.want == "" {
			if got == "[]" {
				t.Errorf("%s is not divided", c.word)
			}
		} else if got != c.want {
			t.Errorf("%s with %d and %d letters: %s, want %s", c.word, c.before, c.after, got, c.want)
		}
	}
}
