package address

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"keben/internal/tool"
)

// dialect is how some tools make the ids of headings of their texts.
type dialect struct {
	tools []tool.Name
	id    func(text string) string
	again func() func(id string) string // a function that makes the ids of one page different, in the order of its headings
}

// dialects are the ways of all tools, Keben's own first. Where an id leads to different headings by two of them, the
// earlier one counts.
var dialects = []dialect{
	{[]tool.Name{tool.Keben}, Slug, from(2, "-")},
	{[]tool.Name{tool.Docusaurus, tool.Jekyll, tool.MyST, tool.GitBook}, github, slugger}, // and GitHub
	{[]tool.Name{tool.VitePress}, vitepress, from(1, "-")},
	{[]tool.Name{tool.MdBook}, mdbook, counted},
	{[]tool.Name{tool.Hugo}, hugo, from(1, "-")},
	{[]tool.Name{tool.Quarto, tool.Bookdown}, pandoc, from(1, "-")},
	{[]tool.Name{tool.MkDocs}, python(true), underscored},
	{[]tool.Name{tool.MkDocs}, python(false), underscored},
	{[]tool.Name{tool.GitBook}, honkit, alike},
	{[]tool.Name{tool.Docsify}, docsify, counted},
	{[]tool.Name{tool.Jekyll}, kramdown, from(1, "-")},
	{[]tool.Name{tool.MyST, tool.D2L}, docutils, from(1, "-")},
}

// Heading is a heading as its author typed it.
type Heading struct {
	Text string // without marks
	ID   string // that the author wrote, or ""
}

// Anchors are the ids by which the tools know the headings of one page.
type Anchors struct {
	known []map[string]int // by dialect: the heading of an id
}

// NewAnchors makes the ids of a page's headings. A heading whose author wrote an id takes no part in the numbering of
// equal ones, but is also found by its text if no other heading is.
func NewAnchors(headings []Heading) *Anchors {
	a := &Anchors{known: make([]map[string]int, len(dialects))}
	for d, way := range dialects {
		known, next := map[string]int{}, way.again()
		put := func(id string, heading int) {
			if _, taken := known[id]; !taken && id != "" {
				known[id] = heading
			}
		}
		for i, h := range headings {
			if h.ID == "" {
				put(next(way.id(h.Text)), i)
			}
		}
		for i, h := range headings {
			if h.ID != "" {
				put(way.id(h.Text), i)
			}
		}
		a.known[d] = known
	}
	return a
}

// By returns the heading that has an id by a tool's own rules.
func (a *Anchors) By(name tool.Name, id string) (heading int, ok bool) {
	for d, way := range dialects {
		if slices.Contains(way.tools, name) {
			if heading, ok = a.known[d][id]; ok {
				return heading, true
			}
		}
	}
	return 0, false
}

// Any returns the heading that has an id by the rules of any tool, and another one that has it by those of another
// tool, or -1.
func (a *Anchors) Any(id string) (heading, other int, ok bool) {
	heading, other = -1, -1
	for _, known := range a.known {
		switch h, has := known[id]; {
		case !has || h == heading:
		case heading < 0:
			heading = h
		case other < 0:
			other = h
		}
	}
	return heading, other, heading >= 0
}

// from numbers equal ids from a number on and passes over those that are taken: Keben; markdown-it-anchor (uniqueSlug);
// Hugo (newIDFactory); Pandoc (uniqueIdent).
func from(first int, join string) func() func(string) string {
	return func() func(string) string {
		taken, next := map[string]bool{}, map[string]int{}
		return func(id string) string {
			unique := id
			for n := max(first, next[id]); taken[unique]; n++ {
				unique, next[id] = id+join+strconv.Itoa(n), n+1
			}
			taken[unique] = true
			return unique
		}
	}
}

// slugger is github-slugger's class, which goes on counting where an id of its own was typed.
func slugger() func(string) string {
	seen := map[string]int{}
	return func(id string) string {
		unique := id
		for {
			if _, taken := seen[unique]; !taken {
				break
			}
			seen[id]++
			unique = id + "-" + strconv.Itoa(seen[id])
		}
		seen[unique] = 0
		return unique
	}
}

// counted numbers equal ids and does not look whether the result is taken: mdBook (unique_id_from_content), docsify.
func counted() func(string) string {
	seen := map[string]int{}
	return func(id string) string {
		n := seen[id]
		seen[id]++
		if n == 0 {
			return id
		}
		return id + "-" + strconv.Itoa(n)
	}
}

// underscored is Python-Markdown's unique: a number at the end after a low line is raised. A heading of which nothing is
// left begins with _1.
func underscored() func(string) string {
	taken, next := map[string]bool{}, map[string]int{}
	return func(id string) string {
		stem, n := id, 0
		if i := strings.LastIndexByte(id, '_'); i >= 0 {
			if k, err := strconv.Atoi(id[i+1:]); err == nil && k >= 0 {
				stem, n = id[:i], k
			}
		}
		unique := id
		if id == "" || taken[id] {
			for n = max(n+1, next[stem]); ; n++ {
				if unique = stem + "_" + strconv.Itoa(n); !taken[unique] {
					break
				}
			}
			if stem == id {
				next[stem] = n + 1
			}
		}
		taken[unique] = true
		return unique
	}
}

// alike gives equal headings equal ids: HonKit.
func alike() func(string) string { return func(id string) string { return id } }

// mapped makes an id character by character; f returns -1 for one that is left out.
func mapped(text string, f func(r rune) rune) string { return strings.Map(f, text) }

// alphabetic is Unicode's property of that name.
func alphabetic(r rune) bool {
	return unicode.IsLetter(r) || unicode.Is(unicode.Nl, r) || unicode.Is(unicode.Other_Alphabetic, r)
}

// github is github-slugger's slug, which does what GitHub does: whatever is neither alphabetic, a mark, a decimal digit, a
// low line, a hyphen nor a blank is left out, and every blank becomes a hyphen.
func github(text string) string {
	return mapped(strings.ToLower(text), func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-', alphabetic(r), unicode.IsMark(r), unicode.IsDigit(r), unicode.Is(unicode.Pc, r):
			return r
		}
		return -1
	})
}

// vitepress is slugify of @mdit-vue/shared.
func vitepress(text string) string {
	id := mapped(norm.NFKD.String(text), func(r rune) rune {
		switch {
		case r >= 0x300 && r <= 0x36F || r < 0x20 && !unicode.IsSpace(r):
			return -1
		case unicode.IsSpace(r), strings.ContainsRune("~`!@#$%^&*()-_+=[]{}|\\;:\"'“”‘’<>,.?/", r):
			return '-'
		}
		return r
	})
	id = underscoredDigit(strings.Trim(squeezed(id), "-"))
	return strings.ToLower(id)
}

// squeezed makes one hyphen of several.
func squeezed(id string) string {
	var b strings.Builder
	hyphen := false
	for _, r := range id {
		if r != '-' || !hyphen {
			b.WriteRune(r)
		}
		hyphen = r == '-'
	}
	return b.String()
}

// underscoredDigit puts a low line before a digit at the beginning, which CSS does not allow there.
func underscoredDigit(id string) string {
	if id != "" && id[0] >= '0' && id[0] <= '9' {
		return "_" + id
	}
	return id
}

// mdbook is mdBook's id_from_content and normalize_id.
func mdbook(text string) string {
	return mapped(strings.TrimSpace(text), func(r rune) rune {
		switch {
		case r == '_', r == '-', alphabetic(r), unicode.IsNumber(r):
			return unicode.ToLower(r)
		case unicode.IsSpace(r):
			return '-'
		}
		return -1
	})
}

// hugo is Hugo's sanitizeAnchorName for autoHeadingIDType "github", its default; an empty one is "heading".
func hugo(text string) string {
	id := mapped(strings.TrimSpace(text), func(r rune) rune {
		switch {
		case r == '-', r == ' ':
			return '-'
		case r == '_', unicode.IsLetter(r), unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	})
	if id == "" {
		return "heading"
	}
	return id
}

// pandoc is Pandoc's auto_identifiers (manual, "Extension: auto_identifiers").
func pandoc(text string) string {
	kept := mapped(strings.ToLower(text), func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsLetter(r), unicode.IsNumber(r), r == '_', r == '-', r == '.':
			return r
		}
		return -1
	})
	id := strings.TrimLeftFunc(strings.Join(strings.Fields(kept), "-"), func(r rune) bool { return !unicode.IsLetter(r) })
	if id == "" {
		return "section"
	}
	return id
}

// python is slugify of Python-Markdown's toc extension, MkDocs' own, or with all letters its slugify_unicode.
func python(ascii bool) func(string) string {
	return func(text string) string {
		if ascii {
			text = norm.NFKD.String(text)
		}
		kept := mapped(text, func(r rune) rune {
			switch {
			case ascii && r > unicode.MaxASCII:
				return -1
			case unicode.IsSpace(r), r == '-':
				return r
			case unicode.IsLetter(r), unicode.IsNumber(r), r == '_':
				return unicode.ToLower(r)
			}
			return -1
		})
		hyphens := func(r rune) rune {
			if unicode.IsSpace(r) {
				return '-'
			}
			return r
		}
		return squeezed(mapped(strings.TrimSpace(kept), hyphens))
	}
}

// honkit is github-slugid, which has a list of marks of its own.
func honkit(text string) string {
	id := mapped(strings.ToLower(text), func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case strings.ContainsRune("[]!\"'#$%&()*+,./:;<=>?@\\^_`{|}~©∑®†“”‘’∂ƒ™℠…œ˚ºª•∆∞♥", r):
			return -1
		}
		return r
	})
	return strings.TrimPrefix(id, "-")
}

// docsify is docsify's slugify. Only ASCII letters become small.
func docsify(text string) string {
	id := mapped(norm.NFC.String(strings.TrimSpace(text)), func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r == 0xFE0F: // a variation selector
			return -1
		case unicode.Is(unicode.So, r) && (r >= 0x2600 && r <= 0x27BF || r >= 0x1F000): // most of the emoji
			return -1
		case unicode.IsSpace(r):
			return '-'
		}
		return r
	})
	return underscoredDigit(docsifyMarks.ReplaceAllString(id, ""))
}

var docsifyMarks = regexp.MustCompile("[\\x{2000}-\\x{206F}\\x{2E00}-\\x{2E7F}\\\\'!\"#$%&()*+,./:;<=>?@\\[\\]^`{|}~]")

// kramdown is basic_generate_id of kramdown, Jekyll's parser where GitHub's is not asked for.
func kramdown(text string) string {
	text = strings.TrimLeftFunc(text, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) })
	id := mapped(text, func(r rune) rune {
		switch {
		case r > unicode.MaxASCII:
			return -1
		case r == ' ', r == '-':
			return '-'
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	})
	if id == "" {
		return "section"
	}
	return id
}

// docutils is make_id of Docutils, on which Sphinx is built.
func docutils(text string) string {
	id := mapped(norm.NFKD.String(text), func(r rune) rune {
		switch {
		case unicode.IsMark(r) || r > unicode.MaxASCII:
			return -1
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return '-'
	})
	return strings.TrimLeft(strings.TrimRight(squeezed(id), "-"), "-0123456789")
}
