package foreign

import (
	"bytes"
	"regexp"
	"strings"
)

var (
	roleTaken = taken("{%s}`…` is set as our own", "{%s}`…` 已按本书写法排版")
	roleShown = shown("{%s}`…` is not known here and is shown as typed", "此处不认识 {%s}`…`，已按原样显示")
	d2lShown  = shown(":%s:`…` is not known here and is shown as typed", "此处不认识 :%s:`…`，已按原样显示")

	roleMark = regexp.MustCompile("(?:\\{([a-z][\\w:+-]*)\\}|:(numref|eqref|cite|citet|citep|ref|width|eqlabel|label):)`([^`\\n]+)`")
)

// roles finds what MyST and d2lbook type before a code span to say what it is: {sub}`2`, :numref:`fig_a`.
func (in *inliner) roles(r *rewriter) (out []change) {
	for _, g := range roleMark.FindAllSubmatchIndex(in.text, -1) {
		if g[0] > 0 && in.masked[g[0]] != in.text[g[0]] || bytes.IndexByte([]byte("`"), in.text[max(g[0]-1, 0)]) == 0 {
			continue // inside code
		}
		name, inner := in.group(g, 1), in.group(g, 3)
		if name == "" {
			r.found(r.called(d2lShown, in.group(g, 2)), g[0])
			continue
		}
		text := ""
		switch name {
		case "sub", "subscript":
			text = "~" + strings.ReplaceAll(inner, " ", "\\ ") + "~"
		case "sup", "superscript":
			text = "^" + strings.ReplaceAll(inner, " ", "\\ ") + "^"
		case "math":
			text = "$" + inner + "$"
		case "abbr", "term", "dfn":
			text = inner
		case "code", "kbd", "command", "file", "guilabel", "menuselection", "samp":
			text = "`" + inner + "`"
		default:
			r.found(r.called(roleShown, name), g[0])
			continue
		}
		r.found(r.called(roleTaken, name), g[0])
		out = append(out, change{g[0], g[1], text})
	}
	return out
}
