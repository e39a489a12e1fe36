// Package glossary makes the section that lists the terms and names of data/terms.yaml with their names in the book's
// other languages (译名对照表).
//
// It makes a chapter of ordinary blocks, so that no output needs code to make a glossary, only a style for it. The
// order is that of package sorting: by pinyin or by strokes for Chinese, by letter for others.
package glossary

import (
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/sorting"
	"keben/internal/source"
	"keben/internal/terms"
)

var badPinyin = diag.NewKind("term-pinyin", diag.Warning,
	"expected one syllable per character of %[2]q, found %[1]q", "“%[2]s”的拼音应为每字一个音节，实为 %[1]q",
	"write tone marks or digits: chóng qìng, chong2 qing4", "请标声调或写数字：chóng qìng，chong2 qing4")

// Class is the class of the definition lists of a glossary, which outputs set in two columns. The headings over them
// have the class "letter".
const Class = "glossary"

// Options are the input of Chapter besides the terms.
type Options struct {
	Lang      string
	Languages []string       // of the book
	Method    sorting.Method // of Chinese entries
}

// entry is a term in its place.
type entry struct {
	term *terms.Term
	key  sorting.Key
}

// Chapter returns the glossary in one language, sorted, under a heading per letter; nil when there is nothing to list.
// A term that is only for the checks (glossary: false) is left out, and so is one that has neither a word in another
// language nor a note, because its entry would be empty. Blocks have ids of their own, and not those of twins, because
// the glossaries of two languages are in different orders.
func Chapter(list *terms.List, o Options) (*book.Chapter, []diag.Message) {
	l := lang.Of(o.Lang)
	sorter := sorting.New(o.Lang, o.Method)
	var ms []diag.Message
	var entries []entry
	for _, t := range list.Terms {
		word := t.Preferred[o.Lang]
		if t.Unlisted || word == "" || len(o.bodies(t)) == 0 {
			continue
		}
		reading := ""
		if l.Script.Han() {
			if reading = t.Pinyin; !sorter.Fits(word, reading) {
				ms = append(ms, badPinyin.At(t.Place, reading, word))
			}
		}
		entries = append(entries, entry{t, sorter.Key(word, reading)})
	}
	if len(entries) == 0 {
		return nil, ms
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return a.key.Compare(b.key) })
	ch := &book.Chapter{Slug: string(book.RoleGlossary), Lang: o.Lang, Source: list.Source, Unnumbered: true}
	ch.Title = text(l.Words.Glossary(), source.Range{})
	if len(o.Languages) > 1 {
		ch.Title = text(l.Words.GlossaryNames(), source.Range{})
	}
	var under *book.DefinitionList
	head := ""
	for _, e := range entries {
		if under == nil || e.key.Head != head {
			head = e.key.Head
			id := o.id(head)
			under = &book.DefinitionList{Head: book.Head{ID: id + "-list", Explicit: true, Classes: []string{Class}, Lang: o.Lang, Range: e.term.Place.Range}}
			ch.Blocks = append(ch.Blocks, &book.Heading{
				Head:  book.Head{ID: id, Explicit: true, Classes: []string{"unlisted", "letter"}, Lang: o.Lang, Range: e.term.Place.Range},
				Level: 2, Depth: 1, Unnumbered: true, Content: text(head, source.Range{}),
			}, under)
		}
		under.Items = append(under.Items, book.Definition{
			Terms: [][]book.Inline{text(e.term.Preferred[o.Lang], e.term.Place.Range)}, Bodies: o.bodies(e.term),
		})
	}
	return ch, ms
}

// id names the entries under a head, in the same way in every book.
func (o Options) id(head string) string {
	if head == sorting.Other {
		head = "other"
	}
	return "glossary-" + o.Lang + "-" + strings.ToLower(head)
}

// bodies are the texts of an entry: the term's names in the other languages, the preferred one first, and its note.
func (o Options) bodies(t *terms.Term) (bodies [][]book.Block) {
	add := func(content []book.Inline) {
		bodies = append(bodies, []book.Block{&book.Paragraph{Head: book.Head{Lang: o.Lang, Range: t.Place.Range}, Content: content}})
	}
	for _, tag := range o.Languages {
		if words := t.Names(tag); tag != o.Lang && len(words) > 0 {
			l := lang.Of(tag)
			add([]book.Inline{&book.Span{
				Attrs:   []book.Attr{{Key: "lang", Value: l.BCP47}},
				Content: text(strings.Join(words, l.Words.KeywordSep()), t.Place.Range),
			}})
		}
	}
	if note := t.Note[o.Lang]; note != "" {
		add(text(note, t.Place.Range))
	}
	return bodies
}

func text(s string, p source.Range) []book.Inline {
	return []book.Inline{&book.Text{Value: s, Range: p}}
}
