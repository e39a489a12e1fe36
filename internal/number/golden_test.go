package number

import (
	"strings"
	"testing"

	"keben/internal/golden"
)

// Each line is read by itself. A value is printed behind its words.
func TestWhatIsReadInWords(t *testing.T) {
	golden.Run(t, "testdata/read.txtar", func(t *testing.T, a *golden.Archive) {
		for _, lang := range []string{"zh", "en"} {
			var s strings.Builder
			for line := range strings.Lines(string(a.Input(lang))) {
				line = strings.TrimSuffix(line, "\n")
				s.WriteString(line + " ⇒")
				for _, v := range Read(lang, line) {
					s.WriteString(" ⟦" + line[v.Start:v.End] + "⟧ " + strings.TrimSpace(show([]Value{v})) + ";")
				}
				s.WriteString("\n")
			}
			a.Want(lang, s.String())
		}
	})
}
