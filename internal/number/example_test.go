package number_test

import (
	"fmt"

	"keben/internal/number"
)

// Numbers of a text and of its translation are read as values and compared: 3.1万亿 is 3.1 trillion, and a tripling
// is an increase of 两倍.
func ExampleMatch() {
	zh := number.Read("zh", "2024年贸易额达3.1万亿美元，比2013年增加两倍，占三成。")
	en := number.Read("en", "In 2024 trade came to US$3.1 trillion; it had tripled since 2013 and made up 40 percent.")
	onlyZh, onlyEn, _ := number.Match(zh, en)
	for _, v := range onlyZh {
		fmt.Println("only in Chinese:", v.Text, "is", v.Kind, v.Num)
	}
	for _, v := range onlyEn {
		fmt.Println("only in English:", v.Text, "is", v.Kind, v.Num)
	}
	// Output:
	// only in Chinese: 三成 is share 0.3
	// only in English: 40 percent is share 0.40
}
