package typeset

import (
	"keben/internal/draw"
	"keben/internal/forme"
	"keben/internal/geom"
	"keben/internal/typeset/page"
)

// join makes two galleys up into pages, as the edition's arrangement has it.
func (b *bench) join(first, second *page.Galley) {
	c, t := b.sections[0].spec, b.sections[1].spec
	// The baselines of both languages must be at one height, so the second is moved by the difference of their places
	// in the line.
	drop := c.baseline() - t.baseline()
	switch c.Parallel {
	case Interlinear:
		for _, s := range page.Make(c.master.area, page.Interleave(first, second, c.details().Parallel.Gap.Of(c.master.pitch))) {
			b.put(c, s)
		}
	case Columns:
		made := page.Make(c.master.area, first, second)
		across := geom.Point{X: c.master.measure + c.details().Parallel.Gutter.Of(c.Trim.Width), Y: drop}
		for i := 0; i+1 < len(made); i += 2 {
			b.put(c, beside(made[i], made[i+1], across))
		}
	default:
		b.made.opens = verso
		for i, s := range page.Make(c.master.area, first, second) {
			if i%2 == 1 {
				b.put(t, beside(page.Sheet{Running: s.Running, Opens: s.Opens, Used: s.Used}, s, geom.Point{Y: drop}))
			} else {
				b.put(c, s)
			}
		}
	}
}

// baseline is how far below the top of its line the body's baseline is.
func (c *spec) baseline() geom.Length {
	return (c.body.Leading-c.body.Size)/2 + c.body.Size.Em(880)
}

// beside puts sheet b, moved, onto sheet a.
func beside(a, b page.Sheet, by geom.Point) page.Sheet {
	a.Ops = append(a.Ops[:len(a.Ops):len(a.Ops)], draw.Move(b.Ops, by)...)
	for _, l := range b.Links {
		l.Area = l.Area.Move(by)
		a.Links = append(a.Links, l)
	}
	for _, d := range b.Dests {
		a.Dests = append(a.Dests, page.Dest{Name: d.Name, Y: d.Y + by.Y})
	}
	for _, f := range b.Figures {
		a.Figures = append(a.Figures, forme.Box{Tag: f.Tag, Area: f.Area.Move(by)})
	}
	for _, r := range b.Rows {
		r.Y += by.Y
		a.Rows = append(a.Rows, r)
	}
	a.Notes = append(a.Notes, b.Notes...)
	return a
}
