package press

import (
	"context"
	"fmt"
	"html"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"keben/internal/draw"
	"keben/internal/forme/bound"
	"keben/internal/geom"
	"keben/internal/golden"
	"keben/internal/snapshot"
	"keben/internal/typeset"
)

// The tables of testdata/tables.txtar are written in all notations. Beside each stands its grid: a line a row, the
// places of a row divided by bars, the text of a cell in every place that it covers. Texts are unique in a table.
//
// The website's elements and the structure of the PDF are formed again by the rules of HTML as they are written there,
// and must give this grid; of the pages it is asked that of two cells one of which ends before the column in which the
// other begins, it stands to the left of it, wherever they are on the page, and so for rows.
func TestEveryTextOfATableStandsInItsOwnColumn(t *testing.T) {
	shapes := tableShapes(t)
	if len(shapes) < 20 {
		t.Fatalf("%d shapes", len(shapes))
	}
	dir := tableBook(t, shapes, "")
	res, err := Build(context.Background(), Options{Dir: dir, Only: []string{Website}})
	if err != nil || res.Failed(false) {
		t.Fatal(err, res.Messages)
	}
	slips := map[string][]string{}
	for _, m := range res.Messages {
		name := strings.TrimSuffix(filepath.Base(m.Place.Name()), ".md")
		slips[name] = append(slips[name], m.Kind.ID)
	}
	doc := documentOf(t, dir)
	for _, name := range slices.Sorted(maps.Keys(shapes)) {
		t.Run(name, func(t *testing.T) {
			s := shapes[name]
			if got := strings.Join(slips[name], " "); got != s.slips {
				t.Errorf("messages: %q, want %q", got, s.slips)
			}
			page, err := os.ReadFile(filepath.Join(res.Out, "zh", name+".html"))
			if err != nil {
				t.Fatal(err)
			}
			if got := slowForm(t, webRows(string(page))); got.String() != s.grid {
				t.Errorf("the website has\n%s\nwant\n%s", got, s.grid)
			}
			rows, inks := taggedRows(t, doc, name)
			g := slowForm(t, rows)
			if g.String() != s.grid {
				t.Fatalf("the tags have\n%s\nwant\n%s", g, s.grid)
			}
			g.inOrder(t, inks)
		})
	}
}

// Where book.yaml opens the website to HTML as typed, the pages print what it says.
func TestTablesOfRawHTMLStandInTheirColumnsInPrint(t *testing.T) {
	shapes := tableShapes(t)
	doc := documentOf(t, tableBook(t, shapes, "raw-html: true\n"))
	for _, name := range slices.Sorted(maps.Keys(shapes)) {
		t.Run(name, func(t *testing.T) {
			rows, inks := taggedRows(t, doc, name)
			g := slowForm(t, rows)
			if g.String() != shapes[name].grid {
				t.Fatalf("the tags have\n%s\nwant\n%s", g, shapes[name].grid)
			}
			g.inOrder(t, inks)
		})
	}
}

// tableBook writes a book of a chapter for each shape.
func tableBook(t *testing.T, shapes map[string]tableShape, settings string) string {
	files := []string{"book.yaml", "title: 表\nlanguages: [zh]\n" + settings + "chapters: [" + strings.Join(slices.Sorted(maps.Keys(shapes)), ", ") + "]\noutputs:\n  website: {}\n  pdf: {print: {trim: 32开}}\n"}
	for name, s := range shapes {
		files = append(files, "content/zh/"+name+".md", "---\ntitle: "+name+"\n---\n\n"+s.text)
	}
	return golden.Folder(t, files...)
}

// tableShape is a table in a chapter, the grid that it is to be, and the messages about it.
type tableShape struct{ text, grid, slips string }

func tableShapes(t *testing.T) map[string]tableShape {
	shapes := map[string]tableShape{}
	golden.Run(t, "testdata/tables.txtar", func(t *testing.T, a *golden.Archive) {
		texts, err := fs.Glob(a.FS(), "*.md")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range texts {
			name := strings.TrimSuffix(file, ".md")
			s := tableShape{text: string(a.Input(file)), grid: normal(string(a.Input(name + ".grid")))}
			if a.Has(name + ".slips") {
				s.slips = strings.TrimSpace(string(a.Input(name + ".slips")))
			}
			shapes[name] = s
		}
	})
	// Bands of rows that reach over page ends: of many rows, and of one cell with more lines than a page.
	var long, tall, grid, tallGrid strings.Builder
	for _, b := range []*strings.Builder{&long, &tall} {
		b.WriteString("<table><thead><tr><th>H1</th><th>H2</th><th>H3</th></tr></thead>\n")
	}
	grid.WriteString("H1|H2|H3\n")
	tallGrid.WriteString("H1|H2|H3\n")
	for i := range 40 {
		fmt.Fprintf(&long, "<tr><td rowspan=3>A%d</td><td>B%d</td><td>C%d</td></tr><tr><td>D%d</td><td rowspan=2>E%d</td></tr><tr><td>F%d</td></tr>\n", i, i, i, i, i, i)
		fmt.Fprintf(&grid, "A%d|B%d|C%d\nA%d|D%d|E%d\nA%d|F%d|E%d\n", i, i, i, i, i, i, i, i, i)
	}
	for i := range 90 {
		first := ""
		if i == 0 {
			first = "<td rowspan=90>" + strings.Repeat("词语", 400) + "</td>"
		}
		fmt.Fprintf(&tall, "<tr>%s<td>B%d</td><td>C%d</td></tr>\n", first, i, i)
		fmt.Fprintf(&tallGrid, "%s|B%d|C%d\n", strings.Repeat("词语", 400), i, i)
	}
	shapes["over-pages"] = tableShape{text: long.String() + "</table>\n", grid: normal(grid.String())}
	shapes["tall-cell"] = tableShape{text: tall.String() + "</table>\n", grid: normal(tallGrid.String())}
	return shapes
}

// normal is a grid without the white in its lines.
func normal(grid string) string {
	return strings.NewReplacer(" ", "", "\t", "").Replace(strings.TrimSpace(grid))
}

// spanned is a cell as an output has it: its text and spans, and where it is the head of something.
type spanned struct {
	text       string
	cols, rows int
	tag        int
}

// placed is a grid: the cell of each place.
type placed [][]*spanned

func (g placed) String() string {
	var lines []string
	for _, row := range g {
		var texts []string
		for _, c := range row {
			if c == nil {
				texts = append(texts, "?")
				continue
			}
			texts = append(texts, strings.ReplaceAll(normal(c.text), "\n", ""))
		}
		lines = append(lines, strings.Join(texts, "|"))
	}
	return strings.Join(lines, "\n")
}

// slowForm puts groups of rows of cells into places, one by one, as WHATWG HTML §4.9.12 says. A place that is taken
// twice is an error, and so is one outside the group.
func slowForm(t *testing.T, groups [][][]spanned) placed {
	t.Helper()
	at := map[[2]int]*spanned{}
	y, width := 0, 0
	for _, group := range groups {
		end := y + len(group)
		for _, row := range group {
			x := 0
			for i := range row {
				c := &row[i]
				for at[[2]int{y, x}] != nil {
					x++
				}
				for dy := range c.rows {
					for dx := range c.cols {
						p := [2]int{y + dy, x + dx}
						if at[p] != nil {
							t.Errorf("%q lies over %q", c.text, at[p].text)
						}
						if p[0] >= end {
							t.Errorf("%q reaches below its rows", c.text)
						}
						at[p] = c
						width = max(width, p[1]+1)
					}
				}
			}
			y++
		}
	}
	out := make(placed, y)
	for r := range out {
		for c := range width {
			out[r] = append(out[r], at[[2]int{r, c}])
		}
	}
	return out
}

var (
	groupForm = regexp.MustCompile(`(?s)<(thead|tbody|tfoot)>(.*?)</(?:thead|tbody|tfoot)>`)
	rowForm   = regexp.MustCompile(`(?s)<tr>(.*?)</tr>`)
	cellForm  = regexp.MustCompile(`(?s)<t[dh]([^>]*)>(.*?)</t[dh]>`)
	spanForm  = regexp.MustCompile(`(col|row)span="(\d+)"`)
	tagForm   = regexp.MustCompile(`<sup.*?</sup>|<[^>]*>`)
)

// webRows reads the first table of a page.
func webRows(page string) (groups [][][]spanned) {
	_, page, _ = strings.Cut(page, "<table>")
	for {
		inner, end := strings.Index(page, "<table>"), strings.Index(page, "</table>")
		if inner < 0 || inner > end {
			page = page[:end]
			break
		}
		page = page[:inner] + tagForm.ReplaceAllString(page[inner:end], "") + page[end+len("</table>"):]
	}
	for _, group := range groupForm.FindAllStringSubmatch(page, -1) {
		var rows [][]spanned
		for _, row := range rowForm.FindAllStringSubmatch(group[2], -1) {
			cells := []spanned{}
			for _, m := range cellForm.FindAllStringSubmatch(row[1], -1) {
				c := spanned{text: html.UnescapeString(tagForm.ReplaceAllString(m[2], "")), cols: 1, rows: 1}
				for _, s := range spanForm.FindAllStringSubmatch(m[1], -1) {
					n, _ := strconv.Atoi(s[2])
					if s[1] == "col" {
						c.cols = n
					} else {
						c.rows = n
					}
				}
				cells = append(cells, c)
			}
			rows = append(rows, cells)
		}
		groups = append(groups, rows)
	}
	return groups
}

// documentOf sets the book of a folder.
func documentOf(t *testing.T, dir string) *bound.Document {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	w := newWork(Options{Dir: dir}, snapshot.Folder(root))
	if !w.read(context.Background()) || !w.asked() {
		t.Fatal(w.messages)
	}
	b, err := typeset.Edition(t.Context(), w.brief(w.Manuscript.Editions[0], w.Project.Outputs.PDF[0], w.supply()))
	if err != nil || len(b.Messages) > 0 {
		t.Fatal(err, b.Messages)
	}
	return bound.Of(b.Document)
}

// ink is what stands of a cell on a page: from the left of its first character to the right of its last, and the first
// and last baselines.
type ink struct{ left, right, top, bottom geom.Length }

// taggedRows reads the first table of a chapter off the structure, and where its cells are on which pages.
func taggedRows(t *testing.T, d *bound.Document, chapter string) (groups [][][]spanned, inks map[int]map[int]ink) {
	e := d.Elements
	within := make([]int, len(e)) // the cell that an element is in
	texts := make([]strings.Builder, len(e))
	inks = map[int]map[int]ink{}
	for i := range e {
		within[i] = -1
		if p := e[i].Parent; p >= 0 {
			within[i] = within[p]
		}
		if within[i] < 0 && (e[i].Role == "TD" || e[i].Role == "TH") {
			within[i] = i
		}
	}
	for k, p := range d.Pages {
		for _, op := range p.Ops {
			if op.Tag == draw.Artifact || op.Run == nil || within[op.Tag] < 0 {
				continue
			}
			if at := op.Place(geom.Point{}); at.X < 0 || at.X > p.Trim.W || at.Y < 0 || at.Y > p.Trim.H-30*geom.Pt {
				t.Errorf("page %d: %q stands at %v", k+1, op.Run.Text(), at)
			}
			c := within[op.Tag]
			if mark := strings.Trim(op.Run.Text(), "①–"); mark == "" { // of a note or an item
				continue
			}
			texts[c].WriteString(op.Run.Text())
			if inks[c] == nil {
				inks[c] = map[int]ink{}
			}
			last := op.Run.Glyphs[len(op.Run.Glyphs)-1]
			from, to := op.Place(geom.Point{}), op.Place(geom.Point{X: last.X + last.Advance})
			now := ink{from.X, to.X, from.Y, from.Y}
			if was, ok := inks[c][k]; ok {
				now = ink{min(was.left, now.left), max(was.right, now.right), min(was.top, now.top), max(was.bottom, now.bottom)}
			}
			inks[c][k] = now
		}
	}
	chapterOf, table := -1, -1
	for i := range e {
		if e[i].Role == "H1" {
			chapterOf = i
		}
		if e[i].Role == "Table" && table < 0 && chapterOf >= 0 && titled(d, chapterOf, chapter) {
			table = i
		}
	}
	for i := range e {
		if e[i].Parent != int32(table) || !strings.HasPrefix(e[i].Role, "T") {
			continue
		}
		var rows [][]spanned
		for r := range e {
			if e[r].Parent != int32(i) {
				continue
			}
			cells := []spanned{}
			for c := range e {
				if e[c].Parent == int32(r) {
					cells = append(cells, spanned{text: texts[c].String(), cols: max(e[c].ColSpan, 1), rows: max(e[c].RowSpan, 1), tag: c})
				}
			}
			rows = append(rows, cells)
		}
		groups = append(groups, rows)
	}
	return groups, inks
}

// titled reports whether a heading says the name of a chapter.
func titled(d *bound.Document, heading int, name string) bool {
	var b strings.Builder
	for _, p := range d.Pages {
		for _, op := range p.Ops {
			if op.Run != nil && op.Tag == int32(heading) {
				b.WriteString(op.Run.Text())
			}
		}
	}
	return strings.HasSuffix(normal(b.String()), name)
}

// inOrder compares the places of cells in the grid with those on the pages.
func (g placed) inOrder(t *testing.T, inks map[int]map[int]ink) {
	type box struct {
		*spanned
		row, col int
	}
	var cells []box
	seen := map[*spanned]bool{}
	for r, row := range g {
		for c, cell := range row {
			if cell != nil && !seen[cell] {
				seen[cell] = true
				cells = append(cells, box{cell, r, c})
			}
		}
	}
	for _, a := range cells {
		if a.text != "" && len(inks[a.tag]) == 0 {
			t.Errorf("%q is nowhere", a.text)
		}
		for _, b := range cells {
			for page, i := range inks[a.tag] {
				j, ok := inks[b.tag][page]
				if !ok {
					continue
				}
				if a.col+a.cols <= b.col && i.right > j.left {
					t.Errorf("page %d: %.9q ends at %v, and %.9q to the right of it begins at %v", page+1, a.text, i.right, b.text, j.left)
				}
				if a.row+a.rows <= b.row && i.bottom >= j.top {
					t.Errorf("page %d: %.9q stands down to %v, and %.9q below it from %v", page+1, a.text, i.bottom, b.text, j.top)
				}
				if a.row == b.row && len(inks[a.tag]) == 1 && len(inks[b.tag]) == 1 && max(i.top-j.top, j.top-i.top) > 4*geom.Pt { // a table in a cell has a rule above
					t.Errorf("page %d: %.9q and %.9q of one row begin at %v and %v", page+1, a.text, b.text, i.top, j.top)
				}
			}
		}
	}
}
