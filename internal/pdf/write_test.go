package pdf

import (
	"bytes"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"

	"keben/internal/draw"
	"keben/internal/forme"
	"keben/internal/geom"
)

func TestSameDocumentGivesSameBytes(t *testing.T) {
	for _, opt := range []Options{{}, {Plain: true}} {
		first := (&builder{t: t, doc: sample(t)}).write(opt)
		for range 3 {
			if !bytes.Equal(first, (&builder{t: t, doc: sample(t)}).write(opt)) {
				t.Fatal("a second writing differs")
			}
		}
		procs := runtime.GOMAXPROCS(1)
		one := (&builder{t: t, doc: sample(t)}).write(opt)
		runtime.GOMAXPROCS(procs)
		if !bytes.Equal(first, one) {
			t.Error("with one processor the file differs")
		}
	}
}

func TestDifferentDocumentsHaveDifferentIdentifiers(t *testing.T) {
	a := &builder{t: t, doc: sample(t)}
	b := &builder{t: t, doc: sample(t)}
	b.doc.Title += "。"
	id := func(f *file) string { return f.trailer[strings.Index(f.trailer, "/ID"):] }
	if x, y := id(read(t, a.write(Options{Plain: true}))), id(read(t, b.write(Options{Plain: true}))); x == y {
		t.Error(x)
	}
}

func TestBlankPagesNeedNothingElse(t *testing.T) {
	doc := &forme.Document{Pages: []forme.Page{{Trim: geom.Size{W: geom.Inch, H: geom.Inch}}, {Trim: geom.Size{W: geom.Inch, H: geom.Inch}}}}
	f := read(t, (&builder{t: t, doc: doc}).write(Options{}))
	if got := f.structure(); got != "Document\n" {
		t.Errorf("structure %q", got)
	}
	if got := len(f.pages()); got != 2 {
		t.Errorf("%d pages", got)
	}
	for _, key := range []string{"/Outlines", "/PageLabels", "/Names", "/CreationDate"} {
		for n, body := range f.objects {
			if strings.Contains(body, key) {
				t.Errorf("object %d has %s", n, key)
			}
		}
	}
}

func TestEveryReservedObjectIsWritten(t *testing.T) {
	// read fails on a cross-reference that leads nowhere.
	for _, doc := range []*forme.Document{sample(t), longBook(t, 12)} {
		for _, opt := range []Options{{}, {Plain: true}} {
			f := read(t, (&builder{t: t, doc: doc}).write(opt))
			if len(f.objects) < 20 {
				t.Error(len(f.objects))
			}
		}
	}
}

func TestWhatCannotBeWrittenIsAnError(t *testing.T) {
	serif := face(t, "Serif-Regular")
	run := func(size geom.Length, g draw.Glyph) *draw.Run {
		return &draw.Run{Face: serif, Size: size, Glyphs: []draw.Glyph{g}}
	}
	good := draw.Glyph{ID: 5, Text: "x"}
	for _, c := range []struct {
		want string
		harm func(b *builder)
	}{
		{"at least one page", func(b *builder) { b.doc.Pages = nil }},
		{"its size", func(b *builder) { b.last().Trim.W = 0 }},
		{"body 0: operation 0 has the tag 7 of 1", func(b *builder) { b.op(draw.Op{Tag: 7, Run: run(geom.Pt, good)}) }},
		{"operation 0 has the tag -2", func(b *builder) { b.op(draw.Op{Tag: -2, Run: run(geom.Pt, good)}) }},
		{"of size 0 pt", func(b *builder) { b.op(draw.Op{Run: run(0, good)}) }},
		{"without a face", func(b *builder) { b.op(draw.Op{Run: &draw.Run{Size: geom.Pt, Glyphs: []draw.Glyph{good}}}) }},
		{"has no glyph 65535", func(b *builder) { b.op(draw.Op{Run: run(geom.Pt, draw.Glyph{ID: 65535, Text: "x"})}) }},
		{"places no image", func(b *builder) { b.op(draw.Op{Image: &draw.Placed{}}) }},
		{"image k: damaged PNG", func(b *builder) { b.image(&draw.Image{Key: "k", Format: "png", Data: []byte("no")}) }},
		{"image k: invalid JPEG", func(b *builder) { b.image(&draw.Image{Key: "k", Format: "jpeg", Data: []byte("no")}) }},
		{`format "gif"`, func(b *builder) { b.image(&draw.Image{Key: "k", Format: "gif"}) }},
		{`"Chapter" is not a standard`, func(b *builder) { b.element(-1, "Chapter") }},
		{"its parent 9 does not come before", func(b *builder) { b.element(9, "P") }},
		{"its parent -2 does not come before", func(b *builder) { b.element(-2, "P") }},
		{`"Document" is not a standard`, func(b *builder) { b.element(-1, "Document") }},
		{"its head 9 is not one", func(b *builder) { b.add(-1, forme.Element{Role: "TD", Headers: []int32{9}}) }},
		{"a Note needs an ID", func(b *builder) { b.element(-1, "Note") }},
		{`ID "a" is taken`, func(b *builder) {
			b.add(-1, forme.Element{Role: "P", ID: "a"})
			b.add(-1, forme.Element{Role: "P", ID: "a"})
		}},
		{"on page 1 of 1", func(b *builder) { b.doc.Dests["x"] = forme.Dest{Page: 1} }},
		{`part 1: element 0 (P): the ID "a" is taken`, func(b *builder) {
			b.add(-1, forme.Element{Role: "P", ID: "a"})
			b.begin()
			b.add(-1, forme.Element{Role: "P", ID: "a"})
		}},
		{"no page shows its body 1", func(b *builder) { b.part.Bodies = append(b.part.Bodies, forme.Body{}) }},
		{"pages 0 and 1 show the same body", func(b *builder) { b.doc.Pages = append(b.doc.Pages, *b.last()) }},
		{"shows the body 1 of 1", func(b *builder) { b.last().Body = 1 }},
		{"a part that the document has not", func(b *builder) { b.doc.Parts = nil }},
		{"a part is there twice", func(b *builder) { b.doc.Parts = append(b.doc.Parts, b.part) }},
		{"nothing but artifacts", func(b *builder) { b.last().Around = []draw.Op{{Tag: 0, Run: run(geom.Pt, good)}} }},
		{"around the body is text", func(b *builder) { b.last().Around = []draw.Op{{Tag: -1, Run: run(0, good)}} }},
		{"box 0 has the tag 5", func(b *builder) { b.box(5, geom.Rect{}) }},
		{`bookmark "B" leads to "y"`, func(b *builder) { b.doc.Outline = []forme.Bookmark{{Title: "B", Dest: "y"}} }},
		{"belongs to an element P", func(b *builder) { b.link(b.element(-1, "P"), 0, geom.Pt, forme.Link{URI: "x"}) }},
		{"link 0 has the tag 9", func(b *builder) { b.link(9, 0, geom.Pt, forme.Link{URI: "x"}) }},
		{"leads nowhere", func(b *builder) { b.link(0, 0, geom.Pt, forme.Link{}) }},
		{"is not a date", func(b *builder) { b.doc.Date = "September" }},
	} {
		b := newBuilder(t)
		b.page("1")
		b.element(-1, "Link")
		c.harm(b)
		if err := Write(io.Discard, b.doc, Options{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("want %q, got %v", c.want, err)
		}
	}
	if err := Write(io.Discard, nil, Options{}); err == nil {
		t.Error("no document is no error")
	}
}

func (b *builder) image(img *draw.Image) {
	b.op(draw.Op{Tag: draw.Artifact, Image: &draw.Placed{Image: img, Size: geom.Size{W: geom.Inch, H: geom.Inch}}})
}

type fullDisk struct{ room int }

var errFull = errors.New("disk full")

func (d *fullDisk) Write(b []byte) (int, error) {
	if d.room -= len(b); d.room < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestErrorOfTheWriterIsPassedOn(t *testing.T) {
	for _, room := range []int{0, 100, 20000} {
		if err := Write(&fullDisk{room}, sample(t), Options{}); !errors.Is(err, errFull) {
			t.Errorf("room for %d bytes: %v", room, err)
		}
	}
}
