package pdf

import (
	"cmp"
	"fmt"
	"strings"

	"keben/internal/forme"
)

// mostContents is the most characters that are said of a link: each of its lines says them again.
const mostContents = 2000

// putAnnot writes a link annotation (ISO 32000-1 §12.5.6.5), one for each area, so a link broken over two lines has two.
// It has what the two standards ask for: Print and nothing else in the flags (ISO 19005-2 §6.3.2), Contents and the way
// back to the element (ISO 14289-1 §7.18.5).
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
