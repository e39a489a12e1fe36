package sorting_test

import (
	"fmt"
	"slices"

	"keben/internal/sorting"
)

// Entries are put in order by keys, each made once. An author may give a reading where a character has several.
func ExampleSorter() {
	for _, method := range []sorting.Method{sorting.Pinyin, sorting.Stroke} {
		s := sorting.New("zh", method)
		words := []string{"重庆", "安徽", "上海", "GDP", "一带一路"}
		readings := map[string]string{"重庆": "chóng qìng"}
		slices.SortFunc(words, func(a, b string) int { return s.Key(a, readings[a]).Compare(s.Key(b, readings[b])) })
		for i, w := range words {
			if i > 0 {
				fmt.Print("  ")
			}
			fmt.Print(s.Key(w, readings[w]).Head, " ", w)
		}
		fmt.Println()
	}
	// Output:
	// A 安徽  C 重庆  G GDP  S 上海  Y 一带一路
	// G GDP  一画 一带一路  三画 上海  六画 安徽  九画 重庆
}
