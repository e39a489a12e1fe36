package mmark

import (
	"testing"

	"keben/internal/book"
	"keben/internal/source"

	"github.com/google/go-cmp/cmp"
)

func TestTitleBlockIsTakenOffAndRead(t *testing.T) {
	src := `%%%
title = "共建“一带一路”"
subtitle = 'A report'
lang = "zh"
date = 2025-09-01T00:00:00Z
keyword = ["贸易", "投资"]
abstract = """
第一段。

第二段。"""
area = "Internet"
params = {edition = 2}

[seriesInfo]
name = "RFC"

[[author]]
initials = "M."
surname = "Gieben"
fullname = "胡必亮"
organization = "北京师范大学"
  [author.address]
  email = "a@b.cd"

[[author]]
initials = "J."
surname = "Doe"
role = "editor"
%%%

正文
`
	got, n, ms := ReadFront(Options{Text: []byte(src)})
	if len(ms) > 0 {
		t.Fatal(ms[0].Text("en"))
	}
	if rest := src[n:]; rest != "\n正文\n" {
		t.Errorf("the text begins with %q", rest)
	}
	want := Front{
		Title: "共建“一带一路”", Subtitle: "A report", Lang: "zh", Date: "2025-09-01", Abstract: "第一段。\n\n第二段。",
		Keywords: []string{"贸易", "投资"},
		Authors:  []book.Person{{Name: "胡必亮", Note: "北京师范大学"}, {Name: "J. Doe", Note: "editor"}},
		Params:   map[string]any{"area": "Internet", "edition": int64(2), "seriesInfo": map[string]any{"name": "RFC"}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestAuthorsMayBeNames(t *testing.T) {
	for src, want := range map[string][]book.Person{
		`author = "甲"`:           {{Name: "甲"}},
		`authors = ["甲", "乙"]`:   {{Name: "甲"}, {Name: "乙"}},
		"[author]\nname = \"甲\"": {{Name: "甲"}},
		"[[author]]\nabbrev = 3": nil,
	} {
		got, _, ms := ReadFront(Options{Text: []byte("%%%\n" + src + "\n%%%\n")})
		if d := cmp.Diff(want, got.Authors); d != "" || len(ms) > 0 {
			t.Errorf("%s\n%s", src, d)
		}
	}
}

func TestKeysOfATitleBlockAreCheckedWhereTheyStand(t *testing.T) {
	for block, want := range map[string][]string{
		"titel = \"a\"":                    {"a.mmark:2:1 unknown key `titel`: did you mean `title`?"},
		"title = \"a\"\n  colour = 3":      {"a.mmark:3:3 unknown key `colour`"},
		"title = [\"a\"]":                  {"a.mmark:2:1 expected text, found a list"},
		"abstract = {a = 1}":               {"a.mmark:2:1 expected text, found keys with values"},
		"keyword = {a = 1}\ndate = [2025]": {"a.mmark:2:1 expected text or a list, found keys with values", "a.mmark:3:1 expected text, found a list"},
		"params = \"a\"":                   {"a.mmark:2:1 expected keys with values, found text"},
		"title = \"\"\"\nsurnam = 1\n\"\"\"\n[[author]]\nname = \"甲\"\n[[author]]\n# surnam = 1\nsurnam = \"乙\"": {"a.mmark:9:1 unknown key `surnam`: did you mean `surname`?"},
		"[[author]]\nfullname = \"甲\"\n[author.address]\nemail = 3\n[[author]]\n[author.adress]\nemail = 3":      {"a.mmark:7:2 unknown key `adress`: did you mean `address`?"},
		"keyword = [ # \"\n\"a\",\n{b = 1}]\ntitel = 1":                                                          {"a.mmark:2:1 expected text, found keys with values", "a.mmark:5:1 unknown key `titel`: did you mean `title`?"},
		"\"titel\" = 1\nauthor.nme = \"甲\"":                                                                      {"a.mmark:2:1 unknown key `titel`: did you mean `title`?", "a.mmark:3:1 unknown key `nme`: did you mean `name`?"},
	} {
		src := "%%%\n" + block + "\n%%%\n"
		_, _, ms := ReadFront(Options{Text: []byte(src), Source: source.New("a.mmark", []byte(src))})
		var got []string
		for _, m := range ms {
			got = append(got, m.Place.String()+" "+m.Text("en"))
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s\n%s", block, d)
		}
	}
}

func TestBrokenTitleBlockIsReportedWhereItBreaks(t *testing.T) {
	for _, c := range []struct{ src, want, rest string }{
		{"%%%\ntitle = \"a\"\ndate = x\n%%%\n文", "a.mmark:3:8", "文"},
		{"%%%\ntitle = \"a\"\n文", "a.mmark:1:1", "%%%\ntitle = \"a\"\n文"},
	} {
		_, n, ms := ReadFront(Options{Text: []byte(c.src), Source: source.New("a.mmark", []byte(c.src))})
		if len(ms) != 1 || ms[0].Place.String() != c.want || c.src[n:] != c.rest {
			t.Errorf("%q: %v, %q left", c.src, ms, c.src[n:])
		}
	}
	if _, n, ms := ReadFront(Options{Text: []byte("文\n%%%\n")}); n != 0 || ms != nil {
		t.Error("percent signs in the text are no title block")
	}
}
