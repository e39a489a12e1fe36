package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/press"
)

func (t *tool) build() *cobra.Command {
	var o press.Options
	cmd := &cobra.Command{
		Use:   t.say("build [OPTIONS] [DIR]", "build [选项] [文件夹]"),
		Short: t.say("make the website and the PDFs", "生成网站和 PDF"),
		Long: t.say(`Makes the outputs that book.yaml lists and puts them into public/ in the book's
folder. DIR is the book's folder or any folder inside it; the default is the
current folder. A folder of Markdown without a book.yaml is built too.

All messages are shown at once. If there is an error, the last good result stays.
Exit status: 0 done, 1 errors, 2 the command line was not understood.`,
			`按 book.yaml 生成各项成品，放在书稿文件夹的 public/ 下。参数是书稿文件夹或其中
任一文件夹，默认为当前文件夹。没有 book.yaml 的 Markdown 文件夹也能生成。

所有问题一次列出。有错误时，上一次的结果保持不变。
退出状态：0 完成，1 有错误，2 命令行有误。`),
		Example: t.say(`  keben build                           the book you are in
  keben build --only website            no PDFs
  keben build --only pdf --edition zh   only the Chinese PDFs
  keben build --out /srv/www/book       somewhere else`,
			`  keben build                           生成当前所在的书
  keben build --only website            只要网站
  keben build --only pdf --edition zh   只要中文 PDF
  keben build --out /srv/www/book       放到别处`),
		Args: t.atMostOneFolder,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := t.checkOutputs(o.Only); err != nil {
				return err
			}
			dir, err := t.findBook(args)
			if err != nil {
				return err
			}
			if cmd.Flags().Changed("out") && strings.TrimSpace(o.Out) == "" {
				return t.usage("%s", t.say("--out is empty", "--out 是空的"))
			}
			begun := time.Now()
			shown := t.newProgress()
			o.Dir, o.Progress = dir, shown.show
			res, err := press.Build(cmd.Context(), o)
			shown.clear()
			return t.report(res, finished{err: err, strict: o.Strict, elapsed: time.Since(begun)})
		},
	}
	t.outputFlags(cmd, &o)
	cmd.Flags().StringVarP(&o.Out, "out", "o", "", t.say("put the result into `DIR` instead of public/", "把结果放在该`文件夹`，而不是 public/"))
	return cmd
}

// outputFlags are the flags that build and check share.
func (t *tool) outputFlags(cmd *cobra.Command, o *press.Options) {
	f := cmd.Flags()
	f.StringSliceVar(&o.Only, "only", nil, t.say("only these `OUTPUTS`: ", "只处理这些`成品`：")+strings.Join(press.Outputs(), ", "))
	f.StringSliceVar(&o.Editions, "edition", nil, t.say("only these language `VERSIONS`: zh, en", "只处理这些`文种版`：zh, en"))
	f.BoolVar(&o.Strict, "strict", false, t.say("treat warnings as errors", "把警告当作错误"))
	complete(cmd, "only", press.Outputs())
	complete(cmd, "edition", lang.Tags())
}

// complete offers fixed words after a flag. The only error is a flag that does not exist.
func complete(cmd *cobra.Command, flag string, words []string) {
	err := cmd.RegisterFlagCompletionFunc(flag, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return words, cobra.ShellCompDirectiveNoFileComp
	})
	if err != nil {
		panic(err)
	}
}

func (t *tool) checkOutputs(only []string) error {
	for _, name := range only {
		if !slices.Contains(press.Outputs(), name) {
			near, ok := diag.Nearest(name, press.Outputs())
			if !ok {
				near = strings.Join(press.Outputs(), ", ")
			}
			return t.usage(t.say("there is no output %q; did you mean %s?", "没有 %q 这种成品，是否要用 %s？"), name, near)
		}
	}
	return nil
}

// finished are the circumstances of a finished build.
type finished struct {
	err     error
	strict  bool
	elapsed time.Duration
}

// report prints the messages and, after a build without errors, the outputs.
func (t *tool) report(res press.Result, f finished) error {
	if err := t.printMessages(t.err, res); err != nil {
		return err
	}
	if f.err != nil {
		return f.err
	}
	summary := diag.Summary(res.Messages, t.lang)
	if res.Failed(f.strict) {
		if !diag.HasErrors(res.Messages) {
			summary += t.say(" (--strict)", "（--strict）")
		}
		fmt.Fprintf(t.err, t.say("%s: nothing was written\n", "%s：未写入任何文件\n"), summary)
		return errReported
	}
	t.printProducts(res)
	line := t.say("done in ", "完成，用时 ") + t.seconds(f.elapsed)
	if summary != "" {
		line += t.say(", with ", "，有 ") + summary
	}
	fmt.Fprintln(t.out, line)
	return nil
}

// printProducts lists the outputs, one per line.
func (t *tool) printProducts(res press.Result) {
	wide := 0
	paths := make([]string, len(res.Products))
	for i, p := range res.Products {
		paths[i] = relative(filepath.Join(res.Out, filepath.FromSlash(p.Path)))
		wide = max(wide, utf8.RuneCountInString(paths[i]))
	}
	if res.Title != "" {
		fmt.Fprintln(t.out, res.Title)
	}
	for i, p := range res.Products {
		pad := strings.Repeat(" ", wide-utf8.RuneCountInString(paths[i]))
		pages := t.count(p.Pages, lang.Nouns.Page)
		fmt.Fprintf(t.out, "  %s%s  %s, %s\n", paths[i], pad, pages, t.size(p.Bytes))
	}
}

// count writes a number of things, as the books do.
func (t *tool) count(n int, noun func(lang.Nouns) lang.Noun) string {
	return lang.Of(string(t.lang)).Count(n, noun)
}

// size writes a number of bytes, as the website does beside its downloads.
func (t *tool) size(n int64) string { return lang.Of(string(t.lang)).FileSize(n) }

func (t *tool) seconds(d time.Duration) string {
	return strconv.FormatFloat(d.Seconds(), 'f', 1, 64) + t.say(" s", " 秒")
}

// relative shortens a path by the current folder when that makes it shorter to read.
func relative(name string) string {
	here, err := filepath.Abs(".")
	if err != nil {
		return name
	}
	whole, err := filepath.Abs(name)
	if err != nil {
		return name
	}
	if rel, err := filepath.Rel(here, whole); err == nil && !strings.HasPrefix(rel, "..") {
		return rel
	}
	return name
}
