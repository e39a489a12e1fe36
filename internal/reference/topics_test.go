package reference

import (
	"slices"
	"testing"
	"testing/fstest"

	"keben/internal/diag"
	"keben/internal/source"
)

const sampleChapter = `---
title: Write
---

Before.

## Footnotes {#footnotes .wide}

<!-- keben: ignore spelling -->
A footnote.

` + "````markdown\n```\n## No heading {#none}\n```\n````" + `

:::: {.callout-note title="Result"}
No heading {#none}

::: note
Inner.
:::
::::

### Long ones {#long-notes}

Two paragraphs.


#### Without an id

More.

## Tables {#tables}

A table.
`

func TestSectionsOfTheManualAreTopics(t *testing.T) {
	topics := chapterTopics("write", source.New("write.md", []byte(sampleChapter)))
	want := []Topic{
		{"write", "Write", 1, ""},
		{"footnotes", "Footnotes", 2, "## Footnotes\n\nA footnote.\n\n````markdown\n```\n## No heading {#none}\n```\n````\n\n" +
			"### Long ones\n\nTwo paragraphs.\n\n#### Without an id\n\nMore."},
		{"long-notes", "Long ones", 3, "### Long ones\n\nTwo paragraphs.\n\n#### Without an id\n\nMore."},
		{"tables", "Tables", 2, "## Tables\n\nA table."},
	}
	want[0].Text = "# Write\n\nBefore.\n\n" + want[1].Text + "\n\n" + want[3].Text
	if !slices.Equal(topics, want) {
		t.Errorf("%+v\nwant %+v", topics, want)
	}
}

func TestTopicsAreThoseOfTheLanguage(t *testing.T) {
	fsys := fstest.MapFS{
		"book.yaml":           {Data: []byte("title: {zh: 书, en: Book}\nlanguages: [zh, en]\nchapters: [b, a]\n")},
		"content/zh/a.md":     {Data: []byte("---\ntitle: 甲\n---\n")},
		"content/en/a.md":     {Data: []byte("---\ntitle: A\n---\n")},
		"content/zh/b.md":     {Data: []byte("---\ntitle: 乙\n---\n")},
		"content/en/extra.md": {Data: []byte("---\ntitle: X\n---\n")},
	}
	for lang, want := range map[diag.Language][]string{diag.Chinese: {"乙", "甲"}, diag.English: {"A"}} {
		var titles []string
		for _, to := range readTopics(fsys, lang) {
			titles = append(titles, to.Title)
		}
		if !slices.Equal(titles, want) {
			t.Errorf("%s: %q, want %q", lang, titles, want)
		}
	}
}

func TestTopicsAreTheSameInBothLanguages(t *testing.T) {
	var ids [2][]string
	for i, lang := range []diag.Language{diag.Chinese, diag.English} {
		for _, to := range Topics(lang) {
			if slices.Contains(ids[i], to.ID) {
				t.Errorf("%s: two topics are called %s", lang, to.ID)
			}
			ids[i] = append(ids[i], to.ID)
		}
	}
	if len(ids[0]) == 0 || !slices.Equal(ids[0], ids[1]) {
		t.Errorf("the topics are %q in Chinese and %q in English", ids[0], ids[1])
	}
}
