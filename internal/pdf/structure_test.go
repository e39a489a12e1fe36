package pdf

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"keben/internal/draw"
	"keben/internal/geom"
)

func TestStructureTreeOfABook(t *testing.T) {
	b := builder{t: t, doc: sample(t)}
	f := read(t, b.write(Options{}))
	got := f.structure()
	for _, want := range []string{
		"Document Sect Sect Sect\n",
		"      TOCI Reference\n        Reference Link\n          Link p0:1 p0:2 objr\n",
		"    P p1:1 Reference p1:3\n      Reference Link\n        Link p1:2 objr\n", // the mark stands inside the sentence
		"    P p1:4 Link p1:6\n      Link p1:5 objr\n",
		"    P p1:7 p1:8 p1:9\n",            // a word in another language
		"          TD p2:6\n          TD\n", // an empty cell
		"    P p2:10 p3:0\n",                // over two pages
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no\n%s", want)
		}
	}
	if n := strings.Count(got, "\n    P "); n != 4 {
		t.Errorf("%d paragraphs: the one without content is not pruned", n)
	}
	if t.Failed() {
		t.Log(got)
	}
}

func TestKidsOfAContainerComeInReadingOrder(t *testing.T) {
	b := newBuilder(t)
	b.page("1")
	div := b.element(0, "Div")
	h, p, note := b.element(div, "H1"), b.element(div, "P"), b.add(div, flatElement{Role: "Note", ID: "n"})
	// A note of the page before may be painted first, and a float above its heading.
	b.line(note, "注")
	b.line(p, "文")
	b.line(h, "题")
	got := read(t, b.write(Options{})).structure()
	if want := "Document Div\n  Div H1 P Note\n    H1 p0:2\n    P p0:1\n    Note p0:0\n"; got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestKidsOfATextComeInPaintingOrder(t *testing.T) {
	b := newBuilder(t)
	b.page("1")
	p := b.element(0, "P")
	second, empty, first := b.element(p, "Span"), b.element(p, "Code"), b.element(b.element(p, "Quote"), "Span")
	_ = empty
	b.line(p, "一")
	b.line(first, "二")
	b.line(p, "三")
	b.line(second, "四")
	got := read(t, b.write(Options{})).structure()
	if want := "Document P\n  P p0:0 Quote p0:2 Span\n    Quote Span\n      Span p0:1\n    Span p0:3\n"; got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestArtifactsEndASequenceAndEmptyOperationsDoNot(t *testing.T) {
	b := newBuilder(t)
	b.page("1")
	p := b.element(0, "P")
	b.line(p, "一")
	b.op(draw.Op{Tag: draw.Artifact, Run: &draw.Run{}})
	b.op(draw.Op{Tag: draw.Artifact, Path: &draw.Path{}})
	b.op(draw.Op{Tag: draw.Artifact, Path: &draw.Path{Fill: &draw.Color{}, Segments: []draw.Segment{{Verb: draw.LineTo}, {Verb: draw.Close}}}})
	b.op(draw.Op{Tag: draw.Artifact})
	b.line(p, "二")
	b.op(draw.Op{Tag: draw.Artifact, Path: draw.Rectangle(geom.Rect{W: geom.Pt, H: geom.Pt}, draw.Color{})})
	b.line(p, "三")
	if got := read(t, b.write(Options{})).structure(); got != "Document P\n  P p0:0 p0:1\n" {
		t.Errorf("got\n%s", got)
	}
}

func TestParentTreeLeadsBackToTheElements(t *testing.T) {
	b := builder{t: t, doc: sample(t)}
	f := read(t, b.write(Options{}))
	entries := regexp.MustCompile(`(\d+) (\d+) 0 R`).FindAllStringSubmatch(f.objects[f.follow(f.find("/Type /StructTreeRoot"), "ParentTree")], -1)
	pages := f.pages()
	links := 0
	for i, e := range entries {
		if e[1] != fmt.Sprint(i) {
			t.Fatalf("key %d is %s", i, e[1])
		}
		owner := atoi(e[2])
		if i >= len(pages) {
			links++
			annot := f.find(fmt.Sprintf("/StructParent %d ", i))
			if !strings.Contains(f.objects[owner], "/S /Link") || !strings.Contains(f.objects[owner], fmt.Sprintf("/Obj %d 0 R", annot)) {
				t.Errorf("annotation %d belongs to %s", annot, f.objects[owner])
			}
			continue
		}
		if !strings.Contains(f.objects[pages[i]], fmt.Sprintf("/StructParents %d ", i)) {
			t.Errorf("page %d: %s", i, f.objects[pages[i]])
		}
		for mcid, m := range regexp.MustCompile(`(\d+) 0 R`).FindAllStringSubmatch(f.objects[owner], -1) {
			body := f.objects[atoi(m[1])]
			direct := regexp.MustCompile(fmt.Sprintf(`/Pg %d 0 R.*/K \[(.* )?%d[ \]]`, pages[i], mcid))
			other := fmt.Sprintf("<</Type /MCR /Pg %d 0 R /MCID %d>>", pages[i], mcid)
			if !direct.MatchString(body) && !strings.Contains(body, other) {
				t.Errorf("page %d, MCID %d is not in %s", i, mcid, body)
			}
		}
	}
	if links != 4 {
		t.Errorf("%d annotations", links)
	}
}

func TestElementsCarryTheirProperties(t *testing.T) {
	b := newBuilder(t)
	b.page("1")
	figure := b.add(0, flatElement{Role: "Figure", Lang: "en", Title: "Map", Alt: "图 (1)", ActualText: "A", ID: "fig-1",
		Box: geom.Rect{X: 10 * geom.Pt, Y: 20 * geom.Pt, W: 30 * geom.Pt, H: 40 * geom.Pt}})
	b.line(b.element(figure, "Span"), "图")
	list := b.add(0, flatElement{Role: "L", List: "Disc"})
	b.line(b.element(b.element(list, "LI"), "LBody"), "项")
	row := b.element(b.element(0, "Table"), "TR")
	b.add(row, flatElement{Role: "TH", Scope: "Row", ColSpan: 2, RowSpan: 3})
	b.add(row, flatElement{Role: "TD", ColSpan: 1, RowSpan: 1})
	f := read(t, b.write(Options{}))
	got := f.objects[f.find("/S /Figure")]
	for _, want := range []string{"/ID (fig-1)", "/T (Map)", "/Lang (en)", "/Alt <FEFF56FE0020002800310029>", "/ActualText (A)",
		"/A <</O /Layout /Placement /Block /BBox [10 535.275 40 575.275]>>"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
	f.find("/S /L /P")
	f.find("/A <</O /List /ListNumbering /Disc>>")
	f.find("/A <</O /Table /Scope /Row /ColSpan 2 /RowSpan 3>>")
	if td := f.objects[f.find("/S /TD")]; strings.Contains(td, "/A ") || strings.Contains(td, "/K ") {
		t.Errorf("empty cell: %s", td)
	}
	f.find("/IDTree <</Names [(fig-1) ")
}

func TestNameTreeIsSortedByBytes(t *testing.T) {
	got := nameTree([]named{{"𠮷", "5"}, {"é", "4"}, {"b", "2"}, {"a", "1"}, {"ﬀ", "6"}, {"B", "0"}, {"a(", "3"}})
	want := `(B) 0 (a) 1 (a\() 3 (b) 2 <FEFF00E9> 4 <FEFFD842DFB7> 5 <FEFFFB00> 6`
	if got != want {
		t.Errorf("got %s", got)
	}
}
