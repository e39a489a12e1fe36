package typeset

import (
	"unicode"

	"keben/internal/design"
	"keben/internal/draw"
	"keben/internal/geom"
	"keben/internal/lang"
	"keben/internal/script"
	"keben/internal/typeset/paragraph"
)

// surrounding is the content of the running head and folio of a page.
type surrounding struct {
	by           *spec
	label, head  string
	first, verso bool
}

// furnished is a surrounding that has been set. It is kept by its content, so that equal pages share it.
type furnished struct {
	ops      []draw.Op
	findings paragraph.Findings
	used     bool // since the last sweep
}

// furnisher sets running heads and folios.
type furnisher struct {
	*assembly
	hand  *hand
	heads map[headKey]string // running heads as they are shortened
}

type headKey struct {
	by   *spec
	text string
}

func (a *assembly) newFurnisher() *furnisher {
	return &furnisher{assembly: a, hand: a.Kept.hand(), heads: map[headKey]string{}}
}

// around returns the furniture of a page whose type area is at a place.
func (f *furnisher) around(by *spec, p placed, at geom.Point) []draw.Op {
	key := surrounding{by: by, label: p.label, first: p.first, verso: p.verso}
	if !p.first {
		key.head = f.title(by)
		if (!p.verso || f.Screen) && p.sheet.running != nil {
			key.head = p.sheet.running.Chapter
		}
	}
	k, ok := f.Kept.around[key]
	if !ok {
		k.ops = draw.Move(f.furniture(by, key), at)
		k.findings = f.hand.setter.Take()
	}
	k.used = true
	f.Kept.around[key] = k
	f.findings = append(f.findings, k.findings)
	return k.ops
}

// title is the title of the edition in one of its languages.
func (f *furnisher) title(by *spec) string {
	if by == f.specs.second {
		return f.Twin.Title
	}
	return f.Edition.Title
}

// furniture sets the running head and folio of a page. A page that opens a chapter has its folio at the foot and no
// head.
func (f *furnisher) furniture(c *spec, s surrounding) []draw.Op {
	m, st, d := c.master, c.style("running"), &c.details().Running
	st.Lines = 1
	as := face{smallCaps: c.lang.Heads == lang.SmallCapitals}
	short := f.shortened(c, s.head, st, as)
	f.hand.setter.Take() // drop the findings of text that was only measured
	folio, w := f.artifact(c, s.label, st, face{tabular: true})
	if s.first {
		return draw.Move(folio, geom.Point{X: (m.width - w) / 2, Y: m.area.Height() + d.Drop.Of(m.pitch)})
	}
	baseline := -d.Rise.Of(m.pitch)
	head, tw := f.artifact(c, short, st, as)
	gap := d.Gap.Of(st.Size)
	fx, tx := m.width-w, m.width-w-gap-tw
	if s.verso && !c.Screen {
		fx, tx = 0, w+gap
	}
	ops := draw.Move(folio, geom.Point{X: fx, Y: baseline})
	ops = append(ops, draw.Move(head, geom.Point{X: tx, Y: baseline})...)
	rule := draw.Rectangle(geom.Rect{Y: baseline + d.RuleDrop.Of(st.Size), W: m.width, H: d.Rule}, c.color("rule"))
	return append(ops, draw.Op{Tag: draw.Artifact, Path: rule})
}

// mostHead is the most characters of a running head that are measured: a longer one cannot fit.
const mostHead = 2000

// shortened cuts a running head that is wider than the theme allows, a tenth at a time.
func (f *furnisher) shortened(c *spec, text string, st design.Style, as face) string {
	if short, ok := f.heads[headKey{c, text}]; ok {
		return short
	}
	whole, rs := text, []rune(text)
	for len(rs) > 1 {
		if len(rs) <= mostHead {
			if _, w := f.artifact(c, text, st, as); w <= c.details().Running.Longest.Of(c.master.measure) {
				break
			}
		}
		rs = rs[:wordEnd(rs, len(rs)*9/10)]
		text = ""
		if len(rs) <= mostHead {
			text = string(rs) + "…"
		}
	}
	f.heads[headKey{c, whole}] = text
	return text
}

// wordEnd returns where rs may be cut at n or before: between Latin words, and without the space there. One word alone
// is cut inside.
func wordEnd(rs []rune, n int) int {
	end := n
	for end > 0 && end < len(rs) && script.Latin(rs[end-1]) && script.Latin(rs[end]) {
		end--
	}
	for end > 0 && unicode.IsSpace(rs[end-1]) {
		end--
	}
	if end == 0 {
		return n
	}
	return end
}

// artifact sets a short text that is not part of the book's text: baseline at 0, left edge at 0.
func (f *furnisher) artifact(c *spec, text string, st design.Style, as face) ([]draw.Op, geom.Length) {
	st.Align, st.Indent = "left", -1
	ps := *c.paragraphStyle(st, frame{})
	ps.Measure = c.master.trim.W * 4
	lines := f.hand.setter.Set([]paragraph.Piece{c.plain(text, st, as, draw.Artifact)}, &ps)
	if len(lines) == 0 {
		return nil, 0
	}
	return lines[0].Ops, lines[0].Width
}
