package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"keben/internal/diag"
	"keben/internal/press"
	"keben/internal/project"
)

//go:embed all:starter
var starter embed.FS

func (t *tool) create() *cobra.Command {
	from, yes := "", false
	cmd := &cobra.Command{
		Use:   t.say("new DIR | --from DIR", "new 文件夹 | --from 文件夹"),
		Short: t.say("begin a book", "新建一本书"),
		Long: t.say(`Makes a small bilingual book in DIR that shows how a chapter is written. DIR must
be a new or empty folder; nothing that exists is changed.

With --from, DIR holds chapters that were written for another tool. A book.yaml
is shown that says what was found there (languages, folders, order of the
chapters), and written into DIR if you agree. Nothing else is changed.`,
			`新建一本简短的双语书，各章演示基本写法。文件夹须是新的或空的；已有的文件不会改动。

加 --from 时，文件夹中是为其他工具写的各章：先列出依其内容写成的 book.yaml
（语言、文件夹、各章的顺序），同意后写入该文件夹；其他文件不改动。`),
		Example: `  keben new my-book
  keben serve my-book
  keben new --from old-book`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case from == "" && len(args) != 1:
				return t.usage("%s", t.say("name the new book's folder", "请指定新书的文件夹"))
			case from != "" && len(args) > 0:
				return t.usage("%s", t.say("--from names the only folder", "用 --from 时不再指定其他文件夹"))
			case yes && from == "":
				return t.usage("%s", t.say("--yes goes with --from", "--yes 须与 --from 同用"))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if from != "" {
				return t.adopt(cmd, from, yes)
			}
			dir := args[0]
			if strings.TrimSpace(dir) == "" {
				return t.usage("%s", t.say("the name of the folder is empty", "文件夹的名称是空的"))
			}
			if info, err := os.Stat(dir); err == nil && !info.IsDir() {
				return t.fault(t.say("%s is a file: nothing was written", "%s 是文件，未写入任何文件"), dir)
			}
			entries, err := os.ReadDir(dir)
			switch {
			case err == nil && len(entries) > 0:
				return t.fault(t.say("%s is not empty: nothing was written", "%s 不是空文件夹，未写入任何文件"), dir)
			case err != nil && !errors.Is(err, fs.ErrNotExist):
				return err
			}
			if err := writeStarter(dir); err != nil {
				return err
			}
			return t.ready(dir)
		},
	}
	cmd.Flags().StringVar(&from, "from", "", t.say("write a book.yaml for the chapters in `DIR`", "为该`文件夹`中已有的各章写 book.yaml"))
	cmd.Flags().BoolVar(&yes, "yes", false, t.say("write the book.yaml of --from without asking", "与 --from 同用：不再询问"))
	return cmd
}

func (t *tool) ready(dir string) error {
	_, err := fmt.Fprintf(t.out, t.say("%s is ready. Next:\n  keben serve %[2]s\n", "%s 已建好。接下来：\n  keben serve %[2]s\n"), dir, diag.ShellWord(dir))
	return err
}

// adopt writes a book.yaml into a folder that has none, after showing it.
func (t *tool) adopt(cmd *cobra.Command, dir string, yes bool) error {
	if err := t.checkFolder(dir); err != nil {
		return err
	}
	name := filepath.Join(dir, project.Marker)
	exists := func() error {
		return t.fault(t.say("%s exists already: nothing was written", "已有 %s，未写入任何文件"), relative(name))
	}
	if _, err := os.Lstat(name); err == nil {
		return exists()
	}
	p, ms, err := readProject(dir)
	if err != nil {
		return err
	}
	if diag.HasErrors(ms) {
		if err := t.printMessages(t.err, press.Result{Dir: dir, Messages: ms}); err != nil {
			return err
		}
		return t.fault("%s", t.say("nothing was written", "未写入任何文件"))
	}
	text := project.Describe(p, t.lang)
	if _, err := t.out.Write(text); err != nil {
		return err
	}
	if !yes {
		if agreed, err := t.ask(cmd, fmt.Sprintf(t.say("write this to %s? [y/N] ", "是否写入 %s？[y/N] "), relative(name))); err != nil || !agreed {
			return err
		}
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return exists() // since it was looked for
	}
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return t.ready(dir)
}

// writeStarter writes the starter book. It does not overwrite: a file that appeared meanwhile is an error.
func writeStarter(dir string) error {
	files, err := fs.Sub(starter, "starter")
	if err != nil {
		return err
	}
	return fs.WalkDir(files, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := filepath.Join(dir, filepath.FromSlash(p))
		if d.IsDir() {
			return os.MkdirAll(to, 0o755)
		}
		data, err := fs.ReadFile(files, p)
		if err != nil {
			return err
		}
		f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if err != nil {
			return err
		}
		_, err = f.Write(data)
		return errors.Join(err, f.Close())
	})
}
