package book

import "slices"

// Printed returns blocks as print has them: with the meaning of raw HTML in its place. The blocks between a <details>
// in one block of HTML and its end in another are inside the <details>.
func Printed(blocks []Block) []Block {
	if !slices.ContainsFunc(blocks, func(b Block) bool { _, ok := b.(*HTMLBlock); return ok }) {
		return blocks
	}
	var out []Block
	for i := 0; i < len(blocks); i++ {
		n, ok := blocks[i].(*HTMLBlock)
		if !ok {
			out = append(out, blocks[i])
			continue
		}
		end := min(i+1+n.Encloses, len(blocks))
		if n.Open == 0 {
			end = i + 1
		}
		out = append(out, enclose(n.Blocks, n.Open, blocks[i+1:end])...)
		i = end - 1
	}
	return out
}

// enclose appends more to the blocks inside the last of blocks, depth levels down.
func enclose(blocks []Block, depth int, more []Block) []Block {
	out := slices.Clone(blocks)
	if depth > 0 && len(out) > 0 {
		last := out[len(out)-1].detached()
		if pieces := Inside(last); len(pieces) > 0 && pieces[len(pieces)-1].Blocks != nil {
			inner := pieces[len(pieces)-1].Blocks
			*inner = enclose(*inner, depth-1, more)
			out[len(out)-1] = last
			return out
		}
	}
	return append(out, more...)
}

// PrintedRun returns running text as print has it: with the meaning of raw HTML in its place.
func PrintedRun(run []Inline) []Inline {
	if !slices.ContainsFunc(run, func(in Inline) bool { _, ok := in.(*RawHTML); return ok }) {
		return run
	}
	var out []Inline
	for i := 0; i < len(run); i++ {
		n, ok := run[i].(*RawHTML)
		switch {
		case !ok:
			out = append(out, run[i])
		case n.As != nil:
			end := min(i+1+n.Encloses, len(run))
			out = append(out, holding(n.As, run[i+1:end]))
			i = end - 1
		}
	}
	return out
}

// holding returns a copy of an inline with another content.
func holding(in Inline, content []Inline) Inline {
	switch n := in.(type) {
	case *CodeSpan:
		c := *n
		c.Text = Plain(content)
		return &c
	case *Span:
		if len(n.Content) > 0 { // an id around an inline
			content = []Inline{holding(n.Content[0], content)}
		}
	}
	if in.inside() == nil {
		return in
	}
	return Around(in, content)
}
