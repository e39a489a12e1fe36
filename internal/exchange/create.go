package exchange

import (
	"bytes"
	"slices"
	"strings"

	"keben/internal/manuscript"
	"keben/internal/manuscript/markdown"
	"keben/internal/source"
)

// create makes the file of a chapter that has no translation yet: a copy of the source with its texts translated. A
// block that is not completely translated is left out until it is, and so is a text of the front matter. Code and the
// like are copied.
func (im *importer) create() {
	if im.Twin == "" {
		first := slices.IndexFunc(im.Units, func(u *Unit) bool { return im.wanted[u] != nil })
		im.report(noNewFile.At(im.wanted[im.Units[first]].At, im.Slug))
		im.out.Left += len(im.given)
		return
	}
	im.refuseUnsound()
	if len(im.given) == 0 {
		return
	}
	w := &newFile{inserter: &inserter{importer: im, done: map[*Unit]bool{}}}
	w.front()
	body := w.b.Len()
	for _, q := range im.source.layout.Text.Parts {
		w.part(q)
	}
	text := w.b.String()
	after := manuscript.Lay(source.New(im.Twin, []byte(text)), im.text.To, im.text.templates)
	if after.Body != body || !slices.Equal(textsOf(after), w.want) {
		// The texts do not read as expected beside their new neighbours. No input is known that leads here.
		for _, u := range im.Units {
			if t := im.wanted[u]; t != nil {
				im.leave(otherForm.At(t.At, t.name(), im.Twin))
			}
		}
		return
	}
	ending := "\n"
	if bytes.Contains(im.source.raw, []byte("\r\n")) {
		ending = "\r\n"
	}
	im.keep(File{Path: im.Twin, New: true, Data: []byte(strings.ReplaceAll(text, "\n", ending)), Changes: w.changes})
}

// refuseUnsound leaves out the translations that would be read differently from their source in its place.
func (im *importer) refuseUnsound() {
	var edits []edit
	for _, u := range im.Units {
		s, ok := im.given[u]
		if !ok {
			continue
		}
		places, texts := u.source, []string{s}
		switch {
		case u.key == "title":
			places = im.source.title
			texts = slices.Repeat(texts, len(places))
		case len(places) > 1:
			if texts = strings.Split(s, between); len(texts) != len(places) {
				im.leave(otherCount.At(im.wanted[u].At, im.wanted[u].name(), len(places), len(texts)))
				im.forget(u)
				continue
			}
		}
		edits = append(edits, edit{unit: u, places: places, texts: texts})
	}
	_, bad := im.source.sound(edits, im.text.templates)
	for _, e := range bad {
		t := im.wanted[e.unit]
		im.leave(otherForm.At(t.At, t.name(), im.Twin))
		im.forget(e.unit)
	}
}

func (im *importer) forget(u *Unit) {
	delete(im.wanted, u)
	delete(im.given, u)
}

// newFile writes a chapter.
type newFile struct {
	*inserter
	b       strings.Builder
	lines   int
	changes []Change
	want    []shape
}

func (w *newFile) write(s string) {
	w.b.WriteString(s)
	w.lines += strings.Count(s, "\n")
}

func (w *newFile) change(u *Unit, s string, line int) {
	if !w.done[u] {
		w.done[u] = true
		w.changes = append(w.changes, Change{Unit: u, Line: w.lines + line + 1, New: s})
	}
}

// front writes the front matter of the source with the translated texts. Untranslated texts are left out, because they
// would be in the wrong language, except names and words in lists.
func (w *newFile) front() {
	src, at := w.source.layout.Source.Text, 0
	by := map[string]*Unit{}
	for _, u := range w.Units {
		if u.key != "" {
			by[u.key] = u
		}
	}
	for i := range w.source.layout.Front {
		f := &w.source.layout.Front[i]
		u := by[f.Key]
		if s, ok := w.given[u]; ok && u != nil {
			w.write(string(src[at:f.From]))
			w.change(u, s, 0)
			w.write(f.Write(src[f.From:f.To], s))
			at = int(f.To)
			continue
		}
		line := lineStart(src, int(f.From))
		if strings.Contains(f.Key, ".") || line < at || !bytes.HasPrefix(src[line:], []byte(f.Key)) {
			continue
		}
		w.write(string(src[at:line]))
		at = int(f.To)
		if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
			at += i + 1
		}
	}
	w.write(string(src[at:max(at, w.source.layout.Body)]))
}

// part writes a block of the source if it is translated or has nothing to translate.
func (w *newFile) part(q *markdown.Part) {
	_, all := w.count(q)
	if all > 0 && !w.complete(q) {
		w.waiting(q)
		return
	}
	lines, texts := w.compose(q)
	if w.b.Len() > 0 {
		w.write("\n")
	}
	for _, t := range texts {
		w.want = append(w.want, shape{t.typed, t.kind})
		if t.unit != nil {
			w.change(t.unit, t.typed, t.line)
		}
	}
	w.write(strings.Join(lines, "\n") + "\n")
}
