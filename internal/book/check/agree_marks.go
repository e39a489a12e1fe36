package check

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/book/address"
	"keben/internal/book/collate"
	"keben/internal/diag"
	"keben/internal/script"
)

var notesDiffer = diag.NewKind("note-mismatch", diag.Warning,
	"footnotes: %d here, %d at %s", "此处有 %d 个脚注，而 %[3]s 处有 %[2]d 个",
	"look for a footnote that was lost or added", "请核对是否漏了或多了脚注")

// notesAgree compares the number of note marks.
func notesAgree(p *proof, c *couple) {
	count := func(ps []*passage) (n int) {
		for _, pa := range ps {
			n += len(pa.notes)
		}
		return n
	}
	if a, b := count(c.a), count(c.b); a != b && len(c.a) > 0 && len(c.b) > 0 {
		p.report(start(c.b[0]), notesDiffer, b, a, p.beginning(c.a))
	}
}

func (p *proof) beginning(ps []*passage) string {
	return p.at(ps[0], 0, len(ps[0].text)).String()
}

var citeKey = regexp.MustCompile(`@([A-Za-z][\w:.#+-]*\w)`)

// citations returns the keys of the citations in a text.
func citations(s string) (keys []string) {
	for _, group := range citation.FindAllString(s, -1) {
		for _, m := range citeKey.FindAllStringSubmatch(group, -1) {
			keys = append(keys, m[1])
		}
	}
	return keys
}

var (
	citationLost = diag.NewKind("citation-mismatch", diag.Warning,
		"@%s, cited at %s, is missing here", "%[2]s 处引用了 @%[1]s，此处没有")
	citationAdded = diag.NewKind("citation-mismatch", diag.Warning,
		"@%s, cited here, is missing at %s", "此处引用了 @%s，%s 处没有")
	citationOther = diag.NewKind("citation-mismatch", diag.Warning,
		"@%s is cited here, @%s at %s", "此处引用了 @%s，而 %[3]s 处引用了 @%[2]s")
)

// citationsAgree compares citations [@key] and references @fig-x.
func citationsAgree(p *proof, c *couple) {
	keys := func(ps []*passage) (out []string) {
		for _, pa := range ps {
			out = append(out, pa.cited...)
		}
		inlines(ps, func(in book.Inline) {
			if r, ok := in.(*book.Ref); ok {
				out = append(out, r.Target)
			}
		})
		return out
	}
	p.setsAgree(c, keys, difference{citationLost, citationAdded, citationOther})
}

// difference is what is said of something that one side lacks, and of something that each side has otherwise.
type difference struct{ lost, added, other *diag.Kind }

// setsAgree reports what only one side has. Where both have just one of their own, these are one difference.
func (p *proof) setsAgree(c *couple, of func([]*passage) []string, d difference) {
	if len(c.a) == 0 || len(c.b) == 0 {
		return
	}
	a, b := of(c.a), of(c.b)
	lost, added := alone(a, b), alone(b, a)
	at, from := start(c.b[0]), p.beginning(c.a)
	if len(lost) == 1 && len(added) == 1 {
		p.report(at, d.other, added[0], lost[0], from)
		return
	}
	for _, key := range lost {
		p.report(at, d.lost, key, from)
	}
	for _, key := range added {
		p.report(at, d.added, key, from)
	}
}

// alone returns the keys that others lack, once each.
func alone(keys, others []string) (out []string) {
	for _, key := range keys {
		if !slices.Contains(others, key) && !slices.Contains(out, key) {
			out = append(out, key)
		}
	}
	return out
}

var (
	pictureLost = diag.NewKind("figure-mismatch", diag.Warning,
		"the picture %s at %s is missing here", "%[2]s 处有图片 %[1]s，此处没有")
	pictureAdded = diag.NewKind("figure-mismatch", diag.Warning,
		"the picture %s is missing at %s", "此处有图片 %s，%s 处没有")
	pictureOther = diag.NewKind("figure-mismatch", diag.Warning,
		"the picture is %s here, %s at %s", "此处的图片是 %s，而 %[3]s 处是 %[2]s")
)

// languageMark matches the language in a picture's name: map-en.svg, en/map.svg.
var languageMark = regexp.MustCompile(`(?i)[-_.](?:zh|en|cn|zh-hans)(\.\w+)$`)

// picturesAgree compares pictures in figures and in lines. A picture may have a version in each language.
func picturesAgree(p *proof, c *couple) {
	var of [2][]string
	for i, b := range c.blocks {
		if f, ok := b.(*book.Figure); ok {
			of[i] = append(of[i], picture(f.Src))
		}
	}
	if len(of[0]) == 1 && len(of[1]) == 1 && of[0][0] != of[1][0] {
		at := c.blocks[1].Common().Range
		p.ms = append(p.ms, pictureOther.At(c.pair.B[0].Chapter().At(at), of[1][0], of[0][0], c.pair.A[0].Place.String()))
	}
	p.setsAgree(c, func(ps []*passage) (out []string) {
		inlines(ps, func(in book.Inline) {
			if m, ok := in.(*book.Image); ok {
				out = append(out, picture(m.Src))
			}
		})
		return out
	}, difference{pictureLost, pictureAdded, pictureOther})
}

func picture(src string) string { return languageMark.ReplaceAllString(path.Base(src), "$1") }

var (
	linkLost = diag.NewKind("link-mismatch", diag.Warning,
		"the link to %s at %s is missing here", "%[2]s 处有指向 %[1]s 的链接，此处没有")
	linkAdded = diag.NewKind("link-mismatch", diag.Note,
		"the link to %s is missing at %s", "此处有指向 %s 的链接，%s 处没有")
	linkOther = diag.NewKind("link-mismatch", diag.Warning,
		"a link leads to %s here, to %s at %s", "此处的链接指向 %s，而 %[3]s 处指向 %[2]s")
)

// linksAgree compares the targets of links. Links to twins agree, whatever the id is made of in each language. The page
// of an encyclopedia or a site may be another in the other language: hosts that name a language count as one.
func linksAgree(p *proof, c *couple) {
	p.setsAgree(c, func(ps []*passage) (out []string) {
		ch := c.chapter(ps)
		inlines(ps, func(in book.Inline) {
			if l, ok := in.(*book.Link); ok {
				out = append(out, p.target(ch, l.Target))
			}
		})
		return out
	}, difference{linkLost, linkAdded, linkOther})
}

var languageInAddress = regexp.MustCompile(`(?i)(^|[/.])(?:zh|en|cn|zh-cn|en-us|zh-hans|english|chinese)([/.]|$)`)

// target names the target of a link in a chapter so that a text and its translation name the same place alike.
func (p *proof) target(ch *book.Chapter, target string) string {
	if strings.Contains(target, "://") {
		target = strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(target, "https://"), "http://"), "/")
		return languageInAddress.ReplaceAllString(target, "$1$2")
	}
	file, id, _ := strings.Cut(target, "#")
	file = path.Base(file)
	if file == "." {
		file = ""
	}
	if id == "" {
		return file
	}
	slug := ch.Slug
	if file != "" {
		slug = strings.TrimSuffix(strings.TrimPrefix(file, "chapter:"), path.Ext(file))
	}
	if slug == ch.Slug {
		file = ""
	}
	return file + "#" + p.anchors(ch.Lang, slug).shared(id)
}

// anchors are the ids by which links lead to the blocks of a chapter in one language, each with the id of its twin in
// the first language that has one.
type anchors map[string]string

// shared returns the id that all languages of the book share for a link's id, or the id itself if it leads nowhere.
func (a anchors) shared(id string) string {
	if plain, err := url.PathUnescape(id); err == nil {
		id = plain
	}
	for _, id := range [...]string{id, address.Slug(id)} {
		if first, ok := a[id]; ok {
			return first
		}
	}
	return id
}

// anchors returns the anchors of a chapter. As in package collate, a heading is also found by an id made of its text.
func (p *proof) anchors(tag, slug string) anchors {
	key := [2]string{tag, slug}
	if a, ok := p.anchored[key]; ok {
		return a
	}
	a := anchors{}
	p.anchored[key] = a
	ch := p.Book.Chapters[tag][slug]
	if ch == nil {
		return a
	}
	ids := collate.IDs(p.Book, p.Twins, slug)
	first := func(b book.Block) string {
		set := p.Twins.SetOf(b)
		for _, l := range p.Book.Languages {
			if twin := set[l]; twin != nil {
				return ids[twin]
			}
		}
		return ids[b]
	}
	ch.Walk(book.Visitor{Block: func(b book.Block) bool {
		a[ids[b]] = first(b)
		return true
	}})
	for _, h := range book.Headings(ch.Blocks) {
		if alias := address.Slug(book.Plain(h.Content)); a[alias] == "" {
			a[alias] = first(h)
		}
	}
	return a
}

var (
	codeLost = diag.NewKind("code-mismatch", diag.Warning,
		"the code `%s` at %s is missing here", "%[2]s 处有代码 `%[1]s`，此处没有")
	codeAdded = diag.NewKind("code-mismatch", diag.Note,
		"the code `%s` is missing at %s", "此处有代码 `%s`，%s 处没有")
	codeOther = diag.NewKind("code-mismatch", diag.Warning,
		"the code is `%s` here, `%s` at %s", "此处的代码是 `%s`，而 %[3]s 处是 `%[2]s`")
	codeDiffers = diag.NewKind("code-mismatch", diag.Warning,
		"the code differs from that at %s in line %d: %q", "代码与 %s 处不同，第 %d 行：“%s”",
		"make the code the same; only comments and texts may be translated", "请使两处代码一致，只有注释和文字可译")
)

// codeAgrees compares code in the line, and program text line by line without its comments and strings.
func codeAgrees(p *proof, c *couple) {
	p.setsAgree(c, func(ps []*passage) (out []string) {
		inlines(ps, func(in book.Inline) {
			if s, ok := in.(*book.CodeSpan); ok && strings.IndexFunc(s.Text, script.Han) < 0 {
				out = append(out, strings.TrimSpace(s.Text))
			}
		})
		return out
	}, difference{codeLost, codeAdded, codeOther})
	a, okA := c.blocks[0].(*book.CodeBlock)
	b, okB := c.blocks[1].(*book.CodeBlock)
	if !okA || !okB {
		return
	}
	x, y := skeleton(a.Text), skeleton(b.Text)
	for i := range max(len(x), len(y)) {
		var lineX, lineY string
		if i < len(x) {
			lineX = x[i]
		}
		if i < len(y) {
			lineY = y[i]
		}
		if lineX != lineY {
			p.ms = append(p.ms, codeDiffers.At(c.pair.B[0].Place.Chars(1), c.pair.A[0].Place.String(), i+1, excerpt(lineY)))
			return
		}
	}
}

var (
	comments = regexp.MustCompile(`(?://|#|(?:^|\s)-- ).*$|/\*.*?\*/|<!--.*?-->`)
	strs     = regexp.MustCompile(`"[^"]*"|'[^']*'|` + "`[^`]*`")
	wide     = regexp.MustCompile(`[^\x00-\x7f]+`)
)

// skeleton is program text without comments, strings, wide characters and blanks.
func skeleton(s string) (lines []string) {
	for line := range strings.Lines(s) {
		line = strs.ReplaceAllString(strings.TrimRight(line, "\r\n"), `""`)
		line = comments.ReplaceAllString(line, "")
		line = wide.ReplaceAllString(line, "")
		if line = strings.Join(strings.Fields(line), ""); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

var emphasisDiffers = diag.NewKind("emphasis-mismatch", diag.Note,
	"emphasised words: %d here, %d at %s", "此处有 %d 处强调，而 %[3]s 处有 %[2]d 处",
	"emphasise the same words in both", "请在两种文字中强调相同的词句")

// emphasisAgrees compares how often words are stressed. Italics do more in English: they mark titles and foreign words.
func emphasisAgrees(p *proof, c *couple) {
	if len(c.a) == 0 || len(c.b) == 0 || c.a[0].lang == c.b[0].lang {
		return
	}
	count := func(ps []*passage) (emph, strong int) {
		inlines(ps, func(in book.Inline) {
			switch in.(type) {
			case *book.Emph:
				emph++
			case *book.Strong:
				strong++
			}
		})
		return emph, strong
	}
	ea, sa := count(c.a)
	eb, sb := count(c.b)
	fewer := ea > eb
	if !c.a[0].lang.Script.Han() {
		fewer = eb > ea
	}
	if sa != sb || fewer {
		p.report(start(c.b[0]), emphasisDiffers, eb+sb, ea+sa, p.beginning(c.a))
	}
}

var questionsDiffer = diag.NewKind("end-mark", diag.Note,
	"question marks: %d here, %d at %s", "此处有 %d 个问号，而 %[3]s 处有 %[2]d 个")

var endDiffers = diag.NewKind("end-mark", diag.Note,
	"this ends with %q, the text at %[3]s with %[2]q", "此处以“%s”结尾，而 %[3]s 处以“%[2]s”结尾")

// endClass maps the marks of both languages.
var endClass = pairs("。.．...！!!!？???：:::；;;;……——")

// endMarkAgrees compares how two texts end. Points of a list are closed differently by custom; of them only questions
// and exclamations count.
func endMarkAgrees(p *proof, c *couple) {
	if len(c.a) == 0 || len(c.b) == 0 {
		return
	}
	if a, b := questions(c.a), questions(c.b); a != b && c.prose() {
		p.report(start(c.b[0]), questionsDiffer, b, a, p.beginning(c.a))
		return
	}
	last := func(ps []*passage) (spot, rune) {
		pa := ps[len(ps)-1]
		s := strings.TrimRight(pa.text, closers+"\n")
		return spot{pa, back(s, len(s), 0, 1), len(s)}, endClass[endMark(pa.text)]
	}
	sa, a := last(c.a)
	sb, b := last(c.b)
	if a == b || sa.text() == string(object) || sb.text() == string(object) {
		return
	}
	strong := strings.ContainsRune("?!", a) || strings.ContainsRune("?!", b)
	if !strong && (!c.prose() || a == 0 || b == 0 || c.listed()) {
		return
	}
	p.report(sb, endDiffers, sb.text(), sa.text(), p.at(sa.p, sa.at, sa.end).String())
}

func questions(ps []*passage) (n int) {
	for _, r := range textOf(ps) {
		if r == '？' || r == '?' {
			n++
		}
	}
	return n
}

// listed reports whether the texts are points of a list.
func (c *couple) listed() bool {
	return c.pair != nil && c.pair.A[0].Parent() != nil
}
