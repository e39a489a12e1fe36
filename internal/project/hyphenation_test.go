package project

import (
	"slices"
	"testing"
	"testing/fstest"
)

func TestHyphenationIsReadByLanguage(t *testing.T) {
	p, ms := Read(fstest.MapFS{
		"book.yaml":       {Data: []byte("title: {zh: 书, en: Book}\nlanguages: [zh, en]\nchapters: [a]\nhyphenation: {en-GB: [data-base, GitHub]}\n")},
		"content/zh/a.md": {Data: []byte("# 章\n")}, "content/en/a.md": {Data: []byte("# Chapter\n")},
	})
	if len(ms) > 0 {
		t.Fatal(ms[0].Text("en"))
	}
	if h := p.Meta["en"].Hyphenation; h.Lang != "en-GB" || !slices.Equal(h.Words, []string{"data-base", "GitHub"}) {
		t.Errorf("%+v", h)
	}
	if h := p.Meta["zh"].Hyphenation; h.Words != nil {
		t.Errorf("%+v", h)
	}
}

func TestFaultsOfHyphenationAreReported(t *testing.T) {
	for text, want := range map[string]string{
		"{en: [-base]}": "hyphenation", "{en: [two words]}": "hyphenation", "{en: ['']}": "hyphenation", "{zh: [甲-乙]}": "unknown-key",
		"{en-US: []}": "unknown-key",
	} {
		_, ms := Read(fstest.MapFS{"book.yaml": {Data: []byte("title: B\nlanguages: [en]\nchapters: [a]\nhyphenation: " + text + "\n")}, "content/en/a.md": {Data: []byte("# A\n")}})
		if len(ms) != 1 || ms[0].Kind.ID != want || ms[0].Place.Line() != 4 {
			t.Errorf("%s: %v", text, ms)
		}
	}
}
