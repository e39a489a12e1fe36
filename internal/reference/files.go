// Package reference is what Keben can say of itself when somebody asks: which keys and values each kind of file has, and
// what the manual says of a topic. The commands schema and help print it, and the manual's chapters of reference are
// compared with it. What is said of single messages is in package explain.
//
// Nothing is written down here. A schema is that of the package that reads the file, and a topic is cut out of the
// manual's own chapters, so that neither the help nor an editor can say anything else than the program does.
package reference

import (
	"keben/internal/dataset"
	"keben/internal/design"
	"keben/internal/manuscript"
	"keben/internal/project"
	"keben/internal/terms"
	"keben/internal/yaml"
	"keben/templates"
)

// File is a kind of file that an author writes in YAML.
type File struct {
	Name     string // as keben schema calls it
	Schema   func() *yaml.Schema
	Defaults func() *yaml.Node // the values of a file that says its defaults itself; else nil
}

// Files returns the kinds of files that have a schema, the book's first.
func Files() []File {
	none := func() *yaml.Node { return nil }
	return []File{
		{"book", project.Schema, none},
		{"theme", design.Schema, func() *yaml.Node { return design.Defaults(templates.FS) }},
		{"chapter", manuscript.Schema, none},
		{"data", dataset.Schema, none},
		{"terms", terms.Schema, none},
	}
}
