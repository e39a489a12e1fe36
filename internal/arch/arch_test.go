package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

const module = "keben"

// source is one Go file of the module.
type source struct {
	path    string // slash-separated, relative to the module's root
	pkg     string // its folder
	test    bool
	lines   int
	text    string
	syntax  *ast.File
	imports []string
}

var (
	fset = token.NewFileSet()
	tree = sync.OnceValues(readTree)
)

// readTree parses every Go file below the folder of go.mod.
func readTree() ([]*source, error) {
	root, err := filepath.Abs("../..")
	if err != nil {
		return nil, err
	}
	var out []*source
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "public") && path != root:
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go"):
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		syntax, err := parser.ParseFile(fset, path, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		s := &source{
			path: filepath.ToSlash(rel), pkg: filepath.ToSlash(filepath.Dir(rel)),
			test: strings.HasSuffix(path, "_test.go"), lines: strings.Count(string(text), "\n"),
			text: string(text), syntax: syntax,
		}
		for _, im := range syntax.Imports {
			p, err := strconv.Unquote(im.Path.Value)
			if err != nil {
				return err
			}
			s.imports = append(s.imports, p)
		}
		out = append(out, s)
		return nil
	})
	return out, err
}

func sources(t *testing.T) []*source {
	t.Helper()
	all, err := tree()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("no Go files found")
	}
	return all
}

// inside returns the package path relative to the module, when it is one of ours.
func inside(path string) (string, bool) { return strings.CutPrefix(path, module+"/") }

// storey returns the index into layers, counted from the roof, or -1.
func storey(pkg string) int {
	return slices.IndexFunc(layers, func(l layer) bool { return slices.Contains(l.packages, pkg) })
}

// matches reports whether a package path fits a pattern, which may end in /...
func matches(pattern, pkg string) bool {
	if base, ok := strings.CutSuffix(pattern, "/..."); ok {
		return pkg == base || strings.HasPrefix(pkg, base+"/")
	}
	return pkg == pattern
}

func TestEveryPackageStandsInOneStorey(t *testing.T) {
	seen := map[string]int{}
	for _, l := range layers {
		for _, p := range l.packages {
			seen[p]++
			if seen[p] > 1 {
				t.Errorf("%s stands in two storeys", p)
			}
		}
	}
	for _, s := range sources(t) {
		if storey(s.pkg) < 0 {
			t.Errorf("%s: package %s is in no storey: enter it in layers", s.path, s.pkg)
		}
	}
}

func TestImportsGoDownOnly(t *testing.T) {
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		for _, path := range s.imports {
			to, ours := inside(path)
			if !ours {
				continue
			}
			from, below := storey(s.pkg), storey(to)
			switch {
			case below > from:
			case below == from && sideways[s.pkg][to] != "":
			default:
				t.Errorf("%s imports %s, which does not stand below %s", s.path, to, s.pkg)
			}
		}
	}
}

func TestSidewaysImportsAreUsedAndFormNoRing(t *testing.T) {
	used := map[[2]string]bool{}
	for _, s := range sources(t) {
		for _, path := range s.imports {
			if to, ours := inside(path); ours && !s.test {
				used[[2]string{s.pkg, to}] = true
			}
		}
	}
	for from, tos := range sideways {
		for to := range tos {
			if !used[[2]string{from, to}] {
				t.Errorf("sideways allows %s to import %s, which it does not: remove the entry", from, to)
			}
			if storey(from) != storey(to) {
				t.Errorf("sideways names %s and %s, which stand in different storeys", from, to)
			}
			if sideways[to][from] != "" {
				t.Errorf("%s and %s import each other", from, to)
			}
		}
	}
}

func TestWallsHold(t *testing.T) {
	for _, s := range sources(t) {
		for _, path := range s.imports {
			to, ours := inside(path)
			if !ours || s.test {
				continue
			}
			for _, w := range walls {
				if matches(w.from, s.pkg) && matches(w.to, to) {
					t.Errorf("%s imports %s: %s", s.path, to, w.why)
				}
			}
		}
	}
}

func TestEveryModuleHasAnOwner(t *testing.T) {
	for _, s := range sources(t) {
		for _, path := range s.imports {
			first, _, _ := strings.Cut(path, "/")
			if !strings.Contains(first, ".") || s.test && matches("github.com/google/go-cmp/...", path) {
				continue
			}
			// The first entry that fits is the most particular one: the table lists parts before wholes.
			i := slices.IndexFunc(owners, func(o owner) bool { return matches(o.module+"/...", path) })
			switch {
			case i < 0:
				t.Errorf("%s imports %s, which has no owner: enter it in owners", s.path, path)
			case !slices.Contains(owners[i].packages, s.pkg):
				t.Errorf("%s imports %s, which belongs to %s", s.path, path, strings.Join(owners[i].packages, " and "))
			}
		}
	}
}

func TestOnlyTheEdgesTouchTheMachine(t *testing.T) {
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		for _, path := range s.imports {
			may, listed := machine[path]
			if listed && !slices.Contains(may, s.pkg) {
				t.Errorf("%s imports %s", s.path, path)
			}
			if !listed && strings.HasPrefix(path, "net/") && path != "net/url" && path != "net/netip" {
				t.Errorf("%s imports %s", s.path, path)
			}
			for _, only := range testOnly {
				if ours, _ := inside(path); ours == only || matches(only+"/...", path) {
					if s.pkg != "internal/golden" && s.pkg != "internal/yaml/slip" {
						t.Errorf("%s imports %s, which is for tests", s.path, path)
					}
				}
			}
		}
	}
}

func TestNothingReadsTheClock(t *testing.T) {
	for _, s := range sources(t) {
		if s.test || slices.Contains(clockOwners, s.pkg) || !slices.Contains(s.imports, "time") {
			continue
		}
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok && clockless[sel.Sel.Name] {
				if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" {
					t.Errorf("%s calls time.%s", at(sel), sel.Sel.Name)
				}
			}
			return true
		})
	}
}

func TestFilesAreSmallEnoughToHold(t *testing.T) {
	for _, s := range sources(t) {
		if s.lines > maxLines && !ast.IsGenerated(s.syntax) {
			t.Errorf("%s has %d lines; %d are allowed", s.path, s.lines, maxLines)
		}
	}
}

func TestFunctionsTakeFewParameters(t *testing.T) {
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		excused := map[*ast.FuncType]bool{}
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				excused[n.Type] = manyParameters[s.pkg+"."+n.Name.Name] != ""
			case *ast.FuncType: // of functions, methods, literals, fields and interfaces alike
				if n.Params.NumFields() > maxParameters && !excused[n] {
					t.Errorf("%s: a function takes %d parameters; %d are allowed", at(n), n.Params.NumFields(), maxParameters)
				}
			}
			return true
		})
	}
}

func TestNamesSaySomething(t *testing.T) {
	for _, s := range sources(t) {
		for _, d := range s.syntax.Decls {
			for _, id := range declared(d) {
				for _, word := range emptyNames {
					if strings.HasSuffix(id.Name, word) || strings.EqualFold(id.Name, word) {
						t.Errorf("%s: %s says nothing about what it does", at(id), id.Name)
					}
				}
			}
		}
		if name := s.syntax.Name.Name; slices.ContainsFunc(emptyNames, func(w string) bool { return strings.EqualFold(w, name) }) {
			t.Errorf("%s: package %s says nothing about what it does", s.path, name)
		}
	}
}

func TestNothingIsLeftForLater(t *testing.T) {
	// Spelt apart so that this file passes its own test.
	marks := []string{"TO" + "DO", "FIX" + "ME", "XX" + "X:", "HA" + "CK:"}
	for _, s := range sources(t) {
		for _, group := range s.syntax.Comments {
			for _, mark := range marks {
				if strings.Contains(group.Text(), mark) {
					t.Errorf("%s: %s in a comment", at(group), mark)
				}
			}
		}
	}
}

func TestExportedNamesAreDocumented(t *testing.T) {
	packageDoc := map[string]bool{}
	for _, s := range sources(t) {
		packageDoc[s.pkg] = packageDoc[s.pkg] || s.syntax.Doc != nil
		if s.test || s.syntax.Name.Name == "main" {
			continue
		}
		for _, d := range s.syntax.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && d.Doc == nil && (d.Recv == nil || exportedReceiver(d)) {
					t.Errorf("%s: %s has no comment", at(d), d.Name.Name)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if ts, ok := spec.(*ast.TypeSpec); ok && ts.Name.IsExported() && d.Doc == nil && ts.Doc == nil && ts.Comment == nil {
						t.Errorf("%s: type %s has no comment", at(ts), ts.Name.Name)
					}
				}
			}
		}
	}
	for pkg, has := range packageDoc {
		if !has {
			t.Errorf("package %s has no comment that says what it is for", pkg)
		}
	}
}

// exportedReceiver reports whether a method belongs to an exported type. The methods that satisfy a
// well-known interface say all in their name.
func exportedReceiver(d *ast.FuncDecl) bool {
	if slices.Contains([]string{"String", "Error", "Unwrap", "Len", "Less", "Swap", "Read", "Write", "Close"}, d.Name.Name) {
		return false
	}
	e := d.Recv.List[0].Type
	if star, ok := e.(*ast.StarExpr); ok {
		e = star.X
	}
	id, ok := e.(*ast.Ident)
	return ok && id.IsExported()
}

// declared returns the names a top-level declaration introduces.
func declared(d ast.Decl) (ids []*ast.Ident) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		ids = append(ids, d.Name)
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				ids = append(ids, spec.Name)
			case *ast.ValueSpec:
				ids = append(ids, spec.Names...)
			}
		}
	}
	return ids
}

// at is a place as file:line, relative to the module's root.
func at(n ast.Node) string {
	p := fset.Position(n.Pos())
	root, err := filepath.Abs("../..")
	if err == nil {
		if rel, err := filepath.Rel(root, p.Filename); err == nil {
			p.Filename = filepath.ToSlash(rel)
		}
	}
	return p.Filename + ":" + strconv.Itoa(p.Line)
}

func TestOneDoorStartsGoroutines(t *testing.T) {
	const door = "internal/crew"
	for _, s := range sources(t) {
		if s.test || s.pkg == door {
			continue
		}
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				t.Errorf("%s starts a goroutine: a panic in it would end the program; use %s", at(n), door)
			case *ast.SelectorExpr:
				x, ok := n.X.(*ast.Ident)
				if ok && (x.Name == "sync" && n.Sel.Name == "WaitGroup" || x.Name == "time" && n.Sel.Name == "AfterFunc" || x.Name == "errgroup") {
					t.Errorf("%s uses %s.%s, which starts goroutines or waits for them; use %s", at(n), x.Name, n.Sel.Name, door)
				}
			}
			return true
		})
	}
}

func TestEveryLimitIsMetSomewhere(t *testing.T) {
	unmet := map[string]ast.Node{}
	for _, s := range sources(t) {
		if s.pkg != "internal/budget" || s.test {
			continue
		}
		for _, d := range s.syntax.Decls {
			for _, id := range declared(d) {
				if v, ok := d.(*ast.GenDecl); ok && v.Tok == token.VAR && id.IsExported() {
					unmet[id.Name] = id
				}
			}
		}
	}
	if len(unmet) < 10 {
		t.Fatalf("%d limits", len(unmet))
	}
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := sel.X.(*ast.Ident); ok && x.Name == "budget" {
					delete(unmet, sel.Sel.Name)
				}
			}
			return true
		})
	}
	for name, id := range unmet {
		t.Errorf("%s: nothing is measured by budget.%s", at(id), name)
	}
}
