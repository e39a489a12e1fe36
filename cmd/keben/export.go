package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"keben/internal/book"
	"keben/internal/desk"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/snapshot"
)

func (t *tool) export() *cobra.Command {
	var o desk.ExportOptions
	var out string
	var force bool
	cmd := &cobra.Command{
		Use:   t.say("export --format FORMAT [OPTIONS] [DIR]", "export --format 格式 [选项] [文件夹]"),
		Short: t.say("export the text for translators' tools", "导出文字，供翻译工具使用"),
		Long: t.say(`Writes the text of the book and its translations so far in a format that
translators' tools read:
  xliff   XLIFF 2.1 (ISO 21720), with emphasis, links, code etc. as inline codes
  po      gettext PO, with Markdown as typed

It exports paragraphs, headings, list items, table cells, captions, footnotes, terms,
and titles, abstracts etc. of the front matter, but no code. A translation that is
older than its source is marked: fuzzy in PO, a sub-state in XLIFF. keben import
brings the translations back.`,
			`将书中文字及已有译文导出为翻译工具可读的格式：
  xliff   XLIFF 2.1（ISO 21720）：着重、链接、代码等以行内代码表示
  po      gettext PO：照录 Markdown

导出的单位是段落、标题、列表项、表格单元格、题注、脚注、术语，以及文件头中的
标题、摘要等；代码不导出。比原文旧的译文另有标记：PO 中为 fuzzy，XLIFF 中为
subState。译好之后用 keben import 导入。`),
		Example: `  keben export --format xliff --out book.xlf
  keben export --format po --chapter trade --out trade.po
  keben export --format po --out po/ my-book`,
		Args: t.atMostOneFolder,
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.Format == "" {
				o.Format = formatOf(out)
			}
			if o.Format != desk.XLIFF && o.Format != desk.PO {
				return t.usage("%s", t.say("--format is xliff or po", "--format 只能是 xliff 或 po"))
			}
			dir, err := t.findBook(args)
			if err != nil {
				return err
			}
			info, err := os.Stat(out)
			o.Apart = out != "" && (strings.HasSuffix(filepath.ToSlash(out), "/") || err == nil && info.IsDir())
			o.Dir = dir
			res, exported, err := desk.Export(cmd.Context(), o)
			if err != nil {
				return err
			}
			res.Messages = onlyErrors(res.Messages)
			if exported == nil {
				return firstError(t.printMessages(t.err, res), errReported)
			}
			if out == "" {
				_, err := t.out.Write(exported.Files[0].Data)
				return err
			}
			return t.writeExport(exported, out, force)
		},
	}
	cmd.Flags().StringVar(&o.Format, "format", "", t.say("export in `FORMAT`: xliff or po (default: by the ending of --out)", "导出`格式`：xliff 或 po（默认依 --out 的扩展名）"))
	cmd.Flags().StringSliceVar(&o.Chapters, "chapter", nil, t.say("only these `CHAPTERS`, by their file names", "只导出这些`章`（写文件名）"))
	cmd.Flags().StringVar(&o.To, "to", "", t.say("`LANGUAGE` of the translation (default: the only one)", "译文`语言`（默认为唯一的一种）"))
	cmd.Flags().StringVar(&out, "out", "", t.say("write to `FILE`, or into a folder with one file per chapter (default: standard output)", "写入该`文件`；若为文件夹则每章一个文件（默认为标准输出）"))
	cmd.Flags().BoolVar(&force, "force", false, t.say("overwrite existing files", "覆盖已有文件"))
	complete(cmd, "format", []string{desk.XLIFF, desk.PO})
	return cmd
}

// formatOf is the format of a file's ending, or "".
func formatOf(name string) string {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".po":
		return desk.PO
	case ".xlf", ".xliff":
		return desk.XLIFF
	}
	return ""
}

func onlyErrors(ms []diag.Message) (out []diag.Message) {
	for _, m := range ms {
		if m.Kind.Severity == diag.Error {
			out = append(out, m)
		}
	}
	return out
}

// writeExport writes the files of an export, all or none. It does not replace an existing file without force, because
// the file may have a translator's work that nobody has imported yet.
func (t *tool) writeExport(e *desk.Exported, out string, force bool) error {
	names := make([]string, len(e.Files))
	for i, f := range e.Files {
		if names[i] = out; f.Path != "" {
			names[i] = filepath.Join(out, filepath.FromSlash(f.Path))
		}
		if info, err := os.Stat(names[i]); err == nil && !info.Mode().IsRegular() {
			return t.fault(t.say("%s is not a file that can be written", "%s 不是可以写入的文件"), names[i])
		}
		there, err := snapshot.ReadFile(names[i])
		if err == nil && !bytes.Equal(there, f.Data) && !force {
			return t.fault(t.say("%s already exists and may hold translations; import it first, or use --force",
				"%s 已存在，其中可能有尚未导入的译文：请先导入，或使用 --force"), names[i])
		}
	}
	for i, f := range e.Files {
		if err := os.MkdirAll(filepath.Dir(names[i]), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(names[i], f.Data, 0o644); err != nil {
			return err
		}
		fmt.Fprintf(t.out, t.say("%s: %s\n", "%s：%s\n"), names[i], t.countTexts(f.Texts))
	}
	return nil
}

// countTexts returns how many texts a file has, and how many of them are to be translated.
func (t *tool) countTexts(n map[book.State]int) string {
	all := 0
	for _, k := range n {
		all += k
	}
	parts := []string{t.count(all, lang.Nouns.Text)}
	for _, w := range []struct {
		state  book.State
		en, zh string
	}{{book.Missing, "%d to translate", "未译 %d"}, {book.Stale, "%d stale", "过时 %d"}, {book.Unsure, "%d unsure", "存疑 %d"}} {
		if n[w.state] > 0 {
			parts = append(parts, fmt.Sprintf(t.say(w.en, w.zh), n[w.state]))
		}
	}
	return strings.Join(parts, t.say(", ", "，"))
}
