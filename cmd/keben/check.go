package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/press"
)

func (t *tool) check() *cobra.Command {
	var o press.Options
	cmd := &cobra.Command{
		Use:   t.say("check [OPTIONS] [DIR]", "check [选项] [文件夹]"),
		Short: t.say("proofread the book; change nothing unless --fix", "校对书稿；不加 --fix 则不改动"),
		Long: t.say(`Does all that a build does and proofreads besides: punctuation and spacing,
doubled words, numbering, numbers and dates, the terms of data/terms.yaml, and
whether a translation says what its original says. Messages go to the standard
output; without --fix nothing is written.

Where the text is right as it is, put a comment on its line or on a line of its
own before the paragraph:
  <!-- keben: ignore number-mismatch -->
ignore-file ignores the message in the whole file.

--fix makes the corrections that are safe (half-width marks in Chinese,
ellipses, dashes, spaces). It shows them first and asks; --yes does not ask.

--unsaved FILE is for editors: the text of FILE, a file of the book, is read from
the standard input and not from the disk.

Exit status: 0 no errors, 1 errors, 2 the command line was not understood.`,
			`执行与 build 相同的全部步骤，并校对书稿：标点与空格、重复字词、序号、数字与日期、
data/terms.yaml 中的术语，以及译文与原文是否相符。问题列表写到标准输出；
不加 --fix 则不改动任何文件。

确认无误之处，可在该行末尾或该段之前单独一行写注释，以后不再提示：
  <!-- keben: ignore number-mismatch -->
写 ignore-file 则对整个文件有效。

--fix 自动改正有把握的问题（中文里的半角标点、省略号、破折号、空格），
先列出改动，再征求同意；加 --yes 则不再询问。

--unsaved 供编辑器使用：书中该文件的内容从标准输入读取，不读磁盘上的文件。

退出状态：0 没有错误，1 有错误，2 命令行有误。`),
		Example: t.say(`  keben check
  keben check --fix my-book       make the safe corrections
  keben check --strict my-book    for scripts: warnings count as errors`,
			`  keben check
  keben check --fix my-book       自动改正有把握的问题
  keben check --strict my-book    用于脚本：警告也算错误`),
		Args: t.atMostOneFolder,
	}
	fix := cmd.Flags().Bool("fix", false, t.say("make the safe corrections, after showing them", "列出并自动改正有把握的问题"))
	yes := cmd.Flags().Bool("yes", false, t.say("make the corrections of --fix without asking", "与 --fix 同用：不再询问"))
	unsaved := cmd.Flags().String("unsaved", "", t.say("read the text of `FILE` from the standard input", "从标准输入读取该`文件`的内容"))
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := t.checkOutputs(o.Only); err != nil {
			return err
		}
		if *yes && !*fix {
			return t.usage("%s", t.say("--yes goes with --fix", "--yes 须与 --fix 同用"))
		}
		dir, err := t.findBook(args)
		if err != nil {
			return err
		}
		if o.Unsaved, err = t.unsaved(cmd, dir, *unsaved, *fix); err != nil {
			return err
		}
		shown := t.newProgress()
		o.Dir, o.Progress, o.Proofread = dir, shown.show, true
		res, err := press.Check(cmd.Context(), o)
		shown.clear()
		if err == nil && *fix {
			return t.fix(cmd, res, *yes)
		}
		if printErr := t.printMessages(t.out, res); printErr != nil || err != nil {
			return firstError(err, printErr)
		}
		summary := diag.Summary(res.Messages, t.lang)
		if n := diag.Count(res.Messages, diag.Note); summary == "" && n > 0 {
			summary = t.count(n, lang.Nouns.Remark)
		} else if summary == "" {
			summary = t.say("no problems found", "没有发现问题")
		}
		fmt.Fprintln(t.out, summary)
		if n := fixable(res.Messages); n > 0 {
			fmt.Fprintf(t.out, t.say("`keben check --fix` corrects %d of them\n", "其中 %d 处可用 `keben check --fix` 改正\n"), n)
		}
		if res.Failed(o.Strict) {
			return errReported
		}
		return nil
	}
	t.outputFlags(cmd, &o)
	return cmd
}

func fixable(ms []diag.Message) (n int) {
	for _, m := range ms {
		if m.Fix != nil {
			n++
		}
	}
	return n
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// unsaved reads the text of a file that an editor has not saved, by its name in the book's folder.
func (t *tool) unsaved(cmd *cobra.Command, dir, typed string, fix bool) (map[string][]byte, error) {
	name := inBook(dir, typed)
	switch {
	case !cmd.Flags().Changed("unsaved"):
		return nil, nil
	case fix:
		return nil, t.usage("%s", t.say("--unsaved does not go with --fix", "--unsaved 不能与 --fix 同用"))
	case !fs.ValidPath(name) || name == ".":
		return nil, t.usage(t.say("--unsaved names no file in the book's folder: %s", "--unsaved 指的不是书稿文件夹中的文件：%s"), name)
	}
	text, err := io.ReadAll(io.LimitReader(cmd.InOrStdin(), int64(budget.TextBytes.Max)+1))
	if err != nil {
		return nil, t.fault(t.say("the standard input cannot be read: %s", "无法读取标准输入：%s"), diag.Reason(err, t.lang))
	}
	return map[string][]byte{name: text}, nil
}

// inBook is the name in the book's folder of a file that was given by this name or by a path. A file that does not
// exist is a new file of the book.
func inBook(dir, typed string) string {
	name := path.Clean(filepath.ToSlash(typed))
	if !filepath.IsAbs(typed) {
		if _, err := os.Stat(filepath.Join(dir, typed)); err == nil {
			return name
		}
		if _, err := os.Stat(typed); err != nil {
			return name
		}
	}
	from, err := filepath.Abs(dir)
	if err != nil {
		return name
	}
	to, err := filepath.Abs(typed)
	if err != nil {
		return name
	}
	if rel, err := filepath.Rel(from, to); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return name
}
