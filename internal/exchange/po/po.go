// Package po reads and writes gettext's PO files (GNU gettext manual, 3 "The Format of PO Files"), which translators'
// tools exchange. It knows the form of the file and not the meaning of its texts, which is package exchange's.
//
// Places are byte ranges of the file; lines and columns are made of them when a message is printed. Parse keeps the
// places of entries, because a message about a translation must point into the translator's file.
package po

import (
	"strings"

	"keben/internal/source"
)

// File is a PO file. The header is the entry with the empty msgid, in its fields.
type File struct {
	Header  []Field // in order
	Comment []string
	Entries []Entry
}

// Field is a line of the header.
type Field struct{ Name, Value string }

// Get returns the value of a field of the header, letter case not counted, or "".
func (f *File) Get(name string) string {
	for _, h := range f.Header {
		if strings.EqualFold(h.Name, name) {
			return h.Value
		}
	}
	return ""
}

// Entry is a message and its translation.
type Entry struct {
	Translator []string // "# " comments
	Extracted  []string // "#." comments
	References []string // "#:" comments, a line each
	Flags      []string // of "#," comments: fuzzy
	Previous   string   // "#| msgid": the message the translation was made for
	Context    string   // msgctxt
	ID         string   // msgid
	Plural     string   // msgid_plural
	Str        []string // msgstr, or msgstr[n]
	Obsolete   bool     // "#~": no longer in the text

	Place source.Place // of its msgid
}

// Has reports whether the entry has a flag.
func (e *Entry) Has(flag string) bool {
	for _, f := range e.Flags {
		if f == flag {
			return true
		}
	}
	return false
}

// Format writes a file as Parse reads it.
func (f *File) Format() []byte {
	var b strings.Builder
	comments(&b, "#", f.Comment)
	b.WriteString("msgid \"\"\nmsgstr \"\"\n")
	for _, h := range f.Header {
		b.WriteString(quote(h.Name+": "+h.Value+"\n") + "\n")
	}
	for i := range f.Entries {
		b.WriteByte('\n')
		f.Entries[i].format(&b)
	}
	return []byte(b.String())
}

func (e *Entry) format(b *strings.Builder) {
	comments(b, "#", e.Translator)
	comments(b, "#.", e.Extracted)
	comments(b, "#:", e.References)
	if len(e.Flags) > 0 {
		b.WriteString("#, " + strings.Join(e.Flags, ", ") + "\n")
	}
	mark := ""
	if e.Obsolete {
		mark = "#~ "
	}
	if e.Previous != "" {
		old := "#| "
		if e.Obsolete {
			old = "#~| "
		}
		keyword(b, old, "msgid", e.Previous)
	}
	if e.Context != "" {
		keyword(b, mark, "msgctxt", e.Context)
	}
	keyword(b, mark, "msgid", e.ID)
	if e.Plural == "" {
		keyword(b, mark, "msgstr", strings.Join(e.Str, ""))
		return
	}
	keyword(b, mark, "msgid_plural", e.Plural)
	for i, s := range e.Str {
		keyword(b, mark, "msgstr["+string(rune('0'+i%10))+"]", s)
	}
}

func comments(b *strings.Builder, mark string, lines []string) {
	for _, c := range lines {
		b.WriteString(strings.TrimRight(mark+" "+c, " ") + "\n")
	}
}

// keyword writes a string; one of several lines begins on the next, as xgettext has it.
func keyword(b *strings.Builder, mark, word, s string) {
	b.WriteString(mark + word + " ")
	if i := strings.IndexByte(s, '\n'); i < 0 || i == len(s)-1 {
		b.WriteString(quote(s) + "\n")
		return
	}
	b.WriteString("\"\"\n")
	for line := range strings.Lines(s) {
		b.WriteString(mark + quote(line) + "\n")
	}
}

// quote writes a string as in C. Letters stay as they are; other control characters have no letter, and are
// written in octal.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(s) {
		switch c := s[i]; c {
		case '"', '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case '\n':
			b.WriteString(`\n`)
		case '\t':
			b.WriteString(`\t`)
		case '\r':
			b.WriteString(`\r`)
		default:
			if c < ' ' || c == 0x7F {
				b.Write([]byte{'\\', '0' + c>>6, '0' + c>>3&7, '0' + c&7})
				continue
			}
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
