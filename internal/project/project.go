// Package project reads the description of a book: from book.yaml, or, for a folder of Markdown without one, from its
// files and folders. It says which chapters in which languages are built into which editions and outputs.
//
// A folder without book.yaml is supported so that a book of another tool (mdBook, GitBook, …) can be built without a
// change. Its order is that of SUMMARY.md, or else of file names.
//
// Languages are tags of BCP 47, dates ISO 8601, ISBNs are checked by their check digit (ISO 2108), page sizes are
// lengths with units. Places are byte ranges of the file. Every fault is reported at once; with a fault in one key the
// others are still used.
package project

import (
	"errors"
	"io/fs"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/geom"
	"keben/internal/plaintext"
	"keben/internal/source"
	"keben/internal/tool"
)

// Marker is the file that makes a folder a book's folder.
const Marker = "book.yaml"

// Project describes a book and the outputs to build.
type Project struct {
	File      string // Marker, or "" when the folder has none and all this was inferred
	Kind      book.Kind
	Languages []string // the first is the source
	Meta      map[string]book.Meta
	Date      string    // ISO 8601, reduced precision allowed
	ISBN      string    // as written, its check digit verified
	Numbering string    // a lang.Scheme
	Templates bool      // chapters go through text/template
	Syntax    tool.Name // in whose syntax chapters are written beside Markdown; "" is Keben's own
	RawHTML   bool      // the website passes raw HTML on

	Spelling     map[string]Spelling // by language; one that is not there takes any region's
	GlossarySort string              // of Chinese entries: "pinyin" or "stroke"; "" is the language's own order

	Outline  []book.OutlineEntry
	Files    map[string]map[string]string // the chapters' files by language, then slug; relative to the book's folder
	Folders  map[string]string            // by language, the folder that its chapters are in or below; "" is the book's
	Editions []Edition
	Views    []Edition // two languages side by side on the website: see views
	Outputs  Outputs
	Survey   Survey // of the book's folder
}

// Spelling is the region whose spelling a language of the book keeps.
type Spelling struct {
	Region string // BCP 47, one of lang.Language.Spellings: "en-GB"
	Place  source.Place
}

// Edition is the book in one language, or in two in parallel.
type Edition struct {
	Name, Lang string
	Twin       string   // the second language of a parallel edition
	Parallel   string   // "facing", "columns" or "interlinear"
	Refuse     []string // states of a translation that its PDFs must not have: "stale", "missing", "unsure"
}

// Outputs are the outputs of every edition. Without `outputs` in book.yaml they are a website and a PDF for print; with
// it, only those that it names.
type Outputs struct {
	Website *Website // nil: none
	PDF     []PDF    // by variant, print first
}

// Website is the hosted book.
type Website struct {
	URL string // absolute, ending in a slash; "" when not known: links between pages are relative anyway
}

// PDF is one paged output of every edition.
type PDF struct {
	Variant string // "print" or "screen"
	Trim    Trim
}

// Trim is the size of the finished page. Name is one of the theme's; it is "" for a size given in numbers.
type Trim struct {
	Name   string
	Width  geom.Length `yaml:"width"`
	Height geom.Length `yaml:"height"`
}

// Sources returns the slugs of the outline's chapters in reading order: the places that are files.
func (p *Project) Sources() []string {
	var slugs []string
	for _, e := range p.Outline {
		if e.Role != book.RolePart && !Generated(e.Role) {
			slugs = append(slugs, e.Slug)
		}
	}
	return slugs
}

// generated are the sections that Keben writes itself unless a chapter file has the name.
var generated = map[string]book.Role{
	"contents": book.RoleContents, "figures": book.RoleFigures, "tables": book.RoleTables, "references": book.RoleReferences, "glossary": book.RoleGlossary,
	"index": book.RoleIndex, "colophon": book.RoleColophon,
}

// Generated reports whether sections of this role are written by Keben.
func Generated(r book.Role) bool { return generated[string(r)] == r }

var (
	unreadable = diag.NewKind("unreadable", diag.Error,
		"the file cannot be read: %v", "文件无法读取：%v")
	noBook = diag.NewKind("no-book", diag.Error,
		"there is no book.yaml and no Markdown file in this folder", "此文件夹中没有 book.yaml，也没有 Markdown 文件",
		"go to a book's folder, or begin one with `keben new DIR`", "请进入书稿所在的文件夹，或用 `keben new 文件夹` 新建一本书")
	otherMarker = diag.NewKind("book-file-name", diag.Warning,
		"this file is not read; expected the name book.yaml", "此文件没有读取：文件名应为 book.yaml",
		"rename it to book.yaml", "请重命名为 book.yaml")
)

// Read returns the project in fsys, the book's folder. It is never nil.
func Read(fsys fs.FS) (*Project, []diag.Message) {
	raw, err := fs.ReadFile(fsys, Marker)
	if err == nil {
		return readBook(fsys, raw)
	}
	var ms []diag.Message
	if !errors.Is(err, fs.ErrNotExist) {
		ms = append(ms, unreadable.At(source.Whole(Marker), err))
	}
	for _, name := range []string{"book.yml", "Book.yaml", "Book.yml", "BOOK.yaml"} {
		if _, err := fs.Stat(fsys, name); err == nil {
			ms = append(ms, otherMarker.At(source.Whole(name)))
			break
		}
	}
	p, found := infer(fsys)
	return p, append(ms, found...)
}

// readText returns a file's text; nil, with messages, if it cannot be read.
func readText(fsys fs.FS, name string) (*source.File, []diag.Message) {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, []diag.Message{unreadable.At(source.Whole(name), err)}
	}
	return plaintext.Read(name, raw)
}
