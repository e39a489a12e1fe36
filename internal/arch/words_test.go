package arch

import (
	"go/ast"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"keben/internal/explain"
	"keben/internal/lang"
)

// A word of this list has another that authors and readers are told the thing by, so that one thing has one name in
// messages, in help and on the website.
var wordList = []struct {
	wrong  string // a pattern over the text, in which what is quoted as typed is blanked
	right  string
	unless string // a pattern over the English text of the same message that makes the word right
}{
	{`(?i)\bnotes?\b`, "footnote (a note is a severity, or stands below a table)", `^note$`},
	{`(?i)\bblocks?\b`, "paragraph", "(?i)code block|title block|:::"},
	{`(?i)\btwins?\b`, "translation", ``},
	{`(?i)\beditions?\b`, "language version (an edition is a printing: second edition)", ``},
	{`(?i)\btrims?\b`, "page size", `page size`},
	{`(?i)\b(is|are) wanted\b`, "expected", ``},
	{`(?i)\bstands?\b`, "is", ``},
	{`(?i)\b(this|and) is none\b`, "is not a …", ``},
	{`(?i)\b(this|the file|it|%s) is no\b`, "is not a …", ``},
	{`(?i)\botherwise than\b`, "differently from", ``},
	{`(?i)\bof (no|its own) account\b`, "ignored, own", ``},
	{`(?i)\bagain and again\b`, "at intervals, repeatedly", ``},
	{`(?i)\ba slip\b`, "correct one", ``},
	{`(?i)\bconfidence\b`, "may", `source and line`},
	{`(?i)\bcounterparts?\b`, "translation", `the heading`},
	{`注释`, "脚注", `(?i)comment|-->`},
	{`块`, "段落", "(?i)code block|title block|:::|MkDocs|GitBook|percent|%%%|module"},
	{`版本`, "文种版（版本只指 git 的版本和软件的版本）", `(?i)revision|version of|print the version|keben version|two versions|git`},
	{`产品`, "成品", ``},
	{`版条`, "长条样", ``},
	{`书眉`, "页眉", ``},
	{`互见`, "交叉引用", ``},
	{`图题|表题`, "题注", ``},
	{`注号`, "注码", ``},
	{`置信度`, "未必", `source and line`},
}

// quotedAsTyped is what a text quotes as a person types it: keys, options, ids and files keep their names.
var quotedAsTyped = regexp.MustCompile("`[^`:]*`|--[a-z-]+|\\.twin\\b|\\{[^}]*\\}|\\[[^]]*\\]|!\\[|--stage=\\w+|\\n  +(?:ranges|twins|book|galley|page) |editions:|<!--.*?-->")

// misnamed returns what a text calls by a wrong word, and the right one. With a text goes the English of the same
// thing.
func misnamed(text, english string) (wrong, right string) {
	plain := quotedAsTyped.ReplaceAllString("\n"+text, " ")
	for _, w := range wordList {
		at := regexp.MustCompile(w.wrong).FindString(plain)
		if at != "" && (w.unless == "" || !regexp.MustCompile(w.unless).MatchString(english)) {
			return at, w.right
		}
	}
	return "", ""
}

func TestMessagesUseOneWordForAThing(t *testing.T) {
	for _, k := range kinds(t) {
		for i, text := range k.texts {
			if wrong, right := misnamed(text, k.texts[i&^1]); wrong != "" {
				t.Errorf("%s: %s says %q in %q: %s", k.where, k.id, wrong, text, right)
			}
		}
	}
}

// said finds the pairs of texts that commands and phrases hold: t.say(en, zh), lang.Say(en, zh), diag.Phrase{en, zh}.
func said(f ast.Node, pair func(n ast.Node, en, zh string)) {
	ast.Inspect(f, func(n ast.Node) bool {
		var texts []ast.Expr
		switch n := n.(type) {
		case *ast.CallExpr:
			if sel, ok := n.Fun.(*ast.SelectorExpr); ok && (sel.Sel.Name == "say" || sel.Sel.Name == "Say") {
				texts = n.Args
			}
		case *ast.CompositeLit:
			if sel, ok := n.Type.(*ast.SelectorExpr); ok && sel.Sel.Name == "Phrase" {
				for _, e := range n.Elts {
					if kv, ok := e.(*ast.KeyValueExpr); ok {
						e = kv.Value
					}
					texts = append(texts, e)
				}
			}
		}
		if len(texts) == 2 {
			en, okEn := literal(texts[0])
			zh, okZh := literal(texts[1])
			if okEn && okZh {
				pair(n, en, zh)
			}
		}
		return true
	})
}

func TestHelpUsesOneWordForAThing(t *testing.T) {
	n := 0
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		said(s.syntax, func(at ast.Node, en, zh string) {
			n++
			for _, text := range []string{en, zh} {
				if wrong, right := misnamed(text, en); wrong != "" {
					t.Errorf("%s says %q in %q: %s", s.path, wrong, text, right)
				}
			}
		})
	}
	if n < 200 {
		t.Errorf("only %d pairs of texts were found", n)
	}
}

func TestExplanationsUseOneWordForAThing(t *testing.T) {
	for _, g := range explain.Groups() {
		for _, e := range g.Entries {
			for _, text := range []string{e.Text.En, e.Text.Zh} {
				if wrong, right := misnamed(text, e.Text.En); wrong != "" {
					t.Errorf("the explanation of %s says %q in %q: %s", e.ID, wrong, text, right)
				}
			}
		}
	}
}

// readers' words that the list does not know: a book's own "Notes" and 注释 head the notes of a chapter, and a note is a
// kind of callout and stands below a table. A remark is a message of the severity note.
var readersOwn = []string{"Notes", "Note", "Remark"}

func TestTheInterfaceUsesOneWordForAThing(t *testing.T) {
	for _, tag := range lang.Tags() {
		l := lang.Of(tag)
		for _, words := range []reflect.Value{reflect.ValueOf(l.Words), reflect.ValueOf(l.Nouns)} {
			for i := range words.NumMethod() {
				name := words.Type().Method(i).Name
				english := reflect.ValueOf(lang.English.Words).MethodByName(name)
				if !english.IsValid() {
					english = reflect.ValueOf(lang.English.Nouns).MethodByName(name)
				}
				text, model := shown(words.Method(i).Call(nil)[0]), shown(english.Call(nil)[0])
				if wrong, right := misnamed(text, model); wrong != "" && !strings.Contains(" "+strings.Join(readersOwn, " ")+" ", " "+name+" ") {
					t.Errorf("%s: %s is %q, with %q in it: %s", tag, name, text, wrong, right)
				}
			}
		}
	}
}

// shown is a word, or both forms of a noun.
func shown(v reflect.Value) string {
	if n, ok := v.Interface().(lang.Noun); ok {
		return n.One + " " + n.Many
	}
	return v.String()
}

func TestTheListFindsAWordAndKnowsItsRightPlace(t *testing.T) {
	for _, c := range []struct{ text, english, want string }{
		{"the note [^2] is marked", "the note [^2] is marked", "note"},
		{"footnote [^2] has no text", "footnote [^2] has no text", ""},
		{"this block has no id", "this block has no id", "block"},
		{"this `:::` block has no end", "this ::: block has no end", ""},
		{"add it with --block ID", "add it with --block ID", ""},
		{"the edition is not known", "", "edition"},
		{"请删去这条注释", "delete the comment", ""},
		{"注释没有内容", "footnote has no text", "注释"},
		{"没有版本 fr", "no language version fr", "版本"},
		{"请改用更晚的版本", "choose a later revision", ""},
	} {
		if got, _ := misnamed(c.text, c.english); got != c.want {
			t.Errorf("%q: found %q, want %q", c.text, got, c.want)
		}
	}
}
