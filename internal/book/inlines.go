package book

import (
	"fmt"
	"slices"
	"strconv"
)

// This file has the methods of every type of inline.

func (n *Emph) inside() *[]Inline  { return &n.Content }
func (n *Emph) detached() Inline   { c := *n; return &c }
func (n *Emph) says(o Inline) bool { c, ok := o.(*Emph); return ok && n.Range == c.Range }
func (n *Emph) heard() string      { return "" }
func (n *Emph) words() []string    { return []string{"emph"} }

func (n *Strong) inside() *[]Inline  { return &n.Content }
func (n *Strong) detached() Inline   { c := *n; return &c }
func (n *Strong) says(o Inline) bool { c, ok := o.(*Strong); return ok && n.Range == c.Range }
func (n *Strong) heard() string      { return "" }
func (n *Strong) words() []string    { return []string{"strong"} }

func (n *Strike) inside() *[]Inline  { return &n.Content }
func (n *Strike) detached() Inline   { c := *n; return &c }
func (n *Strike) says(o Inline) bool { c, ok := o.(*Strike); return ok && n.Range == c.Range }
func (n *Strike) heard() string      { return "" }
func (n *Strike) words() []string    { return []string{"strike"} }

func (n *Subscript) inside() *[]Inline  { return &n.Content }
func (n *Subscript) detached() Inline   { c := *n; return &c }
func (n *Subscript) says(o Inline) bool { c, ok := o.(*Subscript); return ok && n.Range == c.Range }
func (n *Subscript) heard() string      { return "" }
func (n *Subscript) words() []string    { return []string{"subscript"} }

func (n *Superscript) inside() *[]Inline  { return &n.Content }
func (n *Superscript) detached() Inline   { c := *n; return &c }
func (n *Superscript) says(o Inline) bool { c, ok := o.(*Superscript); return ok && n.Range == c.Range }
func (n *Superscript) heard() string      { return "" }
func (n *Superscript) words() []string    { return []string{"superscript"} }

func (n *Highlight) inside() *[]Inline  { return &n.Content }
func (n *Highlight) detached() Inline   { c := *n; return &c }
func (n *Highlight) says(o Inline) bool { c, ok := o.(*Highlight); return ok && n.Range == c.Range }
func (n *Highlight) heard() string      { return "" }
func (n *Highlight) words() []string    { return []string{"highlight"} }

func (n *Text) inside() *[]Inline  { return nil }
func (n *Text) detached() Inline   { c := *n; return &c }
func (n *Text) says(o Inline) bool { c, ok := o.(*Text); return ok && *n == *c }
func (n *Text) heard() string      { return n.Value }
func (n *Text) words() []string {
	return []string{"text", strconv.Quote(n.Value)}
}

func (n *CodeSpan) inside() *[]Inline  { return nil }
func (n *CodeSpan) detached() Inline   { c := *n; return &c }
func (n *CodeSpan) says(o Inline) bool { c, ok := o.(*CodeSpan); return ok && *n == *c }
func (n *CodeSpan) heard() string      { return n.Text }
func (n *CodeSpan) words() []string {
	return []string{"code", strconv.Quote(n.Text)}
}

func (n *Image) inside() *[]Inline { return nil }
func (n *Image) detached() Inline  { c := *n; c.Attrs = slices.Clone(n.Attrs); return &c }
func (n *Image) says(o Inline) bool {
	c, ok := o.(*Image)
	return ok && n.Src == c.Src && n.Alt == c.Alt && n.Title == c.Title && n.Missing == c.Missing && n.Range == c.Range && slices.Equal(n.Attrs, c.Attrs)
}
func (n *Image) heard() string { return n.Alt }
func (n *Image) words() []string {
	return []string{"image", strconv.Quote(n.Src), quoted("alt", n.Alt), quoted("title", n.Title), attributes("", nil, n.Attrs), flag("missing", n.Missing)}
}

func (n *NoteRef) inside() *[]Inline  { return nil }
func (n *NoteRef) detached() Inline   { c := *n; return &c }
func (n *NoteRef) says(o Inline) bool { c, ok := o.(*NoteRef); return ok && *n == *c }
func (n *NoteRef) heard() string      { return "" }
func (n *NoteRef) words() []string {
	return []string{"note-mark", strconv.Quote(n.Label), number(n.Number)}
}

func (n *HardBreak) inside() *[]Inline  { return nil }
func (n *HardBreak) detached() Inline   { c := *n; return &c }
func (n *HardBreak) says(o Inline) bool { c, ok := o.(*HardBreak); return ok && *n == *c }
func (n *HardBreak) heard() string      { return " " }
func (n *HardBreak) words() []string {
	return []string{"hard-break"}
}

func (n *Ruby) inside() *[]Inline  { return nil }
func (n *Ruby) detached() Inline   { c := *n; return &c }
func (n *Ruby) says(o Inline) bool { c, ok := o.(*Ruby); return ok && *n == *c }
func (n *Ruby) heard() string      { return n.Base }
func (n *Ruby) words() []string {
	return []string{"ruby", strconv.Quote(n.Base), strconv.Quote(n.Reading)}
}

func (n *RawHTML) inside() *[]Inline { return nil }
func (n *RawHTML) detached() Inline {
	c := *n
	if n.As != nil {
		c.As = cloneRun([]Inline{n.As})[0]
	}
	return &c
}
func (n *RawHTML) says(o Inline) bool {
	c, ok := o.(*RawHTML)
	return ok && n.Text == c.Text && n.Encloses == c.Encloses && n.Range == c.Range && EqualInlines(n.as(), c.as())
}
func (n *RawHTML) heard() string { return "" }
func (n *RawHTML) words() []string {
	encloses := ""
	if n.As != nil {
		encloses = fmt.Sprintf("encloses %d", n.Encloses)
	}
	return []string{"html", strconv.Quote(n.Text), encloses}
}

// as is the meaning of the element, as a run of one inline or none.
func (n *RawHTML) as() []Inline {
	if n.As == nil {
		return nil
	}
	return []Inline{n.As}
}

func (n *Ref) inside() *[]Inline  { return nil }
func (n *Ref) detached() Inline   { c := *n; return &c }
func (n *Ref) says(o Inline) bool { c, ok := o.(*Ref); return ok && *n == *c }
func (n *Ref) heard() string      { return n.Text }
func (n *Ref) words() []string {
	return []string{"ref", n.Target, quoted("text", n.Text), place(n.Slug, n.ID), flag("group", n.Group), flag("dead", n.Dead)}
}

func (n *Quantity) inside() *[]Inline  { return nil }
func (n *Quantity) detached() Inline   { c := *n; return &c }
func (n *Quantity) says(o Inline) bool { c, ok := o.(*Quantity); return ok && *n == *c }
func (n *Quantity) heard() string      { return n.Text }
func (n *Quantity) words() []string {
	return []string{"quantity", n.Key, quoted("value", n.Amount.Num.Plain()), quoted("unit", string(n.Amount.Unit)), quoted("text", n.Text)}
}

func (n *Link) inside() *[]Inline { return &n.Content }
func (n *Link) detached() Inline  { c := *n; return &c }
func (n *Link) says(o Inline) bool {
	c, ok := o.(*Link)
	return ok && n.Target == c.Target && n.Title == c.Title && n.Slug == c.Slug && n.ID == c.ID && n.File == c.File && n.Dead == c.Dead && n.Auto == c.Auto && n.Range == c.Range
}
func (n *Link) heard() string { return "" }
func (n *Link) words() []string {
	return []string{"link", strconv.Quote(n.Target), quoted("title", n.Title), place(n.Slug, n.ID), quoted("file", n.File), flag("auto", n.Auto), flag("dead", n.Dead)}
}

func (n *Span) inside() *[]Inline { return &n.Content }
func (n *Span) detached() Inline {
	c := *n
	c.Classes, c.Attrs = slices.Clone(n.Classes), slices.Clone(n.Attrs)
	return &c
}
func (n *Span) says(o Inline) bool {
	c, ok := o.(*Span)
	return ok && n.ID == c.ID && n.Range == c.Range && slices.Equal(n.Classes, c.Classes) && slices.Equal(n.Attrs, c.Attrs)
}
func (n *Span) heard() string   { return "" }
func (n *Span) words() []string { return []string{"span", attributes(n.ID, n.Classes, n.Attrs)} }

func (n *Fault) inside() *[]Inline { return &n.Content }
func (n *Fault) detached() Inline  { c := *n; return &c }
func (n *Fault) says(o Inline) bool {
	c, ok := o.(*Fault)
	return ok && n.ID == c.ID && n.Range == c.Range
}
func (n *Fault) heard() string   { return "" }
func (n *Fault) words() []string { return []string{"fault", n.ID} }
