package typeset

import (
	"testing"

	"keben/internal/design"
	"keben/internal/geom"
)

func TestIndentationLeavesRoomForText(t *testing.T) {
	c := &spec{}
	c.master.measure, c.body = 300*geom.Pt, design.Style{Size: 10 * geom.Pt}
	f := c.inset(frame{}, 20*geom.Pt, 20*geom.Pt)
	if f != (frame{20 * geom.Pt, 20 * geom.Pt}) {
		t.Errorf("with room it is %v", f)
	}
	for range 100 {
		f = c.inset(f, 20*geom.Pt, 20*geom.Pt)
	}
	if room := c.master.measure - f.left - f.right; room != leastMeasure*c.body.Size {
		t.Errorf("%v is left", room)
	}
	if narrow := c.inset(frame{200 * geom.Pt, 50 * geom.Pt}, geom.Pt, geom.Pt); narrow != (frame{200 * geom.Pt, 50 * geom.Pt}) {
		t.Errorf("without room it becomes %v", narrow)
	}
}
