package arch

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"keben/internal/explain"
)

// kind is one call of diag.NewKind as written.
type kind struct {
	where, pkg string
	id         string
	texts      []string // English, Chinese, then the hints in the same order
}

// kinds finds every message kind of the shipped code. The arguments must be literals: a message put
// together at run time could not be checked, searched for or translated.
func kinds(t *testing.T) []kind {
	t.Helper()
	var out []kind
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !isNewKind(call.Fun, s.pkg) {
				return true
			}
			k := kind{where: at(call), pkg: s.pkg}
			for i, arg := range call.Args {
				if i == 1 {
					continue
				}
				text, ok := literal(arg)
				if !ok {
					t.Errorf("%s: the texts of a message are literals", at(arg))
					return true
				}
				if i == 0 {
					k.id = text
				} else {
					k.texts = append(k.texts, text)
				}
			}
			out = append(out, k)
			return true
		})
	}
	return out
}

func isNewKind(fun ast.Expr, pkg string) bool {
	switch f := fun.(type) {
	case *ast.SelectorExpr:
		x, ok := f.X.(*ast.Ident)
		return ok && x.Name == "diag" && f.Sel.Name == "NewKind"
	case *ast.Ident:
		return pkg == "internal/diag" && f.Name == "NewKind"
	}
	return false
}

// literal evaluates a string literal or a sum of them.
func literal(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil
	case *ast.BinaryExpr:
		x, okX := literal(e.X)
		y, okY := literal(e.Y)
		return x + y, okX && okY && e.Op == token.ADD
	case *ast.ParenExpr:
		return literal(e.X)
	}
	return "", false
}

func TestEveryMessageReadsInChineseAndEnglish(t *testing.T) {
	for _, k := range kinds(t) {
		if n := len(k.texts); n != 2 && n != 4 {
			t.Errorf("%s: %s has %d texts: English and Chinese, with hints in both or in none", k.where, k.id, n)
			continue
		}
		for i, text := range k.texts {
			switch han := strings.ContainsFunc(text, isHan); {
			case strings.TrimSpace(text) == "":
				t.Errorf("%s: %s has an empty text", k.where, k.id)
			case i == 0 && han: // a hint may show Chinese data as it is typed
				t.Errorf("%s: %s: Han characters in the English text %q", k.where, k.id, text)
			case i%2 == 1 && !han && strings.ContainsFunc(verb.ReplaceAllString(text, ""), unicode.IsLetter): // arguments bring their own words
				t.Errorf("%s: %s: no Chinese in %q", k.where, k.id, text)
			case i%2 == 1 && halfWidth.MatchString(typed.ReplaceAllString(text, "")):
				t.Errorf("%s: %s: half-width punctuation beside Han characters in %q", k.where, k.id, text)
			case strings.HasSuffix(text, ".") || strings.HasSuffix(text, "。"):
				t.Errorf("%s: %s: a message is a clause, without an end mark: %q", k.where, k.id, text)
			}
		}
		// A word may come as one argument for each language: the same number of arguments, not the same ones.
		if want, got := verbs(k.texts[0]), verbs(k.texts[1]); len(want) != len(got) {
			t.Errorf("%s: %s: the English text uses arguments %v, the Chinese one %v", k.where, k.id, want, got)
		}
	}
}

var halfWidth = regexp.MustCompile(`\p{Han}[,;:!?]|[,;:!?]\p{Han}`)

// typed is what a message quotes as the author would type it: YAML has its own punctuation.
var typed = regexp.MustCompile("“[^”]*”|`[^`]*`|\\{[^}]*\\}|\\[[^]]*\\]")

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

var verb = regexp.MustCompile(`%[-+# 0]*\d*(?:\.\d+)?(?:\[(\d+)\])?[a-zA-Z%]`)

// verbs returns the numbers of the arguments a format uses, in order and once each.
func verbs(format string) []int {
	var used []int
	next := 1
	for _, m := range verb.FindAllStringSubmatch(format, -1) {
		if strings.HasSuffix(m[0], "%") {
			continue
		}
		if m[1] != "" {
			next, _ = strconv.Atoi(m[1])
		}
		used = append(used, next)
		next++
	}
	slices.Sort(used)
	return slices.Compact(used)
}

func TestEveryMessageIsExplained(t *testing.T) {
	explained, reported := map[string]bool{}, map[string]bool{}
	for _, g := range explain.Groups() {
		for _, e := range g.Entries {
			explained[e.ID] = true
		}
	}
	for _, k := range kinds(t) {
		if !reported[k.id] && !explained[k.id] {
			t.Errorf("%s: %s has no explanation: enter it in internal/explain/messages", k.where, k.id)
		}
		reported[k.id] = true
	}
	for id := range explained {
		if !reported[id] {
			t.Errorf("internal/explain/messages explains %s, which nothing reports: take it out", id)
		}
	}
}

func TestMessageIdsBelongToOnePackage(t *testing.T) {
	form := regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	home := map[string]kind{}
	for _, k := range kinds(t) {
		if !form.MatchString(k.id) {
			t.Errorf("%s: the id %q is not lower case words joined by hyphens", k.where, k.id)
		}
		// One package may word the same fault in several ways, and two may find the same fault: one id
		// silences them all. A limit is a fault of the reader that meets it.
		if other, taken := home[k.id]; taken && other.pkg != k.pkg && other.pkg != "internal/budget" && k.pkg != "internal/budget" && !slices.Equal(other.texts[:2], k.texts[:2]) {
			t.Errorf("%s: the id %s is also that of %s", k.where, k.id, other.where)
		}
		home[k.id] = k
	}
}

func TestVerbsAreCountedByArgument(t *testing.T) {
	for format, want := range map[string][]int{
		"plain":               nil,
		"%q of %d":            {1, 2},
		"%[2]s then %[1]q":    {1, 2},
		"100%% of %s":         {1},
		"byte %d is %#02[2]x": {1, 2},
	} {
		if got := verbs(format); !slices.Equal(got, want) {
			t.Errorf("%q uses %v, want %v", format, got, want)
		}
	}
}
