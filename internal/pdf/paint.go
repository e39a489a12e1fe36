package pdf

import (
	"cmp"
	"strconv"
	"strings"
	"unicode"

	"keben/internal/draw"
)

// painter is the painting pass: it holds what the pages share and what the finishing pass needs to
// know about them.
type painter struct {
	doc      *document
	elements []flatElement
	langs    []string // of each element, its own or inherited
	fonts    *fonts
	images   *images
	alphas   map[uint8]bool // the opacities in use
	marks    [][]mark       // by element: the marked-content sequences that belong to it
	owners   [][]int32      // by page and MCID: the element
	painted  int            // sequences so far
}

// mark is a marked-content sequence: the mcid-th of a page, the order-th of the document.
type mark struct{ page, mcid, order int }

func newPainter(doc *document) *painter {
	p := &painter{
		doc:      doc,
		elements: doc.Structure.Elements,
		fonts:    newFonts(),
		images:   newImages(),
		alphas:   map[uint8]bool{},
		owners:   make([][]int32, len(doc.Pages)),
	}
	if len(p.elements) == 0 {
		// Even a book of blank pages has a structure tree (ISO 14289-1 §7.1).
		p.elements = []flatElement{{Role: "Document"}}
	}
	p.marks = make([][]mark, len(p.elements))
	p.langs = make([]string, len(p.elements))
	for i, e := range p.elements {
		p.langs[i] = cmp.Or(e.Lang, doc.Lang)
		if i > 0 && e.Lang == "" {
			p.langs[i] = p.langs[e.Parent]
		}
	}
	return p
}

// batch is how many pages are on one canvas: fpdf holds its pages several times over, and uncompressed.
const batch = 32

// paint returns the content streams of all pages, compressed unless they are to be plain.
func (p *painter) paint(plain bool) ([][]byte, error) {
	s := sheet{painter: p}
	out := make([][]byte, 0, len(p.doc.Pages))
	for len(out) < len(p.doc.Pages) {
		c := newCanvas()
		for i := len(out); i < min(len(out)+batch, len(p.doc.Pages)); i++ {
			c.page(p.doc.Pages[i].Trim, s.paint(i))
		}
		streams, err := c.streams()
		if err != nil {
			return nil, err
		}
		if !plain {
			streams = compressAll(streams)
		}
		out = append(out, streams...)
	}
	return out, nil
}

// sheet paints one page after the other. Its fields are the state of the graphics machine, so that
// an operator is written only where something changes.
type sheet struct {
	*painter
	page   int
	height int64 // of the page, in thousandths of a point
	buf    []byte

	open int     // how many marked-content operators are to be ended
	now  content // of the open sequence
	fill draw.Color
	text textState
}

// content says what the operations in a marked-content sequence have in common.
type content struct {
	tag    int32
	lang   string // when it is not the element's
	actual string // ActualText, when spelled
	spell  bool
}

// paint returns the content stream of a page, valid until the next call.
func (s *sheet) paint(page int) []byte {
	s.page, s.height = page, milli(s.doc.Pages[page].Trim.H)
	s.buf, s.open, s.fill, s.text = s.buf[:0], 0, draw.Color{}, textState{}
	for _, op := range s.doc.Pages[page].Ops {
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
	return s.buf
}

func (s *sheet) op(operators string) { s.buf = append(append(s.buf, operators...), '\n') }

// begin makes c the open marked-content sequence. ActualText stands for one sequence, so two in a
// row with the same text remain two.
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
		mcid := len(s.owners[s.page])
		s.owners[s.page] = append(s.owners[s.page], c.tag)
		s.marks[c.tag] = append(s.marks[c.tag], mark{s.page, mcid, s.painted})
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
		s.buf = append(append(s.buf, " /Lang "...), text(c.lang)...)
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

// spoken returns the language to declare for a run in the element tag: none when it is the element's
// own, or when there is nothing in the run to pronounce. Digits and marks are read as their
// surroundings are.
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
