package serve

import (
	"slices"

	"keben/internal/diag"
	"keben/internal/source"
)

// state is the state of the latest build, which pages get as JSON.
type state struct {
	Revision string   `json:"revision"` // of the files: another one means that pages may have changed
	Broken   bool     `json:"broken"`   // the files are those of an earlier build
	Summary  string   `json:"summary"`
	Messages []notice `json:"messages"`
	More     int      `json:"more"` // messages left out
}

// notice is a message as a page shows it.
type notice struct {
	Severity string `json:"severity"` // "error", "warning", "note"
	Word     string `json:"word"`     // the same in the author's language
	Text     string `json:"text"`
	Place    string `json:"place"`
	Hint     string `json:"hint"`

	// The line of the source in three pieces: the marked text and the texts around it.
	Before string `json:"before"`
	Marked string `json:"marked"`
	After  string `json:"after"`
}

// mostNotices is how many messages a page shows; the terminal shows all.
const mostNotices = 50

// excerptAround is how many characters of a line are shown on either side of the marked text.
const excerptAround = 40

// newState describes the messages of a build, the gravest first.
func newState(b Build, lang diag.Language) state {
	ms := slices.Clone(b.Messages)
	slices.SortStableFunc(ms, func(a, b diag.Message) int { return int(b.Kind.Severity) - int(a.Kind.Severity) })
	s := state{Broken: b.Broken, Summary: diag.Summary(ms, lang), Messages: []notice{}}
	for i, m := range ms {
		if i == mostNotices {
			s.More = len(ms) - i
			break
		}
		n := notice{
			Severity: m.Kind.Severity.String(), Word: m.Kind.Severity.In(lang),
			Text: m.Text(lang), Place: m.Place.String(), Hint: m.Hint(lang),
		}
		n.excerpt(m.Place)
		s.Messages = append(s.Messages, n)
	}
	if s.Summary == "" && len(ms) > 0 {
		s.Summary = s.Messages[0].Word
	}
	return s
}

// excerpt cuts a place out of the line on which it begins.
func (n *notice) excerpt(at source.Place) {
	if !at.Within() {
		return
	}
	line := at.File.Line(at.Line())
	if at.From >= line.To {
		return
	}
	end := min(max(at.To, at.Chars(1).To), line.To)
	before, after := []rune(string(at.File.Text[line.From:at.From])), []rune(string(at.File.Text[end:line.To]))
	n.Marked = string(at.File.Text[at.From:end])
	n.Before = string(before[max(len(before)-excerptAround, 0):])
	n.After = string(after[:min(excerptAround, len(after))])
	if len(before) > excerptAround {
		n.Before = "…" + n.Before
	}
	if len(after) > excerptAround {
		n.After += "…"
	}
}
