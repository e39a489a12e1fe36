package pdf

import (
	"cmp"
	"crypto/sha256"
	"strconv"
	"strings"
	"unicode"

	"keben/internal/draw"
	"keben/internal/font"
	"keben/internal/forme"
	"keben/internal/geom"
)

// ink are the resources that content streams use: glyphs, images, opacities.
type ink struct {
	uses   []*uses // by face, in the order of first use
	images map[string]*draw.Image
	alphas map[uint8]bool
}

// painter is the state that the sheets of a part share, or those of all running heads and folios.
type painter struct {
	kept     *Kept
	elements []forme.Element
	langs    []string // of each element, its own or inherited
	ink
	faces   map[*font.Face]int // in uses
	recent  *font.Face
	index   int       // of the recent face
	marks   [][]mark  // by element: the marked-content sequences that belong to it
	owners  [][]int32 // by body and MCID: the element
	painted int       // sequences so far
}

// mark is a marked-content sequence: the mcid-th of a body, the order-th of the part.
type mark struct{ body, mcid, order int32 }

func newPainter(k *Kept) *painter {
	return &painter{kept: k, ink: ink{images: map[string]*draw.Image{}, alphas: map[uint8]bool{}}, faces: map[*font.Face]int{}}
}

// of makes p the painter of a part.
func (p *painter) of(part *forme.Part, lang string) {
	p.elements = part.Elements
	p.marks = make([][]mark, len(p.elements))
	p.langs = make([]string, len(p.elements))
	for i, e := range p.elements {
		p.langs[i] = cmp.Or(e.Lang, lang)
		if e.Parent >= 0 && e.Lang == "" {
			p.langs[i] = p.langs[e.Parent]
		}
	}
	p.owners = make([][]int32, len(part.Bodies))
}

// sheet paints a body, or a running head and folio, into a stream. Its fields are the graphics state (§8.4), so that an
// operator is written only where something changes.
type sheet struct {
	*painter
	body    int
	top     geom.Length // the height of the page; 0 for a body, whose origin is its top left corner
	height  int64       // the same in thousandths of a point
	buf     []byte
	patches []patch

	open int     // how many marked-content operators are to be ended
	now  content // of the open sequence
	fill draw.Color
	text textState
}

// content are the properties of a marked-content sequence.
type content struct {
	tag    int32
	lang   string // when it is not the element's
	actual string // ActualText, when spelled
	spell  bool
}

// paint appends operations to the stream.
func (s *sheet) paint(ops []draw.Op) {
	for _, op := range ops {
		switch {
		case op.Run != nil:
			s.run(op)
		case op.Path != nil:
			s.path(op)
		case op.Image != nil:
			s.image(op)
		}
	}
	s.end()
}

func (s *sheet) op(operators string) { s.buf = append(append(s.buf, operators...), '\n') }

// begin makes c the open marked-content sequence. ActualText replaces the text of one sequence, so two sequences in a
// row with the same ActualText are not joined.
func (s *sheet) begin(c content) {
	if s.open > 0 && s.now == c && !c.spell {
		return
	}
	s.end()
	s.open, s.now = 1, c
	if c.tag == draw.Artifact {
		s.op("/Artifact BMC")
		if !c.spell {
			return
		}
		s.open = 2
		s.buf = append(s.buf, "/Span <<"...)
	} else {
		mcid := len(s.owners[s.body])
		s.owners[s.body] = append(s.owners[s.body], c.tag)
		s.marks[c.tag] = append(s.marks[c.tag], mark{int32(s.body), int32(mcid), int32(s.painted)})
		s.painted++
		// Lang and ActualText are properties of spans (§14.9.2.3, §14.9.4), whatever the element.
		role := s.elements[c.tag].Role
		if c.lang != "" || c.spell {
			role = "Span"
		}
		s.buf = append(append(append(s.buf, '/'), role...), " <</MCID "...)
		s.buf = strconv.AppendInt(s.buf, int64(mcid), 10)
	}
	if c.lang != "" {
		s.buf = appendText(append(s.buf, " /Lang "...), c.lang)
	}
	if c.spell {
		s.buf = append(appendUTF16(append(s.buf, " /ActualText <FEFF"...), c.actual), '>')
	}
	s.op(">> BDC")
}

// end closes the open marked-content sequence, if any.
func (s *sheet) end() {
	s.endText()
	for ; s.open > 0; s.open-- {
		s.op("EMC")
	}
}

// setFill makes c the fill colour, which is also that of text.
func (s *sheet) setFill(c draw.Color) {
	if s.fill != c {
		s.fill = c
		s.buf = appendColor(s.buf, c, fillColor)
	}
}

// spoken returns the language to declare for a run in the element tag: none when it is the element's own, and none when
// the run has no letter, because digits and marks are read in the language around them.
func (s *sheet) spoken(tag int32, run *draw.Run) string {
	if tag == draw.Artifact || run.Lang == "" || sameLanguage(run.Lang, s.langs[tag]) {
		return ""
	}
	for _, g := range run.Glyphs {
		for _, r := range g.Text {
			if unicode.IsLetter(r) {
				return run.Lang
			}
		}
	}
	return ""
}

// sameLanguage reports whether one tag is the other or narrows it: "zh" and "zh-Hans".
func sameLanguage(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return strings.EqualFold(a, b[:len(a)]) && (len(a) == len(b) || b[len(a)] == '-')
}

// usesOf returns the index of a face in uses.
func (p *painter) usesOf(face *font.Face) int {
	if face == p.recent {
		return p.index
	}
	i, ok := p.faces[face]
	if !ok {
		t := p.kept.typeface(face)
		for i < len(p.uses) && p.uses[i].name != t.name {
			i++
		}
		if i == len(p.uses) {
			p.uses = append(p.uses, newUses(t))
		}
		p.faces[face] = i
	}
	p.recent, p.index = face, i
	return i
}

// imageName returns the resource name of an image, by its content.
func (p *painter) imageName(img *draw.Image) string {
	key := img.Key
	if key == "" {
		sum := sha256.Sum256(img.Data)
		key = string(sum[:])
	}
	n := imageName(key)
	if p.images[n] == nil {
		p.images[n] = img
	}
	return n
}
