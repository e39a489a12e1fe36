package arch

import (
	"go/ast"
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

// large are the structs with more fields. A parameter list moved into a struct is no reason.
var large = map[string]string{
	"internal/book.Chapter":                "the front matter of a chapter",
	"internal/book/collate.collator":       "not yet divided: numbering, labels and lists in one pass",
	"internal/design.Details":              "a value of theme.yaml each",
	"internal/design.Style":                "a value of theme.yaml each",
	"internal/exchange/xliff.reader":       "not yet divided: the state of nested elements",
	"internal/figure/svg.rebuilder":        "not yet divided: the state of nested elements",
	"internal/figure/svg.style":            "a property of SVG each",
	"internal/font.Face":                   "a table of OpenType each",
	"internal/font.charString":             "the registers of the Type 2 machine",
	"internal/lang.Language":               "a decision each",
	"internal/manuscript/markdown.parsing": "not yet divided: the hooks of one parser",
	"internal/manuscript/mmark.reader":     "not yet divided: positions recovered for every construct",
	"internal/output/proof.item":           "not yet divided: a field a kind of line",
	"internal/output/website.Chapter":      "what a template may print of a chapter",
	"internal/output/website.Page":         "what a template may print of a page",
	"internal/project.Project":             "what book.yaml says",
	"internal/project.spec":                "a key of book.yaml each",
}

// versatile are the types with more methods.
var versatile = map[string]string{
	"cmd/keben.tool":                        "a command each, and how it speaks to a person",
	"internal/book/collate.collator":        "not yet divided: numbering, labels and lists in one pass",
	"internal/lang.english":                 "a word or a form of the language each",
	"internal/lang.simplified":              "a word or a form of the language each",
	"internal/lang.traditional":             "a word or a form of the language each",
	"internal/manuscript/markdown.lowering": "a kind of node of the parser each",
	"internal/manuscript/mmark.reader":      "not yet divided: positions recovered for every construct",
	"internal/output/html.Writer":           "a kind of block or inline each",
	"internal/output/proof.setter":          "not yet divided: lines, margins and marks of one sheet",
	"internal/output/website.edition":       "not yet divided: pages, contents and parallel views of one edition",
}

func TestTypesAreSmallOrSayWhyNot(t *testing.T) {
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
		if s.test {
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
		if (c.fields > mostFields && large[name] == "" || c.methods > mostMethods && versatile[name] == "") && !strings.Contains(strings.Join(strings.Fields(c.doc), " "), reason) {
			t.Errorf("%s: %s has %d fields and %d methods; %d and %d are allowed without a reason", at(c.at), name, c.fields, c.methods, mostFields, mostMethods)
		}
	}
	for name := range large {
		if types[name] == nil || types[name].fields <= mostFields {
			t.Errorf("large names %s, which is not: remove the entry", name)
		}
	}
	for name := range versatile {
		if types[name] == nil || types[name].methods <= mostMethods {
			t.Errorf("versatile names %s, which is not: remove the entry", name)
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
