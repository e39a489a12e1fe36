package website

import (
	"bytes"
	"html/template"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/highlight"
	"keben/internal/output/html"
)

var (
	pictureLost = diag.NewKind("picture-lost", diag.Warning,
		"the picture %s cannot be read; it is missing from the website", "无法读取图片 %s，网站上将缺少该图")
	fileLost = diag.NewKind("file-lost", diag.Warning,
		"the file %s cannot be read; links to it lead nowhere", "无法读取文件 %s，指向它的链接没有去处")
	pictureStrange = diag.NewKind("picture-lost", diag.Warning,
		"%s is not a picture that browsers show; it is missing from the website", "%s 不是浏览器能显示的图片，网站上将缺少该图",
		"save it as PNG, JPEG, GIF, WebP or SVG", "请另存为 PNG、JPEG、GIF、WebP 或 SVG")
)

// fragments writes the pieces of one page with one writer, because it numbers the marks of notes across them.
type fragments struct {
	out    bytes.Buffer
	writer *html.Writer
	voice  voice
	alone  func(id string) string // see edition.alone
}

// voice is a text of a page.
type voice struct {
	lang      string
	prefix    string // of its ids, if another text of the page has the same ones
	second    bool   // it is the second language of a parallel edition, and its links lead there
	elsewhere bool   // its headings lead to other editions
}

// fragments returns a writer of a text for the page of slug. What the writer asks of the site is added to asked.
func (e *edition) fragments(slug string, v voice, asked *questions) *fragments {
	f := &fragments{voice: v, alone: func(id string) string {
		p := spot{v.lang, id}
		return asked.alone.Note(p, e.alone(slug, p))
	}}
	picture := func(src string) plate { return asked.pictures.Note(src, e.site.assets.picture(src)) }
	o := html.Options{
		Lang: v.lang,
		Href: func(to, id string) string {
			l := link{v.second, to, id}
			return asked.links.Note(l, e.follow(slug, l))
		},
		Asset: func(src string) string { return picture(src).href() },
		Size: func(src string) (width, height int) {
			p := picture(src)
			return p.width, p.height
		},
		File: func(name string) string {
			return asked.files.Note(name, e.site.assets.download(name))
		},
		Tokens: func(language, text string) []highlight.Token {
			p := program{language, text}
			if asked.programs == nil {
				asked.programs = map[program][]highlight.Token{}
			}
			asked.programs[p] = e.site.divided(p)
			return asked.programs[p]
		},
		AllowRawHTML:  e.site.in.AllowRawHTML,
		HeadingOffset: 1, // the page's h1 is the chapter's title
		IDPrefix:      v.prefix,
	}
	o.Standing = v.elsewhere // not side by side, where a reader sees the state
	if v.elsewhere && len(e.site.in.Editions) > 1 {
		o.Elsewhere = func(id string) []html.Place { return asked.elsewhere.Note(id, e.elsewhere(slug, id)) }
	}
	f.writer = html.NewWriter(&f.out, o)
	return f
}

// take returns the output of write. It is safe for a template, because package html escapes all text.
func (f *fragments) take(write func(*html.Writer)) template.HTML {
	f.out.Reset()
	write(f.writer)
	return template.HTML(bytes.TrimSpace(f.out.Bytes()))
}

func (f *fragments) inlines(ins []book.Inline) template.HTML {
	return f.take(func(w *html.Writer) { w.Inlines(ins) })
}

func (f *fragments) blocks(blocks []book.Block) template.HTML {
	return f.take(func(w *html.Writer) { w.Blocks(blocks) })
}

func (f *fragments) notes(notes []book.Note) template.HTML {
	return f.take(func(w *html.Writer) { w.Notes(notes) })
}

// title writes a title for the contents and for links: without links, notes and ids of its own.
func (e *edition) title(ins []book.Inline) template.HTML {
	return template.HTML(html.Text(bare(ins), html.Options{Lang: e.Lang}))
}

// bare returns the text of ins with its emphasis, without links, notes and ids.
func bare(ins []book.Inline) []book.Inline {
	var out []book.Inline
	for _, in := range ins {
		switch n := in.(type) {
		case *book.NoteRef, *book.RawHTML, *book.Image:
		case *book.HardBreak:
			out = append(out, &book.Text{Value: " "})
		case *book.Ref:
			out = append(out, &book.Text{Value: n.Text})
		case *book.Link, *book.Span, *book.Strike, *book.Fault:
			out = append(out, bare(book.Children(in))...)
		default:
			if run := book.Children(in); run != nil {
				in = book.Around(in, bare(run))
			}
			out = append(out, in)
		}
	}
	return out
}

// href is the address of a picture, seen from the pages of an edition, "" when it cannot be had.
func (p plate) href() string {
	if p.path == "" {
		return ""
	}
	return "../" + href(p.path, "")
}
