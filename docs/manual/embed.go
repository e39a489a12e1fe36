// Package manual embeds the manual of Keben, a book in its own format, so that `keben help TOPIC` can print its
// sections.
//
// The sections are printed from the same chapters that `make manual` builds, and not from texts of their own, so that
// the help and the manual cannot differ.
package manual

import "embed"

// FS is this folder, as far as it is text.
//
//go:embed book.yaml content/*/*.md
var FS embed.FS
