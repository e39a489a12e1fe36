package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"
)

const classes = "internal/script"

// ownScripts are the tables of package unicode that only script asks: what is Han, or is treated as Han is.
var ownScripts = []string{"Han", "Hiragana", "Katakana", "Hangul", "Bopomofo", "Latin", "Ideographic", "Unified_Ideograph"}

// otherTables are the comparisons with characters of Chinese that say something else than what kind of character
// it is.
var otherTables = map[string]string{
	"internal/exchange/xliff": "XML 1.0's own table of name characters",
}

// ofChinese reports whether a number is a code point of the blocks that Chinese text is made of.
func ofChinese(r rune) bool {
	return r >= 0x2E80 && r <= 0xA4CF || r >= 0xF900 && r <= 0xFAFF || r >= 0xFE30 && r <= 0xFE6F || r >= 0xFF00 && r <= 0xFFEF || r >= 0x20000 && r <= 0x3FFFF
}

// edges are the code points at which those blocks begin and end, as a second table would have them in hexadecimal.
// Other numbers between them are lengths and flags.
var edges = map[rune]bool{
	0x2E80: true, 0x2E7F: true, 0x2FDF: true, 0x3000: true, 0x3001: true, 0x303F: true, 0x3040: true, 0x309F: true, 0x30FF: true, 0x3100: true, 0x312F: true,
	0x33FF: true, 0x3400: true, 0x4DBF: true, 0x4DC0: true, 0x4E00: true, 0x9FA5: true, 0x9FFF: true, 0xA000: true, 0xF900: true, 0xFAFF: true,
	0xFE30: true, 0xFE4F: true, 0xFF00: true, 0xFF01: true, 0xFF5E: true, 0xFF60: true, 0xFFEF: true, 0x20000: true, 0x2A6DF: true, 0x2FFFF: true, 0x3FFFF: true,
}

// edgeOf returns the code point that a literal writes, when it is one a table of Chinese characters would have.
func edgeOf(e ast.Expr) (r rune, ok bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok {
		return 0, false
	}
	switch lit.Kind {
	case token.CHAR:
		r, _, _, err := strconv.UnquoteChar(strings.Trim(lit.Value, "'"), '\'')
		return r, err == nil && ofChinese(r)
	case token.INT:
		n, err := strconv.ParseInt(lit.Value, 0, 32)
		return rune(n), err == nil && strings.HasPrefix(strings.ToLower(lit.Value), "0x") && edges[rune(n)]
	}
	return 0, false
}

// secondTables returns the places of a file where it decides for itself what is Han or wide.
func secondTables(syntax *ast.File) (found []ast.Node) {
	report := func(n ast.Node, e ast.Expr) {
		if _, ok := edgeOf(e); ok {
			found = append(found, n)
		}
	}
	ast.Inspect(syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			x, ok := n.X.(*ast.Ident)
			for _, name := range ownScripts {
				if ok && x.Name == "unicode" && n.Sel.Name == name {
					found = append(found, n)
				}
			}
		case *ast.BinaryExpr:
			if n.Op == token.LSS || n.Op == token.LEQ || n.Op == token.GTR || n.Op == token.GEQ {
				report(n, n.X)
				report(n, n.Y)
			}
		case *ast.KeyValueExpr: // {Lo: 0x4E00, Hi: 0x9FFF, Stride: 1}
			if key, ok := n.Key.(*ast.Ident); ok && (key.Name == "Lo" || key.Name == "Hi") {
				report(n, n.Value)
			}
		}
		return true
	})
	return found
}

// \p{Han} in a regular expression is the same table of Go's, and stays: a form cannot call a function.
func TestOneTableSaysWhatIsHan(t *testing.T) {
	used := map[string]bool{}
	for _, s := range sources(t) {
		if s.test || s.pkg == classes {
			continue
		}
		for _, n := range secondTables(s.syntax) {
			if used[s.pkg] = true; otherTables[s.pkg] == "" {
				t.Errorf("%s decides what is Han, Latin or wide; ask %s", at(n), classes)
			}
		}
	}
	for pkg := range otherTables {
		if !used[pkg] {
			t.Errorf("otherTables names %s, which has none: remove the entry", pkg)
		}
	}
}

func TestASecondTableIsFound(t *testing.T) {
	for body, want := range map[string]int{
		"unicode.Is(unicode.Han, r)":          1,
		"r >= 0x4e00 && r <= 0x9fff":          2,
		"'一' <= r && r <= '龥'":                2,
		"r >= '０' && r <= '９'":                2,
		"r > 0x2E80":                          1,
		"r == '\u3000' || r == '一'":           0,
		"r >= 'a' && r <= 'z' || n > 20000":   0,
		"n&0x8000 != 0 || n > 0x8000":         0,
		"unicode.IsLetter(r)":                 0,
		"unicode.Is(unicode.Greek, r)":        0,
		"is(unicode.Range16{Lo: 0x4E00}, r)":  1,
		"unicode.In(r, unicode.Latin)":        1,
		"script.Han(r) || script.Bopomofo(r)": 0,
		"strings.ContainsRune(\"一二三四\", r)":   0,
	} {
		syntax, err := parser.ParseFile(token.NewFileSet(), "f.go", "package f\n\nvar _ = "+body+"\n", 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(secondTables(syntax)); got != want {
			t.Errorf("%s: %d found, want %d", body, got, want)
		}
	}
}
