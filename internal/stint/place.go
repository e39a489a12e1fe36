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

// executing is text/template's account of where it was; the place has been taken from before it.
var executing = regexp.MustCompile(`^executing "[^"]*" at (<.*>): `)

// states is html/template's account of its parser, which is of no use to the writer of a template.
var states = regexp.MustCompile(`: \{state.*$`)

// Message explains why a template did not parse or run: by its own words where it was stopped, else by kind, whose one
// argument is what text/template or html/template says. named returns the text of a template by name, nil when there
// is none; otherwise is the template that ran, for errors without a place.
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

// place returns where an error is, and what it says without that.
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
