package project

import (
	"fmt"
	"strings"

	"keben/internal/book"
	"keben/internal/geom"
)

// Dump writes the project as indented text: the form of the golden files.
func Dump(p *Project) string {
	var b strings.Builder
	line := func(key, format string, args ...any) {
		if s := fmt.Sprintf(format, args...); s != "" {
			fmt.Fprintf(&b, "%s: %s\n", key, s)
		}
	}
	line("kind", "%s", p.Kind)
	line("date", "%s", p.Date)
	line("isbn", "%s", p.ISBN)
	line("numbering", "%s", p.Numbering)
	line("templates", "%v", p.Templates)
	line("syntax", "%s", p.Syntax)
	if p.RawHTML {
		line("raw-html", "true")
	}
	for _, tag := range p.Languages {
		m := p.Meta[tag]
		fmt.Fprintf(&b, "%s:\n", tag)
		line("  title", "%s", m.Title)
		line("  subtitle", "%s", m.Subtitle)
		line("  authors", "%s", strings.Join(m.Authors, "; "))
		line("  author-role", "%s", m.AuthorRole)
		line("  institution", "%s", m.Institution)
		line("  publisher", "%s", m.Publisher)
		line("  licence", "%s", m.Licence)
		line("  summary", "%s", m.Summary)
		line("  spelling", "%s", p.Spelling[tag].Region)
		line("  hyphenation", "%s", strings.TrimSpace(m.Hyphenation.Lang+" "+strings.Join(m.Hyphenation.Words, " ")))
	}
	b.WriteString("outline:\n")
	for _, e := range p.Outline {
		fmt.Fprintf(&b, "  %s %s %s", [...]string{"front", "main", "back"}[e.Matter], e.Role, e.Slug)
		for _, tag := range p.Languages {
			if e.Role == book.RolePart {
				fmt.Fprintf(&b, " %s=%q", tag, e.Title[tag])
			} else if file := p.Files[tag][e.Slug]; file != "" {
				fmt.Fprintf(&b, " %s=%s", tag, file)
			}
		}
		if e.Role != book.RolePart {
			for _, tag := range p.Languages {
				if title := e.Title[tag]; title != "" {
					fmt.Fprintf(&b, " %s=%q", tag, title)
				}
			}
		}
		if e.Depth > 0 {
			fmt.Fprintf(&b, " depth=%d", e.Depth)
		}
		b.WriteByte('\n')
	}
	for _, e := range p.Editions {
		line("edition", "%s", strings.TrimSpace(e.Name+" "+e.Lang+" "+e.Twin+" "+e.Parallel))
	}
	if w := p.Outputs.Website; w != nil {
		line("website", "%s", strings.TrimSpace("yes "+w.URL))
	}
	for _, o := range p.Outputs.PDF {
		line("pdf", "%s %s %s×%s mm", o.Variant, o.Trim.Name, millimetres(o.Trim.Width), millimetres(o.Trim.Height))
	}
	return b.String()
}

func millimetres(l geom.Length) string {
	return strings.TrimSuffix(geom.FromPoints(l.Millimetres()).String(), ".0")
}
