// Package exchange gives a book's texts to translators' tools, as PO or XLIFF files, and takes their translations back
// into the manuscript.
//
// The unit of exchange is a running text as its author typed it: a paragraph, a heading, a cell, a caption, a title. It
// is cut out of the manuscript's file by its byte range, and a translation is put into the range of its twin, so that
// nothing else in either file changes by a byte. Texts are not printed from the document tree, because that would
// reformat the manuscript. Code, formulas on lines of their own and raw HTML are not exchanged.
//
// [Survey] finds the units. [Text.PO] and [Text.XLIFF] write them, [ParsePO] and [ParseXLIFF] read the translated
// files, and [Import] finds out what they change in the book. Every unit is exported with hashes of its source and its
// translation, and only a text that the translator has changed is taken. If the source or the translation in the book
// has changed since, the author's text stays and a message says so.
package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"strings"

	"keben/internal/book"
	"keben/internal/book/twins"
	"keben/internal/manuscript"
	"keben/internal/manuscript/markdown"
	"keben/internal/source"
)

// Input is a book to exchange.
type Input struct {
	Files     fs.FS // the book's folder
	Book      *book.Book
	Alignment *twins.Alignment
	Templates bool     // chapters go through templates unless they say otherwise
	To        string   // the language of the translation; the source is the book's first
	Slugs     []string // only these chapters; nil is all
}

// Text are the texts of a book to exchange, in two of its languages.
type Text struct {
	Title    string
	From, To string
	Chapters []*Chapter

	templates bool
}

// Chapter is a chapter with its units in the order of the source.
type Chapter struct {
	Slug  string
	File  string // of the source
	Twin  string // file of the translation, which need not exist
	New   bool   // it does not exist yet
	Units []*Unit

	source, target *side // target is nil for a new one
	byText         map[*markdown.Text]*Unit
}

// Unit is a text and its translation.
type Unit struct {
	Slug, ID string // together unique in the book
	Kind     string // what the text is, in English: paragraph, cell, caption …
	State    book.State
	Was      string // of a stale one: the source from which the translation was made, without its markup
	Source   string // as typed
	Target   string // as typed; "" when there is none
	At       source.Place

	source, target []place
	paired         bool // its block has a twin
	held           bool // the twin is of another kind, so there is no place for a translation
	key            string
}

// place is the place of a text: in the text of a chapter or in its front matter.
type place struct {
	text  *markdown.Text
	front *manuscript.FrontText
}

func (p place) typed() string {
	if p.front != nil {
		return p.front.Value
	}
	return p.text.Typed
}

func (p place) start() int {
	if p.front != nil {
		return int(p.front.From)
	}
	return p.text.Start()
}

// between separates the texts of a unit that is two paragraphs, or whose twin is.
const between = "\n\n"

func joined(ps []place) string {
	texts := make([]string, len(ps))
	for i, p := range ps {
		texts[i] = p.typed()
	}
	return strings.Join(texts, between)
}

// fingerprint is a short hash of a text, by which to see whether it has changed; "" for an empty text.
func fingerprint(text string) string {
	if text == "" {
		return "none"
	}
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:5])
}
