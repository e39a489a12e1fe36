package collate

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"testing"

	"keben/internal/book"
	"keben/internal/book/twins"
	"keben/internal/diag"
	"keben/internal/golden"
	"keben/internal/manuscript/markdown"
	"keben/internal/source"
)

// TestEditions collates the book of each archive in all its languages. outline.txt has the kind and the
// numbering in its first line, then a line a place: division, role, slug and, of what has no file, the titles; two
// spaces before it per level of nesting, and "unnumbered" at its end where the chapter says so. A chapter's title is its file's first line.
func TestEditions(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, a *golden.Archive) {
		b := read(t, a)
		align := twins.Align(b, twins.Known{})
		for _, l := range b.Languages {
			ed, ms := Edition(b, l, align)
			var out strings.Builder
			book.DumpEdition(&out, ed)
			for _, m := range diag.Sort(ms) {
				fmt.Fprintf(&out, "! %v %v: %s\n  %s\n", m.Place, m.Kind.Severity, m.Text("en"), m.Hint("en"))
			}
			a.Want(l, out.String())
		}
	})
}

func read(t *testing.T, a *golden.Archive) *book.Book {
	t.Helper()
	lines := strings.Split(strings.TrimRight(string(a.Input("outline.txt")), "\n"), "\n")
	kind, numbering, _ := strings.Cut(lines[0], " ")
	b := &book.Book{Kind: book.Kind(kind), Numbering: numbering, Chapters: map[string]map[string]*book.Chapter{}}
	unnumbered := map[string]bool{}
	for _, line := range lines[1:] {
		f := strings.Fields(line)
		p := book.OutlineEntry{Role: book.Role(f[1]), Slug: f[2], Depth: (len(line) - len(strings.TrimLeft(line, " "))) / 2}
		p.Matter = map[string]book.Matter{"front": book.Front, "main": book.Main, "back": book.Back}[f[0]]
		if len(f) > 4 {
			p.Title = map[string]string{"zh": f[3], "en": f[4]}
		}
		unnumbered[p.Slug] = f[len(f)-1] == "unnumbered"
		b.Outline = append(b.Outline, p)
	}
	fsys := a.FS()
	for _, l := range []string{"zh", "en"} {
		files, err := fs.Glob(fsys, "content/"+l+"/*.md")
		if err != nil {
			t.Fatal(err)
		}
		if len(files) == 0 {
			continue
		}
		b.Languages = append(b.Languages, l)
		b.Chapters[l] = map[string]*book.Chapter{}
		for _, file := range files {
			text, err := fs.ReadFile(fsys, file)
			if err != nil {
				t.Fatal(err)
			}
			slug := strings.TrimSuffix(path.Base(file), ".md")
			title, _, _ := strings.Cut(string(text), "\n")
			body := text[len(title):]
			src := source.New(file, text)
			doc, _ := markdown.Read(markdown.Options{Text: body, Source: src, Map: source.Tail(len(title)), Lang: l})
			run, _ := markdown.Inline(markdown.Options{Text: []byte(title), Source: src, Lang: l})
			b.Chapters[l][slug] = &book.Chapter{Slug: slug, Lang: l, Source: src, Title: run, Blocks: doc.Blocks, Notes: doc.Notes, Unnumbered: unnumbered[slug]}
		}
	}
	return b
}
