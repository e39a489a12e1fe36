package arch

import (
	"go/ast"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// englishRun is two or more English words in a row.
var englishRun = regexp.MustCompile(`[A-Za-z][A-Za-z'-]*(?: [A-Za-z][A-Za-z'-]*)+`)

// asTyped is what a Chinese text quotes: code, quotations, commands, options, names of keys and files.
var asTyped = regexp.MustCompile("(?s)`[^`]*`|“[^”]*”|\"[^\"]*\"|\\{[^}]*\\}|\\{\\{.*?\\}\\}|<[^>]*>|%[-+# 0]*\\d*(?:\\[\\d+\\])?[a-zA-Z]|\\[\\d+\\]|--?[a-z][a-z-]*")

// properNames are runs of English words that Chinese has no other words for.
var properNames = []string{"JSON Schema", "ng q" /* of chóng qìng */}

// commandLine is a command of ours or of another program, which a hint gives to be typed.
var commandLine = regexp.MustCompile(`(?:keben|pandoc|iconv|git) [a-z]+(?: [A-Za-z/.]+)*`)

// englishIn returns the English that a Chinese text should not have.
func englishIn(zh string) (runs []string) {
	plain := commandLine.ReplaceAllString(asTyped.ReplaceAllString(zh, "·"), "·")
	for _, run := range englishRun.FindAllString(plain, -1) {
		if !slices.Contains(properNames, run) {
			runs = append(runs, run)
		}
	}
	return runs
}

func TestNoEnglishStandsInAChineseMessage(t *testing.T) {
	n := 0
	for _, k := range kinds(t) {
		for i := 1; i < len(k.texts); i += 2 {
			n++
			for _, run := range englishIn(k.texts[i]) {
				t.Errorf("%s: %s: %q in %q", k.where, k.id, run, k.texts[i])
			}
		}
	}
	if n < 100 {
		t.Fatalf("%d texts", n)
	}
}

// What the command says besides messages is a pair of texts too.
func TestTheCommandSaysEverythingInBothLanguages(t *testing.T) {
	said := 0
	for _, s := range sources(t) {
		if s.test || s.pkg != "cmd/keben" {
			continue
		}
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) != 2 {
				return true
			}
			if sel, ok := call.Fun.(*ast.SelectorExpr); !ok || sel.Sel.Name != "say" {
				return true
			}
			zh, ok := literal(call.Args[1])
			if !ok || strings.Contains(zh, "\n") {
				return true // a page of help, read by people and full of file names
			}
			said++
			for _, run := range englishIn(zh) {
				t.Errorf("%s: %q in %q", at(call), run, zh)
			}
			return true
		})
	}
	if said < 50 {
		t.Fatalf("%d texts", said)
	}
}

// A message takes an error itself, which is worded in the language of the message, and never the English text of one.
func TestNoMessageTakesTheTextOfAnError(t *testing.T) {
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if sel, ok := call.Fun.(*ast.SelectorExpr); !ok || sel.Sel.Name != "At" && sel.Sel.Name != "report" && sel.Sel.Name != "say" {
				return true
			}
			for _, arg := range call.Args {
				if inner, ok := arg.(*ast.CallExpr); ok {
					if sel, ok := inner.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Error" && len(inner.Args) == 0 {
						t.Errorf("%s gives a message the English text of an error", at(arg))
					}
				}
			}
			return true
		})
	}
}

func TestEnglishIsFoundInChinese(t *testing.T) {
	for zh, want := range map[string]int{
		"无法写入：permission denied": 1, "文件无法读取：%v": 0, "请写成 `key: value`": 0, "运行 keben status FILE 查看": 0,
		"没有 %q 这个命令": 0, "Markdown 文件": 0, "unexpected EOF 与 bad number syntax": 2,
	} {
		if got := englishIn(zh); len(got) != want {
			t.Errorf("%q: %q", zh, got)
		}
	}
}
