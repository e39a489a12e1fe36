package collate

import (
	"testing"

	"keben/internal/book"
)

func TestSpacesRoundAReferenceBetweenHanAreTakenOut(t *testing.T) {
	for _, c := range []struct{ before, ref, after, want string }{
		{"见 ", "图 1-1", " 所示。", "见图 1-1所示。"},
		{"（", "表 2-1", " 与", "（表 2-1与"},
		{"见 ", "Figure 1", " 所示", "见 Figure 1所示"},
		{"Go ", "图 1-1", " is", "Go 图 1-1 is"},
		{"见", "图 1-1", "，", "见图 1-1，"},
	} {
		run := []book.Inline{&book.Text{Value: c.before}, &book.Ref{Text: c.ref}, &book.Text{Value: c.after}}
		closeUp(run)
		if got := book.Plain(run); got != c.want {
			t.Errorf("%q: got %q, want %q", c.before+c.ref+c.after, got, c.want)
		}
	}
}
