package website

import (
	"html/template"
	"path"
	"strings"

	"keben/internal/book"
	"keben/internal/lang"
	"keben/internal/output/html"
)

func (s *site) door() *Page {
	first := s.editions[0]
	p := &Page{
		Kind: "door", Lang: first.lang,
		Stylesheet: href(s.stylesheet, ""), Script: href(s.script, ""),
		Canonical: s.address("index.html"), Door: &Door{},
	}
	var titles []string
	for _, e := range s.editions {
		if e.Twin != nil {
			p.Door.Parallel = append(p.Door.Parallel, e.newImprint(href(e.path(startFile), "")))
			continue
		}
		p.Door.Imprints = append(p.Door.Imprints, e.newImprint(href(e.path(startFile), "")))
		if t := e.Title; t != "" && (len(titles) == 0 || titles[len(titles)-1] != t) {
			titles = append(titles, t)
		}
		// Alternates must point both ways, and a start page points here only by a whole address.
		if s.url != "" && s.inOneLanguage() > 1 {
			p.Alternates = append(p.Alternates, Alternate{e.lang.BCP47, s.address(e.path(startFile))})
			p.DefaultHref = p.Canonical
		}
	}
	if len(titles) == 0 {
		titles = []string{first.Title}
	}
	p.Title = strings.Join(titles, " · ")
	p.Description = description(first.Summary)
	return p
}

// inOneLanguage counts the editions that are not parallel.
func (s *site) inOneLanguage() (n int) {
	for _, e := range s.editions {
		if e.Twin == nil {
			n++
		}
	}
	return n
}

func (e *edition) start() *Page {
	p := e.newPage("start", startFile)
	e.link(p, "")
	p.Title, p.Description = e.Title, description(e.Summary)
	p.Start = &Start{Contents: e.contents, Downloads: e.offers(), Colophon: e.colophon()}
	for _, other := range e.site.editions {
		if other != e {
			p.Start.Others = append(p.Start.Others, other.newImprint("../"+href(other.path(startFile), "")))
		}
	}
	p.Next = e.linkTo(0)
	return p
}

// offers lists the downloads of the edition.
func (e *edition) offers() []Offer {
	var offers []Offer
	for _, d := range e.site.in.Downloads {
		if d.Edition != e.Name {
			continue
		}
		o := Offer{
			Href:   "../" + href(d.Path, ""),
			Format: strings.ToUpper(strings.TrimPrefix(path.Ext(d.Path), ".")),
		}
		if d.Size > 0 {
			o.Size = e.lang.FileSize(d.Size)
		}
		if d.Variant != "" {
			o.Variant = d.Variant
			switch d.Variant {
			case "print":
				o.Variant = e.lang.Words.Print()
			case "screen":
				o.Variant = e.lang.Words.Screen()
			}
		}
		offers = append(offers, o)
	}
	return offers
}

// colophon lists the data that were given about the publication.
func (e *edition) colophon() []Fact {
	w := e.lang.Words
	return facts(
		w.Institution(), e.Institution,
		w.Publisher(), e.Publisher,
		w.Date(), e.lang.Date(e.Date),
		w.ISBN(), e.ISBN,
		w.Licence(), e.Licence,
	)
}

// facts pairs words with values, leaving out what is empty.
func facts(pairs ...string) []Fact {
	var facts []Fact
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			facts = append(facts, Fact{pairs[i], pairs[i+1]})
		}
	}
	return facts
}

// linkTo returns a link to page i of the edition, nil when there is none.
func (e *edition) linkTo(i int) *Link {
	if i < 0 || i >= len(e.pages) {
		return nil
	}
	p := e.pages[i]
	l := e.sectionLink(&p)
	l.Href = template.URL(href(p.file, ""))
	return &l
}

// sectionLink returns the number and title of a page's section, in a parallel edition in both languages,
// without its address.
func (e *edition) sectionLink(p *page) Link {
	if p.only {
		l := e.sides[1].numbered(p.section.Number, p.section.Title)
		l.Lang = e.sides[1].lang
		return l
	}
	l := e.numbered(p.section.Number, p.section.Title)
	if p.untranslated {
		e.foreign(&l, p.section.Chapter.Lang)
	}
	if p.twin != nil {
		twin := e.sides[1].numbered(p.twin.Number, p.twin.Title)
		twin.Lang, l.Twin = e.sides[1].lang, &twin
	}
	return l
}

// numbered returns a link without its address.
func (e *edition) numbered(number string, title []book.Inline) Link {
	l := Link{Number: number, Title: e.title(title)}
	if number != "" {
		l.Gap = e.lang.Gap(number)
	}
	return l
}

// foreign marks a link to a title that is in another language, if tag is one.
func (e *edition) foreign(l *Link, tag string) {
	if tag != "" {
		l.Lang = lang.Of(tag)
		l.Mark = e.lang.WrittenIn(l.Lang)
	}
}

// section fills in the fields that the pages of chapters, parts and lists share.
func (e *edition) section(kind string, pg *page) *Page {
	sec := pg.section
	p := e.newPage(kind, pg.file)
	e.link(p, sec.Slug)
	p.Beside = e.contentsBeside(sec.Slug)
	p.Title = e.windowTitle(sec)
	i := e.bySlug[sec.Slug]
	p.Previous, p.Next = e.linkTo(i-1), e.linkTo(i+1)
	return p
}

// windowTitle puts the section before the book, because tabs are narrow. An article has only one title.
func (e *edition) windowTitle(sec *book.Section) string {
	title := strings.TrimSpace(book.Plain(sec.Title))
	if title == e.Title {
		return title
	}
	title = e.lang.Join(sec.Number, title)
	if e.Title != "" {
		title += " · " + e.Title
	}
	return title
}

func (e *edition) part(pg *page) *Page {
	p := e.section("part", pg)
	p.Part = &Part{Link: e.sectionLink(pg)}
	for _, g := range e.contents {
		if g.Part != nil && g.slug == pg.section.Slug {
			p.Part.Items = g.Items
		}
	}
	return p
}

// listing is the page of a list of figures or of tables.
func (e *edition) listing(pg *page) *Page {
	p := e.section("listing", pg)
	p.List = &List{Link: e.sectionLink(pg)}
	slug := pg.section.Slug
	entries := func(side *edition) []book.Entry {
		if s := side.Section(slug); s != nil {
			return s.Entries
		}
		return nil
	}
	for _, l := range e.lines(entries) {
		l.item.Href = template.URL(e.within(slug, l.item.slug, l.item.id))
		p.List.Items = append(p.List.Items, l.item)
	}
	return p
}

func (e *edition) chapter(pg *page) *Page {
	p := e.section("chapter", pg)
	now := chapterOrigin{section: *pg.section, raw: e.site.in.AllowRawHTML, kind: e.Kind, asked: &questions{}}
	w, _ := e.site.in.Cache.chapters.At(e.path(pg.file)).Recall(func(was chapterOrigin) bool {
		return was.raw == now.raw && was.kind == now.kind && sameSection(&was.section, &now.section) && e.answeredAlike(now.section.Slug, was.asked)
	}, func() (*writtenChapter, chapterOrigin) { return e.compose(pg, now.asked), now })
	p.Chapter, p.Description, p.Inside = w.view, w.description, e.inside(pg)
	return p
}

// inside lists the chapters nested in one that has no text of its own.
func (e *edition) inside(pg *page) []*Item {
	if len(pg.chapter().Blocks) > 0 {
		return nil
	}
	for _, g := range e.contents {
		for _, item := range g.Items {
			if found := item.find(pg.section.Slug); found != nil {
				return found.Items
			}
		}
	}
	return nil
}

// compose writes the content of a chapter's page.
func (e *edition) compose(pg *page, asked *questions) *writtenChapter {
	sec, ch := pg.section, pg.section.Chapter
	w := e.fragments(sec.Slug, voice{lang: e.language(sec).Tag, elsewhere: sec.Role != book.RoleGlossary}, asked)
	c := e.head(sec, w)
	c.Body = w.take(func(w *html.Writer) {
		if sec.Lacking > 0 {
			w.Untranslated()
		}
		w.Blocks(ch.Blocks)
	})
	c.Notes = w.notes(ch.Notes)
	if ch.InEnglish != nil {
		c.InEnglish = e.inEnglish(ch.InEnglish, sec.Slug, asked)
	}
	return &writtenChapter{c, describe(ch)}
}

// language is that of a section's text.
func (e *edition) language(sec *book.Section) *lang.Language {
	if e.Untranslated(sec) {
		return lang.Of(sec.Chapter.Lang)
	}
	return e.lang
}

// describe returns the beginning of a chapter, for search engines.
func describe(ch *book.Chapter) string {
	s := firstText(ch.Abstract)
	if s == "" {
		s = firstText(ch.Blocks)
	}
	return description(s)
}

// head is a chapter without its text and notes.
func (e *edition) head(sec *book.Section, w *fragments) *Chapter {
	ch, l := sec.Chapter, e.language(sec)
	words := l.Words
	c := &Chapter{
		Number: sec.Number, Title: w.inlines(sec.Title), Subtitle: w.inlines(ch.Subtitle),
		Abstract: w.blocks(ch.Abstract), Keywords: strings.Join(ch.Keywords, words.KeywordSep()),
		Facts:   facts(words.CLC(), ch.CLC, words.DocumentCode(), ch.DocumentCode, words.ArticleID(), ch.ArticleID),
		Funding: w.inlines(ch.Funding),
		Signed:  ch.Signed, Date: l.Date(ch.Date),
		Preface: sec.Role == book.RolePreface, Article: e.Kind == book.KindArticle,
	}
	if lang.KnownDate(ch.Date) {
		c.DateTime = ch.Date
	}
	var names []string
	for _, a := range ch.Authors {
		names = append(names, a.Name)
		c.Authors = append(c.Authors, Author{a.Name, a.Note})
	}
	c.Byline = l.Authors(names)
	if l != e.lang {
		c.Lang, c.Numbered, c.Notice = l, e.lang, e.lang.SourceFollows(l)
	}
	return c
}

func (e *edition) inEnglish(in *book.InEnglish, slug string, asked *questions) *InEnglish {
	english := lang.English
	w := e.fragments(slug, voice{lang: english.Tag, prefix: "en_"}, asked)
	return &InEnglish{
		Lang: english, Title: in.Title, Byline: english.Authors(in.Authors),
		Abstract: w.blocks(in.Abstract), Keywords: in.Keywords,
	}
}
