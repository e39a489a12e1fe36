package manuscript

import (
	"math/rand"
	"regexp"
	"strings"
	"testing"
)

// The slow twin of the scanner is the expression.
var partExpression = regexp.MustCompile(htmlParts)

func TestThePartsOfHTMLAreThoseOfTheExpression(t *testing.T) {
	pieces := []string{"<", ">", "<b>", "</b>", "<!--", "-->", "<!A", "<?", "?>", "\"", "'", "<a x=\"", "文", " ", "<1", "</", "<a", "\n"}
	r := rand.New(rand.NewSource(1))
	for range 20_000 {
		var b strings.Builder
		for range r.Intn(12) {
			b.WriteString(pieces[r.Intn(len(pieces))])
		}
		text := b.String()
		scan := newPartScanner(text)
		for at := 0; at <= len(text); {
			want := partExpression.FindStringIndex(text[at:])
			from, to, ok := scan.next(at)
			if ok != (want != nil) || ok && (from != at+want[0] || to != at+want[1]) {
				t.Fatalf("%q from %d: %d to %d %v, the expression finds %v", text, at, from, to, ok, want)
			}
			if !ok {
				break
			}
			at = to
		}
	}
}

// steps counts what reading a block of HTML costs.
func partSteps(text string) int {
	scan := newPartScanner(text)
	for at := 0; ; {
		_, to, ok := scan.next(at)
		if !ok {
			return scan.steps
		}
		at = to
		if end := scan.closer("script", at); end >= 0 {
			at = end
		}
	}
}

func TestHTMLWithoutEndIsLinear(t *testing.T) {
	for _, piece := range []string{"<!-- ", "<? ", "<!A ", "<a b=\"", "<a '", "<script>", "<b><!--", "<pre></pre>", "<script></SCRIPT>"} {
		n := 20_000
		once, twice := partSteps(strings.Repeat(piece, n)), partSteps(strings.Repeat(piece, 2*n))
		if twice > 3*once+1000 {
			t.Errorf("%q: %d steps for %d, %d for twice as many", piece, once, n, twice)
		}
	}
}
