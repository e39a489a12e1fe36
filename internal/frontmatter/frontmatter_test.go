package frontmatter_test

import (
	"fmt"
	"testing"

	"keben/internal/frontmatter"
	"keben/internal/runaway"
	"keben/internal/source"
)

// The tree has the places of the file, whichever of the two forms the front matter is in.
func ExampleRead() {
	for _, text := range []string{"---\ntitle: 河\nweight: 2\n---\n正文\n", "+++\ntitle = \"河\"\nweight = 2\n+++\n正文\n"} {
		src := source.New("river.md", []byte(text))
		root, body, _ := frontmatter.Read(src)
		for _, p := range root.Entries() {
			fmt.Println(p.Key.Place, p.Key.Value, p.Value.Value)
		}
		fmt.Print(text[body:])
	}
	// Output:
	// river.md:2:1 title 河
	// river.md:3:1 weight 2
	// 正文
	// river.md:2:1 title 河
	// river.md:3:1 weight 2
	// 正文
}

func TestALineOfDashesIsNotAlwaysFrontMatter(t *testing.T) {
	for _, c := range []struct {
		text     string
		body     int
		keys     int
		messages int
	}{
		{"---\n\n一段话。\n\n---\n", 0, 0, 0},
		{"text\n---\na: b\n---\n", 0, 0, 0},
		{"---\n---\n正文\n", 8, 0, 0},
		{"--- \na: b\n...\n正文\n", 14, 1, 0},
		{"---\na: b\n\n正文\n", 9, 1, 1},
		{"+++\na = 1\n", 0, 0, 0},
		{"---", 0, 0, 0},
		{"", 0, 0, 0},
	} {
		root, body, ms := frontmatter.Read(source.New("a.md", []byte(c.text)))
		if body != c.body || len(root.Entries()) != c.keys || len(ms) != c.messages {
			t.Errorf("%q: body at %d, want %d; %d keys, want %d; messages %v", c.text, body, c.body, len(root.Entries()), c.keys, ms)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"---\ntitle: a\n---\n", "---\n\n甲\n\n---\n", "---\ntitle: [\n", "+++\nx = 1\n+++\n",
		"+++\ntitle = \"\"\"a\nb\"\"\"\ntags = [\n'x',\n]\n[[menu.main]]\ny={z = 1}\n+++\n", "---", "---\n---\n",
	} {
		f.Add(s)
	}
	for _, in := range runaway.Inputs() {
		f.Add(in.Text(120))
	}
	f.Fuzz(func(t *testing.T, s string) {
		root, body, _ := frontmatter.Read(source.New("f", []byte(s)))
		if body < 0 || body > len(s) || root != nil && body == 0 {
			t.Fatalf("body at %d of %d", body, len(s))
		}
	})
}
