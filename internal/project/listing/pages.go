package listing

import (
	"bytes"
	"strconv"
	"strings"

	"keben/internal/frontmatter"
	"keben/internal/plaintext"
	"keben/internal/yaml"
)

// facts is the front matter of a page, for tools whose order is written in the pages, and whether anything follows it.
// Faults in it are told by who reads the chapters.
func (r *reader) facts(name string) (root *yaml.Node, written bool) {
	src, _ := plaintext.Open(r.fsys, name)
	if src == nil {
		return nil, false
	}
	root, body, _ := frontmatter.Read(src)
	return root, len(bytes.TrimSpace(src.Text[body:])) > 0
}

// number is the number of the first of the keys that a mapping has.
func number(n *yaml.Node, keys ...string) (float64, bool) {
	f, err := strconv.ParseFloat(strings.ReplaceAll(text(n, keys...), "_", ""), 64)
	return f, err == nil && f == f
}
