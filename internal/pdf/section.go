package pdf

import (
	"cmp"
	"encoding/binary"

	"keben/internal/forme"
)

// section is a part in its document: its plate, its pages with the blank ones before them, and a range of object
// numbers of its own. Only the section refers to its objects, so that its bytes depend on nothing but the part and
// where the range begins.
//
// The range has, in this order: the node of the parent tree, the pages of the bodies, the bodies, the elements, the
// annotations, the areas of figures, and the object streams of these. Then follow the objects that depend on the pages,
// too: the blank pages and their node, running heads and folios, the object streams of the pages. A number whose object
// does not exist stays free, so that a link that loses its destination moves nothing.
type section struct {
	part  *forme.Part
	plate *plate
	kept  *keptPart
	base  ref
	pages []int  // of the document, by body; then the blank ones
	alive []bool // by link: whether the document has its destination

	tops, ids []int32 // elements, see bundleStructure
}

// rangeStep is the multiple to which ranges are rounded up, so that a part that grows by less mostly moves no other.
const rangeStep = 256

func (s *section) bodies() int { return len(s.part.Bodies) }
func (s *section) blanks() int { return len(s.pages) - s.bodies() }

func (s *section) node() ref           { return s.base }
func (s *section) page(i int) ref      { return s.base + 1 + ref(i) } // of body i
func (s *section) stream(i int) ref    { return s.page(s.bodies() + i) }
func (s *section) element(i int32) ref { return s.stream(s.bodies()) + ref(i) }
func (s *section) annot(i int) ref     { return s.element(int32(len(s.part.Elements))) + ref(i) }
func (s *section) box(i int) ref       { return s.annot(s.plate.links) + ref(i) }
func (s *section) structure() ref      { return s.box(s.plate.boxes) }
func (s *section) blank(i int) ref {
	return s.structure() + ref(bundles(1+len(s.part.Elements))) + ref(i)
}
func (s *section) blankNode() ref   { return s.blank(s.blanks()) }
func (s *section) around(i int) ref { return s.blankNode() + 1 + ref(i) }
func (s *section) bundle() ref      { return s.around(len(s.pages)) }

// settle gives the section its range and returns where the next begins.
func (s *section) settle(base ref) ref {
	s.base = base
	end := int(s.bundle()) + bundles(len(s.pages)+s.plate.links+s.plate.boxes+1)
	return ref((end + rangeStep - 1) / rangeStep * rangeStep)
}

// pageOf returns the number of the i-th of s.pages.
func (s *section) pageOf(i int) ref {
	if i < s.bodies() {
		return s.page(i)
	}
	return s.blank(i - s.bodies())
}

// structureKey is a key of everything outside the part that its elements depend on.
func (s *section) structureKey() string {
	b := binary.AppendUvarint(nil, uint64(s.base))
	for _, alive := range s.alive {
		b = append(b, '0')
		if alive {
			b[len(b)-1] = '1'
		}
	}
	return string(b)
}

// pageKey is a key of everything outside the part that its pages and annotations depend on.
func (j *job) pageKey(s *section) string {
	b := []byte(s.structureKey())
	for _, p := range s.pages {
		page := &j.doc.Pages[p]
		for _, v := range [...]int64{milli(page.Trim.W), milli(page.Trim.H), milli(page.At.X), milli(page.At.Y), int64(page.Trim.H), int64(page.At.X), int64(page.At.Y), int64(j.around[p].ref)} {
			b = binary.AppendVarint(b, v)
		}
	}
	for _, p := range s.pages {
		b = binary.AppendVarint(b, int64(j.shifts[j.shiftOf(p)]))
	}
	return string(b)
}

// bundlePages writes the pages, the annotations and the areas of figures, in the order of their numbers.
func (j *job) bundlePages(s *section) *bundle {
	b := &bundle{}
	var annots [][]ref
	n := 0
	for i := range s.part.Bodies {
		var list []ref
		for range s.part.Bodies[i].Links {
			if s.alive[n] {
				list = append(list, s.annot(n))
			}
			n++
		}
		annots = append(annots, list)
	}
	for i := range s.part.Bodies {
		j.putPage(b, s, i, annots[i])
	}
	n = 0
	for i := range s.part.Bodies {
		for k := range s.part.Bodies[i].Links {
			if s.alive[n] {
				b.putAnnot(s.annot(n), &j.doc.Pages[s.pages[i]], &s.part.Bodies[i].Links[k])
			}
			n++
		}
	}
	n = 0
	for i := range s.part.Bodies {
		page := &j.doc.Pages[s.pages[i]]
		for _, box := range s.part.Bodies[i].Boxes {
			b.open(s.box(n))
			b.text("<</O /Layout /Placement /Block /BBox ")
			b.body = appendRectangle(b.body, box.Area.Move(page.At), milli(page.Trim.H))
			b.text(">>")
			b.close()
			n++
		}
	}
	for i := s.bodies(); i < len(s.pages); i++ {
		j.putPage(b, s, i, nil)
	}
	if s.blanks() > 0 {
		s.putBlankNode(b)
	}
	return b
}

// putBlankNode writes the node of the parent tree for pages on which no element has content.
func (s *section) putBlankNode(b *bundle) {
	b.open(s.blankNode())
	b.text("<</Limits [")
	b.number(int(s.blank(0)))
	b.text(" ")
	b.number(int(s.blank(s.blanks() - 1)))
	b.text("] /Nums [")
	for i := range s.blanks() {
		if i > 0 {
			b.text(" ")
		}
		b.number(int(s.blank(i)))
		b.text(" []")
	}
	b.text("]>>")
	b.close()
}

// putPage writes a page (§7.7.3.3). The content of a page with a body is three streams: the position of the body, the
// body, and what is around it.
func (j *job) putPage(b *bundle, s *section, i int, annots []ref) {
	p := s.pages[i]
	b.open(s.pageOf(i))
	b.text("<</Type /Page /Parent ")
	b.ref(pagesRef)
	b.text(" ")
	b.body = appendBoxes(b.body, j.doc.Pages[p].Trim)
	b.text(" /Resources ")
	b.ref(resourcesRef)
	switch around := j.around[p].ref; {
	case i < s.bodies():
		b.text(" /Contents ")
		b.list([]ref{j.shifts[j.shiftOf(p)], s.stream(i), around})
	case around != 0:
		b.text(" /Contents ")
		b.ref(around)
	}
	b.text(" /StructParents ")
	b.number(int(s.pageOf(i)))
	b.text(" /Tabs /S")
	if len(annots) > 0 {
		b.text(" /Annots ")
		b.list(annots)
	}
	b.text(">>")
	b.close()
}

// shift is the origin of a body on its page, in thousandths of a point from the bottom left corner.
type shift struct{ x, y int64 }

func (j *job) shiftOf(page int) shift {
	p := &j.doc.Pages[page]
	return shift{milli(p.At.X), milli(p.Trim.H) - milli(p.At.Y)}
}

func compareShifts(a, b shift) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.y, b.y)) }

// content is the stream before a body: it saves the graphics state and moves the origin. The stream after the body
// restores the state, so that running heads begin in the initial one.
func (s shift) content() []byte {
	b := append(appendMilli([]byte("q 1 0 0 1 "), s.x), ' ')
	return append(appendMilli(b, s.y), " cm\n"...)
}

// bare is the stream after a body that has neither running head nor folio.
const bare = "Q\n"

// around is the running head and the folio of a page, as a stream of the file.
type around struct {
	ref  ref // 0 when the page has none
	text string
	made bool // ref is written for this page; otherwise it is the stream of another page
}

// paintAround paints running heads and folios. They are no part of plates, because the numbers of pages are known last.
func (j *job) paintAround() ([]stream, *ink) {
	p := newPainter(j.kept)
	out := make([]stream, len(j.doc.Pages))
	for i := range j.doc.Pages {
		page := &j.doc.Pages[i]
		s := sheet{painter: p, top: page.Trim.H, height: milli(page.Trim.H)}
		if page.Part != nil {
			s.op("Q")
		}
		s.paint(page.Around)
		out[i] = stream{blob{data: s.buf}, s.patches}
	}
	return out, &p.ink
}

// placeArounds gives the streams around the bodies their numbers. Equal streams of a section share a number of the
// section's range; only the bare one is shared by the whole file.
func (j *job) placeArounds(streams []stream, k *ink) {
	for i := range streams {
		j.codes.apply(streams[i].data, streams[i].patches, k)
	}
	for _, s := range j.sections {
		first := map[string]ref{bare: bareRef, "": 0}
		for i, p := range s.pages {
			text := string(streams[p].data)
			r, known := first[text]
			if !known {
				r = s.around(i)
				first[text] = r
			}
			j.around[p] = around{ref: r, text: text, made: !known}
		}
	}
}
