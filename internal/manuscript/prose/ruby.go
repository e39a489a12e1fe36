package prose

import (
	"bytes"

	"keben/internal/script"
)

// ParseRuby reads {汉字|hàn zì} at the beginning of s: base text with its reading, and the length in
// bytes, 0 when there is none. In a table cell the bar is written \|. The base must hold a CJK
// character: {a|b} in a text about programs is {a|b}.
func ParseRuby(s []byte) (base, reading []byte, length int) {
	if len(s) < 2 || s[0] != '{' {
		return nil, nil, 0
	}
	// A reading is short, and looking farther for every brace would be quadratic.
	end := bytes.IndexAny(s[1:min(len(s), 400)], "{}\n")
	if end < 0 || s[1+end] != '}' {
		return nil, nil, 0
	}
	base, reading, ok := bytes.Cut(s[1:1+end], []byte("|"))
	base, reading = bytes.TrimSpace(bytes.TrimSuffix(base, []byte(`\`))), bytes.TrimSpace(reading)
	if !ok || len(reading) == 0 || bytes.IndexByte(reading, '|') >= 0 || !bytes.ContainsFunc(base, script.Wide) {
		return nil, nil, 0
	}
	return base, reading, end + 2
}
