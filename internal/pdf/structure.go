package pdf

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"
)

// kid is a child of an element in the making: an element, a marked-content sequence or an annotation.
type kid struct {
	order int // painting order
	body  string
}

// tree is the structure tree being written (ISO 32000-1 §14.7).
type tree struct {
	*finisher
	refs     []ref   // of the elements that stay; 0 for the pruned
	children [][]int // by element, those that stay, in the order of the slice
	first    []int   // when the element or something in it is first painted
}

// never is the painting time of what is not painted.
const never = math.MaxInt

// newTree decides which elements stay: those with content somewhere in them, and cells, since an empty
// one still takes its place in the row. References are given out in reading order.
func newTree(f *finisher) *tree {
	n := len(f.elements)
	t := &tree{finisher: f, refs: make([]ref, n), children: make([][]int, n), first: make([]int, n)}
	stays := make([]bool, n)
	for i := range t.first {
		t.first[i] = never
		if len(f.marks[i]) > 0 {
			t.first[i] = f.marks[i][0].order
		}
	}
	// Parents come before their children, so one walk backwards sees every child first.
	for i := n - 1; i >= 0; i-- {
		role := f.elements[i].Role
		stays[i] = stays[i] || i == 0 || len(f.marks[i]) > 0 || len(f.annotsOf[int32(i)]) > 0 || role == "TD" || role == "TH"
		if p := f.elements[i].Parent; i > 0 && stays[i] {
			stays[p] = true
			t.first[p] = min(t.first[p], t.first[i])
		}
	}
	for i := range n {
		if !stays[i] {
			continue
		}
		t.refs[i] = f.out.reserve()
		if i > 0 {
			p := f.elements[i].Parent
			t.children[p] = append(t.children[p], i)
		}
	}
	return t
}

// write writes the elements, the parent tree and the root, and returns the root.
func (t *tree) write() ref {
	root := t.out.reserve()
	for i := range t.elements {
		if t.refs[i] != 0 {
			t.element(i, root)
		}
	}
	ids := ""
	if tree := t.idTree(); tree != "" {
		ids = " /IDTree <</Names [" + tree + "]>>"
	}
	t.out.put(root, fmt.Sprintf("<</Type /StructTreeRoot /K [%v] /ParentTree %v /ParentTreeNextKey %d%s>>",
		t.refs[0], t.parentTree(), len(t.doc.Pages)+len(t.annots), ids))
	return root
}

func (t *tree) element(i int, root ref) {
	e := &t.elements[i]
	parent := root
	if i > 0 {
		parent = t.refs[e.Parent]
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<</Type /StructElem /S /%s /P %v", e.Role, parent)
	page := -1
	if m := t.marks[i]; len(m) > 0 {
		page = m[0].page
		fmt.Fprintf(&b, " /Pg %v", t.pages[page])
	}
	for _, entry := range [...]struct{ key, value string }{
		{"ID", key(e.ID)}, {"T", e.Title}, {"Lang", e.Lang}, {"Alt", e.Alt}, {"ActualText", e.ActualText},
	} {
		if entry.value != "" {
			fmt.Fprintf(&b, " /%s %s", entry.key, text(entry.value))
		}
	}
	if a := t.attributes(i); a != "" {
		b.WriteString(" /A " + a)
	}
	if kids := t.kids(i, page); len(kids) > 0 {
		b.WriteString(" /K [")
		for n, k := range kids {
			if n > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(k.body)
		}
		b.WriteByte(']')
	}
	b.WriteString(">>")
	t.out.put(t.refs[i], b.String())
}

// kids returns an element's children: in the order of the slice, or in painting order when the element
// holds text of its own. page is the element's Pg entry.
func (t *tree) kids(i, page int) []kid {
	var kids []kid
	before := -1
	for _, c := range t.children[i] {
		order := t.first[c]
		if order == never {
			order = before // what is not painted stays behind its elder sibling
		}
		before = order
		kids = append(kids, kid{order, t.refs[c].String()})
	}
	if marks := t.marks[i]; len(marks) > 0 {
		for _, m := range marks {
			body := fmt.Sprint(m.mcid)
			if m.page != page {
				body = fmt.Sprintf("<</Type /MCR /Pg %v /MCID %d>>", t.pages[m.page], m.mcid)
			}
			kids = append(kids, kid{m.order, body})
		}
		sort.SliceStable(kids, func(a, b int) bool { return kids[a].order < kids[b].order })
	}
	for _, a := range t.annotsOf[int32(i)] {
		kids = append(kids, kid{never, fmt.Sprintf("<</Type /OBJR /Pg %v /Obj %v>>", t.pages[t.annots[a].page], t.annots[a].ref)})
	}
	return kids
}

// attributes returns the attribute objects of an element (§14.8.5).
func (t *tree) attributes(i int) string {
	e := &t.elements[i]
	var owners []string
	var table strings.Builder
	if e.Scope != "" {
		table.WriteString(" /Scope " + name(e.Scope))
	}
	if len(e.Headers) > 0 {
		table.WriteString(" /Headers [")
		for k, h := range e.Headers {
			if k > 0 {
				table.WriteByte(' ')
			}
			table.WriteString(text(key(t.elements[h].ID)))
		}
		table.WriteByte(']')
	}
	if e.ColSpan > 1 {
		fmt.Fprintf(&table, " /ColSpan %d", e.ColSpan)
	}
	if e.RowSpan > 1 {
		fmt.Fprintf(&table, " /RowSpan %d", e.RowSpan)
	}
	if table.Len() > 0 {
		owners = append(owners, "<</O /Table"+table.String()+">>")
	}
	if e.List != "" {
		owners = append(owners, "<</O /List /ListNumbering "+name(e.List)+">>")
	}
	if m := t.firstMark(i); e.Box.W > 0 && e.Box.H > 0 && m != nil {
		owners = append(owners, "<</O /Layout /Placement /Block /BBox "+rectangle(e.Box, milli(t.doc.Pages[m.page].Trim.H))+">>")
	}
	switch len(owners) {
	case 0:
		return ""
	case 1:
		return owners[0]
	}
	return "[" + strings.Join(owners, " ") + "]"
}

// firstMark returns the first sequence in the element or in what it holds, or nil.
func (t *tree) firstMark(i int) *mark {
	if t.first[i] == never {
		return nil
	}
	for {
		if m := t.marks[i]; len(m) > 0 && m[0].order == t.first[i] {
			return &m[0]
		}
		next := slices.IndexFunc(t.children[i], func(c int) bool { return t.first[c] == t.first[i] })
		if next < 0 {
			return nil
		}
		i = t.children[i][next]
	}
}

// parentTree leads from a page's sequences, and from an annotation, back to the elements (§14.7.4.4).
// Pages have the keys from 0, annotations the following ones.
func (t *tree) parentTree() ref {
	var b strings.Builder
	b.WriteString("<</Nums [")
	for n, owners := range t.owners {
		var list strings.Builder
		for k, tag := range owners {
			if k > 0 {
				list.WriteByte(' ')
			}
			list.WriteString(t.refs[tag].String())
		}
		fmt.Fprintf(&b, "%d %v ", n, t.out.add("["+list.String()+"]"))
	}
	for k, a := range t.annots {
		fmt.Fprintf(&b, "%d %v ", len(t.doc.Pages)+k, t.refs[a.tag])
	}
	return t.out.add(strings.TrimSuffix(b.String(), " ") + "]>>")
}

// idTree returns the names and values of the tree of element identifiers.
func (t *tree) idTree() string {
	var names []named
	for i := range t.elements {
		if id := t.elements[i].ID; id != "" && t.refs[i] != 0 {
			names = append(names, named{key(id), t.refs[i].String()})
		}
	}
	return nameTree(names)
}

// named is an entry of a name tree.
type named struct{ name, value string }

// nameTree returns the Names array of a tree of one node: keys must be in the order of their bytes
// (§7.9.6), which for text strings is not that of the texts.
func nameTree(entries []named) string {
	slices.SortFunc(entries, func(a, b named) int { return strings.Compare(stringBytes(a.name), stringBytes(b.name)) })
	var b strings.Builder
	for i, e := range entries {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(text(e.name) + " " + e.value)
	}
	return b.String()
}

// stringBytes is what a reader sees once text(s) is decoded, or, in hexadecimal, sorts alike.
func stringBytes(s string) string {
	if t := text(s); t[0] == '<' {
		return "\xfe\xff" + t[5:]
	}
	return s
}
