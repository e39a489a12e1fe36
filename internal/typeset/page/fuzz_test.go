package page

import (
	"fmt"
	"testing"

	"keben/internal/draw"
	"keben/internal/geom"
)

// FuzzMake: whatever is set and however high, every item stands on one sheet and every note, and the pages end.
// Two bytes make an item: its kind with what belongs to it, and its height.
func FuzzMake(f *testing.F) {
	f.Add([]byte{0, 10, 0, 10, 8, 10, 3, 80, 0, 10, 64, 10}, uint8(6), false)
	f.Add([]byte{3, 200, 3, 200, 24, 10, 25, 10, 16, 200, 128, 10}, uint8(3), true)
	f.Add([]byte{4, 0, 5, 0, 0, 0, 255, 255}, uint8(0), true)
	f.Fuzz(func(t *testing.T, data []byte, lines uint8, perPage bool) {
		if len(data) > 400 {
			return
		}
		g := &Galley{}
		if perPage {
			g.Renumber = func(op draw.Op, _ int) draw.Op { return op }
		}
		for i := 0; i+1 < len(data); i += 2 {
			kind, height := data[i], geom.Length(data[i+1])*geom.Pt
			it := Item{Kind: Kind(kind % 4), Height: height, Text: fmt.Sprintf("i%d", i), Ops: []draw.Op{{}}}
			if it.Kind == Space || it.Kind == Snap {
				it.Ops, it.Text = nil, ""
			}
			switch kind >> 2 & 3 {
			case 1:
				it.Penalty = Forbidden
			case 2:
				it.Penalty = Eject
			case 3:
				it.Penalty = int(kind) * 10
			}
			if kind&16 != 0 && (it.Kind == Line || it.Kind == Float) {
				n := len(g.Notes)
				var note []Item
				for k := range 1 + int(kind>>5) {
					note = append(note, Item{Height: height / 2, Text: fmt.Sprintf("n%d-%d", n, k), Ops: []draw.Op{{}}})
				}
				g.Notes = append(g.Notes, Note{Items: note, Label: int(kind>>5)%2 - 1})
				it.Marks = []Mark{{Note: n}}
			}
			if kind&32 != 0 && it.Kind == Line {
				it.Repeat = &Item{Height: height / 3, Ops: []draw.Op{{}}}
			}
			g.Items = append(g.Items, it)
		}
		a := area(1 + int(lines%40))
		sheets := Make(a, g)
		complete(t, g, sheets)
		for _, s := range sheets {
			text := 0
			for _, r := range s.Rows {
				if r.Text[:1] == "i" {
					text++
				}
			}
			if s.Used > a.Height() && text > 1 {
				t.Errorf("a page of %s holds %d things", s.Used, text)
			}
		}
		if len(sheets) > len(data)*9+1 {
			t.Errorf("%d sheets", len(sheets))
		}
	})
}
