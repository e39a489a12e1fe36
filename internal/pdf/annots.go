package pdf

import (
	"cmp"
	"fmt"
	"strings"
)

// annot is a link annotation: one for each area, so a link broken over two lines has two.
type annot struct {
	ref  ref
	page int
	tag  int32
	link *flatLink
}

// collectAnnots numbers the annotations of the document.
func (f *finisher) collectAnnots() {
	f.annotsOf = map[int32][]int{}
	for p := range f.doc.Pages {
		for k := range f.doc.Pages[p].Links {
			l := &f.doc.Pages[p].Links[k]
			f.annotsOf[l.Tag] = append(f.annotsOf[l.Tag], len(f.annots))
			f.annots = append(f.annots, annot{f.out.reserve(), p, l.Tag, l})
		}
	}
}

// mostContents is the most characters that are said of a link: each of its lines says them again.
const mostContents = 2000

// writeAnnots writes them (ISO 32000-1 §12.5.6.5) with what the two standards ask for: Print and nothing
// else in the flags (ISO 19005-2 §6.3.2), Contents and the way back to the element (ISO 14289-1 §7.18.5).
func (f *finisher) writeAnnots() {
	for k, a := range f.annots {
		l := a.link
		target := "/Dest " + text(key(l.Dest))
		if l.Dest == "" {
			target = "/A <</S /URI /URI " + literal(asciiURI(l.URI)) + ">>"
		}
		height := milli(f.doc.Pages[a.page].Trim.H)
		f.out.put(a.ref, fmt.Sprintf("<</Type /Annot /Subtype /Link /Rect %s /Border [0 0 0] /F 4 /Contents %s /StructParent %d %s>>",
			rectangle(l.Area, height), text(excerpt(cmp.Or(l.Text, l.URI, l.Dest), mostContents)), len(f.doc.Pages)+k, target))
	}
}

// asciiURI percent-encodes what a URI may not hold (RFC 3986 §2.1): PDF has no other addresses
// (§12.6.4.7).
func asciiURI(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7f {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
