package foreign

import (
	"regexp"
	"strings"
)

var (
	mdxProgram = taken("lines of a program (import, export) are left out", "已略去程序行（import、export）")
	jsxComment = taken("comments of MDX are left out", "已略去 MDX 的注释")
	mdxTab     = taken("<TabItem> is set as a titled `:::` block", "<TabItem> 已排成带标题的区块")
	component  = taken("<%s> is a component of another tool; its tags are left out and its text is kept", "<%s> 是其他工具的组件，已略去标签，保留其中的文字")

	programLine = regexp.MustCompile(`^(?:import\s+(?:[\w*{][^;]*\s+from\s+)?["'][^"']+["'];?|import\s+(?:\w+,\s*)?\{[\w\s,]*|export\s+(?:const|let|var|function|default|class|async)\b.*)[ \t]*$`)
	tabItem     = regexp.MustCompile(`^<TabItem\b([^>]*)>[ \t]*$`)
	jsxLine     = regexp.MustCompile(`^<(/?)([A-Z][\w.]*)(?:\s(?:[^<>{}"']|"[^"]*"|'[^']*'|\{[^{}]*\})*)?/?>[ \t]*$`)
)

// mdxLines leaves out what MDX runs: a line, or what begins with it up to the next blank line.
func mdxLines(l *liner, m match) {
	if l.strip > 0 || m.indent != "" {
		l.copy(m.at) // it is in the text of something
		return
	}
	l.found(mdxProgram, m.from)
	l.drop(m)
	for l.next < len(l.all) && !l.blank(l.next) && !programLine.MatchString(l.line(l.next)) {
		if open := m.groups[0]; !strings.HasPrefix(open, "export") && !strings.HasSuffix(strings.TrimSpace(open), "{") {
			return
		}
		l.next++
	}
}

func mdxTabItem(l *liner, m match) {
	title := named(m.groups[1], "label")
	if title == "" {
		title = named(m.groups[1], "value")
	}
	l.open(m, "tab", title)
}

// jsx leaves out the tag of a component that takes a whole line.
func jsx(l *liner, m match) {
	if m.groups[1] == "" { // the end is counted with the beginning
		l.found(l.called(component, m.groups[2]), m.from)
	}
	l.drop(m)
}
