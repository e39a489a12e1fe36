package exchange

import (
	"fmt"
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/exchange/po"
	"keben/internal/lang"
	"keben/internal/source"
)

// PO writes the chapters as a PO file. A text is identified by its msgctxt, chapter#block; msgid and msgstr are
// Markdown as typed. A stale or unsure translation is fuzzy.
func (t *Text) PO() []byte {
	f := &po.File{Header: []po.Field{
		{Name: "Project-Id-Version", Value: oneLine(t.Title)},
		{Name: "Language", Value: locale(t.To)},
		{Name: "MIME-Version", Value: "1.0"},
		{Name: "Content-Type", Value: "text/plain; charset=UTF-8"},
		{Name: "Content-Transfer-Encoding", Value: "8bit"},
		{Name: "Plural-Forms", Value: plurals(t.To)},
		{Name: "X-Source-Language", Value: locale(t.From)},
		{Name: "X-Generator", Value: "Keben"},
	}}
	for _, c := range t.Chapters {
		for _, u := range c.Units {
			e := po.Entry{
				Extracted:  []string{u.Kind, poHashes + fingerprint(u.Source) + " " + fingerprint(u.Target)},
				References: []string{reference(u.At)},
				Context:    u.Slug + "#" + u.ID, ID: u.Source, Str: []string{u.Target},
			}
			if u.State == book.Stale || u.State == book.Unsure {
				e.Flags, e.Previous = []string{"fuzzy"}, u.Was
			}
			f.Entries = append(f.Entries, e)
		}
	}
	return f.Format()
}

// poHashes begins the comment that has the hashes of source and translation.
const poHashes = "keben "

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// reference is a place as PO files have it; a name with a blank is set apart by U+2068 and U+2069.
func reference(p source.Place) string {
	name := p.Name()
	if strings.ContainsAny(name, " \t") {
		name = "\u2068" + name + "\u2069"
	}
	return fmt.Sprintf("%s:%d", name, p.Line())
}

// locale is a language as PO files have it.
func locale(tag string) string {
	if l := lang.Of(tag); l.Tag == tag {
		return l.Locale
	}
	return strings.ReplaceAll(tag, "-", "_")
}

// plurals are the plural forms of a language.
func plurals(tag string) string { return lang.Of(tag).Plurals }

// primary is the first part of a language tag.
func primary(tag string) string {
	if i := strings.IndexAny(tag, "-_@."); i >= 0 {
		tag = tag[:i]
	}
	return strings.ToLower(tag)
}

// ParsePO reads a PO file of translations.
func ParsePO(name string, data []byte) (*Incoming, []diag.Message) {
	f, ms := po.Parse(name, data)
	in := &Incoming{Name: name, To: f.Get("Language")}
	for i := range f.Entries {
		e := &f.Entries[i]
		switch {
		case e.Obsolete:
			in.Obsolete++
			continue
		case e.Plural != "":
			ms = append(ms, pluralEntry.At(e.Place))
			continue
		}
		slug, id, ok := strings.Cut(e.Context, "#")
		if !ok {
			ms = append(ms, foreignEntry.At(e.Place, e.Context))
			continue
		}
		u := Translation{Slug: slug, ID: id, Source: e.ID, Target: strings.Join(e.Str, ""), Fuzzy: e.Has("fuzzy"), At: e.Place}
		for _, c := range e.Extracted {
			if rest, ok := strings.CutPrefix(c, poHashes); ok {
				u.sourceHash, u.targetHash, _ = strings.Cut(rest, " ")
			}
		}
		in.Units = append(in.Units, u)
	}
	return in, ms
}
