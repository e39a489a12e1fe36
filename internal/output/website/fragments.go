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
		"the picture %s could not be read and is missing from the website", "无法读取图片 %s，网站上将缺少该图")
	pictureStrange = diag.NewKind("picture-lost", diag.Warning,
		"%s is no picture that a browser shows and is missing from the website", "%s 不是浏览器能显示的图片，网站上将缺少该图",
		"save it as PNG, JPEG, GIF, WebP or SVG", "请另存为 PNG、JPEG、GIF、WebP 或 SVG")
)

// fragments writes the pieces of one page. One writer serves them all, because it numbers the marks of notes
// across them.
type fragments struct {
	out    bytes.Buffer
	writer *html.Writer
	voice  voice
	ask    func(about, a, b string) any
}

// voice is a text of a page.
type voice struct {
	lang      string
	prefix    string // of its ids, where another text of the page has them without
	second    bool   // it is the second language of a parallel edition, and its links lead there
	elsewhere bool   // its headings lead to other editions
}

// fragments returns a writer of a text for the page of slug. What the writer asks of the site is added to asked.
func (e *edition) fragments(slug string, v voice, asked *[]question) *fragments {
	f := &fragments{voice: v}
	ask := func(about, a, b string) any {
		q := question{about: about, a: a, b: b}
		q.answer = e.ask(slug, q)
		*asked = append(*asked, q)
		return q.answer
	}
	f.ask = ask
	place := "href"
	if v.second {
		place = "href-second"
	}
	o := html.Options{
		Lang:  v.lang,
		Href:  func(to, id string) string { return ask(place, to, id).(string) },
		Asset: func(src string) string { return ask("asset", src, "").(string) },
		Size: func(src string) (width, height int) {
			size := ask("size", src, "").([2]int)
			return size[0], size[1]
		},
		Tokens: func(language, text string) []highlight.Token {
			return ask("tokens", language, text).([]highlight.Token)
		},
		AllowRawHTML:  e.site.in.AllowRawHTML,
		HeadingOffset: 1, // the page's h1 is the chapter's title
		IDPrefix:      v.prefix,
	}
	o.Standing = v.elsewhere // side by side a reader sees it
	if v.elsewhere && len(e.site.in.Editions) > 1 {
		o.Elsewhere = func(id string) []html.Place { return ask("elsewhere", id, "").([]html.Place) }
	}
	f.writer = html.NewWriter(&f.out, o)
	return f
}

// take returns what write writes. Package html escapes all text, so that the result is safe as it is.
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

// bare returns the text of ins with its emphasis, without what can be followed or leads elsewhere.
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

// picture takes a picture into the site and returns its address, seen from the pages of an edition, "" when it
// cannot be had.
func (s *site) picture(src string) string {
	p := s.assets.picture(src)
	if p.path == "" {
		return ""
	}
	return "../" + href(p.path, "")
}
