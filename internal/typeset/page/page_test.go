package page

import (
	"fmt"
	"math/rand"
	"slices"
	"testing"

	"keben/internal/draw"
	"keben/internal/geom"
	"keben/internal/golden"
)

const pitch = 10 * geom.Pt

func area(lines int) Area {
	return Area{Pitch: pitch, Lines: lines, Foot: Item{Height: pitch}}
}

func line(name string) Item {
	return Item{Height: pitch, Text: name, Ops: []draw.Op{{Tag: 0}}}
}

// texts lists what stands on each sheet, from top to foot.
func texts(sheets []Sheet) [][]string {
	var out [][]string
	for _, s := range sheets {
		var rows []string
		for _, r := range s.Rows {
			if r.Text != "" {
				rows = append(rows, r.Text)
			}
		}
		out = append(out, rows)
	}
	return out
}

func paragraph(name string, n int) []Item {
	var items []Item
	for i := range n {
		it := line(fmt.Sprintf("%s%d", name, i+1))
		switch {
		case i == n-2:
			it.Penalty = Forbidden
		case i == 0 && n > 2:
			it.Penalty = 900
		}
		items = append(items, it)
	}
	return items
}

func TestPageNeverBeginsWithTheLastLineOfAParagraph(t *testing.T) {
	g := &Galley{Items: append(paragraph("a", 3), paragraph("b", 4)...)}
	got := texts(Make(area(6), g))
	want := [][]string{{"a1", "a2", "a3"}, {"b1", "b2", "b3", "b4"}}
	if !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("got %v", got)
	}
}

func TestHeadingStaysWithTheTwoLinesBelowIt(t *testing.T) {
	h := line("h")
	h.Penalty = Forbidden
	p := paragraph("b", 4)
	p[0].Penalty = Forbidden
	g := &Galley{Items: append(append(paragraph("a", 4), h), p...)}
	got := texts(Make(area(6), g))
	want := [][]string{{"a1", "a2", "a3", "a4"}, {"h", "b1", "b2", "b3", "b4"}}
	if !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("got %v", got)
	}
}

func TestNoteStandsOnThePageOfItsMark(t *testing.T) {
	items := paragraph("a", 9)
	items[5].Marks = []Mark{{Note: 0}}
	g := &Galley{Items: items, Notes: []Note{{Items: []Item{line("n1"), line("n2")}, Label: -1}}}
	for _, rows := range texts(Make(area(6), g)) {
		if slices.Contains(rows, "a6") != slices.Contains(rows, "n1") {
			t.Errorf("mark and note are apart: %v", rows)
		}
	}
}

func TestNoteLongerThanAThirdOfThePageIsSplitAndNothingIsLost(t *testing.T) {
	items := paragraph("a", 12)
	items[1].Marks = []Mark{{Note: 0}}
	var long []Item
	for i := range 14 {
		long = append(long, line(fmt.Sprintf("n%d", i+1)))
	}
	g := &Galley{Items: items, Notes: []Note{{Items: long, Label: -1}}}
	sheets := Make(area(8), g)
	first := texts(sheets)[0]
	if !slices.Contains(first, "a2") || !slices.Contains(first, "n1") {
		t.Errorf("the note does not begin on the page of its mark: %v", first)
	}
	complete(t, g, sheets)
}

// What is split is longer than a third of the page, and nothing else is.
func TestOnlyANoteOfMoreThanAThirdOfThePageIsSplit(t *testing.T) {
	const lines = 12
	for n := 2; n <= 8; n++ {
		// The mark stands where there is room for the rule and two lines of the note.
		items := append(paragraph("a", lines-3), paragraph("b", lines)...)
		items[lines-4].Marks = []Mark{{Note: 0}}
		g := &Galley{Items: items, Notes: []Note{{Items: paragraph("n", n), Label: -1}}}
		var pages int
		for _, rows := range texts(Make(area(lines), g)) {
			if slices.ContainsFunc(rows, func(s string) bool { return s[0] == 'n' }) {
				pages++
			}
		}
		if split := pages > 1; split != (3*n > lines) {
			t.Errorf("a note of %d lines on a page of %d stands on %d pages", n, lines, pages)
		}
	}
}

func TestFloatThatDoesNotFitGoesToTheTopOfTheNextPageWhileTheTextGoesOn(t *testing.T) {
	fig := Item{Kind: Float, Height: 4 * pitch, Text: "fig", Ops: []draw.Op{{}}}
	g := &Galley{Items: append(append(paragraph("a", 4), fig), paragraph("b", 5)...)}
	got := texts(Make(area(6), g))
	want := [][]string{{"a1", "a2", "a3", "a4", "b1", "b2"}, {"fig", "b3", "b4", "b5"}}
	if len(got) != 2 || !slices.Equal(got[0], want[0]) {
		// Two further lines do not fit under the float with the last one: three pages are right too.
		if got[1][0] != "fig" {
			t.Errorf("got %v", got)
		}
	}
	complete(t, g, Make(area(6), g))
}

func TestHeaderIsRepeatedAsAnArtifact(t *testing.T) {
	head := &Item{Height: pitch, Ops: []draw.Op{{Tag: 7}}}
	items := []Item{line("r0")}
	for i := range 7 {
		it := line(fmt.Sprintf("r%d", i+1))
		it.Repeat = head
		items = append(items, it)
	}
	sheets := Make(area(5), &Galley{Items: items})
	if len(sheets) != 2 || sheets[1].Ops[0].Tag != draw.Artifact {
		t.Fatalf("%d sheets, first op of the second %+v", len(sheets), sheets[1].Ops[0])
	}
	if sheets[1].Ops[1].At.Y != pitch {
		t.Errorf("the first row stands at %s, not below the header", sheets[1].Ops[1].At.Y)
	}
}

func TestSnapReturnsToTheGrid(t *testing.T) {
	half := line("x")
	half.Height = pitch / 2
	g := &Galley{Items: []Item{half, {Kind: Snap}, line("y")}}
	s := Make(area(5), g)
	if y := s[0].Rows[1].Y; y != pitch {
		t.Errorf("y stands at %s", y)
	}
}

func TestMarksAreNumberedByPage(t *testing.T) {
	items := paragraph("a", 12)
	var notes []Note
	for i := range 6 {
		items[2*i].Marks = []Mark{{Note: i}}
		notes = append(notes, Note{Items: []Item{line("n")}})
	}
	g := &Galley{Items: items, Notes: notes, Renumber: func(op draw.Op, n int) draw.Op { op.Tag = int32(100 + n); return op }}
	for _, s := range Make(area(6), g) {
		marks, labels := 0, 0
		for _, op := range s.Ops {
			if op.Tag > 100 {
				if op.At.Y < s.Used {
					marks++
				} else {
					labels++
				}
			}
		}
		if marks != len(s.Notes) || labels != len(s.Notes) {
			t.Errorf("%d notes, %d marks, %d labels", len(s.Notes), marks, labels)
		}
	}
}

// complete checks that every item with text stands on exactly one sheet, text items in order.
func complete(t *testing.T, g *Galley, sheets []Sheet) {
	t.Helper()
	seen := map[string]int{}
	for _, rows := range texts(sheets) {
		for _, r := range rows {
			seen[r]++
		}
	}
	all := slices.Clone(g.Items)
	for _, n := range g.Notes {
		all = append(all, n.Items...)
	}
	for _, it := range all {
		if it.Text != "" && seen[it.Text] != 1 {
			t.Fatalf("%s stands %d times", it.Text, seen[it.Text])
		}
	}
}

// random makes a galley of paragraphs, headings, floats, white and notes.
func random(r *rand.Rand) *Galley {
	g := &Galley{}
	for k := range 3 + r.Intn(12) {
		switch r.Intn(6) {
		case 0:
			g.Items = append(g.Items, Item{Kind: Float, Height: geom.Length(1+r.Intn(14)) * pitch, Text: fmt.Sprintf("f%d", k), Ops: []draw.Op{{}}})
		case 1:
			g.Items = append(g.Items, Item{Kind: Space, Height: pitch / 2}, Item{Kind: Snap})
		case 2:
			h := line(fmt.Sprintf("h%d-", k))
			h.Penalty = Forbidden
			g.Items = append(g.Items, h)
		default:
			p := paragraph(fmt.Sprintf("p%d-", k), 1+r.Intn(12))
			if r.Intn(2) == 0 {
				n := len(g.Notes)
				var items []Item
				for i := range 1 + r.Intn(16) {
					items = append(items, line(fmt.Sprintf("n%d-%d", n, i)))
				}
				g.Notes = append(g.Notes, Note{Items: items, Label: -1})
				p[r.Intn(len(p))].Marks = []Mark{{Note: n}}
			}
			g.Items = append(g.Items, p...)
		}
	}
	return g
}

func TestNothingIsLostOrRepeatedOnAnyGalley(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range golden.Rounds(3000) {
		g := random(r)
		complete(t, g, Make(area(5+r.Intn(12)), g))
	}
}

func TestPagesAreNoLongerThanTheArea(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	for range 500 {
		var g Galley
		for k := range 1 + r.Intn(20) {
			g.Items = append(g.Items, paragraph(fmt.Sprintf("p%d-", k), 1+r.Intn(9))...)
		}
		for _, s := range Make(area(7), &g) {
			if s.Used > 7*pitch {
				t.Fatalf("a page of %s", s.Used)
			}
		}
	}
}

// cost is what a sequence of breaks costs, reckoned anew from the rules: the slow twin of search for
// galleys of plain lines.
func cost(items []Item, breaks []int, lines int) int64 {
	var sum int64
	from := 0
	for _, to := range breaks {
		n := to - from
		if n > lines {
			return 1 << 60
		}
		if to < len(items) {
			free := int64(lines - n)
			sum += 100*free*free + int64(max(items[to-1].Penalty, 0))
			if items[to-1].Penalty >= Forbidden {
				return 1 << 60
			}
		} else if from > 0 && n < 3 {
			sum += 2500
		}
		from = to
	}
	return sum
}

func TestBreaksAreTheCheapestOfAll(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	for range golden.Rounds(200) {
		var g Galley
		for k := range 2 + r.Intn(4) {
			g.Items = append(g.Items, paragraph(fmt.Sprintf("p%d-", k), 1+r.Intn(5))...)
		}
		const lines = 5
		best := int64(1 << 60)
		n := len(g.Items)
		for mask := range 1 << (n - 1) {
			var breaks []int
			for i := range n - 1 {
				if mask>>i&1 == 1 {
					breaks = append(breaks, i+1)
				}
			}
			best = min(best, cost(g.Items, append(breaks, n), lines))
		}
		var got []int
		at := 0
		for _, rows := range texts(Make(area(lines), &g)) {
			at += len(rows)
			got = append(got, at)
		}
		if c := cost(g.Items, got, lines); best < 1<<60 && c != best {
			t.Fatalf("breaks %v cost %d, the cheapest %d", got, c, best)
		}
	}
}

func TestTwoGalleysAreMadeUpInStep(t *testing.T) {
	galley := func(lang string, lengths ...int) *Galley {
		g := &Galley{}
		for k, n := range lengths {
			p := paragraph(fmt.Sprintf("%s%d-", lang, k), n)
			for i := range p {
				p[i].Block = fmt.Sprintf("p%d", k)
			}
			g.Items = append(g.Items, p...)
		}
		return g
	}
	zh, en := galley("zh", 3, 7, 2, 5), galley("en", 5, 6, 4, 5)
	sheets := Make(area(9), zh, en)
	if len(sheets)%2 != 0 {
		t.Fatalf("%d sheets", len(sheets))
	}
	complete(t, &Galley{Items: append(zh.Items, en.Items...)}, sheets)
	for i := 0; i < len(sheets); i += 2 {
		begins := func(s Sheet) map[string]geom.Length {
			m := map[string]geom.Length{}
			for _, r := range s.Rows {
				if _, ok := m[r.Block]; !ok && r.Text != "" {
					m[r.Block] = r.Y
				}
			}
			return m
		}
		l, r := begins(sheets[i]), begins(sheets[i+1])
		for id, y := range l {
			if other, ok := r[id]; ok && other != y {
				t.Errorf("spread %d: block %s begins at %s and %s", i/2, id, y, other)
			}
		}
	}
}

func TestInterleavedGalleysKeepEverythingAndPutTwinsBelowTheirBlocks(t *testing.T) {
	galley := func(lang string, ids ...string) *Galley {
		g := &Galley{}
		for _, id := range ids {
			p := paragraph(lang+id+"-", 2)
			for i := range p {
				p[i].Block = id
			}
			g.Items = append(g.Items, p...)
		}
		return g
	}
	zh, en := galley("zh", "a", "b", "c"), galley("en", "a", "x", "c", "d")
	g := Interleave(zh, en, 0)
	var order []string
	for _, it := range g.Items {
		order = append(order, it.Text)
	}
	want := []string{"zha-1", "zha-2", "ena-1", "ena-2", "zhb-1", "zhb-2", "zhc-1", "zhc-2", "enx-1", "enx-2", "enc-1", "enc-2", "end-1", "end-2"}
	if !slices.Equal(order, want) {
		t.Errorf("got %v", order)
	}
}

func TestNoteCalledForTwiceOnAPageStandsThereOnce(t *testing.T) {
	items := paragraph("a", 20)
	for _, i := range []int{0, 2, 15} {
		items[i].Marks = []Mark{{Note: 0}}
	}
	for _, perPage := range []bool{true, false} {
		g := &Galley{Items: items, Notes: []Note{{Items: []Item{line("n1")}, Label: -1}}}
		want := []int{1, 0}
		if perPage {
			g.Renumber = func(op draw.Op, _ int) draw.Op { return op }
			want = []int{1, 1}
		}
		var got []int
		for _, rows := range texts(Make(area(12), g)) {
			got = append(got, len(rows)-len(slices.DeleteFunc(slices.Clone(rows), func(s string) bool { return s == "n1" })))
		}
		if !slices.Equal(got, want) {
			t.Errorf("per page %v: the note stands %v times on the pages", perPage, got)
		}
	}
}

func TestTextFillsThePageBeforeFloatsThatFillPagesOfTheirOwn(t *testing.T) {
	float := func(name string) Item {
		return Item{Kind: Float, Height: 6 * pitch, Text: name, Ops: []draw.Op{{}}}
	}
	items := append([]Item{line("a"), float("f1"), float("f2")}, paragraph("b", 8)...)
	got := texts(Make(area(6), &Galley{Items: items}))
	want := [][]string{{"a", "b1", "b2", "b3", "b4", "b5"}, {"f1"}, {"f2"}, {"b6", "b7", "b8"}}
	if !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("got %v", got)
	}
}

func TestNoteInANoteStandsOnTheSamePage(t *testing.T) {
	items := paragraph("a", 9)
	items[5].Marks = []Mark{{Note: 0}}
	outer, inner := line("outer"), line("inner")
	outer.Marks = []Mark{{Note: 1}}
	inner.Marks = []Mark{{Note: 0}}
	g := &Galley{Items: items, Notes: []Note{{Items: []Item{outer}, Label: 0}, {Items: []Item{inner}, Label: 0}}}
	numbered := map[int]int{}
	g.Renumber = func(op draw.Op, n int) draw.Op { numbered[n]++; return op }
	sheets := Make(area(8), g)
	complete(t, g, sheets)
	for _, rows := range texts(sheets) {
		if slices.Contains(rows, "outer") != slices.Contains(rows, "inner") {
			t.Errorf("%v", rows)
		}
	}
	if numbered[1] != 3 || numbered[2] != 2 { // the marks in the text and in the notes, and the labels
		t.Errorf("numbered %v", numbered)
	}
}
