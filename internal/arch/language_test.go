package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

const languages = "internal/lang"

// tag matches the tag of a language that Keben knows, alone in a string.
var tag = regexp.MustCompile(`^(?i:zh|en|zh[-_](?:hans|hant|cn|tw|hk|mo|sg)|en[-_](?:gb|us))$`)

// nameTags are the files that may write a language's tag.
var nameTags = map[string]string{
	"internal/diag/language.go": "the two languages of messages, which are none of a book's",
}

// asksWhich is a template's question which language it has before it.
var asksWhich = regexp.MustCompile(`\b(?:eq|ne)\b[^}|]*"(?:zh|en)[^"]*"`)

// asked returns the places of a file where it writes a tag or compares a language with one by name: there it decides
// what internal/lang should say. A tag inside a struct's tag, as of YAML, is not one.
func asked(syntax *ast.File) (found []ast.Node) {
	tags := map[*ast.BasicLit]bool{}
	named := func(n ast.Node, e ast.Expr) {
		sel, ok := e.(*ast.SelectorExpr)
		if !ok {
			return
		}
		x, ok := sel.X.(*ast.Ident)
		if ok && x.Name == "lang" && (sel.Sel.Name == "Chinese" || sel.Sel.Name == "Traditional" || sel.Sel.Name == "English") {
			found = append(found, n)
		}
	}
	ast.Inspect(syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			tags[n.Tag] = true
		case *ast.ImportSpec:
			tags[n.Path] = true
		case *ast.BasicLit:
			if s, err := strconv.Unquote(n.Value); n.Kind == token.STRING && !tags[n] && err == nil && tag.MatchString(s) {
				found = append(found, n)
			}
		case *ast.BinaryExpr:
			if n.Op == token.EQL || n.Op == token.NEQ {
				named(n, n.X)
				named(n, n.Y)
			}
		case *ast.CaseClause:
			for _, e := range n.List {
				named(n, e)
			}
		}
		return true
	})
	return found
}

func TestLanguagesAreAskedForPropertiesNotForTheirTags(t *testing.T) {
	for _, s := range sources(t) {
		if s.test || s.pkg == languages || nameTags[s.path] != "" {
			continue
		}
		if strings.Contains(s.text, "lang.With(") {
			t.Errorf("%s offers a language that is not in the table: lang.With is for tests", s.path)
		}
		for _, n := range asked(s.syntax) {
			t.Errorf("%s asks which language it has: it should ask for the property it needs, a field of lang.Language", fset.Position(n.Pos()))
		}
	}
}

func TestTemplatesAskForPropertiesNotForTags(t *testing.T) {
	root := "../../templates"
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".html") && !strings.HasSuffix(path, ".txt") {
			return err
		}
		text, err := os.ReadFile(path)
		if m := asksWhich.Find(text); m != nil {
			t.Errorf("%s asks which language it has: %s", path, m)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAQuestionForATagIsFound(t *testing.T) {
	for text, want := range map[string]int{
		`if l == "zh" {}`:                           1,
		`if "en" != l {}`:                           1,
		`switch l { case "zh-Hant", "en-GB": }`:     2,
		`x = map[string]int{"zh": 3, "en": 10}`:     2,
		`x = strings.HasPrefix(l, "zh")`:            1,
		`x = l == lang.English`:                     1,
		`switch l { case lang.Chinese: }`:           1,
		`x = lang.English.Words.Abstract()`:         0,
		`x = l.Script == lang.Hant`:                 0,
		"type x struct { Zh string `yaml:\"zh\"` }": 0,
		`x = "zh-u-co-stroke"`:                      0,
	} {
		syntax, err := parser.ParseFile(token.NewFileSet(), "", "package p\nfunc f() { "+text+" }", parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(asked(syntax)); got != want {
			t.Errorf("%s: %d, want %d", text, got, want)
		}
	}
	for text, want := range map[string]bool{`{{if eq .Lang "zh"}}`: true, `{{if ne "en" .Lang}}`: true, `{{if eq .Kind "door"}}`: false, `lang="en"`: false} {
		if asksWhich.MatchString(text) != want {
			t.Errorf("%s: %v", text, !want)
		}
	}
}
