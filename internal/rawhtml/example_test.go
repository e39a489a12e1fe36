package rawhtml_test

import (
	"fmt"

	"keben/internal/rawhtml"
)

// What may not stand in a page of others is taken out, and listed.
func ExampleClean() {
	clean, gone := rawhtml.Clean(`<p onclick="go()">See <b>here</b><script>alert(1)</script>.</p>`)
	fmt.Println(clean)
	for _, g := range gone {
		fmt.Println(g.What)
	}
	// Output:
	// <p>See <b>here</b>.</p>
	// onclick
	// <script>
}
