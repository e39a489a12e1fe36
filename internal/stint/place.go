package stint

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"keben/internal/diag"
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
// argument is what text/template or html/template says. source returns the text of a template by name, nil when there
// is none; otherwise is the template that ran, for errors without a place.
func Message(err error, kind *diag.Kind, source func(name string) *diag.Source, otherwise *diag.Source) diag.Message {
	var stop *Stop
	if errors.As(err, &stop) && stop.Bound != Text {
		if src := source(stop.Name); src != nil {
			return stop.In(src)
		}
		return stop.In(otherwise)
	}
	pos, text := place(err, source, otherwise)
	if stop != nil {
		return rows[stop.Bound].At(pos)
	}
	return kind.At(pos, wording.Template(text))
}

// place returns where an error is, and what it says without that.
func place(err error, source func(name string) *diag.Source, otherwise *diag.Source) (diag.Pos, string) {
	text := strings.TrimPrefix(err.Error(), "html/template: ")
	m := placed.FindStringSubmatch(text)
	if m == nil {
		return diag.Pos{File: otherwise.Name}, strings.TrimPrefix(text, "template: ")
	}
	text = states.ReplaceAllString(executing.ReplaceAllString(m[4], "$1: "), "")
	src := source(m[1])
	if src == nil {
		return diag.Pos{File: otherwise.Name}, text
	}
	pos := diag.Pos{File: src.Name}
	pos.Line, _ = strconv.Atoi(m[2])
	if m[3] != "" {
		line := src.Line(pos.Line)
		at, _ := strconv.Atoi(m[3])
		pos.Col = utf8.RuneCountInString(line[:min(at, len(line))]) + 1
	}
	return pos, text
}
