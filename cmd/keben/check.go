package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"keben/internal/diag"
	"keben/internal/press"
)

func (t *tool) check() *cobra.Command {
	var o press.Options
	cmd := &cobra.Command{
		Use:   t.say("check [OPTIONS] [DIR]", "check [选项] [DIR]"),
		Short: t.say("say what is wrong, and write nothing", "只检查书稿，不写入文件"),
		Long: t.say(`Goes through all that a build does and prints its messages, without writing
anything. Messages go to the standard output.
Exit status: 0 no errors, 1 errors, 2 the command line was not understood.`,
			`执行与 build 相同的全部步骤并列出所有问题，但不写入任何文件。
问题列表写到标准输出。
退出状态：0 没有错误，1 有错误，2 命令行有误。`),
		Example: t.say(`  keben check
  keben check --strict my-book    for a script that must not let warnings pass`,
			`  keben check
  keben check --strict my-book    用于脚本：有警告也算不通过`),
		Args: t.atMostOneFolder,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := t.checkOutputs(o.Only); err != nil {
				return err
			}
			shown := t.newProgress()
			o.Dir, o.Progress = t.findBook(args), shown.show
			res, err := press.Check(cmd.Context(), o)
			shown.clear()
			if printErr := t.printMessages(t.out, res); printErr != nil || err != nil {
				return firstError(err, printErr)
			}
			summary := diag.Summary(res.Messages, t.lang)
			if summary == "" {
				summary = t.say("nothing to complain of", "没有发现问题")
			}
			fmt.Fprintln(t.out, summary)
			if res.Failed(o.Strict) {
				return errReported
			}
			return nil
		},
	}
	t.outputFlags(cmd, &o)
	return cmd
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
