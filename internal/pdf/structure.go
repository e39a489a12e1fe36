package pdf

import (
	"math"
	"slices"
	"strings"
)

// tree is the structure of a section being written (ISO 32000-1 §14.7).
type tree struct {
	*section
	*bundle
	stays  []bool
	first  []int32 // when the element or something in it is first painted
	head   []int32 // the first child that is written, or -1
	next   []int32 // the next sibling that is written, or -1
	annots [][]int32
	areas  map[int32]int // of an element: the first of its boxes
	spare  []kid
}

// never is the painting time of what is not painted.
const never = math.MaxInt32

// kid is a child of an element: an element, a marked-content sequence or an annotation.
type kid struct {
	order   int32 // painting order
	kind    kidKind
	element int32 // or the number of the annotation
	mark    mark
	body    int32 // of an annotation
}

type kidKind uint8

const (
	kidElement kidKind = iota
	kidMark
	kidAnnot
)

// bundleStructure writes the elements of a section and its node of the parent tree, in the order of their numbers. It
// returns the children of the Document element and the elements with an ID.
func (s *section) bundleStructure() (b *bundle, tops, ids []int32) {
	t := newTree(s)
	t.putNode()
	for i := range s.part.Elements {
		if !t.stays[i] {
			continue
		}
		t.put(int32(i))
		e := &s.part.Elements[i]
		if e.Parent < 0 {
			tops = append(tops, int32(i))
		}
		if e.ID != "" {
			ids = append(ids, int32(i))
		}
	}
	return t.bundle, tops, ids
}

// newTree decides which elements are written: those with content somewhere in them, and cells, because an empty cell
// still takes up its place in the row.
func newTree(s *section) *tree {
	n := len(s.part.Elements)
	t := &tree{
		section: s, bundle: &bundle{}, stays: make([]bool, n),
		first: make([]int32, n), head: make([]int32, n), next: make([]int32, n), annots: make([][]int32, n), areas: map[int32]int{},
	}
	link, box := 0, 0
	for i := range s.part.Bodies {
		for _, l := range s.part.Bodies[i].Links {
			if s.alive[link] {
				t.annots[l.Tag] = append(t.annots[l.Tag], int32(link), int32(i))
			}
			link++
		}
		for _, b := range s.part.Bodies[i].Boxes {
			if _, ok := t.areas[b.Tag]; !ok && b.Area.W > 0 && b.Area.H > 0 {
				t.areas[b.Tag] = box
			}
			box++
		}
	}
	for i := range n {
		t.head[i], t.next[i], t.first[i] = -1, -1, never
		if m := s.plate.marks[i]; len(m) > 0 {
			t.first[i] = m[0].order
		}
	}
	// Parents come before their children, so one walk backwards sees every child first.
	for i := n - 1; i >= 0; i-- {
		e := &s.part.Elements[i]
		t.stays[i] = t.stays[i] || len(s.plate.marks[i]) > 0 || len(t.annots[i]) > 0 || e.Role == "TD" || e.Role == "TH"
		if p := e.Parent; p >= 0 && t.stays[i] {
			t.stays[p] = true
			t.first[p] = min(t.first[p], t.first[i])
			t.next[i], t.head[p] = t.head[p], int32(i)
		}
	}
	return t
}

// put writes an element (§14.7.2).
func (t *tree) put(i int32) {
	e := &t.part.Elements[i]
	parent := documentRef
	if e.Parent >= 0 {
		parent = t.element(e.Parent)
	}
	t.open(t.element(i))
	t.text("<</Type /StructElem /S /")
	t.text(e.Role)
	t.text(" /P ")
	t.ref(parent)
	body := int32(-1)
	if m := t.plate.marks[i]; len(m) > 0 {
		body = m[0].body
		t.text(" /Pg ")
		t.ref(t.page(int(body)))
	}
	for _, entry := range [...]struct{ key, value string }{
		{" /ID ", key(e.ID)}, {" /T ", e.Title}, {" /Lang ", e.Lang}, {" /Alt ", e.Alt}, {" /ActualText ", e.ActualText},
	} {
		if entry.value != "" {
			t.text(entry.key)
			t.body = appendText(t.body, entry.value)
		}
	}
	t.putAttributes(i)
	if kids := t.kids(i); len(kids) > 0 {
		t.text(" /K [")
		for n := range kids {
			if n > 0 {
				t.text(" ")
			}
			t.putKid(&kids[n], body)
		}
		t.text("]")
	}
	t.text(">>")
	t.close()
}

// putKid writes a child; body is that of the element's Pg entry.
func (t *tree) putKid(k *kid, body int32) {
	switch {
	case k.kind == kidElement:
		t.ref(t.element(k.element))
	case k.kind == kidAnnot:
		t.text("<</Type /OBJR /Pg ")
		t.ref(t.page(int(k.body)))
		t.text(" /Obj ")
		t.ref(t.annot(int(k.element)))
		t.text(">>")
	case k.mark.body == body:
		t.number(int(k.mark.mcid))
	default:
		t.text("<</Type /MCR /Pg ")
		t.ref(t.page(int(k.mark.body)))
		t.text(" /MCID ")
		t.number(int(k.mark.mcid))
		t.text(">>")
	}
}

// kids returns an element's children: in the order of the slice, or in painting order when the element has text of its
// own. The slice is valid until the next call.
func (t *tree) kids(i int32) []kid {
	kids := t.spare[:0]
	before := int32(-1)
	for c := t.head[i]; c >= 0; c = t.next[c] {
		order := t.first[c]
		if order == never {
			order = before // an unpainted child follows the sibling before it
		}
		before = order
		kids = append(kids, kid{order: order, kind: kidElement, element: c})
	}
	if marks := t.plate.marks[i]; len(marks) > 0 {
		for _, m := range marks {
			kids = append(kids, kid{order: m.order, kind: kidMark, mark: m})
		}
		slices.SortStableFunc(kids, func(a, b kid) int { return int(a.order) - int(b.order) })
	}
	for a := t.annots[i]; len(a) > 0; a = a[2:] {
		kids = append(kids, kid{kind: kidAnnot, element: a[0], body: a[1]})
	}
	t.spare = kids
	return kids
}

// putAttributes writes the attribute objects of an element (§14.8.5). The area of a figure depends on the page, so it
// is an object that is written with the pages.
func (t *tree) putAttributes(i int32) {
	e := &t.part.Elements[i]
	area, figure := t.areas[i]
	figure = figure && t.first[i] != never
	table := e.Scope != "" || len(e.Headers) > 0 || e.ColSpan > 1 || e.RowSpan > 1
	n := 0
	for _, has := range [...]bool{table, e.List != "", figure} {
		if has {
			n++
		}
	}
	if n == 0 {
		return
	}
	t.text(" /A ")
	if n > 1 {
		t.text("[")
	}
	if table {
		t.putTable(i)
	}
	if e.List != "" {
		if table {
			t.text(" ")
		}
		t.text("<</O /List /ListNumbering " + pdfName(e.List) + ">>")
	}
	if figure {
		if n > 1 {
			t.text(" ")
		}
		t.ref(t.box(area))
	}
	if n > 1 {
		t.text("]")
	}
}

// putTable writes the attributes of a cell (§14.8.5.7).
func (t *tree) putTable(i int32) {
	e := &t.part.Elements[i]
	t.text("<</O /Table")
	if e.Scope != "" {
		t.text(" /Scope " + pdfName(e.Scope))
	}
	if len(e.Headers) > 0 {
		t.text(" /Headers [")
		for k, h := range e.Headers {
			if k > 0 {
				t.text(" ")
			}
			t.body = appendText(t.body, key(t.part.Elements[h].ID))
		}
		t.text("]")
	}
	for _, span := range [...]struct {
		key string
		n   int
	}{{" /ColSpan ", e.ColSpan}, {" /RowSpan ", e.RowSpan}} {
		if span.n > 1 {
			t.text(span.key)
			t.number(span.n)
		}
	}
	t.text(">>")
}

// putNode writes the section's node of the parent tree, which maps the sequences of a page, and an annotation, to their
// elements (§14.7.4.4). The key of a page or an annotation is its object number, so that keys ascend and no two parts
// share one.
func (t *tree) putNode() {
	if t.bodies() == 0 {
		return
	}
	t.open(t.node())
	last := int(t.page(t.bodies() - 1))
	for i, alive := range t.alive {
		if alive {
			last = int(t.annot(i))
		}
	}
	t.text("<</Limits [")
	t.number(int(t.page(0)))
	t.text(" ")
	t.number(last)
	t.text("] /Nums [")
	for i, owners := range t.plate.owners {
		if i > 0 {
			t.text(" ")
		}
		t.number(int(t.page(i)))
		t.text(" [")
		for k, tag := range owners {
			if k > 0 {
				t.text(" ")
			}
			t.ref(t.element(tag))
		}
		t.text("]")
	}
	link := 0
	for i := range t.part.Bodies {
		for _, l := range t.part.Bodies[i].Links {
			if t.alive[link] {
				t.text(" ")
				t.number(int(t.annot(link)))
				t.text(" ")
				t.ref(t.element(l.Tag))
			}
			link++
		}
	}
	t.text("]>>")
	t.close()
}

// named is an entry of a name tree: its sort key, its key as written, and its value.
type named struct{ order, key, value string }

// newNamed returns the entry of a name. Keys must be in the order of their bytes (§7.9.6), which is not the order of
// the texts.
func newNamed(name, value string) named {
	n := named{name, text(name), value}
	if n.key[0] == '<' {
		// The bytes of the string; those in hexadecimal sort as the digits do.
		n.order = "\xfe\xff" + n.key[5:]
	}
	return n
}

// appendNames writes the Names array of a tree of one node.
func appendNames(b []byte, entries []named) []byte {
	slices.SortFunc(entries, func(a, b named) int { return strings.Compare(a.order, b.order) })
	for i, e := range entries {
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(append(append(b, e.key...), ' '), e.value...)
	}
	return b
}
