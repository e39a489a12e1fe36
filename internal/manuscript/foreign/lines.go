package foreign

import (
	"regexp"
	"slices"
	"strings"

	"keben/internal/tool"
)

// lineRow is a construct that takes whole lines.
type lineRow struct {
	kind *Construct // nil: set counts it
	form *regexp.Regexp
	set  func(*liner, match)
}

// owned are rows for books of some tools only, because to others' authors what looks so is text.
type owned struct {
	by   []tool.Name
	rows []lineRow
}

// rowsOf are the rows for books of a tool.
func rowsOf(t tool.Name) []lineRow {
	rows := lineRows
	for _, o := range ownedRows {
		if slices.Contains(o.by, t) {
			rows = append(slices.Clip(rows), o.rows...)
		}
	}
	return rows
}

// match is a line that a row takes.
type match struct {
	at     int      // index in the liner's lines
	from   int      // offset of the line's text, after its indent
	indent string   // the white before it
	groups []string // of the form
}

// liner goes through lines.
type liner struct {
	*rewriter
	*editor
	*lines
	next    int // index of the line to read next
	within  int // how many directives are around it
	table   []lineRow
	endless map[*regexp.Regexp]bool // what nothing below closes
}

func (r *rewriter) blocks(e *editor) {
	l := &liner{rewriter: r, editor: e, lines: &lines{src: e.src, all: linesOf(e.src)}, table: rowsOf(r.Tool)}
	l.run()
}

// inner reads the lines up to one as the content of a construct that indents it by some columns. within is how many
// directives deeper it is.
func (l *liner) inner(end, indent, within int) {
	some := &lines{src: l.lines.src, all: l.all[l.next:end], strip: l.strip + indent}
	body := &liner{rewriter: l.rewriter, editor: l.editor, lines: some, within: l.within + within, table: l.table}
	body.run()
}

func (l *liner) run() {
	for l.next < len(l.all) {
		at := l.next
		l.next++
		from := l.after(at)
		text := string(l.lines.src[from:l.all[at].stop])
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
	if columns(indent) >= 4 && !l.inList(at) {
		return false // a code block
	}
	if l.labels(at, from+len(indent), indent, body) {
		return true
	}
	for _, row := range l.table {
		if g := row.form.FindStringSubmatch(body); g != nil {
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

func (l *liner) copy(at int) { l.keep(l.after(at), l.all[at].next) }

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
	for i := l.next; i < len(l.all); i++ {
		if l.blank(i) {
			continue
		}
		white := 0
		for _, c := range l.lines.src[l.all[i].start:l.all[i].stop] {
			if c != ' ' && c != '\t' {
				break
			}
			white++
		}
		if columns(string(l.lines.src[l.all[i].start:l.all[i].start+white])) < width {
			break
		}
		end = i + 1
	}
	l.inner(end, 4, 0)
	l.next = end
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
	text := l.typed(at)
	body := strings.TrimLeft(text, " \t")
	m := match{at: at, from: l.after(at), indent: text[:len(text)-len(body)]}
	if l.fenced(m, fence, body) {
		return
	}
	l.listing(m, body)
	for l.next < len(l.all) {
		at := l.next
		l.next++
		text := l.typed(at)
		if ends(strings.TrimSpace(text), fence) {
			l.copy(at)
			return
		}
		if !l.includeInCode(at, text) {
			l.copy(at)
		}
	}
}

// ends reports whether a line ends a fence.
func ends(body, fence string) bool {
	return len(body) >= len(fence) && strings.Trim(body, fence[:1]) == ""
}

// ending is the line that ends a fence which the line before next has opened; the number of lines if none does.
func (l *liner) ending(fence string) int {
	for i := l.next; i < len(l.all); i++ {
		if ends(l.line(i), fence) {
			return i
		}
	}
	return len(l.all)
}

// closing finds the line at which a construct ends that began before the next line; -1 when it does not.
func (l *liner) closing(form *regexp.Regexp) int {
	if l.endless[form] {
		return -1
	}
	for i := l.next; i < len(l.all); i++ {
		if form.MatchString(l.line(i)) {
			return i
		}
	}
	if l.endless == nil {
		l.endless = map[*regexp.Regexp]bool{}
	}
	l.endless[form] = true
	return -1
}

// copyTo copies lines up to one.
func (l *liner) copyTo(end int) {
	for ; l.next < end; l.next++ {
		l.copy(l.next)
	}
}

// program sets the lines up to end as a code block.
func (l *liner) program(m match, language string, end int) {
	fence := "```"
	for i := l.next; i < end; i++ {
		s := l.line(i)
		for strings.HasPrefix(s, fence) {
			fence += "`"
		}
	}
	l.write(m, fence+language)
	l.copyTo(end)
	l.put(m.indent+fence+"\n", l.all[end].start)
	l.next = end + 1
}
