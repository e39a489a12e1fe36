package exchange

import (
	"regexp"
	"slices"
	"strings"

	"keben/internal/diag"
	"keben/internal/manuscript"
	"keben/internal/manuscript/markdown"
	"keben/internal/source"
)

var (
	bringsNew = diag.NewKind("exchange-new", diag.Warning,
		"the translation of %s is left out: %s is not in its source", "%s 的译文未导入：原文中没有 %s",
		"write it into the manuscript by hand", "如确有必要，请手工写入书稿")
	hasLost = diag.NewKind("exchange-lost", diag.Warning,
		"the translation of %s is left out: %s of its source is missing", "%s 的译文未导入：缺少原文中的 %s",
		"add it to the translation", "请在译文的相应位置补上")
)

// contents are the parts of a text that do something or lead somewhere, as typed.
type contents struct {
	actions, html, attributes []string // of a template: {{…}}
	links                     []string // targets; an address itself
	fixed                     []string // the same in every language: marks of notes, references, citations
	images                    []string // targets
}

// risks returns the first part of a translation that an import must not put into the manuscript, and the first part of
// the source that the translation has lost; both are "" if it may be taken. Parts that the translation in the book
// already has, or lacks, are ignored.
func (im *importer) risks(u *Unit, target string) (added, gone string) {
	source, old, now := im.contents(u.source, u.Source), im.contents(u.target, u.Target), im.read(target)
	added = firstNew(now.actions, source.actions, old.actions)
	for _, s := range [...]string{
		excess(target, u, "{{"), excess(target, u, "{%"), firstNew(now.html, source.html, old.html), excess(target, u, "<!--"),
		firstNew(now.attributes, source.attributes, old.attributes), strange(now, source, old),
	} {
		if added == "" {
			added = s
		}
	}
	gone = firstLost(source.actions, old.actions, now.actions, u)
	for _, s := range [...]string{
		firstLost(source.fixed, old.fixed, now.fixed, u), firstLost(source.images, old.images, now.images, u),
	} {
		if gone == "" {
			gone = s
		}
	}
	if n := len(now.links); gone == "" && n < len(source.links) && (u.Target == "" || n < len(old.links)) {
		gone = missingLink(source.links, now.links)
	}
	return added, gone
}

// excess returns mark if a translation has it more often than its source and the former translation.
func excess(target string, u *Unit, mark string) string {
	if n := strings.Count(target, mark); n > strings.Count(u.Source, mark) && n > strings.Count(u.Target, mark) {
		return mark
	}
	return ""
}

// firstNew returns the first string that is in neither list, or "".
func firstNew(now, source, old []string) string {
	for _, s := range now {
		if !slices.Contains(source, s) && !slices.Contains(old, s) {
			return s
		}
	}
	return ""
}

// firstLost returns the first string of the source that a translation has less often than the source and the former
// translation.
func firstLost(source, old, now []string, u *Unit) string {
	count := func(list []string, s string) (n int) {
		for _, x := range list {
			if x == s {
				n++
			}
		}
		return n
	}
	for _, s := range source {
		if n := count(now, s); n < count(source, s) && (u.Target == "" || n < count(old, s)) {
			return s
		}
	}
	return ""
}

func missingLink(source, now []string) string {
	for _, s := range source {
		if !slices.Contains(now, s) {
			return s
		}
	}
	return source[len(source)-1]
}

// strange returns the first address whose scheme no link of the source or of the former translation has. A link may
// lead to the same page in another language, but must not become one of another kind.
func strange(now, source, old contents) string {
	known := map[string]bool{}
	for _, c := range [...]contents{source, old} {
		for _, target := range slices.Concat(c.links, c.images) {
			known[scheme(target)] = true
		}
	}
	for _, target := range slices.Concat(now.links, now.images) {
		if !known[scheme(target)] {
			return target
		}
	}
	return ""
}

// scheme returns the scheme of an address as browsers find it: "https" for http, too, and "" for a place in the book.
func scheme(target string) string {
	target = strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7F || r == '\\' || r == '<' {
			return -1
		}
		return r
	}, target)
	if strings.HasPrefix(target, "//") {
		return "https"
	}
	i := strings.IndexAny(target, ":/?#")
	if i < 0 || target[i] != ':' {
		if strings.Contains(target, "&") { // a colon may be written as a reference
			return "&"
		}
		return ""
	}
	if s := strings.ToLower(target[:i]); s != "http" {
		return s
	}
	return "https"
}

// contents are those of a unit's texts, read in their files; whole is all of them as typed.
func (im *importer) contents(ps []place, whole string) (c contents) {
	for _, p := range ps {
		if p.text == nil {
			return im.read(whole)
		}
		c.add(p.text)
	}
	return c
}

// read reads a text as the chapter would, with the definitions that links of both languages use.
func (im *importer) read(typed string) (c contents) {
	definitions := ""
	if strings.Contains(typed, "[") {
		definitions = im.definitions()
	}
	l := manuscript.Lay(source.New(im.Twin, []byte("\u200B"+typed+"\n\n"+definitions)), im.text.To, im.text.templates)
	l.Text.EachText(c.add)
	return c
}

// definitions are the link reference definitions of the chapter, in both languages.
func (im *importer) definitions() string {
	if im.defined != nil {
		return *im.defined
	}
	var b strings.Builder
	for _, d := range [...]*side{im.source, im.target} {
		if d == nil {
			continue
		}
		for _, p := range d.layout.Text.Parts {
			if p.Kind == markdown.LinkPart {
				b.Write(d.layout.Source.Text[p.At:p.Stop])
				b.WriteString("\n")
			}
		}
	}
	s := b.String()
	im.defined = &s
	return s
}

var (
	oneAttribute   = regexp.MustCompile(`[#.][^\s{}=#.]+|([\w:-]+)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s{}]+)`)
	attributeBlock = regexp.MustCompile(`\{[^{}]*\}\s*$`)
	linkTarget     = regexp.MustCompile(`^\]\(\s*(<[^>]*>|[^\s)]*)`)
)

// add adds the contents of a text.
func (c *contents) add(t *markdown.Text) {
	for _, m := range t.Markup {
		open, end := t.Typed[m.Open.From:m.Open.To], t.Typed[m.Close.From:m.Close.To]
		switch m.Kind {
		case markdown.ActionMarkup:
			c.actions = append(c.actions, open)
		case markdown.HTMLMarkup:
			c.html = append(c.html, open)
		case markdown.LinkMarkup:
			c.links = append(c.links, targetOf(end))
		case markdown.ImageMarkup:
			c.images = append(c.images, targetOf(end))
		case markdown.AddressMarkup:
			c.links = append(c.links, strings.Trim(open, "<>"))
		case markdown.MarkMarkup, markdown.RefMarkup, markdown.CitationMarkup:
			c.fixed = append(c.fixed, open)
		}
		for _, s := range [...]string{open, end} {
			if block := attributeBlock.FindString(s); block != "" && m.Kind != markdown.ActionMarkup && m.Kind != markdown.RubyMarkup && m.Kind != markdown.CodeMarkup && m.Kind != markdown.MathsMarkup {
				c.attributes = append(c.attributes, attributesOf(block)...)
			}
		}
	}
}

// attributesOf are the attributes in an attribute list. Of those that are translated only the names are returned.
func attributesOf(block string) (out []string) {
	for _, m := range oneAttribute.FindAllStringSubmatch(block, -1) {
		switch m[1] {
		case "alt", "fig-alt", "title", "caption", "source", "lang":
			out = append(out, m[1]+"=")
		default:
			out = append(out, m[0])
		}
	}
	return out
}

// targetOf is the target of a link, from its end as typed: ](target "title"), or the name of a definition.
func targetOf(end string) string {
	if m := linkTarget.FindStringSubmatch(end); m != nil {
		return strings.Trim(m[1], "<>")
	}
	return strings.Trim(attributeBlock.ReplaceAllString(end, ""), "[]")
}
