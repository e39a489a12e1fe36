// Keben turns one folder of Markdown chapters and YAML data into a website and typeset PDF editions of the same book,
// in Chinese and English.
//
// Each command is one file of this package with its flags, its help in both languages, and the printing of its results;
// the work is done by package press and its neighbours. Messages go to standard error, results to standard output;
// widths are counted in columns of a terminal. The exit statuses are in this file; signals and locales follow POSIX.
//
// The language of help is chosen before the arguments are parsed (locale.go), because the parser needs the texts.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"syscall"

	"github.com/spf13/cobra"

	"keben/internal/crew"
	"keben/internal/diag"
	"keben/internal/press"
	"slices"
)

// The exit statuses. Warnings do not fail a build unless --strict makes errors of them. A command ended by a signal
// exits with 128 plus the signal's number.
const (
	exitDone  = 0
	exitFault = 1 // errors in the book, or a failure of the system
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
	out := &stream{File: os.Stdout}
	t := &tool{lang: chooseLanguage(args, os.Getenv, systemLocale), out: out, err: os.Stderr}
	ctx, stop := t.untilInterrupted(os.Exit)
	defer stop()
	root := t.command()
	root.SetArgs(args)
	root.SetOut(t.out)
	root.SetErr(t.err)
	var err error
	if fault := crew.Do(func() { err = root.ExecuteContext(ctx) }); fault != nil {
		err = fault
	}
	if err == nil {
		err = out.failed
	}
	return t.status(ctx, err)
}

// stream is the standard output. It keeps the first error, so that a command whose output is incomplete fails.
type stream struct {
	*os.File
	failed error
}

// Write implements [io.Writer].
func (s *stream) Write(p []byte) (int, error) {
	n, err := s.File.Write(p)
	if err != nil && s.failed == nil {
		s.failed = err
	}
	return n, err
}

// tool is the command line: its language and its outputs.
type tool struct {
	lang     diag.Language
	out, err io.Writer
	serving  bool // Ctrl-C is the usual end of the command
}

// spoken are the languages of messages.
var spoken = []diag.Language{diag.Chinese, diag.English}

// say chooses between an English and a Chinese text.
func (t *tool) say(en, zh string) string {
	return t.lang.Say(en, zh)
}

// errReported is returned by a command that has already printed its errors.
var errReported = errors.New("reported")

// usageError is a command line that was not understood.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

func (t *tool) usage(format string, args ...any) error {
	return usageError{fmt.Sprintf(format, args...)}
}

// faultError is an error in the person's language.
type faultError struct{ text string }

func (e faultError) Error() string { return e.text }

func (t *tool) fault(format string, args ...any) error {
	return faultError{fmt.Sprintf(format, args...)}
}

// complain writes one line about an error.
func (t *tool) complain(text string) {
	fmt.Fprintf(t.err, "keben%s%s\n", t.say(": ", "："), text)
}

// status prints what a command returned, unless it did so itself, and gives the exit status.
func (t *tool) status(ctx context.Context, err error) int {
	var usage usageError
	var fault faultError
	var signal interrupted
	var broken *crew.Fault
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &broken):
		_ = t.printMessages(t.err, press.Result{Messages: []diag.Message{broken.On("")}}) // there may be nobody to tell
		return exitFault
	case errors.As(context.Cause(ctx), &signal) && errors.Is(err, context.Canceled):
		t.complain(t.say("stopped; nothing was written", "已中止，未写入任何文件"))
		return signal.status()
	case errors.Is(err, errReported):
		return exitFault
	case errors.Is(err, syscall.EPIPE):
		return exitFault // whoever read the output has seen enough, and the errors may go the same way
	case errors.As(err, &usage):
		t.complain(usage.text)
		fmt.Fprintln(t.err, t.say("Run keben --help for help.", "运行 keben --help 查看帮助。"))
		return exitUsage
	case errors.As(err, &fault):
		t.complain(fault.text)
	case diag.Known(err):
		t.complain(diag.Explain(err, t.lang))
	default:
		t.complain(t.say("this error should not happen; report the next line and the output of `keben version`:", "发生了不应有的错误，请将下面一行与 `keben version` 的输出一并报告："))
		fmt.Fprintf(t.err, "  %v\n", err)
	}
	return exitFault
}

func (t *tool) command() *cobra.Command {
	version := new(bool)
	root := &cobra.Command{
		Use: t.say("keben [OPTIONS] COMMAND", "keben [选项] 命令"),
		Long: t.say(`Keben makes a website and typeset PDFs of a book from one folder of Markdown
chapters and YAML data, in Chinese, in English, or in both.

A book's folder:
  book.yaml        what the book is
  content/zh/*.md  the chapters in Chinese
  content/en/*.md  the same chapters in English, under the same file names
  data/*.yaml      figures and tables that both languages share
  templates/       files that replace parts of the built-in design
  public/          the result`,
			`Keben（刻本）把一个文件夹里的 Markdown 章节和 YAML 数据做成一本书：
中文、英文或双语的网站，以及排好版的 PDF。

书稿文件夹：
  book.yaml        书的基本信息
  content/zh/*.md  中文各章
  content/en/*.md  英文各章，与中文同名
  data/*.yaml      两种语言共用的数据和表格
  templates/       用来替换内置版式的文件
  public/          生成的结果`),
		Example: t.say(`  keben new my-book        begin a book
  keben serve my-book      show it while you write
  keben build my-book      make the website and the PDFs in my-book/public
  keben check my-book      proofread it
  keben help topics        list the topics that help explains`,
			`  keben new my-book        新建一本书
  keben serve my-book      边写边预览
  keben build my-book      生成网站和 PDF，放在 my-book/public
  keben check my-book      校对书稿
  keben help topics        列出可以查看帮助的主题`),
		SilenceErrors:              true,
		SuggestionsMinimumDistance: 2,
		SilenceUsage:               true,
		CompletionOptions:          cobra.CompletionOptions{DisableDefaultCmd: true},
		Args:                       cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if *version {
				return t.printVersion()
			}
			if len(args) == 0 {
				return cmd.Help()
			}
			return t.unknownCommand(cmd, args[0])
		},
	}
	// Its value was read by chooseLanguage.
	lang := root.PersistentFlags().String("lang", "", t.say("`LANGUAGE` of messages and help: zh or en (default: that of the system)", "提示信息和帮助的`语言`：zh 或 en（默认随系统）"))
	root.PersistentPreRunE = func(*cobra.Command, []string) error {
		if *lang != "" && !slices.Contains(spoken, diag.Language(*lang)) {
			return t.usage(t.say("--lang is zh or en, not %q", "--lang 只能是 zh 或 en，不能是 %q"), *lang)
		}
		return nil
	}
	root.PersistentFlags().BoolP("help", "h", false, t.say("show help", "显示帮助"))
	root.Flags().BoolVarP(version, "version", "V", false, t.say("print the version", "显示版本"))
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return t.flagError(err) })
	usage := t.usageTemplate()
	root.SetUsageFunc(func(cmd *cobra.Command) error { return usage.Execute(cmd.OutOrStderr(), cmd) })
	root.SetHelpTemplate("{{with or .Long .Short}}{{. | trimTrailingWhitespaces}}\n\n{{end}}{{.UsageString}}")
	commands := []*cobra.Command{t.build(), t.serve(), t.check(), t.survey(), t.proof(), t.standing(), t.accept(), t.export(), t.bringIn(), t.create(), t.dump(), t.convert(), t.explain(), t.schema(), t.licences(), t.version(), t.specimen(), t.completion()}
	root.AddCommand(commands...)
	for _, c := range append(commands, root) {
		c.DisableFlagsInUseLine = true // the usage lines name them in the person's language
	}
	root.SetHelpCommand(t.help(root))
	return root
}
