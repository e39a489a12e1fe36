package pdf

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"

	"keben/internal/draw"
	"keben/internal/geom"
)

// milli returns l in thousandths of a point, the unit of every coordinate in the file. A printing press resolves about
// thirty of them.
func milli(l geom.Length) int64 {
	n := int64(l) * 1000
	if n < 0 {
		return -((-n + int64(geom.Pt)/2) / int64(geom.Pt))
	}
	return (n + int64(geom.Pt)/2) / int64(geom.Pt)
}

// appendDecimal writes n divided by 10^places, without trailing zeros.
func appendDecimal(b []byte, n int64, places int) []byte {
	if n < 0 {
		b = append(b, '-')
		n = -n
	}
	scale := int64(1)
	for range places {
		scale *= 10
	}
	b = strconv.AppendInt(b, n/scale, 10)
	rest := n % scale
	if rest == 0 {
		return b
	}
	b = append(b, '.')
	for rest > 0 {
		scale /= 10
		b = append(b, byte('0'+rest/scale))
		rest %= scale
	}
	return b
}

// appendMilli writes n thousandths as a number.
func appendMilli(b []byte, n int64) []byte { return appendDecimal(b, n, 3) }

// decimal is appendMilli as a string.
func decimal(n int64) string { return string(appendMilli(nil, n)) }

// appendRectangle writes a rectangle of a page of the given height, in thousandths of a point. PDF counts from the
// bottom left corner.
func appendRectangle(b []byte, r geom.Rect, height int64) []byte {
	b = append(appendMilli(append(b, '['), milli(r.X)), ' ')
	b = append(appendMilli(b, height-milli(r.Y+r.H)), ' ')
	b = append(appendMilli(b, milli(r.X+r.W)), ' ')
	return append(appendMilli(b, height-milli(r.Y)), ']')
}

// appendBoxes writes the page boundaries (§14.11.2). The origin is the corner of the trimmed page, so that a bleed
// would make MediaBox and BleedBox larger and move nothing.
func appendBoxes(b []byte, trim geom.Size) []byte {
	for _, box := range [...]string{"/MediaBox [0 0 ", " /CropBox [0 0 ", " /BleedBox [0 0 ", " /TrimBox [0 0 "} {
		b = append(appendMilli(append(b, box...), milli(trim.W)), ' ')
		b = append(appendMilli(b, milli(trim.H)), ']')
	}
	return b
}

// mostString is the most bytes of a string (ISO 19005-2 §6.1.13). mostText is how many characters always fit into it as
// UTF-16.
const (
	mostString = 32_767
	mostText   = mostString/4 - 1
)

// excerpt returns the first n characters of s, with a mark where it was cut.
func excerpt(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for i := range s {
		if n--; n < 0 {
			return s[:i] + "…"
		}
	}
	return s
}

// key returns s as the name of a destination or an element: s itself, or, if it is too long for a string, its hash.
func key(s string) string {
	if len(s) <= mostText {
		return s
	}
	return fmt.Sprintf("%x", sha256.Sum256([]byte(s)))
}

// text writes a text string (ISO 32000-1 §7.9.2.2): plain ASCII as a literal, anything else in
// UTF-16 with a byte order mark.
func text(s string) string { return string(appendText(nil, s)) }

func appendText(b []byte, s string) []byte {
	s = excerpt(s, mostText)
	for i := range len(s) {
		if s[i] < 0x20 || s[i] > 0x7e {
			return append(appendUTF16(append(b, "<FEFF"...), s), '>')
		}
	}
	return append(b, literal(s)...)
}

// literal writes the bytes of an ASCII string in round brackets.
func literal(s string) string {
	if !strings.ContainsAny(s, `\()`) {
		return "(" + s + ")"
	}
	return "(" + escapes.Replace(s) + ")"
}

var escapes = strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`)

const hexadecimal = "0123456789ABCDEF"

// appendUTF16 writes s as hexadecimal UTF-16BE.
func appendUTF16(b []byte, s string) []byte {
	for _, r := range s {
		if r >= 0x10000 {
			hi, lo := utf16.EncodeRune(r)
			b = appendHex(appendHex(b, uint16(hi)), uint16(lo))
			continue
		}
		b = appendHex(b, uint16(r))
	}
	return b
}

func appendHex(b []byte, v uint16) []byte {
	return append(b, hexadecimal[v>>12], hexadecimal[v>>8&15], hexadecimal[v>>4&15], hexadecimal[v&15])
}

// pdfName writes a name object, escaping what is not a regular character (§7.3.5).
func pdfName(s string) string {
	b := []byte{'/'}
	for i := range len(s) {
		if c := s[i]; c <= 0x20 || c > 0x7e || strings.IndexByte("#()<>[]{}/%", c) >= 0 {
			b = append(b, '#', hexadecimal[c>>4], hexadecimal[c&15])
		} else {
			b = append(b, c)
		}
	}
	return string(b)
}

// appendColor writes the operator that sets a colour: grey for neutral colours, so that black text is printed in black
// ink alone, otherwise RGB. operators are the one for grey and the one for RGB.
func appendColor(b []byte, c draw.Color, operators [2]string) []byte {
	part := func(v uint8) { b = append(appendMilli(b, (int64(v)*1000+127)/255), ' ') }
	part(c.R)
	if c.R == c.G && c.G == c.B {
		return append(append(b, operators[0]...), '\n')
	}
	part(c.G)
	part(c.B)
	return append(append(b, operators[1]...), '\n')
}

// The operators of the fill and the stroke colour.
var (
	fillColor   = [2]string{"g", "rg"}
	strokeColor = [2]string{"G", "RG"}
)
