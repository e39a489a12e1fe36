package source

import "strings"

// Endings are how the names of chapter files end, the usual one first: Markdown, Mmark, and the Markdown of Quarto, of
// R Markdown and of MDX.
var Endings = [...]string{".md", ".markdown", ".mmark", ".qmd", ".Rmd", ".rmd", ".mdx"}

// Stem is a chapter's name without its ending; other names are returned as they are.
func Stem(name string) string {
	for _, ext := range Endings {
		if s, ok := strings.CutSuffix(name, ext); ok {
			return s
		}
	}
	return name
}

// IsChapter reports whether a file has the name of a chapter.
func IsChapter(name string) bool { return Stem(name) != name }
