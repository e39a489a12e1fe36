package svg

import (
	"encoding/xml"
	"strings"

	"keben/internal/budget"
)

// copies counts the elements that a browser would draw, because use elements multiply: ten of ten of ten are a
// thousand.
type copies struct {
	open []*part
	ids  map[string]*part
	root *part
}

// part is an element with its children and the ids that it uses.
type part struct {
	kids  []*part
	shows []string // ids
	drawn int      // how many elements are drawn for it; 0 before it is known, -1 while it is counted
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

// multiply reports whether a browser would draw more elements than a drawing may have.
func (c *copies) multiply() bool {
	return c.root != nil && budget.DrawingParts.Over(c.count(c.root, 0))
}

// count counts the elements drawn for p, up to one more than the limit. A part that uses itself is not counted again,
// as in a browser.
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
