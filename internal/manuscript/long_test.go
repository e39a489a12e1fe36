package manuscript

import (
	"strings"
	"testing"

	"keben/internal/budget"
)

func TestTextThatNobodyWritesIsRefusedAtOnce(t *testing.T) {
	n := budget.ParagraphText.Max
	for name, c := range map[string]struct {
		text string
		kind string
	}{
		"as long as may be":   {strings.Repeat("字", n), ""},
		"one more":            {strings.Repeat("字", n+1), "paragraph-too-long"},
		"in a note":           {"a[^1]\n\n[^1]: " + strings.Repeat("字", n+1), "paragraph-too-long"},
		"in a list":           {"- " + strings.Repeat("字", n+1), "paragraph-too-long"},
		"a listing":           {"```\n" + strings.Repeat(strings.Repeat("x", 99)+"\n", n/20) + "```", ""},
		"a line of a listing": {"```\nx\n" + strings.Repeat("x", budget.ListingLine.Max+1) + "\n```", "listing-line-too-long"},
	} {
		_, ms := one(t, "# 题\n\n"+c.text+"\n")
		found := ""
		for _, m := range ms {
			if strings.HasSuffix(m.Kind.ID, "too-long") {
				found += m.Kind.ID
				if m.Pos.Line < 3 {
					t.Errorf("%s: at %v", name, m.Pos)
				}
			}
		}
		if found != c.kind {
			t.Errorf("%s: got %q, want %q", name, found, c.kind)
		}
	}
}
