package geom_test

import (
	"fmt"

	"keben/internal/geom"
)

// Lengths are integers, so that a sum does not depend on its order. An author gives them a unit.
func ExampleParseLength() {
	for _, s := range []string{"148mm", "10.5pt", "1in", "12"} {
		l, err := geom.ParseLength(s)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(s, "is", l, "pt or", int64(l), "units")
	}
	// Output:
	// 148mm is 419.528 pt or 27494158 units
	// 10.5pt is 10.5 pt or 688128 units
	// 1in is 72 pt or 4718592 units
	// "12" has no unit (pt, mm, cm, in)
}
