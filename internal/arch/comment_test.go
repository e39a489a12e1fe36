package arch

import (
	"go/ast"
	"path"
	"regexp"
	"strings"
	"testing"
)

// puzzling are phrases that a reader of English has to read twice, each with a plain one.
var puzzling = []struct {
	phrase *regexp.Regexp
	plain  string
}{
	{regexp.MustCompile(`\bof no account\b`), "ignored"},
	{regexp.MustCompile(`\bsuch as is\b`), "if it is"},
	{regexp.MustCompile(`\bsuch as are\b`), "if they are"},
	{regexp.MustCompile(`\bis wanted\b`), "is needed, or expected"},
	{regexp.MustCompile(`\bare wanted\b`), "are needed, or expected"},
	{regexp.MustCompile(`\bcomes to nothing\b`), "is empty, or fails"},
	{regexp.MustCompile(`\bis none of\b`), "is not a"},
	{regexp.MustCompile(`\bare none of\b`), "are not"},
	{regexp.MustCompile(`\bis none that\b`), "is not a"},
	{regexp.MustCompile(`\blest\b`), "so that … not"},
}

func TestCommentsAreInPlainWords(t *testing.T) {
	for _, s := range sources(t) {
		for _, c := range s.syntax.Comments {
			text := strings.Join(strings.Fields(c.Text()), " ")
			for _, p := range puzzling {
				if p.phrase.MatchString(text) {
					t.Errorf("%s: %q in a comment: say %s", at(c), p.phrase.FindString(text), p.plain)
				}
			}
		}
	}
}

// leastDoc is the fewest lines in which a package comment can say what the package is for, in what it counts, whose
// rules it follows and why it is done so.
const leastDoc = 4

func TestEveryPackageCommentHasRoomForItsReasons(t *testing.T) {
	lines := map[string]int{}
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		lines[s.pkg] += 0
		if doc := s.syntax.Doc; doc != nil {
			lines[s.pkg] += strings.Count(strings.TrimSpace(doc.Text()), "\n") + 1
		}
	}
	for pkg, n := range lines {
		if n < leastDoc {
			t.Errorf("%s: the package comment has %d lines: say what it counts, whose rules it follows and why", pkg, n)
		}
	}
}

// named is a name of another package as comments write it.
var named = regexp.MustCompile(`(?:^|[\s(\[*])([a-z]+)\.([A-Z]\w*)`)

// A comment that names what another package no longer has sends its reader on a search.
func TestCommentsNameWhatOtherPackagesHave(t *testing.T) {
	has := map[string]map[string]bool{}
	for _, s := range sources(t) {
		pkg := s.syntax.Name.Name
		if !strings.HasPrefix(s.pkg, "internal/") || path.Base(s.pkg) != pkg {
			continue
		}
		if has[pkg] == nil {
			has[pkg] = map[string]bool{}
		}
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				has[pkg][id.Name] = true
			}
			return true
		})
	}
	for _, s := range sources(t) {
		if s.test { // where a variable may have the name of a package
			continue
		}
		for _, c := range s.syntax.Comments {
			for _, m := range named.FindAllStringSubmatch(c.Text(), -1) {
				if names, ours := has[m[1]]; ours && !names[m[2]] {
					t.Errorf("%s: a comment names %s.%s, which is not there", at(c), m[1], m[2])
				}
			}
		}
	}
}
