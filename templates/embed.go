// Package templates holds the built-in looks: the theme, the page templates, the fonts and what the preview adds to a page. A file of the
// same path in a book's templates/ folder replaces the one here.
package templates

import "embed"

// FS is this folder.
//
//go:embed theme.yaml fonts/*.ttf website print preview
var FS embed.FS
