package walk

import (
	"strings"
	"testing"

	"keben/internal/diag"
)

var dead = diag.NewKind("dead-link", diag.Warning, "dead", "失效")

func TestWhatLeadsNowhereIsFound(t *testing.T) {
	for _, c := range []struct {
		page string
		told []diag.Message
		want string // "": nothing
	}{
		{page: `<a href="b.html#x">b</a> <a href="#y" id="y">y</a> <img src="../assets/a.png"> <a href="https://example.org">w</a> <a href="../pdf/a.pdf">p</a>`},
		{page: `<a href="c.html">c</a>`, want: "there is no zh/c.html"},
		{page: `<a href="b.html#nope">b</a>`, want: `no id "nope" in zh/b.html`},
		{page: `<a href="#%E8%8A%82">n</a>`, want: `no id "节"`},
		{page: `<a href="#sec:a">n</a><p id="sec:a">`},
		{page: `<a href="#ZgotmplZ">n</a>`, want: `no id "ZgotmplZ"`},
		{page: `<img src="a.png">`, want: "there is no zh/a.png"},
		{page: `<img srcset="../assets/a.png 1x, b.png 2x">`, want: "there is no zh/b.png"},
		{page: `<a href="/b.html">b</a>`, want: "depends on where the site is"},
		{page: `<a href="">b</a>`, want: "empty href"},
		{page: `<p id="a"><p id="a">`, want: `id "a" is given 2 times`},
		{page: `<label for="a">x</label>`, want: `no id "a"`},
		{page: `<a class="dead-link">x</a>`, want: "nothing was told"},
		{page: `<a class="dead-link">x</a>`, told: []diag.Message{{Kind: dead}}},
		{page: `<p class="missing-picture">x`, told: []diag.Message{{Kind: dead}}, want: "nothing was told"},
		{page: `<!-- <a href="c.html"> --><script>"<a href='c.html'>"</script>`},
	} {
		files := map[string][]byte{"zh/a.html": []byte(c.page), "zh/b.html": []byte(`<p id="x">`), "assets/a.png": nil}
		s := Site{Files: files, Others: []string{"pdf/a.pdf"}, Told: c.told}
		faults := strings.Join(append(s.Faults(), s.Untold()...), "\n")
		if c.want == "" && faults != "" || !strings.Contains(faults, c.want) {
			t.Errorf("%s gives %q, want %q", c.page, faults, c.want)
		}
	}
}

func TestAStylesheetIsReadToo(t *testing.T) {
	files := map[string][]byte{"assets/a.css": []byte(`a { src: url("b.woff2"), url(data:x), url(#a) }`)}
	if got := strings.Join((Site{Files: files}).Faults(), "|"); got != "assets/a.css: there is no b.woff2" {
		t.Error(got)
	}
}
