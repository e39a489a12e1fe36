package book

import (
	"io"
	"strconv"
	"unicode/utf8"

	"keben/internal/source"
)

// DumpRanges writes for every block, inline and note the text of its range, in the form of Dump. It marks ranges that
// must be wrong with an exclamation mark and returns how many there are: a range that is not inside the file or the
// parent, that begins inside the sibling before, or that cuts a character.
func DumpRanges(w io.Writer, file *source.File, blocks []Block, notes []Note) (wrong int) {
	d := &ranger{dumper: newDumper(w, file)}
	defer d.w.Flush()
	d.blocks(blocks)
	for i := range notes {
		d.node(0, "note", source.Range{}, notes[i].Range)
		d.blocks(notes[i].Blocks)
	}
	return d.wrong
}

type ranger struct {
	*dumper
	wrong int
}

// node writes one line.
func (d *ranger) node(depth int, name string, outer, r source.Range) {
	mark := ""
	if r.Known() && !d.right(outer, r) {
		mark = "!"
		d.wrong++
	}
	d.line(depth, mark, name, strconv.Quote(string(r.Of(d.file.Text))))
}

func (d *ranger) right(outer, r source.Range) bool {
	text := d.file.Text
	if r.From < 0 || r.To < r.From || int(r.To) > len(text) || outer.Known() && (r.From < outer.From || r.To > outer.To) {
		return false
	}
	whole := func(at int32) bool { return int(at) == len(text) || utf8.RuneStart(text[at]) }
	return whole(r.From) && whole(r.To)
}

func (d *ranger) blocks(blocks []Block) {
	Walk(blocks, Visitor{
		Block: func(b Block) bool { d.node(0, b.name(), source.Range{}, b.Common().Range); return true },
		Run: func(owner Block, run []Inline) {
			within := source.Range{} // a caption may be before its table
			switch owner.(type) {
			case *Paragraph, *Heading:
				within = owner.Common().Range
			}
			d.inlines(1, within, run)
		},
	})
}

func (d *ranger) inlines(depth int, outer source.Range, run []Inline) {
	for _, in := range run {
		r := in.Written()
		d.node(depth, in.words()[0], outer, r)
		d.inlines(depth+1, r, Children(in))
		if outer.Known() && r.Known() {
			outer.From = max(outer.From, r.To)
		}
	}
}
