package markdown

import (
	"strings"
	"testing"
)

// A reference has no text before it is collated, and an image never has. A line end beside them is read as beside what
// they will print: 图 1-1 (a digit keeps the space before 说明) or Figure 1, a picture among Han characters or among words.
func TestALineEndBesideAReferenceOrPictureFollowsTheLanguage(t *testing.T) {
	for _, c := range [...]struct {
		lang, text string
		want       []string
	}{
		{"zh", "见\n@fig-a\n说明", []string{`text "见" `, `text " 说明" `}},
		{"en", "See\n@fig-a\nhere", []string{`text "See " `, `text " here" `}},
		{"zh", "图标\n![](a.png)\n说明", []string{`text "图标" `, `text "说明" `}},
		{"en", "The icon\n![](a.png)\nhere", []string{`text "The icon " `, `text " here" `}},
	} {
		got := dump(Options{Text: []byte(c.text), Lang: c.lang})
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%q has no %s:\n%s", c.text, want, got)
			}
		}
	}
}
