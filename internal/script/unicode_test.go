package script

import (
	"bufio"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// ucd reads an extract of the Unicode Character Database: the value of every character that it names.
func ucd(t *testing.T, name string, least int) map[rune]string {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	values := map[rune]string{}
	for sc := bufio.NewScanner(f); sc.Scan(); {
		line := sc.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		codes, value, _ := strings.Cut(line, ";")
		from, to, isRange := strings.Cut(codes, "..")
		if !isRange {
			to = from
		}
		lo, err1 := strconv.ParseUint(from, 16, 32)
		hi, err2 := strconv.ParseUint(to, 16, 32)
		if err1 != nil || err2 != nil || lo > hi || value == "" {
			t.Fatalf("%s: %q", name, line)
		}
		for r := lo; r <= hi; r++ {
			values[rune(r)] = value
		}
	}
	if len(values) < least {
		t.Fatalf("%s names %d characters", name, len(values))
	}
	return values
}

// each calls f with every character that the version of the extracts knows, and those reserved for ideographs.
func each(f func(r rune)) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if r >= 0x20000 && r <= 0x3FFFD && r&0xFFFE != 0xFFFE || unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z) {
			f(r)
		}
	}
}

// A newer Go knows more characters than the extracts; then only what they name is compared.
func newer(value string) bool { return value == "" && unicode.Version != "15.0.0" }

func TestScriptsAreThoseOfUnicode(t *testing.T) {
	scripts := ucd(t, "Scripts.txt", 90_000)
	for _, c := range []struct {
		names  []string
		is     func(rune) bool
		except func(rune) bool // where we differ
	}{
		{[]string{"Han"}, Han, func(r rune) bool { return r >= 0x20000 }}, // reserved for Han as a whole
		{[]string{"Bopomofo"}, Bopomofo, nil},
		{[]string{"Hiragana", "Katakana"}, Kana, func(r rune) bool { return r == 'ー' }}, // common to both
		{[]string{"Hangul"}, Hangul, nil},
		{[]string{"Latin"}, Latin, nil},
	} {
		each(func(r rune) {
			want := slices.Contains(c.names, scripts[r])
			if got := c.is(r); got != want && (c.except == nil || !c.except(r)) && !newer(scripts[r]) {
				t.Errorf("%v: %U %c: %v, Unicode %v", c.names, r, r, got, want)
			}
		})
		for r, name := range scripts {
			if slices.Contains(c.names, name) && !c.is(r) && (c.except == nil || !c.except(r)) {
				t.Errorf("%v: %U %c is none", c.names, r, r)
			}
		}
	}
	for _, r := range []rune{'一', '〇', '々', '〻', '㐀', '鿿', '豈', '⺀', '𠀀', '𰀀', '\U000323AF', '\U0003FFFD'} {
		if !Han(r) {
			t.Errorf("%U %c is not Han", r, r)
		}
	}
}

func TestWidthsAreThoseOfUnicode(t *testing.T) {
	widths, scripts := ucd(t, "EastAsianWidth.txt", 200_000), ucd(t, "Scripts.txt", 90_000)
	each(func(r rune) {
		w := widths[r]
		if newer(w) {
			return
		}
		full := w == "W" || w == "F"
		if got := Columns(r) == 2; got != full {
			t.Errorf("%U %c takes %d columns; its width is %q", r, r, Columns(r), w)
		}
		picture := r < 0x2E80 && r != '\u2329' && r != '\u232A' && scripts[r] != "Hangul" || r >= 0x1F000 && r < 0x20000
		hangul := scripts[r] == "Hangul"
		if got, want := CJK(r), full && !picture || w == "H" || hangul; got != want && !circled(r) {
			t.Errorf("%U %c is CJK: %v, want %v; its width is %q", r, r, got, want, w)
		}
		if got, want := Wide(r), full && r >= 0x2E80 && !picture && !hangul && r != '\u3000'; got != want && !circled(r) {
			t.Errorf("%U %c is wide: %v, want %v; its width is %q", r, r, got, want, w)
		}
		if Shared(r) && w != "A" && r != '⸺' {
			t.Errorf("%U %c is shared; its width is %q", r, r, w)
		}
		if n := Narrow(r); n != r && (w != "F" || width.LookupRune(r).Narrow() != n) {
			t.Errorf("%U %c is %c narrow; its width is %q", r, r, n, w)
		} else if w == "F" && n == r && width.LookupRune(r).Narrow() < utf8.RuneSelf && r != '\u3000' {
			t.Errorf("%U %c has no narrow form", r, r)
		}
	})
	if Columns('\u0301') != 0 || Columns('\u200d') != 0 || Columns('—') != 1 || Columns('a') != 1 {
		t.Error("a combining mark, a joiner, a dash, a letter")
	}
}

// circled are the numbers that fonts draw wide though their width is ambiguous.
func circled(r rune) bool { return r >= '㉈' && r <= '㉏' && Wide(r) && CJK(r) }

func TestIdeographsAreOfClassID(t *testing.T) {
	scripts, classes := ucd(t, "Scripts.txt", 90_000), ucd(t, "LineBreak.txt", 170_000)
	each(func(r rune) {
		want := (scripts[r] == "Han" || r >= 0x20000 && r <= 0x3FFFD) && classes[r] == "ID"
		if got := Ideograph(r); got != want && !newer(classes[r]) {
			t.Errorf("%U %c: %v, Unicode %s %s", r, r, got, scripts[r], classes[r])
		}
	})
}

// classOf is what UAX #14 calls each mark. Its quotation marks are QU because Western text uses them on either side;
// its signs of ambiguous width are AI, and － ～ ／ ID, which we tailor.
var classOf = map[Mark]string{
	Open: "OP QU", Close: "CL QU", Pause: "CL NS", Stop: "CL EX NS", Dot: "NS AI BA", Short: "BA", Connector: "B2 NS ID",
	Solidus: "SY ID", Dash: "B2", Ellipsis: "IN", Postfix: "PO", Prefix: "PR",
}

func TestMarksAgreeWithTheClassesOfUnicode(t *testing.T) {
	classes, widths := ucd(t, "LineBreak.txt", 170_000), ucd(t, "EastAsianWidth.txt", 200_000)
	n := 0
	each(func(r rune) {
		m, _ := MarkOf(r)
		class := classes[r]
		if m != NoMark {
			if n++; r == '•' { // AL: a bullet anywhere else
				return
			}
			if class == "" || !strings.Contains(classOf[m], class) {
				t.Errorf("%c %U is mark %d; UAX #14 says %q", r, r, m, class)
			}
			return
		}
		// What is full width and stays with a neighbour is a mark of ours too.
		if w := widths[r]; w != "F" && w != "W" || !unicode.IsPunct(r) || strings.ContainsRune("｟｠\u2329\u232A゠\U00016FE2", r) {
			return // brackets of mathematics, a hyphen of Japanese, a hook of old manuscripts
		}
		vertical := r >= 0xFE10 && r <= 0xFE4F || r >= 0xFE50 && r <= 0xFE6B // forms of old encodings (clreq: not to be typed)
		if slices.Contains([]string{"OP", "CL", "EX", "NS", "IN", "B2"}, class) && !vertical {
			t.Errorf("%c %U is no mark; UAX #14 says %s", r, r, class)
		}
	})
	if n < 60 {
		t.Errorf("%d marks", n)
	}
}

// MarkOf is three pages of a table; here is the table itself.
func TestMarksAreThoseOfTheirTable(t *testing.T) {
	want := map[rune]Mark{}
	chinese := map[rune]bool{}
	for _, m := range marks {
		for _, r := range m.every + m.chinese {
			if _, twice := want[r]; twice {
				t.Errorf("%c stands in the table twice", r)
			}
			want[r], chinese[r] = m.mark, strings.ContainsRune(m.chinese, r)
		}
	}
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if m, only := MarkOf(r); m != want[r] || only != chinese[r] {
			t.Fatalf("%c %U: mark %d, %v; the table says %d, %v", r, r, m, only, want[r], chinese[r])
		}
	}
	for r, only := range chinese {
		// A mark that is one in Chinese text only is shared with Western text; these keep their width in both.
		if only != Shared(r) && !strings.ContainsRune("‧•–⋯/⸺", r) {
			t.Errorf("%c: in Chinese only %v, shared %v", r, only, Shared(r))
		}
	}
}
