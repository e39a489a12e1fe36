package foreign

import (
	"regexp"
	"strings"

	"keben/internal/tool"
)

// Listings with more in their first lines than a language: a name, and how another tool would run them.

var (
	listingName = taken("the names of listings are set above them", "代码的文件名已排在代码之上")
	chunk       = taken("code that another tool would run is set as a listing", "其他工具会运行的代码已排成代码块")
	chunkOption = taken("options for running code (#|, #@tab) are left out", "已略去运行代码的选项（#|、#@tab）")
	chunkFigure = shown("the figure that running code would make is not in the book, nor are its label and caption", "运行代码才会得到的图不在书中，其标签和题注也已略去")

	chunkFence = regexp.MustCompile("^(?:```+|~~~+)[ \t]*\\{[ \t]*(?:([A-Za-z][\\w+-]*)((?:[ \t,][^}]*)?)|\\.([A-Za-z][\\w+-]*)[ \t]+\\.input\\b[^}]*)\\}[ \t]*$")
	optionLine = regexp.MustCompile(`^(?:(?:#|//|%%)\|[ \t]*([\w.-]+)[ \t]*:[ \t]*(.*?)|(?:#|//|%%)\|.*|#@tab\b.*)$`)
	infoName   = regexp.MustCompile(`\b(?:title|filename|caption)=(?:"([^"]*)"|'([^']*)'|\{"([^"]*)"\})|^[\w+#.-]*[ \t]*\[([^\]]+)\]`)
	figured    = regexp.MustCompile(`^(?:fig[.-]cap|label)$`)
	figuredIn  = regexp.MustCompile(`\bfig\.cap[ \t]*=`)
)

// listing writes the first line of a listing: above it the name that it has, and of one that another tool would run the
// language only, without the options on its first lines.
func (l *liner) listing(m match, body string) {
	info := strings.TrimLeft(body, "`~ \t")
	name := ""
	if g := infoName.FindStringSubmatch(info); g != nil {
		name = g[1] + g[2] + g[3] + g[4]
	}
	g := chunkFence.FindStringSubmatch(body)
	if g == nil || l.Tool == tool.MyST {
		if d := fencedDirective.FindStringSubmatch(body); d != nil {
			l.found(l.called(mystListing, d[1]), m.from)
		}
		l.titled(m, name)
		l.copy(m.at)
		return
	}
	l.found(chunk, m.from)
	figure := figuredIn.MatchString(g[2])
	for ; l.next < len(l.all); l.next++ {
		o := optionLine.FindStringSubmatch(l.line(l.next))
		if o == nil {
			break
		}
		l.found(chunkOption, l.all[l.next].start)
		if o[1] == "filename" || o[1] == "lst-cap" {
			name = strings.Trim(o[2], `"'`)
		}
		figure = figure || figured.MatchString(o[1]) && strings.HasPrefix(strings.Trim(o[2], `"'`), "fig-") || o[1] == "fig-cap"
	}
	if figure {
		l.found(chunkFigure, m.from)
	}
	l.titled(m, name)
	l.write(m, fenceOf(body)+strings.ToLower(g[1]+g[3]))
}

// titled writes the name of a listing above it.
func (l *liner) titled(m match, name string) {
	if name = strings.TrimSpace(name); name != "" && !strings.Contains(name, "`") {
		l.found(listingName, m.from)
		l.write(m, "`"+name+"`\n")
	}
}
