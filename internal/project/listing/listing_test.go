package listing

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"keben/internal/diag"
	"keben/internal/golden"
	"keben/internal/tool"
)

// TestLists reads a list of each tool. The section read says the tool, the list and the folder of the chapters.
func TestLists(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, a *golden.Archive) {
		var list *List
		var ms []diag.Message
		var what [3]string
		copy(what[:], strings.Fields(string(a.Input("read"))))
		list, ms = Read(a.FS(), tool.Name(what[0]), strings.TrimPrefix(what[1], "-"), what[2])
		a.Want("list", Dump(list))
		if again, _ := Read(windows{a.FS()}, tool.Name(what[0]), strings.TrimPrefix(what[1], "-"), what[2]); Dump(again) != Dump(list) {
			t.Errorf("with a byte order mark and CR LF the list is another one:\n%s", golden.Diff(Dump(list), Dump(again)))
		}
		a.Want("messages", report(ms, diag.English))
		a.Want("messages.zh", report(ms, diag.Chinese))
	})
}

// windows is a folder as an editor on Windows leaves it: files begin with a byte order mark, and lines end in CR LF.
type windows struct{ fs.FS }

func (w windows) ReadFile(name string) ([]byte, error) {
	text, err := fs.ReadFile(w.FS, name)
	return append([]byte("\ufeff"), bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))...), err
}

func report(ms []diag.Message, lang diag.Language) string {
	var b strings.Builder
	for _, m := range diag.Sort(slices.Clone(ms)) {
		fmt.Fprintf(&b, "%s: %s: %s [%s]\n", m.Place, m.Kind.Severity, m.Text(lang), m.Kind.ID)
		if h := m.Hint(lang); h != "" {
			fmt.Fprintf(&b, "    %s\n", h)
		}
	}
	return b.String()
}

func TestPlainTakesTheMarksFromALine(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"About *this* **book**", "About this book"},
		{"`go build` and ``a`b``", "go build and a`b"},
		{"my_var_name and _this_", "my_var_name and this"},
		{"2 * 3 * 4", "2 * 3 * 4"},
		{`Trade \[old\] \*`, "Trade [old] *"},
		{"Tom &amp; Jerry &x; & co", "Tom & Jerry &x; & co"},
		{"[a [b]](c.md) ![icon](i.png) [d]", "a [b] icon [d]"},
		{"<b>bold</b> 1 < 2", "bold 1 < 2"},
		{"~~old~~ new", "old new"},
		{"*open", "*open"},
		{"河*与*山", "河与山"},
		{"", ""},
	} {
		if got := Plain(c.in); got != c.want {
			t.Errorf("%q is %q, want %q", c.in, got, c.want)
		}
	}
}

func TestAWebAddressIsKnownByItsScheme(t *testing.T) {
	for address, want := range map[string]bool{
		"https://example.org/a.md": true, "mailto:a@example.org": true, "//example.org": true,
		"a.md": false, "a:b/c.md": false, "/a.md": false, "一:二.md": false, "": false,
	} {
		if got := web(address); got != want {
			t.Errorf("%q: %v", address, got)
		}
	}
}
