package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"keben/internal/desk"
	"keben/internal/desk/proofs"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/press"
)

func (t *tool) proof() *cobra.Command {
	var o proofs.Options
	var out string
	var force bool
	cmd := &cobra.Command{
		Use:   t.say("proof [OPTIONS] [DIR]", "proof [选项] [文件夹]"),
		Short: t.say("make proof sheets to read on paper", "生成供纸上审校的校样"),
		Long: t.say(`Makes a PDF for editors who read on paper: wide margins, numbered lines far apart,
and beside each paragraph its id, the state of its translation, and what keben
check says about it. It takes seconds, and errors in the manuscript do not stop it.
The pages are plain; keben build makes the pages of the book.

--since marks what has changed: new words are underlined, deleted words are struck
through, and a bar marks each paragraph that differs.
  record    since each paragraph was translated (the .twin files of keben accept)
  REVISION  since a commit, a tag or a branch of git

The sheets go into the current folder, one file per language, or to --out, but
never into public/, because they are not for readers. A proof that somebody has
written into is not overwritten.

Exit status: 0 no errors, 1 errors in the manuscript (the proof is still written),
2 the command line was not understood.`,
			`生成供编辑在纸上审校的 PDF：页边宽，行距大，每行有行号，每段旁边注明标识、译文状态
和 keben check 发现的问题。只需几秒，书稿有错误也照样生成。版面从简；成书的版面
由 keben build 生成。

--since 标出改动：新增文字加下划线，删去的文字加删除线，有改动处左侧加竖线。
  record    与各段译出时相比（依据 keben accept 写入的 .twin 文件）
  版本      与 git 的某次提交、标签或分支相比

校样写在当前文件夹中，每种语言一个文件；也可用 --out 指定位置。校样上的意见不宜公开，
因此不会写入 public/。已有人加过批注的校样不会被覆盖。

退出状态：0 没有错误，1 书稿有错误（校样仍会写出），2 命令行有误。`),
		Example: t.say(`  keben proof
  keben proof --edition en --twin my-book      the Chinese below each English paragraph
  keben proof --since v1.0 --out proofs/       what has changed since a tag`,
			`  keben proof
  keben proof --edition en --twin my-book      英文各段之下附中文
  keben proof --since v1.0 --out proofs/       标出某个标签以来的改动`),
		Args: t.atMostOneFolder,
	}
	cmd.Flags().StringSliceVar(&o.Editions, "edition", nil, t.say("only these language `VERSIONS`: zh, en", "只处理这些`文种版`：zh, en"))
	cmd.Flags().BoolVar(&o.Twin, "twin", false, t.say("show the other language below each paragraph", "在每段之下附上另一种语言的文字"))
	cmd.Flags().StringVar(&o.Since, "since", "", t.say("mark what has changed since `REVISION`: record, or a revision of git", "标出自该`版本`以来的改动：record 或 git 的版本"))
	cmd.Flags().StringVarP(&out, "out", "o", "", t.say("write to `FILE`, or into a folder", "写入该`文件`或文件夹"))
	cmd.Flags().BoolVar(&force, "force", false, t.say("overwrite existing files", "覆盖已有文件"))
	complete(cmd, "edition", lang.Tags())
	complete(cmd, "since", []string{proofs.Record})
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if cmd.Flags().Changed("since") && strings.TrimSpace(o.Since) == "" {
			return t.usage("%s", t.say("--since is record or a revision of git", "--since 应为 record 或 git 的版本"))
		}
		dir, err := t.findBook(args)
		if err != nil {
			return err
		}
		if o.Dir = dir; cmd.Flags().Changed("lang") {
			o.Tongue = t.lang
		}
		res, made, err := proofs.Of(cmd.Context(), o)
		if err != nil {
			return err
		}
		names, err := t.proofNames(dir, out, made)
		if err != nil {
			return err
		}
		res.Messages = slices.DeleteFunc(res.Messages, onSheets)
		if err := t.printMessages(t.err, res); err != nil {
			return err
		}
		for i, p := range made {
			if m := desk.WriteProof(dir, names[i], p.Data, force); m != nil {
				return firstError(t.printMessages(t.err, press.Result{Dir: dir, Messages: []diag.Message{*m}}), errReported)
			}
			fmt.Fprintf(t.out, t.say("%s: %s\n", "%s：%s\n"), names[i], t.count(p.Sheets, lang.Nouns.Sheet))
		}
		if res.Failed(false) {
			return errReported
		}
		return nil
	}
	return cmd
}

// onSheets reports whether a message is printed on the sheets alone: all but errors and messages about the sheets are.
func onSheets(m diag.Message) bool {
	return m.Kind.Severity != diag.Error && !strings.HasPrefix(m.Kind.ID, "proof-") && !strings.HasPrefix(m.Kind.ID, "revision-")
}

// proofNames are the files of proofs: the one that --out names, or one for each edition in its folder or here.
func (t *tool) proofNames(dir, out string, made []proofs.Proof) ([]string, error) {
	info, err := os.Stat(out)
	folder := out == "" || strings.HasSuffix(filepath.ToSlash(out), "/") || err == nil && info.IsDir()
	if !folder && len(made) > 1 {
		return nil, t.usage(t.say("--out names one file, but there are %d proofs; name a folder, e.g. proofs/",
			"--out 指定了一个文件，但校样有 %d 份：请改为文件夹，如 proofs/"), len(made))
	}
	book := "book"
	if whole, err := filepath.Abs(dir); err == nil && filepath.Base(whole) != string(filepath.Separator) {
		book = filepath.Base(whole)
	}
	names := make([]string, len(made))
	for i, p := range made {
		if names[i] = out; folder {
			names[i] = filepath.Join(out, book+"-proof-"+p.Edition+".pdf")
		}
	}
	return names, nil
}
