package markup

import (
	"strconv"

	"keben/internal/book"
	"keben/internal/manuscript/foreign"
)

// done adds the result of an element that has ended to the one around it.
func (s *builder) done(f, around *open) {
	switch f.name {
	case "details":
		f.head.Classes = []string{"details"}
		s.put(&book.Callout{Head: f.head, Kind: "note", Title: f.title, Blocks: f.blocks})
	case "blockquote":
		s.put(&book.Quote{Head: f.head, Blocks: f.blocks})
	case "summary", "caption", "figcaption":
		run, rest := s.runOf(f.blocks)
		if f.name == "caption" {
			around.table.table.Caption = spaced(around.table.table.Caption, run)
		} else {
			around.title = spaced(around.title, run)
		}
		around.blocks = append(around.blocks, rest...)
	case "td", "th":
		holds(around.table.last(), f.blocks)
	case "table":
		s.table(f)
	case "ul", "ol", "menu":
		s.list(f)
	case "li":
		around.list.Items = append(around.list.Items, &book.Item{Head: f.head, Task: f.task, Blocks: f.blocks})
	case "dt", "dd":
		s.entry(f, around.entries)
	case "dl":
		if len(f.entries.Items) > 0 {
			s.put(f.entries)
		}
		s.put(f.blocks...)
	case "figure":
		s.figure(f)
	case "h1", "h2", "h3", "h4", "h5", "h6":
		s.heading(f)
	default:
		s.put(f.blocks...)
	}
}

// table makes a table. Blocks between its rows follow it.
func (s *builder) table(f *open) {
	s.put(s.formed(f.table.table)...)
	s.put(f.table.after...)
	if len(f.blocks) > 0 {
		s.meet(foreign.Moved, f.tag)
	}
	s.put(f.blocks...)
}

// list makes a list. It is tight if no item has more than a paragraph and lists. Text between items is an item.
func (s *builder) list(f *open) {
	if len(f.blocks) > 0 {
		f.list.Items = append(f.list.Items, &book.Item{Head: *f.blocks[0].Common(), Blocks: f.blocks})
	}
	for _, it := range f.list.Items {
		for i, b := range it.Blocks {
			switch b.(type) {
			case *book.Paragraph:
				f.list.Tight = f.list.Tight && i == 0
			case *book.List:
			default:
				f.list.Tight = false
			}
		}
	}
	if len(f.list.Items) > 0 {
		s.put(f.list)
	}
}

// entry puts a term or a definition into its list.
func (s *builder) entry(f *open, list *book.DefinitionList) {
	last := len(list.Items) - 1
	if f.name == "dd" {
		if last < 0 {
			list.Items, last = append(list.Items, book.Definition{}), 0
		}
		list.Items[last].Bodies = append(list.Items[last].Bodies, f.blocks)
		return
	}
	run, rest := s.runOf(f.blocks)
	if last < 0 || len(list.Items[last].Bodies) > 0 {
		list.Items, last = append(list.Items, book.Definition{}), last+1
	}
	list.Items[last].Terms = append(list.Items[last].Terms, run)
	if len(rest) > 0 {
		list.Items[last].Bodies = append(list.Items[last].Bodies, rest)
	}
}

// figure gives the picture or the table of <figure> its caption. Where there is neither, the caption is a paragraph.
func (s *builder) figure(f *open) {
	captioned := len(f.title) == 0
	for i := len(f.blocks) - 1; i >= 0 && !captioned; i-- {
		switch b := f.blocks[i].(type) {
		case *book.Figure:
			// A picture in Markdown has its alternative text as its caption; another caption replaces it.
			if plain := book.Plain(b.Caption); plain == "" || plain == b.Alt || plain == book.Plain(f.title) {
				b.Caption, captioned = f.title, true
			}
		case *book.Table:
			if len(b.Caption) == 0 {
				b.Caption, captioned = f.title, true
			}
		}
		if h := f.blocks[i].Common(); captioned && h.ID == "" {
			h.ID, h.Explicit = f.head.ID, f.head.Explicit
		}
	}
	if !captioned {
		f.blocks = append(f.blocks, &book.Paragraph{Head: f.head, Content: f.title})
	}
	s.put(f.blocks...)
}

// heading makes a heading of the first paragraph.
func (s *builder) heading(f *open) {
	if len(f.blocks) > 0 {
		if p, ok := f.blocks[0].(*book.Paragraph); ok {
			level, _ := strconv.Atoi(f.name[1:])
			f.blocks[0] = &book.Heading{Head: f.head, Level: level, Content: p.Content}
		}
	}
	s.put(f.blocks...)
}

// spaced joins two runs, each on lines of its own.
func spaced(a, b []book.Inline) []book.Inline {
	if len(a) > 0 && len(b) > 0 {
		a = append(a, &book.HardBreak{})
	}
	return append(a, b...)
}

// runOf returns blocks as running text, each on a line of its own, for a place without blocks, and the blocks that
// cannot be running text.
func (s *builder) runOf(blocks []book.Block) (run []book.Inline, rest []book.Block) {
	for _, b := range blocks {
		var in []book.Inline
		var more []book.Block
		switch b := b.(type) {
		case *book.Paragraph:
			in = b.Content
		case *book.Heading:
			in = []book.Inline{&book.Strong{Content: b.Content, Range: b.Range}}
		case *book.Figure:
			if len(b.Caption)+len(b.Source) > 0 {
				more = []book.Block{b}
				break
			}
			in = []book.Inline{&book.Image{Src: b.Src, Alt: b.Alt, Attrs: b.Attrs, Range: b.Range}}
		case *book.List:
			in, more = s.itemsOf(b)
		case *book.Quote:
			in, more = s.runOf(b.Blocks)
		case *book.Div:
			in, more = s.runOf(b.Blocks)
		default:
			more = []book.Block{b}
		}
		run, rest = spaced(run, in), append(rest, more...)
	}
	return run, rest
}

// itemsOf are the items of a list, a line each.
func (s *builder) itemsOf(n *book.List) (run []book.Inline, rest []book.Block) {
	for i, it := range n.Items {
		in, more := s.runOf(it.Blocks)
		mark := "• "
		if n.Ordered {
			mark = strconv.Itoa(n.Start+i) + ". "
		}
		run = spaced(run, append([]book.Inline{&book.Text{Value: mark, Range: it.Range}}, in...))
		rest = append(rest, more...)
	}
	return run, rest
}
