package shape

import (
	"bytes"
	"sync"
	"unicode"

	otfont "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"

	"keben/internal/font"
)

// Fonts are faces as HarfBuzz reads them, shared by all shapers of a book. It is safe for concurrent use.
type Fonts struct {
	mu     sync.Mutex
	parsed map[fontKey]*otfont.Font
}

// NewFonts returns an empty store.
func NewFonts() *Fonts { return &Fonts{parsed: map[fontKey]*otfont.Font{}} }

// fontKey is a face with or without the ink boxes of its glyphs. HarfBuzz needs boxes only to place a combining mark
// for which the face has no rule, and a Han face has thirty thousand of them.
type fontKey struct {
	face  *font.Face
	boxes bool
}

// get returns a face as HarfBuzz reads it, nil when it cannot.
func (f *Fonts) get(key fontKey) *otfont.Font {
	f.mu.Lock()
	defer f.mu.Unlock()
	parsed, ok := f.parsed[key]
	if !ok {
		parsed = parse(key)
		f.parsed[key] = parsed
	}
	return parsed
}

// parse gives HarfBuzz the layout tables of a face, in a file that package font has made from checked values. A panic
// of its reader of layout tables ends here.
func parse(key fontKey) (parsed *otfont.Font) {
	defer func() {
		if recover() != nil {
			parsed = nil
		}
	}()
	face, err := otfont.ParseTTF(bytes.NewReader(key.face.Layout(key.boxes)))
	if err != nil {
		return nil
	}
	face.Cmap = characters{face.Cmap, key.face}
	return face.Font
}

// characters maps characters to glyphs as package font does, so that HarfBuzz sets the glyph by which the face was
// chosen. The embedded cmap is empty; shaping does not ask it.
type characters struct {
	otfont.Cmap
	face *font.Face
}

// Lookup returns the glyph for r.
func (c characters) Lookup(r rune) (otfont.GID, bool) {
	g, ok := c.face.GID(r)
	return otfont.GID(g), ok
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
