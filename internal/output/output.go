// Package output holds what every output is in the end: files.
package output

import "strings"

// Folder is the usual place of the output inside the book's folder.
const Folder = "public"

// Within reports whether a path, relative to the book's folder, is in that place, whose files are no source of the book.
func Within(p string) bool { return p == Folder || strings.HasPrefix(p, Folder+"/") }

// File is one file of the result. Path is slash-separated, relative to the output folder.
type File struct {
	Path string
	Data []byte
}
