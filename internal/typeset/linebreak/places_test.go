package linebreak

import (
	"fmt"
	"strings"
	"testing"

	"keben/internal/golden"
)

// levels are the names of the levels in the archive.
var levels = map[string]Rules{
	"none": {Kinsoku: None}, "basic": {Kinsoku: Basic}, "gb": {Kinsoku: GB}, "strict": {Kinsoku: Strict},
	"relaxed": {Kinsoku: Strict, Relaxed: true},
}

// Every place of a text, printed: where a line may end, at what cost, and which characters the rules see as something
// else than they are alone. The archive says how it is written.
func TestPlaces(t *testing.T) {
	golden.Run(t, "testdata/places.txtar", func(t *testing.T, a *golden.Archive) {
		var out strings.Builder
		var b Breaks
		for line := range strings.Lines(string(a.Input("texts"))) {
			line = strings.TrimRight(line, "\n")
			if line == "" || line[0] == '#' {
				fmt.Fprintln(&out, line)
				continue
			}
			level, text, _ := strings.Cut(line, ": ")
			rules, ok := levels[level]
			if !ok {
				t.Fatalf("no level %q", level)
			}
			chars := typed(text)
			fmt.Fprintln(&out, printPlaces(chars, b.Find(chars, rules)))
		}
		a.Want("places", out.String())
	})
}

// typed reads a text of the archive.
func typed(text string) (chars []Char) {
	zh, kind := true, Ordinary
	for _, r := range text {
		switch r {
		case '[', ']':
			zh = r == ']'
		case '{':
			kind = Attached
		case '`':
			if kind == Code {
				kind = Ordinary
			} else {
				kind = Code
			}
		case '}':
			kind = Ordinary
		case '▢':
			chars = append(chars, Char{Rune: 0xfffc, Zh: zh, Kind: Object})
		case '⏎':
			chars = append(chars, Char{Rune: '\n', Zh: zh, Kind: Newline})
		default:
			chars = append(chars, Char{Rune: r, Zh: zh, Kind: kind})
		}
	}
	return chars
}

// printPlaces writes the places into the text.
func printPlaces(chars []Char, out []Opportunity) string {
	var text, classes strings.Builder
	for i, o := range out {
		switch c := chars[i]; {
		case c.Kind == Object:
			text.WriteRune('▢')
		case c.Kind == Newline:
			text.WriteRune('⏎')
		case c.Rune < ' ' || c.Rune == 0xad || c.Rune >= 0x200b && c.Rune <= 0x200f || c.Rune == 0xa0:
			fmt.Fprintf(&text, "U+%04X", c.Rune)
		default:
			text.WriteRune(c.Rune)
		}
		if alone := ClassOf(chars[i].Rune, chars[i].Zh); alone != o.Class {
			fmt.Fprintf(&classes, " %c %s", chars[i].Rune, classNames[o.Class])
		}
		text.WriteString([...]string{"", "¦", "|", "‖"}[o.Break])
		if o.Joined {
			text.WriteString("‿")
		}
		if o.Penalty != 0 && o.Break != Never {
			fmt.Fprintf(&text, "%d|", o.Penalty)
		}
	}
	if classes.Len() > 0 {
		text.WriteString("  ←" + strings.ReplaceAll(classes.String(), "\n", "⏎"))
	}
	return text.String()
}
