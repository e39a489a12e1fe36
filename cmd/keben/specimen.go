package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"keben/internal/typeset/specimen"
	"keben/templates"
)

// specimen is hidden: it is for those who change the typesetter.
func (t *tool) specimen() *cobra.Command {
	return &cobra.Command{
		Use:    "specimen FILE",
		Short:  t.say("set an example of every typographic rule in one PDF", "把每条排版规则排成样例，生成一个 PDF"),
		Hidden: true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return t.usage("%s", t.say("name the file to write: keben specimen specimen.pdf", "请指定要写的文件：keben specimen specimen.pdf"))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if info, err := os.Stat(args[0]); strings.TrimSpace(args[0]) == "" || err == nil && !info.Mode().IsRegular() {
				return t.fault(t.say("%q is not a file that can be written", "%q 不是可以写入的文件"), args[0])
			}
			sheet, err := specimen.New(templates.FS)
			if err != nil {
				return err
			}
			if err := os.MkdirAll(filepath.Dir(args[0]), 0o755); err != nil {
				return err
			}
			f, err := os.Create(args[0])
			if err != nil {
				return err
			}
			err = sheet.Write(f)
			return firstError(err, f.Close())
		},
	}
}
