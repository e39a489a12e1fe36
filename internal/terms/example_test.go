package terms_test

import (
	"fmt"
	"testing/fstest"

	"keben/internal/terms"
)

// The words of a book for things are read from its folder.
func ExampleRead() {
	list, messages := terms.Read(fstest.MapFS{terms.File: {Data: []byte("- {zh: 共建国家, en: partner country, forbidden: {zh: [沿线国家]}}\n- {zh: 贸易, en: trade, colour: red}\n")}})
	fmt.Println(len(list.Terms), "terms")
	for _, m := range messages {
		fmt.Println(m.Place, m.Text("en"))
	}
	// Output:
	// 2 terms
	// data/terms.yaml:2:23 unknown key `colour`
}
