// Package tool names the programs for which a folder of Markdown may have been written, so that the readers of their
// lists of chapters, of their links and of their constructs mean the same one by the same word. The names are those of
// `syntax:` in book.yaml, in small letters.
//
// What a tool's folder looks like and what its authors type is not said here: package project has the one,
// manuscript/foreign the other.
package tool

// Name is the tool in whose syntax chapters are written, as `syntax:` in book.yaml has it.
type Name string

// The tools. Chapters in Keben's own Markdown have none of them.
const (
	Keben Name = ""    // its own Markdown and nothing else
	Any   Name = "any" // nobody knows which: the constructs of all are read

	MdBook     Name = "mdbook"
	GitBook    Name = "gitbook" // and HonKit
	MkDocs     Name = "mkdocs"
	VitePress  Name = "vitepress"
	Docusaurus Name = "docusaurus"
	Docsify    Name = "docsify"
	Hugo       Name = "hugo"
	Jekyll     Name = "jekyll"
	Quarto     Name = "quarto"
	Bookdown   Name = "bookdown"
	MyST       Name = "myst" // and Jupyter Book
	D2L        Name = "d2l"
	Obsidian   Name = "obsidian"
)

// own is how a book says that it is in Keben's own Markdown; a key left out means what the folder shows.
const own = "keben"

// titles are the tools' names as their makers write them, in the order in which they are listed.
var titles = [...]struct {
	name  Name
	title string
}{
	{MdBook, "mdBook"}, {GitBook, "GitBook"}, {MkDocs, "MkDocs"}, {VitePress, "VitePress"}, {Docusaurus, "Docusaurus"}, {Docsify, "docsify"},
	{Hugo, "Hugo"}, {Jekyll, "Jekyll"}, {Quarto, "Quarto"}, {Bookdown, "bookdown"}, {MyST, "MyST"}, {D2L, "d2lbook"}, {Obsidian, "Obsidian"},
}

// Title is the tool's name in messages: "mdBook".
func (n Name) Title() string {
	for _, t := range titles {
		if t.name == n {
			return t.title
		}
	}
	return string(n)
}

// Values are what `syntax:` may be: Keben's own, any, and the tools.
func Values() []string {
	out := []string{own, string(Any)}
	for _, t := range titles {
		out = append(out, string(t.name))
	}
	return out
}

// Parse is the tool of a value of `syntax:`.
func Parse(value string) Name {
	if value == own {
		return Keben
	}
	return Name(value)
}
