package book

import (
	"fmt"
	"math/rand"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keben/internal/budget"
	"keben/internal/golden"
)

// draw makes a table of random cells, each with a text of its own. Some rows are empty, some spans are far too wide.
func draw(r *rand.Rand) *Table {
	t := &Table{}
	n := 0
	for range 1 + r.Intn(3) {
		g := Group{Part: Part(r.Intn(3))}
		for range r.Intn(5) {
			row := Row{}
			for range r.Intn(5) {
				span := func() int { return [...]int{0, 1, 1, 1, 2, 3, 7, ToEnd, 1 << 30}[r.Intn(9)] }
				row = append(row, Cell{Content: []Inline{&Text{Value: fmt.Sprint(n)}}, Rows: span(), Cols: span(), Scope: Scope(r.Intn(4))})
				n++
			}
			g.Rows = append(g.Rows, row)
		}
		t.Groups = append(t.Groups, g)
	}
	return t
}

func texts(t *Table) (out []string) {
	for c := range t.Cells() {
		if !c.Empty() {
			out = append(out, Plain(c.Content))
		}
	}
	return out
}

func TestAFormedTableIsCoveredOnceAndLosesNoText(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range golden.Rounds(4000) {
		x := draw(r)
		given := map[string]bool{}
		for _, s := range texts(x) {
			given[s] = true
		}
		if _, ok := x.Form(); !ok {
			t.Fatal("too large")
		}
		at := map[[2]int]string{}
		begins := [2]map[int]bool{{}, {}}
		row, height := 0, x.Height()
		for _, g := range x.Groups {
			end := row + len(g.Rows)
			for _, cells := range g.Rows {
				for i := range cells {
					c := &cells[i]
					if c.Row != row || c.Rows < 1 || c.Cols < 1 || c.Bottom() > end || c.Right() > len(x.Columns) || i > 0 && c.Col < cells[i-1].Right() {
						t.Fatalf("cell %d of row %d: %+v", i, row, c)
					}
					begins[0][c.Row], begins[1][c.Col] = true, true
					for y := c.Row; y < c.Bottom(); y++ {
						for z := c.Col; z < c.Right(); z++ {
							if _, taken := at[[2]int{y, z}]; taken {
								t.Fatalf("%d,%d is covered twice", y, z)
							}
							at[[2]int{y, z}] = ""
						}
					}
				}
				row++
			}
		}
		if len(at) != height*len(x.Columns) || len(begins[0]) != height || len(begins[1]) != len(x.Columns) {
			t.Fatalf("%d of %d places, cells begin in %d rows and %d columns", len(at), height*len(x.Columns), len(begins[0]), len(begins[1]))
		}
		for _, s := range texts(x) {
			delete(given, s)
		}
		if len(given) > 0 {
			t.Fatalf("lost: %v", given)
		}
		if len(x.Groups) > 0 && x.Groups[0].Part != HeadPart {
			continue // without an empty row, the first may be a head
		}
		again := x.Clone()
		if slips, ok := again.Form(); !ok || len(slips) > 0 && slips[0].Kind != Long {
			t.Fatalf("formed again: %v", slips)
		}
		if d := cmp.Diff(x, again); d != "" {
			t.Fatal(d)
		}
	}
}

// TestFormFollowsHTML compares the places of cells with those of the algorithm as it is written in the standard, in
// tables that need no correction.
func TestFormFollowsHTML(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	same := 0
	for range golden.Rounds(8000) {
		x := draw(r)
		for i := range x.Groups {
			x.Groups[i].Part = BodyPart
		}
		y := x.Clone()
		slips, _ := x.Form()
		if len(slips) > 0 {
			continue
		}
		same++
		want := slowly(y)
		for c := range x.Cells() {
			if s := Plain(c.Content); s != "" && want[s] != [4]int{c.Row, c.Col, c.Rows, c.Cols} {
				t.Fatalf("%s stands at %v, want %v", s, [4]int{c.Row, c.Col, c.Rows, c.Cols}, want[s])
			}
		}
	}
	if same < golden.Rounds(200) {
		t.Errorf("only %d tables", same)
	}
}

// slowly forms a table place by place (WHATWG HTML §4.9.12) and returns where each text stands.
func slowly(t *Table) map[string][4]int {
	taken := map[[2]int]bool{}
	out := map[string][4]int{}
	y := 0
	for _, g := range t.Groups {
		end := y + len(g.Rows)
		for _, row := range g.Rows {
			x := 0
			for _, c := range row {
				for taken[[2]int{y, x}] {
					x++
				}
				rows, cols := max(c.Rows, 1), max(c.Cols, 1)
				if c.Rows == ToEnd {
					rows = end - y
				}
				for dy := range rows {
					for dx := range cols {
						taken[[2]int{y + dy, x + dx}] = true
					}
				}
				out[Plain(c.Content)] = [4]int{y, x, rows, cols}
			}
			y++
		}
	}
	return out
}

func TestFormGrowsWithTheTable(t *testing.T) {
	shapes := map[string]func(row, col int) Cell{
		"plain":   func(int, int) Cell { return Cell{} },
		"wide":    func(_, col int) Cell { return Cell{Cols: 1 + col%3} },
		"tall":    func(row, _ int) Cell { return Cell{Rows: 1 << 20, Cols: 1 << 20} },
		"to end":  func(int, int) Cell { return Cell{Rows: ToEnd} },
		"stairs":  func(row, col int) Cell { return Cell{Rows: 1 + (row+col)%4} },
		"million": func(int, int) Cell { return Cell{Cols: 1_000_000} },
	}
	for name, cell := range shapes {
		steps := func(rows int) int {
			x := &Table{Groups: []Group{{}}}
			for i := range rows {
				row := make(Row, 5)
				for k := range row {
					row[k] = cell(i, k)
				}
				x.Groups[0].Rows = append(x.Groups[0].Rows, row)
			}
			f := former{table: x}
			if f.place() {
				f.compress()
				f.dropRows()
				if !budget.TableCells.Over(x.Height() * f.width) {
					f.fill()
				}
			}
			return f.steps
		}
		if once, twice := steps(golden.Rounds(10_000)), steps(2*golden.Rounds(10_000)); twice > 3*once {
			t.Errorf("%s: %d steps, %d for twice as many rows", name, once, twice)
		}
	}
}

func TestATableOverTheLimitIsLeftAsItWas(t *testing.T) {
	x := &Table{Groups: []Group{{}}}
	for i := range 1000 {
		x.Groups[0].Rows = append(x.Groups[0].Rows, make(Row, 1+i))
	}
	if _, ok := x.Form(); ok || len(x.Groups[0].Rows[0]) != 1 {
		t.Error("half a million places")
	}
}

func TestRunsOfACellAreItsTextAndThoseOfItsBlocks(t *testing.T) {
	text := func(s string) []Inline { return []Inline{&Text{Value: s}} }
	var got []string
	for _, c := range []Cell{
		{Content: text("text")},
		{Blocks: []Block{&Paragraph{Content: text("first")}, &Quote{Blocks: []Block{&Paragraph{Content: text("second")}}}}},
		{},
	} {
		c.Runs(func(run []Inline) { got = append(got, Plain(run)) })
	}
	if want := []string{"text", "first", "second"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestOnlyTheFirstOfRowsThatAreAllHeadsCanBeTheHead(t *testing.T) {
	row := func(scopes ...Scope) (r Row) {
		for _, s := range scopes {
			r = append(r, Cell{Rows: 1, Cols: 1, Scope: s})
		}
		return r
	}
	for _, c := range [...]struct {
		name string
		rows []Row
		want int
	}{
		{"two rows before data", []Row{row(ColumnHead, ColumnHead), row(ColumnHead, ColumnHead), row(NoHead, NoHead)}, 2},
		{"heads alone", []Row{row(ColumnHead), row(ColumnHead), row(ColumnHead)}, 1},
		{"data alone", []Row{row(NoHead)}, 0},
	} {
		if got := leadingHeads(c.rows); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}
