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
)

//go:embed all:starter
var starter embed.FS

func (t *tool) create() *cobra.Command {
	return &cobra.Command{
		Use:   t.say("new DIR", "new 文件夹"),
		Short: t.say("begin a book", "新建一本书"),
		Long: t.say(`Makes a small bilingual book in DIR that shows how a chapter is written. DIR must
be a new or empty folder; nothing that exists is changed.`,
			`新建一本简短的双语书，各章演示基本写法。文件夹须是新的或空的；已有的文件不会改动。`),
		Example: `  keben new my-book
  keben serve my-book`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return t.usage("%s", t.say("name the new book's folder", "请指定新书的文件夹"))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
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
			_, err = fmt.Fprintf(t.out, t.say("%s is ready. Next:\n  keben serve %[2]s\n", "%s 已建好。接下来：\n  keben serve %[2]s\n"), dir, diag.ShellWord(dir))
			return err
		},
	}
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
