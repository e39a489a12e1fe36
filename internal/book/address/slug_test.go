package address

import (
	"strings"
	"testing"
	"unicode"
)

func TestSlugKeepsHanAndDropsPunctuation(t *testing.T) {
	for in, want := range map[string]string{
		"“五通”取得巨大成就": "五通取得巨大成就", "Trade & Investment": "trade-investment", "China’s Role": "chinas-role",
		"  A  B ": "a-b", "2.1 Go foundation": "2-1-go-foundation", "——": "section", "": "section", "e\u0301tat": "état",
		"中欧（亚）班列 2025": "中欧亚班列-2025", "a_b": "a_b", "硬联通/软联通": "硬联通-软联通", "ÉTAT": "état",
	} {
		if got := Slug(in); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzSlugIsAnID(f *testing.F) {
	f.Add("“五通” A/B")
	f.Add("\xff\u0301 x")
	f.Fuzz(func(t *testing.T, s string) {
		id := Slug(s)
		if id == "" || strings.ContainsFunc(id, unicode.IsSpace) || strings.ContainsAny(id, `"'<>&#%?`) {
			t.Errorf("Slug(%q) = %q", s, id)
		}
		if again := Slug(id); again != id {
			t.Errorf("Slug(%q) = %q, of which the slug is %q", s, id, again)
		}
	})
}
