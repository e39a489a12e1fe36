package pdf

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"keben/internal/forme"
)

func TestDatesKeepTheirPrecision(t *testing.T) {
	for _, c := range []struct{ date, pdf string }{
		{"2025", "D:2025"},
		{"2025-09", "D:202509"},
		{"2025-09-01", "D:20250901"},
		{"2025-09-01T08:30Z", "D:202509010830+00'00'"},
		{"2025-09-01T08:30:05+08:00", "D:20250901083005+08'00'"},
		{"2025-09-01T08:30:05-03:30", "D:20250901083005-03'30'"},
	} {
		xmp, pdf, err := dates(c.date)
		if xmp != c.date || pdf != c.pdf || err != nil {
			t.Errorf("%s: %s, %s, %v", c.date, xmp, pdf, err)
		}
	}
	for _, bad := range []string{"2025-13", "25", "2025-09-01T08:30", "2025年9月", "2025-9"} {
		if _, _, err := dates(bad); err == nil {
			t.Errorf("%s is no error", bad)
		}
	}
}

func TestMetadataIsWellFormedAndEscaped(t *testing.T) {
	doc := &forme.Document{Title: `<Q&A> "书"` + "\x01", Authors: []string{"甲", "B & C"}, Subject: "s", Keywords: []string{"k1", "k2"}, Lang: "zh-Hans", Date: "2025-09"}
	packet := string(xmp(doc))
	d := xml.NewDecoder(strings.NewReader(packet))
	var words strings.Builder
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if c, ok := token.(xml.CharData); ok {
			words.WriteString(strings.TrimSpace(string(c)) + "|")
		}
	}
	for _, want := range []string{`<Q&A> "书"` + "\ufffd|", "|甲|", "|B & C|", "|k1|", "|k1; k2|", "|2025-09|", "|Keben|"} {
		if !strings.Contains(words.String(), want) {
			t.Errorf("no %q in %s", want, words.String())
		}
	}
	if got := info(doc); !strings.Contains(got, "/Keywords (k1; k2)") || !strings.Contains(got, "/CreationDate (D:202509)") || !strings.Contains(got, "/Producer (Keben)") {
		t.Error(got)
	}
}

func TestNoDateIsInvented(t *testing.T) {
	doc := &forme.Document{Title: "t"}
	if s := string(xmp(doc)) + info(doc); strings.Contains(s, "Date") {
		t.Error(s)
	}
}

func TestColourProfileIsWellFormed(t *testing.T) {
	p := sRGB()
	if int(binary.BigEndian.Uint32(p)) != len(p) || string(p[36:40]) != "acsp" || string(p[12:24]) != "mntrRGB XYZ " {
		t.Fatalf("header %x", p[:128])
	}
	n := int(binary.BigEndian.Uint32(p[128:]))
	found := map[string][]byte{}
	for i := range n {
		e := p[132+12*i:]
		at, size := binary.BigEndian.Uint32(e[4:]), binary.BigEndian.Uint32(e[8:])
		if at%4 != 0 || int(at+size) > len(p) {
			t.Fatalf("tag %s at %d, %d bytes", e[:4], at, size)
		}
		found[string(e[:4])] = p[at : at+size]
	}
	for _, tag := range []string{"desc", "cprt", "wtpt", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"} {
		if found[tag] == nil {
			t.Errorf("no %s", tag)
		}
	}
	// The primaries must add up to white.
	for axis, white := range [...]uint32{0xF6D6, 0x10000, 0xD32D} {
		var sum uint32
		for _, tag := range [...]string{"rXYZ", "gXYZ", "bXYZ"} {
			sum += binary.BigEndian.Uint32(found[tag][8+4*axis:])
		}
		if d := int(sum) - int(white); d < -16 || d > 16 {
			t.Errorf("axis %d: the primaries add up to %#x, white is %#x", axis, sum, white)
		}
	}
	curve := found["gTRC"][12:]
	if first, middle, last := binary.BigEndian.Uint16(curve), binary.BigEndian.Uint16(curve[2*512:]), binary.BigEndian.Uint16(curve[2*1023:]); first != 0 || middle != 14057 || last != 65535 {
		t.Errorf("curve %d %d %d", first, middle, last)
	}
	// The same bytes on every machine.
	if got := fmt.Sprintf("%x", sha256.Sum256(p))[:16]; got != "4cd4630e4ae86239" {
		t.Errorf("hash %s", got)
	}
}
