// Package shape turns text into positioned glyphs with HarfBuzz, by the OpenType layout tables of a face (GSUB, GPOS).
//
// Lengths are in units of the face, y upwards; places in the text are in bytes. Package paragraph converts both.
//
// The script (ISO 15924) and the language (BCP 47) are always given and never guessed, because a face may set the same
// characters differently: —— is one dash of two ems only in script Hani and language zh-Hans.
//
// Package font reads all other tables of a face and gives HarfBuzz a file of the layout tables alone, so that the glyph
// that is set is the one by which the face was chosen, and a damaged face is checked in one place. A layout table that
// makes HarfBuzz panic costs the run its kerning, not the build.
package shape

import (
	"slices"
	"unicode/utf8"

	ot "github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"

	"keben/internal/font"
)

// Feature switches an OpenType feature, as {"onum", 1}.
type Feature struct {
	Tag   string
	Value uint32
}

// Glyph is a shaped glyph; lengths are in font units, y upwards. Start and End delimit the cluster in
// bytes of the text; of a cluster's glyphs only the first has Start < End, the others have Start = End =
// the end of the cluster. Clusters do not overlap and together cover the text.
type Glyph struct {
	ID               font.GlyphID
	Start, End       int
	Advance          int
	XOffset, YOffset int
}

// Options are the properties of a run that are not in its text. The glyphs of a run in a right-to-left script come in
// visual order, from left to right.
type Options struct {
	Script   string    // ISO 15924: "Hani", "Latn"; "" is "Zyyy", and never guessed
	Lang     string    // BCP 47: "zh-Hans", "en"
	Features []Feature // over the whole run, on top of HarfBuzz's default ones (kern, liga, calt, locl…)
}

// Shaper shapes runs and caches them. It is not safe for concurrent use: make one per goroutine. The glyphs it returns
// are shared and must not be changed.
type Shaper struct {
	Shaped int // characters given to HarfBuzz; tests count its work by them

	shared   *Fonts
	fonts    map[fontKey]*harfbuzz.Font
	buffer   *harfbuzz.Buffer
	settings []setting
	// The cache has two generations. When young is full it becomes old, and the runs of the former old that nobody
	// asked for since are dropped.
	young, old map[run][]Glyph
	held       int // glyphs in young
	runes      []rune
	offsets    []int
}

// maxRuns bounds a generation of the cache. A run is a word or a stretch of Han, and a book of a million characters has
// fewer different ones.
const maxRuns = 1 << 15

// maxGlyphs bounds a generation, too, because a run may also be a thousand characters of pasted data.
const maxGlyphs = 1 << 20

// run is the key of the cache; setting is an index into Shaper.settings.
type run struct {
	face    *font.Face
	text    string
	setting int
}

// setting is Options in HarfBuzz's terms.
type setting struct {
	options  Options
	props    harfbuzz.SegmentProperties
	features []harfbuzz.Feature
}

// NewShaper returns a Shaper with an empty cache. Shapers with the same Fonts share the faces they have read; with nil
// the shaper has its own.
func NewShaper(fonts *Fonts) *Shaper {
	if fonts == nil {
		fonts = NewFonts()
	}
	return &Shaper{
		shared: fonts,
		fonts:  map[fontKey]*harfbuzz.Font{},
		buffer: harfbuzz.NewBuffer(),
		young:  map[run][]Glyph{},
	}
}

// Shape returns the glyphs of text set in face. A character that the face lacks is glyph 0. Invisible format characters
// (soft hyphen, joiners) have a glyph without advance. If HarfBuzz cannot read the face, there is one unkerned glyph
// per character.
func (s *Shaper) Shape(face *font.Face, text string, opts Options) []Glyph {
	if text == "" {
		return nil
	}
	key := run{face, text, s.setting(opts)}
	if g, ok := s.young[key]; ok {
		return g
	}
	g, ok := s.old[key]
	if !ok {
		g = s.shape(key)
	}
	if len(s.young) >= maxRuns || s.held >= maxGlyphs {
		s.old, s.young, s.held = s.young, make(map[run][]Glyph, maxRuns/4), 0
	}
	s.young[key] = g
	s.held += len(g)
	return g
}

// setting returns the index of opts in s.settings. A book has a handful, so a search is faster than a key.
func (s *Shaper) setting(opts Options) int {
	for i := range s.settings {
		if o := &s.settings[i].options; o.Script == opts.Script && o.Lang == opts.Lang && slices.Equal(o.Features, opts.Features) {
			return i
		}
	}
	opts.Features = slices.Clone(opts.Features)
	t := setting{options: opts}
	script, err := language.ParseScript(opts.Script)
	if err != nil {
		script = language.Common
	}
	t.props = harfbuzz.SegmentProperties{
		Language:  language.NewLanguage(opts.Lang),
		Script:    script,
		Direction: harfbuzz.LeftToRight,
	}
	if rightToLeft[script] {
		t.props.Direction = harfbuzz.RightToLeft
	}
	for _, f := range opts.Features {
		if len(f.Tag) == 4 {
			t.features = append(t.features, harfbuzz.Feature{
				Tag: ot.MustNewTag(f.Tag), Value: f.Value,
				Start: harfbuzz.FeatureGlobalStart, End: harfbuzz.FeatureGlobalEnd,
			})
		}
	}
	s.settings = append(s.settings, t)
	return len(s.settings) - 1
}

// rightToLeft holds the living scripts written from right to left.
var rightToLeft = map[language.Script]bool{
	language.Arabic: true, language.Hebrew: true, language.Syriac: true, language.Thaana: true,
	language.Nko: true, language.Adlam: true, language.Hanifi_Rohingya: true,
}

func (s *Shaper) shape(key run) (out []Glyph) {
	at := fontKey{key.face, hasMarks(key.text)}
	hb := s.font(at)
	if hb == nil {
		return unshaped(key.face, key.text)
	}
	// A broken layout table must not end the build: this text is set without it. Other texts still use the table, so
	// that results do not depend on which text came first.
	defer func() {
		if recover() != nil {
			s.buffer = harfbuzz.NewBuffer()
			out = unshaped(key.face, key.text)
		}
	}()
	t := &s.settings[key.setting]
	b := s.buffer
	b.Clear()
	s.runes, s.offsets = s.runes[:0], s.offsets[:0]
	for i, r := range key.text {
		s.runes, s.offsets = append(s.runes, r), append(s.offsets, i)
	}
	s.offsets = append(s.offsets, len(key.text))
	s.Shaped += len(s.runes)
	b.AddRunes(s.runes, 0, len(s.runes))
	b.Props = t.props
	// A mark at the beginning of a run has its base in the run before, so it gets no dotted circle.
	b.Flags = harfbuzz.DoNotinsertDottedCircle
	b.Shape(hb, t.features)

	// Clusters are numbers of characters, ascending from left to right or, in a right-to-left run,
	// descending (HarfBuzz, cluster level 0: monotone graphemes).
	out = make([]Glyph, len(b.Info))
	backward := t.props.Direction == harfbuzz.RightToLeft
	end := len(s.runes)
	last := func(i int) {
		// The glyphs before i that share its cluster.
		first := i
		for first > 0 && b.Info[first-1].Cluster == b.Info[i].Cluster {
			first--
		}
		from, to := s.offsets[b.Info[i].Cluster], s.offsets[end]
		for k := first; k <= i; k++ {
			out[k].Start, out[k].End = to, to
		}
		out[first].Start = from
		end = b.Info[i].Cluster
	}
	if backward {
		for i := range b.Info {
			if i+1 == len(b.Info) || b.Info[i+1].Cluster != b.Info[i].Cluster {
				last(i)
			}
		}
	} else {
		for i := len(b.Info) - 1; i >= 0; i-- {
			if i+1 == len(b.Info) || b.Info[i+1].Cluster != b.Info[i].Cluster {
				last(i)
			}
		}
	}
	for i, info := range b.Info {
		p := b.Pos[i]
		if int(info.Glyph) < key.face.NumGlyphs { // layout tables may name a glyph that the face lacks
			out[i].ID = font.GlyphID(info.Glyph)
		}
		out[i].Advance, out[i].XOffset, out[i].YOffset = int(p.XAdvance), int(p.XOffset), int(p.YOffset)
	}
	return out
}

func unshaped(face *font.Face, text string) []Glyph {
	out := make([]Glyph, 0, utf8.RuneCountInString(text))
	for i, r := range text {
		_, n := utf8.DecodeRuneInString(text[i:])
		g, _ := face.GID(r)
		out = append(out, Glyph{ID: g, Start: i, End: i + n, Advance: face.Advance(g)})
	}
	return out
}
