package mmark

import (
	"bytes"
	"regexp"
	"unicode"
	"unicode/utf8"

	"keben/internal/budget"
	"keben/internal/manuscript/prose"
	"keben/internal/script"

	"github.com/gomarkdown/markdown/ast"
	"github.com/gomarkdown/markdown/parser"
)

// gomarkdown calls one function per character that may begin an inline. Most of its own end a construct at a space,
// which Chinese text does not have, or look to the end of the paragraph for every character; those are replaced here.
// Its parsers of emphasis and of links are kept, and called only after the characters beside the mark are checked.

// Inlines that gomarkdown has no node for.
type (
	noteMark struct {
		ast.Leaf
		label string
	}
	inlineNote struct {
		ast.Container
		inner []byte
	}
	attributed struct {
		ast.Leaf
		attrs *prose.Attributes
	}
	spanned struct {
		ast.Container
		attrs *prose.Attributes
	}
	ruby struct {
		ast.Leaf
		base, reading []byte
	}
	crossRef struct {
		ast.Leaf
		target, text string
	}
	indexEntry struct {
		ast.Leaf
		item, sub string
		primary   bool
	}
	citation struct{ ast.Leaf }
	address  struct {
		ast.Leaf
		scheme string
	}
)

func (r *reader) registerInlines(p *parser.Parser) {
	emphasis := p.RegisterInline('*', nil)
	link := p.RegisterInline('[', nil)
	for c, f := range map[string]parser.InlineParser{
		" ":    spaces,
		"\n":   nil,
		"\\":   escape,
		"&":    nil, // references are resolved when the text is lowered
		"`":    r.codeSpan,
		"*_":   r.emphasis(emphasis),
		"~":    r.tilde(emphasis),
		"[":    r.bracket(link),
		"!":    r.image(link),
		"^":    r.caret,
		"<":    angle,
		"$":    r.maths,
		"(":    parenthesis,
		"{":    brace,
		"\x01": r.bracket(link),
		"hHfF": bareAddress,
		"wW":   bareAddress,
		"mM":   nil,
	} {
		for i := range len(c) {
			p.RegisterInline(c[i], r.measured(f))
		}
	}
}

func text(s []byte) *ast.Text { return &ast.Text{Leaf: ast.Leaf{Literal: s}} }

// ahead is the data from an offset on, as far as anything looks.
func ahead(data []byte, offset int) []byte {
	return data[offset:min(len(data), offset+prose.MaxAhead)]
}

// spaces are a hard break at the end of a line when there are two of them, and nothing when there is one.
func spaces(_ *parser.Parser, data []byte, offset int) (int, ast.Node) {
	n := prose.Count(data[offset:], ' ')
	switch {
	case offset+n >= len(data) || data[offset+n] != '\n':
		return n, text(data[offset : offset+n])
	case n >= 2:
		return n + 1, &ast.Hardbreak{}
	}
	return n, nil
}

// escape keeps a backslash and what it protects together; both go through prose.Unescape later.
func escape(_ *parser.Parser, data []byte, offset int) (int, ast.Node) {
	switch {
	case offset+1 >= len(data):
		return 0, nil
	case data[offset+1] == '\n':
		return 2, &ast.Hardbreak{}
	case prose.ASCIIPunct(data[offset+1]):
		return 2, text(data[offset : offset+2])
	}
	return 0, nil
}

// codeSpan is CommonMark's (6.1): gomarkdown's takes a part of a longer run for its end.
func (r *reader) codeSpan(_ *parser.Parser, data []byte, offset int) (int, ast.Node) {
	n := prose.Count(data[offset:], '`')
	end := 0
	if r.scan(len(data) - offset) {
		end = prose.CodeEnd(data, offset+n, n)
	}
	if end == 0 {
		return n, text(data[offset : offset+n])
	}
	return end - offset, &ast.Code{Leaf: ast.Leaf{Literal: data[offset+n : end-n]}}
}

// scan counts n bytes that an inline parser will look at, and reports whether the limit allows them.
func (r *reader) scan(n int) bool {
	r.scanned += n
	if r.scanned > maxScan && !r.tooMuch {
		r.tooMuch = true
		r.report(budget.MmarkScan.Kind, r.trace.at)
	}
	return !r.tooMuch
}

// inside calls f one level down, unless that is too deep.
func (r *reader) inside(f func() (int, ast.Node)) (int, ast.Node) {
	if r.nesting >= maxInlines {
		return 0, nil
	}
	r.nesting++
	defer func() { r.nesting-- }()
	return f()
}

// emphasis lets gomarkdown read a run of * or _ that can open emphasis; any other is text. Where an
// underscore would end in a word, as in snake_case_name, it is text too.
func (r *reader) emphasis(next parser.InlineParser) parser.InlineParser {
	return func(p *parser.Parser, data []byte, offset int) (int, ast.Node) {
		c := data[offset]
		n := prose.Count(data[offset:], c)
		var before, after rune
		if offset > 0 {
			before, _ = utf8.DecodeLastRune(data[:offset])
		}
		if offset+n < len(data) {
			after, _ = utf8.DecodeRune(data[offset+n:])
		}
		left, right := prose.Flanking(before, after, r.Chinese)
		opens := left
		if c == '_' {
			opens = left && (!right || script.Punct(before)) && closesOutsideWord(ahead(data, offset+n))
		}
		if !opens || n > 3 || !r.scan(len(data)-offset) {
			return n, text(data[offset : offset+n])
		}
		consumed, node := r.inside(func() (int, ast.Node) { return next(p, data, offset) })
		if consumed == 0 {
			return n, text(data[offset : offset+n])
		}
		return consumed, node
	}
}

// closesOutsideWord reports whether the first underscore in s that has text before it ends a word.
func closesOutsideWord(s []byte) bool {
	for i := 1; i < len(s); i++ {
		if s[i] != '_' || parser.IsSpace(s[i-1]) || s[i-1] == '\\' {
			continue
		}
		n := prose.Count(s[i:], '_')
		after, _ := utf8.DecodeRune(s[i+n:])
		return i+n == len(s) || !unicode.IsLetter(after) && !unicode.IsDigit(after)
	}
	return false
}

// tilde reads ~~deleted~~ text and H~2~O.
func (r *reader) tilde(next parser.InlineParser) parser.InlineParser {
	return func(p *parser.Parser, data []byte, offset int) (int, ast.Node) {
		n := prose.Count(data[offset:], '~')
		if n == 2 && r.scan(len(data)-offset) {
			if consumed, node := r.inside(func() (int, ast.Node) { return next(p, data, offset) }); consumed > 0 {
				return consumed, node
			}
		}
		if n == 1 && offset > 0 {
			if length := prose.Subscript(rune(data[offset-1]), data[offset:]); length > 0 {
				return length, &ast.Subscript{Leaf: ast.Leaf{Literal: data[offset+1 : offset+length-1]}}
			}
		}
		return n, text(data[offset : offset+n])
	}
}

// caret reads ^[an inline note] and 2^10^.
func (r *reader) caret(_ *parser.Parser, data []byte, offset int) (int, ast.Node) {
	if offset+1 < len(data) && data[offset+1] == '[' {
		if end, ok := r.closing(data, offset+1); ok && r.nesting < maxInlines {
			return end + 1 - offset, &inlineNote{inner: data[offset+2 : end]}
		}
		return 0, nil
	}
	n := prose.Superscript(data[offset:])
	if n == 0 {
		return 0, nil
	}
	return n, &ast.Superscript{Leaf: ast.Leaf{Literal: data[offset+1 : offset+n-1]}}
}

// closing returns the offset in data of the ']' that belongs to the '[' at offset. The pairs of a block
// are found in one pass; data is a piece of the block's content.
func (r *reader) closing(data []byte, offset int) (int, bool) {
	if r.pairs == nil {
		r.pairs = pairBrackets(r.content)
	}
	shift := cap(r.content) - cap(data)
	end, ok := r.pairs[shift+offset]
	end -= shift
	return end, ok && end < len(data)
}

func pairBrackets(s []byte) map[int]int {
	pairs := map[int]int{}
	var opened []int
	codes := prose.NewCodeRuns(s)
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '[', hidden:
			opened = append(opened, i)
		case ']':
			if n := len(opened); n > 0 {
				pairs[opened[n-1]] = i
				opened = opened[:n-1]
			}
		case '`':
			n := prose.Count(s[i:], '`')
			if end := codes.End(i+n, len(s), n); end > 0 {
				i = end - 1
			} else {
				i += n - 1
			}
		}
	}
	return pairs
}

// bracket reads what a '[' begins: the mark of a note, a citation, a span with attributes, or a link,
// which gomarkdown reads. It takes a space between text and address; CommonMark does not, and 见[1] (图)
// is no link.
func (r *reader) bracket(link parser.InlineParser) parser.InlineParser {
	return func(p *parser.Parser, data []byte, offset int) (int, ast.Node) {
		if data[offset] == hidden {
			label, n := noteStart(data[offset:])
			if n == 0 {
				return 0, nil
			}
			n = len(label) + len("[^]")
			return n, &noteMark{Leaf: ast.Leaf{Literal: data[offset : offset+n]}, label: string(label)}
		}
		if label, ok := prose.NoteLabel(data[offset:]); ok {
			n := len(label) + len("[^]")
			return n, &noteMark{Leaf: ast.Leaf{Literal: data[offset : offset+n]}, label: string(label)}
		}
		end, ok := r.closing(data, offset)
		if !ok {
			return 0, nil
		}
		if offset+1 < end && data[offset+1] == '@' {
			return end + 1 - offset, &citation{Leaf: ast.Leaf{Literal: data[offset : end+1]}}
		}
		if end+1 < len(data) && data[end+1] == '{' {
			if attrs, n := prose.ParseAttributes(ahead(data, end+1)); n > 0 {
				return r.inside(func() (int, ast.Node) {
					s := &spanned{attrs: attrs}
					p.Inline(s, data[offset+1:end])
					return end + 1 + n - offset, s
				})
			}
		}
		if p.InsideLink {
			return 0, nil // links do not nest
		}
		return r.linked(p, link, stretchOf{data, offset, end})
	}
}

// stretchOf is a bracket in a text: where it begins and ends.
type stretchOf struct {
	data       []byte
	start, end int
}

// maxLabel is how many bytes the label of a link may have: CommonMark (6.3) allows 999 characters.
const maxLabel = 999 * utf8.UTFMax

// linked lets gomarkdown read a link. It gets only as much of the text as a link can take.
func (r *reader) linked(p *parser.Parser, link parser.InlineParser, s stretchOf) (int, ast.Node) {
	limit := s.end + 1
	switch {
	case limit < len(s.data) && (s.data[limit] == '(' || s.data[limit] == '['):
		limit = min(len(s.data), limit+prose.MaxAhead)
	case s.end-s.start > maxLabel:
		return 0, nil
	}
	if !r.scan(limit - s.start) {
		return 0, nil
	}
	return r.inside(func() (int, ast.Node) { return link(p, s.data[:limit], s.start) })
}

// image is a link after an exclamation mark. Before the mark of a note, the exclamation mark is text.
func (r *reader) image(link parser.InlineParser) parser.InlineParser {
	return func(p *parser.Parser, data []byte, offset int) (int, ast.Node) {
		if offset+1 >= len(data) || data[offset+1] != '[' {
			return 0, nil
		}
		if _, ok := prose.NoteLabel(data[offset+1:]); ok {
			return 0, nil
		}
		end, ok := r.closing(data, offset+1)
		if !ok {
			return 0, nil
		}
		return r.linked(p, link, stretchOf{data, offset, end})
	}
}

var (
	tag = regexp.MustCompile(`^<(?:/[A-Za-z][A-Za-z0-9-]*\s*|[A-Za-z][A-Za-z0-9-]*` +
		`(?:\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>` + "`" + `]+|'[^']*'|"[^"]*"))?)*\s*/?)>`)
	uri     = regexp.MustCompile(`^<[A-Za-z][A-Za-z0-9.+-]{1,31}:[^\s<>]*>`)
	mail    = regexp.MustCompile(`^<[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*>`)
	callout = regexp.MustCompile(`^<<([1-9][0-9]{0,3})>>`)
)

// angle reads <<1>>, <https://…>, tags and comments, as CommonMark has them (6.5, 6.6): gomarkdown takes
// all from <3 to the next > for a tag.
func angle(_ *parser.Parser, data []byte, offset int) (int, ast.Node) {
	s := ahead(data, offset)
	if m := callout.FindSubmatch(s); m != nil {
		return len(m[0]), &ast.Callout{Leaf: ast.Leaf{Literal: s[:len(m[0])]}, ID: m[1]}
	}
	if n := len(uri.Find(s)); n > 0 {
		return n, &address{Leaf: ast.Leaf{Literal: s[1 : n-1]}}
	}
	if n := len(mail.Find(s)); n > 0 {
		return n, &address{Leaf: ast.Leaf{Literal: s[1 : n-1]}, scheme: "mailto:"}
	}
	if n := len(tag.Find(s)); n > 0 {
		return n, &ast.HTMLSpan{Leaf: ast.Leaf{Literal: s[:n]}}
	}
	if bytes.HasPrefix(s, []byte("<!--")) {
		if end := bytes.Index(s, []byte("-->")); end > 0 {
			return end + 3, &ast.HTMLSpan{Leaf: ast.Leaf{Literal: s[:end+3]}}
		}
	}
	return 0, nil
}

// maths is told from prices by Pandoc's rule.
func (r *reader) maths(_ *parser.Parser, data []byte, offset int) (int, ast.Node) {
	n := prose.MathsLength(ahead(data, offset))
	if n == 0 {
		return 0, nil
	}
	return n, &ast.Math{Leaf: ast.Leaf{Literal: data[offset : offset+n]}}
}

// parenthesis reads (#id), (#id, text), (!item), (!item, subitem) and (!!item). Identifiers and index
// entries may be Chinese, with a full-width comma.
func parenthesis(_ *parser.Parser, data []byte, offset int) (int, ast.Node) {
	s := data[offset:min(len(data), offset+400)]
	end := bytes.IndexAny(s, ")\n")
	if end < 3 || s[end] != ')' {
		return 0, nil
	}
	leaf := ast.Leaf{Literal: s[:end+1]}
	switch inner := s[2:end]; s[1] {
	case '#':
		n := prose.NameLength(inner)
		rest := bytes.TrimSpace(inner[n:])
		if n == 0 || len(rest) > 0 && cutComma(&rest) == 0 {
			return 0, nil
		}
		return end + 1, &crossRef{Leaf: leaf, target: string(inner[:n]), text: string(bytes.TrimSpace(rest))}
	case '!':
		e := &indexEntry{Leaf: leaf}
		if e.primary = inner[0] == '!'; e.primary {
			inner = inner[1:]
		}
		item, sub := inner, []byte(nil)
		if i := bytes.IndexAny(inner, ",，"); i >= 0 {
			item, sub = inner[:i], inner[i:]
			cutComma(&sub)
		}
		e.item, e.sub = string(bytes.TrimSpace(item)), string(bytes.TrimSpace(sub))
		if e.item == "" {
			return 0, nil
		}
		return end + 1, e
	}
	return 0, nil
}

// cutComma takes a comma of either width from the beginning of s, returning its length.
func cutComma(s *[]byte) int {
	for _, comma := range [...]string{",", "，"} {
		if bytes.HasPrefix(*s, []byte(comma)) {
			*s = (*s)[len(comma):]
			return len(comma)
		}
	}
	return 0
}

// brace reads {汉字|hàn zì} and attribute lists.
func brace(_ *parser.Parser, data []byte, offset int) (int, ast.Node) {
	s := ahead(data, offset)
	if base, reading, n := prose.ParseRuby(s); n > 0 {
		return n, &ruby{Leaf: ast.Leaf{Literal: s[:n]}, base: base, reading: reading}
	}
	if !prose.CouldBeAttributes(s) {
		return 0, nil
	}
	attrs, n := prose.ParseAttributes(s)
	if n == 0 {
		return 0, nil
	}
	return n, &attributed{Leaf: ast.Leaf{Literal: s[:n]}, attrs: attrs}
}

// bareAddress reads an address in running text, which ends before a Han character.
func bareAddress(p *parser.Parser, data []byte, offset int) (int, ast.Node) {
	if offset > 0 && prose.LetterOrDigit(data[offset-1]) || p.InsideLink {
		return 0, nil
	}
	s := ahead(data, offset)
	for _, begin := range [...]struct{ word, scheme string }{{"https://", ""}, {"http://", ""}, {"ftp://", ""}, {"www.", "http://"}} {
		if len(s) < len(begin.word) || !bytes.EqualFold(s[:len(begin.word)], []byte(begin.word)) {
			continue
		}
		head := bytes.IndexAny(s, ":.")
		n := head + prose.URLLength(s[head:], false)
		if n <= len(begin.word) || begin.scheme != "" && bytes.IndexByte(s[len(begin.word):n], '.') <= 0 {
			return 0, nil
		}
		return n, &address{Leaf: ast.Leaf{Literal: s[:n]}, scheme: begin.scheme}
	}
	return 0, nil
}
