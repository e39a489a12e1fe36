package collate

import (
	"slices"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/source"
)

var (
	noFigures = diag.NewKind("empty-section", diag.Note,
		"no figure has a number, so there is no list of figures", "书中没有编号的图，故无插图目录",
		"give a figure a caption, `![caption](picture.svg)`, or take figures out of book.yaml", "请为图加上题注，如 `![题注](picture.svg)`，或从 book.yaml 中删去 figures")
	noTables = diag.NewKind("empty-section", diag.Note,
		"no table has a number, so there is no list of tables", "书中没有编号的表，故无表格目录",
		"give a table a caption, `: caption` after an empty line, or take tables out of book.yaml", "请为表加上题注，即空一行后写 `: 题注`，或从 book.yaml 中删去 tables")
	noFiguresHere = diag.NewKind("empty-section", diag.Note,
		"no figure in the %[1]s version has a number, so it has no list of figures", "%[2]s版没有编号的图，故无插图目录",
		"translate the figures with their captions", "请补译图及其题注")
	noTablesHere = diag.NewKind("empty-section", diag.Note,
		"no table in the %[1]s version has a number, so it has no list of tables", "%[2]s版没有编号的表，故无表格目录",
		"translate the tables with their captions", "请补译表及其题注")
)

// isList reports whether sections of a role list figures or tables.
func isList(r book.Role) bool { return r == book.RoleFigures || r == book.RoleTables }

// labelled returns the number and the caption of a block that lists of a role list, if it has a number.
func labelled(r book.Role, b book.Block) (number string, caption []book.Inline) {
	switch b := b.(type) {
	case *book.Figure:
		if r == book.RoleFigures {
			return b.Number, b.Caption
		}
	case *book.Table:
		if r == book.RoleTables {
			return b.Number, b.Caption
		}
	}
	return "", nil
}

// leaveOutLists takes out the lists that would be empty, before anything can refer to them.
func (c *collator) leaveOutLists() {
	sections, series := c.ed.Sections[:0], c.series[:0]
	for i, s := range c.ed.Sections {
		if isList(s.Role) && s.Chapter == nil && len(c.entries(s.Role)) == 0 {
			c.reportEmpty(s.Role, c.places[i])
			continue
		}
		sections, series = append(sections, s), append(series, c.series[i])
	}
	c.ed.Sections, c.series = slices.Clip(sections), series
}

// reportEmpty says that a list has nothing to list: in this language, or in any.
func (c *collator) reportEmpty(r book.Role, at source.Place) {
	everywhere, here := noFigures, noFiguresHere
	if r == book.RoleTables {
		everywhere, here = noTables, noTablesHere
	}
	if c.listedElsewhere(r) {
		c.report(here, at, c.lang.EnglishName, c.lang.ChineseName)
		return
	}
	c.report(everywhere, at)
}

// listedElsewhere reports whether another language has something that a list of the role would list.
func (c *collator) listedElsewhere(r book.Role) bool {
	found := false
	for _, l := range c.ed.Others {
		for _, place := range c.book.Outline {
			ch := c.book.Chapters[l][place.Slug]
			if ch == nil {
				continue
			}
			eachCountable(ch, func(b book.Block) {
				_, figure := b.(*book.Figure)
				found = found || figure == (r == book.RoleFigures)
			})
		}
	}
	return found
}

// fillLists fills the lists of figures and of tables, once references have their texts.
func (c *collator) fillLists() {
	for i := range c.ed.Sections {
		if s := &c.ed.Sections[i]; isList(s.Role) && s.Chapter == nil {
			s.Entries = c.entries(s.Role)
		}
	}
}

// entries are the lines of a list: what has a number, in the order of the numbers.
func (c *collator) entries(r book.Role) (out []book.Entry) {
	for i := range c.ed.Sections {
		s := &c.ed.Sections[i]
		if s.Chapter == nil {
			continue
		}
		language := ""
		if c.ed.Untranslated(s) {
			language = s.Chapter.Lang
		}
		walk(s.Chapter, book.Visitor{Block: func(b book.Block) bool {
			if number, caption := labelled(r, b); number != "" {
				out = append(out, book.Entry{
					Depth: 1, Matter: s.Matter, Number: number, Title: plainer(caption), Lang: language, Slug: s.Slug, ID: b.Common().ID,
				})
			}
			return true
		}})
	}
	return out
}
