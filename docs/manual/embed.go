// Package manual is the manual of Keben, a book in its own format. The program carries its chapters, so that
// `keben help TOPIC` can print their sections.
package manual

import "embed"

// FS is this folder, as far as it is text.
//
//go:embed book.yaml content/*/*.md
var FS embed.FS
