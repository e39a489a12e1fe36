package foreign

import (
	"regexp"
	"strings"

	"keben/internal/manuscript/prose"
)

var (
	mystDirective = taken("MyST's {%s} is set as our own", "MyST 的 {%s} 已按本书写法排版")
	mystUnknown   = shown("MyST's {%s} is not known here and is shown as a listing", "此处不认识 MyST 的 {%s}，已按代码显示")
	mystComment   = taken("comments of other tools are left out", "已略去其他工具的注释")
	chunk         = taken("code that another tool would run is set as a listing", "其他工具会运行的代码已排成代码块")
	chunkOption   = taken("options for running code (#|, #@tab) are left out", "已略去运行代码的选项（#|、#@tab）")
	d2lTab        = taken("d2lbook's tabs are set as titled `:::` blocks", "d2lbook 的标签页已排成带标题的区块")
	fenceTitle    = taken("the names of listings are set above them", "代码的文件名已排在代码之上")

	directiveFence = regexp.MustCompile("^(?:```+|~~~+)[ \t]*\\{([a-z][\\w:-]*)\\}[ \t]*(.*?)[ \t]*$")
	chunkFence     = regexp.MustCompile("^(?:```+|~~~+)[ \t]*\\{[ \t]*(?:([A-Za-z][\\w+-]*)(?:[ \t,][^}]*)?|\\.([A-Za-z][\\w+-]*)[ \t]+\\.input\\b[^}]*)\\}[ \t]*$")
	mystLine       = regexp.MustCompile(`^%(?:[ \t].*)?$`)
	optionLine     = regexp.MustCompile(`^[ \t]*(?:#\||//\||%%\||#@tab\b)`)
	fieldLine      = regexp.MustCompile(`^[ \t]*:([\w-]+):[ \t]*(.*?)[ \t]*$`)
	colonDirective = regexp.MustCompile(`^:::+[ \t]*\{([a-z][\w-]*)\}[ \t]*(.*?)[ \t]*$`)
	fenceName      = regexp.MustCompile(`(?:title|filename|name|caption)=(?:"([^"]*)"|'([^']*)'|\{"([^"]*)"\})|^[\w+#.-]*[ \t]*\[([^\]]+)\]`)
)

// maxDirectives is how deep directives are read inside each other; what is deeper is a listing.
const maxDirectives = 16

// fields reads the lines :name: value at the beginning of a directive, and moves past them.
func (l *liner) fields() map[string]string {
	out := map[string]string{}
	for l.next < len(l.lines) {
		m := fieldLine.FindStringSubmatch(l.line(l.next))
		if m == nil {
			break
		}
		out[m[1]] = m[2]
		l.next++
	}
	for l.next < len(l.lines) && l.blank(l.next) {
		l.next++
	}
	return out
}

// ending is the line that ends a fence which the line before next has opened; the last line's next if none does.
func (l *liner) ending(fence string) int {
	for i := l.next; i < len(l.lines); i++ {
		if body := l.line(i); len(body) >= len(fence) && strings.Trim(body, fence[:1]) == "" {
			return i
		}
	}
	return len(l.lines)
}

// directive takes a directive of MyST in a fence: what we have is set as that, and what is in it is read as Markdown.
func (l *liner) directive(at int, fence, indent, body string) bool {
	g := directiveFence.FindStringSubmatch(body)
	if g == nil || l.within == maxDirectives {
		return false
	}
	from := l.after(at, l.strip)
	name, argument := g[1], g[2]
	end := l.ending(fence)
	m := match{at: at, from: from, indent: indent, groups: g}
	switch {
	case name == "figure" || name == "image":
		l.figure(m, argument, end)
	case name == "include" && argument != "":
		m.groups = []string{body, argument}
		include(l, m)
	case name == "literalinclude" && argument != "":
		m.groups = []string{body, argument}
		program(l, m)
	case name == "math":
		l.fields()
		l.write(m, "$$")
		l.copyTo(end)
		l.put(indent+"$$\n", from)
	case name == "code-block" || name == "code" || name == "sourcecode" || name == "code-cell":
		l.fields()
		l.write(m, fence+strings.Fields(argument + " text")[0])
		l.copyTo(end)
		l.put(indent+fence+"\n", from)
	case prose.CalloutKind(name) != "" || kinds[name] != "" || name == "admonition" || name == "seealso" || name == "topic" || name == "dropdown":
		l.fields()
		if name == "admonition" || name == "seealso" || name == "topic" || name == "dropdown" {
			name = "note"
		}
		l.open(m, name, argument)
		inner := &liner{rewriter: l.rewriter, editor: l.editor, lines: l.lines[l.next:end], strip: l.strip, within: l.within + 1}
		inner.run()
		l.put(indent+":::\n", from)
	default:
		return false
	}
	l.found(l.called(mystDirective, g[1]), from)
	l.next = min(end+1, len(l.lines))
	return true
}

// figure sets a picture with the caption that follows its options.
func (l *liner) figure(m match, src string, end int) {
	f := l.fields()
	var caption []string
	for ; l.next < end; l.next++ {
		if l.blank(l.next) {
			break
		}
		caption = append(caption, l.line(l.next))
	}
	attrs := ""
	if id := f["name"] + f["label"]; id != "" {
		attrs = "#" + id
	}
	if alt := f["alt"]; alt != "" && len(caption) > 0 {
		attrs = strings.TrimSpace(attrs + " alt=\"" + strings.ReplaceAll(alt, `"`, `'`) + "\"")
	}
	text := strings.Join(caption, " ")
	if text == "" {
		text = f["alt"]
	}
	if attrs != "" {
		attrs = "{" + attrs + "}"
	}
	l.write(m, "\n"+m.indent+"!["+text+"](<"+src+">)"+attrs+"\n")
	inner := &liner{rewriter: l.rewriter, editor: l.editor, lines: l.lines[min(l.next, end):end], strip: l.strip, within: l.within + 1}
	inner.run() // what follows the caption
}

func (l *liner) copyTo(end int) {
	for ; l.next < end; l.next++ {
		l.copy(l.next)
	}
}

// colons takes a directive of MyST between colons.
func colons(l *liner, m match) {
	name, argument := m.groups[1], m.groups[2]
	if name != "figure" && name != "image" {
		l.fields()
		l.open(m, name, argument)
		return
	}
	fence := m.groups[0][:strings.IndexByte(m.groups[0], '{')]
	end := l.ending(strings.TrimSpace(fence))
	l.figure(m, argument, end)
	l.next = min(end+1, len(l.lines))
}

// heading writes what stands above a listing: its name, and the fence of a chunk with its language only.
func (l *liner) chunkStart(at int, indent, body string) bool {
	from := l.after(at, l.strip)
	if g := fenceName.FindStringSubmatch(strings.TrimLeft(body, "`~ \t")); g != nil {
		if name := strings.TrimSpace(g[1] + g[2] + g[3] + g[4]); name != "" && !strings.Contains(name, "`") {
			l.found(fenceTitle, from)
			l.put(indent+"`"+name+"`\n\n", from)
		}
	}
	g := chunkFence.FindStringSubmatch(body)
	if g == nil {
		return false
	}
	l.found(chunk, from)
	l.put(indent+fenceOf(body)+strings.ToLower(g[1]+g[2])+"\n", from)
	return true
}
