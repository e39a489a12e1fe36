package foreign_test

import (
	"fmt"

	"keben/internal/manuscript/foreign"
)

// What other tools' authors type is rewritten as our own, and each construct is told.
func ExampleRewrite() {
	r := foreign.Rewrite(foreign.Options{Text: []byte("!!! tip \"先说结论\"\n    贸易在增长。\n\n见[[trade]]。\n")})
	fmt.Print(string(r.Text))
	fmt.Println(len(r.Found), "constructs")
	// Output:
	// ::: tip 先说结论
	// 贸易在增长。
	// :::
	//
	// 见trade。
	// 2 constructs
}
