package arch

import (
	"go/ast"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// paper returns a document at the module's root.
func paper(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// The rows of the table are in the order of the rules, from the ground up, and every package is on its storey.
func TestTheCodeMapIsThatOfTheRules(t *testing.T) {
	storey := ""
	var storeys []string
	on := map[string]string{} // the storey of a package
	for _, row := range rows(paper(t, "ARCHITECTURE.md"), "| storey | package |") {
		if row[0] != "" {
			storey = row[0]
			storeys = append(storeys, storey)
		}
		for _, name := range quotedName.FindAllStringSubmatch(row[1], -1) {
			on[name[1]] = storey
		}
	}
	var ordered []string
	for _, l := range slices.Backward(layers) {
		ordered = append(ordered, l.name)
		for _, p := range l.packages {
			if name := strings.TrimPrefix(p, "internal/"); on[name] != l.name {
				t.Errorf("`%s` is on the storey %q, in ARCHITECTURE.md on %q", name, l.name, on[name])
			}
		}
	}
	if !slices.Equal(storeys, ordered) {
		t.Errorf("ARCHITECTURE.md has the storeys\n%s\nthe rules\n%s", strings.Join(storeys, "\n"), strings.Join(ordered, "\n"))
	}
}

// The glossary translates the words of the code into those that messages and manuals use.
func TestTheGlossaryUsesTheWordsOfTheMessages(t *testing.T) {
	list := rows(paper(t, "ARCHITECTURE.md"), "| word | means |")
	if len(list) < 20 {
		t.Fatalf("%d words in the glossary", len(list))
	}
	for _, row := range list {
		if wrong, right := misnamed(row[2], ""); wrong != "" {
			t.Errorf("the glossary says %q for %s: %s", wrong, row[0], right)
		}
	}
}

var quotedName = regexp.MustCompile("`([^`]+)`")

// rows returns the cells of the table whose head begins with a text.
func rows(text, head string) (out [][]string) {
	_, table, _ := strings.Cut(text, "\n"+head)
	for _, line := range strings.Split(table, "\n")[2:] {
		if !strings.HasPrefix(line, "|") {
			break
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		out = append(out, cells)
	}
	return out
}

// moduleLine is a line of go.mod or of NOTICE that begins with the path of a module.
var moduleLine = regexp.MustCompile(`(?m)^\t?([a-z0-9.-]+\.[a-z]+/[^\s]+)[ \t]`)

func modulesIn(text string) (paths []string) {
	for _, m := range moduleLine.FindAllStringSubmatch(text, -1) {
		paths = append(paths, m[1])
	}
	return paths
}

// go.mod has what is compiled on any system, and what the tests use, direct or not.
func TestTheNoticeNamesTheModulesThereAre(t *testing.T) {
	required, noticed := modulesIn(paper(t, "go.mod")), modulesIn(paper(t, "NOTICE"))
	if len(required) < 10 {
		t.Fatalf("%d modules in go.mod", len(required))
	}
	for _, m := range required {
		if !slices.Contains(noticed, m) {
			t.Errorf("NOTICE does not name %s", m)
		}
	}
	for _, m := range noticed {
		if !slices.Contains(required, m) {
			t.Errorf("NOTICE names %s, which go.mod does not require", m)
		}
	}
}

// declarations are the functions of a package, methods as Type.Name.
func declarations(t *testing.T, pkg string) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	for _, s := range sources(t) {
		if s.pkg != pkg || s.test {
			continue
		}
		for _, d := range s.syntax.Decls {
			f, ok := d.(*ast.FuncDecl)
			switch {
			case !ok:
			case f.Recv == nil:
				out[f.Name.Name] = true
			default:
				e := f.Recv.List[0].Type
				if star, ok := e.(*ast.StarExpr); ok {
					e = star.X
				}
				if id, ok := e.(*ast.Ident); ok {
					out[id.Name+"."+f.Name.Name] = true
				}
			}
		}
	}
	return out
}

// imports reports whether a package, without its tests, imports another one.
func imports(t *testing.T, from, to string) bool {
	t.Helper()
	return slices.ContainsFunc(sources(t), func(s *source) bool {
		return s.pkg == from && !s.test && slices.Contains(s.imports, module+"/"+to)
	})
}

var quoted = regexp.MustCompile("`([^`]+)`")

func TestOneParagraphsWayGoesThroughTheCodeAndEntersNoRoomTwice(t *testing.T) {
	_, way, found := strings.Cut(paper(t, "ARCHITECTURE.md"), "\n## One paragraph's way\n")
	way, _, _ = strings.Cut(way, "\n## ")
	tables := strings.Split(way, "|---|---|---|\n")[1:]
	if !found || len(tables) != 3 {
		t.Fatalf("ARCHITECTURE.md shows %d parts of one paragraph's way; 3 are expected", len(tables))
	}
	begun := map[string]bool{}
	var above []string // the rooms that wait for the answer of the next, outermost first
	for i, table := range tables {
		entered := maps.Clone(begun)
		for line := range strings.Lines(table) {
			cells := strings.Split(line, "|")
			if len(cells) != 5 {
				break
			}
			name := quoted.FindStringSubmatch(cells[1])
			functions := quoted.FindAllStringSubmatch(cells[2], -1)
			if name == nil || len(functions) == 0 {
				t.Errorf("no room, or no function: %s", line)
				continue
			}
			room := "internal/" + name[1]
			if entered[room] {
				t.Errorf("%s is entered twice", room)
			}
			entered[room] = true
			depth := strings.Count(cells[1], "–")
			if above = append(above[:min(depth, len(above))], room); depth > 0 && !imports(t, above[depth-1], room) {
				t.Errorf("%s does not import %s", above[depth-1], room)
			}
			has := declarations(t, room)
			for _, f := range functions {
				if !has[f[1]] {
					t.Errorf("%s has no %s", room, f[1])
				}
			}
		}
		if i == 0 {
			begun = entered // both ways begin so
		}
	}
}
