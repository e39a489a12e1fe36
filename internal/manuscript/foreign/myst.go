package foreign

import (
	"regexp"
	"slices"
	"strings"

	"keben/internal/manuscript/prose"
)

// MyST (and Jupyter Book) has directives, between colons or in a fence of code, with options on their first lines:
// https://mystmd.org/guide/syntax-overview.

var (
	mystDirective = taken("MyST's {%s} is set as our own", "MyST 的 {%s} 已按本书写法排版")
	mystListing   = shown("MyST's {%s} is not known here and is shown as a listing", "此处不认识 MyST 的 {%s}，已按代码显示")
	mystText      = shown("MyST's {%s} is not known here; its text is kept", "此处不认识 MyST 的 {%s}，保留其中的文字")
	mystComment   = taken("comments of MyST are left out", "已略去 MyST 的注释")

	fencedDirective = regexp.MustCompile("^(?:```+|~~~+)[ \t]*\\{([a-z][\\w:-]*)\\}[ \t]*(.*?)[ \t]*$")
	colonDirective  = regexp.MustCompile(`^:::+[ \t]*\{([a-z][\w-]*)\}[ \t]*(.*?)[ \t]*$`)
	optionField     = regexp.MustCompile(`^:([\w-]+):[ \t]*(.*?)[ \t]*$`)
)

// mystRows are for books of MyST only.
func mystRows() []lineRow {
	return []lineRow{{mystComment, regexp.MustCompile(`^%(?:[ \t].*)?$`), (*liner).drop}}
}

// maxDirectives is how deep directives are read inside each other; what is deeper is a listing.
const maxDirectives = 16

// directive is a directive with its options read; the lines from next to end are its content.
type directive struct {
	match
	name, argument string
	options        map[string]string
	end            int
}

// setDirective returns how a directive is set; nil for one that is not known.
func setDirective(name string) func(*liner, directive) {
	switch {
	case slices.Contains([]string{"figure", "image"}, name):
		return (*liner).figure
	case name == "include":
		return func(l *liner, d directive) { include(l, d.file()) }
	case name == "literalinclude":
		return func(l *liner, d directive) { program(l, d.file()) }
	case name == "math":
		return func(l *liner, d directive) { l.verbatim(d, "$$", "$$") }
	case slices.Contains([]string{"code-block", "code", "sourcecode", "code-cell"}, name):
		return func(l *liner, d directive) {
			l.titled(d.match, d.options["caption"])
			l.verbatim(d, "```"+strings.Fields(d.argument + " text")[0], "```")
		}
	case name == "tab-set" || name == "tab-set-code":
		return func(l *liner, d directive) { l.inner(d.end, 0, 1) }
	case name == "tab-item":
		return func(l *liner, d directive) { l.enclose(d, "tab") }
	case slices.Contains([]string{"admonition", "seealso", "topic", "dropdown"}, name):
		return func(l *liner, d directive) { l.enclose(d, "note") }
	case prose.CalloutKind(name) != "" || kinds[name] != "":
		return func(l *liner, d directive) { l.enclose(d, name) }
	}
	return nil
}

// fenced takes a directive in a fence of code, and reports whether it was one with an equivalent.
func (l *liner) fenced(m match, fence, body string) bool {
	g := fencedDirective.FindStringSubmatch(body)
	if g == nil || l.within == maxDirectives {
		return false
	}
	set := setDirective(g[1])
	if set == nil {
		return false
	}
	l.take(set, directive{match: m, name: g[1], argument: g[2], end: l.ending(fence)})
	return true
}

// colons takes a directive between colons. Of one that is not known the text is kept.
func colons(l *liner, m match) {
	end := l.division(m.at)
	if end < 0 {
		end = len(l.all)
	}
	set := setDirective(m.groups[1])
	switch {
	case l.within == maxDirectives:
		l.copy(m.at)
		return
	case set == nil:
		l.found(l.called(mystText, m.groups[1]), m.from)
		l.options()
		l.inner(end, 0, 1)
		l.next = min(end+1, len(l.all))
		return
	}
	l.take(set, directive{match: m, name: m.groups[1], argument: m.groups[2], end: end})
}

// take sets a directive and goes on behind it.
func (l *liner) take(set func(*liner, directive), d directive) {
	l.found(l.called(mystDirective, d.name), d.from)
	d.options = l.options()
	d.end = max(d.end, l.next)
	set(l, d)
	l.next = min(d.end+1, len(l.all))
}

// options reads the lines :name: value at the beginning of a directive, and moves past them.
func (l *liner) options() map[string]string {
	out := map[string]string{}
	for l.next < len(l.all) {
		m := optionField.FindStringSubmatch(l.line(l.next))
		if m == nil {
			break
		}
		out[m[1]] = m[2]
		l.next++
	}
	for len(out) > 0 && l.next < len(l.all) && l.blank(l.next) {
		l.next++
	}
	return out
}

// file is a directive whose argument is a file, of which :lines: and :start-after: take a part.
func (d directive) file() match {
	d.groups = []string{d.name + " " + d.argument, d.argument}
	switch {
	case d.options["lines"] != "":
		d.groups[1] += "{" + d.options["lines"] + "}"
	case d.options["start-line"] != "" || d.options["end-line"] != "":
		d.groups[1] += "{" + d.options["start-line"] + "-" + d.options["end-line"] + "}"
	}
	return d.match
}

// verbatim sets the content of a directive as it is, between two lines.
func (l *liner) verbatim(d directive, begin, end string) {
	if strings.HasPrefix(begin, "`") {
		for i := l.next; i < d.end; i++ {
			for s := l.line(i); strings.HasPrefix(s, end); {
				begin, end = "`"+begin, "`"+end
			}
		}
	}
	l.write(d.match, begin)
	l.copyTo(d.end)
	l.put(d.indent+end+"\n", d.from)
}

// enclose sets the content of a directive as a callout or a titled division.
func (l *liner) enclose(d directive, name string) {
	l.open(d.match, name, d.argument)
	l.inner(d.end, 0, 1)
	l.put(d.indent+":::\n", d.from)
}

// figure sets a picture with the caption that follows its options, and then what else is in it.
func (l *liner) figure(d directive) {
	var caption []string
	for ; l.next < d.end && !l.blank(l.next); l.next++ {
		caption = append(caption, l.line(l.next))
	}
	text := strings.Join(caption, " ")
	attrs := ""
	if id := d.options["name"] + d.options["label"]; id != "" {
		attrs = "#" + id
	}
	switch alt := d.options["alt"]; {
	case text == "":
		text = alt
	case alt != "":
		attrs = strings.TrimSpace(attrs + ` alt="` + strings.ReplaceAll(alt, `"`, `'`) + `"`)
	}
	if attrs != "" {
		attrs = "{" + attrs + "}"
	}
	l.write(d.match, "\n"+d.indent+"!["+text+"](<"+d.argument+">)"+attrs+"\n")
	l.inner(d.end, 0, 1)
}
