package listing

import (
	"path"
	"strings"
)

// Match reports whether a file's path is one of those that a [Pattern] stands for. Each part of a path is matched by
// [path.Match], and ** is any number of folders.
func Match(pattern, name string) bool {
	return match(strings.Split(pattern, "/"), strings.Split(name, "/"))
}

// match fills a row per part of the pattern: which beginnings of the name it has matched. So its work is the product of
// the lengths, however many ** there are.
func match(pattern, name []string) bool {
	reached := make([]bool, len(name)+1)
	reached[0] = true
	for _, p := range pattern {
		next := make([]bool, len(name)+1)
		for i := range reached {
			if p == "**" {
				next[i] = reached[i] || i > 0 && next[i-1]
			} else if i > 0 && reached[i-1] {
				next[i], _ = path.Match(p, name[i-1])
			}
		}
		reached = next
	}
	return reached[len(name)]
}

// ignore is a line of a list of patterns as Git has it (gitignore, "Pattern format").
type ignore struct {
	pattern []string
	folder  bool // only folders are meant
	not     bool // what an earlier line excluded is not
}

// ignores reads a list of patterns, a line each.
func ignores(text string) []ignore {
	var out []ignore
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		var ig ignore
		line, ig.not = strings.CutPrefix(line, "!")
		line, ig.folder = strings.CutSuffix(line, "/")
		if rest, rooted := strings.CutPrefix(line, "/"); rooted || strings.Contains(line, "/") {
			ig.pattern = strings.Split(rest, "/")
		} else {
			ig.pattern = []string{"**", line} // at any depth
		}
		out = append(out, ig)
	}
	return out
}

// ignored reports whether the last line that fits a path excludes it.
func ignored(list []ignore, name string, folder bool) bool {
	parts := strings.Split(name, "/")
	out := false
	for _, ig := range list {
		if (folder || !ig.folder) && match(ig.pattern, parts) {
			out = !ig.not
		}
	}
	return out
}
