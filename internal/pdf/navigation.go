package pdf

import (
	"fmt"
	"strconv"
	"strings"

	"keben/internal/forme"
)

// putDests writes the named destinations (ISO 32000-1 §12.3.2.3).
func (j *job) putDests(b *bundle) {
	names := make([]named, 0, len(j.doc.Dests))
	var v []byte
	for n, d := range j.doc.Dests {
		v = append(appendRef(append(v[:0], '['), j.pages[d.Page]), " /XYZ "...)
		v = append(appendMilli(v, milli(d.At.X)), ' ')
		v = append(appendMilli(v, milli(j.doc.Pages[d.Page].Trim.H)-milli(d.At.Y)), " null]"...)
		names = append(names, newNamed(key(n), string(v)))
	}
	b.open(destsRef)
	b.text("<</Names [")
	b.body = appendNames(b.body, names)
	b.text("]>>")
	b.close()
}

// item is a bookmark with its place in the tree. The links are indexes; -1 leads nowhere.
type item struct {
	*forme.Bookmark
	ref                             ref
	parent, first, last, prev, next int
	kids                            int
}

// outline makes a tree of the bookmarks. A bookmark that is deeper than the one before by more than one becomes its
// child.
func outline(bookmarks []forme.Bookmark) []item {
	items := make([]item, len(bookmarks))
	var path []int // the last item of each depth
	for i := range bookmarks {
		depth := min(max(bookmarks[i].Depth, 0), len(path))
		it := &items[i]
		*it = item{Bookmark: &bookmarks[i], parent: -1, first: -1, last: -1, next: -1, prev: -1}
		if depth < len(path) {
			it.prev = path[depth]
			items[it.prev].next = i
		}
		if depth > 0 {
			it.parent = path[depth-1]
			p := &items[it.parent]
			p.last = i
			p.kids++
			if p.first < 0 {
				p.first = i
			}
		}
		path = append(path[:depth], i)
	}
	return items
}

// putOutline writes the bookmarks (§12.3.3), of which there is at least one, numbered from first.
func (j *job) putOutline(list *bundle, first ref) {
	const root = outlinesRef
	items := outline(j.doc.Outline)
	for i := range items {
		items[i].ref = first + ref(i)
	}
	last, visible := 0, 0
	for i, it := range items {
		parent := ref(root)
		if it.parent >= 0 {
			parent = items[it.parent].ref
		}
		if it.parent < 0 {
			last = i
			visible += 1 + it.kids
		}
		var b strings.Builder
		fmt.Fprintf(&b, "<</Title %s /Parent %v", text(it.Title), parent)
		for _, l := range [...]struct {
			key string
			to  int
		}{{"Prev", it.prev}, {"Next", it.next}, {"First", it.first}, {"Last", it.last}} {
			if l.to >= 0 {
				fmt.Fprintf(&b, " /%s %v", l.key, items[l.to].ref)
			}
		}
		// The top bookmarks are open and those below closed, which a negative count says.
		switch {
		case it.kids > 0 && it.parent < 0:
			fmt.Fprintf(&b, " /Count %d", it.kids)
		case it.kids > 0:
			fmt.Fprintf(&b, " /Count %d", -it.kids)
		}
		if it.Dest != "" {
			b.WriteString(" /Dest " + text(key(it.Dest)))
		}
		b.WriteString(">>")
		list.put(it.ref, b.String())
	}
	list.put(root, fmt.Sprintf("<</Type /Outlines /First %v /Last %v /Count %d>>", items[0].ref, items[last].ref, visible))
}

// label is a page label taken apart: a prefix and a number in a style, 0 for none.
type label struct {
	prefix string
	style  byte // D arabic, r lower and R upper case roman, as in PDF
	number int
}

// parseLabel reads "iv", "12", "A-3"; anything else is all prefix.
func parseLabel(s string) label {
	digits := len(s)
	for digits > 0 && s[digits-1] >= '0' && s[digits-1] <= '9' {
		digits--
	}
	if n, err := strconv.Atoi(s[digits:]); err == nil && n > 0 && s[digits] != '0' {
		return label{s[:digits], 'D', n}
	}
	for n := 1; len(s) > 0 && n < 4000 && strings.Trim(strings.ToLower(s), "ivxlcdm") == ""; n++ {
		switch roman(n) {
		case s:
			return label{"", 'r', n}
		case strings.ToLower(s):
			if s == strings.ToUpper(s) {
				return label{"", 'R', n}
			}
		}
	}
	return label{prefix: s}
}

func roman(n int) string {
	var b strings.Builder
	for _, d := range [...]struct {
		value int
		sign  string
	}{{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for n >= d.value {
			b.WriteString(d.sign)
			n -= d.value
		}
	}
	return b.String()
}

// pageLabels returns the PageLabels entry of the catalog (§12.4.2), or "" when no page has a label. A page without a
// label still counts: it gets the number between those of its neighbours.
func pageLabels(pages []forme.Page) string {
	labels := make([]label, len(pages))
	none := true
	for i, p := range pages {
		switch {
		case p.Label != "":
			labels[i] = parseLabel(p.Label)
			none = false
		case i > 0 && labels[i-1].style != 0:
			labels[i] = labels[i-1]
			labels[i].number++
		}
	}
	if none {
		return ""
	}
	for i := len(labels) - 2; i >= 0; i-- {
		if next := labels[i+1]; labels[i] == (label{}) && next.style != 0 && next.number > 1 {
			labels[i] = next
			labels[i].number--
		}
	}
	var b strings.Builder
	b.WriteString("/PageLabels <</Nums [")
	for i, l := range labels {
		if i > 0 && l.style != 0 && l.style == labels[i-1].style && l.prefix == labels[i-1].prefix && l.number == labels[i-1].number+1 {
			continue
		}
		fmt.Fprintf(&b, "%d <<", i)
		if l.prefix != "" {
			b.WriteString("/P " + text(l.prefix))
		}
		if l.style != 0 {
			fmt.Fprintf(&b, "/S /%c /St %d", l.style, l.number)
		}
		b.WriteString(">>")
	}
	b.WriteString("]>>")
	return b.String()
}
