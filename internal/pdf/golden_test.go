package pdf

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"keben/internal/draw"
	"keben/internal/forme"
	"keben/internal/geom"
	"keben/internal/golden"
)

// small is the least document that has a page, tags, two languages, a link and a bookmark.
func small(t testing.TB) *forme.Document {
	b := newBuilder(t)
	b.page("i")
	p := b.element(-1, "P")
	b.dest("top")
	x := b.put(p, 40*geom.Pt, "书，")
	b.font = "Serif-Regular"
	b.put(p, x, "book")
	b.skip()
	b.page("1")
	b.op(draw.Op{Tag: draw.Artifact, Path: draw.Rectangle(geom.Rect{X: 40 * geom.Pt, Y: 50 * geom.Pt, W: 300 * geom.Pt, H: geom.Pt / 2}, draw.Color{R: 149, G: 42, B: 27})})
	link := b.element(p, "Link")
	x = b.put(link, 40*geom.Pt, "top")
	b.link(link, 40*geom.Pt, x, forme.Link{Dest: "top", Text: "To the top"})
	b.doc.Outline = []forme.Bookmark{{Title: "书", Dest: "top"}}
	return b.doc
}

// print is the file as text: what depends on the drawing of the glyphs is left out.
func (f *file) print() string {
	var b strings.Builder
	tag := regexp.MustCompile(`/[A-Z]{6}\+`)
	length := regexp.MustCompile(`/Length1? \d+`)
	for _, n := range slices.Sorted(maps.Keys(f.objects)) {
		body := tag.ReplaceAllString(f.objects[n], "/ABCDEF+")
		stream, ok := f.streams[n]
		if !ok {
			fmt.Fprintf(&b, "%d: %s\n", n, body)
			continue
		}
		fmt.Fprintf(&b, "%d: %s\n", n, length.ReplaceAllString(body, "/Length …"))
		if strings.ContainsRune(string(stream), 0) {
			b.WriteString("| …\n")
			continue
		}
		for line := range strings.SplitSeq(strings.TrimSpace(string(stream)), "\n") {
			b.WriteString("| " + line + "\n")
		}
	}
	b.WriteString(regexp.MustCompile(`/ID .*\]`).ReplaceAllString(f.trailer, "/ID …") + "\n")
	return b.String()
}

func TestFileAsText(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, a *golden.Archive) {
		b := builder{t: t, doc: small(t)}
		a.Want("file", read(t, b.write(Options{Plain: true})).print())
	})
}
