package press

import (
	"context"
	"keben/internal/golden"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestABookInTwoLanguagesHasAParallelViewAndItsGlossaryInEveryOutput(t *testing.T) {
	dir := golden.Folder(t,
		"book.yaml", "title: {zh: 书, en: Book}\nlanguages: [zh, en]\nchapters: [a]\nback: [glossary]\noutputs:\n  website: {}\n  pdf: {print: {}}\n",
		"data/terms.yaml", "- {zh: 重庆, en: Chongqing, pinyin: chóng qìng}\n- {zh: 正文, en: text}\n",
		"content/zh/a.md", "---\ntitle: 章\n---\n\n正文。\n",
		"content/en/a.md", "---\ntitle: Chapter\n---\n\nText.\n")
	res, err := Build(context.Background(), Options{Dir: dir})
	if err != nil || len(res.Messages) > 0 {
		t.Fatal(err, res.Messages)
	}
	read := func(name string) string {
		data, err := os.ReadFile(filepath.Join(res.Out, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	for name, words := range map[string][]string{
		"zh-en/a.html":        {`id="top-p1"`, `id="en.top-p1"`, "正文。", "Text."},
		"zh/glossary.html":    {"译名对照表", ">C<", "重庆", "Chongqing"},
		"en/glossary.html":    {"Glossary and Names", ">T<", "正文"},
		"zh-en/glossary.html": {"译名对照表", "Glossary and Names"},
	} {
		page := read(name)
		for _, w := range words {
			if !strings.Contains(page, w) {
				t.Errorf("%s lacks %s", name, w)
			}
		}
	}
}

func TestALanguageWithoutChaptersGivesNoParallelView(t *testing.T) {
	dir := golden.Folder(t,
		"book.yaml", "title: {zh: 书, en: Book}\nlanguages: [zh, en]\nchapters: [a]\noutputs: {website: {}}\n",
		"content/zh/a.md", "---\ntitle: 章\n---\n\n正文。\n")
	res, err := Build(context.Background(), Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(res.Out, "zh-en")); err == nil {
		t.Error("a view of one language beside nothing")
	}
}
