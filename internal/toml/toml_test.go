package toml_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"keben/internal/diag"
	"keben/internal/golden"
	"keben/internal/runaway"
	"keben/internal/source"
	"keben/internal/toml"
	"keben/internal/yaml"
)

func parse(text string) (*yaml.Node, []diag.Message) {
	return toml.Parse(source.New("a.toml", []byte(text)), source.Span(0, len(text)))
}

// Values keep their text and know their places.
func ExampleParse() {
	root, messages := parse("title = \"河\"\n[params]\nauthor.name = '某人'\nversion = 1.0\nyear = two\n")
	fmt.Println(root.Get("title").Value, root.Get("title").Place)
	for _, p := range root.Get("params").Entries() {
		fmt.Println(p.Key.Value, "is at", p.Value.Place, "and is", p.Value.Place.Text())
	}
	for _, m := range messages {
		fmt.Println(m.Place, m.Text("en"))
	}
	// Output:
	// 河 a.toml:1:9
	// author is at a.toml:3:1 and is a
	// version is at a.toml:4:11 and is 1.0
	// a.toml:5:8 this is not TOML: expected a value; a text must be in quotation marks
}

func TestTrees(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, a *golden.Archive) {
		root, ms := parse(string(a.Input("a.toml")))
		var b strings.Builder
		dump(&b, root, "")
		a.Want("tree", b.String())
		b.Reset()
		for _, m := range diag.Sort(slices.Clone(ms)) {
			fmt.Fprintf(&b, "%s: %s [%s]\n  %s\n", m.Place, m.Text("en"), m.Kind.ID, m.Text("zh"))
		}
		a.Want("messages", b.String())
	})
}

func dump(b *strings.Builder, n *yaml.Node, indent string) {
	fmt.Fprintf(b, "%s", strings.TrimPrefix(n.Place.String(), "a.toml:"))
	switch {
	case n.Kind == yaml.Scalar && n.Quoted:
		fmt.Fprintf(b, " %q", n.Value)
	case n.Kind == yaml.Scalar:
		fmt.Fprintf(b, " %s", n.Value)
	}
	b.WriteByte('\n')
	for _, it := range n.Items {
		b.WriteString(indent + "- ")
		dump(b, it, indent+"  ")
	}
	for _, p := range n.Pairs {
		fmt.Fprintf(b, "%s%s @%s: ", indent, p.Key.Value, strings.TrimPrefix(p.Key.Place.String(), "a.toml:"))
		dump(b, p.Value, indent+"  ")
	}
}

func TestDeepAndLongTextsAreRead(t *testing.T) {
	const n = 100_000
	for name, text := range map[string]string{
		"lists": "x = " + strings.Repeat("[", n), "tables": "x = " + strings.Repeat("{a=", n), "dots": strings.Repeat("a.", n) + "a = 1",
		"headers": strings.Repeat("[a]\n", n), "arrays": strings.Repeat("[[a]]\n", n), "keys": keys(n), "quotes": strings.Repeat("'", n),
		"long": "x = " + strings.Repeat(`"""`, n), "names": "[" + strings.Repeat("a.", n) + "a]",
	} {
		root, ms := parse(text)
		if d := depth(root); d > 110 || len(ms) > n+1 {
			t.Errorf("%s: %d levels, %d messages", name, d, len(ms))
		}
	}
}

func keys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "k%d = 1\n", i)
	}
	return b.String()
}

func depth(n *yaml.Node) (most int) {
	for _, it := range n.Items {
		most = max(most, depth(it)+1)
	}
	for _, p := range n.Pairs {
		most = max(most, depth(p.Value)+1)
	}
	return most
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"a = 1\n", "[a.b]\n[[a.c]]\nx = [1, {y = 'z'}]\n", "t = \"\"\"\na\\\n  b\"\"\"\"\n", "a.b = \"\\u6cb3\\x41\\\"\n", "= 1\n[\n[[x]\na = [1 2]\n"} {
		f.Add(s)
	}
	for _, in := range runaway.Inputs() {
		f.Add(in.Text(60))
	}
	f.Fuzz(func(t *testing.T, s string) {
		root, ms := parse(s)
		if root == nil || root.Kind != yaml.Mapping || depth(root) > 210 {
			t.Fatal("no tree")
		}
		for _, m := range ms {
			if !m.Place.Within() && s != "" && m.Place.From > 0 {
				t.Fatalf("a message nowhere: %s", m.Text("en"))
			}
		}
	})
}
