package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math/big"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// place is a range of a file that can be changed, and what may stand there instead.
type place struct {
	file     string // slash-separated, relative to the module's root
	decl     string // the function, type, variable or constant around it
	from, to int    // bytes
	line     int
	number   bool // a number or a character as it is written
	instead  []string
}

// change is a place with the one text chosen for it.
type change struct {
	place
	with  string
	shown string // the line with the change in it: ⟦before → after⟧
}

// name is how a change is called in the list of equivalent ones: it does not move with the lines above it.
func (c change) name() string { return c.file + " " + c.decl + ": " + c.shown }

// apply returns the file with the change made.
func (c change) apply(text []byte) []byte {
	return append(append(append([]byte{}, text[:c.from]...), c.with...), text[c.to:]...)
}

// show sets shown from the text of the file.
func (c *change) show(text []byte) {
	begin := bytes.LastIndexByte(text[:c.from], '\n') + 1
	rest, _, _ := bytes.Cut(text[c.to:], []byte("\n"))
	c.shown = strings.TrimSpace(fmt.Sprintf("%s⟦%s → %s⟧%s", text[begin:c.from], oneLine(text[c.from:c.to]), oneLine([]byte(c.with)), rest))
}

// oneLine joins lines and cuts what is long: enough to know a statement by.
func oneLine(text []byte) string {
	s := strings.Join(strings.Fields(string(text)), " ")
	if r := []rune(s); len(r) > 100 {
		s = string(r[:100]) + "…"
	}
	return s
}

// swaps are the operators that stand in for another one: its neighbour at the edge first, then its opposite.
var swaps = map[token.Token][]string{
	token.ADD: {"-"}, token.SUB: {"+"}, token.MUL: {"/"}, token.QUO: {"*"}, token.REM: {"*"},
	token.LSS: {"<=", ">="}, token.LEQ: {"<", ">"}, token.GTR: {">=", "<="}, token.GEQ: {">", "<"},
	token.EQL: {"!="}, token.NEQ: {"=="}, token.LAND: {"||"}, token.LOR: {"&&"},
	token.AND: {"|"}, token.OR: {"&"}, token.XOR: {"&"}, token.SHL: {">>"}, token.SHR: {"<<"}, token.AND_NOT: {"&"},
	token.ADD_ASSIGN: {"-="}, token.SUB_ASSIGN: {"+="}, token.MUL_ASSIGN: {"/="}, token.QUO_ASSIGN: {"*="},
	token.OR_ASSIGN: {"&="}, token.AND_ASSIGN: {"|="}, token.INC: {"--"}, token.DEC: {"++"},
}

// finder gathers the places of one file.
type finder struct {
	fset   *token.FileSet
	text   []byte
	file   string
	decl   string
	places []place
}

// places returns the places of a file in the order in which they stand there.
func places(root, file string) ([]place, error) {
	text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(file)))
	if err != nil {
		return nil, err
	}
	f := &finder{fset: token.NewFileSet(), text: text, file: file}
	syntax, err := parser.ParseFile(f.fset, file, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	if ast.IsGenerated(syntax) {
		return nil, nil
	}
	for _, d := range syntax.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			f.decl = d.Name.Name
			if d.Body != nil {
				f.function(d.Type, d.Body)
			}
		case *ast.GenDecl:
			if d.Tok == token.IMPORT {
				continue
			}
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.ValueSpec:
					f.decl = spec.Names[0].Name
				case *ast.TypeSpec:
					f.decl = spec.Name.Name
				}
				f.inspect(spec)
			}
		}
	}
	return f.places, nil
}

// add notes that the bytes between two positions may be replaced.
func (f *finder) add(from, to token.Pos, instead ...string) {
	p := f.fset.Position(from)
	f.places = append(f.places, place{
		file: f.file, decl: f.decl, from: p.Offset, to: f.fset.Position(to).Offset, line: p.Line, instead: instead,
	})
}

// source returns the text of a node.
func (f *finder) source(n ast.Node) string {
	return string(f.text[f.fset.Position(n.Pos()).Offset:f.fset.Position(n.End()).Offset])
}

// function looks at a body. The types of the results are needed where a zero value is returned.
func (f *finder) function(of *ast.FuncType, body *ast.BlockStmt) {
	var results []string
	if of.Results != nil {
		for _, field := range of.Results.List {
			for range max(1, len(field.Names)) {
				results = append(results, f.source(field.Type))
			}
		}
	}
	ast.Inspect(body, func(n ast.Node) bool {
		if lit, ok := n.(*ast.FuncLit); ok {
			f.function(lit.Type, lit.Body)
			return false
		}
		if r, ok := n.(*ast.ReturnStmt); ok && len(r.Results) == len(results) {
			for i, x := range r.Results {
				if !isZero(x) {
					f.add(x.Pos(), x.End(), "*new("+results[i]+")")
				}
			}
		}
		return f.node(n)
	})
}

// inspect looks at what stands outside a function.
func (f *finder) inspect(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		if lit, ok := n.(*ast.FuncLit); ok {
			f.function(lit.Type, lit.Body)
			return false
		}
		return f.node(n)
	})
}

// node adds the places that a node itself offers, and reports whether to look inside.
func (f *finder) node(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		f.operator(n.OpPos, n.Op)
	case *ast.AssignStmt:
		f.operator(n.TokPos, n.Tok)
		if n.Tok != token.DEFINE {
			f.add(n.Pos(), n.End(), "")
		}
	case *ast.IncDecStmt:
		f.operator(n.TokPos, n.Tok)
		f.add(n.Pos(), n.End(), "")
	case *ast.UnaryExpr:
		if n.Op == token.NOT || n.Op == token.SUB {
			f.add(n.OpPos, n.OpPos+1, "")
		}
	case *ast.BasicLit:
		from := len(f.places)
		f.literal(n)
		for i := range f.places[from:] {
			f.places[from+i].number = true
		}
	case *ast.Ident:
		switch n.Name {
		case "true":
			f.add(n.Pos(), n.End(), "false")
		case "false":
			f.add(n.Pos(), n.End(), "true")
		}
	case *ast.IfStmt:
		f.condition(n.Cond)
		if n.Else != nil {
			f.add(n.Body.End(), n.Else.End(), "")
		}
	case *ast.SwitchStmt:
		if n.Tag == nil {
			for _, c := range n.Body.List {
				for _, x := range c.(*ast.CaseClause).List {
					f.condition(x)
				}
			}
		}
	case *ast.ExprStmt:
		if silent(n.X) {
			return false
		}
		f.add(n.Pos(), n.End(), "")
	case *ast.BlockStmt:
		f.statements(n.List)
	case *ast.CaseClause:
		f.statements(n.Body)
	case *ast.CallExpr:
		// How much room is made at first changes nothing that can be seen.
		if id, ok := n.Fun.(*ast.Ident); ok && id.Name == "make" && len(n.Args) > 1 {
			f.inspect(n.Args[1])
			return false
		}
	}
	return true
}

// statements adds the removal of what is neither an assignment nor a call: those are met where they stand.
func (f *finder) statements(list []ast.Stmt) {
	for _, s := range list {
		switch s := s.(type) {
		case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.BranchStmt, *ast.DeferStmt:
			f.add(s.Pos(), s.End(), "")
		case *ast.ReturnStmt:
			if len(s.Results) == 0 {
				f.add(s.Pos(), s.End(), "")
			}
		}
	}
}

// operator adds the exchange of an operator.
func (f *finder) operator(at token.Pos, op token.Token) {
	if instead := swaps[op]; instead != nil {
		f.add(at, at+token.Pos(len(op.String())), instead...)
	}
}

// condition adds the negation of a condition.
func (f *finder) condition(x ast.Expr) {
	f.add(x.Pos(), x.End(), "!("+f.source(x)+")")
}

// literal adds the neighbours of a number or a character. Texts are for readers, and left alone.
func (f *finder) literal(lit *ast.BasicLit) {
	switch lit.Kind {
	case token.INT:
		n, ok := new(big.Int).SetString(strings.ReplaceAll(lit.Value, "_", ""), 0)
		if !ok {
			return
		}
		more, less := new(big.Int).Add(n, big.NewInt(1)).String(), new(big.Int).Sub(n, big.NewInt(1)).String()
		if n.Sign() == 0 {
			f.add(lit.Pos(), lit.End(), more)
		} else {
			f.add(lit.Pos(), lit.End(), more, less)
		}
	case token.FLOAT:
		x, err := strconv.ParseFloat(lit.Value, 64)
		if err != nil {
			return
		}
		if x == 0 {
			f.add(lit.Pos(), lit.End(), "0.1")
		} else {
			f.add(lit.Pos(), lit.End(), fmt.Sprintf("%g", x*1.1), fmt.Sprintf("%g", x*0.9))
		}
	case token.CHAR:
		r, _, _, err := strconv.UnquoteChar(lit.Value[1:], '\'')
		if err == nil {
			f.add(lit.Pos(), lit.End(), strconv.QuoteRune(r+1))
		}
	}
}

// isZero reports whether an expression is a zero value already, as far as its text shows.
func isZero(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Ident:
		return x.Name == "nil" || x.Name == "false"
	case *ast.BasicLit:
		return x.Value == "0" || x.Value == `""` || x.Value == "``"
	case *ast.CompositeLit:
		switch x.Type.(type) {
		case *ast.ArrayType, *ast.MapType:
			return false // empty is not nil
		}
		return len(x.Elts) == 0
	}
	return false
}

// silent reports whether a call has no effect that a test could see: room made beforehand, and what is never reached.
func silent(x ast.Expr) bool {
	call, ok := x.(*ast.CallExpr)
	if !ok {
		return false
	}
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		return fun.Name == "panic"
	case *ast.SelectorExpr:
		return fun.Sel.Name == "Grow"
	}
	return false
}
