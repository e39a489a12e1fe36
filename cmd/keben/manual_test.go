package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"keben/internal/diag"
	"keben/internal/golden"
	"keben/internal/press"
)

// said runs a command and returns what it prints, on either stream.
func said(t *testing.T, lang diag.Language, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	tool := &tool{lang: lang, out: &out, err: &out}
	root := tool.command()
	root.SetArgs(args)
	if err := root.ExecuteContext(context.Background()); err != nil {
		t.Fatal(args, err)
	}
	return out.String()
}

// change replaces one text in a file by another.
func change(t *testing.T, file, from, to string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), from) {
		t.Fatalf("%s does not have %q", file, from)
	}
	if err := os.WriteFile(file, []byte(strings.ReplaceAll(string(text), from, to)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// numbers and blanks differ with every change of a stylesheet; what a build says does not.
var (
	numbers = regexp.MustCompile(`[0-9]+(\.[0-9]+)?`)
	blanks  = regexp.MustCompile(`[ ]+`)
)

func TestTheManualQuotesWhatTheProgramSays(t *testing.T) {
	starter := func(t *testing.T) string {
		dir := filepath.Join(t.TempDir(), "my-book")
		if err := writeStarter(dir); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	exact := func(text string) string { return text }
	for _, c := range []struct {
		name, chapter string
		mark          map[diag.Language]string // what the quoted block contains
		says          func(*testing.T, diag.Language) string
		loosely       func(string) string
	}{
		{"a message", "begin", map[diag.Language]string{"zh": "[note-undefined]", "en": "[note-undefined]"}, func(t *testing.T, lang diag.Language) string {
			dir := starter(t)
			change(t, filepath.Join(dir, "content", "zh", "beginning.md"), "写在句末。[^source]", "写在句末。[^sorce]")
			return said(t, lang, "check", dir)
		}, exact},
		{"a build", "begin", map[diag.Language]string{"zh": "zh-print.pdf", "en": "zh-print.pdf"}, func(t *testing.T, lang diag.Language) string {
			dir := starter(t)
			return strings.ReplaceAll(said(t, lang, "build", dir), filepath.ToSlash(dir)+"/", "")
		}, func(text string) string { return blanks.ReplaceAllString(numbers.ReplaceAllString(text, "#"), " ") }},
		{"two numbers", "languages", map[diag.Language]string{"zh": "[number-mismatch]", "en": "[number-mismatch]"}, func(t *testing.T, lang diag.Language) string {
			return said(t, lang, "check", golden.Folder(t, "book.yaml", "title: {zh: 商路, en: Roads of Trade}\nlanguages: [zh, en]\nchapters: [trade]\n",
				"content/zh/trade.md", "# 贸易\n\n## 规模 {#scale}\n\n全区人口有250万。\n",
				"content/en/trade.md", "# Trade\n\n## Scale {#scale}\n\nThe region has a population of 2.5 billion.\n"))
		}, exact},
		{"a status", "languages", map[diag.Language]string{"zh": "合计", "en": "total"}, func(t *testing.T, lang diag.Language) string {
			dir := starter(t)
			said(t, lang, "accept", "--all", dir)
			change(t, filepath.Join(dir, "content", "zh", "beginning.md"), "写在句末", "写在句子末尾")
			return said(t, lang, "status", dir)
		}, exact},
		{"a loose line", "pages", map[diag.Language]string{"zh": "[loose-line]", "en": "[loose-line]"}, func(t *testing.T, lang diag.Language) string {
			return said(t, lang, "check", golden.Folder(t, "book.yaml", "title: Trade\nlanguages: [en]\nchapters: [trade]\noutputs: {pdf: {print: {trim: A5}}}\n",
				"content/trade.md", "# Trade\n\n3. Run `keben accept content/en/beginning.md`, which records what each paragraph was translated from.\n"))
		}, exact},
	} {
		for _, lang := range []diag.Language{"zh", "en"} {
			t.Run(c.name+" "+string(lang), func(t *testing.T) {
				t.Parallel()
				text, err := os.ReadFile(filepath.Join("..", "..", "docs", "manual", "content", string(lang), c.chapter+".md"))
				if err != nil {
					t.Fatal(err)
				}
				quoted := ""
				for _, block := range strings.Split(string(text), "```text\n")[1:] {
					block, _, _ = strings.Cut(block, "```")
					if strings.Contains(block, c.mark[lang]) {
						quoted = block
					}
				}
				if quoted == "" {
					t.Fatalf("%s quotes nothing with %s", c.chapter, c.mark[lang])
				}
				if says := c.says(t, lang); !strings.Contains(c.loosely(says), strings.TrimSpace(c.loosely(quoted))) {
					t.Errorf("the manual quotes\n%s\nthe program says\n%s", quoted, says)
				}
			})
		}
	}
}

// Every YAML example is read as the file that it is an example of, in a book that has what it lacks.
func TestEveryYAMLExampleOfTheManualIsRead(t *testing.T) {
	t.Parallel()
	examples := 0
	for _, slug := range []string{"begin", "write", "languages", "pages", "publish"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "docs", "manual", "content", "zh", slug+".md"))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split(string(text), "\n```yaml\n")[1:] {
			example, _, _ := strings.Cut(part, "\n```")
			name := exampleOf(example)
			if name == "" {
				continue
			}
			examples++
			files := []string{"content/zh/a.md", "# 甲\n\n文。\n", "content/en/a.md", "# A\n\nText.\n", "book.yaml", "title: 书\nlanguages: [zh, en]\n", name, example + "\n"}
			if name == "book.yaml" {
				for _, key := range []string{"title: 书\n", "languages: [zh, en]\n"} {
					if k, _, _ := strings.Cut(key, " "); !strings.Contains("\n"+example, "\n"+k) {
						files[len(files)-1] += key
					}
				}
			}
			res, err := press.Check(context.Background(), press.Options{Dir: golden.Folder(t, files...)})
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range res.Messages {
				if m.Place.Name() == name && !slices.Contains(lackedByExamples, m.Kind.ID) {
					t.Errorf("%s: %s: %s\n%s", slug, m.Place, m.Text("en"), example)
				}
			}
		}
	}
	if examples < 20 {
		t.Errorf("only %d examples", examples)
	}
}

// lackedByExamples are the messages about what an example leaves to the book that it is for: chapters, languages,
// fonts.
var lackedByExamples = []string{"chapter-absent", "no-chapters", "translation-missing", "title-language", "empty-section", "font-unusable", "raw-html"}

var themeKey = regexp.MustCompile(`(?m)^(print|fonts|families|colors|web):`)

// exampleOf returns the file that an example is of; "" for front matter and for code that shows how code is written.
func exampleOf(example string) string {
	switch first, _, _ := strings.Cut(example, "\n"); {
	case first == "---" || !strings.Contains(first, " ") && !strings.HasSuffix(first, ":"):
		return ""
	case strings.HasPrefix(first, "# data/"):
		return strings.TrimPrefix(first, "# ")
	case strings.HasPrefix(first, "- "):
		return "data/terms.yaml"
	case themeKey.MatchString(example):
		return "templates/theme.yaml"
	}
	return "book.yaml"
}
