package reference

import (
	"io/fs"
	"regexp"
	"strings"

	"keben/docs/manual"
	"keben/internal/diag"
	"keben/internal/project"
	"keben/internal/source"
	"keben/internal/yaml"
)

// Topic is a chapter of the manual, or a section of one.
type Topic struct {
	ID, Title string
	Level     int    // 1 is a chapter
	Text      string // Markdown for reading in a terminal
}

// Topics returns the topics of the manual in a language of messages: each chapter, then its sections that have an id.
func Topics(lang diag.Language) []Topic { return readTopics(manual.FS, lang) }

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

// readTopics returns the topics of a manual in a folder.
func readTopics(fsys fs.FS, lang diag.Language) (topics []Topic) {
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
	Topic
	lines []string
	ended bool
}

// chapterTopics divides a chapter. A section goes on to the next heading of its level or a higher one.
func chapterTopics(slug string, src *source.File) (topics []Topic) {
	title, text := splitTitle(slug, src)
	sections := []*section{{Topic: Topic{ID: slug, Title: title, Level: 1}, lines: []string{"# " + title, ""}}}
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
				s.ended = s.ended || s.Level >= level
			}
			if id := sectionID.FindStringSubmatch(m[3]); id != nil {
				sections = append(sections, &section{Topic: Topic{ID: id[1], Title: m[2], Level: level}})
			}
			line = m[1] + " " + m[2]
		}
		write(line)
	}
	for _, s := range sections {
		s.Text = tidy(strings.Join(s.lines, "\n"))
		topics = append(topics, s.Topic)
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
