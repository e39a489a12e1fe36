package press

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"keben/internal/diag"
	"keben/internal/golden"
	"keben/internal/lang"
)

// A language is data: one file and one row of the table make a book, a website and a PDF. The goldens hold what must be
// so in each: words, quotation marks, dates, numerals, indents, notes, hyphenation or none.

func TestABookInTraditionalChinese(t *testing.T) {
	golden.Run(t, "testdata/traditional.txtar", whole)
}

func TestABookInALanguageThatIsNotOffered(t *testing.T) {
	defer lang.With(german)()
	golden.Run(t, "testdata/german.txtar", whole)
}

// whole builds and checks a book and compares all of it.
func whole(t *testing.T, a *golden.Archive) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, a.FS()); err != nil {
		t.Fatal(err)
	}
	res, err := Build(context.Background(), Options{Dir: dir})
	if err != nil || len(res.Products) == 0 {
		t.Fatal(err, res.Messages)
	}
	checked, err := Check(context.Background(), Options{Dir: dir, Proofread: true})
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	for _, m := range checked.Messages {
		fmt.Fprintf(&said, "%s: %s: %s [%s]\n    %s\n", m.Place, m.Kind.Severity, m.Text(diag.English), m.Kind.ID, m.Text(diag.Chinese))
	}
	a.Want("messages", said.String())
	var made strings.Builder
	for _, p := range res.Products {
		fmt.Fprintf(&made, "%s: %d pages\n", p.Path, p.Pages)
	}
	a.Want("products", made.String())
	for _, stage := range []string{"book", "galley", "page"} {
		var out bytes.Buffer
		if _, err := Dump(context.Background(), &out, DumpOptions{Dir: dir, Stage: stage}); err != nil {
			t.Fatal(err)
		}
		if stage == "page" {
			a.Want("faces", coverage(t, out.String()))
			a.Want("page", spoken(out.String()))
			continue
		}
		a.Want(stage, out.String())
	}
	pages, err := fs.Glob(os.DirFS(res.Out), "*/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range pages {
		page, err := os.ReadFile(filepath.Join(res.Out, name))
		if err != nil {
			t.Fatal(err)
		}
		a.Want(name, readable(string(page)))
	}
}

// shown matches an operation of text in the dump of pages.
var shown = regexp.MustCompile(`(?m)^  \S+ (\S+) \S+pt (\S+) (\S+) ("(?:[^"\\]|\\.)*")$`)

// spoken is the text of pages, with the role and the language of each run.
func spoken(dump string) string {
	var b strings.Builder
	for _, line := range strings.Split(dump, "\n") {
		if m := shown.FindStringSubmatch(line); m != nil {
			fmt.Fprintf(&b, "  %s %s %s\n", m[1], m[3], m[4])
		} else if strings.HasPrefix(line, "page ") {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// coverage counts the characters that each face sets: what the embedded faces cover of a text, and what they leave to
// another.
func coverage(t *testing.T, dump string) string {
	count := map[string]int{}
	all := 0
	for _, m := range shown.FindAllStringSubmatch(dump, -1) {
		n := len([]rune(m[4])) - 2
		count[m[2]] += n
		all += n
	}
	names := make([]string, 0, len(count))
	for name := range count {
		names = append(names, name)
	}
	slices.Sort(names)
	var b strings.Builder
	for _, name := range names {
		fmt.Fprintf(&b, "%s %d\n", name, count[name])
	}
	t.Logf("%d characters in %d faces:\n%s", all, len(names), b.String())
	return b.String()
}

var (
	headOf  = regexp.MustCompile(`(?s)<head>.*?</head>|<script.*?</script>`)
	element = regexp.MustCompile(`(?s)<[^>]*>`)
	blank   = regexp.MustCompile(`\s*\n\s*`)
	kept    = regexp.MustCompile(`\b(?:lang|hreflang|aria-label|title)="[^"]*"`)
)

// readable is what a page says: its text, and the attributes that are read out or name a language.
func readable(page string) string {
	page = element.ReplaceAllStringFunc(headOf.ReplaceAllString(page, ""), func(tag string) string {
		if as := kept.FindAllString(tag, -1); as != nil {
			return "\n{" + strings.Join(as, " ") + "} "
		}
		return "\n"
	})
	return strings.TrimSpace(blank.ReplaceAllString(page, "\n")) + "\n"
}
