package manuscript

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/project"
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
				if m.Place.Line() < 3 {
					t.Errorf("%s: at %v", name, m.Place)
				}
			}
		}
		if found != c.kind {
			t.Errorf("%s: got %q, want %q", name, found, c.kind)
		}
	}
}

// A block that cannot be read is shown as typed; one as long as this would be a book of marks.
func TestAnEndlessBlockThatCannotBeReadIsRefused(t *testing.T) {
	for _, ext := range []string{"md", "mmark"} {
		var text strings.Builder
		for i := range 1_000 {
			text.WriteString(strings.Repeat(">", i+1) + " 文\n")
		}
		files := fstest.MapFS{
			"book.yaml":           {Data: []byte("title: 书\nlanguages: [zh]\nchapters: [a]\n")},
			"content/zh/a." + ext: {Data: []byte("# 题\n\n" + text.String())},
		}
		p, _ := project.Read(files)
		_, ms := Read(files, p, sample().data)
		if !slices.ContainsFunc(ms, func(m diag.Message) bool { return m.Kind == budget.ParagraphText.Kind }) {
			t.Errorf("%s: %s", ext, report(ms, "en"))
		}
	}
}
