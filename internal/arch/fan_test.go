package arch

import (
	"go/ast"
	"go/token"
	"slices"
	"testing"
)

// maxFan is how many packages of the house one package may import: more cannot be kept in mind while it is read. What
// every package speaks is not counted, because whoever reads any package knows it: characters and texts, lengths,
// messages, languages, quantities, limits, the door for goroutines. It stands in the storeys from spoken down.
const (
	maxFan = 12
	spoken = "what bounds, carries and remembers all work"
)

// manyImports are the packages that import more, with the reason and the number that they may not exceed.
var manyImports = map[string]struct {
	most int
	why  string
}{
	"internal/manuscript": {13, "it puts the readers of a chapter's parts together"},
	"internal/press":      {25, "it puts the stages together: what it does is to know them all"},
}

func TestPackagesImportFewOthers(t *testing.T) {
	ground := slices.IndexFunc(layers, func(l layer) bool { return l.name == spoken })
	if ground < 0 {
		t.Fatalf("there is no storey %q", spoken)
	}
	fan := map[string]map[string]bool{}
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		if fan[s.pkg] == nil {
			fan[s.pkg] = map[string]bool{}
		}
		for _, path := range s.imports {
			if to, ours := inside(path); ours && storey(to) < ground {
				fan[s.pkg][to] = true
			}
		}
	}
	for pkg, to := range fan {
		most := maxFan
		if excused, ok := manyImports[pkg]; ok {
			most = excused.most
		}
		if len(to) > most {
			t.Errorf("%s imports %d packages of the house that not every package speaks; %d are allowed", pkg, len(to), most)
		}
	}
	for pkg, excused := range manyImports {
		switch n := len(fan[pkg]); {
		case n <= maxFan:
			t.Errorf("manyImports names %s, which imports %d packages: remove the entry", pkg, n)
		case n < excused.most:
			t.Errorf("manyImports allows %s %d packages; it imports %d: lower the number", pkg, excused.most, n)
		}
	}
}

// A package of aliases and of functions that only call others is a door in front of a door.
func TestNoPackageOnlyPassesOn(t *testing.T) {
	own, passed := map[string]int{}, map[string]int{}
	for _, s := range sources(t) {
		if s.test || s.syntax.Name.Name == "main" {
			continue
		}
		for _, d := range s.syntax.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if !d.Name.IsExported() {
					continue
				}
				if d.Recv == nil && passesOn(d) {
					passed[s.pkg]++
				} else {
					own[s.pkg]++
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					switch spec := spec.(type) {
					case *ast.TypeSpec:
						if spec.Name.IsExported() && foreign(spec.Type) && spec.Assign != token.NoPos {
							passed[s.pkg]++
						} else if spec.Name.IsExported() {
							own[s.pkg]++
						}
					case *ast.ValueSpec:
						own[s.pkg]++
					}
				}
			}
		}
	}
	for pkg, n := range passed {
		if own[pkg] == 0 {
			t.Errorf("%s only passes on %d names of other packages", pkg, n)
		}
	}
}

// passesOn reports whether a function does nothing but call one of another package.
func passesOn(f *ast.FuncDecl) bool {
	if f.Body == nil || len(f.Body.List) != 1 {
		return false
	}
	r, ok := f.Body.List[0].(*ast.ReturnStmt)
	if !ok || len(r.Results) != 1 {
		return false
	}
	call, ok := r.Results[0].(*ast.CallExpr)
	return ok && foreign(call.Fun)
}

// foreign reports whether an expression is a name of another package.
func foreign(e ast.Expr) bool {
	if x, ok := e.(*ast.IndexExpr); ok {
		e = x.X
	}
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	_, ok = sel.X.(*ast.Ident)
	return ok
}
