package foreign

import (
	"regexp"
	"slices"
	"strings"
)

// Quarto shows a division or leaves it out by the format that is made (https://quarto.org/docs/authoring/conditional.html).
// A book of ours is one text for all outputs. It has what Quarto shows in HTML.

var (
	conditionKept = taken("text for HTML is kept, for all outputs", "为 HTML 写的文字已保留，用于各种成品")
	conditionGone = shown("text for other outputs only is left out", "只为其他成品写的文字已略去")
	conditionOpen = shown("text that depends on a profile or on metadata is kept", "视配置或元数据而定的文字已保留")
	bookdownText  = shown("a text of bookdown, (ref:x), is shown as typed", "bookdown 的 (ref:x) 文字已按原样显示")

	conditional = regexp.MustCompile(`^:::+[ \t]*\{[^{}]*\.content-(visible|hidden)\b([^{}]*)\}[ \t]*$`)
)

// shownInHTML are the formats of Quarto that take what HTML has.
var shownInHTML = []string{"html", "html:js"}

// condition keeps or leaves out a division with a condition.
func (l *liner) condition(m match) {
	end := l.division(m.at)
	if end < 0 {
		l.copy(m.at)
		return
	}
	visible := m.groups[1] == "visible"
	when, unless := named(m.groups[2], "when-format"), named(m.groups[2], "unless-format")
	holds := true
	switch {
	case when != "":
		holds = slices.Contains(shownInHTML, strings.ToLower(when))
	case unless != "":
		holds = !slices.Contains(shownInHTML, strings.ToLower(unless))
	default:
		l.found(conditionOpen, m.from)
		l.inner(end, 0, 0)
		l.next = end + 1
		return
	}
	if holds == visible {
		l.found(conditionKept, m.from)
		l.inner(end, 0, 0)
	} else {
		l.found(conditionGone, m.from)
		l.drop(m)
	}
	l.next = end + 1
}
