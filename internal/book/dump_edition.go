package book

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// DumpEdition writes an edition as indented text in the form of Dump: the sections in reading order with
// their chapters, the contents, the labels sorted by key.
func DumpEdition(w io.Writer, ed *Edition) {
	d := newDumper(w, nil)
	defer d.w.Flush()
	d.line(0, "edition", ed.Name, string(ed.Kind), quoted("title", ed.Title), quoted("authors", strings.Join(ed.Authors, "; ")),
		quoted("date", ed.Date), quoted("others", strings.Join(ed.Others, " ")))
	for i := range ed.Sections {
		d.section(ed, &ed.Sections[i])
	}
	d.line(0, "contents")
	for _, e := range ed.Contents {
		d.entry(1+e.Depth, e)
	}
	d.line(0, "labels")
	for _, key := range slices.Sorted(maps.Keys(ed.Labels)) {
		if l := ed.Labels[key]; l.Kind != "block" { // the blocks above show their ids
			d.line(1, key, l.Kind, place(l.Slug, l.ID), quoted("text", l.Text))
		}
	}
}

func (d *dumper) entry(depth int, e Entry) {
	d.line(depth, e.Matter.String(), quoted("number", e.Number), strconv.Quote(Plain(e.Title)), quoted("lang", e.Lang),
		quoted("authors", strings.Join(e.Authors, "; ")), place(e.Slug, e.ID))
}

func (d *dumper) section(ed *Edition, s *Section) {
	if d.file = nil; s.Chapter != nil {
		d.file = s.Chapter.Source
	}
	depth, untranslated := "", ""
	if s.Depth > 0 {
		depth = fmt.Sprintf("depth=%d", s.Depth)
	}
	if ed.Untranslated(s) {
		untranslated = s.Chapter.Lang
	}
	d.line(0, "section", s.Slug, s.Matter.String(), string(s.Role), depth, quoted("number", s.Number), quoted("twins", strings.Join(s.Twins, " ")),
		quoted("untranslated", untranslated))
	d.field("title", s.Title)
	for _, e := range s.Entries {
		d.entry(1, e)
	}
	if s.Chapter != nil {
		if len(s.Chapter.Abstract) > 0 {
			d.line(1, "abstract")
			d.blocks(2, s.Chapter.Abstract)
		}
		d.blocks(1, s.Chapter.Blocks)
		d.notes(s.Chapter.Notes)
	}
}

// String returns the name of the division.
func (m Matter) String() string { return [...]string{"front", "main", "back"}[m] }
