package typeset

import (
	"strconv"
	"strings"

	"keben/internal/book"
	"keben/internal/draw"
	"keben/internal/forme"
	"keben/internal/geom"
	"keben/internal/typeset/page"
	"keben/internal/typeset/paragraph"
)

// pixelsPerInch is the resolution that a raster image without one is taken to have.
const pixelsPerInch = 150

// figure sets a picture with its caption and source below. It floats: if it does not fit where it is called for, it
// moves to the top of the next page and the text goes on.
func (s *stack) figure(n *book.Figure, at setting) {
	c := s.c
	f := c.stack()
	tag := c.part.Add(forme.Element{Role: "Figure", Parent: at.parent, Alt: or(n.Alt, book.Plain(n.Caption), n.Src)})
	room := geom.Size{W: c.master.measure - at.left - at.right, H: c.details().Figures.Height.Of(c.master.area.Height())}
	pic, ok := c.picture(n.Src)
	if n.Missing || !ok {
		f.add(f.missing(n, tag, room))
	} else {
		size := fit(asked(n.Attr("width"), pic.Size(pixelsPerInch), room), room)
		p := geom.Point{X: at.left + (room.W-size.W)/2}
		f.add(page.Item{
			Height: size.H, Ops: draw.Move(drawn(pic, size, tag), p),
			Figures: []forme.Box{{Tag: tag, Area: geom.Rect{X: p.X, W: size.W, H: size.H}}},
		})
	}
	f.add(page.Item{Height: c.details().Figures.CaptionGap.Of(c.master.pitch)})
	if n.Number != "" || len(n.Caption) > 0 {
		f.caption(n.Number, n.Caption, captioned{at: at, tag: c.element("Caption", at.parent)})
	}
	if len(n.Source) > 0 {
		f.source(n.Source, at, tag)
	}
	it := *merged(f.items)
	it.Kind = page.Float
	if at.notes || at.depth > 0 {
		it.Kind = page.Line // inside a list, quotation or note it does not float
	}
	s.snap()
	s.space(c.details().Figures.Space.Of(c.master.pitch))
	s.add(it)
	s.space(c.details().Figures.Space.Of(c.master.pitch))
	s.snap()
}

// missing is the box printed for a picture that cannot be read, or that is on the web.
func (s *stack) missing(n *book.Figure, tag int32, room geom.Size) page.Item {
	c := s.c
	st := c.style("caption")
	st.Align = "center"
	h := c.master.pitch * 4
	word, col := c.lang.Words.MissingPicture(), c.color("red")
	if book.Remote(n.Src) {
		word, col = c.lang.Words.RemotePicture(), c.color("second")
	}
	area := geom.Rect{X: (c.master.measure - room.W) / 2, W: room.W, H: h}
	frame := &draw.Path{Stroke: &col, LineWidth: geom.Pt / 2, Dash: []geom.Length{3 * geom.Pt, 2 * geom.Pt}, Segments: draw.Rectangle(area, col).Segments}
	text := word + c.lang.Words.Colon() + n.Src
	lines := c.set([]paragraph.Piece{c.plain(text, st, face{}, tag)}, st, rectFrame(area, c.master.measure))
	it := page.Item{Height: h, Ops: []draw.Op{{Tag: draw.Artifact, Path: frame}}, Figures: []forme.Box{{Tag: tag, Area: area}}, Text: text}
	if len(lines) > 0 {
		it.Ops = append(it.Ops, draw.Move(merged(lines).Ops, geom.Point{Y: (h - st.Leading*geom.Length(len(lines))) / 2})...)
	}
	return it
}

func rectFrame(r geom.Rect, measure geom.Length) frame {
	return frame{left: r.X, right: measure - r.X - r.W}
}

// asked is the size an author asks for with width=60% or width=8cm.
func asked(width string, own, room geom.Size) geom.Size {
	w := own.W
	if p, ok := strings.CutSuffix(width, "%"); ok {
		if n, err := strconv.Atoi(strings.TrimSpace(p)); err == nil && n > 0 {
			w = room.W * geom.Length(n) / 100
		}
	} else if l, err := geom.ParseLength(width); err == nil && l > 0 {
		w = l
	}
	if own.W <= 0 || w == own.W {
		return own
	}
	return geom.Size{W: w, H: own.H.Mul(int64(w), int64(own.W))}
}

// fit scales a size down until it fits into the room.
func fit(s, room geom.Size) geom.Size {
	if s.W <= 0 || s.H <= 0 {
		return geom.Size{W: min(room.W, 72*geom.Pt), H: min(room.H, 72*geom.Pt)}
	}
	if s.W > room.W {
		s = geom.Size{W: room.W, H: s.H.Mul(int64(room.W), int64(s.W))}
	}
	if s.H > room.H {
		s = geom.Size{W: s.W.Mul(int64(room.H), int64(s.H)), H: room.H}
	}
	return s
}

// drawn returns the operations of a picture at a size, all belonging to one element.
func drawn(p draw.Figure, size geom.Size, tag int32) []draw.Op {
	if p.Image != nil {
		return []draw.Op{{Tag: tag, Image: &draw.Placed{Image: p.Image, Size: size}}}
	}
	ops := draw.Scale(p.Drawing.Ops, size.W, p.Drawing.Size.W)
	for i := range ops {
		ops[i].Tag = tag
	}
	return ops
}
