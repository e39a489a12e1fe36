package lang_test

import (
	"fmt"

	"keben/internal/lang"
)

// Nothing asks which language it has; it asks for what it needs.
func Example() {
	for _, tag := range []string{"zh", "zh-TW", "en"} {
		l := lang.Of(tag)
		fmt.Println(l.Tag, l.Name, l.Quote("book"), l.Date("2025-09"), l.Emphasis == lang.Dots)
	}
	// Output:
	// zh 中文 “book” 2025年9月 true
	// zh-Hant 繁體中文 「book」 2025年9月 true
	// en English “book” September 2025 false
}
