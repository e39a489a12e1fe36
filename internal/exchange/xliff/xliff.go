// Package xliff reads and writes XLIFF 2.1 (OASIS XLIFF 2.1, ISO 21720:2024), which translators' tools exchange: the
// core and the metadata module. It knows the form of the file and not the meaning of its texts, which is package
// exchange's.
//
// Places are byte ranges of the file. The document is read token by token and not into structs by encoding/xml, so that
// places and the order of text and codes are kept.
package xliff

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"keben/internal/source"
)

// Document is an XLIFF file.
type Document struct {
	Source, Target string // languages, BCP 47
	Files          []File
}

// File is a <file>: here, a chapter.
type File struct {
	ID       string // an NMTOKEN, unique in the document
	Original string
	Meta     []Meta
	Units    []Unit

	Place source.Place // of its tag
}

// Meta is a value of the metadata module, in the group of one tool.
type Meta struct{ Type, Value string }

// Unit is a text and its translation.
type Unit struct {
	ID       string // an NMTOKEN, unique in its file
	Name     string
	State    string // initial, translated, reviewed, final
	SubState string // prefix:value
	Meta     []Meta
	Notes    []Note
	Source   []Piece
	Target   []Piece
	Has      bool // there is a target, though it may be empty

	Loose bool // white space was not preserved on the way
	Place source.Place
}

// Note is a remark for the translator.
type Note struct{ Category, Text string }

// Kind says what a piece of content is.
type Kind int

// The kinds of pieces.
const (
	Text  Kind = iota
	Alone      // <ph>
	Open       // <pc>, or <sc>
	Close      // </pc>, or <ec>
)

// Piece is a run of text, or an inline code. The data of a code is its original text; Lost means that the file no
// longer has it. The two ends of a pair have one ID.
type Piece struct {
	Kind Kind
	Data string // the text, or the original data
	Lost bool

	ID            string
	Type, SubType string // of Alone and Open
}

// Meta values of a file or unit.
func value(ms []Meta, typ string) string {
	for _, m := range ms {
		if m.Type == typ {
			return m.Value
		}
	}
	return ""
}

// Value returns a value of a file's metadata, or "".
func (f *File) Value(typ string) string { return value(f.Meta, typ) }

// Value returns a value of a unit's metadata, or "".
func (u *Unit) Value(typ string) string { return value(u.Meta, typ) }

// Plain returns the content with the original data of its codes in their places.
func Plain(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.Data)
	}
	return b.String()
}

// The namespaces.
const (
	core     = "urn:oasis:names:tc:xliff:document:2.0" // of 2.0 and 2.1 alike
	metadata = "urn:oasis:names:tc:xliff:metadata:2.0"
	group    = "keben"
)

// Token makes an NMTOKEN of a text (XML 1.0 §2.3): letters, digits and .-_: stay, all else becomes an underscore.
func Token(s string) string {
	out := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z', strings.ContainsRune(".-_:", r),
			r == 0xB7, r >= 0xC0 && r <= 0x1FFF && r != 0xD7 && r != 0xF7 && r != 0x37E, r >= 0x3001 && r <= 0xD7FF,
			r >= 0xF900 && r <= 0xFDCF, r >= 0x10000 && r <= 0xEFFFF:
			return r
		}
		return '_'
	}, s)
	if out == "" {
		return "_"
	}
	return out
}

// Format writes a document as Parse reads it.
func (d *Document) Format() []byte {
	w := &writer{}
	w.b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	w.line(0, `<xliff xmlns="`+core+`" xmlns:mda="`+metadata+`" version="2.1"`+attr("srcLang", d.Source)+attr("trgLang", d.Target)+`>`)
	for i := range d.Files {
		w.file(&d.Files[i])
	}
	w.line(0, `</xliff>`)
	return []byte(w.b.String())
}

type writer struct{ b strings.Builder }

func (w *writer) line(depth int, s string) {
	w.b.WriteString(strings.Repeat("  ", depth) + s + "\n")
}

func (w *writer) meta(depth int, ms []Meta) {
	if len(ms) == 0 {
		return
	}
	w.line(depth, `<mda:metadata>`)
	w.line(depth+1, `<mda:metaGroup category="`+group+`">`)
	for _, m := range ms {
		w.line(depth+2, `<mda:meta`+attr("type", m.Type)+`>`+escape(m.Value)+`</mda:meta>`)
	}
	w.line(depth+1, `</mda:metaGroup>`)
	w.line(depth, `</mda:metadata>`)
}

func (w *writer) file(f *File) {
	w.line(1, `<file`+attr("id", f.ID)+attr("original", f.Original)+` canResegment="no">`)
	w.meta(2, f.Meta)
	for i := range f.Units {
		w.unit(&f.Units[i])
	}
	w.line(1, `</file>`)
}

func (w *writer) unit(u *Unit) {
	w.line(2, `<unit`+attr("id", u.ID)+attr("name", u.Name)+` canResegment="no" xml:space="preserve">`)
	w.meta(3, u.Meta)
	if len(u.Notes) > 0 {
		w.line(3, `<notes>`)
		for _, n := range u.Notes {
			w.line(4, `<note`+attr("category", n.Category)+`>`+escape(n.Text)+`</note>`)
		}
		w.line(3, `</notes>`)
	}
	refs := w.data(u)
	w.line(3, `<segment`+attr("state", u.State)+attr("subState", u.SubState)+`>`)
	w.line(4, `<source>`+content(u.Source, refs)+`</source>`)
	if u.Has {
		w.line(4, `<target>`+content(u.Target, refs)+`</target>`)
	}
	w.line(3, `</segment>`)
	w.line(2, `</unit>`)
}

// data writes the original data of a unit's codes, each once, and returns their ids.
func (w *writer) data(u *Unit) map[string]string {
	refs := map[string]string{}
	var order []string
	for _, pieces := range [][]Piece{u.Source, u.Target} {
		for _, p := range pieces {
			if _, ok := refs[p.Data]; p.Kind != Text && !ok {
				order = append(order, p.Data)
				refs[p.Data] = "d" + strconv.Itoa(len(order))
			}
		}
	}
	if len(order) == 0 {
		return refs
	}
	w.line(3, `<originalData>`)
	for _, s := range order {
		w.line(4, `<data`+attr("id", refs[s])+`>`+characters(s)+`</data>`)
	}
	w.line(3, `</originalData>`)
	return refs
}

// content writes the pieces of a source or target. Pairs must nest.
func content(pieces []Piece, refs map[string]string) string {
	ends := map[string]string{}
	for _, p := range pieces {
		if p.Kind == Close {
			ends[p.ID] = refs[p.Data]
		}
	}
	var b strings.Builder
	for _, p := range pieces {
		switch p.Kind {
		case Text:
			b.WriteString(characters(p.Data))
		case Alone:
			b.WriteString(`<ph` + attr("id", p.ID) + attr("type", p.Type) + attr("subType", p.SubType) + attr("dataRef", refs[p.Data]) + attr("disp", legible(p.Data)) + `/>`)
		case Open:
			b.WriteString(`<pc` + attr("id", p.ID) + attr("type", p.Type) + attr("subType", p.SubType) + attr("dataRefStart", refs[p.Data]) + attr("dataRefEnd", ends[p.ID]) + `>`)
		case Close:
			b.WriteString(`</pc>`)
		}
	}
	return b.String()
}

// legible is the text that a tool shows for a code: its data without characters that XML does not allow.
func legible(s string) string {
	return strings.Map(func(r rune) rune {
		if !valid(r) {
			return '\uFFFD'
		}
		return r
	}, s)
}

// attr writes an attribute, or nothing for an empty value.
func attr(name, value string) string {
	if value == "" {
		return ""
	}
	return " " + name + `="` + attributeEscaper.Replace(legible(value)) + `"`
}

var (
	attributeEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\n", "&#10;", "\t", "&#9;", "\r", "&#13;")
	textEscaper      = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;")
)

func escape(s string) string { return textEscaper.Replace(legible(s)) }

// characters writes text. A character that XML does not allow is written as <cp> (XLIFF 2.1 §4.3.1.6).
func characters(s string) string {
	var b strings.Builder
	from := 0
	for i, r := range s {
		if valid(r) {
			continue
		}
		b.WriteString(textEscaper.Replace(s[from:i]))
		fmt.Fprintf(&b, `<cp hex="%04X"/>`, r)
		from = i + utf8.RuneLen(r)
	}
	b.WriteString(textEscaper.Replace(s[from:]))
	return b.String()
}

// valid reports whether XML 1.0 allows a character (§2.2).
func valid(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
}
