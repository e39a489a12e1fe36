package website

import (
	"strings"

	"keben/internal/book"
	"keben/internal/lang"
	"keben/internal/output/html"
)

// second is the second language of a parallel edition, else nil.
func (e *edition) second() *lang.Language {
	if e.Twin == nil {
		return nil
	}
	return e.sides[1].lang
}

// prefixFor returns the prefix of the ids of an edition's second language. It is needed because twins share their ids
// and a page may not have an id twice. The full stop distinguishes it from ids made of words (address.Slug); if an
// author's own id of the first language begins so, another stop is added.
func prefixFor(ed *book.Edition) string {
	prefix := ed.Twin.Lang + "."
	for again := true; again; {
		again = false
		for _, l := range ed.Labels {
			if strings.HasPrefix(l.ID, prefix) {
				prefix, again = prefix+".", true
				break
			}
		}
	}
	return prefix
}

// prefixed returns an id of the second language as the page has it.
func (e *edition) prefixed(id string) string {
	if id == "" {
		return ""
	}
	return e.prefix + id
}

// has reports whether a chapter of the edition has a block of the id.
func (e *edition) has(slug, id string) bool {
	_, ok := e.Labels[slug+"#"+id]
	return ok
}

// elsewhere returns the places in other editions of the section that the heading id opens.
func (e *edition) elsewhere(slug, id string) []html.Place {
	var places []html.Place
	for _, other := range e.site.editions {
		i, ok := other.bySlug[slug]
		if !ok || other == e || other.pages[i].untranslated {
			continue
		}
		at := id
		p := html.Place{Lang: other.Lang, HrefLang: other.Lang, Text: other.lang.ShortName, Title: other.lang.Name}
		if other.Twin != nil {
			p.Lang, p.HrefLang, p.Text, p.Title = e.Lang, "", e.lang.Words.ParallelShort(), e.lang.Bilingual(other.sides[0].lang, other.sides[1].lang)
		}
		switch {
		case other.has(slug, id):
		case other.Twin != nil && other.sides[1].has(slug, id):
			at = other.prefixed(id)
		default:
			continue
		}
		p.Href = "../" + href(other.path(other.pages[i].file), at)
		places = append(places, p)
	}
	return places
}

// parallel is the page of a chapter in both languages.
func (e *edition) parallel(pg *page) *Page {
	p := e.section("parallel", pg)
	raw, sides := e.site.in.AllowRawHTML, pg.sides()
	p.Parallel, _ = e.site.in.Cache.parallels.At(e.path(pg.file)).Recall(func(was parallelOrigin) bool {
		return was.raw == raw && sameSides(was.sections, sides) && e.answeredAlike(pg.section.Slug, was.asked)
	}, func() (*Parallel, parallelOrigin) {
		now := parallelOrigin{raw: raw, asked: &questions{}}
		for i, sec := range sides {
			if sec != nil {
				kept := *sec
				now.sections[i] = &kept
			}
		}
		return e.composeParallel(pg, now.asked), now
	})
	p.Description, p.Inside = describe(pg.chapter()), e.inside(pg)
	return p
}

// sides returns the page's section in each language, nil where it has no chapter.
func (p *page) sides() (s [2]*book.Section) {
	if p.only {
		s[1] = p.section
		return s
	}
	if p.section.Chapter != nil {
		s[0] = p.section
	}
	if p.twin != nil && p.twin.Chapter != nil {
		s[1] = p.twin
	}
	return s
}

func sameSides(a, b [2]*book.Section) bool {
	for i := range a {
		if (a[i] == nil) != (b[i] == nil) || a[i] != nil && !sameSection(a[i], b[i]) {
			return false
		}
	}
	return true
}

// composeParallel writes the content of the page of a chapter in both languages.
func (e *edition) composeParallel(pg *page, asked *questions) *Parallel {
	view := &Parallel{Prefix: e.prefix}
	slug := pg.section.Slug
	var writers [2]*fragments
	var blocks [2][]book.Block
	sides := pg.sides()
	for i, sec := range sides {
		side := e.sides[i]
		view.Sides[i] = &Side{Lang: side.lang}
		v := voice{lang: side.Lang}
		if sec != nil {
			v.lang = side.language(sec).Tag
		}
		if i == 1 {
			v.prefix, v.second = e.prefix, true
		}
		writers[i] = e.fragments(slug, v, asked)
		if sec == nil {
			continue
		}
		view.Sides[i].Chapter = side.head(sec, writers[i])
		blocks[i] = sec.Chapter.Blocks
	}
	whole := sides[0] != nil && sides[1] != nil
	said := false
	pairs := rows(blocks[0], blocks[1])
	if pg.section.Role == book.RoleGlossary {
		pairs = []row{{blocks[0], blocks[1]}} // each is sorted in its own way
	}
	for _, r := range pairs {
		row := Row{First: e.cell(slug, r.first, writers[0]), Second: e.cell(slug, r.second, writers[1])}
		// There is one note for all consecutive blocks that the second language lacks. A block with a twin is not
		// lacking: the twin is only elsewhere.
		lacking := whole && len(r.second) == 0 && len(r.first) > 0 && r.first[0].Common().Twin == nil
		if lacking && !said {
			row.Second = &Cell{Lang: e.sides[1].lang, Missing: true}
		}
		said = lacking
		view.Rows = append(view.Rows, row)
	}
	for i, sec := range sides {
		if sec != nil {
			view.Sides[i].Chapter.Notes = writers[i].notes(sec.Chapter.Notes)
		}
	}
	return view
}

// cell writes one language's blocks of a row, nil when it has none.
func (e *edition) cell(slug string, blocks []book.Block, w *fragments) *Cell {
	if len(blocks) == 0 {
		return nil
	}
	return &Cell{
		Lang: lang.Of(w.voice.lang), Body: w.blocks(blocks),
		Alone: w.alone(blocks[0].Common().ID),
	}
}

// alone returns the address of a place of a chapter in the edition of one language, or "" if the site has no such
// edition.
func (e *edition) alone(slug string, p spot) string {
	for _, other := range e.site.editions {
		if i, ok := other.bySlug[slug]; ok && other.Twin == nil && other.Lang == p.lang {
			return "../" + href(other.path(other.pages[i].file), p.id)
		}
	}
	return ""
}
