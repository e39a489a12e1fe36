package prose

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"keben/internal/book"
	"keben/internal/source"
)

// shown prints attributes: #id .class key=value.
func shown(a *Attributes) string {
	if a == nil {
		return "none"
	}
	var words []string
	if a.ID != "" {
		words = append(words, "#"+a.ID)
	}
	for _, c := range a.Classes {
		words = append(words, "."+c)
	}
	for _, p := range a.Pairs {
		words = append(words, p.Key+"="+p.Value)
	}
	return strings.Join(words, " ")
}

func TestAttributesAreReadOnlyIfNothingInThemIsOutOfPlace(t *testing.T) {
	long := strings.Repeat("a", MaxAhead)
	for in, want := range map[string]string{
		"{#a .b .c k=v}x": "#a .b .c k=v", "{#甲 .乙}": "#甲 .乙", "{.a}": ".a", "{k=v}": "k=v", "{ \t\r\n#a\n}": "#a", "{#a.b/c:d-e_f}": "#a.b/c:d-e_f",
		"{-}": ".unnumbered", "{- .a}": ".unnumbered .a", "{=html}": "==html", "{-a=b}": "-a=b",
		`{k="v w"}`: "k=v w", "{k='v w'}": "k=v w", "{k=“v w”}": "k=v w", "{k=‘v w’}": "k=v w", `{k="a\"b"}`: `k=a"b`, `{k="a\b"}`: `k=a\b`, "{k=\"a\nb\"}": "k=a b", `{k=""}`: "k=",
		`{class="a b" id=c}`: "#c .a .b", "{k=v l=w}": "k=v l=w", `{k="v"l=w}`: "k=v l=w",
		"": "none", "{": "none", "{}": "none", "{ }": "none", "{a": "none", "x#a}": "none", "{a}": "none", "{#}": "none", "{. a}": "none", "{#a b}": "none", "{#a": "none", "{k=}": "none",
		`{k="v}`: "none", "{k= v}": "none", "{k=v'}": "none", "{#a $}": "none", "{-a}": "none", "{k=\tv}": "none", "{k=\nv}": "none", "{k=\rv}": "none", `{k=a"b}`: "none", "{.a/b}": ".a/b", "{./a}": "none", "{..a}": "none",
		"{k=v\tl=w}": "k=v l=w", "{k=v\nl=w}": "k=v l=w", "{k=v\rl=w}": "k=v l=w",
		`{k="` + long[:MaxAhead-100] + `"}`: "k=" + long[:MaxAhead-100], `{k="` + long + `" #a}`: "none", "{#" + long + " .a}": "none",
	} {
		a, n := ParseAttributes([]byte(in))
		if got := shown(a); n == 0 && want != "none" || n > 0 && got != want {
			t.Errorf("%.40q: %.60q, want %.60q", in, got, want)
		}
		if n > 0 && in[n-1] != '}' {
			t.Errorf("%.40q ends at %d", in, n)
		}
	}
}

func TestBracesThatCannotBeAttributesAreToldAtAGlance(t *testing.T) {
	for in, want := range map[string]bool{
		"{#a}": true, "{.a}": true, "{-}": true, "{=a}": true, "{\na}": true, "{ \t#a}": true, "{a=b}": true, "{a}": false, "{": false, "{ ": false, "{中文}": false, "{+}": false,
		"{" + strings.Repeat("a", 500) + "=b}": false,
	} {
		if CouldBeAttributes([]byte(in)) != want {
			t.Errorf("%.20q: %v", in, !want)
		}
	}
	for in := range map[string]bool{"{#a k=v}": true, "{ .a}": true, "{-}": true, "{=html}": true, "{k='v'}": true} {
		if _, n := ParseAttributes([]byte(in)); n == 0 || !CouldBeAttributes([]byte(in)) {
			t.Errorf("%q are attributes, and are passed by", in)
		}
	}
}

func TestAttributesGoToWhatTheyStandBehind(t *testing.T) {
	a, _ := ParseAttributes([]byte("{#a .b .c k=v lang=en}"))
	h := book.Head{Classes: []string{"x"}, Attrs: []book.Attr{{Key: "y", Value: "z"}}, Lang: "zh"}
	a.Set(&h)
	if got := fmt.Sprintln(h.ID, h.Explicit, h.Classes, h.Attrs, h.Lang); got != "a true [x b c] [{y z} {k v} {lang en}] en\n" {
		t.Errorf("the block has %s", got)
	}
	h = book.Head{ID: "x", Lang: "zh"}
	(&Attributes{}).Set(&h)
	(*Attributes)(nil).Set(&h)
	if got := fmt.Sprintln(h.ID, h.Explicit, h.Lang); got != "x false zh\n" {
		t.Errorf("without any, the block has %s", got)
	}
	img := book.Image{Attrs: []book.Attr{{Key: "y", Value: "z"}}}
	a.SetImage(&img)
	(*Attributes)(nil).SetImage(&img)
	(&Attributes{}).SetImage(&img)
	if got := fmt.Sprint(img.Attrs); got != "[{y z} {id a} {class b} {class c} {k v} {lang en}]" {
		t.Errorf("the image has %s", got)
	}
	span, ok := a.Wrap(&book.Text{Value: "w", Range: source.Span(3, 4)}, source.Span(4, 9)).(*book.Span)
	if !ok || span.ID != "a" || !slices.Equal(span.Classes, a.Classes) || !slices.Equal(span.Attrs, a.Pairs) || book.Plain(span.Content) != "w" || span.Range != source.Span(3, 9) {
		t.Errorf("the span is %+v", span)
	}
	if a.Value("k") != "v" || a.Value("none") != "" {
		t.Errorf("k is %q, none is %q", a.Value("k"), a.Value("none"))
	}
}

func TestTheLanguageOfCodeIsTheFirstWordOrTheFirstClass(t *testing.T) {
	for in, want := range map[string]string{
		"": "/none", "go": "go/none", "go linenos": "go/none", "{go}": "go/none", "go {#a .b}": "go/#a .b", "{.go #a}": "go/#a", "{.go .b}": "go/.b", "{#a}": "/#a", "go x {.b}": "go/.b",
		"go {a": "go/none", "go {a}": "go/none",
	} {
		language, a := CodeInfo(in)
		if got := language + "/" + shown(a); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestLettersDigitsAndMarksOfASCII(t *testing.T) {
	for c := range 256 {
		b := byte(c)
		letter := strings.IndexByte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", b) >= 0
		mark := strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", b) >= 0
		if LetterOrDigit(b) != letter || ASCIIPunct(b) != mark {
			t.Errorf("%q: a letter or digit %v, a mark %v", b, LetterOrDigit(b), ASCIIPunct(b))
		}
	}
}
