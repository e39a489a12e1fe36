package svg

import (
	"encoding/xml"
	"strings"

	"keben/internal/budget"
)

// copies counts what a browser would draw: use elements can multiply without end, ten of ten of ten.
type copies struct {
	open []*part
	ids  map[string]*part
	root *part
}

// part is an element with what it holds and what it shows again.
type part struct {
	kids  []*part
	shows []string // ids
	drawn int      // how many elements it comes to; 0 before it is known, -1 while it is asked
}

// begin enters an element.
func (c *copies) begin(name string, attrs []xml.Attr) {
	p := &part{}
	for _, a := range attrs {
		switch {
		case a.Name.Space == "" && a.Name.Local == "id":
			if c.ids == nil {
				c.ids = map[string]*part{}
			}
			if c.ids[a.Value] == nil {
				c.ids[a.Value] = p
			}
		case name == "use" && a.Name.Local == "href":
			p.shows = append(p.shows, strings.TrimPrefix(strings.TrimSpace(a.Value), "#"))
		}
	}
	if n := len(c.open); n > 0 {
		c.open[n-1].kids = append(c.open[n-1].kids, p)
	} else if c.root == nil {
		c.root = p
	}
	c.open = append(c.open, p)
}

func (c *copies) end() { c.open = c.open[:len(c.open)-1] }

// multiply reports whether the drawing comes to more elements than a drawing may have.
func (c *copies) multiply() bool {
	return c.root != nil && budget.DrawingParts.Over(c.count(c.root, 0))
}

// count counts the elements that p comes to, up to one more than is allowed. A part that shows itself shows nothing
// more, as in a browser; the depth of parts is that of the drawing, and of what they show that of a chain of ids.
func (c *copies) count(p *part, depth int) int {
	most := budget.DrawingParts.Max + 1
	switch {
	case p.drawn > 0:
		return p.drawn
	case p.drawn < 0:
		return 0
	case depth > 20*budget.DrawingDepth.Max:
		return most
	}
	p.drawn = -1
	n := 1
	for _, k := range p.kids {
		n = min(n+c.count(k, depth+1), most)
	}
	for _, id := range p.shows {
		if q := c.ids[id]; q != nil {
			n = min(n+c.count(q, depth+1), most)
		}
	}
	p.drawn = n
	return n
}
