package shape

import (
	"bytes"
	"encoding/binary"
	"sync"
	"unicode"

	otfont "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"

	"keben/internal/font"
)

// Fonts are faces as HarfBuzz reads them, shared by all shapers of a book: reading a Han face takes a tenth
// of a second. It is safe for concurrent use.
type Fonts struct {
	mu     sync.Mutex
	parsed map[fontKey]*otfont.Font
}

// NewFonts returns an empty store.
func NewFonts() *Fonts { return &Fonts{parsed: map[fontKey]*otfont.Font{}} }

// fontKey is a face with or without its outlines.
type fontKey struct {
	face     *font.Face
	outlines bool
}

// get returns a face as HarfBuzz reads it, nil when it cannot.
func (f *Fonts) get(key fontKey) *otfont.Font {
	f.mu.Lock()
	defer f.mu.Unlock()
	parsed, ok := f.parsed[key]
	if !ok {
		data := key.face.Data
		if !key.outlines {
			data = withoutOutlines(data)
		}
		if face, err := otfont.ParseTTF(bytes.NewReader(data)); err == nil {
			parsed = face.Font
		}
		f.parsed[key] = parsed
	}
	return parsed
}

// withoutOutlines returns the font with its tables glyf and loca hidden. Nearly all the time of reading a
// Han face is spent on its outlines, and shaping needs them only to put a combining mark where the face
// itself does not say.
func withoutOutlines(data []byte) []byte {
	const header, record = 12, 16
	if len(data) < header {
		return data
	}
	n := int(binary.BigEndian.Uint16(data[4:]))
	if len(data) < header+n*record {
		return data
	}
	out := bytes.Clone(data)
	for i := range n {
		tag := out[header+i*record:][:4]
		if string(tag) == "glyf" || string(tag) == "loca" {
			tag[3] |= 0x80 // the order of the tags stays
		}
	}
	return out
}

// hasMarks reports whether text has a combining mark.
func hasMarks(text string) bool {
	for _, r := range text {
		if r >= 0x300 && unicode.Is(unicode.Mn, r) {
			return true
		}
	}
	return false
}

// font returns HarfBuzz's view of a face, nil when it cannot read it.
func (s *Shaper) font(key fontKey) *harfbuzz.Font {
	hb, ok := s.fonts[key]
	if !ok {
		if f := s.shared.get(key); f != nil {
			hb = harfbuzz.NewFont(otfont.NewFace(f))
		}
		s.fonts[key] = hb
	}
	return hb
}
