package main

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"keben/docs/manual"
	"keben/internal/diag"
	"keben/internal/project"
	"keben/internal/source"
	"keben/internal/yaml"
)

// allTopics is the topic that lists the others.
const allTopics = "topics"

// topic is a chapter of the manual, or a section of one.
type topic struct {
	id, title string
	level     int    // 1 is a chapter
	text      string // Markdown for reading in a terminal
}

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
			topics := readTopics(manual.FS, t.lang)
			name := strings.Join(args, " ")
			i := slices.IndexFunc(topics, func(to topic) bool { return to.id == name })
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
			_, err = fmt.Fprintln(t.out, topics[i].text)
			return err
		},
	}
}

func (t *tool) listTopics(topics []topic) {
	width := 0
	for _, to := range topics {
		width = max(width, len(to.id)+2*to.level)
	}
	for _, to := range topics {
		before := strings.Repeat("  ", to.level)
		fmt.Fprintf(t.out, "%s%-*s  %s\n", before, width-len(before), to.id, to.title)
	}
}

// unknownTopic says that nothing has the name, and what may be meant: a command, a topic or a message.
func (t *tool) unknownTopic(root *cobra.Command, topics []topic, name string) error {
	if slices.Contains(messageIDs(), name) {
		return t.usage(t.say("%[1]s is a message: run keben explain %[1]s", "%[1]s 是一条提示，请运行 keben explain %[1]s"), name)
	}
	names := []string{allTopics}
	for _, c := range root.Commands() {
		names = append(names, c.Name())
	}
	for _, to := range topics {
		names = append(names, to.id)
	}
	text := fmt.Sprintf(t.say("there is no command or topic %q", "没有名为 %q 的命令或主题"), name)
	if near, ok := diag.Nearest(name, names); ok {
		text += fmt.Sprintf(t.say("; did you mean %s?", "，是否要查 %s？"), near)
	}
	return usageError{text + t.say("\nkeben help topics lists the topics.", "\n运行 keben help topics 查看全部主题。")}
}

var (
	// heading is a line that begins a section, its attributes after it.
	heading = regexp.MustCompile(`^(#{1,6})\s+(.*?)(?:\s*\{([^{}]*)\})?\s*$`)
	// sectionID is an id among attributes.
	sectionID = regexp.MustCompile(`(?:^|\s)#([^\s}]+)`)
	// fence is a line that begins or ends code.
	fence = regexp.MustCompile("^ {0,3}(```+|~~~+)")
	// remark is a line that only the source has.
	remark = regexp.MustCompile(`^\s*<!--.*-->\s*$`)
	// resultMark begins a callout with what the example before it becomes on a page. A terminal would show the example again.
	resultMark = regexp.MustCompile(`^(:{3,}) \{\.callout-note title="(?:Result|成品)"\}$`)
)

// readTopics returns the topics of a manual in a language of messages: each chapter, then its sections that have an id.
func readTopics(fsys fs.FS, lang diag.Language) (topics []topic) {
	p, _ := project.Read(fsys)
	for _, slug := range p.Sources() {
		name := p.Files[string(lang)][slug]
		raw, err := fs.ReadFile(fsys, name)
		if err != nil {
			continue // a chapter of the other language alone
		}
		topics = append(topics, chapterTopics(slug, source.New(name, raw))...)
	}
	return topics
}

// section is a topic while its chapter is read.
type section struct {
	topic
	lines []string
	ended bool
}

// chapterTopics divides a chapter. A section goes on to the next heading of its level or a higher one.
func chapterTopics(slug string, src *source.File) (topics []topic) {
	title, text := splitTitle(slug, src)
	sections := []*section{{topic: topic{id: slug, title: title, level: 1}, lines: []string{"# " + title, ""}}}
	write := func(line string) {
		for _, s := range sections {
			if !s.ended {
				s.lines = append(s.lines, line)
			}
		}
	}
	code := ""  // the fence of the code that a line is in
	shows := "" // the colons that end the result that a line is in
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n ")
		m := heading.FindStringSubmatch(line)
		switch f := fence.FindStringSubmatch(line); {
		case shows != "":
			if line == shows {
				shows = ""
			}
			continue
		case f != nil && code == "":
			code = f[1]
		case f != nil && strings.HasPrefix(f[1], code) && strings.TrimSpace(line) == f[1]:
			code = ""
		case code != "":
		case resultMark.MatchString(line):
			shows = resultMark.FindStringSubmatch(line)[1]
			continue
		case remark.MatchString(line):
			continue
		case m != nil:
			level := len(m[1])
			for _, s := range sections[1:] {
				s.ended = s.ended || s.level >= level
			}
			if id := sectionID.FindStringSubmatch(m[3]); id != nil {
				sections = append(sections, &section{topic: topic{id: id[1], title: m[2], level: level}})
			}
			line = m[1] + " " + m[2]
		}
		write(line)
	}
	for _, s := range sections {
		s.text = tidy(strings.Join(s.lines, "\n"))
		topics = append(topics, s.topic)
	}
	return topics
}

// splitTitle returns the title that the front matter of a chapter gives it, or else its slug, and the text after the
// front matter.
func splitTitle(slug string, src *source.File) (title, text string) {
	const line = "---\n"
	rest, begins := strings.CutPrefix(string(src.Text), line)
	front, body, ends := strings.Cut(rest, "\n"+line)
	if !begins || !ends {
		return slug, string(src.Text)
	}
	root, _ := yaml.Parse(source.New(src.Name, []byte(front)))
	if title := root.Get("title"); title != nil {
		return title.Value, body
	}
	return slug, body
}

// blank matches several empty lines.
var blank = regexp.MustCompile(`\n{3,}`)

// tidy is Markdown without what is for its source alone.
func tidy(text string) string {
	return strings.Trim(blank.ReplaceAllString(text, "\n\n"), "\n")
}
