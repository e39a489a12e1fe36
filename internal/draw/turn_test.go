package draw

import (
	"testing"

	"keben/internal/geom"
)

func TestFourQuarterTurnsAreNone(t *testing.T) {
	op := Op{At: geom.Point{X: 7, Y: 11}}
	p := geom.Point{X: 3, Y: -2}
	ops, quick := []Op{op}, []Op{op}
	for n := range uint8(5) {
		if ops[0].Place(p) != quick[0].Place(p) {
			t.Errorf("%d quarters: one by one %v, at once %v", n, ops[0].Place(p), quick[0].Place(p))
		}
		ops, quick = Turn(ops, 1), Turn([]Op{op}, n+1)
	}
	if got := Turn([]Op{op}, 4)[0]; got != op {
		t.Errorf("four quarters: %+v", got)
	}
}

// A turned page reads from the foot up: what was on its right is at the top, what was below is on the right.
func TestTurningIsAgainstTheClock(t *testing.T) {
	op := Turn([]Op{{At: geom.Point{X: 10}}}, 1)[0]
	if want := (geom.Point{Y: -10}); op.At != want || op.Turn != 1 {
		t.Errorf("right of the origin: %+v", op)
	}
	if got, want := op.Place(geom.Point{Y: 5}), (geom.Point{X: 5, Y: -10}); got != want {
		t.Errorf("below: %v", got)
	}
	if got, want := TurnRect(geom.Rect{X: 1, Y: 2, W: 10, H: 4}, 1), (geom.Rect{X: 2, Y: -11, W: 4, H: 10}); got != want {
		t.Errorf("box: %v", got)
	}
}
