package proof

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"keben/internal/geom"
)

// Dump prints the sheets of an edition in full, one line a line of type from the top of a sheet to its foot:
//
//	sheet 2: head on the left | head on the right
//	  1 + text      a numbered line of a block that is new; ~ changed, - gone
//	      text      a line without a number
//	    » text      of the margin
//	    picture     its file and size
//
// [-gone-] {+new+} ~struck~ =marked= *bold* /italic/ `code` ^raised _lowered; the cells of a table are parted by a bar.
func Dump(w io.Writer, in Input) error {
	s := sheetsOf(in)
	out := bufio.NewWriter(w)
	for i, sh := range s.sheets {
		left, right := s.headOf(i)
		fmt.Fprintf(out, "sheet %d: %s | %s\n", i+1, left, right)
		for _, row := range sh.rows() {
			fmt.Fprintln(out, strings.TrimRight(row.text, " "))
		}
	}
	return out.Flush()
}

// printed is a line of a dump.
type printed struct {
	y    geom.Length
	text string
}

// rows are what is on a sheet, from the top.
func (sh *sheet) rows() (rows []printed) {
	for _, l := range sh.lines {
		number, mark := "   ", byte(' ')
		if l.number > 0 {
			number = fmt.Sprintf("%3d", l.number)
		}
		if l.change != 0 {
			mark = l.change
		}
		rows = append(rows, printed{l.y, fmt.Sprintf("%s %c %s", number, mark, written(l))})
	}
	for _, l := range sh.aside {
		rows = append(rows, printed{l.y + 3*geom.Pt, "    » " + textOf(l.words)})
	}
	for _, p := range sh.pictures {
		rows = append(rows, printed{p.rect.Y, fmt.Sprintf("    picture %s %s", p.src, geom.Size{W: p.rect.W, H: p.rect.H})})
	}
	slices.SortStableFunc(rows, func(a, b printed) int { return int(a.y - b.y) })
	return rows
}

// signs show a style.
var signs = []struct {
	style       style
	open, close string
}{
	{gone, "[-", "-]"}, {fresh, "{+", "+}"}, {strike, "~", "~"}, {marked, "=", "="}, {bold, "*", "*"}, {italic, "/", "/"},
	{code, "`", "`"}, {raised, "^", ""}, {lower, "_", ""},
}

// written is a line with signs of its styles. A gap between words is one between cells, or after a bullet.
func written(l line) string {
	var b strings.Builder
	at := geom.Length(0)
	var as style
	const faces = ^(made | small | joined)
	flush := func(to style) {
		for _, s := range slices.Backward(signs) {
			if as&s.style != 0 && to&s.style == 0 {
				b.WriteString(s.close)
			}
		}
		for _, s := range signs {
			if to&s.style != 0 && as&s.style == 0 {
				b.WriteString(s.open)
			}
		}
		as = to
	}
	for i, w := range l.words {
		if i > 0 && w.x > at+geom.Pt {
			flush(0)
			if len(l.rules) > 0 {
				b.WriteString(" |")
			}
			b.WriteByte(' ')
		}
		flush(w.style & faces)
		b.WriteString(w.text)
		at = w.x + w.width
	}
	flush(0)
	return b.String()
}

func textOf(words []word) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.text)
	}
	return b.String()
}
