// Keben turns one folder of Markdown chapters and YAML data into a website and typeset PDF editions of the
// same book, in Chinese and English.
//
// Each command is one file of this package: its flags, its work and its help in both languages.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"keben/internal/crew"
	"keben/internal/diag"
	"keben/internal/press"
)

// The exit statuses. Warnings do not fail a build; --strict makes errors of them.
const (
	exitDone  = 0
	exitFault = 1 // errors in the book, or a world that broke
	exitUsage = 2 // the command line was not understood
)

func main() {
	// Two books of five hundred pages are set at once: a heap that grows by 60 % between collections instead of
	// by 100 % saves a quarter of the memory for a twentieth of the time.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(60)
	}
	os.Exit(run(os.Args[1:]))
}

func run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	t := &tool{lang: chooseLanguage(args, os.Getenv), out: os.Stdout, err: os.Stderr}
	root := t.command()
	root.SetArgs(args)
	root.SetOut(t.out)
	root.SetErr(t.err)
	var err error
	if fault := crew.Do(func() { err = root.ExecuteContext(ctx) }); fault != nil {
		_ = t.printMessages(t.err, press.Result{Messages: []diag.Message{fault.On("")}}) // there may be nobody to tell
		err = errReported
	}
	return t.status(err)
}

// tool is the command line: the language it speaks and where it writes.
type tool struct {
	lang     string // "zh" or "en"
	out, err io.Writer
}

// say chooses between an English and a Chinese text.
func (t *tool) say(en, zh string) string {
	if t.lang == "zh" {
		return zh
	}
	return en
}

// errReported is returned by a command that has already told the person what is wrong.
var errReported = errors.New("reported")

// usageError is a command line that was not understood.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

func (t *tool) usage(format string, args ...any) error {
	return usageError{fmt.Sprintf(format, args...)}
}

// status prints what a command returned, unless it did so itself, and gives the exit status.
func (t *tool) status(err error) int {
	var usage usageError
	var fault *crew.Fault
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &fault):
		_ = t.printMessages(t.err, press.Result{Messages: []diag.Message{fault.On("")}}) // there may be nobody to tell
		return exitFault
	case errors.Is(err, errReported):
		return exitFault
	case errors.As(err, &usage):
		fmt.Fprintf(t.err, "keben: %s\n", usage.text)
		fmt.Fprintln(t.err, t.say("Run keben --help for help.", "运行 keben --help 查看帮助。"))
		return exitUsage
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(t.err, t.say("keben: stopped; nothing was written", "keben：已中止，未写入任何文件"))
		return exitFault
	}
	fmt.Fprintf(t.err, "keben: %v\n", err)
	return exitFault
}

// chooseLanguage finds the language of messages and help: --lang, else the locale. It looks at the arguments
// itself, because the help texts must be chosen before the arguments are parsed.
func chooseLanguage(args []string, env func(string) string) string {
	for i, a := range args {
		if a == "--" {
			break
		}
		if v, ok := strings.CutPrefix(a, "--lang="); ok {
			return language(v)
		}
		if a == "--lang" && i+1 < len(args) {
			return language(args[i+1])
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := env(name); v != "" {
			return language(v)
		}
	}
	return "en"
}

func language(locale string) string {
	if strings.HasPrefix(strings.ToLower(locale), "zh") {
		return "zh"
	}
	return "en"
}

func (t *tool) command() *cobra.Command {
	root := &cobra.Command{
		Use: t.say("keben [OPTIONS] COMMAND", "keben [选项] 命令"),
		Long: t.say(`Keben makes a website and typeset PDF editions of a book from one folder of
Markdown chapters and YAML data, in Chinese, in English, or in both.

A book's folder:
  book.yaml        what the book is
  content/zh/*.md  the chapters in Chinese
  content/en/*.md  the same chapters in English, under the same file names
  data/*.yaml      figures and tables that both languages share
  templates/       what is to look different from the built-in design
  public/          the result`,
			`Keben（刻本）把一个文件夹里的 Markdown 章节和 YAML 数据做成一本书：
中文、英文或双语的网站，以及排好版的 PDF。

书稿文件夹：
  book.yaml        书的基本信息
  content/zh/*.md  中文各章
  content/en/*.md  英文各章，与中文同名
  data/*.yaml      两种语言共用的数据和表格
  templates/       与内置样式不同之处
  public/          生成的结果`),
		Example: t.say(`  keben new my-book        begin a book
  keben serve my-book      show it while you write
  keben build my-book      make the website and the PDFs in my-book/public
  keben check my-book      only say what is wrong`,
			`  keben new my-book        新建一本书
  keben serve my-book      边写边预览
  keben build my-book      生成网站和 PDF，放在 my-book/public
  keben check my-book      只检查，不生成`),
		SilenceErrors:              true,
		SuggestionsMinimumDistance: 2,
		SilenceUsage:               true,
		CompletionOptions:          cobra.CompletionOptions{DisableDefaultCmd: true},
		Args:                       cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			return t.unknownCommand(cmd, args[0])
		},
	}
	// Its value was read by chooseLanguage.
	lang := root.PersistentFlags().String("lang", "", t.say("`LANGUAGE` of messages and help: zh or en (default: the locale's)", "提示信息和帮助的语言（`LANGUAGE`）：zh 或 en（默认随系统）"))
	root.PersistentPreRunE = func(*cobra.Command, []string) error {
		if *lang != "" && *lang != "zh" && *lang != "en" {
			return t.usage(t.say("--lang is zh or en, not %q", "--lang 只能是 zh 或 en，不能是 %q"), *lang)
		}
		return nil
	}
	root.PersistentFlags().BoolP("help", "h", false, t.say("show help", "显示帮助"))
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return t.flagError(err) })
	root.SetUsageTemplate(t.usageTemplate())
	root.SetHelpTemplate("{{with or .Long .Short}}{{. | trimTrailingWhitespaces}}\n\n{{end}}{{.UsageString}}")
	commands := []*cobra.Command{t.build(), t.serve(), t.check(), t.standing(), t.accept(), t.export(), t.bringIn(), t.create(), t.dump(), t.version(), t.specimen(), t.completion()}
	root.AddCommand(commands...)
	for _, c := range append(commands, root) {
		c.DisableFlagsInUseLine = true // the usage lines name them in the person's language
	}
	root.SetHelpCommand(&cobra.Command{
		Use:   "help [COMMAND]",
		Short: t.say("help about a command", "查看某个命令的帮助"),
		RunE: func(cmd *cobra.Command, args []string) error {
			to, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return t.unknownCommand(root, strings.Join(args, " "))
			}
			return to.Help()
		},
	})
	return root
}

func (t *tool) unknownCommand(root *cobra.Command, name string) error {
	text := fmt.Sprintf(t.say("there is no command %q", "没有 %q 这个命令"), name)
	if near := root.SuggestionsFor(name); len(near) > 0 {
		text += fmt.Sprintf(t.say("; did you mean %s?", "，是否要用 %s？"), strings.Join(near, ", "))
	}
	return usageError{text}
}

// flagError words pflag's complaints in the person's language.
func (t *tool) flagError(err error) error {
	text := err.Error()
	if t.lang == "zh" {
		for en, zh := range map[string]string{
			"unknown flag: ": "没有这个选项：", "unknown shorthand flag: ": "没有这个选项：",
			"flag needs an argument: ": "这个选项需要一个值：",
		} {
			if rest, ok := strings.CutPrefix(text, en); ok {
				text = zh + rest
			}
		}
	}
	return usageError{text}
}

// atMostOneFolder is the argument rule of most commands.
func (t *tool) atMostOneFolder(_ *cobra.Command, args []string) error {
	if len(args) > 1 {
		return t.usage(t.say("one folder at a time, not %d", "一次只能处理一个文件夹，这里有 %d 个"), len(args))
	}
	return nil
}

func (t *tool) usageTemplate() string {
	en := `Usage:
  {{.UseLine}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} COMMAND --help{{end}}
{{if .HasExample}}
Examples:
{{.Example}}
{{end}}{{if .HasAvailableSubCommands}}
Commands:{{range .Commands}}{{if or .IsAvailableCommand (eq .Name "help")}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}
{{end}}{{if .HasAvailableLocalFlags}}
Options:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}
{{end}}{{if .HasAvailableInheritedFlags}}
Options of every command:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}
{{end}}`
	if t.lang != "zh" {
		return en
	}
	return strings.NewReplacer("Usage:", "用法：", "Examples:", "示例：", "Commands:", "命令：",
		"Options of every command:", "通用选项：", "Options:", "选项：").Replace(en)
}
