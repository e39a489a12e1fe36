package po

import (
	"strings"
	"unicode/utf8"

	"keben/internal/diag"
	"keben/internal/plaintext"
	"keben/internal/source"
)

var (
	badLine = diag.NewKind("po-syntax", diag.Error,
		"expected a comment, a keyword or a string", "应为注释、关键字或字符串",
		"begin the line with #, a keyword such as msgstr, or a quotation mark", "请以 #、msgstr 之类的关键字或引号开头")
	badString = diag.NewKind("po-syntax", diag.Error,
		"the string has no end", "字符串没有结束",
		"end it with a quotation mark on the same line", "请在同一行以引号结束")
	badEscape = diag.NewKind("po-syntax", diag.Error,
		"`%s` is not an escape of PO files", "`%s` 不是 PO 文件的转义",
		"write \\\\ for a backslash", "反斜线请写作 \\\\")
	noMsgid = diag.NewKind("po-syntax", diag.Error,
		"there is no msgid before this %s", "此处 %s 之前没有 msgid")
	noMsgstr = diag.NewKind("po-syntax", diag.Error,
		"this entry has no msgstr", "这一条没有 msgstr")
	otherCharset = diag.NewKind("po-charset", diag.Error,
		"the file says that its encoding is %s", "文件标明的编码是 %s",
		"convert it: msgconv -t UTF-8", "请转换：msgconv -t UTF-8")
)

// Parse reads a PO file called name. Messages say what it could not read; all other entries are returned.
func Parse(name string, data []byte) (*File, []diag.Message) {
	src, ms := plaintext.Read(name, data)
	if src == nil {
		return &File{}, ms
	}
	p := &reader{src: src, ms: ms, file: &File{}}
	for at := 0; at < len(src.Text); {
		end := at + len(firstLine(src.Text[at:]))
		p.line(string(src.Text[at:end]), at)
		at = end + 1
	}
	p.finish()
	if c := charset(p.file.Get("Content-Type")); c != "" && !strings.EqualFold(c, "utf-8") && !strings.EqualFold(c, "charset") {
		p.ms = append(p.ms, otherCharset.At(source.Whole(name), c))
	}
	return p.file, p.ms
}

func firstLine(text []byte) []byte {
	for i, c := range text {
		if c == '\n' {
			return text[:i]
		}
	}
	return text
}

func charset(contentType string) string {
	_, c, _ := strings.Cut(contentType, "charset=")
	return strings.TrimSpace(c)
}

// reader reads a file line by line.
type reader struct {
	src  *source.File
	ms   []diag.Message
	file *File

	entry  Entry
	into   *string // the string that a string on a line of its own continues
	begun  bool    // the entry is not empty
	id     bool    // the entry has a msgid
	faulty bool    // a line of the entry could not be read
	old    string  // a previous context, which is not used
}

func (p *reader) report(k *diag.Kind, at int, args ...any) {
	p.ms = append(p.ms, k.At(p.src.Point(at), args...))
	p.faulty = true
}

func (p *reader) line(line string, at int) {
	trimmed := strings.TrimLeft(line, " \t")
	at += len(line) - len(trimmed)
	line = strings.TrimRight(trimmed, " \t")
	if line == "" {
		// An entry also ends without a blank line, after its msgstr.
		p.into = nil
		return
	}
	if line[0] != '#' {
		p.statement(line, at, false)
		return
	}
	mark := line[:min(len(line), 2)]
	rest := line[len(mark):]
	switch mark {
	case "#~", "#|":
		p.past(line, at)
		return
	}
	p.begin(false)
	text := strings.TrimPrefix(rest, " ")
	switch mark {
	case "#.":
		p.entry.Extracted = append(p.entry.Extracted, text)
	case "#:":
		p.entry.References = append(p.entry.References, text)
	case "#,", "#=":
		for f := range strings.SplitSeq(rest, ",") {
			if f = strings.TrimSpace(f); f != "" {
				p.entry.Flags = append(p.entry.Flags, f)
			}
		}
	default:
		p.entry.Translator = append(p.entry.Translator, strings.TrimPrefix(line[1:], " "))
	}
}

// past reads a line of an obsolete entry (#~) or of a previous text (#| or #~|).
func (p *reader) past(line string, at int) {
	obsolete := strings.HasPrefix(line, "#~")
	rest := line[2:]
	previous := !obsolete
	if obsolete && strings.HasPrefix(rest, "|") {
		rest, previous = rest[1:], true
	}
	trimmed := strings.TrimLeft(rest, " \t")
	at += len(line) - len(trimmed)
	if trimmed == "" {
		return
	}
	if !previous {
		p.statement(trimmed, at, true)
		return
	}
	p.begin(obsolete)
	word, value := cutKeyword(trimmed)
	switch word {
	case "msgid":
		p.entry.Previous = ""
		p.into = &p.entry.Previous
	case "":
		// Goes on.
	default: // a previous context or plural
		p.old = ""
		p.into = &p.old
	}
	p.take(value, at+len(trimmed)-len(value))
}

// begin starts a new entry when the one before has its translation.
func (p *reader) begin(obsolete bool) {
	if len(p.entry.Str) > 0 || p.begun && p.entry.Obsolete != obsolete && p.id {
		p.finish()
	}
	p.begun = true
	p.entry.Obsolete = p.entry.Obsolete || obsolete
}

// statement reads a keyword with its string, or a string.
func (p *reader) statement(line string, at int, obsolete bool) {
	word, value := cutKeyword(line)
	valueAt := at + len(line) - len(value)
	if word == "domain" {
		p.old, p.into = "", &p.old
		p.take(value, valueAt)
		return
	}
	if word == "" {
		if p.into == nil || line[0] != '"' {
			p.report(badLine, at)
			return
		}
		p.take(value, valueAt)
		return
	}
	base, _, _ := strings.Cut(word, "[")
	switch base {
	case "msgctxt", "msgid":
		if p.id && base == "msgctxt" || p.id && len(p.entry.Str) == 0 {
			p.finish()
		}
		p.begin(obsolete)
		if base == "msgctxt" {
			p.entry.Context, p.into = "", &p.entry.Context
			break
		}
		p.entry.ID, p.into, p.id = "", &p.entry.ID, true
		p.entry.Place = p.src.Point(at)
	case "msgid_plural":
		if !p.id {
			p.report(noMsgid, at, word)
			return
		}
		p.entry.Plural, p.into = "", &p.entry.Plural
	case "msgstr":
		if !p.id {
			p.report(noMsgid, at, word)
			p.into = nil
			return
		}
		p.entry.Str = append(p.entry.Str, "")
		p.into = &p.entry.Str[len(p.entry.Str)-1]
	default:
		p.report(badLine, at)
		return
	}
	p.take(value, valueAt)
}

// cutKeyword cuts a line after its keyword; a line that begins with a string has none.
func cutKeyword(line string) (word, value string) {
	i := strings.IndexAny(line, " \t\"")
	if i < 0 {
		return line, ""
	}
	return line[:i], strings.TrimLeft(line[i:], " \t")
}

// take adds the string on a line to the one being read.
func (p *reader) take(value string, at int) {
	if p.into == nil {
		return
	}
	if value == "" || value[0] != '"' {
		p.report(badLine, at)
		return
	}
	s, length, bad := unquote(value)
	*p.into += s
	switch {
	case bad != "":
		p.report(badEscape, at, bad)
	case length == 0:
		p.report(badString, at)
	default:
		if rest := strings.TrimLeft(value[length:], " \t"); rest != "" {
			p.report(badLine, at+len(value)-len(rest))
		}
	}
}

// finish ends an entry.
func (p *reader) finish() {
	e, id, faulty := p.entry, p.id, p.faulty
	p.entry, p.into, p.begun, p.id, p.faulty = Entry{}, nil, false, false, false
	switch {
	case !id:
		if e.Context != "" && !faulty {
			p.ms = append(p.ms, noMsgstr.At(p.src.Point(len(p.src.Text))))
		}
	case len(e.Str) == 0:
		if !faulty {
			p.ms = append(p.ms, noMsgstr.At(e.Place))
		}
	case faulty:
		// Reported already. Half a text must not be taken for a whole one.
	case e.ID == "" && e.Context == "" && !e.Obsolete:
		if p.file.Header == nil {
			p.file.Comment, p.file.Header = e.Translator, fields(e.Str[0])
		}
	default:
		p.file.Entries = append(p.file.Entries, e)
	}
}

// fields reads a header.
func fields(s string) (out []Field) {
	for line := range strings.SplitSeq(s, "\n") {
		if name, value, ok := strings.Cut(line, ":"); ok {
			out = append(out, Field{strings.TrimSpace(name), strings.TrimSpace(value)})
		}
	}
	return out
}

// unquote reads a string in quotation marks. It returns its length, 0 when it has no end, and the first invalid escape.
func unquote(s string) (out string, length int, bad string) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch c := s[i]; c {
		case '"':
			return clean(b.String()), i + 1, bad
		case '\\':
			i++
			if i == len(s) {
				return clean(b.String()), 0, bad
			}
			n := escape(&b, s[i:])
			if n == 0 {
				_, n = utf8.DecodeRuneInString(s[i:])
				if bad == "" {
					bad = `\` + s[i:i+n]
				}
			}
			i += n - 1
		default:
			b.WriteByte(c)
		}
	}
	return clean(b.String()), 0, bad
}

// clean keeps a text valid whatever bytes its escapes make.
func clean(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

var escapes = map[byte]byte{'n': '\n', 't': '\t', 'r': '\r', 'a': '\a', 'b': '\b', 'f': '\f', 'v': '\v', '"': '"', '\\': '\\', '\'': '\'', '?': '?'}

// escape reads an escape after its backslash and returns its length, or 0 if it is invalid.
func escape(b *strings.Builder, s string) int {
	if c, ok := escapes[s[0]]; ok {
		b.WriteByte(c)
		return 1
	}
	base, digits, from := 0, "01234567", 0
	most := 3
	switch {
	case s[0] >= '0' && s[0] <= '7':
		base = 8
	case s[0] == 'x':
		base, digits, from, most = 16, "0123456789abcdef", 1, 2
	default:
		return 0
	}
	n, i := 0, from
	for i < len(s) && i < from+most {
		d := strings.IndexByte(digits, lower(s[i]))
		if d < 0 {
			break
		}
		n = n*base + d
		i++
	}
	if i == from {
		return 0
	}
	b.WriteByte(byte(n))
	return i
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c | 0x20
	}
	return c
}
