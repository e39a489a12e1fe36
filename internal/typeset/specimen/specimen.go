// Package specimen sets an example of every rule of lines and paragraphs in real type, with the result: the specimen
// sheet of the typesetter, and the named test cases of its rules. The ids are those of ARCHITECTURE.md, "Typographic
// rules"; the rules are those of clreq, GB/T 15834—2011 and UAX #14.
//
// Results are in ems of the examples, to a hundredth, because the rules are stated in ems and do not depend on the
// size. An example is set by package paragraph with the faces of the book, and not with a test font, because many rules
// depend on where a real font draws its marks.
package specimen

import (
	"fmt"
	"io"
	"io/fs"
	"strings"

	"keben/internal/design"
	"keben/internal/draw"
	"keben/internal/font"
	"keben/internal/geom"
	"keben/internal/lang"
	"keben/internal/shape"
	"keben/internal/typeset/linebreak"
	"keben/internal/typeset/paragraph"
)

// Rule is a rule with examples of it.
type Rule struct {
	ID    string // "B1"
	Text  string // the rule, in the language it is about
	Shows []Show
}

// Show is an example. Text is marked up as pieces reads it.
type Show struct {
	Text  string
	Lang  string // Chinese when empty
	Ems   int64  // width of the lines in ems of the example; 0: one line as long as it likes
	As    Reading
	Style func(*paragraph.Style) // departs from the defaults; may be nil
}

// Reading turns set lines into the words of a result.
type Reading func(s *Sheet, lines []paragraph.Line) string

// Sheet has the faces and the setter of the specimen.
type Sheet struct {
	fonts  map[string]*font.Face
	setter *paragraph.Setter
	shaper *shape.Shaper
	looks  map[string]*paragraph.Look
	size   geom.Length

	details design.Details // of the built-in theme
}

// Size is the size of the examples' Han characters, and of their Latin letters, so that sums are easy to check.
const Size = 14 * geom.Pt

// New returns a Sheet with the faces under fonts/ of fsys and the sizes of its theme.
func New(fsys fs.FS) (*Sheet, error) {
	s := &Sheet{fonts: map[string]*font.Face{}, shaper: shape.NewShaper(nil), looks: map[string]*paragraph.Look{}, size: Size}
	s.setter = paragraph.NewSetter(s.shaper)
	theme, _ := design.Read(fsys, nil)
	s.details = theme.Print.Details
	for _, name := range []string{"Song-Regular", "Song-Bold", "Hei-Medium", "Kai-Regular", "Serif-Regular", "Serif-Bold", "Serif-Italic", "Sans-Regular", "Mono-Regular"} {
		data, err := fs.ReadFile(fsys, "fonts/Keben"+name+".ttf")
		if err != nil {
			return nil, fmt.Errorf("the specimen's face %s: %w", name, err)
		}
		if s.fonts[name], err = font.Parse(data, 0); err != nil {
			return nil, fmt.Errorf("the specimen's face %s: %w", name, err)
		}
	}
	return s, nil
}

// Set sets an example.
func (s *Sheet) Set(w *Show) []paragraph.Line {
	return s.setter.Set(s.pieces(w.Text, w.lang(), Example), s.style(w))
}

// inEnglish is the language of the examples that are not in Chinese.
var inEnglish = lang.English.Tag

func (w *Show) lang() string {
	if w.Lang == "" {
		return lang.Chinese.Tag
	}
	return w.Lang
}

// endless is the width of an example of one line.
const endless = 200

func (s *Sheet) style(w *Show) *paragraph.Style {
	st := &paragraph.Style{
		Measure: s.size * geom.Length(w.Ems), Lang: w.lang(), Em: s.size, LastMin: 1,
		Rules: linebreak.Rules{Squeeze: linebreak.Quanjiao, Kinsoku: linebreak.Strict},
	}
	if w.Ems == 0 {
		st.Measure, st.Align = s.size*endless, paragraph.Left
	}
	if !lang.Of(w.lang()).Script.Han() {
		st.Rules.Squeeze, st.HyphenBefore, st.HyphenAfter, st.LastMin = linebreak.Plain, 2, 3, 4
	}
	if w.Style != nil {
		w.Style(st)
	}
	return st
}

// Result is the result of an example in words.
func (s *Sheet) Result(w *Show) string {
	read := w.As
	if read == nil {
		read = Lines
	}
	return read(s, s.Set(w))
}

// Dump writes the specimen as text: the rules with their examples and results.
func (s *Sheet) Dump(out io.Writer) error {
	for _, r := range Rules() {
		if _, err := fmt.Fprintf(out, "%s %s\n", r.ID, r.Text); err != nil {
			return err
		}
		for i := range r.Shows {
			w := &r.Shows[i]
			width := ""
			if w.Ems > 0 {
				width = fmt.Sprintf(" (%d em)", w.Ems)
			}
			if _, err := fmt.Fprintf(out, "    %s%s\n    → %s\n", w.Text, width, s.Result(w)); err != nil {
				return err
			}
		}
	}
	return nil
}

// Example is the structure element of examples before they are on a page.
const Example int32 = 0

// pieces reads an example. ‹k:text› is text of another kind: b bold, e emphasised, n a name, t a title,
// c code, m a note mark, s superior, en English, sc small capitals, os old-style and tn tabular figures, r
// a reading (汉|hàn).
func (s *Sheet) pieces(text, lang string, tag int32) (out []paragraph.Piece) {
	for text != "" {
		plain, rest, found := strings.Cut(text, "‹")
		if plain != "" {
			out = append(out, paragraph.Piece{Look: s.look(lang, ""), Text: plain, Tag: tag})
		}
		if !found {
			break
		}
		inner, after, _ := strings.Cut(rest, "›")
		kind, body, _ := strings.Cut(inner, ":")
		p := paragraph.Piece{Look: s.look(lang, kind), Text: body, Tag: tag}
		switch kind {
		case "m":
			p.Kind = paragraph.Mark
		case "r":
			p.Kind = paragraph.Ruby
			p.Text, p.Ruby, _ = strings.Cut(body, "|")
		}
		out = append(out, p)
		text = after
	}
	return out
}

// look returns the look of text of a kind in a run of a language.
func (s *Sheet) look(tag, kind string) *paragraph.Look {
	if lang.Known(kind) {
		tag = kind
	}
	key := tag + " " + kind
	if l, ok := s.looks[key]; ok {
		return l
	}
	f := func(names ...string) (faces []*font.Face) {
		for _, n := range names {
			faces = append(faces, s.fonts[n])
		}
		return faces
	}
	l := &paragraph.Look{Han: f("Song-Regular"), Latin: f("Serif-Regular"), Size: s.size, LatinSize: s.size, Lang: tag,
		Readings: paragraph.Readings(s.details.Readings), Decoration: paragraph.Decoration(s.details.Decoration)}
	set := func(tags ...string) {
		for _, t := range tags {
			l.Features = append(l.Features, shape.Feature{Tag: t, Value: 1})
		}
	}
	switch kind {
	case "b":
		l.Han, l.Latin = f("Song-Bold", "Song-Regular"), f("Serif-Bold")
	case "e":
		if l.Latin = f("Serif-Italic"); lang.Of(tag).Emphasis == lang.Dots {
			l.Decor = paragraph.EmphasisDot
		}
	case "k":
		l.Han, l.Latin = f("Kai-Regular", "Song-Regular"), f("Serif-Italic")
	case "n":
		l.Decor = paragraph.ProperName
	case "t":
		l.Decor = paragraph.BookTitle
	case "ne":
		l.Decor = paragraph.ProperName | paragraph.EmphasisDot
	case "c":
		l.Latin, l.Solid = f("Mono-Regular"), true
	case "m", "s":
		superior := s.details.Text.Superior.Rounded(s.size)
		l.Rise, l.Size, l.LatinSize = s.details.Text.SuperiorRise.Rounded(s.size), superior, superior
	case "sc":
		set("smcp")
		l.Spread = s.details.Text.SmallCapitals.Rounded(s.size)
	case "os":
		set("onum")
	case "tn":
		set("tnum", "lnum")
	case "h":
		l.NoHyphen = true
	}
	s.looks[key] = l
	return l
}

// Runs returns the glyph runs of a line's text in painting order.
func runs(l *paragraph.Line) (out []draw.Op) {
	for _, op := range l.Ops {
		if op.Run != nil && op.Tag >= 0 {
			out = append(out, op)
		}
	}
	return out
}
