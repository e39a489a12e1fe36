package svg

import (
	"slices"
	"strings"
)

// rule is one selector of a style sheet with its declarations.
type rule struct {
	steps       []step // from the element outwards
	specificity int
	order       int
	values      []declaration
}

// step is a compound selector; parent says it must match the parent of the step before, not any ancestor.
type step struct {
	name, id string
	classes  []string
	parent   bool
}

type declaration struct{ property, value string }

// parseSheet reads the rules whose selectors are made of names, ids, classes, descendants and children. Rules with
// other selectors and all at-rules are ignored.
func parseSheet(text string) []rule {
	text = dropComments(text)
	var out []rule
	for text != "" {
		head, rest, ok := strings.Cut(text, "{")
		if !ok {
			break
		}
		head = strings.TrimSpace(head)
		if i := strings.LastIndexByte(head, ';'); i >= 0 { // @import and @charset before it
			head = strings.TrimSpace(head[i+1:])
		}
		if strings.HasPrefix(head, "@") {
			text = afterBlock(rest)
			continue
		}
		body, rest, _ := strings.Cut(rest, "}")
		text = rest
		values := parseDeclarations(body)
		for _, s := range strings.Split(head, ",") {
			if r, ok := parseSelector(s); ok {
				r.order, r.values = len(out), values
				out = append(out, r)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b rule) int { return a.specificity - b.specificity })
	return out
}

func dropComments(s string) string {
	for {
		i := strings.Index(s, "/*")
		if i < 0 {
			return s
		}
		j := strings.Index(s[i+2:], "*/")
		if j < 0 {
			return s[:i]
		}
		s = s[:i] + " " + s[i+2+j+2:]
	}
}

// afterBlock returns what follows the block whose opening brace is already read.
func afterBlock(s string) string {
	depth := 1
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return s[i+1:]
			}
		}
	}
	return ""
}

// parseDeclarations reads "property: value; …".
func parseDeclarations(s string) []declaration {
	var out []declaration
	for _, d := range strings.Split(s, ";") {
		property, value, ok := strings.Cut(d, ":")
		value, _, _ = strings.Cut(value, "!") // !important
		if property, value = strings.ToLower(strings.TrimSpace(property)), strings.TrimSpace(value); ok && property != "" && value != "" {
			out = append(out, declaration{property, value})
		}
	}
	return out
}

func parseSelector(s string) (r rule, ok bool) {
	s = strings.TrimSpace(strings.ReplaceAll(s, ">", " > "))
	if s == "" || strings.ContainsAny(s, ":[+~") {
		return r, false
	}
	child := false
	words := strings.Fields(s)
	for i := len(words) - 1; i >= 0; i-- {
		if words[i] == ">" {
			child = true
			continue
		}
		st := step{parent: child}
		child = false
		for word := words[i]; word != ""; {
			end := len(word)
			if k := strings.IndexAny(word[1:], ".#"); k >= 0 {
				end = k + 1
			}
			part := word[:end]
			word = word[end:]
			switch part[0] {
			case '.':
				st.classes = append(st.classes, part[1:])
				r.specificity += 100
			case '#':
				st.id = part[1:]
				r.specificity += 10_000
			default:
				if part != "*" {
					st.name = part
					r.specificity++
				}
			}
		}
		r.steps = append(r.steps, st)
	}
	return r, len(r.steps) > 0
}

func (s step) matches(e *element) bool {
	if s.name != "" && s.name != e.name || s.id != "" && s.id != e.attrs["id"] {
		return false
	}
	for _, c := range s.classes {
		if !slices.Contains(e.classes, c) {
			return false
		}
	}
	return true
}

func (r rule) matches(e *element) bool {
	if !r.steps[0].matches(e) {
		return false
	}
	at := e.parent
	for _, s := range r.steps[1:] {
		// Only the nearest ancestor that matches is tried. Selectors that need a farther one are rare.
		for at != nil && !s.matches(at) && !s.parent {
			at = at.parent
		}
		if at == nil || !s.matches(at) {
			return false
		}
		at = at.parent
	}
	return true
}

// property returns the specified value of a property: the style attribute, else the style sheet, else
// the presentation attribute (SVG 2 §6.6).
func (d *document) property(e *element, name string) (string, bool) {
	if e.declared == nil {
		e.declared = map[string]string{}
		for _, r := range d.rules {
			if r.matches(e) {
				for _, v := range r.values {
					e.declared[v.property] = v.value
				}
			}
		}
		for _, v := range parseDeclarations(e.attrs["style"]) {
			e.declared[v.property] = v.value
		}
	}
	if v, ok := e.declared[name]; ok {
		return v, true
	}
	v, ok := e.attrs[name]
	return strings.TrimSpace(v), ok && strings.TrimSpace(v) != ""
}
