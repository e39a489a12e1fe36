package check

import (
	"slices"
	"strings"
	"testing"

	"keben/internal/book"
	"keben/internal/diag"
)

func TestACheckThatBreaksLeavesTheOthersBe(t *testing.T) {
	was := editionChecks
	defer func() { editionChecks = was }()
	k := diag.NewKind("test-check", diag.Note, "x", "x")
	editionChecks = []func(*book.Edition) []diag.Message{
		func(*book.Edition) []diag.Message { panic("planted") },
		func(*book.Edition) []diag.Message { return []diag.Message{k.At(diag.Pos{})} },
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
	b := &book.Book{Languages: []string{"zh"}, Outline: []book.Place{{Slug: "a"}, {Slug: "b"}}, Chapters: map[string]map[string]*book.Chapter{
		"zh": {"a": {Slug: "a", File: "content/zh/a.md"}, "b": {Slug: "b", File: "content/zh/b.md"}},
	}}
	ms := Proofread(Proof{Book: b, Source: func(string) *diag.Source { return nil }})
	if len(ms) != 1 || ms[0].Pos.File != "content/zh/a.md" {
		t.Errorf("%v", ms)
	}
}
