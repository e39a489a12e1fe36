// Package templates embeds the built-in look: the theme, the page templates, the fonts, and the script that the preview
// adds to pages. A file of the same path in a book's templates/ folder replaces the one here.
//
// They are files and not Go code, so that a designer can change them, and embedded, so that Keben is one binary and a
// book looks the same on every machine. Units are in the files: theme.yaml says which values are in points,
// millimetres, thousandths of an em or lines.
package templates

import "embed"

// FS is this folder.
//
//go:embed theme.yaml fonts/*.ttf website print preview
var FS embed.FS
