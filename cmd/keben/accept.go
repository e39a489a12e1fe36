package main

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"keben/internal/desk"
	"keben/internal/diag"
	"keben/internal/press"
)

func (t *tool) accept() *cobra.Command {
	var o desk.AcceptOptions
	cmd := &cobra.Command{
		Use:   t.say("accept [OPTIONS] [FILE | DIR]", "accept [选项] [文件 | 文件夹]"),
		Short: t.say("record that translations are up to date", "记录译文已与原文一致"),
		Long: t.say(`Records for each paragraph of a chapter that its translation is up to date, and
what it was translated from. FILE is the chapter in either language. The record is
the .twin file beside the translation, a text file with one line per paragraph;
keep it with the manuscript. Nothing else is written.

Paragraphs that keben status calls unsure are accepted only if --block names them,
which settles that one is the translation of the other.`,
			`逐段记录某章译文已与原文一致，并记下译自何文。参数为该章任一语言的文件。
记录写在译文旁边的 .twin 文件中，为纯文本，每段一行，应与书稿一起保存。
此外不写入任何文件。

keben status 标为“存疑”的段落，须用 --block 逐一指定才会记录，
记录后即视为确有对应关系。`),
		Example: `  keben accept content/en/trade.md
  keben accept content/en/trade.md --block scale-p2
  keben accept --all`,
		Args: t.atMostOneFolder,
		RunE: func(cmd *cobra.Command, args []string) error {
			var err error
			if o.Dir, o.File, err = t.bookAndFile(args); err != nil {
				return err
			}
			switch {
			case o.All && o.File != "":
				return t.usage("%s", t.say("name a FILE or use --all, not both", "文件与 --all 不能并用"))
			case !o.All && o.File == "":
				return t.usage("%s", t.say("name a chapter's FILE, or use --all", "请指定某一章的文件，或使用 --all"))
			case o.All && len(o.Blocks) > 0:
				return t.usage("%s", t.say("--block needs one FILE", "--block 只能用于某一个文件"))
			}
			res, files, err := desk.Accept(cmd.Context(), o)
			if err != nil {
				return err
			}
			var failed press.Result
			failed.Dir = res.Dir
			for _, m := range res.Messages {
				if m.Kind.Severity == diag.Error {
					failed.Messages = append(failed.Messages, m)
				}
			}
			if err := t.printMessages(t.err, failed); err != nil {
				return err
			}
			for _, f := range files {
				t.printAccepted(f, filepath.Join(res.Dir, filepath.FromSlash(f.Record.File)))
			}
			if len(failed.Messages) > 0 {
				return errReported
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&o.All, "all", false, t.say("accept all chapters of the book", "记录全书各章"))
	cmd.Flags().StringSliceVar(&o.Blocks, "block", nil, t.say("accept only the paragraphs with these `IDS`", "只记录这些`标识`的段落"))
	return cmd
}

// printAccepted prints the changes of a record.
func (t *tool) printAccepted(f desk.AcceptedFile, name string) {
	name = relative(name)
	if !f.Written {
		fmt.Fprintf(t.out, t.say("%s: nothing to write", "%s：无须改动"), name)
	} else {
		fmt.Fprintf(t.out, t.say("%s: %d new, %d updated, %d unchanged", "%s：新记 %d 段，更新 %d 段，未变 %d 段"), name, len(f.New), len(f.Renewed), f.Kept)
	}
	if f.Gone > 0 {
		fmt.Fprintf(t.out, t.say(", %d dropped whose paragraphs are gone", "，删去段落已不存在的 %d 条"), f.Gone)
	}
	if f.Left > 0 {
		fmt.Fprintf(t.out, t.say("; %d unsure and left out (see keben status %s)", "；存疑未记 %d 段（参见 keben status %s）"), f.Left, filepath.Join(filepath.Dir(name), filepath.Base(f.Chapter.B.File())))
	}
	fmt.Fprintln(t.out)
	for _, b := range f.Renewed {
		fmt.Fprintf(t.out, "  %s  %s\n", lineOf(b.B), clip(b.Now(), 70))
	}
}
