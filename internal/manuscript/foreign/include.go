package foreign

import (
	"path"
	"regexp"
	"strconv"
	"strings"

	"keben/internal/source"
)

var (
	mdbookInclude = regexp.MustCompile(`^\{\{\s*#(?:include|rustdoc_include|playground|playpen)\s+([^\s}]+).*\}\}[ \t]*$`)
	snippet       = regexp.MustCompile(`^-+8<-+[ \t]+"([^"]+)"[ \t]*$`)
)

// pageInclude is how VitePress, Quarto, Jekyll and MkDocs' plugin include a file that is read as part of the chapter. VitePress
// says in braces which lines.
var pageInclude = regexp.MustCompile(`^(?:<!--[ \t]*@include:[ \t]*([^\s{}]+)(?:\{(\d*),?(\d*)\})?[ \t]*-->|\{\{<[ \t]*include[ \t]+"?([^\s">]+)"?[ \t]*>\}\}|\{%-?[ \t]*include(?:_relative|-markdown)[ \t]+["']?([^\s"'%]+)["']?[ \t]*-?%\})[ \t]*$`)

// includePage puts the file of a pageInclude in its place.
func includePage(l *liner, m match) {
	spec := m.groups[1] + m.groups[4] + m.groups[5]
	if from, to := m.groups[2], m.groups[3]; from != "" || to != "" {
		spec += ":" + from + ":" + to
	}
	m.groups = []string{m.groups[0], spec}
	include(l, m)
}

// maxIncludes bounds files that include files.
const maxIncludes = 8

// include puts a file in the place of a line. What it says is read as if it stood in the chapter.
func include(l *liner, m match) {
	text, ok := l.file(m.groups[1], m.from)
	if !ok {
		l.write(m, "`"+strings.TrimSpace(string(l.src[m.from:l.lines[m.at].stop]))+"`")
		return
	}
	if l.depth >= maxIncludes {
		return
	}
	l.depth++
	inner := &editor{src: []byte(text), Editor: source.Edit([]byte(text))}
	at := l.origin(m.from)
	sub := &rewriter{Options: l.Options, counts: l.counts, named: l.named, depth: l.depth, from: source.Fixed(source.Span(at, at))}
	sub.blocks(inner)
	l.absent = append(l.absent, sub.absent...)
	l.depth--
	for _, s := range strings.Split(strings.TrimSuffix(string(inner.Text()), "\n"), "\n") {
		if s != "" {
			s = m.indent + s
		}
		l.put(s+"\n", m.from)
	}
}

// origin is the offset in the original text.
func (l *liner) origin(offset int) int { return l.from.Offset(offset) }

// includeInCode puts a file in the place of a line of a code block.
func (l *liner) includeInCode(at int, text string) bool {
	body := strings.TrimLeft(text, " \t")
	for _, row := range lineRows {
		if row.form != mdbookInclude && row.form != snippet {
			continue
		}
		g := row.form.FindStringSubmatch(body)
		if g == nil {
			continue
		}
		from := l.lines[at].start
		l.found(row.kind, from)
		file, ok := l.file(g[1], from)
		if !ok {
			return false
		}
		indent := text[:len(text)-len(body)]
		for _, s := range strings.Split(strings.TrimSuffix(file, "\n"), "\n") {
			l.put(indent+s+"\n", from)
		}
		return true
	}
	return false
}

// program sets a file as a code block.
func program(l *liner, m match) {
	text, ok := l.file(m.groups[1], m.from)
	if !ok {
		l.write(m, "`"+m.groups[0]+"`")
		return
	}
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	l.write(m, fence+strings.TrimPrefix(path.Ext(m.groups[1]), "."))
	l.put(strings.TrimSuffix(text, "\n")+"\n"+m.indent+fence+"\n", m.from)
}

// file returns what an include directive asks for: name, name:3, name:3:9, name::9, name:anchor, as mdBook
// writes them. A file that is not there is remembered.
func (l *liner) file(spec string, offset int) (string, bool) {
	name, part, _ := strings.Cut(spec, ":")
	var data []byte
	ok := false
	if l.Open != nil {
		data, ok = l.Open(name)
	}
	if !ok {
		l.absent = append(l.absent, Absent{Name: name, Offset: l.origin(offset)})
		return "", false
	}
	text := strings.ReplaceAll(string(data), "\r\n", "\n")
	return excerpt(text, part), true
}

var (
	anchorMark = regexp.MustCompile(`ANCHOR:\s*([\w-]+)|--8<--\s*\[start:`)
	anchorEnd  = regexp.MustCompile(`ANCHOR_END:\s*([\w-]+)|--8<--\s*\[end:`)
)

// excerpt returns a part of a file without the lines that mark anchors.
func excerpt(text, part string) string {
	lines := strings.SplitAfter(text, "\n")
	if from, to, ok := rangeOf(part, len(lines)); ok {
		lines = lines[from:to]
	} else if part != "" {
		lines = anchored(lines, part)
	}
	var b strings.Builder
	for _, s := range lines {
		if !anchorMark.MatchString(s) && !anchorEnd.MatchString(s) {
			b.WriteString(s)
		}
	}
	return b.String()
}

// rangeOf reads 3, 3:, :9 and 3:9, lines counted from 1.
func rangeOf(part string, n int) (from, to int, ok bool) {
	if part == "" {
		return 0, n, true
	}
	first, last, ranged := strings.Cut(part, ":")
	from, to = 1, n
	var err error
	if first != "" {
		if from, err = strconv.Atoi(first); err != nil {
			return 0, 0, false
		}
		if !ranged {
			to = from
		}
	}
	if last != "" {
		if to, err = strconv.Atoi(last); err != nil {
			return 0, 0, false
		}
	}
	from = min(max(from, 1), n+1)
	to = min(max(to, from-1), n)
	return from - 1, to, true
}

// anchored returns the lines between ANCHOR: name and ANCHOR_END: name.
func anchored(lines []string, name string) (out []string) {
	in := false
	for _, s := range lines {
		if m := anchorMark.FindStringSubmatch(s); m != nil && m[1] == name {
			in = true
		} else if m := anchorEnd.FindStringSubmatch(s); m != nil && m[1] == name {
			in = false
		} else if in {
			out = append(out, s)
		}
	}
	return out
}
