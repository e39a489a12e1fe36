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
		{"又见 ", "图 1-1", " ——如此", "又见图 1-1——如此"},
		{"“见 ", "图 1-1", " ”", "“见图 1-1”"},
		{"“见 ", "图 1-1", " ”的说法", "“见图 1-1”的说法"},
		{"见 ", "图 1-1", " ……", "见图 1-1……"},
		{"见 ", "图 1-1", " ⸺如此", "见图 1-1⸺如此"},
		{"如此—— ", "图 1-1", "", "如此——图 1-1"},
		{"“ ", "图 1-1", " ”", "“图 1-1”"},
		{"参见， ", "Figure 1", " 。", "参见，Figure 1。"},
		{"见 ", "图 1-1", " ￥100", "见图 1-1￥100"},
		{"如 ", "图 1-1", " ㄅ", "如图 1-1ㄅ"},
		{"see ", "Figure 1", " — so", "see Figure 1 — so"},
		{"", "图 1-1", " ", "图 1-1 "},
		{" ", "图 1-1", "", " 图 1-1"},
		{"Go  ", "图 1-1", "", "Go  图 1-1"},
		{"“Go” ", "图 1-1", "", "“Go”图 1-1"},
	} {
		run := []book.Inline{&book.Text{Value: c.before}, &book.Ref{Text: c.ref}, &book.Text{Value: c.after}}
		closeUp(run)
		if got := book.Plain(run); got != c.want {
			t.Errorf("%q: got %q, want %q", c.before+c.ref+c.after, got, c.want)
		}
	}
}

func TestSpacesBetweenAReferenceAndEmphasisAreThoseOfTheirText(t *testing.T) {
	bold := func(s string) book.Inline { return &book.Strong{Content: []book.Inline{&book.Text{Value: s}}} }
	for _, c := range []struct{ before, after, want string }{
		{"见", "所示", "见图 1-1所示"},
		{"又见", "——", "又见图 1-1——"},
		{"see", "on", "see 图 1-1 on"},
	} {
		run := []book.Inline{bold(c.before), &book.Text{Value: " "}, &book.Ref{Text: "图 1-1"}, &book.Text{Value: " "}, bold(c.after)}
		closeUp(run)
		if got := book.Plain(run); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	run := []book.Inline{&book.Ref{Text: "图 1-1"}, &book.Text{Value: " "}, &book.Ref{Text: "图 1-2"}}
	if closeUp(run); book.Plain(run) != "图 1-1 图 1-2" {
		t.Errorf("two references are one: %q", book.Plain(run))
	}
}
