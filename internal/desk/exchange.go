package desk

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/exchange"
	"keben/internal/output"
	"keben/internal/press"
	"keben/internal/publish"
	"keben/internal/snapshot"
	"keben/internal/source"
)

// The formats in which texts are exchanged with translators' tools.
const (
	XLIFF = "xliff"
	PO    = "po"
)

// exchangeEndings are the endings of the formats' files.
var exchangeEndings = map[string]string{XLIFF: ".xlf", PO: ".po"}

var (
	oneLanguage = diag.NewKind("export-language", diag.Error,
		"the book has only one language, so there is nothing to translate into", "本书只有一种语言，没有可翻译的另一种语言",
		"name the other language in book.yaml: languages: [zh, en]", "请在 book.yaml 中写明另一种语言：languages: [zh, en]")
	whichLanguage = diag.NewKind("export-language", diag.Error,
		"the book is translated into %s", "本书的译文语言有：%s",
		"choose one with --to", "请用 --to 指明其中一种")
	noLanguage = diag.NewKind("export-language", diag.Error,
		"the book is not translated into %q, only into %s", "本书没有 %q 译文，只有：%s")
	noSourceChapter = diag.NewKind("export-chapter", diag.Error,
		"the book has no chapter %q", "书中没有 %q 这一章",
		"give the name of the chapter's file without its ending, e.g. trade", "请写该章的文件名，不带扩展名，例如 trade")
	notWritten = diag.NewKind("import-write", diag.Error,
		"the file cannot be written: %v", "无法写入文件：%v")
)

var importMeanwhile = diag.NewKind("changed-meanwhile", diag.Error,
	"the file has changed since it was read; it is not written", "文件在读取之后又被改动，未写入",
	"run `keben import` again", "请重新运行 `keben import`")

// ExportOptions say what to export.
type ExportOptions struct {
	Dir      string
	Format   string   // XLIFF or PO
	To       string   // the language of the translation; "" when there is only one
	Chapters []string // slugs or files; empty is all
	Apart    bool     // a file for each chapter
}

// Exported is a book's texts as translators' tools take them.
type Exported struct {
	Files []ExportedFile // one without a path, or one a chapter
}

// ExportedFile is a file for translators' tools.
type ExportedFile struct {
	output.File
	Texts map[book.State]int // how many of its texts are in each state
}

// Export reads the book in o.Dir and writes its texts in a form for translators' tools. Nothing is written to disk.
// The result is nil when there is nothing to export.
func Export(ctx context.Context, o ExportOptions) (press.Result, *Exported, error) {
	var out *Exported
	res, err := press.Read(ctx, press.Options{Dir: o.Dir}, func(m press.Manuscript, files fs.FS, res *press.Result) error {
		to, fault := target(m.Text.Languages, o.To)
		slugs, lost := chaptersNamed(m.Text, o.Chapters)
		if fault == nil {
			fault = lost
		}
		if fault != nil {
			res.Messages = append(res.Messages, *fault)
			return nil
		}
		text, ms := survey(m, files, to, slugs)
		res.Messages = append(res.Messages, ms...)
		out = exported(text, to, o)
		return nil
	})
	return res, out, err
}

// target is the language of the translation to export; "" asks for the only one.
func target(languages []string, to string) (string, *diag.Message) {
	say := func(k *diag.Kind, args ...any) *diag.Message {
		m := k.At(source.Place{}, args...)
		return &m
	}
	if len(languages) < 2 {
		return "", say(oneLanguage)
	}
	translations := languages[1:]
	switch {
	case to == "" && len(translations) > 1:
		return "", say(whichLanguage, strings.Join(translations, ", "))
	case to == "":
		return translations[0], nil
	case !slices.Contains(translations, to):
		return "", say(noLanguage, to, strings.Join(translations, ", "))
	}
	return to, nil
}

// exported writes texts in the format that was asked for.
func exported(text *exchange.Text, to string, o ExportOptions) *Exported {
	write := (*exchange.Text).XLIFF
	if o.Format == PO {
		write = (*exchange.Text).PO
	}
	if !o.Apart {
		return &Exported{[]ExportedFile{{output.File{Data: write(text)}, states(text.Chapters...)}}}
	}
	out := &Exported{}
	for _, c := range text.Chapters {
		one := *text
		one.Chapters = []*exchange.Chapter{c}
		file := output.File{Path: c.Slug + "." + to + exchangeEndings[o.Format], Data: write(&one)}
		out.Files = append(out.Files, ExportedFile{file, states(c)})
	}
	return out
}

// states counts the texts of chapters by their state.
func states(chapters ...*exchange.Chapter) map[book.State]int {
	n := map[book.State]int{}
	for _, c := range chapters {
		for _, u := range c.Units {
			n[u.State]++
		}
	}
	return n
}

// chaptersNamed finds chapters by slug or file. No names are nil: all of them.
func chaptersNamed(b *book.Book, names []string) (slugs []string, m *diag.Message) {
	for _, name := range names {
		found := ""
		for _, slug := range b.Slugs() {
			for _, in := range b.Chapters {
				if ch := in[slug]; ch != nil && (slug == name || ch.File() == path.Clean(filepath.ToSlash(name))) {
					found = slug
				}
			}
		}
		if found == "" {
			m := noSourceChapter.At(source.Place{}, name)
			return nil, &m
		}
		slugs = append(slugs, found)
	}
	return slugs, nil
}

func survey(m press.Manuscript, files fs.FS, to string, slugs []string) (*exchange.Text, []diag.Message) {
	return exchange.Survey(exchange.Input{
		Files: files, Book: m.Text, Alignment: m.Alignment, Templates: m.Project.Templates, To: to, Slugs: slugs,
	})
}

// ImportOptions say what to import.
type ImportOptions struct {
	exchange.Options
	Dir  string
	File string // of translations, by its name on this machine
	To   string // the language of the translation; "" when the file says it
}

// Imported is the result of an import. Nothing is written before Write.
type Imported struct {
	exchange.Outcome
	To       string
	Obsolete int

	dir string
}

// Import reads the book in o.Dir and works out what a file of translations changes in it. The result is nil when
// the file or the book cannot be read.
func Import(ctx context.Context, o ImportOptions) (press.Result, *Imported, error) {
	data, err := snapshot.ReadFile(o.File)
	if err != nil {
		return press.Result{}, nil, err
	}
	name, parse := filepath.ToSlash(o.File), exchange.ParsePO
	if isXLIFF(name, data) {
		parse = exchange.ParseXLIFF
	}
	in, ms := parse(name, data)
	if diag.HasErrors(ms) {
		return press.Result{Dir: filepath.Clean(o.Dir), Messages: ms}, nil, nil
	}
	var out *Imported
	res, err := press.Read(ctx, press.Options{Dir: o.Dir}, func(m press.Manuscript, files fs.FS, res *press.Result) error {
		// Faults of the book are reported by check; here they would hide the faults of the translation.
		res.Messages = ms
		tell := func(ms ...diag.Message) { res.Messages = append(res.Messages, ms...) }
		if len(m.Text.Languages) < 2 {
			tell(oneLanguage.At(source.Place{}))
			return nil
		}
		to, fault := in.Language(m.Text.Languages, o.To)
		if fault != nil {
			tell(*fault)
			return nil
		}
		text, surveyed := survey(m, files, to, nil)
		tell(surveyed...)
		outcome, found := exchange.Import(text, in, o.Options)
		tell(found...)
		out = &Imported{Outcome: outcome, To: to, Obsolete: in.Obsolete, dir: res.Dir}
		return nil
	})
	return res, out, err
}

// isXLIFF tells the two formats apart by the file's content, and by its name if the content does not decide.
func isXLIFF(name string, data []byte) bool {
	text := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")), " \t\r\n")
	if len(text) > 0 && text[0] < 0x80 && text[0] != 0 {
		return text[0] == '<'
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".xlf", ".xliff", ".xml", ".mxliff", ".sdlxliff":
		return true
	}
	return bytes.HasPrefix(data, []byte("\xFF\xFE<")) || bytes.HasPrefix(data, []byte("\xFE\xFF\x00<"))
}

// Write puts the changed files in the place of the old ones, each by a rename, so that there is always one of the
// two. It writes inside the book's folder only, wherever links there may lead.
func (i *Imported) Write() []diag.Message {
	root, err := os.OpenRoot(i.dir)
	if err != nil {
		return []diag.Message{notWritten.At(source.Place{}, err)}
	}
	defer root.Close()
	var ms []diag.Message
	for _, f := range i.Files {
		name, pos := filepath.FromSlash(f.Path), source.Whole(f.Path)
		now, err := root.ReadFile(name)
		switch {
		case f.New && err == nil, !f.New && !bytes.Equal(now, f.Before):
			ms = append(ms, importMeanwhile.At(pos))
			continue
		case f.New:
			err = root.MkdirAll(filepath.Dir(name), 0o755)
		}
		if err == nil {
			err = publish.Replace(root, name, f.Data)
		}
		if err != nil {
			ms = append(ms, notWritten.At(pos, err))
		}
	}
	return ms
}
