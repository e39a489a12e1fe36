// Package design reads templates/theme.yaml into a [Theme]: the look of a book as values, which website, print and
// pictures share, so that they look alike.
//
// Units are those of the schema (schema.go): lengths in points or millimetres, bare numbers in thousandths of an em or
// of a body line, sizes of the website in CSS pixels. The proportions of pages and headings follow clreq,
// "Kihon-hanmen".
//
// The defaults are the built-in theme itself and not values in Go. A book's theme is laid over it key by key, so that a
// designer states only what differs.
package design

import (
	"maps"
	"slices"
	"strings"

	"keben/internal/geom"
	"keben/internal/lang"
	"keben/internal/source"
	"keben/internal/yaml"
)

// Theme is theme.yaml. All lengths are as printed; the website derives its own from Web.
type Theme struct {
	Colors   map[string]Palette `yaml:"colors"`   // light, dark, sepia
	Fonts    map[string]Font    `yaml:"fonts"`    // song, hei, kai, serif, sans, mono
	Families map[string]Family  `yaml:"families"` // text, head, title, quote, code
	Web      Web                `yaml:"web"`
	Print    Print              `yaml:"print"`

	root *yaml.Node // the built-in theme with the book's laid over it
}

// Palette is a set of colours by role, "#RRGGBB".
type Palette struct {
	Paper  string `yaml:"paper"`
	Ink    string `yaml:"ink"`
	Second string `yaml:"second"` // notes, captions, heads
	Rule   string `yaml:"rule"`
	Red    string `yaml:"red"`
	Indigo string `yaml:"indigo"` // links
}

// Font names the files of a typeface under templates/fonts/. A missing bold or italic falls back to regular.
type Font struct {
	Regular    string   `yaml:"regular"`
	Bold       string   `yaml:"bold"`
	Italic     string   `yaml:"italic"`
	BoldItalic string   `yaml:"bold-italic"`
	Stack      []string `yaml:"stack"` // CSS family names tried on the web
}

// Family joins a Han and a Latin font. Size is Latin size in thousandths of the Han size.
type Family struct {
	Han   string `yaml:"han"`
	Latin string `yaml:"latin"`
	Size  int    `yaml:"latin-size"`
}

// Web holds what only the website needs.
type Web struct {
	Size       WebSize            `yaml:"size"`
	LineHeight map[string]float64 `yaml:"line-height"` // by language
	Measure    map[string]string  `yaml:"measure"`     // by language, a CSS length
}

// WebSize is the size of text on the web in CSS pixels, which grows with the window.
type WebSize struct {
	Narrow int `yaml:"narrow"`
	Wide   int `yaml:"wide"`
}

// Print holds the paged editions: trims by name, masters and styles by language.
type Print struct {
	Trims   map[string]Trim              `yaml:"trims"`   // 16开, A5 …
	Masters map[string]map[string]Master `yaml:"masters"` // language → trim name
	Styles  map[string]map[string]Style  `yaml:"styles"`  // language → style name
	Details Details                      `yaml:"details"`
}

// Trim is the size of the finished page.
type Trim struct {
	Width  geom.Length `yaml:"width"`
	Height geom.Length `yaml:"height"`
}

// Master is a page's skeleton. The type area is Measure wide and Lines high on a grid of the body's
// leading; a measure of 0 is Characters times the body size.
type Master struct {
	Characters int         `yaml:"characters"`
	Measure    geom.Length `yaml:"measure"`
	Lines      int         `yaml:"lines"`
	Inner      geom.Length `yaml:"inner"`
	Head       geom.Length `yaml:"head"`
	Size       geom.Length `yaml:"size"`    // body size on this master; 0 is the style's
	Leading    geom.Length `yaml:"leading"` // grid pitch; 0 is the style's
}

// Style is how a kind of paragraph is set. Zero values are inherited from the style "body".
type Style struct {
	Family  string      `yaml:"family"`
	Size    geom.Length `yaml:"size"`
	Leading geom.Length `yaml:"leading"`
	Bold    bool        `yaml:"bold"`
	Italic  bool        `yaml:"italic"`
	Second  bool        `yaml:"second"` // second ink
	Align   string      `yaml:"align"`  // justify, left, center, right
	Indent  int         `yaml:"indent"` // first line, thousandths of an em
	Left    int         `yaml:"left"`   // whole paragraph, thousandths of an em
	Right   int         `yaml:"right"`
	Above   int         `yaml:"above"` // thousandths of a body line
	Below   int         `yaml:"below"`
	Lines   int         `yaml:"lines"`   // a heading's height in whole body lines, so that the grid holds
	Figures string      `yaml:"figures"` // "old-style", "lining" or "tabular"
	Squeeze string      `yaml:"squeeze"` // quanjiao, kaiming, banjiao, hangmobanjiao, plain
	Kinsoku string      `yaml:"kinsoku"` // none, basic, gb, strict

	Emphasis string   `yaml:"emphasis"` // of *text* in Chinese: "dots" or "kai"; only the body's counts
	Habits   []string `yaml:"habits"`   // departures from the defaults of lines, by name
}

// Width is that of the type area, of a master that has a measure or a size.
func (m Master) Width() geom.Length {
	if m.Measure > 0 {
		return m.Measure
	}
	return m.Size * geom.Length(m.Characters)
}

// At returns where the theme says something: the value of nested keys, or of as many of them as there are. A mapping is
// where its key stands.
func (t *Theme) At(path ...string) source.Place {
	at, _ := t.find(path)
	return at
}

// find is At, and whether all keys are there.
func (t *Theme) find(path []string) (source.Place, bool) {
	at, n := source.Whole("templates/"+File), t.root
	for _, key := range path {
		if n.Get(key) == nil {
			return at, false
		}
		for _, p := range n.Pairs {
			if p.Key.Value == key {
				if at, n = p.Key.Place, p.Value; n.Kind == yaml.Scalar {
					at = n.Place
				}
				break
			}
		}
	}
	return at, true
}

// blame returns where the author has said what causes a fault: the first of some keys of a mapping that the book's own
// theme names. A key that begins with a slash is a path from the root. Without any it is the mapping.
func (t *Theme) blame(mapping []string, keys ...string) source.Place {
	for _, key := range keys {
		path := append(slices.Clone(mapping), key)
		if rooted, ok := strings.CutPrefix(key, "/"); ok {
			path = strings.Split(rooted, "/")
		}
		if at, ok := t.find(path); ok && at.Name() != File {
			return at
		}
	}
	return t.At(mapping...)
}

// StylesOf returns the styles by which a language is set: its own before those of the languages it is like (see
// [lang.Like]).
func (t *Theme) StylesOf(tag string) map[string]Style {
	tags := lang.Like(tag)
	if len(tags) == 1 {
		return t.Print.Styles[tags[0]]
	}
	out := map[string]Style{}
	for _, like := range slices.Backward(tags) {
		maps.Copy(out, t.Print.Styles[like])
	}
	return out
}

// MasterOf returns the page of a trim for a language, or for the first it is like that has one.
func (t *Theme) MasterOf(tag, trim string) (Master, bool) {
	for _, like := range lang.Like(tag) {
		if m, ok := t.Print.Masters[like][trim]; ok {
			return m, true
		}
	}
	return Master{}, false
}

// LineHeightOf and MeasureOf are those of a language on the web, or of the first it is like that has one.
func (w Web) LineHeightOf(tag string) float64 { return first(w.LineHeight, tag) }

// MeasureOf is explained at LineHeightOf.
func (w Web) MeasureOf(tag string) string { return first(w.Measure, tag) }

func first[V any](rows map[string]V, tag string) (v V) {
	for _, like := range lang.Like(tag) {
		if v, ok := rows[like]; ok {
			return v
		}
	}
	return v
}
