package stint

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"keben/internal/diag"
	"keben/internal/source"
	"keben/internal/wording"
)

// placed matches the errors of text/template ("template: NAME:LINE:COL: executing …", "template: NAME:LINE: …") and of
// html/template ("html/template:NAME:LINE:COL: …"). Columns count bytes from 0.
var placed = regexp.MustCompile(`^(?:html/)?template: ?([^:]*):(\d+)(?::(\d+))?: (?s:(.*))$`)

// executing matches text/template's description of the action, after the place.
var executing = regexp.MustCompile(`^executing "[^"]*" at (<.*>): `)

// states matches html/template's description of its parser's state, which does not help the author of a template.
var states = regexp.MustCompile(`: \{state.*$`)

// Message explains why a template did not parse or run: by the message of its limit if it was stopped, otherwise by
// kind, whose argument is the text of the error. named returns the text of a template by name, or nil; otherwise is the
// template that ran, for errors without a place.
func Message(err error, kind *diag.Kind, named func(name string) *source.File, otherwise *source.File) diag.Message {
	var stop *Stop
	if errors.As(err, &stop) && stop.Bound != Text {
		if src := named(stop.Name); src != nil {
			return stop.In(src)
		}
		return stop.In(otherwise)
	}
	at, text := place(err, named, otherwise)
	if stop != nil {
		return rows[stop.Bound].At(at)
	}
	return kind.At(at, wording.Template(text))
}

// place returns the place of an error, and its text without the place.
func place(err error, named func(name string) *source.File, otherwise *source.File) (source.Place, string) {
	text := strings.TrimPrefix(err.Error(), "html/template: ")
	m := placed.FindStringSubmatch(text)
	if m == nil {
		return source.Whole(otherwise.Name), strings.TrimPrefix(text, "template: ")
	}
	text = states.ReplaceAllString(executing.ReplaceAllString(m[4], "$1: "), "")
	src := named(m[1])
	if src == nil {
		return source.Whole(otherwise.Name), text
	}
	n, _ := strconv.Atoi(m[2])
	line := src.Line(n)
	if m[3] == "" {
		return line, text
	}
	at, _ := strconv.Atoi(m[3])
	return src.Point(min(int(line.From)+at, int(line.To))), text
}
