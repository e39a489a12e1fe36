package collate

import "keben/internal/book"

// deepest is the depth of headings in the contents: sections and their sections.
const deepest = 2

// contents makes the table of contents: every section but the contents itself, however deep it is nested, and the
// headings of the main matter and of appendices, down to entries of depth 3. Outputs leave out entries, such as the front matter before the contents
// (Chicago 1.38).
func (c *collator) contents() {
	for i := range c.ed.Sections {
		s := &c.ed.Sections[i]
		e := book.Entry{Depth: 1 + s.Depth, Matter: s.Matter, Number: s.Number, Title: plainer(s.Title), Slug: s.Slug}
		switch {
		case s.Role == book.RoleContents:
			continue
		case s.Role == book.RolePart:
			e.Depth = 0
		case s.Chapter != nil && c.book.Kind != book.KindArticle:
			e.Authors = names(s.Chapter.Authors)
		}
		if c.ed.Untranslated(s) {
			e.Lang = s.Chapter.Lang
		}
		c.ed.Contents = append(c.ed.Contents, e)
		if s.Chapter == nil || s.Matter != book.Main && !c.series[i].headings {
			continue
		}
		for _, h := range book.Headings(s.Chapter.Blocks) {
			if s.Depth+h.Depth <= deepest && !h.Class("unlisted") {
				c.ed.Contents = append(c.ed.Contents, book.Entry{
					Depth: 1 + s.Depth + h.Depth, Matter: s.Matter, Number: h.Number, Title: plainer(h.Content), Lang: e.Lang, Slug: s.Slug, ID: h.ID,
				})
			}
		}
	}
}

// plainer returns a title as the contents print it: without note marks, and without links and ids, because
// the whole line is a link and ids must not come twice.
func plainer(run []book.Inline) []book.Inline {
	var out []book.Inline
	for _, in := range book.CloneInlines(run) {
		switch n := in.(type) {
		case *book.NoteRef, *book.RawHTML, *book.Image:
		case *book.HardBreak:
			out = append(out, &book.Text{Value: " "})
		case *book.Link:
			out = append(out, plainer(n.Content)...)
		case *book.Ref:
			out = append(out, &book.Text{Value: n.Text})
		default:
			if run := book.Content(n); run != nil {
				*run = plainer(*run)
			}
			if span, ok := n.(*book.Span); ok {
				span.ID = ""
			}
			out = append(out, n)
		}
	}
	return out
}
