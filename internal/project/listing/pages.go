package listing

import (
	"strconv"
	"strings"

	"keben/internal/frontmatter"
	"keben/internal/plaintext"
	"keben/internal/yaml"
)

// facts is the front matter of a page, for tools whose order is written in the pages. Faults in it are told by who reads
// the chapters.
func (r *reader) facts(name string) *yaml.Node {
	src, _ := plaintext.Open(r.fsys, name)
	if src == nil {
		return nil
	}
	root, _, _ := frontmatter.Read(src)
	return root
}

// number is the number of the first of the keys that a mapping has.
func number(n *yaml.Node, keys ...string) (float64, bool) {
	f, err := strconv.ParseFloat(strings.ReplaceAll(text(n, keys...), "_", ""), 64)
	return f, err == nil && f == f
}
