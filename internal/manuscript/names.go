package manuscript

import (
	"bytes"
	"maps"
	"slices"
	"unicode"
	"unicode/utf8"

	"keben/internal/diag"
	"keben/internal/source"
)

// Braces around a name that templates do not have are most often text: of Vue, of a shell, of another tool. They are
// printed as typed, so that a chapter full of them is readable, and every one is told.
var (
	templateFunc = diag.NewKind("template-name", diag.Warning,
		"there is no template function `%s`; the braces are printed as typed", "没有模板函数 `%s`，花括号已按原样印出",
		"for braces in the text, write {{\"{{\"}} or, in the front matter, `templates: false`", "若花括号是正文，请写作 {{\"{{\"}}，或在文件头写 `templates: false`")
	templateFuncNear = diag.NewKind("template-name", diag.Warning,
		"there is no template function `%s`: did you mean `%s`?", "没有模板函数 `%s`：是否想写 `%s`？",
		"for braces in the text, write {{\"{{\"}} or, in the front matter, `templates: false`", "若花括号是正文，请写作 {{\"{{\"}}，或在文件头写 `templates: false`")
	templateKey = diag.NewKind("template-name", diag.Warning,
		"there is no `%s` here; the braces are printed as typed", "此处没有 `%s`，花括号已按原样印出",
		"use .data, .book, .chapter, .params or .lang; for braces in the text, write {{\"{{\"}} or, in the front matter, `templates: false`",
		"可用 .data、.book、.chapter、.params、.lang；若花括号是正文，请写作 {{\"{{\"}}，或在文件头写 `templates: false`")
	templateKeyNear = diag.NewKind("template-name", diag.Warning,
		"there is no `%s` here: did you mean `%s`?", "此处没有 `%s`：是否想写 `%s`？",
		"for braces in the text, write {{\"{{\"}} or, in the front matter, `templates: false`", "若花括号是正文，请写作 {{\"{{\"}}，或在文件头写 `templates: false`")
)

// builtin are the names that text/template has itself, besides its keywords.
var builtin = map[string]bool{
	"and": true, "call": true, "html": true, "index": true, "slice": true, "js": true, "len": true, "not": true, "or": true,
	"print": true, "printf": true, "println": true, "urlquery": true, "eq": true, "ge": true, "gt": true, "le": true, "lt": true, "ne": true,
	"nil": true, "true": true, "false": true,
}

// actionWords are the keywords of actions. Those that are true open a block, which an end closes.
var actionWords = map[string]bool{
	"if": true, "range": true, "with": true, "define": true, "block": true,
	"else": false, "end": false, "template": false, "break": false, "continue": false,
}

// term is a name in an action: a function, a variable with its $, or a path of fields from the dot or from $.
type term struct {
	at   int // offset in the text
	name string
	path []string // of fields; then name is "." or "$"
}

// terms reads the names of an action. Quoted texts are passed over, those in curly quotation marks too, because that
// fault has a message of its own.
func terms(text []byte, from, to int) (out []term) {
	for i := from; i < to; {
		r, size := utf8.DecodeRune(text[i:to])
		switch {
		case bytes.HasPrefix(text[i:to], []byte("/*")):
			if n := bytes.Index(text[i:to], []byte("*/")); n >= 0 {
				i += n
				continue
			}
			return out
		case r == '"' || r == '\'' || r == '`':
			for i++; i < to && text[i] != byte(r); i++ {
				if text[i] == '\\' && r != '`' {
					i++
				}
			}
			i++
			continue
		case r == '“' || r == '‘':
			if n := bytes.IndexRune(text[i:to], r+1); n >= 0 {
				i += n
			}
		case r == '.' || r == '$':
			t := term{at: i, name: string(r)}
			if i++; r == '$' {
				n := wordLength(text[i:to])
				t.name += string(text[i : i+n])
				i += n
			}
			if r == '.' {
				i--
			}
			for i+1 < to && text[i] == '.' {
				n := wordLength(text[i+1 : to])
				if n == 0 {
					break
				}
				t.path = append(t.path, string(text[i+1:i+1+n]))
				i += 1 + n
			}
			if i == t.at {
				i++ // the dot alone, or of a number
			}
			out = append(out, t)
			continue
		case r == '_' || unicode.IsLetter(r):
			n := wordLength(text[i:to])
			out = append(out, term{at: i, name: string(text[i : i+n])})
			for i += n; i+1 < to && text[i] == '.' && wordLength(text[i+1:to]) > 0; {
				i += 1 + wordLength(text[i+1:to]) // fields of what the function returns
			}
			continue
		case unicode.IsDigit(r):
			i += max(wordLength(text[i:to]), 1)
			continue
		case r == ')':
			for i++; i+1 < to && text[i] == '.' && wordLength(text[i+1:to]) > 0; {
				i += 1 + wordLength(text[i+1:to])
			}
			continue
		}
		i += size
	}
	return out
}

// wordLength is the length of the letters, digits and low lines at the beginning of s.
func wordLength(s []byte) (n int) {
	for n < len(s) {
		r, size := utf8.DecodeRune(s[n:])
		if r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		n += size
	}
	return n
}

// undefined hides the actions with names that the template does not have, and the blocks that such an action opens, from the
// template, so that they come out as they were typed, and reports each. It looks at names only: whatever else is wrong
// with an action is the template's to find.
func (r *run) undefined(values map[string]any) {
	r.ends, r.near = map[int]int{}, map[string]string{}
	actions := actionsOf(r.masked)
	s := &scopes{run: r, names: known{funcs: r.funcs(), declared: declared(r.masked, actions), values: values}, hidden: -1}
	for _, a := range actions {
		s.pass(a)
	}
	for _, span := range s.spans {
		hide(r.masked, span)
	}
}

// actionsOf are the places of a text's actions up to one that was left open.
func actionsOf(text []byte) (out []source.Range) {
	for at := 0; ; {
		i := bytes.Index(text[at:], []byte("{{"))
		if i < 0 {
			return out
		}
		from := at + i
		to := actionEnd(text, from+2)
		if to < 0 {
			return out
		}
		if inner := text[from+2 : to]; bytes.Contains(inner, []byte("\n\n")) || bytes.Contains(inner, []byte("\n{{")) {
			return out
		}
		out = append(out, source.Span(from, to))
		at = to
	}
}

// declared are the variables that actions give a value. Where one may be used is the template's to find.
func declared(text []byte, actions []source.Range) map[string]bool {
	out := map[string]bool{"$": true}
	for _, a := range actions {
		if !bytes.Contains(a.Of(text), []byte("=")) {
			continue
		}
		for _, t := range terms(text, int(a.From), int(a.To)) {
			if t.name[0] == '$' {
				out[t.name] = true
			}
		}
	}
	return out
}

// scopes goes through the actions of a template from the first to the last.
type scopes struct {
	*run
	names  known
	open   []scope
	moved  int // how many open blocks change the dot
	hidden int // the outermost open block to hide, by its depth; -1 for none
	spans  []source.Range
}

// scope is a block that is open.
type scope struct {
	at    int  // offset of the action that opens it
	moves bool // it changes what the dot is
}

func (s *scopes) pass(a source.Range) {
	names := terms(s.masked, int(a.From)+2, int(a.To)-2)
	word := ""
	if len(names) > 0 {
		if _, ok := actionWords[names[0].name]; ok {
			word, names = names[0].name, names[1:]
		}
	}
	if word == "else" && len(names) > 0 && actionWords[names[0].name] { // else if
		names = names[1:]
	}
	bad := s.lacks(names, int(a.From))
	switch {
	case actionWords[word]:
		if bad && s.hidden < 0 {
			s.hidden = len(s.open)
		}
		moves := word != "if"
		if moves {
			s.moved++
		}
		s.open = append(s.open, scope{int(a.From), moves})
	case word == "end" && len(s.open) > 0:
		s.end(int(a.To))
	case !bad || s.hidden >= 0:
	case word == "else" && len(s.open) > 0:
		s.hidden = len(s.open) - 1
	default:
		s.spans = append(s.spans, a)
	}
}

// end closes the innermost block.
func (s *scopes) end(to int) {
	last := len(s.open) - 1
	b := s.open[last]
	s.open = s.open[:last]
	s.ends[b.at] = to
	if b.moves {
		s.moved--
	}
	if s.hidden == last {
		s.hidden = -1
		s.spans = append(s.spans, source.Span(b.at, to))
	}
}

// lacks reports the first name of an action that is not known, unless the action is hidden anyway.
func (s *scopes) lacks(names []term, at int) bool {
	k := s.names
	k.moved = s.moved > 0
	for _, t := range names {
		m, ok := s.unknown(t, k)
		if !ok {
			continue
		}
		if s.hidden < 0 {
			if t.path != nil {
				m.Place = s.src.At(s.action(at + 2).Range)
			}
			s.report(m)
		}
		return true
	}
	return false
}

// known is what a template has names for.
type known struct {
	funcs    map[string]any
	declared map[string]bool
	values   map[string]any
	moved    bool // the dot is not that of the whole template
}

// unknown makes the message about a name that is not known.
func (r *run) unknown(t term, k known) (diag.Message, bool) {
	place := r.src.Point(r.base + t.at).Chars(utf8.RuneCountInString(t.name))
	switch {
	case t.name == "." && !k.moved, t.name == "$":
		if key := absent(k.values, t.path); key != "" {
			return r.noKey(place, key), true
		}
	case t.name == ".":
	case t.name[0] == '$':
		if !k.declared[t.name] {
			return templateKey.At(place, t.name), true
		}
	case !builtin[t.name] && k.funcs[t.name] == nil:
		if near, ok := diag.Nearest(t.name, slices.Sorted(maps.Keys(k.funcs))); ok {
			return templateFuncNear.At(place, t.name, near), true
		}
		return templateFunc.At(place, t.name), true
	}
	return diag.Message{}, false
}

// noKey says that there is no such key, with the nearest that there is.
func (r *run) noKey(place source.Place, key string) diag.Message {
	near, looked := r.near[key]
	if !looked {
		near, _ = diag.Nearest(key, r.known())
		r.near[key] = near
	}
	if near != "" {
		return templateKeyNear.At(place, key, near)
	}
	return templateKey.At(place, key)
}

// absent returns the first key of a path that its mapping does not have, or "".
func absent(values map[string]any, path []string) string {
	for _, key := range path {
		v, ok := values[key]
		if !ok {
			return key
		}
		if values, ok = v.(map[string]any); !ok {
			return ""
		}
	}
	return ""
}

// hide replaces an action by letters of the same length, as [mask] does with code.
func hide(text []byte, r source.Range) {
	for i := int(r.From); i < int(r.To); i++ {
		if text[i] != '\n' {
			text[i] = 'x'
		}
	}
}

// missed hides the action in which the running template found no such key, and reports it. It returns false for any other
// error. Only values inside loops and blocks are missed so late, because what the dot is there shows when it runs.
func (r *run) missed(err error) bool {
	m := faultPlace.FindStringSubmatch(err.Error())
	if m == nil || m[2] == "" {
		return false
	}
	key := noEntry.FindStringSubmatch(m[4])
	if key == nil {
		return false
	}
	at := r.failing(m)
	if at.To-at.From < 4 || !bytes.HasPrefix(r.masked[at.From:], []byte("{{")) {
		return false
	}
	r.report(r.noKey(r.src.At(source.Span(r.base+int(at.From), r.base+int(at.To))), key[1]))
	if end, ok := r.ends[int(at.From)]; ok {
		at.To = source.Span(0, end).To
	}
	hide(r.masked, at)
	return true
}
