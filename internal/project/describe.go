package project

import (
	"encoding/json"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/source"
	"keben/internal/tool"
)

// Describe writes a book.yaml that says what was inferred of a folder without one, with comments in a language that say
// where each fact comes from. Read with it, the folder is the same book.
func Describe(p *Project, in diag.Language) []byte {
	d := &description{p: p, in: in}
	d.note("What `keben new --from` found in this folder. Change what is not so.", "由 `keben new --from` 依此文件夹的内容写成，与实情不符处请改正。")
	d.meta("title", func(m book.Meta) string { return m.Title })
	d.authors()
	d.meta("summary", func(m book.Meta) string { return m.Summary })
	d.line(0, "languages: [%s]", strings.Join(p.Languages, ", "))
	d.folders()
	switch {
	case p.Survey.Config != "":
		d.note("The folder has %[1]s, so its chapters are read as %[2]s's.", "文件夹中有 %[1]s，各章按 %[2]s 的写法读取。", p.Survey.Config, p.Syntax.Title())
	case p.Syntax == tool.Any:
		d.note("No configuration of another tool was found: the constructs of all are read. `keben` reads Keben's own only.", "没有找到其他工具的配置，各种工具的写法都会读取；改为 keben 则只读刻本自己的写法。")
	}
	d.line(0, "syntax: %s", p.Syntax)
	d.note("Headings keep the numbers that are typed; `humanities` and `science` number them.", "标题保留原稿中的编号；改为 humanities 或 science 则自动编号。")
	d.line(0, "numbering: %s", p.Numbering)
	d.outline()
	return []byte(d.b.String())
}

// description is a book.yaml in the making.
type description struct {
	p  *Project
	in diag.Language
	b  strings.Builder
}

func (d *description) line(indent int, format string, args ...any) {
	d.b.WriteString(strings.Repeat(" ", indent) + fmt.Sprintf(format, args...) + "\n")
}

// note writes a comment.
func (d *description) note(en, zh string, args ...any) {
	d.line(0, "# %s", fmt.Sprintf(d.in.Say(en, zh), args...))
}

// meta writes a text of the title page.
func (d *description) meta(key string, of func(book.Meta) string) {
	in := map[string]string{}
	for _, tag := range d.p.Languages {
		if s := of(d.p.Meta[tag]); s != "" {
			in[tag] = s
		}
	}
	if len(in) > 0 {
		d.line(0, "%s: %s", key, d.text(in))
	}
}

// text is a text in each language, as one line.
func (d *description) text(in map[string]string) string {
	if len(d.p.Languages) == 1 && in[d.p.Languages[0]] != "" {
		return scalar(in[d.p.Languages[0]])
	}
	var parts []string
	for _, tag := range d.p.Languages {
		if s := in[tag]; s != "" {
			parts = append(parts, tag+": "+scalar(s))
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func (d *description) authors() {
	names := d.p.Meta[d.p.Languages[0]].Authors
	if len(names) == 0 {
		return
	}
	var out []string
	for _, name := range names {
		out = append(out, scalar(name))
	}
	d.line(0, "authors: [%s]", strings.Join(out, ", "))
}

// folders writes where the chapters are, unless that is where a book of Keben has them.
func (d *description) folders() {
	own := true
	in := map[string]string{}
	for _, tag := range d.p.Languages {
		folder := d.p.Folders[tag]
		own = own && (folder == "content/"+tag || folder == "content" && len(d.p.Languages) == 1)
		in[tag] = path.Clean("./" + folder)
	}
	if !own {
		d.line(0, "folders: %s", d.text(in))
	}
}

// outline writes the lists of chapters.
func (d *description) outline() {
	var front, main, back []book.OutlineEntry
	for _, e := range d.p.Outline {
		switch e.Matter {
		case book.Front:
			front = append(front, e)
		case book.Main:
			main = append(main, e)
		case book.Back:
			back = append(back, e)
		}
	}
	if list := slices.DeleteFunc(slices.Clone(d.p.Survey.Groups), func(g Group) bool { return g.Fate != isList }); len(list) > 0 {
		d.note("The order is that of %s.", "顺序依 %s。", strings.Join(list[0].Names, ", "))
	}
	if len(front) > 0 {
		d.line(0, "front:")
		d.list(front, 2)
	}
	if first := slices.IndexFunc(main, isPart); first == 0 {
		d.line(0, "parts:")
		d.list(main, 2)
	} else if len(main) > 0 {
		d.line(0, "chapters:")
		d.list(main, 2)
	}
	if len(back) > 0 {
		d.line(0, "back:")
		d.list(back, 2)
	}
}

func isPart(e book.OutlineEntry) bool { return e.Role == book.RolePart }

// list writes entries, each with what is nested in it.
func (d *description) list(entries []book.OutlineEntry, indent int) {
	parts := "part"
	if isPart(entries[0]) {
		parts = "title"
	}
	for i := 0; i < len(entries); {
		e := entries[i]
		end := i + 1
		for end < len(entries) && !isPart(entries[end]) && (isPart(e) || entries[end].Depth > e.Depth) {
			end++
		}
		inner := entries[i+1 : end]
		i = end
		file := d.file(e)
		switch {
		case isPart(e):
			d.line(indent, "- %s: %s", parts, d.text(e.Title))
		case len(inner) == 0 && len(e.Title) == 0:
			d.line(indent, "- %s", scalar(file))
		case file == "":
			d.line(indent, "- title: %s", d.text(e.Title))
		default:
			d.line(indent, "- file: %s", scalar(file))
			if len(e.Title) > 0 {
				d.line(indent+2, "title: %s", d.text(e.Title))
			}
		}
		if len(inner) > 0 {
			d.line(indent+2, "chapters:")
			d.list(inner, indent+4)
		}
	}
}

// file is what a list calls a chapter, or a section that Keben writes.
func (d *description) file(e book.OutlineEntry) string {
	if Generated(e.Role) {
		return e.Slug
	}
	tag := d.p.Languages[0]
	name := d.p.Files[tag][e.Slug]
	if name == "" {
		return ""
	}
	rel := relative(name, d.p.Folders[tag])
	if _, own := generated[source.Stem(rel)]; own {
		return rel // with its ending it is the file, and not the section that Keben writes
	}
	return source.Stem(rel)
}

// plainScalar is a text that YAML reads as typed: nothing in it is a sign of YAML, and it is no number, truth or null.
var (
	plainScalar = regexp.MustCompile("^[\\p{L}_][^:#\\[\\]{},&*!|>'\"%@`\\\\\\x00-\\x1f\\x7f-\\x9f]*$")
	otherScalar = regexp.MustCompile(`(?i)^(?:y|n|yes|no|on|off|true|false|null|~)$`)
)

// scalar writes a text of one line for YAML (1.2.2 §7.3).
func scalar(s string) string {
	s = strings.TrimSpace(s)
	if plainScalar.MatchString(s) && !otherScalar.MatchString(s) {
		return s
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a text has a form in JSON, and what is JSON is YAML
	return strings.TrimSpace(b.String())
}
