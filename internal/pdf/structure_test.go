package pdf

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"keben/internal/draw"
	"keben/internal/forme"
	"keben/internal/geom"
)

func TestStructureTreeOfABook(t *testing.T) {
	b := builder{t: t, doc: sample(t)}
	f := read(t, b.write(Options{}))
	got := f.structure()
	for _, want := range []string{
		"Document Sect Sect Sect\n",
		"      TOCI Reference\n        Reference Link\n          Link p0:1 p0:2 objr\n",
		"    P p2:1 Reference p2:3\n      Reference Link\n        Link p2:2 objr\n", // the mark stands inside the sentence
		"    P p2:4 Link p2:6\n      Link p2:5 objr\n",
		"    P p2:7 p2:8 p2:9\n",            // a word in another language
		"          TD p3:6\n          TD\n", // an empty cell
		"    P p3:10 p4:0\n",                // over two pages
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
	div := b.element(-1, "Div")
	h, p, note := b.element(div, "H1"), b.element(div, "P"), b.add(div, forme.Element{Role: "Note", ID: "n"})
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
	p := b.element(-1, "P")
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
	p := b.element(-1, "P")
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
	links, last := 0, 0
	nums := regexp.MustCompile(`(\d+) (?:\[([^]]*)\]|(\d+) 0 R)`)
	at := map[int]int{}
	for i, n := range f.pages() {
		at[n] = i
	}
	for _, node := range f.kids(f.follow(f.find("/Type /StructTreeRoot"), "ParentTree"), "Kids") {
		limits, list, _ := strings.Cut(f.objects[node], "/Nums [")
		entries := nums.FindAllStringSubmatch(strings.TrimSuffix(list, "]>>"), -1)
		for i, e := range entries {
			key := atoi(e[1])
			if key <= last {
				t.Fatalf("key %d comes after %d", key, last)
			}
			last = key
			if i == 0 && !strings.Contains(limits, fmt.Sprintf("/Limits [%d ", key)) || i == len(entries)-1 && !strings.Contains(limits, fmt.Sprintf(" %d] ", key)) {
				t.Errorf("%s of %d to %s", limits, key, entries[len(entries)-1][1])
			}
			if e[3] != "" {
				links++
				owner := atoi(e[3])
				annot := f.find(fmt.Sprintf("/StructParent %d ", key))
				if annot != key || !strings.Contains(f.objects[owner], "/S /Link") || !strings.Contains(f.objects[owner], fmt.Sprintf("/Obj %d 0 R", annot)) {
					t.Errorf("annotation %d belongs to %s", annot, f.objects[owner])
				}
				continue
			}
			if _, page := at[key]; !page || !strings.Contains(f.objects[key], fmt.Sprintf("/StructParents %d ", key)) {
				t.Errorf("page %d: %s", key, f.objects[key])
			}
			delete(at, key)
			for mcid, m := range regexp.MustCompile(`(\d+) 0 R`).FindAllStringSubmatch(e[2], -1) {
				body := f.objects[atoi(m[1])]
				direct := regexp.MustCompile(fmt.Sprintf(`/Pg %d 0 R.*/K \[(.* )?%d[ \]]`, key, mcid))
				other := fmt.Sprintf("<</Type /MCR /Pg %d 0 R /MCID %d>>", key, mcid)
				if !direct.MatchString(body) && !strings.Contains(body, other) {
					t.Errorf("page %d, MCID %d is not in %s", key, mcid, body)
				}
			}
		}
	}
	for n := range at {
		t.Errorf("page %d is not in the tree", n)
	}
	if links != 4 {
		t.Errorf("%d annotations", links)
	}
}

func TestElementsCarryTheirProperties(t *testing.T) {
	b := newBuilder(t)
	b.page("1")
	figure := b.add(-1, forme.Element{Role: "Figure", Lang: "en", Title: "Map", Alt: "图 (1)", ActualText: "A", ID: "fig-1"})
	b.box(figure, geom.Rect{X: 10 * geom.Pt, Y: 20 * geom.Pt, W: 30 * geom.Pt, H: 40 * geom.Pt})
	b.line(b.element(figure, "Span"), "图")
	list := b.add(-1, forme.Element{Role: "L", List: "Disc"})
	b.line(b.element(b.element(list, "LI"), "LBody"), "项")
	row := b.element(b.element(-1, "Table"), "TR")
	b.add(row, forme.Element{Role: "TH", Scope: "Row", ColSpan: 2, RowSpan: 3})
	b.add(row, forme.Element{Role: "TD", ColSpan: 1, RowSpan: 1})
	b.add(row, forme.Element{Role: "TH", RowSpan: 2})
	b.add(row, forme.Element{Role: "TH", ColSpan: 2})
	f := read(t, b.write(Options{}))
	got := f.objects[f.find("/S /Figure")]
	for _, want := range []string{"/ID (fig-1)", "/T (Map)", "/Lang (en)", "/Alt <FEFF56FE0020002800310029>", "/ActualText (A)",
		fmt.Sprintf("/A %d 0 R", f.find("<</O /Layout /Placement /Block /BBox [10 535.275 40 575.275]>>"))} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
	f.find("/S /L /P")
	f.find("/A <</O /List /ListNumbering /Disc>>")
	f.find("/A <</O /Table /Scope /Row /ColSpan 2 /RowSpan 3>>")
	f.find("/A <</O /Table /RowSpan 2>>")
	f.find("/A <</O /Table /ColSpan 2>>")
	if td := f.objects[f.find("/S /TD")]; strings.Contains(td, "/A ") || strings.Contains(td, "/K ") {
		t.Errorf("empty cell: %s", td)
	}
	f.find("/IDTree <</Names [(fig-1) ")
}

func TestNameTreeIsSortedByBytes(t *testing.T) {
	var names []named
	for i, n := range []string{"𠮷", "é", "b", "a", "ﬀ", "B", "a("} {
		names = append(names, newNamed(n, "5421603"[i:i+1]))
	}
	got := string(appendNames(nil, names))
	want := `(B) 0 (a) 1 (a\() 3 (b) 2 <FEFF00E9> 4 <FEFFD842DFB7> 5 <FEFFFB00> 6`
	if got != want {
		t.Errorf("got %s", got)
	}
}
