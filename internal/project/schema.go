package project

import (
	"io/fs"
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/source"
	"keben/internal/yaml"
)

// schema is book.yaml.
//
//	kind         book, article or report; book
//	title        text, as are subtitle, institution, publisher, author-role, licence and summary: one for all
//	             languages, or {zh: …, en: …}
//	authors      a list of texts
//	languages    the source first; without it, the language folders of content/
//	date         2025, 2025-09 or 2025-09-01; without it the outputs have none
//	isbn         13 digits, hyphens as printed
//	front, back  slugs, and the sections Keben writes: contents, figures, tables, references, glossary, index,
//	             colophon. Without front, a book of several chapters has its contents there
//	chapters     slugs; or parts, each {title, chapters}. Without either, every file of the source language
//	hyphenation  {en: [data-base]}: how words are divided in print; en-GB instead of en for British patterns
//	spelling     {en: en-GB}, or en-US: the dictionary of the checks, and the patterns of hyphenation; without it,
//	             any installed dictionary, and American patterns
//	numbering    humanities, science or none; humanities
//	templates    whether chapters go through text/template; true
//	raw-html     whether the website passes raw HTML on; false
//	editions     zh: {}, en: {}; without it, one of each language
//	outputs      website: {url}, pdf: {print: {trim}, screen: {trim}}, epub. Without it, a website and a PDF for
//	             print at 16开, the trim most Chinese scholarly books have; screen is A5 unless it says otherwise
type schema struct {
	Kind        *yaml.Node `yaml:"kind"`
	Title       *text      `yaml:"title"`
	Subtitle    *text      `yaml:"subtitle"`
	Authors     []text     `yaml:"authors"`
	AuthorRole  *text      `yaml:"author-role"`
	Institution *text      `yaml:"institution"`
	Publisher   *text      `yaml:"publisher"`
	Licence     *text      `yaml:"licence"`
	Summary     *text      `yaml:"summary"`
	ISBN        *yaml.Node `yaml:"isbn"`
	Languages   []slug     `yaml:"languages"`
	Date        *yaml.Node `yaml:"date"`
	Front       *slugs     `yaml:"front"`
	Parts       []partSpec `yaml:"parts"`
	Chapters    *slugs     `yaml:"chapters"`
	Back        *slugs     `yaml:"back"`
	Numbering   *yaml.Node `yaml:"numbering"`
	Templates   bool       `yaml:"templates"`
	RawHTML     rawHTML    `yaml:"raw-html"`
	Editions    *yaml.Node `yaml:"editions"`
	Outputs     *yaml.Node `yaml:"outputs"`
	Hyphenation *yaml.Node `yaml:"hyphenation"`
	Spelling    *yaml.Node `yaml:"spelling"`
	Glossary    *yaml.Node `yaml:"glossary"`
}

type partSpec struct {
	Title    *text  `yaml:"title"`
	Chapters *slugs `yaml:"chapters"`
	pos      source.Place
}

// DecodeYAML remembers where the part stands.
func (p *partSpec) DecodeYAML(n *yaml.Node) []diag.Message {
	type plain partSpec
	p.pos = n.Place
	ms := n.Decode((*plain)(p))
	if p.Title == nil && len(ms) == 0 {
		ms = append(ms, partTitle.At(n.Place))
	}
	return ms
}

// rawHTML is whether raw HTML passes, and where that is said.
type rawHTML struct {
	on  bool
	pos source.Place
}

// DecodeYAML reads true or false.
func (r *rawHTML) DecodeYAML(n *yaml.Node) []diag.Message {
	r.pos = n.Place
	return n.Decode(&r.on)
}

// slug is a scalar with its place.
type slug struct {
	value string
	node  *yaml.Node
}

// DecodeYAML reads any scalar as its literal text: 01.0 is a chapter's name, not a number.
func (s *slug) DecodeYAML(n *yaml.Node) []diag.Message {
	s.node = n
	return n.Decode(&s.value)
}

// slugs is a list of them; present, though empty, differs from absent.
type slugs struct {
	pos  source.Place
	list []slug
}

// DecodeYAML reads the list.
func (s *slugs) DecodeYAML(n *yaml.Node) []diag.Message {
	s.pos = n.Place
	return n.Decode(&s.list)
}

// text is a text in each language; the one under "" holds for all others.
type text struct {
	in  map[string]string
	pos source.Place
}

// DecodeYAML reads a scalar or {zh: …, en: …}.
func (t *text) DecodeYAML(n *yaml.Node) []diag.Message {
	t.in, t.pos = map[string]string{}, n.Place
	if n.Kind != yaml.Mapping {
		var s string
		ms := n.Decode(&s)
		t.in[""] = strings.TrimSpace(s)
		return ms
	}
	var ms []diag.Message
	for _, p := range n.Pairs {
		if !lang.Known(p.Key.Value) {
			ms = append(ms, yaml.UnknownKey(p.Key, lang.Tags()))
			continue
		}
		var s string
		ms = append(ms, p.Value.Decode(&s)...)
		t.in[p.Key.Value] = strings.TrimSpace(s)
	}
	return ms
}

// of returns the text in a language, or "".
func (t *text) of(tag string) string {
	if t == nil {
		return ""
	}
	if s, ok := t.in[tag]; ok {
		return s
	}
	return t.in[""]
}

// orAny is of, falling back to the first other language there is: a name in another script is better
// than none.
func (t *text) orAny(tag string) string {
	if s := t.of(tag); s != "" || t == nil {
		return s
	}
	for _, other := range lang.Tags() {
		if s := t.in[other]; s != "" {
			return s
		}
	}
	return ""
}

var (
	rawHTMLOpen = diag.NewKind("raw-html", diag.Note,
		"raw-html: true opens the website to HTML in chapters: elements and attributes of text, tables, pictures, film and sound pass; scripts, styles, frames, forms and event handlers never do",
		"raw-html: true 使各章中的 HTML 进入网站：文字、表格、图片、音视频的元素与属性予以保留；脚本、样式、框架、表单与事件属性一律去掉",
		"film and sound may come from other sites over https, and are fetched when a reader plays them", "音视频可来自其他网站（https），读者播放时才会获取")
	partTitle = diag.NewKind("part-title", diag.Error,
		"a part needs a title", "“编”必须有标题",
		"write {title: …, chapters: [...]}", "请写成 {title: …, chapters: [...]}")
	noTitle = diag.NewKind("no-title", diag.Error,
		"the book has no title", "缺少书名",
		"add a line: title: …", "请加一行 title: …")
	titleMissing = diag.NewKind("title-language", diag.Warning,
		"the title has no text in %s; the %s one is used", "书名缺少语言 %s 的文字，暂用 %s 的",
		"add `%s: …` to the title", "请在 title 中补上 `%s: …`")
	badChoiceNear = diag.NewKind("bad-value", diag.Error,
		"%s cannot be `%s`: did you mean `%s`?", "%s 的值不能是 `%s`：是否想写 `%s`？",
		"allowed: %[4]s", "可用的值：%[4]s")
	badChoice = diag.NewKind("bad-value", diag.Error,
		"%s cannot be `%s`", "%s 的值不能是 `%s`",
		"allowed: %[4]s", "可用的值：%[4]s")
	badLanguage = diag.NewKind("language", diag.Error,
		"the language `%s` is not supported", "不支持语言 `%s`",
		"supported: %[2]s", "目前支持：%[2]s")
	languageTwice = diag.NewKind("language", diag.Error,
		"the language `%s` is listed twice", "语言 `%s` 重复列出")
	badDate = diag.NewKind("bad-date", diag.Error,
		"%q is not a date", "%q 不是日期",
		"write 2025, 2025-09 or 2025-09-01", "请写成 2025、2025-09 或 2025-09-01")
	partsAndChapters = diag.NewKind("parts-and-chapters", diag.Error,
		"`chapters` beside `parts`: the chapters of a book with parts stand in the parts", "`parts` 与 `chapters` 不能并用：分编的书，各章应列在所属的编中",
		"move these chapters into a part, or to front or back", "请把这些章移入某一编，或移到 front、back")
)

// readBook reads book.yaml.
func readBook(fsys fs.FS, raw []byte) (*Project, []diag.Message) {
	p := &Project{
		File: Marker, Kind: book.KindBook, Languages: []string{lang.Tags()[0]}, Numbering: string(lang.Humanities),
		Meta: map[string]book.Meta{}, Files: map[string]map[string]string{}, Templates: true,
	}
	root, ms := yaml.Parse(source.New(Marker, raw))
	tree, beside := walk(fsys)
	r := &reader{p: p, fsys: fsys, ms: ms, tree: tree, beside: beside, folders: map[string]string{}, listed: map[string]source.Place{}}
	s := schema{Templates: true}
	r.add(root.Decode(&s)...)
	broken := diag.HasErrors(r.ms)

	p.Kind = book.Kind(r.choice("kind", s.Kind, []string{string(book.KindBook), string(book.KindArticle), string(book.KindReport)}))
	p.Numbering = r.choice("numbering", s.Numbering, []string{string(lang.Humanities), string(lang.Science), string(lang.None)})
	p.Templates, p.RawHTML = s.Templates, s.RawHTML.on
	if s.RawHTML.on {
		r.add(rawHTMLOpen.At(s.RawHTML.pos))
	}
	r.date(s.Date)
	r.isbn(s.ISBN)
	r.languages(s.Languages)
	r.meta(&s, broken)
	r.hyphenation(s.Hyphenation)
	r.spelling(s.Spelling)
	r.glossary(s.Glossary)
	if s.Chapters != nil && len(s.Parts) > 0 {
		r.add(partsAndChapters.At(s.Chapters.pos))
	}
	r.files()
	r.outline(&s)
	r.outputs(&s)
	return p, r.ms
}

// reader gathers the project and its messages.
type reader struct {
	p      *Project
	fsys   fs.FS
	tree   []string // all chapter files of the folder, in natural order
	beside []string // documents that are none: see document
	ms     []diag.Message

	folders map[string]string       // where the chapters of a language are
	listed  map[string]source.Place // where a slug was listed first
	lacking []lacking               // what was listed and is not there
	order   string                  // the name of the file that lists the chapters of a folder without book.yaml
}

func (r *reader) add(ms ...diag.Message) { r.ms = append(r.ms, ms...) }

// choice returns the node's value, or the first choice, which is the default.
func (r *reader) choice(key string, n *yaml.Node, choices []string) string {
	if n == nil || n.Kind == yaml.Null {
		return choices[0]
	}
	var v string
	if ms := n.Decode(&v); len(ms) > 0 {
		r.add(ms...)
		return choices[0]
	}
	if slices.Contains(choices, v) {
		return v
	}
	r.add(wrongChoice(n, key, choices))
	return choices[0]
}

func wrongChoice(n *yaml.Node, key string, choices []string) diag.Message {
	list := strings.Join(choices, ", ")
	if near, ok := diag.Nearest(n.Value, choices); ok {
		return n.At(badChoiceNear, key, n.Value, near, list)
	}
	return n.At(badChoice, key, n.Value, "", list)
}

func (r *reader) date(n *yaml.Node) {
	if n == nil || n.Kind == yaml.Null {
		return
	}
	var v string
	if ms := n.Decode(&v); len(ms) > 0 {
		r.add(ms...)
		return
	}
	if !lang.KnownDate(v) {
		r.add(n.At(badDate, v))
		return
	}
	r.p.Date = v
}

func (r *reader) languages(list []slug) {
	var tags []string
	for _, s := range list {
		switch {
		case s.node == nil || s.value == "":
		case !lang.Known(s.value):
			r.add(s.node.At(badLanguage, s.value, strings.Join(lang.Tags(), ", ")))
		case slices.Contains(tags, s.value):
			r.add(s.node.At(languageTwice, s.value))
		default:
			tags = append(tags, s.value)
		}
	}
	if len(tags) == 0 {
		for _, tag := range lang.Tags() {
			if hasFolder(r.tree, "content/"+tag) {
				tags = append(tags, tag)
			}
		}
	}
	if len(tags) > 0 {
		r.p.Languages = tags
	} else if t := guess(r.fsys, r.tree); t != "" {
		r.p.Languages = []string{t}
	}
}

func (r *reader) meta(s *schema, broken bool) {
	origin := r.p.Languages[0]
	if s.Title.orAny(origin) == "" && !broken {
		r.add(noTitle.At(source.Whole(Marker)))
	}
	for _, tag := range r.p.Languages {
		m := book.Meta{
			Title: s.Title.of(tag), Subtitle: s.Subtitle.of(tag), AuthorRole: s.AuthorRole.of(tag),
			Institution: s.Institution.of(tag), Publisher: s.Publisher.of(tag), Licence: s.Licence.of(tag), Summary: s.Summary.of(tag),
		}
		for i := range s.Authors {
			if name := s.Authors[i].orAny(tag); name != "" {
				m.Authors = append(m.Authors, name)
			}
		}
		if m.Title == "" && s.Title != nil {
			if m.Title = s.Title.of(origin); m.Title == "" {
				m.Title = s.Title.orAny(tag)
			}
			if m.Title != "" {
				r.add(titleMissing.At(s.Title.pos, tag, s.Title.source(origin)))
			}
		}
		r.p.Meta[tag] = m
	}
}

// source names the language that orAny(prefer) is in.
func (t *text) source(prefer string) string {
	if t.in[prefer] != "" {
		return prefer
	}
	for _, tag := range lang.Tags() {
		if t.in[tag] != "" {
			return tag
		}
	}
	return prefer
}
