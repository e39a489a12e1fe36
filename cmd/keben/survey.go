package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"keben/internal/diag"
	"keben/internal/project"
	"keben/internal/snapshot"
)

func (t *tool) survey() *cobra.Command {
	all := false
	cmd := &cobra.Command{
		Use:   t.say("survey [OPTIONS] [DIR]", "survey [选项] [文件夹]"),
		Short: t.say("say what each text file of a folder is to the book", "列出文件夹中各个文本文件在书中的用途"),
		Long: t.say(`Accounts for every text file below the folder: which are chapters, and in which
language; which are lists of chapters, or about the repository; which are left
out, and why. Nothing is written.

Each line is a group with the number of its files and the first of them; --all
prints every file. "keben build" reports the groups that are left out of the book.`,
			`逐一说明文件夹中的文本文件：哪些是章节、属于哪种语言，哪些是章节列表或仓库自身的文件，
哪些没有收入书中及其原因。不写入任何文件。

一行为一组，列出文件数和最前的几个文件；加 --all 则列出全部文件。
没有收入书中的各组，keben build 时也会提示。`),
		Example: t.say(`  keben survey
  keben survey --all docs     every file`, `  keben survey
  keben survey --all docs     列出全部文件`),
		Args: t.atMostOneFolder,
		RunE: func(_ *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			if err := t.checkFolder(dir); err != nil {
				return err
			}
			p, _, err := readProject(dir)
			if err != nil {
				return err
			}
			t.printSurvey(p, all)
			return nil
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, t.say("print every file", "列出全部文件"))
	return cmd
}

// readProject reads what the folder in dir is as a book, without its chapters.
func readProject(dir string) (*project.Project, []diag.Message, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, nil, err
	}
	defer root.Close()
	p, ms := project.Read(snapshot.New(snapshot.Folder(root)).View())
	return p, ms, nil
}

// printSurvey prints the groups, one per line with their first files, or with every file on a line of its own.
func (t *tool) printSurvey(p *project.Project, all bool) {
	s := p.Survey
	if s.Config != "" {
		fmt.Fprintf(t.out, t.say("%s is %s's\n", "%s 属于 %s\n"), s.Config, s.Tool.Title())
	}
	wide, long := 0, 0
	for _, g := range s.Groups {
		wide, long = max(wide, columns(fmt.Sprint(len(g.Names)))), max(long, columns(g.What().In(t.lang)))
	}
	for _, g := range s.Groups {
		what := g.What().In(t.lang)
		fmt.Fprintf(t.out, "%*d  %s", wide, len(g.Names), what)
		if !all {
			fmt.Fprintf(t.out, "%s  %s", strings.Repeat(" ", long-columns(what)), g.First())
		}
		fmt.Fprintln(t.out)
		if all {
			for _, name := range g.Names {
				fmt.Fprintf(t.out, "%*s  %s\n", wide, "", name)
			}
		}
	}
}
