package dataset_test

import (
	"fmt"

	"keben/internal/dataset"
)

// One value is printed as each language writes it.
func ExampleLiteral() {
	for _, lang := range []string{"zh", "en"} {
		q, messages := dataset.Literal("3.1e12", "usd", dataset.Use{Lang: lang})
		fmt.Println(q.Text, len(messages))
	}
	// Output:
	// 3.1万亿美元 0
	// US$3.1 trillion 0
}
