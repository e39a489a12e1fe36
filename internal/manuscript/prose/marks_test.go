package prose

import (
	"strings"
	"testing"
)

func TestFootnoteLabelsHaveNoBlankAndNoBracket(t *testing.T) {
	long := strings.Repeat("a", 400)
	for in, want := range map[string]string{
		"[^1]": "1", "[^a-b] x": "a-b", "[^注]": "注", "[^]": "", "[^": "", "[^a": "", "[^a b]": "", "[^a\tb]": "", "[^a\nb]": "", "[^a[b]": "", "[^a^b]": "", "(^1]": "", "[a1]": "", "[^" + long + "]": "",
		"[^" + long[:200] + "]": long[:200],
	} {
		label, ok := NoteLabel([]byte(in))
		if string(label) != want || ok != (want != "") {
			t.Errorf("%.20q: %q, %v", in, label, ok)
		}
	}
}

func TestAFootnoteStartsBehindItsColon(t *testing.T) {
	for in, want := range map[string]string{
		"[^1]: text": "[^1]: ", "[^1]:   text": "[^1]:   ", "[^1]:text": "[^1]:", "[^1]：注文": "[^1]：", "[^1]： 注文": "[^1]： ", "[^1]:": "[^1]:",
		"[^1]": "", "[^1] : x": "", "[^1];": "", "[1]: x": "",
	} {
		label, n := NoteStart([]byte(in))
		if got := head(in, n); got != want || (string(label) == "1") != (want != "") {
			t.Errorf("%q: %q with the label %q, want %q", in, got, label, want)
		}
	}
}

func TestOneLetterIsNoSlipForAnother(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"note", "nota", true}, {"n", "no", true}, {"no", "n", true}, {"1", "2", true}, {"a", "b", false}, {"1", "a", false}, {"a", "1", false}, {"甲", "乙", false}, {"甲乙", "甲", true},
		{"0", "9", true}, {"/", "0", false}, {":", "9", false},
	} {
		if alikeLabels(c.a, c.b) != c.want {
			t.Errorf("%s and %s are alike: %v", c.a, c.b, !c.want)
		}
	}
}

func TestATitleAndTooDeepATextTakeNoFootnote(t *testing.T) {
	for _, c := range []struct {
		title bool
		depth int
		want  bool
		said  int
	}{{false, 0, true, 0}, {true, 0, false, 0}, {false, MaxInlines - 1, true, 0}, {false, MaxInlines, false, 1}, {true, MaxInlines + 1, false, 1}} {
		r := NewReading(Options{Lang: "en", Text: []byte("text")})
		r.Title, r.Depth = c.title, c.depth
		if got := r.NewRun().TakesNotes(); got != c.want || len(r.Messages) != c.said {
			t.Errorf("%+v: %v, %v", c, got, r.Messages)
		}
	}
}

func TestSubscriptsFollowALetterAndSuperscriptsAnything(t *testing.T) {
	long := strings.Repeat("a", 200)
	for _, c := range []struct {
		before rune
		in     string
		want   string
	}{
		{'H', "~2~O", "~2~"}, {')', "~4~", "~4~"}, {'5', "~10~", ""}, {'天', "~2~", ""}, {'(', "~2~", ""}, {0, "~2~", ""}, {'H', "~2", ""}, {'H', "~~", ""}, {'H', "~a b~", ""}, {'H', "~中~", ""}, {'H', "~…~", ""},
		{'H', "~" + long + "~", ""}, {'Á', "~2~", ""}, {'H' + 0x100, "~2~", ""}, {'H', "~" + long[:50] + "~", "~" + long[:50] + "~"},
	} {
		if got := head(c.in, Subscript(c.before, []byte(c.in))); got != c.want {
			t.Errorf("%.20q behind %q: %q, want %q", c.in, c.before, got, c.want)
		}
	}
	for in, want := range map[string]string{"^2^x": "^2^", "^th^": "^th^", "^[a]^": "", "^a b^": "", "^，^": "", "^注^": "^注^", "^^": "", "^2": "", "^" + long + "^": ""} {
		if got := head(in, Superscript([]byte(in))); got != want {
			t.Errorf("%.20q: %q, want %q", in, got, want)
		}
	}
}

func TestDollarsAreMathsByTheRulesOfPandoc(t *testing.T) {
	for in, want := range map[string]string{
		"$$a$$$": "$$a$$", "$$a$b$$": "$$a$b$$", `$$a\$$b$$`: `$$a\$$b$$`, "$$a$": "", "$$a": "", `$$\$$`: "", "$a$ab": "$a$", "$a$abc": "", "$a$a_b": "", "$a$A": "", "$a$_": "$a$", "$a$1": "", "$a$ ": "$a$", "$a\t$": "", "$\ta$": "",
		`$a\$$`: `$a\$$`, "$aa$z": "$aa$", "$a$Z": "", "$a$[": "$a$",
	} {
		if got := head(in, MathsLength([]byte(in))); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestCodeEndsWithARunOfTheSameLength(t *testing.T) {
	for _, src := range []string{"a`b`c", "``a`b``", "`a``b`", "```", "``a```b``c`", "a", "", "`a`"} {
		runs := NewCodeRuns([]byte(src))
		for from := 0; from <= len(src); from++ {
			for n := 1; n < 4; n++ {
				if from > 0 && src[from-1] == '`' {
					continue // in the middle of a run, where nobody looks
				}
				slow := CodeEnd([]byte(src), from, n)
				for stop := from; stop <= len(src); stop++ {
					want := slow
					if slow > stop {
						want = 0
					}
					if got := runs.End(from, stop, n); got != want {
						t.Errorf("%q from %d to %d, %d backticks: %d, want %d", src, from, stop, n, got, want)
					}
				}
			}
		}
	}
	for in, want := range map[string]int{"a`": 2, "``a``": 0, "": 0, "``": 0, "a``b`c`": 5} {
		if got := CodeEnd([]byte(in), 0, 1); got != want {
			t.Errorf("%q: one backtick closes at %d, want %d", in, got, want)
		}
	}
}

func TestMarkersOfCalloutsNameAKindAndATitle(t *testing.T) {
	for in, want := range map[string]string{
		"[!NOTE]": "note:", "[!note] A title \n": "note:A title", " \t[!Tip]-": "tip:", "[!WARNING]+ x": "warning:x", "[!callout-caution]\tx": "caution:x", "[!重要]\r\n": "important:", "[!NOTE]\n": "note:",
		"[!NOTE": ":", "[!nothing]": ":", "[NOTE]": ":", "[!NOTE]x": ":", "[!NOTE]--": ":", "NOTE": ":", "": ":",
	} {
		kind, from, to := AlertMarker([]byte(in))
		if got := kind + ":" + in[from:to]; got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestRowsAreCutAtTheirBars(t *testing.T) {
	for in, want := range map[string]string{
		"| a | b |": "a/b", "a | b": "a/b", "|a|b": "a/b", `| a \| b | c |`: `a \| b/c`, `a | b \|`: `a/b \|`, "||": "", "| | |": "/", "|": "", "": "", " \t| a |\r\n": "a", "|a||b|": "a//b", "\v\f|\va\f|": "a", `\|`: `\|`, "a|": "a",
	} {
		var cells []string
		for _, c := range SplitRow([]byte(in)) {
			cells = append(cells, in[c[0]:c[1]])
		}
		if got := strings.Join(cells, "/"); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestLabelsBelowATable(t *testing.T) {
	for in, want := range map[string]string{
		": a caption": ":", "  :\ta": "  :", "表：甲": "表：", "Table: a": "Table:", ":a": "", ": ": "", ":": "", "a": "", "": "", " Table: a": " Table:",
	} {
		if got := head(in, CaptionPrefix([]byte(in))); got != want {
			t.Errorf("%q begins a caption with %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string][2]bool{
		"资料来源：甲": {true, false}, "Source: a": {true, false}, "*Source: a*": {true, false}, " _Source: a_": {true, false}, "注：甲": {false, true}, "Note: a": {false, true}, "**Note:** a": {false, true}, "Sources": {}, "": {}, "-Note: a": {},
	} {
		if got := [2]bool{StartsSource([]byte(in)), StartsNote([]byte(in))}; got != want {
			t.Errorf("%q: source and note %v, want %v", in, got, want)
		}
	}
}
