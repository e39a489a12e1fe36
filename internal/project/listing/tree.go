package listing

import "keben/internal/budget"

// tree makes nested items of lines by their columns.
type tree struct {
	*reader
	trunk branch  // the top level
	under *branch // the part that is open, or the trunk
	open  []twig  // the items in which the next one may be nested, from the outside in
	deep  bool    // the limit of nesting has been reported
}

type branch struct {
	item  Item
	items []*branch
}

// twig is an open item and the column at which it began.
type twig struct {
	*branch
	column int
}

// nested is how many columns further to the right an item begins that is nested in the one above. CommonMark counts
// from the text behind the mark (§5.2): two columns after -, three after 1., but authors indent by two in both.
const nested = 2

// put adds an item that begins at a column.
func (t *tree) put(column int, it Item) {
	for len(t.open) > 0 && column < t.open[len(t.open)-1].column+nested {
		t.open = t.open[:len(t.open)-1]
	}
	into := t.current()
	switch {
	case len(t.open) > 0 && budget.ListNesting.Over(len(t.open)+1):
		if !t.deep {
			t.deep = true
			t.report(budget.ListNesting.At(it.At))
		}
		into = t.open[len(t.open)-1].branch
		into.items = append(into.items, &branch{item: it})
		return
	case len(t.open) > 0:
		into = t.open[len(t.open)-1].branch
	}
	b := &branch{item: it}
	into.items = append(into.items, b)
	t.open = append(t.open, twig{b, column})
}

func (t *tree) current() *branch {
	if t.under == nil {
		t.under = &t.trunk
	}
	return t.under
}

// part opens a part: what follows is in it.
func (t *tree) part(it Item) {
	t.close()
	t.under = &branch{item: it}
	t.trunk.items = append(t.trunk.items, t.under)
}

// close ends the part and all lists: what follows is at the top level.
func (t *tree) close() { t.under, t.open = &t.trunk, nil }

// top adds an item in which nothing is nested at the top level.
func (t *tree) top(it Item) {
	t.close()
	t.trunk.items = append(t.trunk.items, &branch{item: it})
}

// items returns the tree. A heading of a list over nothing is announced and not written yet.
func (t *tree) items() []Item { return t.trunk.grown() }

func (b *branch) grown() []Item {
	var out []Item
	for _, c := range b.items {
		it := c.item
		it.Items = c.grown()
		switch {
		case it.Kind == broken && it.Items == nil:
			continue
		case it.Kind == broken:
			it.Kind = Part
		case it.Kind == Part && it.Items == nil:
			it.Kind = Draft
		}
		out = append(out, it)
	}
	return out
}
