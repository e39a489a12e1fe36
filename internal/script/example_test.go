package script_test

import (
	"fmt"
	"strings"

	"keben/internal/script"
)

// A manuscript's lines become a paragraph: between Han characters and beside full-width marks a line end is nothing,
// between words it is a space.
func ExampleSpaced() {
	lines := []string{"合同价格", "￥100，按", "FIDIC", "条款支付"}
	var b strings.Builder
	for i, line := range lines {
		if i > 0 && script.Spaced(script.Tail(b.String(), script.Edge{}), script.Head(line), true) {
			b.WriteByte(' ')
		}
		b.WriteString(line)
	}
	fmt.Println(b.String())
	// Output: 合同价格￥100，按 FIDIC 条款支付
}

func ExampleMarkOf() {
	for _, r := range "《—、" {
		mark, onlyInChinese := script.MarkOf(r)
		fmt.Printf("%c %v %v\n", r, mark == script.Open || mark == script.Pause, onlyInChinese)
	}
	// Output:
	// 《 true false
	// — false true
	// 、 true false
}
