package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"keben/internal/reference"
)

func (t *tool) schema() *cobra.Command {
	files := reference.Files()
	var names []string
	for _, f := range files {
		names = append(names, f.Name)
	}
	return &cobra.Command{
		Use:   "schema " + strings.Join(names, "|"),
		Short: t.say("print what a file may say, as JSON Schema", "以 JSON Schema 列出文件可用的键和值"),
		Long: t.say(`Prints the keys and values of a file as JSON Schema (draft 2020-12): what each is
for, its form, range and default. Editors complete and check a file by it.

  book      book.yaml
  theme     templates/theme.yaml
  chapter   the front matter of a chapter
  data      data/*.yaml: tables and quantities
  terms     data/terms.yaml`,
			`以 JSON Schema（2020-12 版）列出文件可用的键和值：用途、形式、范围、默认值。
编辑器可据此补全和检查。

  book      book.yaml
  theme     templates/theme.yaml
  chapter   各章的文件头
  data      data/*.yaml 中的表格与数量
  terms     data/terms.yaml`),
		Example: t.say(`  keben schema book > book.schema.json
  keben schema theme --lang zh`, `  keben schema book > book.schema.json
  keben schema theme --lang en`),
		ValidArgs: names,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || !slices.Contains(names, args[0]) {
				return t.usage(t.say("name one kind of file: %s", "请指定一种文件：%s"), strings.Join(names, ", "))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			f := files[slices.Index(names, args[0])]
			_, err := t.out.Write(f.Schema().JSON(t.lang, f.Defaults()))
			return err
		},
	}
}
