package budget

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"keben/internal/diag"
	"keben/internal/golden"
)

func TestTheTableOfLimits(t *testing.T) {
	golden.Run(t, "testdata/limits.txtar", func(t *testing.T, a *golden.Archive) {
		var b strings.Builder
		for _, l := range All() {
			m := l.At(diag.Pos{}, "…")
			fmt.Fprintf(&b, "%s: %d %s [%s, %v]\n", l.Name, l.Max, l.Unit, l.Kind.ID, l.Kind.Severity)
			for _, lang := range []string{"en", "zh"} {
				fmt.Fprintf(&b, "  %s\n    %s\n", m.Text(lang), m.Hint(lang))
			}
		}
		a.Want("limits", b.String())
	})
}

func TestEveryLimitSaysWhatTheAuthorCanDo(t *testing.T) {
	var names []string
	for _, l := range All() {
		if slices.Contains(names, l.Name) {
			t.Errorf("two limits are called %s", l.Name)
		}
		names = append(names, l.Name)
		m := l.At(diag.Pos{}, "…")
		for _, lang := range []string{"en", "zh"} {
			if m.Hint(lang) == "" || strings.Contains(m.Text(lang)+m.Hint(lang), "%!") {
				t.Errorf("%s in %s: %q, hint %q", l.Name, lang, m.Text(lang), m.Hint(lang))
			}
		}
		if l.Max < 1 || l.Over(l.Max) || !l.Over(l.Max+1) || l.OverSize(int64(l.Max)) || !l.OverSize(int64(l.Max)+1) {
			t.Errorf("%s: the maximum itself is allowed, and no more", l.Name)
		}
	}
	if len(names) < 10 {
		t.Fatalf("%d limits", len(names))
	}
}

func TestSizesReadAsAPersonWritesThem(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0 B", 1023: "1023 B", 1024: "1 kB", 1536: "1.5 kB", 16 << 20: "16 MB", 1<<30 + 1: "1.0 GB", 1 << 30: "1 GB", 5 << 40: "5 TB",
	} {
		if got := Size(n); got != want {
			t.Errorf("Size(%d) = %q, want %q", n, got, want)
		}
	}
}
