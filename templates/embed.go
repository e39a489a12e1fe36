// Package templates holds the built-in looks: the theme, the page templates and the fonts. A file of the
// same path in a book's templates/ folder replaces the one here.
package templates

import "embed"

// FS is this folder.
//
//go:embed theme.yaml fonts/*.ttf website print
var FS embed.FS
