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
		Args:  t.noArguments,
		RunE:  func(*cobra.Command, []string) error { return t.printVersion() },
	}
}

// printVersion prints the version, the commit from which the program was built, if Go recorded it, and the compiler and
// system.
func (t *tool) printVersion() error {
	version, commit := "(devel)", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		if info.Main.Version != "" {
			version = info.Main.Version
		}
		commit = commitOf(info.Settings)
	}
	_, err := fmt.Fprintf(t.out, "keben %s%s %s %s/%s\n", version, commit, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

// commitOf is the commit a program was built from, with a plus where files had changed since.
func commitOf(settings []debug.BuildSetting) string {
	revision, changed := "", ""
	for _, s := range settings {
		switch {
		case s.Key == "vcs.revision":
			revision = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = "+"
		}
	}
	if revision == "" {
		return ""
	}
	return " commit " + revision[:min(12, len(revision))] + changed
}
