package foreign

import (
	"regexp"
	"strings"
)

var (
	labelLine  = taken("labels on lines of their own (:label:`x`, (x)=, {: #x}) are ids of what they name", "独占一行的标签（:label:`x`、(x)=、{: #x}）已作为所指内容的标识")
	labelAlone = taken("labels of nothing that can have an id are left out", "已略去无所指的标签")

	labelBelow = regexp.MustCompile("^:(?:eq)?label:`([^`]+)`[ \t]*$|^\\{:[^}#]*#([\\w:.-]+)[^}]*\\}[ \t]*$") // d2lbook, kramdown
	labelAbove = regexp.MustCompile(`^\(([\w:. -]+)\)=[ \t]*$`)                                               // MyST
	nameable   = regexp.MustCompile(`^(?:#{1,6}[ \t]+\S.*|!\[.*\]\(.*\))[ \t]*$`)
	hasBraces  = regexp.MustCompile(`\{[^{}]*\}[ \t]*$`)
)

// labels takes a heading or a picture together with the label on the line below or above it, by which other chapters
// refer to it, and reports whether there was one.
func (l *liner) labels(at, from int, indent, body string) bool {
	if m := labelAbove.FindStringSubmatch(body); m != nil {
		next := l.next
		for next < len(l.all) && l.blank(next) {
			next++
		}
		if next < len(l.all) && nameable.MatchString(l.line(next)) && l.label(next, from, indent, m[1]) {
			l.next = next + 1
			return true
		}
		l.found(labelAlone, from)
		l.put("\n", from)
		return true
	}
	if !nameable.MatchString(body) || l.next >= len(l.all) {
		return false
	}
	m := labelBelow.FindStringSubmatch(l.line(l.next))
	if m == nil || !l.label(at, l.all[l.next].start, indent, m[1]+m[2]) {
		return false
	}
	l.next++
	return true
}

// label writes a line with an id at its end. It is false for a line that has attributes already.
func (l *liner) label(at, from int, indent, id string) bool {
	text := l.line(at)
	if hasBraces.MatchString(text) {
		return false
	}
	l.found(labelLine, from)
	start := l.after(at)
	l.keep(start, start+len(strings.TrimRight(string(l.lines.src[start:l.all[at].stop]), " \t")))
	gap := " "
	if strings.HasPrefix(text, "!") {
		gap = "" // the attributes of a picture touch it
	}
	l.put(gap+"{#"+strings.ReplaceAll(strings.TrimSpace(id), " ", "-")+"}\n", from)
	return true
}
