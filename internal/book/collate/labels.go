package collate

import (
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
)

var duplicateLabel = diag.NewKind("duplicate-label", diag.Warning,
	"the id %q is used in chapter %q too", "标识 %q 在 %q 章中已经用过",
	"give one of them another id", "请为其中一处另取标识")

// target is a label and how a reference from its own chapter, or from a chapter nested in it, reads.
type target struct {
	book.Label
	near string
}

// key is the name of a place in the edition: "slug#id", "slug#" for the top of a section.
func key(slug, id string) string { return slug + "#" + id }

// label records every place of a section that can be referred to. A nested chapter, and its headings, are sections of the
// chapter that it is in. A block with an explicit id that begins with fig-,
// tbl- or sec- is also known by that id alone; if two have one id, the first counts.
func (c *collator) label(s *book.Section) {
	name := s.Number
	if name == "" {
		name = c.lang.Quote(book.Plain(s.Title))
	}
	own := target{book.Label{Slug: s.Slug, Kind: "chapter", Text: name}, name}
	if root := c.root(s.Slug); root != s.Slug {
		title := book.Plain(s.Title)
		name = c.labels[key(root, "")].Text
		own.Text, own.near = c.lang.Section(c.scheme, s.Number, title, name), c.lang.Section(c.scheme, s.Number, title, "")
	}
	c.labels[key(s.Slug, "")] = own
	if s.Chapter == nil {
		return
	}
	if h := s.Chapter.TitleHead; h != nil && h.Explicit {
		c.labels[key(s.Slug, h.ID)] = own
		c.share(s, h, own)
	}
	eachPlace(s.Chapter, func(b book.Block, span *book.Span) {
		t := target{Label: book.Label{Slug: s.Slug, Kind: "block"}}
		if span != nil {
			t.ID = span.ID
			c.put(t)
			return
		}
		head := b.Common()
		t.ID = head.ID
		switch b := b.(type) {
		case *book.Heading:
			title := book.Plain(b.Content)
			t.Kind = "sec"
			t.Text, t.near = c.lang.Section(c.scheme, b.Number, title, name), c.lang.Section(c.scheme, b.Number, title, "")
		case *book.Figure:
			t.Kind, t.Text, t.near = "fig", b.Number, b.Number
		case *book.Table:
			t.Kind, t.Text, t.near = "tbl", b.Number, b.Number
		}
		c.put(t)
		if head.Explicit {
			c.share(s, head, t)
		}
	})
}

// share makes a place known by its id alone.
func (c *collator) share(s *book.Section, head *book.Head, t target) {
	if !referable(head.ID) {
		return
	}
	if first, ok := c.labels[head.ID]; !ok {
		c.labels[head.ID] = t
	} else if first.Slug != t.Slug {
		c.messages = append(c.messages, duplicateLabel.At(s.Chapter.At(head.Range), head.ID, first.Slug))
	}
}

func (c *collator) put(t target) {
	k := key(t.Slug, t.ID)
	if _, ok := c.labels[k]; !ok {
		c.labels[k] = t
	}
}

func referable(id string) bool {
	return strings.HasPrefix(id, "fig-") || strings.HasPrefix(id, "tbl-") || strings.HasPrefix(id, "sec-")
}

func (c *collator) publishLabels() {
	c.ed.Labels = make(map[string]book.Label, len(c.labels))
	for k, t := range c.labels {
		c.ed.Labels[k] = t.Label
	}
}
