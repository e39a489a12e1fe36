package manuscript

import (
	"bytes"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/source"
	"keben/internal/stint"
	"keben/internal/wording"
)

// The faults of templates have one id. A chapter has at most one, because the first stops the template.
var (
	templateFault = diag.NewKind("template", diag.Error,
		"the template cannot be run: %s", "模板无法执行：%s",
		"to show {{ as text, put it in code", "如果要按原样显示 {{，请放入代码")
	templateOpen = diag.NewKind("template", diag.Error,
		"this action has no }}", "这个模板指令缺少 }}",
		"add }}; to show {{ as text, put it in code", "请补上 }}；如果要按原样显示 {{，请放入代码")
	templateEnd = diag.NewKind("template", diag.Error,
		"this {{ %s }} has no {{ end }}", "这个 {{ %s }} 缺少 {{ end }}")
	templateStray = diag.NewKind("template", diag.Error,
		"this {{ %s }} closes nothing", "这个 {{ %s }} 前面没有相应的开头")
	templateString = diag.NewKind("template", diag.Error,
		"a quotation mark in this action has no end", "这个模板指令中的引号没有闭合",
		"write straight quotation marks: \"trade.2024\"", "模板中的字符串须用直引号：\"trade.2024\"")
	templateQuotes = diag.NewKind("template", diag.Error,
		"a template action cannot contain %s", "模板指令中不能有 %s",
		"type half-width marks: {{ qty \"trade.2024\" }}", "模板指令中的标点请用半角：{{ qty \"trade.2024\" }}")
)

var (
	faultPlace = regexp.MustCompile(`^template: :(\d+)(?::(\d+))?: (?:executing "[^"]*" at <([^>]*)>: )?((?s).*)$`)
	noFunction = regexp.MustCompile(`^function "([^"]+)" not defined$`)
	noEntry    = regexp.MustCompile(`map has no entry for key "([^"]*)"$`)
	badChar    = regexp.MustCompile(`unrecognized character in action: U\+([0-9A-F]+)`)
	action     = regexp.MustCompile(`(?s)\{\{-?\s*(/\*.*?\*/|(\w*).*?)\s*-?\}\}`)
)

// fault explains an error of text/template at its place. A parse error has only a line; the place in it is found by the
// word that the error names.
func (r *run) fault(err error) diag.Message {
	var over overrun
	if errors.As(err, &over) {
		return over.At(r.place())
	}
	var stop *stint.Stop
	if errors.As(err, &stop) {
		if stop.Bound == stint.Text {
			return budget.TemplateString.At(r.place())
		}
		return budget.TemplateSteps.At(r.place())
	}
	m := faultPlace.FindStringSubmatch(err.Error())
	if m == nil {
		return templateFault.At(r.place(), wording.Template(err.Error()))
	}
	number, _ := strconv.Atoi(m[1])
	start, line := r.line(number)
	problem := m[4]
	at := func(offset int) source.Place { return r.src.Point(r.base + offset) }
	first := start + max(bytes.Index(line, []byte("{{")), 0)

	if m[2] != "" { // execution
		at := r.failing(m)
		return templateFault.At(r.src.At(source.Span(r.base+int(at.From), r.base+int(at.To))), wording.Template(problem))
	}
	if open := r.unclosed(); open >= 0 {
		return templateOpen.At(at(open).Chars(2))
	}
	switch name := noFunction.FindStringSubmatch(problem); {
	case name != nil:
		return templateFault.At(at(find(line, start, name[1], first)).Chars(len([]rune(name[1]))), wording.Template(problem))
	case strings.Contains(problem, "unterminated"):
		return templateString.At(at(first))
	}
	if c := badChar.FindStringSubmatch(problem); c != nil {
		n, _ := strconv.ParseInt(c[1], 16, 32)
		return templateQuotes.At(at(find(line, start, string(rune(n)), first)), string(rune(n)))
	}
	if offset, word, open := r.unbalanced(); open && strings.Contains(problem, "unexpected EOF") {
		return templateEnd.At(r.src.At(r.action(offset+2).Range), word)
	} else if offset >= 0 && !open && strings.Contains(problem, "unexpected {{") {
		return templateStray.At(r.src.At(r.action(offset+2).Range), word)
	}
	return templateFault.At(at(first), wording.Template(problem))
}

// failing is the action, in the template's text, that an error of execution names by its line and column.
func (r *run) failing(m []string) source.Range {
	number, _ := strconv.Atoi(m[1])
	start, line := r.line(number)
	col, _ := strconv.Atoi(m[2]) // in bytes from 0
	at := r.action(start + min(col+1, len(line))).Range
	return source.Span(int(at.From)-r.base, int(at.To)-r.base)
}

// known are the names from which a suggestion for an unknown key is taken.
func (r *run) known() []string {
	names := []string{"data", "book", "chapter", "params", "lang"}
	var add func(m map[string]any, depth int)
	add = func(m map[string]any, depth int) {
		for k, v := range m {
			names = append(names, k)
			if sub, ok := v.(map[string]any); ok && depth < 4 {
				add(sub, depth+1)
			}
		}
	}
	add(r.data.Plain(), 0)
	return names
}

// line returns the offset and the bytes of a line (from 1) of the template's text.
func (r *run) line(n int) (int, []byte) {
	start := 0
	for ; n > 1; n-- {
		i := bytes.IndexByte(r.masked[start:], '\n')
		if i < 0 {
			break
		}
		start += i + 1
	}
	line, _, _ := bytes.Cut(r.masked[start:], []byte("\n"))
	return start, line
}

// find returns the offset of a word inside an action of the line, or otherwise.
func find(line []byte, start int, word string, otherwise int) int {
	open := max(bytes.Index(line, []byte("{{")), 0)
	if i := bytes.Index(line[open:], []byte(word)); i >= 0 {
		return start + open + i
	}
	return otherwise
}

// unclosed returns the first {{ after which there is another, or an empty line, before any }}; -1 for none.
func (r *run) unclosed() int {
	for at := 0; ; {
		open := bytes.Index(r.masked[at:], []byte("{{"))
		if open < 0 {
			return -1
		}
		at += open + 2
		rest := r.masked[at:]
		end := bytes.Index(rest, []byte("}}"))
		if end < 0 || bytes.Contains(rest[:end], []byte("\n\n")) || bytes.Contains(rest[:end], []byte("\n{{")) {
			return at - 2
		}
		at += end + 2
	}
}

// unbalanced returns the last action that opens a block nobody closes, or the first that closes none.
func (r *run) unbalanced() (offset int, word string, open bool) {
	type opened struct {
		at   int
		word string
	}
	var stack []opened
	for _, m := range action.FindAllSubmatchIndex(r.masked, -1) {
		if m[4] < 0 {
			continue
		}
		switch w := string(r.masked[m[4]:m[5]]); w {
		case "if", "range", "with", "block", "define":
			stack = append(stack, opened{m[0], w})
		case "end":
			if len(stack) == 0 {
				return m[0], w, false
			}
			stack = stack[:len(stack)-1]
		case "else":
			if len(stack) == 0 {
				return m[0], w, false
			}
		}
	}
	if len(stack) == 0 {
		return -1, "", false
	}
	last := stack[len(stack)-1]
	return last.at, last.word, true
}
