package foreign

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"keben/internal/manuscript/markdown"
	"keben/internal/tool"
)

// inlineRow is a construct within a line or across lines. write returns what stands in its place and which
// kind to count; a nil kind leaves it as it is.
type inlineRow struct {
	form  *regexp.Regexp
	write func(in *inliner, g []int) (string, *Construct)
}

// inliner looks for constructs in a text whose code is masked.
type inliner struct {
	masked []byte
	text   []byte
	value  func(key string) (string, bool)
	tool   tool.Name
	ends   map[string]int // by the name of a shortcode, where the last end of one is; nil until it is asked for
}

// group is the text of a group of a match, as it was typed.
func (in *inliner) group(g []int, n int) string {
	if 2*n+1 >= len(g) || g[2*n] < 0 {
		return ""
	}
	return string(in.text[g[2*n]:g[2*n+1]])
}

var (
	rawTags     = taken("{% raw %} is left out", "已略去 {% raw %}")
	embedded    = taken("GitBook's {% embed %} is set as a link", "GitBook 的 {% embed %} 已排成链接")
	liquid      = shown("a tag {% … %} is not known here", "此处不认识标记 {% … %}")
	hugoRef     = taken("Hugo's ref is set as a link", "Hugo 的 ref 已排成链接")
	hugoFigure  = taken("Hugo's figure is set as a picture", "Hugo 的 figure 已排成图片")
	hugoTitle   = taken("Hugo's figure without a file is set as its title", "Hugo 的 figure 没有文件，已排成其标题")
	film        = taken("films and videos are set as links to them", "影片已排成链接")
	bookdownRef = taken("bookdown's \\@ref(…) is set as a link", "bookdown 的 \\@ref(…) 已排成链接")
	variable    = taken("variables of other tools are replaced by what the front matter says", "其他工具的变量已换成文件头中的值")
	noVariable  = shown("the value of another tool's variable is not known here; it is shown as typed", "此处不知道其他工具的变量的值，已按原样显示")
	hugoPair    = taken("the marks of Hugo's paired shortcodes are left out", "已略去 Hugo 成对短代码的标记")
	hugoOther   = shown("Hugo's shortcodes are not known here", "此处不认识 Hugo 的短代码")
	wiki        = taken("[[links]] are set as their text", "[[链接]] 已按文字显示")
	wikiImage   = taken("Obsidian's ![[picture]] is set as a picture", "Obsidian 的 ![[图片]] 已排成图片")
)

// inlineRows are tried in order; places that one has taken are not looked at by the next.
var inlineRows = []inlineRow{
	{regexp.MustCompile(`\{%-?\s*raw\s*-?%\}`), func(*inliner, []int) (string, *Construct) { return "", rawTags }},
	{regexp.MustCompile(`\{%-?\s*endraw\s*-?%\}`), func(*inliner, []int) (string, *Construct) { return "", quiet }},
	{regexp.MustCompile(`\{%-?\s*embed\s+([^%]*)-?%\}`), func(in *inliner, g []int) (string, *Construct) {
		if url := named(in.group(g, 1), "url"); url != "" && !strings.ContainsAny(url, "<> \t\n") {
			return "<" + url + ">", embedded
		}
		return in.group(g, 0), liquid
	}},
	{regexp.MustCompile(`\{%-?\s*endembed\s*-?%\}`), func(*inliner, []int) (string, *Construct) { return "", quiet }},
	{regexp.MustCompile(`\{\{[<%]\s*(?:rel)?ref\s+["'` + "`" + `]?([^"'` + "`" + `\s>%]+)["'` + "`" + `]?\s*[>%]\}\}`), func(in *inliner, g []int) (string, *Construct) {
		return in.group(g, 1), hugoRef
	}},
	{regexp.MustCompile(`\{\{[<%]\s*(?:figure|img|image)\s([^>]*?)/?[>%]\}\}`), func(in *inliner, g []int) (string, *Construct) {
		args := in.group(g, 1)
		src, id := named(args, "src"), named(args, "id")
		caption := named(args, "caption")
		if caption == "" {
			caption = named(args, "title")
		}
		if id != "" {
			id = "#" + id
		}
		switch {
		case src == "" && caption == "":
			return in.group(g, 0), hugoOther
		case src == "" && id == "":
			return caption, hugoTitle
		case src == "":
			return "[" + caption + "]{" + id + "}", hugoTitle
		}
		attrs := id
		if a := named(args, "alt"); a != "" && a != caption {
			attrs = strings.TrimSpace(fmt.Sprintf("%s alt=%q", id, a))
		}
		if attrs != "" {
			attrs = "{" + attrs + "}"
		}
		return "![" + caption + "](<" + src + ">)" + attrs, hugoFigure
	}},
	{regexp.MustCompile(`\{\{[<%]\s*(?:video|youtube|vimeo)\s+(?:id=)?"?([^\s">]+)[^\n]*?[>%]\}\}`), func(in *inliner, g []int) (string, *Construct) {
		switch at := in.group(g, 1); {
		case strings.Contains(at, "://"):
			return "<" + at + ">", film
		case strings.Contains(in.group(g, 0), "youtube"):
			return "<https://www.youtube.com/watch?v=" + at + ">", film
		case strings.Contains(in.group(g, 0), "vimeo"):
			return "<https://vimeo.com/" + at + ">", film
		default:
			return "[" + at + "](<" + at + ">)", film
		}
	}},
	{regexp.MustCompile(`\\@ref\(([\w:.-]+)\)`), func(in *inliner, g []int) (string, *Construct) {
		return "[](<#" + in.group(g, 1) + ">)", bookdownRef
	}},
	{regexp.MustCompile(`\{\{\s*([\w.-]+)\s*\}\}`), func(in *inliner, g []int) (string, *Construct) {
		if in.tool != tool.MyST {
			return "", nil
		}
		if in.value == nil {
			return in.group(g, 0), noVariable
		}
		for _, key := range []string{"substitutions." + in.group(g, 1), "myst.substitutions." + in.group(g, 1)} {
			if value, ok := in.value(key); ok {
				return value, variable
			}
		}
		return in.group(g, 0), noVariable
	}},
	{regexp.MustCompile(`\{\{[<%]\s*(?:meta|param|var)\s+"?([\w.-]+)"?\s*[>%]\}\}|\{\{-?\s*(?:\$frontmatter|frontmatter|page|site|\$params|theme)\.([\w.-]+)\s*-?\}\}`), func(in *inliner, g []int) (string, *Construct) {
		key := in.group(g, 1) + in.group(g, 2)
		if in.value != nil && !strings.Contains(in.group(g, 0), "site.") {
			if value, ok := in.value(key); ok {
				return value, variable
			}
		}
		return in.group(g, 0), noVariable
	}},
	{regexp.MustCompile(`\{\{[<%]\s*/?\s*([A-Za-z][\w-]*)[^\n]*?[>%]\}\}`), func(in *inliner, g []int) (string, *Construct) {
		all := in.group(g, 0)
		if strings.HasPrefix(strings.TrimLeft(all[3:], " "), "/") {
			return "", quiet
		}
		if in.paired(in.group(g, 1), g[1]) {
			title := named(all, "title")
			if title != "" {
				title = "**" + title + "**"
			}
			return title, hugoPair
		}
		return "`" + strings.ReplaceAll(all, "`", "'") + "`", hugoOther
	}},
	{regexp.MustCompile(`\{%-?\s*[A-Za-z][^%\n]*%\}`), func(in *inliner, g []int) (string, *Construct) { return in.group(g, 0), liquid }},
	{regexp.MustCompile(`!\[\[([^\[\]\n|]+\.(?i:png|jpe?g|gif|svg|webp))(?:\|([^\[\]\n]*))?\]\]`), func(in *inliner, g []int) (string, *Construct) {
		alt := in.group(g, 2)
		if strings.Trim(alt, "0123456789x") == "" {
			alt = "" // a size
		}
		return "![" + alt + "](<" + in.group(g, 1) + ">)", wikiImage
	}},
	{regexp.MustCompile(`!?\[\[([^\[\]\n|]+)(?:\|([^\[\]\n]+))?\]\]`), func(in *inliner, g []int) (string, *Construct) {
		if next := in.masked[g[1]:]; len(next) > 0 && bytes.IndexByte([]byte("([:"), next[0]) >= 0 || !wikiName.MatchString(in.group(g, 1)) || before(in.masked, g[0]) {
			return "", nil
		}
		if text := in.group(g, 2); text != "" {
			return text, wiki
		}
		return in.group(g, 1), wiki
	}},
}

var wikiName = regexp.MustCompile(`^[\p{L}#]`)

// before reports whether a word or bracket runs up to the offset: a[[i]] is no link.
func before(text []byte, at int) bool {
	if at == 0 {
		return false
	}
	c := text[at-1]
	return c == ']' || c == ')' || c == '_' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

var shortcodeEnd = regexp.MustCompile(`\{\{[<%]\s*/\s*([A-Za-z][\w-]*)\s*[>%]\}\}`)

// paired reports whether a shortcode that ends at an offset has its end behind it.
func (in *inliner) paired(name string, at int) bool {
	if in.ends == nil {
		in.ends = map[string]int{}
		for _, g := range shortcodeEnd.FindAllSubmatchIndex(in.masked, -1) {
			in.ends[string(in.masked[g[2]:g[3]])] = g[0]
		}
	}
	end, ok := in.ends[name]
	return ok && end >= at
}

// change is what a text has in a place of the one before.
type change struct {
	start, stop int
	text        string
}

var anyForeign = regexp.MustCompile("\\{%|\\{\\{|@ref|\\[\\[|[}:]`")

// inlines rewrites what stands in running text. Code and formulas are left alone.
func (r *rewriter) inlines(e *editor) {
	if !anyForeign.Match(e.src) {
		e.keep(0, len(e.src))
		return
	}
	in := &inliner{masked: mask(e.src), text: e.src, value: r.Value, tool: r.Tool}
	var changes []change
	for _, c := range in.roles(r) {
		changes = append(changes, c)
		for i := c.start; i < c.stop; i++ {
			in.masked[i] = 'x'
		}
	}
	for _, row := range inlineRows {
		for _, g := range row.form.FindAllSubmatchIndex(in.masked, -1) {
			text, kind := row.write(in, g)
			if kind == nil {
				continue
			}
			r.found(kind, g[0])
			changes = append(changes, change{g[0], g[1], text})
			for i := g[0]; i < g[1]; i++ {
				in.masked[i] = 'x'
			}
		}
	}
	slices.SortFunc(changes, func(a, b change) int { return a.start - b.start })
	at := 0
	for _, c := range changes {
		e.keep(at, c.start)
		e.put(c.text, c.start)
		at = c.stop
	}
	e.keep(at, len(e.src))
}

// mask replaces code and formulas by letters.
func mask(text []byte) []byte {
	out := bytes.Clone(text)
	for _, v := range markdown.Verbatim(text) {
		for i := int(v.From); i < int(v.To); i++ {
			if out[i] != '\n' {
				out[i] = 'x'
			}
		}
	}
	return out
}
