package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"

	"keben/internal/crew"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/press"
)

// printMessages writes the messages of a build for a person, with excerpts.
func (t *tool) printMessages(w io.Writer, res press.Result) error {
	if len(res.Messages) == 0 {
		return nil
	}
	p := diag.Printer{W: w, Lang: t.lang}
	if columns, ok := terminal(w); ok {
		p.Width = columns
		// https://no-color.org, and terminals that cannot.
		p.Color = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	}
	if err := p.Print(res.Messages); err != nil || os.Getenv(traceVariable) == "" {
		return err
	}
	for _, m := range res.Messages {
		if trace := crew.Trace(m); trace != "" {
			fmt.Fprintf(w, "\n%s\n", trace)
		}
	}
	return nil
}

// traceVariable is the environment variable with which developers see the stack of a fault.
const traceVariable = "KEBEN_TRACE"

// terminal reports whether w is a terminal, and how wide.
func terminal(w io.Writer) (columns int, ok bool) {
	f, isFile := w.(interface{ Fd() uintptr })
	if !isFile || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	columns, _, err := term.GetSize(int(f.Fd()))
	return columns, err == nil
}

// progress is the one line that a person at a terminal sees while waiting. Piped output gets none.
type progress struct {
	t     *tool
	on    bool
	drawn bool
	last  time.Time
	stage press.Stage
}

func (t *tool) newProgress() *progress {
	_, on := terminal(t.err)
	return &progress{t: t, on: on && os.Getenv("TERM") != "dumb", stage: -1}
}

// show redraws the line, at most twenty times a second.
func (p *progress) show(e press.Event) {
	if !p.on || e.Stage == p.stage && time.Since(p.last) < 50*time.Millisecond {
		return
	}
	p.stage, p.last, p.drawn = e.Stage, time.Now(), true
	fmt.Fprintf(p.t.err, "\r\x1b[K%s", p.line(e))
}

func (p *progress) line(e press.Event) string {
	t := p.t
	stage := map[press.Stage]string{
		press.Reading:     t.say("reading the manuscript", "读取书稿"),
		press.Collating:   t.say("numbering and linking", "编号与交叉引用"),
		press.Typesetting: t.say("typesetting", "排版"),
		press.Weaving:     t.say("making the website", "制作网站"),
		press.Publishing:  t.say("writing files", "写入文件"),
	}[e.Stage]
	if e.Chapters > 0 {
		stage += " · " + t.count(e.Chapters, lang.Nouns.Chapter)
	}
	if e.Pages > 0 {
		stage += " · " + t.count(e.Pages, lang.Nouns.Page)
	}
	return stage
}

// clear removes the line.
func (p *progress) clear() {
	if p.drawn {
		fmt.Fprint(p.t.err, "\r\x1b[K")
	}
}
