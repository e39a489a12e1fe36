package hypertext

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"keben/internal/golden"
	"keben/internal/runaway"
)

// shown prints tokens, a line each.
func shown(text string) string {
	var b strings.Builder
	kinds := [...]string{"text", "start", "end", "comment", "declaration", "instruction"}
	for _, t := range Tokens(text) {
		fmt.Fprintf(&b, "%d-%d %s", t.From, t.To, kinds[t.Kind])
		if t.Name != "" {
			fmt.Fprintf(&b, " %s", t.Name)
		}
		for _, a := range t.Attrs {
			fmt.Fprintf(&b, " %s=%q", a.Name, a.Value)
		}
		if t.Kind == Text {
			fmt.Fprintf(&b, " %q", t.Value)
		}
		for _, is := range []struct {
			so   bool
			name string
		}{{t.Closed, "closed"}, {t.Raw, "raw"}, {t.Broken, "broken"}} {
			if is.so {
				b.WriteString(" " + is.name)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestTokens(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, a *golden.Archive) {
		names, err := fs.Glob(a.FS(), "*.html")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			a.Want(strings.TrimSuffix(name, ".html"), shown(strings.TrimSuffix(string(a.Input(name)), "\n")))
		}
	})
}

// check reports what is wrong with the tokens of a text: they partition it, and say no more than stands in it.
func check(text string) error {
	at := 0
	for _, tok := range Tokens(text) {
		if tok.From != at || tok.To <= tok.From || tok.To > len(text) {
			return fmt.Errorf("a token from %d to %d behind one that ends at %d of %d", tok.From, tok.To, at, len(text))
		}
		at = tok.To
		typed := text[tok.From:tok.To]
		switch tok.Kind {
		case Start, End:
			if !strings.HasPrefix(typed, "<") || !strings.HasSuffix(typed, ">") || tok.Name == "" {
				return fmt.Errorf("%q is no tag", typed)
			}
		case Comment:
			if !strings.HasPrefix(typed, "<!--") {
				return fmt.Errorf("%q is no comment", typed)
			}
		case Declaration, Instruction:
			if !strings.HasPrefix(typed, "<!") && !strings.HasPrefix(typed, "<?") {
				return fmt.Errorf("%q is no declaration", typed)
			}
		}
	}
	if at != len(text) {
		return fmt.Errorf("%d bytes of %d", at, len(text))
	}
	return nil
}

func TestAllReferencesAndControlsAreLegible(t *testing.T) {
	for in, want := range map[string]string{
		"&amp;&lt;&copy &#x4E2D;": "&<© 中", "&#1;&#0;\x02": "\uFFFD\uFFFD\uFFFD", "&notit; &unknown;": "¬it; &unknown;",
	} {
		if got := Tokens(in + "<b>")[0].Value; got != want {
			t.Errorf("%q: %q", in, got)
		}
		if got := Tokens("<b title=\"&#1;\">")[0].Attr("title"); got != "\uFFFD" {
			t.Errorf("%q", got)
		}
	}
}

func TestLineBreaksAreKnownHoweverWritten(t *testing.T) {
	for tag, want := range map[string]bool{
		"<br>": true, "<BR>": true, "<br/>": true, "<br />": true, "<br clear=all>": true, "</br>": true, "<br\n>": true,
		"<b>": false, "<bro>": false, "br>": false, "<br": false, "": false, "< br>": false,
	} {
		if IsLineBreak(tag) != want {
			t.Errorf("%q", tag)
		}
	}
}

// steps is what reading a text costs: the bytes looked at, and those that each new tokenizer holds.
func steps(text string) int {
	s := tokens(text, true)
	return s.steps + max(rereading*len(text)+64*tokenBuffer-s.left, 0)
}

func TestHTMLWithoutEndIsLinear(t *testing.T) {
	for _, piece := range []string{
		"<", "< ", "<a", "<a href=\"", "<a '", "<a b='>", "<!-- ", "<!--", "<? ", "<?x ", "<?x >", "<?x >?>", "<!A ", "<script>", "<script></SCRIPT>", "<style>a", "<title>", "<xmp>",
		"<b><!--", "<pre></pre>", "</", "</a", "</a '", "<plaintext>", "<script><!--<script>", "<![CDATA[", "<b>", "<b></b>", "<p a\"b", "<a href=\"x>y</a> ", "&amp", "<textarea>&lt", "<a\n", "\"", "<a a a a",
	} {
		n := 20_000
		once, twice := steps(strings.Repeat(piece, n)), steps(strings.Repeat(piece, 2*n))
		if twice > 3*once+1000 {
			t.Errorf("%q: %d steps for %d, %d for twice as many", piece, once, n, twice)
		}
		if per := once / (n * len(piece)); per > 4*rereading {
			t.Errorf("%q: %d steps a byte", piece, per)
		}
		if err := check(strings.Repeat(piece, 2000)); err != nil {
			t.Errorf("%q: %v", piece, err)
		}
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{
		"<p a=b>c</p>", "a < b <张三> 《》 </张三>", "<!-- a --><?x y?><!DOCTYPE html><![CDATA[a<b]]>", "<script>a<b</script><title>a&amp;</title>", "<a href=\"x>y</a> <b c=\"d\">",
		"<!--><!---><!--a", "<xmp><b></xmp>", "<script><!--<script></script>", "<br/><a/b=c/>", "<plaintext>a", "</ a></>", "<?a b", "<a b", "<A\x00B>", "<a\r\nb='c\r\n'>",
	} {
		f.Add(s)
	}
	for _, in := range runaway.Inputs() {
		f.Add(in.Text(40))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if err := check(text); err != nil {
			t.Fatalf("%v in %q", err, text)
		}
		partner := Partners(Tokens(text))
		for i, p := range partner {
			if p >= 0 && partner[p] != i {
				t.Fatalf("%d goes with %d, which goes with %d, in %q", i, p, partner[p], text)
			}
		}
	})
}

func ExampleTokens() {
	text := `1 < 2<Em Title=a&amp;b>R</em>`
	for _, t := range Tokens(text) {
		fmt.Printf("%q: %s%s\n", text[t.From:t.To], t.Name, t.Value)
	}
	// Output:
	// "1 < 2": 1 < 2
	// "<Em Title=a&amp;b>": em
	// "R": R
	// "</em>": em
}
