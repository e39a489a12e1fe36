package listing

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"keben/internal/source"
)

// line is a line of a list in Markdown.
type line struct {
	kind   lineKind
	level  int    // of a heading; of an item the columns before its mark
	text   string // behind the marks
	place  source.Place
	offset int // of text in the file
}

type lineKind int

const (
	textLine lineKind = iota
	headingLine
	itemLine
	ruleLine
)

// lines splits a list in Markdown. Empty lines, HTML comments and fenced code are left out. CommonMark's inlines and
// blocks are not read for it, because the tools' own readers of lists take lines that CommonMark would not.
func lines(src *source.File) []line {
	var out []line
	comment, fence := false, ""
	blank := true
	from, to := 0, 0
	for raw := range strings.Lines(string(src.Text)) {
		from, to = to, to+len(raw)
		raw = strings.TrimRight(raw, " \t\n")
		if fence != "" {
			if strings.HasPrefix(strings.TrimLeft(raw, " \t"), fence) {
				fence = ""
			}
			continue
		}
		raw, comment = withoutComments(raw, comment)
		indent, text := columns(raw)
		at := from + len(raw) - len(text)
		if text == "" {
			blank = true
			continue
		}
		l := line{text: text, level: indent, offset: at}
		switch {
		case strings.HasPrefix(text, "```"), strings.HasPrefix(text, "~~~"):
			fence = text[:3]
			continue
		case !blank && strings.Trim(text, "=") == "", !blank && strings.Trim(text, "-") == "":
			// A line under a text makes it a heading (CommonMark §4.3), unless the text is an entry.
			if last := &out[len(out)-1]; last.kind == textLine && !strings.Contains(last.text, "](") {
				last.kind, last.level = headingLine, 1
				if text[0] == '-' {
					last.level = 2
				}
				continue
			}
			l.kind = ruleLine
		case rule(text):
			l.kind = ruleLine
		case text[0] == '#':
			n := len(text) - len(strings.TrimLeft(text, "#"))
			if rest := text[n:]; n <= 6 && rest != "" && (rest[0] == ' ' || rest[0] == '\t') {
				l.kind, l.level = headingLine, n
				l.move(n)
				if closed := strings.TrimRight(l.text, "#"); strings.TrimRight(closed, " \t") != closed {
					l.text = strings.TrimRight(closed, " \t")
				}
			}
		default:
			if n := mark(text); n > 0 {
				l.kind = itemLine
				l.move(n)
			}
		}
		blank = false
		l.place = src.At(source.Span(l.offset, l.offset+len(l.text)))
		out = append(out, l)
	}
	return out
}

// move takes n bytes and the space behind them from the beginning of the text.
func (l *line) move(n int) {
	rest := strings.TrimLeft(l.text[n:], " \t")
	l.offset += len(l.text) - len(rest)
	l.text = rest
}

// withoutComments writes blanks for what is in an HTML comment, so that places stay those of the file. It tells whether
// a comment goes on behind the line.
func withoutComments(s string, inside bool) (string, bool) {
	if !inside && !strings.Contains(s, "<!--") {
		return s, false
	}
	b := []byte(s)
	for i := 0; i < len(b); {
		mark := "<!--"
		if inside {
			mark = "-->"
		}
		end := strings.Index(s[i:], mark)
		stop := len(b)
		if end >= 0 {
			stop = i + end
		}
		if inside {
			if end >= 0 {
				stop += len(mark)
			}
			for j := i; j < stop; j++ {
				b[j] = ' '
			}
		}
		i = stop
		if end < 0 {
			break
		}
		inside = !inside
	}
	return strings.TrimRight(string(b), " "), inside
}

// columns counts the columns before a text; a tab goes to the next multiple of four (CommonMark §2.2).
func columns(s string) (n int, text string) {
	for i, c := range s {
		switch c {
		case ' ':
			n++
		case '\t':
			n += 4 - n%4
		default:
			return n, s[i:]
		}
	}
	return n, ""
}

// rule reports whether a line is a thematic break (CommonMark §4.1).
func rule(s string) bool {
	s = strings.NewReplacer(" ", "", "\t", "").Replace(s)
	return len(s) >= 3 && strings.ContainsRune("-*_", rune(s[0])) && strings.Trim(s, s[:1]) == ""
}

// mark is the length of the mark of a list item at the beginning of a line, or 0.
func mark(s string) int {
	n := 0
	if strings.ContainsRune("-*+", rune(s[0])) {
		n = 1
	} else {
		for n < len(s) && n < 9 && '0' <= s[n] && s[n] <= '9' {
			n++
		}
		if n == 0 || n == len(s) || s[n] != '.' && s[n] != ')' {
			return 0
		}
		n++
	}
	if n < len(s) && s[n] != ' ' && s[n] != '\t' {
		return 0
	}
	return n
}

// link is a link in a line: [label](target), from its bracket to its parenthesis.
type link struct {
	label, target string
	from, to      int
}

// mostParentheses is how deep parentheses in a target may be, CommonMark's least bound (§6.3). It keeps the search linear.
const mostParentheses = 32

// firstLink finds the first link of a line. A target may have spaces, because authors type names of files that have.
func firstLink(s string) (link, bool) {
	var open []int
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '`':
			i = codeEnd(s, i)
		case '[':
			open = append(open, i)
		case ']':
			if len(open) == 0 {
				continue
			}
			from := open[len(open)-1]
			open = open[:len(open)-1]
			target, end := destination(s, i+1)
			if end == 0 {
				continue
			}
			if from > 0 && s[from-1] == '!' {
				i = end - 1 // a picture
				continue
			}
			return link{label: s[from+1 : i], target: target, from: from, to: end}, true
		}
	}
	return link{}, false
}

// destination reads (target "title") at i; end is 0 if it is not there.
func destination(s string, i int) (target string, end int) {
	if i >= len(s) || s[i] != '(' {
		return "", 0
	}
	depth, angle := 0, false
	for j := i; j < len(s); j++ {
		switch c := s[j]; {
		case c == '\\':
			j++
		case c == '<' && strings.TrimSpace(s[i+1:j]) == "":
			angle = true
		case c == '>':
			angle = false
		case angle:
		case c == '(':
			if depth++; depth > mostParentheses {
				return "", 0
			}
		case c == ')':
			if depth--; depth == 0 {
				return withoutTitle(s[i+1 : j]), j + 1
			}
		}
		if j-i > mostTarget {
			return "", 0
		}
	}
	return "", 0
}

// mostTarget is the length of the longest target of a link, in bytes. It keeps the search linear: a file's name has at
// most 4096 bytes on any system.
const mostTarget = 8192

func withoutTitle(s string) string {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "<") {
		if inner, _, ok := strings.Cut(s[1:], ">"); ok {
			return inner
		}
	}
	for _, quote := range []string{` "`, ` '`, "\t\"", "\t'"} {
		if i := strings.Index(s, quote); i >= 0 && s[len(s)-1] == quote[1] {
			s = strings.TrimRight(s[:i], " \t")
		}
	}
	return unescape(s)
}

// unescape undoes backslashes before ASCII punctuation (CommonMark §2.4).
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && punctuation(s[i+1]) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func punctuation(c byte) bool {
	return '!' <= c && c <= '/' || ':' <= c && c <= '@' || '[' <= c && c <= '`' || '{' <= c && c <= '~'
}

// codeEnd is the offset of the last mark of the code span that begins at i, or of the last of its opening marks if no
// span begins there (CommonMark §6.1).
func codeEnd(s string, i int) int {
	n := len(s[i:]) - len(strings.TrimLeft(s[i:], "`"))
	for j := i + n; j < len(s) && j-i < mostTarget; j++ {
		if s[j] != '`' {
			continue
		}
		m := len(s[j:]) - len(strings.TrimLeft(s[j:], "`"))
		if m == n {
			return j + n - 1
		}
		j += m - 1
	}
	return i + n - 1
}

// Plain returns the text of a line of Markdown: without the marks of emphasis and code, links by their labels, pictures
// by their descriptions, HTML without its tags.
func Plain(s string) string {
	p := plainer{in: s, open: map[string]int{}}
	for p.at = 0; p.at < len(s); {
		p.step()
	}
	// What was taken back after it was written is U+0000, which no text has.
	return strings.TrimSpace(strings.ReplaceAll(string(p.out), "\x00", ""))
}

// plainer takes the marks from a line.
type plainer struct {
	in       string
	at       int
	out      []byte
	open     map[string]int // where in out each run of emphasis that may be closed begins
	brackets []int          // where in out each open bracket is
}

func (p *plainer) step() {
	s, i := p.in, p.at
	p.at++
	switch c := s[i]; {
	case c == '\\' && i+1 < len(s) && punctuation(s[i+1]):
		p.out = append(p.out, s[i+1])
		p.at++
	case c == '`':
		end := codeEnd(s, i)
		p.out = append(p.out, strings.Trim(s[i:end+1], "`")...)
		p.at = end + 1
	case c == '*' || c == '_' || c == '~':
		p.run(c)
	case c == '!' && strings.HasPrefix(s[i+1:], "["):
		p.brackets = append(p.brackets, len(p.out))
		p.out = append(p.out, '[')
		p.at++
	case c == '[':
		p.brackets = append(p.brackets, len(p.out))
		p.out = append(p.out, c)
	case c == ']' && len(p.brackets) > 0:
		last := len(p.brackets) - 1
		if _, end := destination(s, i+1); end > 0 {
			p.out[p.brackets[last]] = 0
			p.at = end
		} else {
			p.out = append(p.out, c)
		}
		p.brackets = p.brackets[:last]
	case c == '<':
		if n := tag(s[i:]); n > 0 {
			p.at = i + n
		} else {
			p.out = append(p.out, c)
		}
	case c == '&':
		end := strings.IndexByte(s[i:min(len(s), i+40)], ';') + 1
		p.out = append(p.out, html.UnescapeString(s[i:i+max(end, 1)])...)
		p.at = i + max(end, 1)
	default:
		p.out = append(p.out, c)
	}
}

// run reads a run of marks of emphasis (CommonMark §6.2): it is taken away when another one of its length closes it.
func (p *plainer) run(c byte) {
	from := p.at - 1
	to := from + len(p.in[from:]) - len(strings.TrimLeft(p.in[from:], string(c)))
	mark := p.in[from:to]
	before, _ := utf8.DecodeLastRuneInString(p.in[:from])
	after, _ := utf8.DecodeRuneInString(p.in[to:])
	inWord := c == '_' && word(before) && word(after)
	closes := from > 0 && !unicode.IsSpace(before) && !inWord
	opens := to < len(p.in) && !unicode.IsSpace(after) && !inWord
	p.at = to
	at, open := p.open[mark]
	if closes && open {
		clear(p.out[at : at+len(mark)])
		delete(p.open, mark)
		return
	}
	if opens {
		p.open[mark] = len(p.out)
	}
	p.out = append(p.out, mark...)
}

// untagged is a text without tags and entities of HTML, for titles that are not in Markdown.
func untagged(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '<' {
			b.WriteByte(s[i])
		} else if n := tag(s[i:]); n > 0 {
			i += n - 1
		} else {
			b.WriteByte('<')
		}
	}
	return strings.TrimSpace(html.UnescapeString(b.String()))
}

func word(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// tag is the length of an HTML tag at the beginning of s, or 0.
func tag(s string) int {
	if len(s) < 3 || s[1] != '/' && s[1] != '!' && !('a' <= s[1]|0x20 && s[1]|0x20 <= 'z') {
		return 0
	}
	return strings.IndexByte(s[:min(len(s), mostTarget)], '>') + 1
}
