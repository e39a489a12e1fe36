// Package listing reads the order of a book's chapters from the list that the author of another tool has written:
// mdBook's SUMMARY.md, MkDocs' nav, a sidebar of VitePress, and so on. There is one file per tool, and one value for
// all of them, the [List].
//
// A list is read as it is written. What becomes of an entry is not decided here: whether the file exists, which chapter
// an ending was left off of, whether the same chapter is listed twice, which language a folder is in. So [Item.File] is
// what the list says, as a path in the book's folder.
//
// Configuration in a programming language is read as values and never run. What needs to be run is a message at its
// place, and the rest is read all the same.
//
// Each reader follows the documentation of its tool, which its file names.
package listing

import (
	"io/fs"
	"net/url"
	"path"
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/plaintext"
	"keben/internal/source"
	"keben/internal/tool"
)

// List is the order of a book's chapters as the configuration of a tool has it.
type List struct {
	File  string // what it was read from, relative to the book's folder; a folder when the tool has no list
	Items []Item
}

// Item is an entry of a list.
type Item struct {
	Title  string       // as typed in the list, as plain text; "" is the chapter's own
	File   string       // relative to the book's folder, as far as the list says it: an ending may be left off; "" if there is no page
	Anchor string       // of an entry that leads into a chapter, without #
	Kind   Kind         // what the entry is
	Matter book.Matter  // Front and Back of the tools that have them
	Items  []Item       // what is nested in it
	At     source.Place // where it was read: in the list, or in a page that is part of it
}

// Kind says what an entry of a list is.
type Kind int

// The kinds of entries.
const (
	Chapter Kind = iota // a chapter, or with an Anchor a place in one
	Part                // a heading over a part of the book, or deeper over a group: without a page, or its File has a title and no text
	Outside             // a web address, in File
	Draft               // announced and not written yet, or in a file that its author does not publish yet
	Pattern             // several chapters: File is a pattern of path.Match, in which ** is any number of folders
)

// broken is an entry that has a message: only what is nested in it is kept.
const broken Kind = -1

// String returns the English word.
func (k Kind) String() string {
	return [...]string{"chapter", "part", "outside", "draft", "pattern"}[k]
}

var (
	outside = diag.NewKind("outside-book", diag.Error,
		"%q leads out of the book's folder", "%q 超出了书稿文件夹")
	nowhere = diag.NewKind("list-entry", diag.Note,
		"%q names no file and is left out", "%q 没有指明文件，已略过")
)

// Read returns the list of chapters that a tool has for a book. File is the list, relative to the book's folder; folder
// is where it looks for chapters. Without a file the list is the one that the tool makes of the folder. A list that
// cannot be read at all is nil, with messages.
func Read(fsys fs.FS, t tool.Name, file, folder string) (*List, []diag.Message) {
	read := readers[t]
	if read == nil {
		return nil, nil
	}
	r := &reader{fsys: fsys, tool: t, folder: path.Clean("./" + folder)}
	if file == "" {
		r.src = source.New(r.folder, nil)
	} else if src, ok := r.text(file); ok {
		r.src = src
	} else {
		return nil, r.messages
	}
	items := read(r)
	return &List{File: r.src.Name, Items: items}, r.messages
}

// readers are the tools whose lists are read.
var readers = map[tool.Name]func(*reader) []Item{
	tool.MdBook:     summary,
	tool.GitBook:    summary,
	tool.MkDocs:     mkdocs,
	tool.Quarto:     quarto,
	tool.Bookdown:   bookdown,
	tool.MyST:       myst,
	tool.D2L:        toctrees,
	tool.Hugo:       hugo,
	tool.Docsify:    docsify,
	tool.VitePress:  vitepress,
	tool.Docusaurus: docusaurus,
}

// Of returns the entries of a list whose files are among those that has accepts, with the groups that they are in. The
// list of a site in several languages has those of all: VitePress's locales, the names of Hugo's pages. What has no file,
// such as a web address, goes with the entries beside it.
func (l *List) Of(has func(file string) bool) *List {
	items, _, _ := of(l.Items, has)
	return &List{File: l.File, Items: items}
}

// of returns what is accepted, and whether a file was and whether one was not.
func of(items []Item, has func(string) bool) (out []Item, accepted, refused bool) {
	var waiting []Item // entries without a file, until one beside them is accepted or refused
	here := false      // the last file was refused
	for _, it := range items {
		below, some, none := of(it.Items, has)
		own := it.File != "" && it.Kind != Outside
		mine := own && has(it.File)
		switch {
		case some || mine:
			if it.Items = below; own && !mine {
				it.Kind, it.File, it.Anchor = Part, "", ""
			}
			out = append(append(out, waiting...), it)
			waiting, accepted, here = nil, true, false
		case own || none:
			waiting, refused, here = nil, true, true
		case !here:
			waiting = append(waiting, it)
		}
	}
	if accepted || !refused {
		out = append(out, waiting...)
	}
	return out, accepted, refused
}

// reader is the reading of one list.
type reader struct {
	fsys     fs.FS
	tool     tool.Name
	src      *source.File // the list
	folder   string       // of the chapters, "." for the book's
	messages []diag.Message
}

func (r *reader) report(m diag.Message) { r.messages = append(r.messages, m) }

// text reads a file of the book. It is false, with a message, when that is not possible.
func (r *reader) text(name string) (*source.File, bool) {
	src, ms := plaintext.Open(r.fsys, name)
	r.messages = append(r.messages, ms...)
	return src, src != nil
}

// target reads what an entry leads to, an address relative to a folder. The entry is broken, with a message, if that is
// no file of the book's folder.
func (r *reader) target(it *Item, address, folder string) {
	address = strings.TrimSpace(address)
	if web(address) {
		it.Kind, it.File = Outside, address
		return
	}
	file, anchor, _ := strings.Cut(address, "#")
	file, _, _ = strings.Cut(file, "?")
	it.Anchor = decoded(anchor)
	file = decoded(file)
	full := path.Join(folder, file)
	switch {
	case file == "":
		r.report(nowhere.At(it.At, address))
		it.Kind = broken
	case full == ".." || strings.HasPrefix(full, "../"):
		r.report(outside.At(it.At, address))
		it.Kind = broken
	default:
		it.File = full
	}
}

// decoded undoes the escapes of an address (RFC 3986 §2.1); one that is not well formed is taken as it is.
func decoded(s string) string {
	if d, err := url.PathUnescape(s); err == nil {
		return d
	}
	return s
}

// web reports whether an address has a scheme or a host (RFC 3986 §3.1), so that no file of the book is meant.
func web(address string) bool {
	if strings.HasPrefix(address, "//") {
		return true
	}
	scheme, _, ok := strings.Cut(address, ":")
	if !ok || len(scheme) < 2 {
		return false // C:\book is a mistake and no scheme
	}
	for i, c := range []byte(scheme) {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		if !letter && (i == 0 || !strings.ContainsRune("0123456789+-.", rune(c))) {
			return false
		}
	}
	return true
}
