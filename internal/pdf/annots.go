package pdf

import (
	"cmp"
	"fmt"
	"strings"

	"keben/internal/forme"
)

// mostContents is the most characters of a link's Contents, because the annotation of each of its lines repeats them.
const mostContents = 2000

// putAnnot writes the annotations of a link (§12.5.6.5), one per area, so that a link broken over two lines has two. Of
// the flags only Print is set (ISO 19005-2 §6.3.2); Contents and the way back to the element are required by
// ISO 14289-1 §7.18.5.
func (b *bundle) putAnnot(r ref, page *forme.Page, l *forme.Link) {
	b.open(r)
	b.text("<</Type /Annot /Subtype /Link /Rect ")
	b.body = appendRectangle(b.body, l.Area.Move(page.At), milli(page.Trim.H))
	b.text(" /Border [0 0 0] /F 4 /Contents ")
	b.body = appendText(b.body, excerpt(cmp.Or(l.Text, l.URI, l.Dest), mostContents))
	b.text(" /StructParent ")
	b.number(int(r))
	if l.Dest != "" {
		b.text(" /Dest ")
		b.body = appendText(b.body, key(l.Dest))
	} else {
		b.text(" /A <</S /URI /URI " + literal(asciiURI(l.URI)) + ">>")
	}
	b.text(">>")
	b.close()
}

// asciiURI percent-encodes the characters that a URI may not hold (RFC 3986 §2.1), because an address in PDF is a URI
// in ASCII (§12.6.4.7).
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
