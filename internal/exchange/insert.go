package exchange

import (
	"bytes"
	"slices"
	"strings"

	"keben/internal/book/twins"
	"keben/internal/manuscript/markdown"
)

// frontEdit inserts a text of the front matter that the translation's file does not have yet.
func (im *importer) frontEdit(u *Unit, target string) (edit, bool) {
	if im.target.layout.Fence == 0 || strings.Contains(u.key, ".") {
		return edit{}, false
	}
	return edit{unit: u, key: u.key, texts: []string{target}, line: im.target.layout.FrontLine(u.key, target)}, true
}

// inserter inserts translated blocks into a chapter that lacks them. It walks the source: a block without a twin is
// inserted after the twin of the block before it.
type inserter struct {
	*importer
	out  []edit
	done map[*Unit]bool
}

// insertions are the edits that insert blocks. A block for which there is no place is reported.
func (im *importer) insertions() []edit {
	in := &inserter{importer: im, done: map[*Unit]bool{}}
	in.siblings(im.source.layout.Text)
	for _, u := range im.Units {
		if t := im.wanted[u]; t != nil && len(u.target) == 0 && u.key == "" && !in.done[u] {
			im.leave(noPlace.At(t.At, t.name(), im.Twin))
		}
	}
	return in.out
}

// siblings goes through the parts inside a part of the source.
func (in *inserter) siblings(p *markdown.Part) {
	var anchor *markdown.Part // the twin of the last that has one
	behind := false           // the one before has been inserted
	for _, q := range p.Parts {
		twin := in.twin(q)
		switch {
		case twin != nil:
			anchor, behind = twin, false
			in.siblings(q)
		case in.complete(q):
			behind = in.put(q, anchor)
		case behind && in.silent(q):
			in.put(q, anchor)
		case q.Kind == markdown.LinkPart:
		default:
			behind = false
			in.waiting(q)
		}
	}
}

// twin finds the twin of a part of the source, or nil.
func (in *inserter) twin(q *markdown.Part) *markdown.Part {
	if u := in.source.units[q]; u != nil {
		p := u.Pair()
		if q.Kind == markdown.NotePart && (p == nil || p.Confidence < twins.Sure) {
			return in.note(q) // marks find it by its label, whatever text it has
		}
		if p != nil && len(p.A) > 0 && len(p.B) > 0 {
			for _, v := range slices.Backward(p.B) {
				if t := in.target.parts[v]; t != nil {
					return t
				}
			}
		}
	}
	var found *markdown.Part
	q.EachText(func(t *markdown.Text) {
		u := in.byText[t]
		if found != nil || u == nil || len(u.target) == 0 || u.target[0].text == nil {
			return
		}
		found = u.target[0].text.Part
		for p := found; p != nil; p = p.Parent {
			if p.Kind == q.Kind {
				found = p
				break
			}
		}
	})
	return found
}

// note finds the note of the translation that has the label of a note of the source, or nil.
func (in *inserter) note(q *markdown.Part) (found *markdown.Part) {
	label := in.source.label(q)
	var look func(p *markdown.Part)
	look = func(p *markdown.Part) {
		for _, n := range p.Parts {
			if n.Kind == markdown.NotePart && in.target.label(n) == label {
				found = n
			}
			look(n)
		}
	}
	look(in.target.layout.Text)
	return found
}

// label is the label of a note, up to its colon.
func (d *side) label(p *markdown.Part) string {
	s, _, _ := strings.Cut(string(d.layout.Source.Text[p.At:p.Stop]), "]")
	return s
}

// complete reports whether a part of the source has a translation for all its texts and no twin of any.
func (in *inserter) complete(q *markdown.Part) bool {
	given, all := in.count(q)
	return given > 0 && given == all
}

// count counts the texts of a part that have a translation, and those that need one; -1 when one has a twin.
func (in *inserter) count(q *markdown.Part) (given, all int) {
	blocked := false
	q.EachText(func(t *markdown.Text) {
		u := in.byText[t]
		if u == nil {
			return
		}
		all++
		if _, ok := in.given[u]; ok {
			given++
		}
		blocked = blocked || u.paired || u.held
	})
	if blocked {
		return 0, all
	}
	return given, all
}

// silent reports whether a part has nothing to translate, and no twin: code, a table of data, a rule.
func (in *inserter) silent(q *markdown.Part) bool {
	_, all := in.count(q)
	u := in.source.units[q]
	return all == 0 && q.Kind != markdown.LinkPart && (u == nil || u.Pair() == nil || len(u.Pair().B) == 0)
}

// waiting reports a part that is not completely translated.
func (in *inserter) waiting(q *markdown.Part) {
	given, all := in.count(q)
	if given == 0 || given == all {
		return
	}
	told := false
	q.EachText(func(t *markdown.Text) {
		u := in.byText[t]
		if u == nil || in.wanted[u] == nil || in.done[u] {
			return
		}
		in.done[u] = true
		in.importer.out.Left++
		if !told {
			in.report(partial.At(u.At, given, all))
			told = true
		}
	})
}

// put inserts a part of the source, translated, after the twin of the part before it. It reports false when there is no
// place for it.
func (in *inserter) put(q, anchor *markdown.Part) bool {
	b := &block{}
	var parent *markdown.Part
	rowOrItem := q.Kind == markdown.RowPart || q.Kind == markdown.ItemPart
	switch {
	case q.Kind == markdown.TermPart || q.Kind == markdown.BodyPart:
		return false
	case anchor != nil:
		for !rowOrItem && anchor.Parent != nil && loneIn(anchor.Parent.Kind) {
			anchor = anchor.Parent
		}
		if rowOrItem && anchor.Kind != q.Kind {
			return false
		}
		parent, b.at = anchor.Parent, anchor.Stop
	default:
		var ok bool
		if parent, ok = in.beginning(q, b); !ok {
			return false
		}
	}
	prefix := prefixOf(parent)
	b.blank = strings.TrimRight(prefix, " ")
	if q.Kind == markdown.RowPart || q.Kind == markdown.ItemPart && parent.Tight {
		b.blank = "-"
	}
	b.lines, b.texts = in.compose(q)
	if q.Kind == markdown.ItemPart {
		b.lines[0] = marker(b.lines[0], q.Parent.Marker, parent.Marker)
	}
	for i, line := range b.lines {
		b.lines[i] = strings.TrimRight(prefix, " ")
		if line != "" {
			b.lines[i] = prefix + line
		}
	}
	for _, t := range b.texts {
		if t.unit != nil {
			b.units = append(b.units, t.unit)
			in.done[t.unit] = true
		}
	}
	in.out = append(in.out, edit{block: b})
	return true
}

// loneIn reports whether a part of this kind holds parts of one kind only.
func loneIn(kind markdown.PartKind) bool {
	return kind == markdown.ListPart || kind == markdown.TablePart || kind == markdown.DefinitionPart
}

// beginning finds the place for a block when no block before it has a twin: below the chapter's title, at the beginning
// of a division, before the first item of a list.
func (in *inserter) beginning(q *markdown.Part, b *block) (*markdown.Part, bool) {
	parent := in.target.layout.Text
	if q.Parent.Kind != markdown.DocumentPart {
		if parent = in.twin(q.Parent); parent == nil || parent.Kind != q.Parent.Kind {
			return nil, false
		}
	}
	b.before = true
	switch parent.Kind {
	case markdown.DocumentPart:
		b.at = in.target.layout.Body
		if len(parent.Parts) > 0 && len(parent.Parts[0].Texts) == 1 && in.target.titled(parent.Parts[0].Texts[0]) {
			b.at, b.before = parent.Parts[0].Stop, false
		}
		return parent, true
	case markdown.DivPart:
		b.at = parent.Inner
		return parent, true
	case markdown.ListPart:
		if len(parent.Parts) == 0 {
			return nil, false
		}
		src, at := in.target.layout.Source.Text, parent.Parts[0].At
		b.at = lineStart(src, at)
		return parent, len(bytes.Trim(src[b.at:at], " >")) == 0
	}
	return nil, false
}

func (d *side) titled(t *markdown.Text) bool {
	return slices.ContainsFunc(d.title, func(p place) bool { return p.text == t })
}

// compose writes a part of the source with its texts translated, without the prefix that its lines have in the source.
func (im *importer) compose(q *markdown.Part) (lines []string, texts []text) {
	src := im.source.layout.Source.Text
	var b strings.Builder
	at := q.At
	q.EachText(func(t *markdown.Text) {
		b.Write(src[at:t.Start()])
		x := text{typed: t.Typed, kind: t.Part.Kind, unit: im.byText[t], line: strings.Count(b.String(), "\n")}
		if s, ok := im.translated(t); ok {
			x.typed = s
			b.WriteString(im.source.continued(t, s))
		} else {
			x.unit = nil
			b.Write(src[t.Start():t.Stop()])
		}
		texts = append(texts, x)
		at = t.Stop()
	})
	b.Write(src[at:q.Stop])
	lines = strings.Split(b.String(), "\n")
	for i := range lines[1:] {
		lines[i+1] = strip(lines[i+1], q.Parent)
	}
	return lines, texts
}

// translated returns the translation of a text.
func (im *importer) translated(t *markdown.Text) (string, bool) {
	u := im.byText[t]
	if u == nil {
		return "", false
	}
	s, ok := im.given[u]
	if ok && len(u.source) > 1 {
		i := slices.IndexFunc(u.source, func(p place) bool { return p.text == t })
		if parts := strings.Split(s, between); len(parts) == len(u.source) && i >= 0 {
			return parts[i], true
		}
		return "", false
	}
	return s, ok
}

// strip removes the prefix that the parts around a line put at its beginning.
func strip(line string, p *markdown.Part) string {
	if p == nil {
		return line
	}
	line = strip(line, p.Parent)
	switch p.Kind {
	case markdown.QuotePart:
		sign := strings.TrimRight(p.Sign, " ")
		if s := strings.TrimLeft(line, " "); strings.HasPrefix(s, sign) {
			return strings.TrimPrefix(s[len(sign):], " ")
		}
	case markdown.ItemPart, markdown.NotePart, markdown.BodyPart:
		for n := 0; n < p.Inset && line != ""; n++ {
			if line[0] == '\t' {
				return line[1:]
			}
			if line[0] != ' ' {
				break
			}
			line = line[1:]
		}
	}
	return line
}

// marker gives an item the marker of its new list, because another one would begin another list.
func marker(line string, from, to byte) string {
	i := strings.IndexByte(line, from)
	bullets := func(c byte) bool { return strings.IndexByte("-+*", c) >= 0 }
	if from == to || i < 0 || bullets(from) != bullets(to) || strings.Trim(line[:i], "0123456789") != "" {
		return line
	}
	return line[:i] + string(to) + line[i+1:]
}
