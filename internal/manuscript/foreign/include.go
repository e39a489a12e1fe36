package foreign

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"keben/internal/source"
)

var (
	mdbookInclude = regexp.MustCompile(`^\{\{\s*#(?:include|rustdoc_include|playground|playpen)\s+([^\s}]+).*\}\}[ \t]*$`)
	snippet       = regexp.MustCompile(`^-+8<-+[ \t]+"([^"]+)"[ \t]*$`)
)

// pageInclude is how VitePress, Quarto, Jekyll and MkDocs' plugin include a file that is read as part of the chapter.
// VitePress says in braces which lines, and after # which region.
var pageInclude = regexp.MustCompile(`^(?:<!--[ \t]*@include:[ \t]*([^\s{}]+(?:\{[\d,-]*\})?)[ \t]*-->|\{\{<[ \t]*include[ \t]+"?([^\s">]+)"?[ \t]*>\}\}|\{%-?[ \t]*include(?:_relative|-markdown)[ \t]+["']?([^\s"'%]+)["']?[ \t]*-?%\})[ \t]*$`)

// includePage puts the file of a pageInclude in its place.
func includePage(l *liner, m match) {
	lines := strings.ReplaceAll(m.groups[1], ",", "-") // {3,} and {3,10} are ranges
	m.groups = []string{m.groups[0], lines + m.groups[2] + m.groups[3]}
	include(l, m)
}

// snippetEdge is the line before and after names of files that Python-Markdown's snippets include, one per line.
var (
	snippets    = taken("MkDocs' --8<-- is followed", "已按 MkDocs 的 --8<-- 插入文件")
	snippetEdge = regexp.MustCompile(`^-+8<-+[ \t]*$`)
)

// includeSeveral puts files in the place of their names.
func includeSeveral(l *liner, m match) {
	end := l.closing(snippetEdge)
	if end < 0 {
		l.copy(m.at)
		return
	}
	for ; l.next < end; l.next++ {
		if name := l.line(l.next); name != "" && !strings.HasPrefix(name, ";") {
			include(l, match{at: l.next, from: l.all[l.next].start, indent: m.indent, groups: []string{name, name}})
		}
	}
	l.next = end + 1
}

// maxIncludes bounds files that include files.
const maxIncludes = 8

// include puts a file in the place of a line. What it says is read as if it stood in the chapter.
func include(l *liner, m match) {
	text, ok := l.file(m.groups[1], m.from)
	if !ok {
		l.write(m, "`"+l.line(m.at)+"`")
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
		from := l.all[at].start
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
	name, _, _ := strings.Cut(m.groups[1], "{")
	name, _, _ = strings.Cut(name, "#")
	l.write(m, fence+strings.TrimPrefix(path.Ext(name), "."))
	l.put(strings.TrimSuffix(text, "\n")+"\n"+m.indent+fence+"\n", m.from)
}

// file returns what an include directive asks for: a name, and after it the part. mdBook and MkDocs write name:3, name:3:9,
// name::9, name:anchor; VitePress name#region; with lines in braces as MyST has them, name{1,4-6}, name{3-}. A file or a
// part that is not there is remembered.
func (l *liner) file(spec string, offset int) (string, bool) {
	name, lines, listed := strings.Cut(strings.TrimSuffix(spec, "}"), "{")
	name, part, _ := strings.Cut(name, ":")
	name, region, _ := strings.Cut(name, "#")
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
	if region != "" {
		part = region
		text, ok = regionOf(text, region)
	} else {
		text, ok = excerpt(text, part)
	}
	if !ok {
		l.absent = append(l.absent, Absent{Name: name, Part: part, Offset: l.origin(offset)})
	}
	if listed {
		text = linesIn(text, lines)
	}
	return text, true
}

// linesIn returns lines of a text by their numbers, counted from 1: 1,4-6,9-.
func linesIn(text, list string) string {
	lines := strings.SplitAfter(text, "\n")
	var b strings.Builder
	for part := range strings.SplitSeq(list, ",") {
		from, to, ok := rangeOf(strings.Replace(strings.TrimSpace(part), "-", ":", 1), len(lines))
		if ok && part != "" {
			b.WriteString(strings.Join(lines[from:to], ""))
		}
	}
	return b.String()
}

var (
	anchorMark = regexp.MustCompile(`ANCHOR:\s*([\w-]+)|--8<--\s*\[start:\s*([\w-]+)`)
	anchorEnd  = regexp.MustCompile(`ANCHOR_END:\s*([\w-]+)|--8<--\s*\[end:\s*([\w-]+)`)
	regionMark = regexp.MustCompile(`#\s?region\b\s*([\w-]*)|#pragma\s+region\s+([\w-]+)`)
	regionEnd  = regexp.MustCompile(`#\s?endregion\b\s*([\w-]*)|#pragma\s+endregion\s*([\w-]*)`)
)

// excerpt returns a part of a file without the lines that mark anchors. It is false if no anchor has the part's name.
func excerpt(text, part string) (string, bool) {
	lines := strings.SplitAfter(text, "\n")
	if from, to, ok := rangeOf(part, len(lines)); ok {
		lines = lines[from:to]
	} else if lines, ok = between(lines, part, anchorMark, anchorEnd); !ok {
		return "", false
	}
	return without(lines, anchorMark, anchorEnd), true
}

// regionOf returns a region of a file, as editors fold it, without the lines that mark regions.
func regionOf(text, name string) (string, bool) {
	lines, ok := between(strings.SplitAfter(text, "\n"), name, regionMark, regionEnd)
	return without(lines, regionMark, regionEnd), ok
}

// without joins the lines that no form matches.
func without(lines []string, forms ...*regexp.Regexp) string {
	var b strings.Builder
	for _, s := range lines {
		if !slices.ContainsFunc(forms, func(f *regexp.Regexp) bool { return f.MatchString(s) }) {
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

// between returns the lines between the marks of a name, and whether there are any. A mark of an end without a name ends
// what is open.
func between(lines []string, name string, begin, end *regexp.Regexp) (out []string, ok bool) {
	in := false
	for _, s := range lines {
		if m := begin.FindStringSubmatch(s); m != nil && strings.Join(m[1:], "") == name {
			in, ok = true, true
			continue
		}
		if m := end.FindStringSubmatch(s); m != nil {
			if ends := strings.Join(m[1:], ""); ends == name || ends == "" {
				in = false
			}
			continue
		}
		if in {
			out = append(out, s)
		}
	}
	return out, ok
}
