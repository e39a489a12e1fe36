package linebreak

import (
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
