package manuscript

import (
	"strings"
	"testing"

	"keben/internal/source"
)

const laidOut = `---
title: 路与账   # 书名
subtitle: "上 \"编\""
authors:
  - {name: 李明, note: 某大学, 教授}
  - name: 王 芳
    note: 'it''s'
abstract: >-
  第一行
  第二行

  第二段
keywords: [贸易, "港口, 铁路"]
# 注
funding: |
  某基金
signed: 多行
  的署名
date: 2026-11
templates: false
params: {x: 1}
---

# 题

正文 {{ qty "x" }}。
`

func lay(s string) Layout { return Lay(source.New("a.md", []byte(s)), "zh", true) }

func TestTextsOfTheFrontMatterAreFoundWhereTheyStand(t *testing.T) {
	var got []string
	l := lay(laidOut)
	for _, f := range l.Front {
		got = append(got, f.Key+"="+f.Value+"<"+laidOut[f.From:f.To]+">")
	}
	want := []string{
		"title=路与账<路与账>", `subtitle=上 "编"<"上 \"编\"">`, "authors.1.name=李明<李明>", "authors.1.note=某大学<某大学>",
		"authors.2.name=王 芳<王 芳>", "authors.2.note=it's<'it''s'>", "abstract=第一行第二行\n第二段<>-\n  第一行\n  第二行\n\n  第二段>",
		"keywords.1=贸易<贸易>", `keywords.2=港口, 铁路<"港口, 铁路">`, "funding=某基金<|\n  某基金>", "signed=多行的署名<多行\n  的署名>",
	}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
	if rest := laidOut[l.Fence:]; !strings.HasPrefix(rest, "---\n\n# 题") {
		t.Errorf("the fence is at %q", rest)
	}
}

func TestATextOfTheFrontMatterCanBeReplacedByAnyOther(t *testing.T) {
	values := []string{"x", "Roads and Accounts", "a: b", `"quoted"`, "it's", "# no comment", "- no list", "a #b", "null", "2013", "one\n\ntwo", "第一段\n\n第二段",
		"a, b]", "{x}", `back\slash`, "*emph*", "@fig-a", "end:", "`code`", "!x", "true", "a\n  indented", strings.Repeat("many words, ", 30) + "汉字 x"}
	l := lay(laidOut)
	for i, f := range l.Front {
		for _, v := range values {
			edited := laidOut[:f.From] + f.Write([]byte(laidOut[f.From:f.To]), v) + laidOut[f.To:]
			after := lay(edited)
			if len(after.Front) != len(l.Front) {
				t.Fatalf("%s: %q leaves %d texts of %d:\n%s", f.Key, v, len(after.Front), len(l.Front), edited)
			}
			for k, g := range after.Front {
				want := l.Front[k].Value
				if k == i {
					want = v
				}
				if g.Value != want {
					t.Errorf("%s: %q: %s is %q, not %q", f.Key, v, g.Key, g.Value, want)
				}
			}
			if !strings.Contains(edited, "# 书名") || !strings.Contains(edited, "# 注\n") {
				t.Errorf("%s: %q takes a comment away", f.Key, v)
			}
		}
	}
}

func TestActionsOfATemplateEndWhereTheTemplateEndsThem(t *testing.T) {
	for s, want := range map[string]string{
		"a {{ x }} b":                "{{ x }}",
		"{{ print \"}}\" }} {{ y }}": "{{ print \"}}\" }}|{{ y }}",
		"{{/* }} */}}c":              "{{/* }} */}}",
		"{{- `}}` -}}":               "{{- `}}` -}}",
		"`{{ code }}` {{ x }}":       "{{ x }}",
		"{{ never":                   "",
	} {
		var got []string
		for _, r := range templateActions([]byte(s)) {
			got = append(got, s[r.From:r.To])
		}
		if g := strings.Join(got, "|"); g != want {
			t.Errorf("%q: got %q, want %q", s, g, want)
		}
	}
}

func FuzzLayout(f *testing.F) {
	f.Add(laidOut)
	f.Add("---\ntitle: [a, {b: c}]\nauthors: x\nkeywords: 'a''b'\nabstract: |2-\n   x\n---\n{{ x }}")
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ReplaceAll(strings.ToValidUTF8(s, "?"), "\x00", "")
		for _, x := range lay(s).Front {
			if x.From < 0 || x.To < x.From || int(x.To) > len(s) {
				t.Fatalf("%+v", x)
			}
			x.Write([]byte(s[x.From:x.To]), "a\nb")
		}
	})
}
