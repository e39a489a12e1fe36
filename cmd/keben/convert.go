package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"keben/internal/diag"
	"keben/internal/plaintext"
)

func (t *tool) convert() *cobra.Command {
	var from string
	known := strings.Join(plaintext.Encodings(), ", ")
	cmd := &cobra.Command{
		Use:   t.say("convert [OPTIONS] FILE...", "convert [选项] 文件..."),
		Short: t.say("convert text files to UTF-8", "将文本文件转换为 UTF-8 编码"),
		Long: t.say(`Writes a UTF-8 copy beside each FILE: trade.md becomes trade.utf8.md. The original
is not changed, and no file is overwritten. One line of each file is shown, so that
you can see whether the encoding was guessed right; if not, name it with --from.

In Notepad, Save as with Encoding: UTF-8 does the same.`,
			`将各文件以 UTF-8 编码另存在旁边：trade.md 存为 trade.utf8.md。原文件不动，
也不覆盖任何文件。命令会显示每个文件的开头，可据此判断编码是否猜对；
如有误，请用 --from 指明。

在记事本中，可用“另存为”，编码选 UTF-8，效果相同。`),
		Example: t.say(`  keben convert content/zh/trade.md
  keben convert --from big5 content/zh/*.md`,
			`  keben convert content/zh/trade.md
  keben convert --from big5 content/zh/*.md`),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return t.usage("%s", t.say("name a FILE", "请指定文件"))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			failed := false
			for _, name := range args {
				if err := t.convertFile(name, from); errors.Is(err, plaintext.ErrEncoding) {
					return t.usage(t.say("there is no encoding %q; choose one of %s", "没有 %q 这种编码，可用：%s"), from, known)
				} else if err != nil {
					failed = true
					t.complain(err.Error())
				}
			}
			if failed {
				return errReported
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&from, "from", "", t.say("`ENCODING` of the files: ", "原文件的`编码`：")+known)
	complete(cmd, "from", plaintext.Encodings())
	return cmd
}

// convertFile writes one file as UTF-8 beside it and says what was done.
func (t *tool) convertFile(name, from string) error {
	if err := t.checkFile(name); err != nil {
		return err
	}
	about := func(err error) error {
		return t.fault(t.say("%s: %s", "%s：%s"), name, diag.Reason(err, t.lang))
	}
	raw, err := os.ReadFile(name)
	if err != nil {
		return about(err)
	}
	c, err := plaintext.Convert(raw, from)
	if errors.Is(err, plaintext.ErrEncoding) {
		return err
	}
	if err != nil {
		return about(err)
	}
	to := besideName(name)
	f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return t.fault(t.say("%s already exists and is not overwritten", "%s 已存在，不会覆盖"), to)
	}
	if err != nil {
		return t.fault(t.say("%s: %s", "%s：%s"), to, diag.Reason(err, t.lang))
	}
	_, err = f.Write(c.Text)
	if err = errors.Join(err, f.Close()); err != nil {
		os.Remove(to) // an incomplete text would be taken for the whole
		return t.fault(t.say("%s: %s", "%s：%s"), to, diag.Reason(err, t.lang))
	}
	_, err = fmt.Fprintf(t.out, t.say("%s (%s) → %s: %s\n", "%s（%s）→ %s：%s\n"), name, c.From, to, beginning(c.Text))
	return err
}

// besideName is the name of a converted file: trade.md becomes trade.utf8.md, so that it still opens in the same
// program and is next to its original in every list.
func besideName(name string) string {
	ext := filepath.Ext(name)
	if ext == filepath.Base(name) { // .gitignore
		ext = ""
	}
	return strings.TrimSuffix(name, ext) + ".utf8" + ext
}

// beginning is the first line of a text with characters beyond ASCII, which shows whether the encoding is right, or
// else the first line that is not empty.
func beginning(text []byte) string {
	first := ""
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if first == "" {
			first = line
		}
		if strings.IndexFunc(line, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0 {
			first = line
			break
		}
	}
	return clip(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F {
			return ' '
		}
		return r
	}, first), 40)
}
