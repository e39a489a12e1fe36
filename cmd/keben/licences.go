package main

import (
	_ "embed"
	"io"

	"github.com/spf13/cobra"
)

// licenceTexts are the licences of Keben and of all that is in the binary: the fonts, the hyphenation patterns, Go's
// library and every module. `make licences` makes the file; a test compares it with what is linked.
//
//go:embed licences.txt
var licenceTexts string

func (t *tool) licences() *cobra.Command {
	return &cobra.Command{
		Use:     "licences",
		Aliases: []string{"licenses"},
		Short:   t.say("print the licences of Keben and its parts", "显示 Keben 及其所含各部分的许可证"),
		Long: t.say(`Prints the licence of Keben, of its fonts and hyphenation patterns, and of every Go
module that is compiled into it, with their makers' notices. A PDF made by Keben
carries parts of the fonts, which the Open Font License allows without conditions.`,
			`显示 Keben 本身、所带字体和连字规则，以及编译在内的各个 Go 模块的许可证与版权声明。
Keben 生成的 PDF 中嵌有字体的一部分，开放字体许可证（OFL）允许这样做，不附带条件。`),
		Example: "  keben licences | less",
		Args:    t.noArguments,
		RunE: func(*cobra.Command, []string) error {
			_, err := io.WriteString(t.out, licenceTexts)
			return err
		},
	}
}
