package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"keben/internal/desk"
	"keben/internal/lang"
)

// bringIn is keben import.
func (t *tool) bringIn() *cobra.Command {
	var o desk.ImportOptions
	var yes, dry bool
	cmd := &cobra.Command{
		Use:   t.say("import [OPTIONS] FILE [DIR]", "import [选项] 文件 [文件夹]"),
		Short: t.say("import translations into the manuscript", "将译文导入书稿"),
		Long: t.say(`Imports the translations in FILE, an XLIFF 2 or PO file that keben export has written
and a translator's tool has changed. It shows every text that changes, asks, and
writes just that; nothing else in the files is touched. A paragraph that had no
translation is added after its neighbour; a chapter that had none gets a new file.

A translation is left out, with a message, if its source or the translation in the book
has changed since the export, or if the new text would no longer be the paragraph, cell
or heading it is. Entries that a PO file marks as fuzzy are left out too.

Afterwards, record with keben accept which translations are up to date.`,
			`将文件中的译文导入书稿。该文件由 keben export 导出、经翻译工具处理，
格式为 XLIFF 2 或 PO。导入前逐处列出改动并征求同意，只写入所列内容，文件其余部分一律不动。
原来没有译文的段落放在相邻段落之后；原来没有译文的章则新建文件。

原文在导出之后有改动的、书中译文在导出之后有改动的，以及写入后不再是原来那种
段落、单元格或标题的，均不导入，并给出提示。PO 文件中标为 fuzzy 的条目也不导入。

导入之后，用 keben accept 记录哪些译文已与原文一致。`),
		Example: `  keben import book.xlf
  keben import --yes trade.po my-book`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 1 || len(args) > 2 {
				return t.usage("%s", t.say("name one FILE, and a DIR if need be", "请指定一个文件，必要时再指定文件夹"))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := t.checkFile(args[0]); err != nil {
				return err
			}
			dir, err := t.findBook(args[1:])
			if err != nil {
				return err
			}
			o.File, o.Dir = args[0], dir
			res, in, err := desk.Import(cmd.Context(), o)
			if err != nil {
				return err
			}
			if err := t.printMessages(t.err, res); err != nil {
				return err
			}
			if in == nil {
				return errReported
			}
			t.printChanges(in)
			if len(in.Files) == 0 || dry {
				fmt.Fprintln(t.out, t.say("nothing was written", "未写入任何文件"))
				return nil
			}
			if !yes {
				agreed, err := t.ask(cmd, fmt.Sprintf(t.say("write %s? [y/N] ", "是否写入 %s？[y/N] "), t.count(len(in.Files), lang.Nouns.File)))
				if err != nil {
					return err
				}
				if !agreed {
					fmt.Fprintln(t.out, t.say("nothing was written", "未写入任何文件"))
					return nil
				}
			}
			if res.Messages = in.Write(); len(res.Messages) > 0 {
				return firstError(t.printMessages(t.err, res), errReported)
			}
			fmt.Fprintf(t.out, t.say("%s written; run `keben accept FILE` when a translation is up to date\n",
				"已写入 %s；译文确认无误后，请运行 `keben accept 文件`\n"), t.count(len(in.Files), lang.Nouns.File))
			return nil
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, t.say("write without asking", "不再询问，直接写入"))
	cmd.Flags().BoolVar(&dry, "dry-run", false, t.say("show what would change and write nothing", "只列出改动，不写入"))
	cmd.Flags().BoolVar(&o.Fuzzy, "fuzzy", false, t.say("also import entries that are marked as fuzzy", "标为 fuzzy 的条目也导入"))
	cmd.Flags().BoolVar(&o.Overwrite, "overwrite", false, t.say("also replace translations that have changed in the book since the export", "书中译文在导出之后有改动的，以文件为准"))
	cmd.Flags().StringVar(&o.To, "to", "", t.say("`LANGUAGE` of the translation (default: what the file says)", "译文`语言`（默认依文件所写）"))
	return cmd
}

// printChanges shows every text that an import changes, where, and how many there are.
func (t *tool) printChanges(in *desk.Imported) {
	paint := t.painter(t.out)
	for _, f := range in.Files {
		if f.New {
			fmt.Fprintf(t.out, t.say("%s: a new file\n", "%s：新建\n"), f.Path)
		}
		for _, c := range f.Changes {
			text := paint("32", "{+"+clip(c.New, 160)+"+}")
			if c.Old != "" {
				text = difference(oneLine(c.Old), oneLine(c.New), paint)
			}
			fmt.Fprintf(t.out, "%s:%d: %s\n", f.Path, c.Line, text)
		}
	}
	counts := []string{
		fmt.Sprintf(t.say("%d changed", "改动 %d 处"), in.Changed),
		fmt.Sprintf(t.say("%d new", "新增 %d 处"), in.Added),
		fmt.Sprintf(t.say("%d unchanged", "未变 %d 处"), in.Same),
	}
	for _, c := range []struct {
		n      int
		en, zh string
	}{
		{in.Untranslated, "%d not translated", "未译 %d 处"},
		{in.Fuzzy, "%d fuzzy and left out (import them with --fuzzy)", "标为 fuzzy 未导入 %d 处（可用 --fuzzy 导入）"},
		{in.Obsolete, "%d obsolete", "已作废 %d 处"},
		{in.Left, "%d left out", "未导入 %d 处"},
	} {
		if c.n > 0 {
			counts = append(counts, fmt.Sprintf(t.say(c.en, c.zh), c.n))
		}
	}
	fmt.Fprintln(t.out, strings.Join(counts, t.say(", ", "，")))
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
