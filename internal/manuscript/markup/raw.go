package markup

import (
	"slices"

	"keben/internal/book"
	"keben/internal/manuscript/foreign"
	"keben/internal/source"
)

// hollow are the elements that may begin in one block of HTML and end in another, with the blocks between inside them.
var hollow = names("details blockquote")

// opener is a block of HTML whose last elements are still open.
type opener struct {
	block *book.HTMLBlock
	index int
	open  []*open
}

// stray is an end tag of an element that is not open in its block of HTML.
type stray struct {
	name string
	at   source.Range
}

// rawBlocks keeps the blocks of HTML for the website, each with its meaning for print. A table or list that goes on in
// the next block of HTML belongs to the first. The blocks after an element that stays open are inside it, because print
// puts them there.
func (m *reading) rawBlocks(bs []book.Block) []book.Block {
	var openers []*opener
	var s *builder // while a table or list is open
	var host *book.HTMLBlock
	for i, b := range bs {
		n, ok := b.(*book.HTMLBlock)
		if !ok {
			if s != nil {
				m.meet(foreign.Moved, s.top().tag)
			}
			m.within(b)
			continue
		}
		if s == nil {
			s, host = m.builder(), n
		}
		s.html(n)
		s.flush()
		m.passes(n.Text, s.written)
		if slices.ContainsFunc(s.frames[1:], func(f *open) bool { return !hollow[f.name] }) {
			continue
		}
		openers = m.shut(openers, s.strays, i)
		if len(s.frames) > 1 && host == n {
			openers = append(openers, &opener{n, i, slices.Clone(s.frames[1:])})
			n.Open = len(s.frames) - 1
		}
		for len(s.frames) > 1 {
			s.pop()
		}
		m.depth += n.Open
		host.Blocks = s.frames[0].blocks
		s, host = nil, nil
	}
	if s != nil {
		host.Blocks = s.end()
	}
	for _, o := range openers {
		m.unpaired(o, len(bs))
	}
	return bs
}

// shut ends the elements that the end tags of the block at an index close, and returns those still open.
func (m *reading) shut(openers []*opener, strays []stray, index int) []*opener {
	for _, end := range strays {
		at := len(openers) - 1
		for at >= 0 && !slices.ContainsFunc(openers[at].open, func(f *open) bool { return f.name == end.name }) {
			at--
		}
		if at < 0 {
			m.meet(foreign.Unpaired, end.at)
			continue
		}
		o := openers[at]
		for len(o.open) > 0 {
			last := o.open[len(o.open)-1]
			o.open = o.open[:len(o.open)-1]
			m.depth--
			if last.name == end.name {
				break
			}
			m.meet(foreign.Unpaired, last.tag)
		}
		for _, inner := range openers[at+1:] {
			m.unpaired(inner, index)
		}
		openers = openers[:at+1]
		if len(o.open) == 0 {
			o.block.Encloses = index - o.index - 1
			openers = openers[:at]
		}
	}
	return openers
}

// unpaired ends an element without an end tag before the block at an index.
func (m *reading) unpaired(o *opener, index int) {
	o.block.Encloses = index - o.index - 1
	for _, f := range o.open {
		m.meet(foreign.Unpaired, f.tag)
	}
	m.depth -= len(o.open)
}
