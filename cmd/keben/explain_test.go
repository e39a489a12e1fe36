package main

import (
	"slices"
	"strings"
	"testing"
)

func TestParagraphsAreFilledBetweenWordsAndBesideHanCharacters(t *testing.T) {
	for _, c := range []struct {
		text    string
		columns int
		want    []string
	}{
		{"one two three", 7, []string{"one two", "three"}},
		{"antidisestablishmentarianism is", 10, []string{"antidisestablishmentarianism", "is"}},
		{"出口增长，进口下降。", 10, []string{"出口增长，", "进口下降。"}},
		{"出口增长，进口下降。", 9, []string{"出口增", "长，进口", "下降。"}},
		{"他说（增长）", 6, []string{"他说", "（增", "长）"}},
		{"运行 keben build 生成", 12, []string{"运行 keben", "build 生成"}},
		{"", 10, []string{""}},
	} {
		if got := strings.Split(fill(c.text, c.columns), "\n"); !slices.Equal(got, c.want) {
			t.Errorf("fill(%q, %d) = %q, want %q", c.text, c.columns, got, c.want)
		}
	}
}
