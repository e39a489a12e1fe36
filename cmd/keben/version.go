package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func (t *tool) version() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: t.say("print the version", "显示版本"),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return t.usage("%s", t.say("version takes no arguments", "version 命令不带参数"))
			}
			return nil
		},
		RunE: func(*cobra.Command, []string) error {
			version := "(devel)"
			if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
				version = info.Main.Version
			}
			_, err := fmt.Fprintf(t.out, "keben %s %s %s/%s\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}
