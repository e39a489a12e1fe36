// Package output has the type that every output returns: a file in memory.
//
// Outputs write nothing themselves, so that they can be tested without a disk, served from memory, and published by
// package publish in one transaction.
package output

import "strings"

// Folder is the usual place of the output inside the book's folder.
const Folder = "public"

// Within reports whether a path, relative to the book's folder, is in that place, whose files are no source of the
// book.
func Within(p string) bool { return p == Folder || strings.HasPrefix(p, Folder+"/") }

// File is one file of the result. Path is slash-separated, relative to the output folder.
type File struct {
	Path string
	Data []byte
}
