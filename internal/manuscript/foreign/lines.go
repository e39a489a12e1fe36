package foreign

import (
	"bytes"
	"regexp"
	"strings"

	"keben/internal/tool"
)

// line is a line of the text without its end; next is where the following one begins.
type line struct{ start, stop, next int }

func linesOf(text []byte) (out []line) {
	for at := 0; at < len(text); {
		l := line{start: at, stop: len(text), next: len(text)}
		if i := bytes.IndexByte(text[at:], '\n'); i >= 0 {
			l.stop, l.next = at+i, at+i+1
		}
		if l.stop > at && text[l.stop-1] == '\r' {
			l.stop--
		}
		out = append(out, l)
		at = l.next
	}
	return out
}

// lineRow is a construct that takes whole lines.
type lineRow struct {
	kind *Construct
	form *regexp.Regexp
	set  func(*liner, match)
}

// match is a line that a row takes.
type match struct {
	at     int      // index in the liner's lines
	from   int      // offset of the line's text, after its indent
	indent string   // the white before it
	groups []string // of the form
}

// liner goes through lines that begin at column strip, inside constructs that indent what is in them.
type liner struct {
	*rewriter
	*editor
	lines  []line
	strip  int
	next   int // index of the line to read next
	within int // how many directives are around it
}

func (r *rewriter) blocks(e *editor) {
	l := &liner{rewriter: r, editor: e, lines: linesOf(e.src)}
	l.run()
}

func (l *liner) run() {
	for l.next < len(l.lines) {
		at := l.next
		l.next++
		from := l.after(at, l.strip)
		text := string(l.src[from:l.lines[at].stop])
		if fence := fenceOf(text); fence != "" {
			l.code(at, fence)
			continue
		}
		if !l.rows(at, from, text) {
			l.copy(at)
		}
	}
}

// rows gives a line to the first row that takes it.
func (l *liner) rows(at, from int, text string) bool {
	body := strings.TrimLeft(text, " \t")
	if body == "" || !strings.ContainsRune("!?=:{<-[@>*#(%ie", rune(body[0])) {
		return false
	}
	indent := text[:len(text)-len(body)]
	if columns(indent) >= 4 && !l.inList(at, columns(indent)) {
		return false // a code block
	}
	if l.labels(at, from+len(indent), indent, body) {
		return true
	}
	for _, row := range lineRows {
		if g := row.form.FindStringSubmatch(body); g != nil && (row.form != mystLine || l.Tool == tool.MyST) && (row.form != programLine || l.Tool == tool.Docusaurus && l.strip == 0) {
			from := from + len(indent)
			if row.kind != nil {
				l.found(row.kind, from)
			}
			row.set(l, match{at: at, from: from, indent: indent, groups: g})
			return true
		}
	}
	return false
}

// inList reports whether a line indented by columns continues a list item.
func (l *liner) inList(at, indent int) bool {
	for i := at - 1; i >= 0; i-- {
		s := string(l.src[l.after(i, l.strip):l.lines[i].stop])
		body := strings.TrimLeft(s, " \t")
		if body == "" {
			continue
		}
		if columns(s[:len(s)-len(body)]) < indent {
			return listItem.MatchString(body)
		}
	}
	return false
}

var listItem = regexp.MustCompile(`^(?:[-*+]|\d+[.)])(?:[ \t]|$)`)

func columns(indent string) (n int) {
	for _, r := range indent {
		if n++; r == '\t' {
			n = (n + 3) / 4 * 4
		}
	}
	return n
}

// after is the offset in line at after columns of white.
func (l *liner) after(at, strip int) int {
	from := l.lines[at].start
	for n := 0; n < strip && from < l.lines[at].stop; from++ {
		if c := l.src[from]; c == '\t' {
			n = n/4*4 + 4
		} else if c == ' ' {
			n++
		} else {
			break
		}
	}
	return from
}

func (l *liner) copy(at int) { l.keep(l.after(at, l.strip), l.lines[at].next) }

// drop takes a line out but for its end, so that what stands around it stays apart.
func (l *liner) drop(m match) { l.put("\n", m.from) }

// write puts a line of our own in the place of a line.
func (l *liner) write(m match, text string) { l.put(m.indent+text+"\n", m.from) }

// headingID writes docsify's id of a heading as ours.
func (l *liner) headingID(m match) {
	end := m.from + len(m.groups[1])
	l.keep(m.from-len(m.indent), end)
	l.put(" {#"+m.groups[2]+"}\n", end)
}

// inside rewrites the lines that belong to a construct because they are indented below it.
func (l *liner) inside(m match) {
	width := l.strip + columns(m.indent) + 4
	end := l.next
	for i := l.next; i < len(l.lines); i++ {
		if l.blank(i) {
			continue
		}
		white := 0
		for _, c := range l.src[l.lines[i].start:l.lines[i].stop] {
			if c != ' ' && c != '\t' {
				break
			}
			white++
		}
		if columns(string(l.src[l.lines[i].start:l.lines[i].start+white])) < width {
			break
		}
		end = i + 1
	}
	body := &liner{rewriter: l.rewriter, editor: l.editor, lines: l.lines[l.next:end], strip: l.strip + 4}
	body.run()
	l.next = end
}

func (l *liner) blank(at int) bool {
	return len(bytes.TrimSpace(l.src[l.lines[at].start:l.lines[at].stop])) == 0
}

// fenceOf returns the fence that a line opens.
func fenceOf(text string) string {
	s := strings.TrimLeft(text, " \t")
	for _, c := range []string{"`", "~"} {
		n := len(s) - len(strings.TrimLeft(s, c))
		if n >= 3 && (c == "~" || !strings.Contains(s[n:], "`")) {
			return s[:n]
		}
	}
	return ""
}

// code copies a fenced block; files are included in it.
func (l *liner) code(at int, fence string) {
	text := string(l.src[l.after(at, l.strip):l.lines[at].stop])
	body := strings.TrimLeft(text, " \t")
	indent := text[:len(text)-len(body)]
	if l.directive(at, fence, indent, body) {
		return
	}
	if g := directiveFence.FindStringSubmatch(body); g != nil && l.Tool == tool.MyST {
		l.found(l.called(mystUnknown, g[1]), l.after(at, l.strip))
		l.copy(at)
	} else if l.chunkStart(at, indent, body) {
		for l.next < len(l.lines) && optionLine.MatchString(l.line(l.next)) {
			l.found(chunkOption, l.lines[l.next].start)
			l.next++
		}
	} else {
		l.copy(at)
	}
	for l.next < len(l.lines) {
		at := l.next
		l.next++
		text := string(l.src[l.after(at, l.strip):l.lines[at].stop])
		body := strings.TrimSpace(text)
		if len(body) >= len(fence) && strings.Trim(body, fence[:1]) == "" {
			l.copy(at)
			return
		}
		if !l.includeInCode(at, text) {
			l.copy(at)
		}
	}
}

// closing finds the line at which a construct ends that began before the next line; -1 when it does not.
func (l *liner) closing(form *regexp.Regexp) int {
	for i := l.next; i < len(l.lines); i++ {
		if form.Match(bytes.TrimSpace(l.src[l.lines[i].start:l.lines[i].stop])) {
			return i
		}
	}
	return -1
}

// program sets the lines up to end as a code block.
func (l *liner) program(m match, language string, end int) {
	fence := "```"
	for i := l.next; i < end; i++ {
		s := strings.TrimSpace(string(l.src[l.lines[i].start:l.lines[i].stop]))
		for strings.HasPrefix(s, fence) {
			fence += "`"
		}
	}
	l.write(m, fence+language)
	for ; l.next < end; l.next++ {
		l.copy(l.next)
	}
	l.put(m.indent+fence+"\n", l.lines[end].start)
	l.next = end + 1
}
