package arch

import (
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// A type that knows everything of an edition can be set neither side by side nor kept. What is larger says why in its
// comment: "It is large because …".
const (
	mostFields  = 15
	mostMethods = 30
	reason      = "is large because"
)

// carved are the packages whose types are measured.
var carved = []string{"internal/typeset/...", "internal/forme", "internal/draw", "internal/pdf"}

func TestTypesOfThePrintersAreSmallOrSayWhyNot(t *testing.T) {
	type counted struct {
		at              ast.Node
		fields, methods int
		doc             string
	}
	types := map[string]*counted{}
	of := func(name string) *counted {
		if types[name] == nil {
			types[name] = &counted{}
		}
		return types[name]
	}
	for _, s := range sources(t) {
		if s.test || !slices.ContainsFunc(carved, func(p string) bool { return matches(p, s.pkg) }) {
			continue
		}
		for _, d := range s.syntax.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if name := receiver(d); name != "" {
					of(s.pkg+"."+name).methods++
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if ts, ok := spec.(*ast.TypeSpec); ok {
						c := of(s.pkg + "." + ts.Name.Name)
						c.at, c.doc = ts, d.Doc.Text()+ts.Doc.Text()
						if st, ok := ts.Type.(*ast.StructType); ok {
							c.fields = fieldsOf(st)
						}
					}
				}
			}
		}
	}
	for name, c := range types {
		if (c.fields > mostFields || c.methods > mostMethods) && !strings.Contains(strings.Join(strings.Fields(c.doc), " "), reason) {
			t.Errorf("%s: %s has %d fields and %d methods; %d and %d are allowed without a reason", at(c.at), name, c.fields, c.methods, mostFields, mostMethods)
		}
	}
	if len(types) < 100 {
		t.Errorf("only %d types were found", len(types))
	}
}

// receiver is the name of the type that a method belongs to, "" for a function.
func receiver(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return ""
	}
	x := f.Recv.List[0].Type
	if p, ok := x.(*ast.StarExpr); ok {
		x = p.X
	}
	if p, ok := x.(*ast.IndexExpr); ok {
		x = p.X
	}
	id, ok := x.(*ast.Ident)
	if !ok {
		return ""
	}
	return id.Name
}

// fieldsOf counts the fields of a struct; an embedded one is one.
func fieldsOf(st *ast.StructType) (n int) {
	for _, f := range st.Fields.List {
		n += max(1, len(f.Names))
	}
	return n
}
