package exchange

import (
	"fmt"
	"path"
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/exchange/xliff"
)

// states are the states of a translation in XLIFF's terms (XLIFF 2.1 §4.3.1.33): final if keben accept has recorded it,
// reviewed if there is no record.
var states = map[book.State][2]string{
	book.Missing: {"initial", ""}, book.Stale: {"translated", "keben:stale"}, book.Unsure: {"translated", "keben:unsure"},
	book.Unrecorded: {"reviewed", ""}, book.Done: {"final", ""},
}

// XLIFF writes the chapters as an XLIFF 2.1 document, with a <file> per chapter and a <unit> per text. Inline markup is
// in codes with their original data.
func (t *Text) XLIFF() []byte {
	d := &xliff.Document{Source: bcp47(t.From), Target: bcp47(t.To)}
	files := map[string]bool{}
	for _, c := range t.Chapters {
		if len(c.Units) == 0 {
			continue // a <file> has at least one unit
		}
		f := xliff.File{ID: unique(xliff.Token(c.Slug), files), Original: c.File, Meta: []xliff.Meta{{Type: "chapter", Value: c.Slug}}}
		tokens := map[string]bool{}
		for _, u := range c.Units {
			x := xliff.Unit{
				ID: unique(xliff.Token(u.ID), tokens), Name: u.ID, State: states[u.State][0], SubState: states[u.State][1],
				Meta:   []xliff.Meta{{Type: "source", Value: fingerprint(u.Source)}, {Type: "target", Value: fingerprint(u.Target)}},
				Notes:  []xliff.Note{{Category: "location", Text: fmt.Sprintf("%s:%d", u.At.Name(), u.At.Line())}, {Category: "kind", Text: u.Kind}},
				Source: piecesOf(u.source), Has: u.Target != "",
			}
			if u.Was != "" {
				x.Notes = append(x.Notes, xliff.Note{Category: "source-was", Text: u.Was})
			}
			if x.Has {
				if x.Target = piecesOf(u.target); u.key == "title" {
					x.Target = piecesOf(u.target[:1])
				}
				pairCodes(x.Source, x.Target)
			}
			f.Units = append(f.Units, x)
		}
		d.Files = append(d.Files, f)
	}
	return d.Format()
}

// unique returns a token that is not in use, and marks it as used.
func unique(token string, used map[string]bool) string {
	free := token
	for n := 2; used[free]; n++ {
		free = fmt.Sprintf("%s_%d", token, n)
	}
	used[free] = true
	return free
}

// ParseXLIFF reads an XLIFF document of translations.
func ParseXLIFF(name string, data []byte) (*Incoming, []diag.Message) {
	d, ms := xliff.Parse(name, data)
	in := &Incoming{Name: name, To: d.Target}
	for _, f := range d.Files {
		slug := f.Value("chapter")
		if slug == "" && f.Original != "" {
			slug = strings.TrimSuffix(path.Base(f.Original), path.Ext(f.Original))
		}
		if slug == "" {
			slug = f.ID
		}
		for _, u := range f.Units {
			id := u.Name
			if id == "" {
				id = u.ID
			}
			t := Translation{
				Slug: slug, ID: id, Source: xliff.Plain(u.Source), At: u.Place,
				sourceHash: u.Value("source"), targetHash: u.Value("target"), loose: u.Loose,
			}
			t.source = u.Source
			if u.Has {
				t.Target, t.pieces = xliff.Plain(u.Target), u.Target
			}
			in.Units = append(in.Units, t)
		}
	}
	return in, ms
}
