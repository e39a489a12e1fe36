package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

func (t *tool) completion() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: t.say("print a completion script for a shell", "显示命令行补全脚本"),
		Long: t.say(`Prints a script that lets a shell complete keben's commands and options.
SHELL is bash, zsh, fish or powershell.`,
			`输出一段脚本，使 shell 能够补全 keben 的命令和选项。
SHELL 为 bash、zsh、fish 或 powershell。`),
		Example: `  source <(keben completion bash)
  keben completion zsh > "${fpath[1]}/_keben"
  keben completion fish > ~/.config/fish/completions/keben.fish`,
		ValidArgs: shells,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || !slices.Contains(shells, args[0]) {
				return t.usage(t.say("name one shell: %s", "请指定一种 shell：%s"), strings.Join(shells, ", "))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(t.out, true)
			case "zsh":
				return root.GenZshCompletion(t.out)
			case "fish":
				return root.GenFishCompletion(t.out, true)
			}
			return root.GenPowerShellCompletionWithDesc(t.out)
		},
	}
}
