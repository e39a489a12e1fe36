package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"keben/internal/diag"
	"keben/internal/reference"
)

// allTopics is the topic that lists the others.
const allTopics = "topics"

func (t *tool) help(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		DisableFlagsInUseLine: true,

		Use:   t.say("help [COMMAND|TOPIC]", "help [命令|主题]"),
		Short: t.say("show help about a command or a topic", "显示命令或某个主题的帮助"),
		Long: t.say(`Shows how a command is used, and what the manual says of it, or another section of
the manual. keben help topics lists the sections.`,
			`显示某个命令的用法和手册中的说明，或手册的其他各节。
keben help topics 列出手册各节。`),
		Example: `  keben help build
  keben help topics
  keben help footnotes`,
		RunE: func(_ *cobra.Command, args []string) error {
			topics := reference.Topics(t.lang)
			name := strings.Join(args, " ")
			i := slices.IndexFunc(topics, func(to reference.Topic) bool { return to.ID == name })
			command, rest, err := root.Find(args)
			switch {
			case err == nil && len(rest) == 0:
				if err := command.Help(); err != nil || i < 0 {
					return err
				}
				fmt.Fprintln(t.out) // the section that has the command's name is about it
			case name == allTopics:
				t.listTopics(topics)
				return nil
			case i < 0:
				return t.unknownTopic(root, topics, name)
			}
			_, err = fmt.Fprintln(t.out, topics[i].Text)
			return err
		},
	}
}

func (t *tool) listTopics(topics []reference.Topic) {
	width := 0
	for _, to := range topics {
		width = max(width, len(to.ID)+2*to.Level)
	}
	for _, to := range topics {
		before := strings.Repeat("  ", to.Level)
		fmt.Fprintf(t.out, "%s%-*s  %s\n", before, width-len(before), to.ID, to.Title)
	}
}

// unknownTopic says that nothing has the name, and what may be meant: a command, a topic or a message.
func (t *tool) unknownTopic(root *cobra.Command, topics []reference.Topic, name string) error {
	if slices.Contains(messageIDs(), name) {
		return t.usage(t.say("%[1]s is a message: run keben explain %[1]s", "%[1]s 是一条提示，请运行 keben explain %[1]s"), name)
	}
	names := []string{allTopics}
	for _, c := range root.Commands() {
		names = append(names, c.Name())
	}
	for _, to := range topics {
		names = append(names, to.ID)
	}
	text := fmt.Sprintf(t.say("there is no command or topic %q", "没有名为 %q 的命令或主题"), name)
	if near, ok := diag.Nearest(name, names); ok {
		text += fmt.Sprintf(t.say("; did you mean %s?", "，是否要查 %s？"), near)
	}
	return usageError{text + t.say("\nkeben help topics lists the topics.", "\n运行 keben help topics 查看全部主题。")}
}
