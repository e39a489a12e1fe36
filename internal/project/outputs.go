package project

import (
	"io/fs"
	"net/url"
	"slices"
	"strings"
	"sync"

	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/yaml"
	"keben/templates"
)

var (
	badISBN = diag.NewKind("bad-isbn", diag.Error,
		"expected an ISBN of 13 digits that begin with 978 or 979, found `%s`", "此处应为以 978 或 979 开头的 13 位书号，而不是 `%s`",
		"delete the key if there is none", "没有书号时请省去这一项")
	isbnChecksum = diag.NewKind("bad-isbn", diag.Error,
		"the check digit of the ISBN %s is wrong: expected %d", "书号 %s 的校验码不对：末位应为 %d",
		"compare the digits with the publisher's letter", "请与出版社的书号通知单核对")
	badURL = diag.NewKind("bad-url", diag.Error,
		"expected a web address, found `%s`", "此处应为网址，而不是 `%s`",
		"write it in full: https://example.org/book/", "请写完整，例如 https://example.org/book/")
	badEdition = diag.NewKind("bad-edition", diag.Error,
		"`%s` is not a language of the book, and not two of them", "`%s` 不是本书的语言，也不是其中两种",
		"the languages are %[2]s; two side by side are %[3]s", "本书的语言：%[2]s；两种对照写作 %[3]s")
	epubLater = diag.NewKind("epub-later", diag.Note,
		"EPUB cannot be made yet and is left out", "暂不能制作 EPUB，已略过")
)

// isbnDigits are the digits of an ISBN, whatever is typed between them.
func isbnDigits(s string) string {
	return strings.NewReplacer("-", "", " ", "", "‐", "", "‑", "", "–", "").Replace(bareISBN(s))
}

func bareISBN(s string) string {
	return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(s), "ISBN"))
}

// isbnForm reports whether a text has the form of an ISBN. Empty text passes: the book has no ISBN yet.
func isbnForm(s string) bool {
	digits := isbnDigits(s)
	return digits == "" || len(digits) == 13 && strings.Trim(digits, "0123456789") == "" && (strings.HasPrefix(digits, "978") || strings.HasPrefix(digits, "979"))
}

// checkISBN checks the number as ISO 2108 §4.6 has it: digits weighted 1 and 3 in turn sum to a multiple of ten.
func checkISBN(n *yaml.Node) []diag.Message {
	digits := isbnDigits(n.Value)
	if digits == "" {
		return nil
	}
	sum := 0
	for i, c := range digits[:12] {
		sum += int(c-'0') * (1 + 2*(i%2))
	}
	if check := (10 - sum%10) % 10; check != int(digits[12]-'0') {
		return []diag.Message{n.At(isbnChecksum, bareISBN(n.Value), check)}
	}
	return nil
}

// The variants of a PDF and their trims when book.yaml names none.
var variants = []struct{ name, trim string }{{"print", "16开"}, {"screen", "A5"}}

// outputs reads the outputs to make. n has passed the schema.
func (r *reader) outputs(n *yaml.Node) {
	if n == nil || n.Kind == yaml.Null {
		r.p.Outputs = defaults(r.trims)
		return
	}
	if website := n.Get("website"); website != nil {
		r.p.Outputs.Website = &Website{}
		if url := website.Get("url"); url != nil && url.Kind == yaml.Scalar {
			r.p.Outputs.Website.URL = strings.TrimSuffix(url.Value, "/") + "/"
		}
	}
	if epub := n.Get("epub"); epub != nil {
		r.add(epubLater.At(epub.Place))
	}
	pdf := n.Get("pdf")
	if pdf == nil {
		return
	}
	for i, v := range variants {
		spec := pdf.Get(v.name)
		if spec == nil && !(len(pdf.Pairs) == 0 && i == 0) {
			continue
		}
		out := PDF{Variant: v.name, Trim: r.trims.sizes[v.trim]}
		if trim := spec.Get("trim"); trim != nil && trim.Kind != yaml.Null {
			if own := r.trims.of(trim); own.Width > 0 && own.Height > 0 { // else it has been reported
				out.Trim = own
			}
		}
		r.p.Outputs.PDF = append(r.p.Outputs.PDF, out)
	}
}

// Printed is the PDF by which a book is looked at before it is printed: the one for print, else the other; of a book
// that has none, the one of a book that does not say.
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

// webAddress reports whether a text is the address of a folder on the web.
func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.RawQuery == "" && u.Fragment == ""
}

// editionSpec is the settings of an edition in book.yaml.
type editionSpec struct {
	Parallel string   `yaml:"parallel"`
	Refuse   []string `yaml:"refuse"`
}

// editions reads which languages are built, alone or two in parallel. n has passed the schema; typed is the node of the
// file, before its faults were taken out.
func (r *reader) editions(n, typed *yaml.Node) {
	if n == nil || n.Kind == yaml.Null {
		r.p.Editions = eachLanguage(r.p.Languages)
		r.p.Views = views(r.p)
		return
	}
	for _, pair := range n.Pairs {
		name := pair.Key.Value
		var s editionSpec
		pair.Value.Fill(&s)
		s.Refuse = once(s.Refuse)
		first, second, parallel := r.pair(name)
		switch {
		case parallel:
			if s.Parallel == "" { // the edition has no mapping
				s.Parallel = arrangements[0]
			}
			r.p.Editions = append(r.p.Editions, Edition{Name: name, Lang: first, Twin: second, Parallel: s.Parallel, Refuse: s.Refuse})
		case !slices.Contains(r.p.Languages, name):
			r.add(pair.Key.At(badEdition, name, strings.Join(r.p.Languages, ", "), pairName(r.p.Languages)))
		default:
			for _, p := range typed.Get(name).Entries() {
				if p.Key.Value == "parallel" {
					r.add(yaml.UnknownKey(p.Key, []string{"refuse"}))
				}
			}
			r.p.Editions = append(r.p.Editions, Edition{Name: name, Lang: name, Refuse: s.Refuse})
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

// once is a list without repetitions.
func once(list []string) (out []string) {
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// pairName is how an edition of two languages is called, for example.
func pairName(tags []string) string {
	if len(tags) < 2 {
		return lang.Chinese.Tag + "-" + lang.English.Tag
	}
	return tags[0] + "-" + tags[1]
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

// trimsOf reads the page sizes where they are defined: print.trims of the theme, the built-in one and over it the
// book's own.
func trimsOf(fsys fs.FS) trimTable {
	sizes, names := design.Trims(templates.FS, fsys)
	t := trimTable{sizes: map[string]Trim{}, names: names}
	for _, name := range names {
		t.sizes[name] = Trim{Name: name, Width: sizes[name].Width, Height: sizes[name].Height}
	}
	return t
}

var builtinTrims = sync.OnceValue(func() trimTable { return trimsOf(nil) })

// of returns the trim that a node names, or gives in numbers: that of the theme where they are the same.
func (t trimTable) of(n *yaml.Node) Trim {
	if n.Kind == yaml.Scalar {
		return t.sizes[n.Value]
	}
	var own Trim
	n.Fill(&own)
	for _, name := range t.names {
		if k := t.sizes[name]; k.Width == own.Width && k.Height == own.Height {
			return k
		}
	}
	return own
}
