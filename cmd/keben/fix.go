package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"keben/internal/desk"
	"keben/internal/lang"
	"keben/internal/press"
)

// fix shows the safe corrections, asks, and makes exactly those it has shown.
func (t *tool) fix(cmd *cobra.Command, res press.Result, yes bool) error {
	cs, err := desk.Corrections(res)
	if err != nil {
		return err
	}
	if len(cs) == 0 {
		fmt.Fprintln(t.out, t.say("there is nothing to correct safely", "没有可以自动改正的问题"))
		return nil
	}
	n := 0
	for _, c := range cs {
		fmt.Fprint(t.out, c.Diff)
		n += c.Count
	}
	if !yes {
		agreed, err := t.ask(cmd, fmt.Sprintf(t.say("make these %s in %s? [y/N] ", "共 %s、%s，是否改正？[y/N] "), t.count(n, lang.Nouns.Correction), t.count(len(cs), lang.Nouns.File)))
		if err != nil {
			return err
		}
		if !agreed {
			fmt.Fprintln(t.out, t.say("nothing was changed", "未作改动"))
			return nil
		}
	}
	ms, err := desk.Correct(res.Dir, cs)
	if err != nil {
		return err
	}
	if len(ms) > 0 {
		res.Messages = ms
		if err := t.printMessages(t.err, res); err != nil {
			return err
		}
		return errReported
	}
	fmt.Fprintf(t.out, t.say("%s made\n", "已改正 %s\n"), t.count(n, lang.Nouns.Correction))
	return nil
}
