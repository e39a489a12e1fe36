package exchange

import (
	"cmp"
	"slices"
	"strings"

	"keben/internal/diag"
	"keben/internal/exchange/xliff"
	"keben/internal/lang"
	"keben/internal/source"
)

// Incoming is a file that came back from a translator.
type Incoming struct {
	Name     string // of the file, for messages
	To       string // its language, according to the file
	Units    []Translation
	Obsolete int // entries that the tool has marked as obsolete
}

// Translation is a text that came back.
type Translation struct {
	Slug, ID string
	Source   string // as it was exported
	Target   string // "" when there is none
	Fuzzy    bool   // the translator says that it is not ready
	At       source.Place

	sourceHash, targetHash string        // at the export; "" when the tool has dropped them
	loose                  bool          // white space may have been changed on the way
	source, pieces         []xliff.Piece // of the source and of the translation; nil where there are no codes
}

// Options say what to take.
type Options struct {
	Fuzzy     bool // also what the translator says is not ready
	Overwrite bool // also where the translation in the book has changed since the export
}

// Change is a text of the manuscript that an import changes.
type Change struct {
	Unit     *Unit
	Line     int    // of the translation's file as it becomes, from 1
	Old, New string // Old is "" for a text that is new
}

// File is a file of the manuscript as an import leaves it.
type File struct {
	Path    string // in the book's folder
	New     bool   // it was not there before
	Before  []byte // what it was
	Data    []byte
	Changes []Change
}

// Outcome is the result of an import.
type Outcome struct {
	Files []File

	Changed, Added int // texts
	Same           int // texts that were not changed by the translator, or are in the book already
	Untranslated   int
	Fuzzy          int // texts left out because they are not ready
	Left           int // texts left out, each with a message
}

// Language finds the language of a translation among those it may be in. asked is the one that the person named, or "".
func (in *Incoming) Language(languages []string, asked string) (string, *diag.Message) {
	want := asked
	if want == "" {
		want = in.To
	}
	for _, same := range []func(tag string) bool{
		func(tag string) bool { return tag == want || bcp47(tag) == want || locale(tag) == want },
		func(tag string) bool { l, ok := lang.Find(want); return ok && l.Tag == tag },
		func(tag string) bool { return primary(tag) == primary(want) },
	} {
		for _, tag := range languages[1:] {
			if same(tag) {
				return tag, nil
			}
		}
	}
	if want == "" && len(languages) == 2 {
		return languages[1], nil
	}
	m := otherLanguage.At(source.Whole(in.Name), want, strings.Join(languages[1:], ", "))
	return "", &m
}

// Import finds out what translations change in a book. It writes nothing: the files are in the outcome. A text is
// changed only if the translator has changed it and neither its source nor the translation in the book has changed
// since, and only if the file with the new text has exactly the expected texts.
func Import(t *Text, in *Incoming, o Options) (Outcome, []diag.Message) {
	im := &importer{text: t, Options: o}
	by := map[string][]*Translation{}
	var order []string
	for i := range in.Units {
		u := &in.Units[i]
		if by[u.Slug] == nil {
			order = append(order, u.Slug)
		}
		by[u.Slug] = append(by[u.Slug], u)
	}
	for _, slug := range order {
		i := slices.IndexFunc(t.Chapters, func(c *Chapter) bool { return c.Slug == slug })
		if i < 0 {
			im.report(unknownChapter.At(by[slug][0].At, slug))
			im.out.Left += len(by[slug])
			continue
		}
		im.chapter(t.Chapters[i], by[slug])
	}
	return im.out, im.ms
}

type importer struct {
	Options
	text *Text
	out  Outcome
	ms   []diag.Message

	*Chapter
	wanted map[*Unit]*Translation // the translations to put into the chapter
	given  map[*Unit]string       // their texts

	defined *string // the definitions of links of the chapter; nil until asked for
}

func (im *importer) report(m diag.Message) { im.ms = append(im.ms, m) }

// leave leaves a text out and says why.
func (im *importer) leave(m diag.Message) {
	im.out.Left++
	im.report(m)
}

func (im *importer) chapter(c *Chapter, ts []*Translation) {
	im.Chapter, im.wanted, im.given = c, map[*Unit]*Translation{}, map[*Unit]string{}
	im.defined = nil
	pairs := im.match(ts)
	for _, t := range ts {
		if u := pairs[t]; u != nil {
			im.consider(u, t)
		}
	}
	if len(im.given) == 0 {
		return
	}
	if c.New {
		im.create()
		return
	}
	im.revise()
}

// match finds the text of the book for each translation: the one with its id, if its source is the same, otherwise one
// with the same source, because a paragraph inserted before changes ids.
func (im *importer) match(ts []*Translation) map[*Translation]*Unit {
	pairs, used := map[*Translation]*Unit{}, map[*Unit]bool{}
	ids := map[string]*Unit{}
	for _, u := range im.Units {
		ids[u.ID] = u
	}
	for _, t := range ts {
		if u := ids[t.ID]; u != nil && !used[u] && t.of(u) {
			pairs[t], used[u] = u, true
		}
	}
	for _, t := range ts {
		if pairs[t] != nil {
			continue
		}
		for _, u := range im.Units {
			if !used[u] && t.of(u) {
				pairs[t], used[u] = u, true
				break
			}
		}
	}
	for _, t := range ts {
		switch u := ids[t.ID]; {
		case pairs[t] != nil:
		case t.Target == "":
			im.out.Untranslated++
		case t.idle():
			im.out.Same++
		case u != nil:
			im.leave(sourceChanged.At(t.At, t.name(), u.At.String()))
		default:
			im.leave(unknownUnit.At(t.At, t.name(), im.File))
		}
	}
	return pairs
}

// name is how a text is called in messages.
func (t *Translation) name() string { return t.Slug + "#" + t.ID }

// of reports whether a text of the book is the one that was exported.
func (t *Translation) of(u *Unit) bool {
	if t.sourceHash != "" {
		return fingerprint(u.Source) == t.sourceHash
	}
	source := t.Source
	if t.source != nil {
		var lost string
		if source, lost = restore(slices.Clone(t.source), u); lost != "" {
			return false
		}
	}
	return u.Source == source || t.loose && oneLine(u.Source) == oneLine(source)
}

// idle reports whether the translator has not changed the text, as far as the file can tell.
func (t *Translation) idle() bool {
	return t.targetHash != "" && fingerprint(t.Target) == t.targetHash
}

// consider decides whether a translation is to be taken.
func (im *importer) consider(u *Unit, t *Translation) {
	target := t.Target
	if t.pieces != nil {
		var lost string
		if target, lost = restore(slices.Clone(t.pieces), u); lost != "" {
			im.leave(codeUnknown.At(t.At, t.name(), lost))
			return
		}
	}
	if t.loose {
		if oneLine(target) == oneLine(u.Target) {
			target = u.Target
		} else {
			target = tighten(target)
		}
	}
	switch {
	case strings.TrimSpace(target) == "":
		im.out.Untranslated++
	case target == u.Target || fingerprint(target) == t.targetHash:
		im.out.Same++
	case t.Fuzzy && !im.Fuzzy:
		im.out.Fuzzy++
	case u.held:
		im.leave(noPlace.At(t.At, t.name(), im.Twin))
	case u.Target != "" && fingerprint(u.Target) != t.targetHash && !im.Overwrite:
		im.leave(bothChanged.At(t.At, t.name(), im.target.layout.Source.Point(u.target[0].start()).String()))
	default:
		switch added, gone := im.risks(u, target); {
		case added != "":
			im.leave(bringsNew.At(t.At, t.name(), added))
			return
		case gone != "":
			im.leave(hasLost.At(t.At, t.name(), gone))
			return
		}
		if s := lost(u.source, u.Target, target); s != "" {
			im.report(codeLost.At(t.At, t.name(), s))
		}
		im.wanted[u], im.given[u] = t, target
	}
}

// tighten undoes the white space of a tool that lays out its file: a run of white space with a line end is a line end,
// which is nothing between Han characters and a blank elsewhere.
func tighten(s string) string {
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// revise finds the changes to a chapter that exists.
func (im *importer) revise() {
	var edits []edit
	for _, u := range im.Units {
		target, ok := im.given[u]
		if !ok {
			continue
		}
		switch {
		case u.key == "title" && len(u.target) > 0:
			edits = append(edits, edit{unit: u, places: u.target, texts: slices.Repeat([]string{target}, len(u.target))})
		case len(u.target) > 0:
			texts := strings.Split(target, between)
			if len(u.target) == 1 {
				texts = []string{target}
			}
			if len(texts) != len(u.target) {
				im.leave(otherCount.At(im.wanted[u].At, im.wanted[u].name(), len(u.target), len(texts)))
				continue
			}
			edits = append(edits, edit{unit: u, places: u.target, texts: texts})
		case u.key != "":
			if e, ok := im.frontEdit(u, target); ok {
				edits = append(edits, e)
			} else {
				im.leave(noPlace.At(im.wanted[u].At, im.wanted[u].name(), im.Twin))
			}
		}
	}
	edits = append(edits, im.insertions()...)
	im.settle(edits)
}

// settle applies the sound edits and reports the others.
func (im *importer) settle(edits []edit) {
	good, bad := im.target.sound(edits, im.text.templates)
	for _, e := range bad {
		for _, u := range e.units() {
			t := im.wanted[u]
			im.leave(otherForm.At(t.At, t.name(), im.Twin))
		}
	}
	if len(good) == 0 {
		return
	}
	data, changes := im.target.write(good)
	slices.SortStableFunc(changes, func(a, b Change) int { return cmp.Compare(a.Line, b.Line) })
	im.keep(File{Path: im.Twin, Before: im.target.raw, Data: data, Changes: changes})
}

// keep adds a file to the outcome.
func (im *importer) keep(f File) {
	for _, c := range f.Changes {
		if c.Old == "" {
			im.out.Added++
		} else {
			im.out.Changed++
		}
	}
	im.out.Files = append(im.out.Files, f)
}
