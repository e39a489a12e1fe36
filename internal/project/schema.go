package project

import (
	"io/fs"
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/source"
	"keben/internal/tool"
	"keben/internal/yaml"
)

// spec is book.yaml, as [Schema] has checked it.
type spec struct {
	Kind        string     `yaml:"kind"`
	Title       *text      `yaml:"title"`
	Subtitle    *text      `yaml:"subtitle"`
	Authors     []text     `yaml:"authors"`
	AuthorRole  *text      `yaml:"author-role"`
	Institution *text      `yaml:"institution"`
	Publisher   *text      `yaml:"publisher"`
	Licence     *text      `yaml:"licence"`
	Summary     *text      `yaml:"summary"`
	ISBN        string     `yaml:"isbn"`
	Languages   []slug     `yaml:"languages"`
	Date        string     `yaml:"date"`
	Front       *slugs     `yaml:"front"`
	Parts       []partSpec `yaml:"parts"`
	Chapters    *slugs     `yaml:"chapters"`
	Back        *slugs     `yaml:"back"`
	Numbering   string     `yaml:"numbering"`
	Templates   *bool      `yaml:"templates"`
	Syntax      string     `yaml:"syntax"`
	RawHTML     rawHTML    `yaml:"raw-html"`
	Editions    *yaml.Node `yaml:"editions"`
	Outputs     *yaml.Node `yaml:"outputs"`
	Hyphenation *yaml.Node `yaml:"hyphenation"`
	Spelling    *yaml.Node `yaml:"spelling"`
	Glossary    glossary   `yaml:"glossary"`
}

type partSpec struct {
	Title    *text  `yaml:"title"`
	Chapters *slugs `yaml:"chapters"`
	pos      source.Place
}

// FillYAML also records the place of the part.
func (p *partSpec) FillYAML(n *yaml.Node) {
	type plain partSpec
	p.pos = n.Place
	n.Fill((*plain)(p))
}

// rawHTML is whether raw HTML passes, and the place of that setting.
type rawHTML struct {
	on  bool
	pos source.Place
}

// FillYAML remembers the place.
func (r *rawHTML) FillYAML(n *yaml.Node) {
	r.pos = n.Place
	n.Fill(&r.on)
}

// slug is a scalar with its place.
type slug struct {
	value string
	node  *yaml.Node
}

// FillYAML reads any scalar as its literal text: 01.0 is a chapter's name, not a number.
func (s *slug) FillYAML(n *yaml.Node) {
	s.node = n
	n.Fill(&s.value)
}

// slugs is a list of them; present, though empty, differs from absent.
type slugs struct {
	pos  source.Place
	list []slug
}

// FillYAML reads the list.
func (s *slugs) FillYAML(n *yaml.Node) {
	s.pos = n.Place
	n.Fill(&s.list)
}

// text is a text in each language; the one under "" holds for all others.
type text struct {
	in  map[string]string
	pos source.Place
}

// FillYAML reads a scalar or {zh: …, en: …}.
func (t *text) FillYAML(n *yaml.Node) {
	t.in, t.pos = map[string]string{}, n.Place
	if n.Kind != yaml.Mapping {
		t.in[""] = strings.TrimSpace(n.Value)
		return
	}
	for _, p := range n.Pairs {
		t.in[p.Key.Value] = strings.TrimSpace(p.Value.Value)
	}
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
	titleMissing = diag.NewKind("title-language", diag.Warning,
		"the title has no text in %s; the %s one is used", "书名缺少语言 %s 的文字，暂用 %s 的",
		"add `%s: …` to the title", "请在 title 中补上 `%s: …`")
	languageTwice = diag.NewKind("language", diag.Error,
		"the language `%s` is listed twice", "语言 `%s` 重复列出")
	partsAndChapters = diag.NewKind("parts-and-chapters", diag.Error,
		"expected the chapters inside `parts`, found `chapters` beside it", "各章应列在 `parts` 的各编中，不能与 `chapters` 并用",
		"move these chapters into a part, or to front or back", "请把这些章移入某一编，或移到 front、back")
)

// readBook reads book.yaml.
func readBook(fsys fs.FS, raw []byte) (*Project, []diag.Message) {
	p := &Project{
		File: Marker, Languages: []string{lang.Tags()[0]},
		Meta: map[string]book.Meta{}, Files: map[string]map[string]string{}, Folders: map[string]string{},
	}
	root, ms := yaml.Parse(source.New(Marker, raw))
	tree, beside := walk(fsys)
	r := &reader{p: p, fsys: fsys, ms: ms, tree: tree, beside: beside, listed: map[string]source.Place{}}
	r.trims = trimsOf(fsys)
	var s spec
	unread := diag.HasErrors(ms)
	for _, m := range Schema().Decode(root, &s, yaml.Names{design.TrimNames: r.trims.names}) {
		if !unread || !yaml.IsMissing(m) { // a missing key may be in the part that could not be read
			r.add(m)
		}
	}

	p.Kind, p.Numbering, p.Date, p.ISBN = book.Kind(s.Kind), s.Numbering, s.Date, bareISBN(s.ISBN)
	p.RawHTML, p.GlossarySort = s.RawHTML.on, s.Glossary.Sort
	p.Syntax = tool.Parse(s.Syntax)
	p.Templates = p.Syntax == tool.Keben // to others' authors {{ is something else
	if s.Templates != nil {
		p.Templates = *s.Templates
	}
	if s.RawHTML.on {
		r.add(rawHTMLOpen.At(s.RawHTML.pos))
	}
	r.languages(s.Languages)
	r.meta(&s)
	r.hyphenation(s.Hyphenation)
	r.spelling(s.Spelling)
	if s.Chapters != nil && len(s.Parts) > 0 {
		r.add(partsAndChapters.At(s.Chapters.pos))
	}
	r.files()
	r.outline(&s)
	r.editions(s.Editions, root.Get("editions"))
	r.outputs(s.Outputs)
	return p, r.ms
}

// reader gathers the project and its messages.
type reader struct {
	p      *Project
	fsys   fs.FS
	tree   []string // all chapter files of the folder, in natural order
	beside []string // documents that are none: see document
	trims  trimTable
	ms     []diag.Message

	listed  map[string]source.Place // where a slug was listed first
	lacking []lacking               // what was listed and is not there
	order   string                  // the name of the file that lists the chapters of a folder without book.yaml
}

func (r *reader) add(ms ...diag.Message) { r.ms = append(r.ms, ms...) }

func (r *reader) languages(list []slug) {
	var tags []string
	for _, s := range list {
		switch {
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

func (r *reader) meta(s *spec) {
	origin := r.p.Languages[0]
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
