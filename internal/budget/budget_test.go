package budget

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"keben/internal/diag"
	"keben/internal/golden"
	"keben/internal/source"
)

func TestTheTableOfLimits(t *testing.T) {
	golden.Run(t, "testdata/limits.txtar", func(t *testing.T, a *golden.Archive) {
		var b strings.Builder
		for _, l := range All() {
			m := l.At(source.Place{}, "…")
			fmt.Fprintf(&b, "%s: %d %s [%s, %v]\n", l.Name, l.Max, l.Unit, l.Kind.ID, l.Kind.Severity)
			for _, lang := range []diag.Language{"en", "zh"} {
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
		m := l.At(source.Place{}, "…")
		for _, lang := range []diag.Language{"en", "zh"} {
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

func TestSizesAreWordedInEachLanguage(t *testing.T) {
	kind := diag.NewKind("size", diag.Error, "%s", "%s", "%s", "%s")
	for n, want := range map[Size][2]string{512: {"512 bytes", "512 字节"}, 999_600: {"1 MB", "1 MB"}, 1_234_567: {"1.2 MB", "1.2 MB"}} {
		m := kind.At(source.Place{}, n)
		if en, zh := m.Text("en"), m.Text("zh"); en != want[0] || zh != want[1] || n.String() != want[0] {
			t.Errorf("%d: %q, %q, want %q", int64(n), en, zh, want)
		}
	}
}
