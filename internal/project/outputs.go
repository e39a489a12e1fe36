package project

import (
	"io/fs"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/geom"
	"keben/internal/source"
	"keben/internal/yaml"
	"keben/templates"
)

var (
	badISBN = diag.NewKind("bad-isbn", diag.Error,
		"%q is not an ISBN: 13 digits beginning with 978 or 979 are wanted", "%q 不是国际标准书号：应为以 978 或 979 开头的 13 位数字",
		"leave the key out if there is none", "没有书号时请省去这一项")
	isbnChecksum = diag.NewKind("bad-isbn", diag.Error,
		"the check digit of the ISBN %s is wrong: it would have to be %d", "书号 %s 的校验码不对：末位应为 %d",
		"compare the digits with the publisher's letter", "请与出版社的书号通知单核对")
	badURL = diag.NewKind("bad-url", diag.Error,
		"%q is not a web address", "%q 不是网址",
		"write it in full: https://example.org/book/", "请写完整，例如 https://example.org/book/")
	badEdition = diag.NewKind("bad-edition", diag.Error,
		"the edition `%s` is none of the book's languages", "版本 `%s` 不是本书的语言",
		"the languages are: %[2]s", "本书的语言：%[2]s")
	epubLater = diag.NewKind("epub-later", diag.Note,
		"EPUB cannot be made yet and is left out", "暂不能制作 EPUB，已略过")
	badTrim = diag.NewKind("bad-trim", diag.Error,
		"there is no trim `%s`", "没有开本 `%s`",
		"known: %[2]s; or {width: 170mm, height: 240mm}", "可用的开本：%[2]s；也可写 {width: 170mm, height: 240mm}")
	badTrimNear = diag.NewKind("bad-trim", diag.Error,
		"there is no trim `%s`: did you mean `%[3]s`?", "没有开本 `%s`：是否想写 `%[3]s`？",
		"known: %[2]s; or {width: 170mm, height: 240mm}", "可用的开本：%[2]s；也可写 {width: 170mm, height: 240mm}")
	trimSize = diag.NewKind("bad-trim", diag.Error,
		"a trim of %s × %s mm cannot be printed", "%s × %s 毫米的开本无法印制",
		"give both sides, from 50mm to 1000mm", "请写出宽与高，均在 50mm 至 1000mm 之间")
)

// isbn checks the number as ISO 2108 §4.6 has it: digits weighted 1 and 3 in turn sum to a multiple of ten.
func (r *reader) isbn(n *yaml.Node) {
	if n == nil || n.Kind == yaml.Null {
		return
	}
	var v string
	if ms := n.Decode(&v); len(ms) > 0 {
		r.add(ms...)
		return
	}
	v = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(v), "ISBN"))
	digits := strings.NewReplacer("-", "", " ", "", "‐", "", "‑", "", "–", "").Replace(v)
	if v == "" {
		return
	}
	if len(digits) != 13 || strings.Trim(digits, "0123456789") != "" || !strings.HasPrefix(digits, "978") && !strings.HasPrefix(digits, "979") {
		r.add(n.At(badISBN, v))
		return
	}
	sum := 0
	for i, c := range digits[:12] {
		sum += int(c-'0') * (1 + 2*(i%2))
	}
	if check := (10 - sum%10) % 10; check != int(digits[12]-'0') {
		r.add(n.At(isbnChecksum, v, check))
		return
	}
	r.p.ISBN = v
}

// The variants of a PDF and their trims when book.yaml names none.
var variants = []struct{ name, trim string }{{"print", "16开"}, {"screen", "A5"}}

func (r *reader) outputs(s *schema) {
	r.editions(s.Editions)
	trims := themeTrims(r.fsys)
	n := s.Outputs
	if n == nil || n.Kind == yaml.Null {
		r.p.Outputs = defaults(trims)
		return
	}
	var spec struct {
		Website *yaml.Node `yaml:"website"`
		PDF     *yaml.Node `yaml:"pdf"`
		EPUB    *yaml.Node `yaml:"epub"`
	}
	r.add(n.Decode(&spec)...)
	if spec.Website != nil {
		r.website(spec.Website)
	}
	if spec.EPUB != nil {
		r.add(epubLater.At(spec.EPUB.Place))
	}
	if spec.PDF == nil {
		return
	}
	given := map[string]*yaml.Node{}
	r.add(spec.PDF.Decode(&given)...)
	known := make([]string, len(variants))
	for i, v := range variants {
		known[i] = v.name
		node, wanted := given[v.name]
		if spec.PDF.Get(v.name) == nil && !(len(spec.PDF.Pairs) == 0 && i == 0) {
			continue
		}
		pdf := PDF{Variant: v.name, Trim: trims.sizes[v.trim]}
		if wanted && node != nil && node.Kind != yaml.Null {
			var opt struct {
				Trim *yaml.Node `yaml:"trim"`
			}
			r.add(node.Decode(&opt)...)
			if opt.Trim != nil && opt.Trim.Kind != yaml.Null {
				pdf.Trim = r.trim(opt.Trim, pdf.Trim, trims)
			}
		}
		r.p.Outputs.PDF = append(r.p.Outputs.PDF, pdf)
	}
	for _, pair := range spec.PDF.Pairs {
		if !slices.Contains(known, pair.Key.Value) {
			r.add(yaml.UnknownKey(pair.Key, known))
		}
	}
}

// Printed is the PDF by which a book is looked at before it is printed: the one for print, else the other; of a book that
// has none, the one of a book that does not say.
func (p *Project) Printed() PDF {
	if len(p.Outputs.PDF) > 0 { // in the order of variants
		return p.Outputs.PDF[0]
	}
	return defaults(builtinTrims()).PDF[0]
}

// defaults is a website and one PDF for print.
func defaults(trims trimTable) Outputs {
	return Outputs{Website: &Website{}, PDF: []PDF{{Variant: variants[0].name, Trim: trims.sizes[variants[0].trim]}}}
}

func (r *reader) website(n *yaml.Node) {
	r.p.Outputs.Website = &Website{}
	var spec struct {
		URL *yaml.Node `yaml:"url"`
	}
	r.add(n.Decode(&spec)...)
	if spec.URL == nil || spec.URL.Kind == yaml.Null {
		return
	}
	var v string
	if ms := spec.URL.Decode(&v); len(ms) > 0 {
		r.add(ms...)
		return
	}
	u, err := url.Parse(v)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		r.add(spec.URL.At(badURL, v))
		return
	}
	r.p.Outputs.Website.URL = strings.TrimSuffix(v, "/") + "/"
}

// editions reads which languages are built, alone or two in parallel.
func (r *reader) editions(n *yaml.Node) {
	if n == nil || n.Kind == yaml.Null {
		r.p.Editions = eachLanguage(r.p.Languages)
		r.p.Views = views(r.p)
		return
	}
	var list map[string]*yaml.Node
	r.add(n.Decode(&list)...)
	for _, pair := range n.Pairs {
		name := pair.Key.Value
		first, second, parallel := r.pair(name)
		switch {
		case slices.Contains(r.p.Languages, name):
			var spec struct {
				Refuse []*yaml.Node `yaml:"refuse"`
			}
			r.add(pair.Value.Decode(&spec)...)
			r.p.Editions = append(r.p.Editions, Edition{Name: name, Lang: name, Refuse: r.refuse(spec.Refuse)})
		case parallel:
			var spec struct {
				Parallel *yaml.Node   `yaml:"parallel"`
				Refuse   []*yaml.Node `yaml:"refuse"`
			}
			r.add(pair.Value.Decode(&spec)...)
			how := r.choice("parallel", spec.Parallel, []string{"facing", "columns", "interlinear"})
			r.p.Editions = append(r.p.Editions, Edition{Name: name, Lang: first, Twin: second, Parallel: how, Refuse: r.refuse(spec.Refuse)})
		default:
			r.add(pair.Key.At(badEdition, name, strings.Join(r.p.Languages, ", ")))
		}
	}
	for _, e := range r.p.Editions {
		if e.Twin != "" {
			r.p.Views = append(r.p.Views, e)
		}
	}
	if len(r.p.Editions) == 0 {
		r.p.Editions = eachLanguage(r.p.Languages)
	}
}

// pair reads the name of two of the book's languages in parallel: zh-en, zh-Hant-en.
func (r *reader) pair(name string) (first, second string, ok bool) {
	for _, first = range r.p.Languages {
		second, ok = strings.CutPrefix(name, first+"-")
		if ok && first != second && slices.Contains(r.p.Languages, second) {
			return first, second, true
		}
	}
	return "", "", false
}

// views returns the parallel views of a book that lists no editions: its first language beside every other. A
// book that lists them has the views of those it lists in parallel, and no more.
func views(p *Project) []Edition {
	var out []Edition
	for _, tag := range p.Languages[min(1, len(p.Languages)):] {
		out = append(out, Edition{Name: p.Languages[0] + "-" + tag, Lang: p.Languages[0], Twin: tag})
	}
	return out
}

// refusable are the states of a translation that an edition can refuse.
var refusable = []string{string(book.Stale), string(book.Missing), string(book.Unsure)}

func (r *reader) refuse(nodes []*yaml.Node) (states []string) {
	for _, n := range nodes {
		var s string
		if ms := n.Decode(&s); len(ms) > 0 {
			r.add(ms...)
		} else if !slices.Contains(refusable, s) {
			r.add(wrongChoice(n, "refuse", refusable))
		} else if !slices.Contains(states, s) {
			states = append(states, s)
		}
	}
	return states
}

func eachLanguage(tags []string) []Edition {
	var out []Edition
	for _, tag := range tags {
		out = append(out, Edition{Name: tag, Lang: tag})
	}
	return out
}

// trimTable is the page sizes by name, and the names in the theme's order.
type trimTable struct {
	sizes map[string]Trim
	names []string
}

// trim reads a name or {width, height}.
func (r *reader) trim(n *yaml.Node, otherwise Trim, known trimTable) Trim {
	if n.Kind == yaml.Mapping {
		var t Trim
		if ms := n.Decode(&t); len(ms) > 0 {
			r.add(ms...)
			return otherwise
		}
		if min(t.Width, t.Height) < 50*geom.Mm || max(t.Width, t.Height) > 1000*geom.Mm {
			r.add(trimSize.At(n.Place, millimetres(t.Width), millimetres(t.Height)))
			return otherwise
		}
		for _, name := range known.names {
			if k := known.sizes[name]; k.Width == t.Width && k.Height == t.Height {
				return k
			}
		}
		return t
	}
	var name string
	if ms := n.Decode(&name); len(ms) > 0 {
		r.add(ms...)
		return otherwise
	}
	if t, ok := known.sizes[name]; ok {
		return t
	}
	list := strings.Join(known.names, ", ")
	if near, ok := diag.Nearest(name, known.names); ok {
		r.add(n.At(badTrimNear, name, list, near))
	} else {
		r.add(n.At(badTrim, name, list))
	}
	return otherwise
}

func millimetres(l geom.Length) string {
	return strings.TrimSuffix(geom.FromPoints(l.Millimetres()).String(), ".0")
}

// themeTrims reads the page sizes where they are defined: print.trims of the theme, the built-in one and over
// it the book's own. Faults of a theme are for package design to report.
func themeTrims(fsys fs.FS) trimTable {
	return builtinTrims().over(fsys, "templates/theme.yaml")
}

var builtinTrims = sync.OnceValue(func() trimTable { return trimTable{}.over(templates.FS, "theme.yaml") })

// over returns the sizes with those of a theme file laid over them.
func (t trimTable) over(fsys fs.FS, name string) trimTable {
	out := trimTable{sizes: maps.Clone(t.sizes), names: slices.Clone(t.names)}
	if out.sizes == nil {
		out.sizes = map[string]Trim{}
	}
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return out
	}
	root, _ := yaml.Parse(source.New(name, raw))
	trims := root.Get("print").Get("trims")
	if trims == nil {
		return out
	}
	for _, pair := range trims.Pairs {
		size, old := out.sizes[pair.Key.Value]
		ms := pair.Value.Decode(&size)
		if size.Name = pair.Key.Value; len(ms) > 0 || size.Width <= 0 || size.Height <= 0 {
			continue
		}
		if !old {
			out.names = append(out.names, size.Name)
		}
		out.sizes[size.Name] = size
	}
	return out
}
