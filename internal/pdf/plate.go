package pdf

import (
	"keben/internal/crew"
	"keben/internal/forme"
)

// plate is what a part becomes whatever it is part of: a function of the part and of the language it inherits. A plate,
// to a printer, is a page of type cast in one piece, from which it can be printed again when the type has gone.
type plate struct {
	lang   string
	err    error // what in the part cannot be written
	bodies []stream
	marks  [][]mark
	owners [][]int32
	links  int // of all bodies
	boxes  int
	ink
}

// batch is how many bodies are painted before they are compressed, side by side.
const batch = 32

// newPlate paints a part and compresses its bodies.
func newPlate(k *Kept, part *forme.Part, lang string) *plate {
	pl := &plate{lang: lang}
	if pl.err = checkPart(part); pl.err != nil {
		return pl
	}
	p := newPainter(k)
	p.of(part, lang)
	pl.bodies = make([]stream, len(part.Bodies))
	raw := make([][]byte, batch)
	for from := 0; from < len(part.Bodies); from += batch {
		bodies := part.Bodies[from:min(from+batch, len(part.Bodies))]
		for i := range bodies {
			s := sheet{painter: p, body: from + i, buf: raw[i][:0]}
			s.paint(bodies[i].Ops)
			raw[i] = s.buf
			pl.bodies[from+i].patches = s.patches
			pl.links += len(bodies[i].Links)
			pl.boxes += len(bodies[i].Boxes)
		}
		crew.Each(len(bodies), func(i int) {
			pl.bodies[from+i].blob = newBlob(deflate(raw[i], contentLevel))
			k.worked(&k.work.bodies, raw[i])
		})
	}
	for _, u := range p.uses {
		u.index = nil // for painting only
	}
	pl.marks, pl.owners, pl.ink = p.marks, p.owners, p.ink
	return pl
}
