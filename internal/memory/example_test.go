package memory_test

import (
	"fmt"

	"keben/internal/memory"
)

// A value is kept as long as what it was made from is the same. Here that is the text of a file; in the program it is
// the questions that were asked, as Notes.
func ExampleMemo() {
	var kept memory.Memo[string, int]
	size := func(text string) int {
		n, _ := kept.Recall(func(before string) bool { return before == text }, func() (int, string) {
			fmt.Println("counted")
			return len(text), text
		})
		return n
	}
	fmt.Println(size("刻本"))
	fmt.Println(size("刻本"))
	fmt.Println(size("刻"))
	// Output:
	// counted
	// 6
	// 6
	// counted
	// 3
}
