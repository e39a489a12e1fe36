package foreign

import (
	"regexp"
	"strings"
)

// MyST and d2lbook type before a code span what it is: {sub}`2`, :numref:`fig_a`.

var (
	roleTaken = taken("{%s}`…` is set as our own", "{%s}`…` 已按本书写法排版")
	roleShown = shown("{%s}`…` is not known here and is shown as typed", "此处不认识 {%s}`…`，已按原样显示")
	d2lTaken  = taken(":%s:`…` is set as a link", ":%s:`…` 已排成链接")
	d2lShown  = shown(":%s:`…` is not known here and is shown as typed", "此处不认识 :%s:`…`，已按原样显示")

	roleMark   = regexp.MustCompile("(?:\\{([a-z][\\w:+-]*)\\}|:(numref|eqref|cite|citet|citep|ref|width|eqlabel|label):)`([^`\\n]+)`")
	roleTarget = regexp.MustCompile(`^(.*?)[ \t]*<([^<>]+)>$`)
)

// roles finds code spans with their role.
func (in *inliner) roles(r *rewriter) (out []change) {
	for _, g := range roleMark.FindAllSubmatchIndex(in.text, -1) {
		if in.masked[g[0]] != in.text[g[0]] || g[0] > 0 && in.text[g[0]-1] == '`' {
			continue // inside code
		}
		name, inner := in.group(g, 1), in.group(g, 3)
		known, unknown := roleTaken, roleShown
		if name == "" {
			name, known, unknown = in.group(g, 2), d2lTaken, d2lShown
		}
		if text, ok := role(name, inner); ok {
			r.found(r.called(known, name), g[0])
			out = append(out, change{g[0], g[1], text})
		} else {
			r.found(r.called(unknown, name), g[0])
		}
	}
	return out
}

// role is a code span with a role as we write it. A link without a text takes that of what it leads to.
func role(name, inner string) (string, bool) {
	text, target := "", inner
	if m := roleTarget.FindStringSubmatch(inner); m != nil {
		text, target = m[1], m[2]
	}
	switch name {
	case "sub", "subscript":
		return "~" + strings.ReplaceAll(inner, " ", "\\ ") + "~", true
	case "sup", "superscript":
		return "^" + strings.ReplaceAll(inner, " ", "\\ ") + "^", true
	case "math":
		return "$" + inner + "$", true
	case "abbr", "term", "dfn":
		return inner, true
	case "code", "kbd", "command", "file", "guilabel", "menuselection", "samp":
		return "`" + inner + "`", true
	case "numref":
		return "[](<#" + target + ">)", true // its text is a pattern: Fig. %s
	case "ref":
		return "[" + text + "](<#" + target + ">)", true
	case "doc", "download":
		if name == "download" && text == "" {
			text = target
		}
		return "[" + text + "](<" + target + ">)", true
	}
	return "", false
}
