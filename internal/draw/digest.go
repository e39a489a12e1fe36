package draw

import (
	"crypto/sha256"
	"encoding/binary"

	"keben/internal/geom"
)

// Digest returns a SHA-256 sum of operations. In place of a tag, which is an index in one document, it sums the string
// that of returns for it.
func Digest(ops []Op, of func(tag int32) string) [sha256.Size]byte {
	var d digest
	for _, op := range ops {
		d.text(of(op.Tag))
		d.point(op.At)
		d.number(int64(op.Turn))
		switch {
		case op.Run != nil:
			d.run(op.Run)
		case op.Path != nil:
			d.path(op.Path)
		case op.Image != nil && op.Image.Image != nil:
			d = append(d, 'i')
			d.text(op.Image.Image.Key)
			d.number(int64(op.Image.Size.W), int64(op.Image.Size.H))
		}
	}
	return sha256.Sum256(d)
}

// digest are the bytes to be summed: numbers, and texts after their lengths, so that different lists have different
// bytes.
type digest []byte

func (d *digest) number(ns ...int64) {
	for _, n := range ns {
		*d = binary.AppendVarint(*d, n)
	}
}

func (d *digest) text(s string) {
	d.number(int64(len(s)))
	*d = append(*d, s...)
}

func (d *digest) point(p geom.Point) { d.number(int64(p.X), int64(p.Y)) }

func (d *digest) color(c Color) { *d = append(*d, c.R, c.G, c.B) }

func (d *digest) run(r *Run) {
	*d = append(*d, 'r')
	name, head := "", ""
	if r.Face != nil {
		name, head = r.Face.PostScriptName, string(r.Face.Table("head")) // head has a checksum of the whole face
	}
	d.text(name)
	d.text(head)
	d.number(int64(r.Size), int64(len(r.Glyphs)))
	d.color(r.Color)
	d.text(r.Lang)
	for _, g := range r.Glyphs {
		d.number(int64(g.ID), int64(g.X), int64(g.Y), int64(g.Advance))
		d.text(g.Text)
	}
}

func (d *digest) path(p *Path) {
	*d = append(*d, 'p', byte(p.Cap), byte(p.Join), p.Opacity)
	for _, c := range []*Color{p.Fill, p.Stroke} {
		if c == nil {
			*d = append(*d, 0)
			continue
		}
		*d = append(*d, 1)
		d.color(*c)
	}
	if p.EvenOdd {
		*d = append(*d, 1)
	} else {
		*d = append(*d, 0)
	}
	d.number(int64(p.LineWidth), int64(len(p.Dash)), int64(len(p.Segments)))
	for _, l := range p.Dash {
		d.number(int64(l))
	}
	for _, s := range p.Segments {
		d.number(int64(s.Verb))
		for _, q := range s.P {
			d.point(q)
		}
	}
}
