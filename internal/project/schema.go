package project

import (
	"io/fs"
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
	Folders     *text      `yaml:"folders"`
	Date        string     `yaml:"date"`
	Front       *entries   `yaml:"front"`
	Parts       []partSpec `yaml:"parts"`
	Chapters    *entries   `yaml:"chapters"`
	Back        *entries   `yaml:"back"`
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
	Title    *text    `yaml:"title"`
	Chapters *entries `yaml:"chapters"`
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

// entry is a chapter in a list: its file, or {file, title, chapters}; without a file a title over chapters, or a part.
type entry struct {
	node     *yaml.Node
	Part     *text    `yaml:"part"`
	File     slug     `yaml:"file"`
	Title    *text    `yaml:"title"`
	Chapters *entries `yaml:"chapters"`
}

// FillYAML reads either form.
func (e *entry) FillYAML(n *yaml.Node) {
	type plain entry
	if n.Kind == yaml.Mapping {
		n.Fill((*plain)(e))
		e.node = n
		return
	}
	e.File.FillYAML(n)
}

// entries is a list of them; present, though empty, differs from absent.
type entries struct {
	pos  source.Place
	list []entry
}

// FillYAML reads the list.
func (s *entries) FillYAML(n *yaml.Node) {
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
	syntaxTaken = diag.NewKind("syntax-guess", diag.Note,
		"the chapters are read as %s's, because of this file", "因有此文件，各章按 %s 的写法读取",
		"write `syntax: %[2]s` into book.yaml if they are, or `syntax: keben`", "若属实，请在 book.yaml 中写 `syntax: %[2]s`，否则写 `syntax: keben`")
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
	r := newReader(p, fsys)
	r.ms = ms
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
	if s.RawHTML.on {
		r.add(rawHTMLOpen.At(s.RawHTML.pos))
	}
	if s.Chapters != nil && len(s.Parts) > 0 {
		r.add(partsAndChapters.At(s.Chapters.pos))
	}
	conf := r.settings()
	if conf.tool != nil {
		p.Survey.Tool, p.Survey.Config = conf.tool.name, conf.file
	}
	r.describe(&s, conf)
	r.syntax(&s, conf)
	r.meta(&s)
	r.hyphenation(s.Hyphenation)
	r.spelling(s.Spelling)
	r.outline(&s, conf)
	r.editions(s.Editions, root.Get("editions"))
	r.outputs(s.Outputs)
	return p, r.ms
}

// syntax says whose Markdown the chapters are in, and what follows from that for what book.yaml leaves out. A book in
// content/ is Keben's own even if another tool's configuration is beside it, unless that tool has its chapters there.
func (r *reader) syntax(s *spec, conf settings) {
	p := r.p
	switch own := r.settled && s.Folders == nil && conf.folder != "content"; {
	case s.Syntax != "":
		p.Syntax = tool.Parse(s.Syntax)
	case conf.tool != nil && !own:
		p.Syntax = conf.tool.name
		r.add(syntaxTaken.At(source.Whole(conf.file), p.Syntax.Title(), string(p.Syntax)))
	case !own:
		p.Syntax = tool.Any
	}
	p.Templates = p.Syntax == tool.Keben // to others' authors {{ is something else
	if s.Templates != nil {
		p.Templates = *s.Templates
	}
	if p.Numbering == "" {
		p.Numbering = string(lang.Humanities)
		if p.Syntax != tool.Keben { // their headings have the numbers that the author typed
			p.Numbering = string(lang.None)
		}
	}
}

// reader gathers the project and its messages. It is large because every key of book.yaml and every question that a folder
// is asked adds to the same project.
type reader struct {
	p     *Project
	fsys  fs.FS
	tree  *tree
	trims trimTable
	ms    []diag.Message

	languages []root
	wanted    []string                     // the languages that book.yaml lists
	guessed   string                       // the language, if nothing says it for certain
	settled   bool                         // book.yaml says where the chapters are
	fates     map[string]fate              // by file
	plain     map[string]string            // files without the mark of a language in their names
	pages     map[string]map[string]string // files by language, then slug in small letters
	names     map[string]string            // files of the source by what book.yaml may call them
	listName  string                       // the list of the chapters; "" if there is none
	listed    map[string]source.Place      // where a slug was listed first
	lacking   []lacking                    // what was listed and is not there
	parts     int                          // how many the outline has
	groups    int                          // the same of titles over chapters
}

func (r *reader) add(ms ...diag.Message) { r.ms = append(r.ms, ms...) }

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
