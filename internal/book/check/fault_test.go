package check

import (
	"slices"
	"strings"
	"testing"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/source"
)

func TestACheckThatBreaksLeavesTheOthersBe(t *testing.T) {
	was := editionChecks
	defer func() { editionChecks = was }()
	k := diag.NewKind("test-check", diag.Note, "x", "x")
	editionChecks = []func(*book.Edition) []diag.Message{
		func(*book.Edition) []diag.Message { panic("planted") },
		func(*book.Edition) []diag.Message { return []diag.Message{k.At(source.Place{})} },
	}
	ms := Edition(&book.Edition{Name: "zh"})
	if len(ms) != 2 || !strings.Contains(ms[0].Text("en"), "failed on zh") || ms[1].Kind != k {
		t.Errorf("%v", ms)
	}
}

func TestAChapterThatBreaksProofreadingIsNamed(t *testing.T) {
	was := chapterChecks
	defer func() { chapterChecks = was }()
	chapterChecks = append(slices.Clone(was), func(p *proof, t *text) {
		if t.chapter.Slug == "a" {
			panic("planted")
		}
	})
	b := &book.Book{Languages: []string{"zh"}, Outline: []book.OutlineEntry{{Slug: "a"}, {Slug: "b"}}, Chapters: map[string]map[string]*book.Chapter{
		"zh": {"a": {Slug: "a", Source: source.New("content/zh/a.md", nil)}, "b": {Slug: "b", Source: source.New("content/zh/b.md", nil)}},
	}}
	ms := Proofread(Proof{Book: b})
	if len(ms) != 1 || ms[0].Place.Name() != "content/zh/a.md" {
		t.Errorf("%v", ms)
	}
}
