package pdf

import (
	"crypto/sha256"

	"keben/internal/crew"
	"keben/internal/forme"
)

// plate is a part painted and compressed. It depends on the part and on the language of the document alone, so that it
// can be used in any document with the part. In a printing house a plate is a page of type cast in one piece, from
// which more copies are printed after the type has been distributed.
type plate struct {
	lang   string
	err    error // what in the part cannot be written
	bodies []stream
	sums   [][sha256.Size]byte // of the bodies before they were compressed
	marks  [][]mark
	owners [][]int32
	links  int // of all bodies
	boxes  int
	ink
}

// batch is how many bodies are painted before they are compressed, side by side.
const batch = 32

// newPlate paints a part and compresses its bodies, except those that are kept from another part.
func newPlate(k *Kept, part *forme.Part, lang string) *plate {
	pl := &plate{lang: lang}
	if pl.err = checkPart(part); pl.err != nil {
		return pl
	}
	p := newPainter(k)
	p.of(part, lang)
	pl.bodies, pl.sums = make([]stream, len(part.Bodies)), make([][sha256.Size]byte, len(part.Bodies))
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
			sum := sha256.Sum256(raw[i])
			pl.sums[from+i] = sum
			pl.bodies[from+i].blob = k.bodies.get(sum, func() blob {
				k.worked(&k.work.bodies, raw[i])
				return newBlob(deflate(raw[i], contentLevel))
			})
		})
	}
	for _, u := range p.uses {
		u.index = nil // only painting needs it
	}
	pl.marks, pl.owners, pl.ink = p.marks, p.owners, p.ink
	return pl
}
