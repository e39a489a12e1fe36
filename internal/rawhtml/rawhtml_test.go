package rawhtml

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

func TestWhatPasses(t *testing.T) {
	for _, html := range []string{
		`<p class="a" id="b" lang="zh" dir="ltr" title="t &amp; &quot;u&quot;">text <b>b</b><br>x<sub>1</sub></p>`,
		`<table><thead><tr><th scope="col" colspan="2">a</th></tr></thead><tbody><tr><td rowspan="2" align="right">1 &lt; 2</td></tr></tbody></table>`,
		`<details open><summary>s</summary>`, `</details>`, `<figure><figcaption>c</figcaption></figure>`,
		`<a href="https://example.org/?a=1&amp;b=2" rel="nofollow" target="_blank">x</a> <a href="mailto:a@b.cn">y</a> <a href="two.html#a">z</a>`,
		`<audio src="a.mp3" controls preload="none"></audio>`,
		`<video width="640" controls muted preload="none"><source src="https://example.org/v.mp4" type="video/mp4"><track src="v.vtt" kind="captions"></video>`,
		`<kbd>Ctrl</kbd> <ruby>汉<rt>hàn</rt></ruby> <time datetime="2025">2025</time> <meter value="0.5">half</meter>`,
		`<keben-map data-place="a" aria-label="b"></keben-map>`, `a &amp; b &lt; c`,
	} {
		if got, gone := Clean(html); got != html || len(gone) > 0 {
			t.Errorf("%s\n%s %v", html, got, gone)
		}
	}
}

func TestWhatDoesNot(t *testing.T) {
	for _, c := range []struct{ in, out, gone string }{
		{`<script>a()</script>x`, "x", "<script>"},
		{`<b onclick="a()" style="x">y</b>`, "<b>y</b>", "onclick style"},
		{`<a href="java&#10;script:a()">x</a>`, "<a>x</a>", "<a href>"},
		{`<a href="//example.org/">x</a>`, `<a href="//example.org/">x</a>`, ""},
		{`<img src="//example.org/i.png">`, `<img>`, "<img src>"},
		{`<img src="a.png" srcset="b.png 2x, http://e.org/c.png 3x">`, `<img src="a.png">`, "<img srcset>"},
		{`<video src="http://e.org/v" autoplay preload="auto">`, `<video preload="none">`, "<video src> autoplay"},
		{`<iframe src="x">y <iframe>z</iframe></iframe>w`, "w", "<iframe>"},
		{`<svg><style><img src=x onerror=a()></style></svg>x`, "x", "<svg>"},
		{`<p title="a" title="b" x="y">`, `<p title="a">`, "x"},
		{`<form action="x"><input name=a>y</form>`, "y", "<form> <input>"},
		{`a<b`, "a&lt;b", ""}, {`<`, "&lt;", ""}, {`< p>`, "&lt; p&gt;", ""}, {`<!-- x --><!DOCTYPE html><?p ?>y`, "y", ""},
		{`<p a"b=c>`, "<p>", `a"b`}, {`<P/CLASS=x>`, `<p class="x">`, ""}, {`</p x="<script>">`, "</p>", ""},
		{`<textarea><p title="</textarea><img src=x onerror=a()>"></textarea>`, `<img src="x">&quot;&gt;`, "<textarea> onerror"},
		{`<annotation-xml encoding="text/html">x`, "x", "<annotation-xml>"}, {"<x\x00y>", "", "<x\uFFFDy>"},
		{`<br></br>`, "<br>", ""},
	} {
		got, gone := Clean(c.in)
		var what []string
		for _, g := range gone {
			what = append(what, g.What)
		}
		if got != c.out || strings.Join(what, " ") != c.gone {
			t.Errorf("%s\n got %q, gone %q\nwant %q, gone %q", c.in, got, what, c.out, c.gone)
		}
	}
}

// written is the form that all tags of the result have: a name of the list and attributes in double quotation marks.
var written = regexp.MustCompile(`^</?([a-z][a-z0-9-]*)((?: [a-z][a-z0-9-]*(?:="[^"<>]*")?)*)>`)

var (
	scheme  = regexp.MustCompile(`^([a-z][a-z0-9+.-]*):`)
	quoted  = regexp.MustCompile(`="[^"]*"`)
	handler = regexp.MustCompile(` (?:on[a-z]*|style|srcdoc|formaction|action|background|ping|is|slot)(?:=| |>|$)`)
	leading = regexp.MustCompile(` (?:href|src|poster|cite|srcset)="([^"]*)"`)
)

// harm finds what no fragment may have.
func harm(s string) string {
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			return ""
		}
		m := written.FindStringSubmatch(s[i:])
		if m == nil {
			return "what is no tag of ours: " + s[i:]
		}
		if _, known := elements[m[1]]; !known && !strings.Contains(m[1], "-") || Devices[m[1]] {
			return "<" + m[1] + ">"
		}
		if handler.MatchString(quoted.ReplaceAllString(m[2], "=")) {
			return m[2]
		}
		for _, a := range leading.FindAllStringSubmatch(m[2], -1) {
			plain := strings.Map(func(r rune) rune {
				if r <= ' ' || r == 0x7F {
					return -1
				}
				return r
			}, strings.ToLower(a[1]))
			if m := scheme.FindStringSubmatch(plain); m != nil && !strings.Contains(" http https mailto tel ", " "+m[1]+" ") {
				return a[0]
			}
		}
		s = s[i+len(m[0]):]
	}
}

func attacks(t testing.TB) []string {
	text, err := os.ReadFile("../serve/testdata/hostile-html.txtar")
	if err != nil {
		t.Fatal(err)
	}
	all := regexp.MustCompile(`(?m)^-- \S+ --\n`).Split(string(text), -1)[1:]
	if len(all) < 60 {
		t.Fatalf("%d attacks", len(all))
	}
	return all
}

func TestNothingHarmfulPasses(t *testing.T) {
	for _, in := range attacks(t) {
		out, _ := Clean(in)
		if what := harm(out); what != "" {
			t.Errorf("%s from\n%s\n%s", what, in, out)
		}
		if again, gone := Clean(out); again != out || len(gone) > 0 {
			t.Errorf("cleaned again it is another: %v\n%s\n%s", gone, out, again)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, in := range attacks(f) {
		f.Add(in)
	}
	f.Fuzz(func(t *testing.T, in string) {
		out, _ := Clean(in)
		if what := harm(out); what != "" {
			t.Fatalf("%s from %q\n%q", what, in, out)
		}
		if again, _ := Clean(out); again != out {
			t.Fatalf("cleaned again it is another: %q\n%q\n%q", in, out, again)
		}
	})
}
