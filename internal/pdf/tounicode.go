package pdf

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// toUnicode writes the CMap from codes to text (ISO 32000-1 §9.10.3).
func toUnicode(list []coded) []byte {
	b := []byte(`/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
`)
	const most = 100 // entries in a section (Adobe Technical Note #5014, §4)
	for entries := range slices.Chunk(list, most) {
		b = fmt.Appendf(b, "%d beginbfchar\n", len(entries))
		for _, c := range entries {
			b = append(appendHex(append(b, '<'), c.CID), "> <"...)
			b = append(appendUTF16(b, extractable(c.text)), ">\n"...)
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, `endcmap
CMapName currentdict /CMap defineresource pop
end
end
`...)
}

// extractable replaces what a ToUnicode map must not hold: U+0000, U+FEFF and U+FFFE (ISO 14289-1 §7.21.7), and
// whatever is not valid UTF-8.
func extractable(s string) string {
	if utf8.ValidString(s) && !strings.ContainsAny(s, "\x00\uFEFF\uFFFE") {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case 0, 0xFFFE:
			return utf8.RuneError
		case 0xFEFF:
			return '\u2060' // its modern form
		}
		return r
	}, s)
}
