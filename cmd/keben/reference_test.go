package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"keben/internal/diag"
	"keben/internal/explain"
	"keben/internal/golden"
	"keben/internal/reference"
)

// The reference chapters of the manual are made of what the program says about itself, so that nothing is missing from
// them and nothing in them is out of date.
var references = []struct {
	slug   string
	titles diag.Phrase
	write  func(*chapterWriter)
}{
	{"reference-book", diag.Phrase{Zh: "book.yaml 的键", En: "The keys of book.yaml"}, ofSchema("book", diag.Phrase{
		Zh: "`book.yaml` 在书稿文件夹里，说明书的组成和要生成的成品。只有 `title` 是必填的。键里的点连接下一级的键，`*` 是自定的名称，`[]` 是列表的每一项。",
		En: "`book.yaml` is in the book's folder and says what the book consists of and what is made of it. Only `title` must be there. A dot leads to a key inside another, `*` is a name that you choose, and `[]` is each item of a list."})},
	{"reference-chapter", diag.Phrase{Zh: "文件头的键", En: "The keys of front matter"}, ofSchema("chapter", diag.Phrase{
		Zh: "文件头是章节开头两行 `---` 之间的部分，可以省去。各键都不是必填的。",
		En: "Front matter is what stands between two lines `---` at the head of a chapter. It may be left out, and so may each of its keys."})},
	{"reference-data", diag.Phrase{Zh: "数据与术语的键", En: "The keys of data and terms"}, func(w *chapterWriter) {
		ofSchema("data", diag.Phrase{
			Zh: "`data/` 里的每个 YAML 文件都可以写表格和数量，层次和名称由作者自定；正文用文件名和各级键取用，如 `trade.2024`。",
			En: "Every YAML file in `data/` may have tables and quantities, in whatever order and under whatever names its author likes; a chapter calls them by the file's name and the keys below, such as `trade.2024`."})(w)
		ofSchema("terms", diag.Phrase{
			Zh: "`data/terms.yaml` 是术语的列表。",
			En: "`data/terms.yaml` is a list of terms."})(w)
	}},
	{"reference-theme", diag.Phrase{Zh: "主题的键", En: "The keys of the theme"}, ofSchema("theme", diag.Phrase{
		Zh: "<!-- keben: ignore-file mark-twice -- 标点是所说的对象 -->\n\n`templates/theme.yaml` 只写与内置主题不同之处，没有写的各键沿用内置主题的值。键里的点连接下一级的键，`*` 是语言、开本、字体之类的名称。",
		En: "<!-- keben: ignore-file mark-twice number-mismatch -- the marks are what is spoken about; thousandths are a unit -->\n\n`templates/theme.yaml` says only what is to differ from the built-in theme; every key that is not there keeps its value. A dot leads to a key inside another, and `*` is a name, such as that of a language, a page size or a font."})},
	{"reference-templates", diag.Phrase{Zh: "模板", En: "Templates"}, writeTemplates},
	{"reference-commands", diag.Phrase{Zh: "命令", En: "Commands"}, writeCommands},
	{"reference-messages", diag.Phrase{Zh: "提示信息", En: "Messages"}, writeMessages},
}

func TestTheReferenceChaptersSayWhatTheProgramSays(t *testing.T) {
	for _, ref := range references {
		for _, lang := range spoken {
			file := filepath.Join("..", "..", "docs", "manual", "content", string(lang), ref.slug+".md")
			w := &chapterWriter{lang: lang}
			w.line("---\ntitle: %s\ntemplates: false\n---", ref.titles.In(lang))
			ref.write(w)
			want := strings.Join(w.lines, "\n") + "\n"
			have, err := os.ReadFile(file)
			if err == nil && string(have) == want {
				continue
			}
			if golden.Updating() {
				if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
					t.Fatal(err)
				}
				continue
			}
			t.Errorf("%s is out of date (KEBEN_UPDATE=1 go test ./cmd/keben writes it)\n%s", file, golden.Diff(string(have), want))
		}
	}
}

// chapterWriter writes Markdown in a language.
type chapterWriter struct {
	lang  diag.Language
	lines []string
}

func (w *chapterWriter) say(en, zh string) string { return w.lang.Say(en, zh) }

// line adds a line, after an empty one.
func (w *chapterWriter) line(format string, args ...any) {
	if len(w.lines) > 0 {
		w.lines = append(w.lines, "")
	}
	w.lines = append(w.lines, fmt.Sprintf(format, args...))
}

// define adds an entry of a definition list, each paragraph of its text below the last.
func (w *chapterWriter) define(term string, paragraphs ...string) {
	w.line("%s", term)
	for i, p := range paragraphs {
		before := "    "
		if i == 0 {
			before = ":   "
		} else {
			w.lines = append(w.lines, "")
		}
		w.lines = append(w.lines, before+strings.ReplaceAll(p, "\n", "\n    "))
	}
}

// ofSchema writes the keys of a file.
func ofSchema(name string, intro diag.Phrase) func(*chapterWriter) {
	return func(w *chapterWriter) {
		w.line("%s", intro.In(w.lang))
		for _, f := range reference.Files() {
			if f.Name == name {
				w.line("%s", strings.TrimSuffix(f.Schema().Reference(w.lang, f.Defaults()), "\n"))
			}
		}
	}
}

func writeMessages(w *chapterWriter) {
	w.line("%s", w.say("Every message ends with its id between square brackets. `keben explain` with the id prints the message, what is said of it here, and an example.",
		"每条提示末尾的方括号里是它的名称。运行 `keben explain` 加名称，可以看到提示的原文、这里的解释和示例。"))
	w.line("%s", w.say("An error stops the output. A warning marks its place in the output. A note is information only. A comment in the manuscript answers a warning or a note for good, except where the entry says *not to be answered*.",
		"“错误”会阻止生成，“警告”会在成品中标出位置，“提示”仅供参考。警告和提示确认无误的，可在书稿中写注释，以后不再出现；注明*不可忽略*的除外。"))
	for _, g := range explain.Groups() {
		w.line("## %s {#messages-%s}", g.Title.In(w.lang), g.ID)
		for _, e := range g.Entries {
			var words []string
			for _, s := range e.Severities() {
				words = append(words, s.In(w.lang))
			}
			if e.Fixed {
				words = append(words, w.say("*not to be answered*", "*不可忽略*"))
			}
			w.define(fmt.Sprintf(w.say("`%s` (%s)", "`%s`（%s）"), e.ID, strings.Join(words, w.say(", ", "、"))), e.Text.In(w.lang))
		}
	}
}

func writeCommands(w *chapterWriter) {
	t := &tool{lang: w.lang, out: io.Discard, err: io.Discard}
	root := t.command()
	w.line("%s", w.say("<!-- keben: ignore-file code-mismatch length-ratio no-stop straight-quote -- help is shown as the command prints it -->",
		"<!-- keben: ignore-file no-stop straight-quote -- 帮助按命令显示的样子照录 -->"))
	w.line("%s", w.say("`keben help` with the name of a command prints the same in a terminal. Options can stand before or after other arguments.",
		"在终端里运行 `keben help` 加命令名，可以看到同样的内容。选项写在其他参数之前或之后均可。"))
	w.line("## %s {#common-options}", w.say("Options of every command", "通用选项"))
	w.flags(root.PersistentFlags())
	w.line("## %s {#exit-statuses}", w.say("Exit statuses", "退出状态"))
	for _, s := range []struct {
		status int
		en, zh string
	}{
		{exitDone, "Done. There may be warnings, unless `--strict` makes errors of them.", "已完成。可以有警告，但用 `--strict` 时警告视同错误。"},
		{exitFault, "The book has errors, or something in the world broke, such as a full disk. The last good output is as it was.", "书稿有错误，或运行环境出了问题（如磁盘已满）。上一次的成品保持原样。"},
		{exitUsage, "The command line was not understood.", "命令行有误。"},
		{128 + 2, "Ended by Ctrl-C, and nothing was written.", "按 Ctrl-C 中止，未写入任何文件。"},
		{128 + 15, "Ended by a request of the system, and nothing was written.", "被系统要求终止，未写入任何文件。"},
	} {
		w.define(fmt.Sprintf("`%d`", s.status), w.say(s.en, s.zh))
	}
	for _, c := range root.Commands() {
		if c.Hidden {
			continue
		}
		w.line("## keben %s {#command-%s}", c.Name(), c.Name())
		w.line("```\n%s\n```", c.UseLine())
		w.help(c.Long)
		if c.Flags().HasAvailableFlags() {
			w.flags(c.LocalNonPersistentFlags())
		}
		if c.HasExample() {
			w.line("```sh\n%s\n```", dedent(c.Example))
		}
	}
}

// typed matches what help shows as it is typed: options, dates.
var typed = regexp.MustCompile(`http://localhost:\d+/|--[a-z]+(?:-[a-z]+)*|\b\d{4}-\d{2}\b`)

// help writes the text of a command's help: paragraphs as such, and what is indented in it as it is.
func (w *chapterWriter) help(text string) {
	var prose, shown []string
	flush := func() {
		if len(prose) > 0 {
			w.line("%s", typed.ReplaceAllString(strings.Join(prose, "\n"), "`$0`"))
		}
		if len(shown) > 0 {
			w.line("```\n%s\n```", strings.Join(shown, "\n"))
		}
		prose, shown = nil, nil
	}
	for line := range strings.Lines(strings.TrimSpace(text) + "\n") {
		switch line := strings.TrimRight(line, "\n"); {
		case line == "":
			flush()
		case strings.HasPrefix(line, "  "):
			shown = append(shown, strings.TrimPrefix(line, "  "))
		default:
			if len(shown) > 0 {
				flush()
			}
			prose = append(prose, line)
		}
	}
	flush()
}

// flags lists options with what they take.
func (w *chapterWriter) flags(fs *pflag.FlagSet) {
	fs.VisitAll(func(f *pflag.Flag) {
		name, usage := pflag.UnquoteUsage(f)
		term := "--" + f.Name
		if f.Shorthand != "" {
			term = "-" + f.Shorthand + ", " + term
		}
		if name != "" {
			term += " " + name
		}
		w.define("`"+term+"`", usage)
	})
}

// dedent takes the indentation of help off.
func dedent(text string) string {
	lines := strings.Split(strings.Trim(text, "\n"), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimPrefix(l, "  ")
	}
	return strings.Join(lines, "\n")
}
