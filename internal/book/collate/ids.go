package collate

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"keben/internal/book"
	"keben/internal/diag"
)

var duplicateID = diag.NewKind("duplicate-id", diag.Warning,
	"the id %q is used twice in this chapter", "本章中标识 %q 重复",
	"links lead to the first; give the second another id", "链接指向第一处，请为第二处另取标识")

// top is the section id of what stands before a chapter's first heading.
const top = "top"

// Slug makes an id of a text: letters and digits of any script in NFC, Latin ones in lower case, everything
// else dropped, words joined by hyphens. It is a valid HTML id, PDF destination name and, in URLs, is
// shown as written. A text without letters gives "section".
func Slug(s string) string {
	var b strings.Builder
	hyphen := false
	for _, r := range s {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), r == '_':
			if hyphen && b.Len() > 0 {
				b.WriteByte('-')
			}
			hyphen = false
			b.WriteRune(unicode.ToLower(r))
		case unicode.IsSpace(r), unicode.Is(unicode.Pd, r), r == '/', r == '.', r == '·':
			hyphen = true
		}
	}
	if b.Len() == 0 {
		return "section"
	}
	return norm.NFC.String(b.String()) // a mark may have come to stand by another letter
}

// taken is the set of ids given so far in a chapter.
type taken map[string]bool

// free returns id, or id-2, id-3 … when it is taken, and takes it.
func (t taken) free(id string) string {
	unique := id
	for n := 2; t[unique]; n++ {
		unique = id + "-" + strconv.Itoa(n)
	}
	t[unique] = true
	return unique
}

// headingIDs gives the headings of a chapter their ids, in all languages at once, so that twins share theirs
// and a collision is settled alike everywhere. t holds the explicit ids.
func (c *collator) headingIDs(slug string, t taken) map[*book.Heading]string {
	ids := map[*book.Heading]string{}
	for _, set := range c.align.Headings(slug) {
		id, own := "", ""
		for _, l := range c.book.Languages {
			h := set[l]
			if h == nil {
				continue
			}
			if h.Explicit && id == "" {
				id = h.ID
			}
			if own == "" || l == "en" {
				own = book.Plain(h.Content)
			}
		}
		if id == "" {
			id = t.free(Slug(own))
		}
		for _, h := range set {
			ids[h] = id
		}
	}
	return ids
}

// explicitIDs returns the ids that the author wrote in a chapter, in any language.
func (c *collator) explicitIDs(slug string) taken {
	t := taken{}
	for _, l := range c.book.Languages {
		if ch := c.book.Chapters[l][slug]; ch != nil {
			eachPlace(ch, func(b book.Block, span *book.Span) {
				if span != nil {
					t[span.ID] = true
				} else if h := b.Common(); h.Explicit {
					t[h.ID] = true
				}
			})
		}
	}
	return t
}

// eachPlace calls f with every block, and with every span that has an id, of a chapter and its notes.
func eachPlace(ch *book.Chapter, f func(book.Block, *book.Span)) {
	v := book.Visitor{
		Block: func(b book.Block) bool { f(b, nil); return true },
		Run: func(_ book.Block, run []book.Inline) {
			book.WalkInlines(run, func(in book.Inline) {
				if s, ok := in.(*book.Span); ok && s.ID != "" {
					f(nil, s)
				}
			})
		},
	}
	walk(ch, v)
}

// walk visits a chapter and then its notes.
func walk(ch *book.Chapter, v book.Visitor) {
	ch.Walk(v)
	for _, n := range ch.Notes {
		book.Walk(n.Blocks, v)
	}
}

// identify gives every block of a chapter its id. A block that is no heading is <section id>-p<n>, n counting
// the blocks of the section, those inside others too; the abstract's, the English abstract's and a note's
// count from their own base.
func (c *collator) identify(ch *book.Chapter) {
	t := c.explicitIDs(ch.Slug)
	ids := c.headingIDs(ch.Slug, t)
	headings := map[*book.Heading]string{}
	twinsOf := map[*book.Heading]*book.Twin{}
	original := c.book.Chapters[c.tag][ch.Slug]
	copies := book.Headings(ch.Blocks)
	for i, h := range book.Headings(original.Blocks) {
		headings[copies[i]] = ids[h]
		twinsOf[copies[i]] = c.twinOf(h, ch.Slug)
	}

	seen := taken{}
	explicit := func(id string, pos book.Pos) string {
		if seen[id] {
			c.messages = append(c.messages, duplicateID.At(at(ch, pos), id))
			return t.free(id)
		}
		seen[id] = true
		return id
	}
	base, n := top, 0
	run := func(_ book.Block, run []book.Inline) {
		book.WalkInlines(run, func(in book.Inline) {
			if s, ok := in.(*book.Span); ok && s.ID != "" {
				s.ID = explicit(s.ID, firstPos(s.Content))
			}
		})
	}
	block := func(b book.Block) bool {
		head := b.Common()
		if head.Lang == "" {
			head.Lang = ch.Lang
		}
		h, isHeading := b.(*book.Heading)
		id, opens := headings[h]
		switch {
		case isHeading && opens:
			switch {
			case head.Explicit:
				id = explicit(head.ID, head.Pos)
			case seen[id]: // its twin's id, which stands on something else here
				id = t.free(id)
			default:
				seen[id] = true
			}
			head.ID, head.Twin = id, twinsOf[h]
			base, n = id, 0
		case head.Explicit:
			n++
			head.ID = explicit(head.ID, head.Pos)
		case isHeading:
			head.ID = t.free(Slug(book.Plain(h.Content)))
		default:
			n++
			head.ID = t.free(base + "-p" + strconv.Itoa(n))
		}
		return true
	}
	v := book.Visitor{Block: block, Run: run}
	part := func(name string, blocks []book.Block) {
		base, n = name, 0
		book.Walk(blocks, v)
	}
	for _, title := range [...][]book.Inline{ch.Title, ch.Subtitle, ch.Funding} {
		run(nil, title)
	}
	part("abstract", ch.Abstract)
	part(top, ch.Blocks)
	if ch.InEnglish != nil {
		part("in-english", ch.InEnglish.Abstract)
	}
	for _, note := range ch.Notes {
		if n, inline := strings.CutPrefix(note.Label, "^"); inline {
			part("inline-note-"+Slug(n), note.Blocks)
		} else {
			part("note-"+Slug(note.Label), note.Blocks)
		}
	}
}

func (c *collator) twinOf(h *book.Heading, slug string) *book.Twin {
	for _, l := range c.ed.Others {
		if t := c.align.Twin(h, l); t != nil {
			return &book.Twin{Lang: l, File: c.book.Chapters[l][slug].File, Pos: t.Pos}
		}
	}
	return nil
}

func firstPos(run []book.Inline) (pos book.Pos) {
	book.WalkInlines(run, func(in book.Inline) {
		if t, ok := in.(*book.Text); ok && pos == (book.Pos{}) {
			pos = t.Pos
		}
	})
	return pos
}
