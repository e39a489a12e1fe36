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

// fontKey is a face with or without the ink boxes of its glyphs. HarfBuzz needs them only to put a combining mark
// where the face itself does not say, and a Han face has thirty thousand.
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

// parse gives HarfBuzz the layout tables of a face. All else it asks is in the file as package font has read it,
// within bounds; what a broken layout table does to its reader ends here.
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

// characters answers for the characters of a face, so that the glyph HarfBuzz sets is the one by which the face
// was chosen. Its list of all characters, which shaping does not ask for, is that of the empty cmap.
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
