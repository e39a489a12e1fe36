package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"keben/internal/press"
)

func (t *tool) dump() *cobra.Command {
	o := press.DumpOptions{}
	var editions []string
	cmd := &cobra.Command{
		Use:   t.say("dump --stage=STAGE [OPTIONS] [DIR]", "dump --stage=阶段 [选项] [文件夹]"),
		Short: t.say("print the book after one stage of the work", "显示全书在某一阶段的中间结果"),
		Long: t.say(`Prints what the book is after one stage, as plain text:
  ranges  every paragraph and inline with the text that was typed for it
  twins   which paragraph translates which, one pair per line with tabs between:
          source and line, translation and line or -, kind, confidence
  book    paragraphs with their ids, numbers and translations
  galley  each chapter set in one endless column, line by line
  page    the finished pages, operation by operation

Use it to find out where something went wrong, or to compare two versions.`,
			`以纯文本形式显示书稿在某一阶段之后的样子：
  ranges  读入的各段与行内元素，以及书稿中写下它的原文
  twins   两种文字的各段如何对应，每行一对，以制表符分隔：原文文件与行号、
          译文文件与行号（没有则为 -）、类别、置信度
  book    各段及其标识、编号和译文
  galley  各章的长条样，逐行显示
  page    排好的版面，逐项显示

用来查找问题出在哪一步，也可用来比较两个版本。`),
		Example: `  keben dump --stage=book
  keben dump --stage=twins | grep -v 0.99
  keben dump --stage=page --edition zh my-book | less`,
		Args: t.atMostOneFolder,
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(press.DumpStages(), o.Stage) {
				return t.usage(t.say("--stage is one of %s", "--stage 可取：%s"), strings.Join(press.DumpStages(), ", "))
			}
			dir, err := t.findBook(args)
			if err != nil {
				return err
			}
			o.Dir, o.Editions = dir, editions
			res, err := press.Dump(cmd.Context(), t.out, o)
			if printErr := t.printMessages(t.err, res); printErr != nil || err != nil {
				return firstError(err, printErr)
			}
			if res.Failed(false) {
				return errReported
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&o.Stage, "stage", "", t.say("print this `STAGE`: ", "显示该`阶段`：")+strings.Join(press.DumpStages(), ", "))
	cmd.Flags().StringSliceVar(&editions, "edition", nil, t.say("only these language `VERSIONS`: zh, en", "只处理这些`文种版`：zh, en"))
	cmd.Flags().StringVar(&o.Variant, "variant", "", t.say("pages of this PDF `VARIANT`: print or screen (default: the first)", "哪种`用途`的 PDF：print 或 screen（默认第一种）"))
	complete(cmd, "stage", press.DumpStages())
	return cmd
}
