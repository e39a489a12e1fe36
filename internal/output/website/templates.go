package website

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"keben/internal/diag"
	"keben/internal/plaintext"
	"keben/internal/wording"
)

var templateFault = diag.NewKind("template-fault", diag.Error,
	"this page template cannot be used: %s", "页面模板无法使用：%s",
	"templates/website/ replaces the built-in template of the same path; remove the file to get that one back",
	"templates/website/ 中的文件会取代同一路径的内置模板；删去该文件即可恢复内置模板")

// entries are the templates that make a whole page. Each is parsed into a set of its own, over the shared
// files, so that each may define "main".
var entries = [...]string{"door.html", "start.html", "part.html", "chapter.html", "parallel.html"}

// pageTemplates are the page templates of one build. execute gathers faults, one a template: a template that is wrong is
// wrong on every page.
type pageTemplates struct {
	sets    map[string]*template.Template
	sources map[string]*diag.Source
	fsys    fs.FS
	faults  []diag.Message
	faulty  map[string]bool
}

// parseTemplates reads and parses the templates, or returns kept when their texts are those it was parsed from.
func parseTemplates(fsys fs.FS, kept *pageTemplates) (*pageTemplates, []diag.Message, error) {
	t := &pageTemplates{sets: map[string]*template.Template{}, sources: map[string]*diag.Source{}, fsys: fsys, faulty: map[string]bool{}}
	var names []string
	var ms []diag.Message
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		page := strings.HasSuffix(name, ".html")
		if err != nil || d.IsDir() || !page && !strings.HasSuffix(name, ".css") && !strings.HasSuffix(name, ".js") {
			return err
		}
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		src, found := plaintext.Read("templates/website/"+name, text)
		ms = append(ms, found...)
		if page {
			names = append(names, name)
			t.sources[name] = src
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("website: reading templates: %w", err)
	}
	if diag.HasErrors(ms) {
		return nil, ms, nil
	}
	if kept != nil && maps.EqualFunc(t.sources, kept.sources, func(a, b *diag.Source) bool { return bytes.Equal(a.Text, b.Text) }) {
		return kept, ms, nil
	}
	shared := template.New("").Option("missingkey=error")
	for _, name := range names {
		if !isEntry(name) {
			t.parse(shared, name)
		}
	}
	for _, name := range entries {
		if t.sources[name] == nil {
			return nil, nil, fmt.Errorf("website: there is no template %s", name)
		}
		set, err := shared.Clone()
		if err != nil {
			return nil, nil, fmt.Errorf("website: %w", err)
		}
		t.parse(set, name)
		t.sets[name] = set
	}
	t.sets["parts/contents-item.html"], err = shared.Clone()
	return t, append(ms, t.faults...), err
}

func isEntry(name string) bool {
	for _, e := range entries {
		if e == name {
			return true
		}
	}
	return false
}

func (t *pageTemplates) parse(set *template.Template, name string) {
	if _, err := set.New(name).Parse(string(t.sources[name].Text)); err != nil {
		t.fault(name, err)
	}
}

// execute returns the text that the template name makes of data, or false after recording a fault.
func (t *pageTemplates) execute(name string, data any) ([]byte, bool) {
	if t.faulty[name] {
		return nil, false
	}
	var b bytes.Buffer
	if err := t.sets[name].ExecuteTemplate(&b, name, data); err != nil {
		t.fault(name, err)
		return nil, false
	}
	return b.Bytes(), true
}

// placed matches the errors of text/template ("template: NAME:LINE:COL: executing …", "template: NAME:LINE: …") and of
// html/template ("html/template:NAME:LINE:COL: …"). Columns count bytes from 0.
var placed = regexp.MustCompile(`^(?:html/)?template: ?([^:]*):(\d+)(?::(\d+))?: (?s:(.*))$`)

// executing is text/template's account of where it was; the place has been taken from before it.
var executing = regexp.MustCompile(`^executing "[^"]*" at (<.*>): `)

// states is html/template's account of its parser, which is of no use to the writer of a template.
var states = regexp.MustCompile(`: \{state.*$`)

func (t *pageTemplates) fault(name string, err error) {
	t.faulty[name] = true
	text := strings.TrimPrefix(err.Error(), "html/template: ")
	pos := diag.Pos{File: t.sources[name].Name}
	if m := placed.FindStringSubmatch(text); m != nil {
		text = states.ReplaceAllString(executing.ReplaceAllString(m[4], "$1: "), "")
		if src := t.sources[m[1]]; src != nil {
			pos.File = src.Name
			pos.Line, _ = strconv.Atoi(m[2])
			if m[3] != "" {
				line := src.Line(pos.Line)
				at, _ := strconv.Atoi(m[3])
				pos.Col = utf8.RuneCountInString(line[:min(at, len(line))]) + 1
			}
		}
	}
	msg := templateFault.At(pos, wording.Template(text))
	for _, f := range t.faults {
		if f.Pos == msg.Pos && f.Text("en") == msg.Text("en") {
			return // a shared part is wrong once, not once a page
		}
	}
	t.faults = append(t.faults, msg)
}
