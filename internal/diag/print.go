package diag

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"keben/internal/script"
	"keben/internal/source"
)

// Printer writes messages for a person: one line that says where and what, the line of the source with
// a caret below the place, and a hint, the same one only once.
//
//	content/zh/trade.md:12:5: warning: no page or heading "x" in this book [dead-link]
//	   12 | 见[上一章](x.md)。
//	      | ^^^^^^^^^^^^^^
//	      hint: check the file name and the id
//
// The zero value of every field but W is usable.
type Printer struct {
	W     io.Writer
	Lang  Language
	Color bool // ANSI colours: for terminals only
	Width int  // columns an excerpt may take; 0 means 80

	hinted map[string]bool
	shown  struct { // the last line read, because many messages are about one paragraph
		file *source.File
		at   int
		line string
		ok   bool
	}
}

// Print writes the messages in the order given; Sort puts them in the order of the manuscript. The error
// is the writer's.
func (p *Printer) Print(ms []Message) error {
	var b bytes.Buffer
	for _, m := range ms {
		p.message(&b, m)
	}
	_, err := p.W.Write(b.Bytes())
	return err
}

// The ANSI codes by severity: a note is blue, a warning yellow, an error red, all bold.
var severityColor = [...]string{Note: "1;34", Warning: "1;33", Error: "1;31"}

func (p *Printer) message(b *bytes.Buffer, m Message) {
	severity := m.Kind.Severity.In(p.Lang)
	colon, hintWord := p.Lang.Say(": ", "："), p.Lang.Say("hint: ", "建议：")
	if place := m.Place.String(); place != "" {
		b.WriteString(p.paint("1", visible(place)) + ": ")
	}
	b.WriteString(p.paint(severityColor[m.Kind.Severity], severity) + colon)
	b.WriteString(visible(m.Text(p.Lang)))
	b.WriteString(p.paint("2", " ["+m.Kind.ID+"]") + "\n")

	margin := p.excerpt(b, m)
	// A hint is printed once: the hundredth dead link needs its place, not the same advice.
	if hint := m.Hint(p.Lang); hint != "" && !p.hinted[hint] {
		if p.hinted == nil {
			p.hinted = map[string]bool{}
		}
		p.hinted[hint] = true
		b.WriteString(strings.Repeat(" ", margin) + p.paint("36", hintWord) + visible(hint) + "\n")
	}
}

// excerpt writes the source line and the caret, and returns the columns before the text.
func (p *Printer) excerpt(b *bytes.Buffer, m Message) int {
	const plain = 4
	at := m.Place.Position()
	line, ok := p.line(m.Place.File, at.Line)
	if !ok {
		return plain
	}
	number := fmt.Sprintf("%5d", at.Line)
	margin := len(number) + len(" | ")
	w := p.Width
	if w <= 0 {
		w = 80
	}
	n := m.Place.File.Characters(m.Place.Range)
	line, col := near(m.Place.File, line, at, min(n, w)+w)
	text, before, under := window(line, col, n, max(w-margin, 20))
	b.WriteString(p.paint("2", number+" |") + strings.TrimRight(" "+text, " ") + "\n")
	if under > 0 {
		blank := strings.Repeat(" ", len(number))
		caret := p.paint(severityColor[m.Kind.Severity], strings.Repeat("^", under))
		b.WriteString(p.paint("2", blank+" |") + " " + strings.Repeat(" ", before) + caret + "\n")
	}
	return margin
}

// near cuts a very long line to the part around a column that window shows, and returns the column in that part. It
// must not look at the whole line, because a paragraph is one line and may have as many messages as characters.
func near(f *source.File, line string, at source.Position, margin int) (string, int) {
	if len(line) <= 16*margin {
		return line, at.Col
	}
	start, _ := f.Offset(source.Position{Line: at.Line, Col: 1})
	offset := func(col int) int {
		to, _ := f.Offset(source.Position{Line: at.Line, Col: col})
		return min(to-start, len(line))
	}
	to := offset(at.Col + 2*margin)
	if at.Col <= margin {
		return line[:to], at.Col
	}
	from := offset(at.Col - margin)
	if offset(at.Col-1) == len(line) {
		return line, at.Col // past its end
	}
	return line[from:to], margin + 1
}

// line returns a line of a file. Text that is not UTF-8 has no characters to count, so it gets no excerpt.
func (p *Printer) line(f *source.File, n int) (string, bool) {
	if n == 0 {
		return "", false
	}
	if p.shown.file != f || p.shown.at != n {
		line := f.Line(n).Text()
		p.shown.file, p.shown.at, p.shown.line = f, n, line
		p.shown.ok = strings.TrimSpace(line) != "" && utf8.ValidString(line)
	}
	return p.shown.line, p.shown.ok
}

func (p *Printer) paint(code, s string) string {
	if !p.Color || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// window cuts a part of a line, at most room columns wide, that shows n characters from column col on (from 1, 0 for
// none). A paragraph of Chinese is one line of thousands of characters. It returns the text, the columns before the
// caret and the width of the caret in columns.
func window(line string, col, n, room int) (text string, before, under int) {
	rs := []rune(line)
	for i, r := range rs {
		rs[i] = visibleRune(r)
	}
	if col <= 0 || col > len(rs)+1 {
		rs, _ = fit(rs, room)
		return string(rs), 0, 0
	}
	at := col - 1
	end := min(at+max(n, 1), len(rs))

	// Keep up to a third of the room before the place, the rest after it.
	from, used := at, 0
	for from > 0 && used+script.Columns(rs[from-1]) <= room/3 {
		from--
		used += script.Columns(rs[from])
	}
	lead := ""
	if from > 0 {
		lead = "…"
	} else {
		for from < at && unicode.IsSpace(rs[from]) {
			from++ // an indented line starts at its text
		}
	}
	shown, cut := fit(rs[from:], room-width1(lead))
	before = width1(lead) + widthOf(rs[from:at])
	end = min(end, from+len(shown))
	if cut {
		end = min(end, from+len(shown)-1) // not under the ellipsis
	}
	under = max(widthOf(rs[min(at, end):end]), 1)
	return lead + string(shown), before, under
}

// fit returns as many runes as go into room columns, with an ellipsis in place of what is cut off.
func fit(rs []rune, room int) (out []rune, cut bool) {
	used := 0
	for i, r := range rs {
		if used += script.Columns(r); used > room {
			for i > 0 && used+1 > room {
				i--
				used -= script.Columns(rs[i])
			}
			return append(append(out, rs[:i]...), '…'), true
		}
	}
	return rs, false
}

func width1(s string) int { return utf8.RuneCountInString(s) }

func widthOf(rs []rune) (n int) {
	for _, r := range rs {
		n += script.Columns(r)
	}
	return n
}

// visible replaces characters that would move the cursor or colour the terminal, because manuscripts come from
// anywhere.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' {
			return r
		}
		return visibleRune(r)
	}, s)
}

func visibleRune(r rune) rune {
	switch {
	case r == '\t':
		return ' '
	case unicode.IsControl(r):
		return '\uFFFD'
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069: // bidirectional controls
		return '\uFFFD'
	}
	return r
}

// Summary counts errors and warnings in one sentence without an end mark: "2 errors, 1 warning". It is
// empty when there are neither.
func Summary(ms []Message, lang Language) string {
	var parts []string
	for _, s := range [...]Severity{Error, Warning} {
		switch n := Count(ms, s); {
		case n == 0:
		case lang == Chinese:
			parts = append(parts, strconv.Itoa(n)+" 个"+s.In(lang))
		case n == 1:
			parts = append(parts, "1 "+s.String())
		default:
			parts = append(parts, strconv.Itoa(n)+" "+s.String()+"s")
		}
	}
	return strings.Join(parts, lang.Say(", ", "，"))
}
