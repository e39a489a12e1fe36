package project

import (
	"testing"
	"testing/fstest"

	"keben/internal/diag"
)

func spelt(rest string) (*Project, []diag.Message) {
	return Read(fstest.MapFS{
		"book.yaml":       {Data: []byte("title: {zh: 书, en: Book}\nlanguages: [zh, en]\nchapters: [a]\n" + rest)},
		"content/zh/a.md": {Data: []byte("# 章\n")}, "content/en/a.md": {Data: []byte("# Chapter\n")},
	})
}

func TestSpellingChoosesThePatternsThatHyphenationLeavesOpen(t *testing.T) {
	for rest, want := range map[string][2]string{ // spelling, patterns
		"":                      {"", ""},
		"spelling: {en: en-GB}": {"en-GB", "en-GB"},
		"spelling: {en: en-US}": {"en-US", "en-US"},
		"spelling: {en: en-GB}\nhyphenation: {en: [data-base]}": {"en-GB", "en-GB"},
		"spelling: {en: en-US}\nhyphenation: {en-GB: []}":       {"en-US", "en-GB"},
		"hyphenation: {en-GB: []}":                              {"", "en-GB"},
		"spelling: {en: }":                                      {"", ""},
	} {
		p, ms := spelt(rest)
		if len(ms) > 0 {
			t.Errorf("%s: %s", rest, ms[0].Text(diag.English))
		}
		if got := [2]string{p.Spelling["en"].Region, p.Meta["en"].Hyphenation.Lang}; got != want {
			t.Errorf("%s: %q, want %q", rest, got, want)
		}
	}
	p, _ := spelt("spelling: {en: en-GB}")
	if at := p.Spelling["en"].Place; at.Line() != 4 {
		t.Errorf("the choice is on line %d", at.Line())
	}
}

func TestFaultsOfSpellingAreReported(t *testing.T) {
	for text, want := range map[string]string{
		"{en: en-UK}": "bad-value", "{zh: zh-CN}": "unknown-key", "{en-GB: true}": "unknown-key", "en-GB": "yaml-type", "{en: [en-GB]}": "yaml-type",
	} {
		p, ms := spelt("spelling: " + text + "\n")
		if len(ms) != 1 || ms[0].Kind.ID != want || ms[0].Place.Line() != 4 {
			t.Errorf("%s: %v", text, ms)
		}
		if len(p.Spelling) > 0 || p.Meta["en"].Hyphenation.Lang != "" {
			t.Errorf("%s is taken for %v", text, p.Spelling)
		}
	}
}
