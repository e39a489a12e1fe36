// Package draw has the operations of which pages and pictures are made: text, paths and images.
//
// Lengths are 1/65536 pt ([geom.Length]), from the top left corner downwards; colours are sRGB. Which way paths are
// filled and lines are drawn follows PDF (ISO 32000-1 §8.4.3, §8.5.3), because package pdf writes them without change.
//
// An operation keeps the source text of its glyphs and, on a page (package forme), the element of the document that it
// belongs to. So tags, copied text, clicks that lead to the source, and proof sheets are read from the page. Nothing
// has to be reconstructed from the positions of glyphs, as programs that read PDF have to.
//
// Operands are shared between copies of an operation and never changed.
package draw

import (
	"keben/internal/font"
	"keben/internal/geom"
)

// Color is an opaque colour. The zero value is black (K 100 in print).
type Color struct{ R, G, B uint8 }

// Artifact is the Tag of operations that are not part of the text: rules, running heads, folios
// (ISO 32000-1 §14.8.2.2).
const Artifact int32 = -1

// Op is one operation. Exactly one of Run, Path and Image is set. At moves it: the origin of a run is
// the left end of its baseline, of a path its own origin, of an image its top left corner. Turn then turns
// it about At, in quarter turns against the clock: at 1 text runs up the page.
type Op struct {
	Tag   int32 // index into forme.Part.Elements, or Artifact
	At    geom.Point
	Turn  uint8 // 0 to 3
	Run   *Run
	Path  *Path
	Image *Placed
}

// Run is a row of glyphs of one face, size and colour. It is immutable once made.
type Run struct {
	Face   *font.Face
	Size   geom.Length
	Color  Color
	Lang   string // BCP 47: "zh-Hans", "en"
	Glyphs []Glyph
}

// Glyph is a glyph at (X, Y) from the run's origin, Y downwards (a raised glyph has a negative Y).
// Text is the source text it stands for; the second and later glyphs of a cluster have none. The texts
// of a page in order are the text of the page, so spaces are glyphs too; a soft hyphen is U+00AD.
type Glyph struct {
	ID      font.GlyphID
	X, Y    geom.Length
	Advance geom.Length // as set, after justification
	Text    string
}

// Path is an outline to fill, to stroke, or both.
type Path struct {
	Segments  []Segment
	Fill      *Color
	EvenOdd   bool
	Stroke    *Color
	LineWidth geom.Length
	Dash      []geom.Length
	Cap, Join int   // as in PDF: 0 butt/miter, 1 round, 2 square/bevel
	Opacity   uint8 // 0 means opaque; else 1..255
}

// Verb says what a segment does.
type Verb uint8

// The verbs take one, one, three and no points.
const (
	MoveTo Verb = iota
	LineTo
	CubicTo
	Close
)

// Segment is a step of a path; P holds control points before the end point.
type Segment struct {
	Verb Verb
	P    [3]geom.Point
}

// Rectangle returns a filled rectangle. Rules are drawn so, because a filled box has the same thickness on every device
// and a thin stroke does not.
func Rectangle(r geom.Rect, c Color) *Path {
	p := func(x, y geom.Length) [3]geom.Point { return [3]geom.Point{{X: x, Y: y}} }
	return &Path{Fill: &c, Segments: []Segment{
		{MoveTo, p(r.X, r.Y)}, {LineTo, p(r.X+r.W, r.Y)}, {LineTo, p(r.X+r.W, r.Y+r.H)}, {LineTo, p(r.X, r.Y+r.H)}, {Verb: Close},
	}}
}

// Placed is a raster image set in a box.
type Placed struct {
	Image *Image
	Size  geom.Size
}

// Image is an encoded PNG or JPEG. Key is a content hash: two images of one key are embedded once.
type Image struct {
	Key           string
	Format        string // "png" or "jpeg"
	Data          []byte
	Width, Height int // pixels
	DPI           int // pixels per inch according to the file, or 0
}

// Picture is a drawing of the given size.
type Picture struct {
	Size geom.Size
	Ops  []Op
}

// Figure is the content of a figure: an image or a drawing.
type Figure struct {
	Image   *Image
	Drawing *Picture
}

// leastDPI is the lowest resolution that is believed, because programs that know none write a lower one.
const leastDPI = 72

// Size is the natural size of a figure. An image without a resolution is taken to have dpi pixels per inch.
func (f Figure) Size(dpi int) geom.Size {
	switch {
	case f.Drawing != nil:
		return f.Drawing.Size
	case f.Image == nil:
		return geom.Size{}
	case f.Image.DPI >= leastDPI:
		dpi = f.Image.DPI
	}
	px := func(n int) geom.Length { return geom.Inch.Mul(int64(n), int64(dpi)) }
	return geom.Size{W: px(f.Image.Width), H: px(f.Image.Height)}
}

// Move returns ops with every operation moved by p. The operands are shared, not copied.
func Move(ops []Op, p geom.Point) []Op {
	out := make([]Op, len(ops))
	for i, op := range ops {
		op.At = op.At.Add(p)
		out[i] = op
	}
	return out
}
