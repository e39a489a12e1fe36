package manuscript

import (
	"bytes"
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/manuscript/markdown"
	"keben/internal/manuscript/markup"
	"keben/internal/manuscript/mmark"
	"keben/internal/source"
	"keben/internal/yaml"
)

var chapterUntitled = diag.NewKind("chapter-title", diag.Warning,
	"the chapter has no title; its file name is used", "本章没有标题，暂用文件名",
	"begin it with a line `# Title`, or write title: in the front matter", "请以“# 标题”开头，或在文件头写 title:")

var chapterEmpty = diag.NewKind("chapter-empty", diag.Warning,
	"the file is empty", "文件是空的",
	"write the chapter, or delete it from the list of chapters", "请撰写本章，或从章节列表中删去")

var chapterLevel = diag.NewKind("chapter-title", diag.Warning,
	"the chapter begins with a heading of level %d, so it has no title; its file name is used", "本章没有标题：开头是 %d 级标题，暂用文件名",
	"begin the title with a single #", "章的标题请只用一个 #")

// parse makes the chapter of a source text.
func (j *job) parse(src *source.File) {
	j.src = src
	f, at := j.front(src)
	if at == 0 && j.mmark() {
		f, at = j.titleBlock(src)
	}
	c := &book.Chapter{
		Slug: j.slug, Lang: j.lang, Source: src,
		CLC: f.CLC, DocumentCode: f.DocumentCode, ArticleID: f.ArticleID, Signed: f.Signed, Date: f.Date,
		Keywords: f.Keywords.list, Unnumbered: f.Unnumbered, Params: f.Params, Addresses: j.addresses,
	}
	for _, p := range f.Authors {
		if name := strings.TrimSpace(p.Name); name != "" {
			c.Authors = append(c.Authors, book.Person{Name: name, Note: strings.TrimSpace(p.Note)})
		}
	}
	if j.foreign() && c.Signed == "" {
		c.Date = "" // in other tools it is the day on which a page was published
	}
	c.Title, c.Subtitle, c.Funding = j.inline(f.Title, j.lang), j.inline(f.Subtitle, j.lang), j.inline(f.Funding, j.lang)
	c.Abstract = j.blocks(f.Abstract, j.lang)
	if e := f.InEnglish; e != nil {
		c.InEnglish = &book.InEnglish{Title: strings.TrimSpace(e.Title), Abstract: j.blocks(e.Abstract, lang.English.Tag), Keywords: e.Keywords.line()}
		for _, p := range e.Authors {
			c.InEnglish.Authors = append(c.InEnglish.Authors, p.Name)
		}
	}

	text := expanded{text: src.Text[at:], from: source.Tail(at)}
	templates := j.project.Templates
	if f.Templates != nil {
		templates = *f.Templates
	}
	switch {
	case templates:
		text = j.expand(src, at, c)
	case j.foreign():
		text = j.other(src, at)
	}
	read := markdown.Read
	if j.mmark() {
		read = mmark.Read
	}
	doc, ms := read(markdown.Options{Text: text.text, Source: src, Map: text.from, Lang: j.lang, Inserts: text.inserts})
	j.report(ms...)
	c.Blocks, c.Notes = doc.Blocks, doc.Notes
	j.bound(c)
	j.report(markup.Replace(c, markup.Options{Raw: j.project.RawHTML, Print: len(j.project.Outputs.PDF) > 0, Typed: doc.Typed})...)
	empty := len(bytes.TrimSpace(src.Text)) == 0
	if empty {
		j.report(chapterEmpty.At(j.at(source.Range{})))
	}
	j.title(c, empty)
	j.resolve(c)
	j.chapter = c
}

// title takes the chapter's title from its first heading if the front matter has none. A first heading that repeats the
// title is left out. For an empty file there is no message about a missing title.
func (j *job) title(c *book.Chapter, empty bool) {
	at := slices.IndexFunc(c.Blocks, func(b book.Block) bool { _, ok := b.(*book.Heading); return ok })
	var first *book.Heading
	if at >= 0 {
		first = c.Blocks[at].(*book.Heading)
	}
	if first != nil && first.Level == 1 && (len(c.Title) == 0 || book.Plain(first.Content) == book.Plain(c.Title)) {
		if len(c.Title) == 0 {
			c.Title = first.Content
			c.Unnumbered = c.Unnumbered || first.Unnumbered
		}
		c.TitleHead = &first.Head
		c.Blocks = slices.Delete(slices.Clone(c.Blocks), at, at+1)
	}
	if strings.TrimSpace(book.Plain(c.Title)) != "" {
		return
	}
	name := j.label
	if name == "" {
		name = j.slug
		switch {
		case empty:
		case at == 0 && first.Level > 1:
			j.report(chapterLevel.At(j.at(first.Range), first.Level))
		default:
			j.report(chapterUntitled.At(j.at(source.Range{})))
		}
	}
	c.Title = []book.Inline{&book.Text{Value: name}}
}

// inline reads a text of the front matter as one line of Markdown.
func (j *job) inline(n *yaml.Node, tag string) []book.Inline {
	o := j.frontText(n, tag)
	if len(o.Text) == 0 {
		return nil
	}
	in, ms := markdown.Inline(o)
	j.report(ms...)
	return in
}

// blocks reads a text of the front matter as Markdown.
func (j *job) blocks(n *yaml.Node, tag string) []book.Block {
	o := j.frontText(n, tag)
	if len(o.Text) == 0 {
		return nil
	}
	doc, ms := markdown.Read(o)
	j.report(ms...)
	return doc.Blocks
}

// frontText is a scalar of the front matter, ready to be parsed. Every place in it is that of the whole scalar, because
// YAML has folded and unescaped it.
func (j *job) frontText(n *yaml.Node, tag string) markdown.Options {
	var s string
	var place source.Place
	if n != nil {
		s, place = n.Value, n.Place
	}
	return markdown.Options{Text: []byte(strings.TrimSpace(s)), Source: j.src, Map: source.Fixed(place.Range), Lang: tag}
}
