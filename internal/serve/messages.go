package serve

import (
	"slices"

	"keben/internal/diag"
)

// state is what a page is told of the latest build. It goes to the browser as JSON.
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

	// The line of the source in three pieces: what is marked and what stands around it.
	Before string `json:"before"`
	Marked string `json:"marked"`
	After  string `json:"after"`
}

// mostNotices are shown in a page; the terminal has all.
const mostNotices = 50

// excerptAround is how many characters of a line are shown on either side of what is marked.
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
			Text: m.Text(lang), Place: m.Pos.String(), Hint: m.Hint(lang),
		}
		if b.Source != nil {
			if src := b.Source(m.Pos.File); src != nil {
				n.excerpt(src, m)
			}
		}
		s.Messages = append(s.Messages, n)
	}
	if s.Summary == "" && len(ms) > 0 {
		s.Summary = s.Messages[0].Word
	}
	return s
}

// excerpt cuts the message's place out of its line.
func (n *notice) excerpt(src *diag.Source, m diag.Message) {
	line := []rune(src.Line(m.Pos.Line))
	if m.Pos.Col == 0 || m.Pos.Col > len(line) {
		return
	}
	at := m.Pos.Col - 1
	end := min(at+max(m.Len, 1), len(line))
	from, to := max(at-excerptAround, 0), min(end+excerptAround, len(line))
	n.Before, n.Marked, n.After = string(line[from:at]), string(line[at:end]), string(line[end:to])
	if from > 0 {
		n.Before = "…" + n.Before
	}
	if to < len(line) {
		n.After += "…"
	}
}
