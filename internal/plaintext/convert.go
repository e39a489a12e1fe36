package plaintext

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"

	"keben/internal/diag"
)

// Why a file is not converted.
var (
	ErrUTF8     error = diag.NewFailure(nil, "it is UTF-8 already", "已经是 UTF-8 编码")
	ErrUnknown  error = diag.NewFailure(nil, "it is not certain which encoding it has: name it with --from", "无法确定是哪种编码：请用 --from 指明")
	ErrEncoding error = diag.NewFailure(nil, "there is no such encoding", "没有这种编码")
)

// Converted is a text with the encoding that it came in.
type Converted struct {
	Text []byte // UTF-8 without a mark; line ends are as they were
	From string
}

// Convert returns a text in another encoding as UTF-8. from names the encoding; "" asks Detect. Bytes that are invalid
// in the encoding are an error with the place of the first, because the text would lose them.
func Convert(raw []byte, from string) (Converted, error) {
	if from == "" {
		if utf16Name(raw) == "" && utf8.Valid(raw) {
			return Converted{}, ErrUTF8
		}
		if from = Detect(raw); from == "" {
			return Converted{}, ErrUnknown
		}
	}
	f, ok := named(from)
	if !ok {
		return Converted{}, ErrEncoding
	}
	switch { // the byte order mark decides where the name means either order
	case f.unit == 2 && bytes.HasPrefix(raw, []byte("\xFF\xFE")):
		f, _ = named("UTF-16LE")
		raw = raw[2:]
	case f.unit == 2 && bytes.HasPrefix(raw, []byte("\xFE\xFF")):
		f, _ = named("UTF-16BE")
		raw = raw[2:]
	}
	text, whole := f.decode(raw)
	if whole && len(raw)%f.unit == 0 {
		return Converted{text, f.name}, nil
	}
	line := 1
	if at := bytes.Index(text, []byte("\uFFFD")); at >= 0 {
		line += bytes.Count(text[:at], []byte("\n"))
	} else {
		line += bytes.Count(text, []byte("\n"))
	}
	return Converted{}, diag.NewFailure(nil, "line %[2]d has bytes that are not %[1]s", "第 %[2]d 行有不属于 %[1]s 编码的字节", f.name, line)
}

// utf16Name recognises UTF-16 by its byte order mark or, without one, by the zero bytes that ASCII
// punctuation and line ends leave in every second place.
func utf16Name(raw []byte) string {
	little := bytes.HasPrefix(raw, []byte("\xFF\xFE"))
	if big := bytes.HasPrefix(raw, []byte("\xFE\xFF")); !little && !big {
		even, odd := 0, 0
		for i, c := range raw[:min(len(raw), 4096)] {
			if c == 0 && i%2 == 0 {
				even++
			} else if c == 0 {
				odd++
			}
		}
		if len(raw) < 4 || len(raw)%2 != 0 || max(even, odd)*16 < min(len(raw), 4096) || min(even, odd)*8 > max(even, odd) {
			return ""
		}
		little = odd > even
	}
	switch {
	case little && decodes(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), raw), little && decodes(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), raw):
		return "UTF-16LE"
	case !little && decodes(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), raw):
		return "UTF-16BE"
	}
	return ""
}
