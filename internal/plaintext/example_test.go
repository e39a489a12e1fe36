package plaintext_test

import (
	"fmt"

	"keben/internal/plaintext"
)

// A file in another encoding is named and not guessed at; the author converts it once.
func ExampleRead() {
	gbk := []byte("\xb9\xb2\xbd\xa8\xb9\xfa\xbc\xd2\xb5\xc4\xc3\xb3\xd2\xd7\xd3\xeb\xcd\xb6\xd7\xca\xb3\xd6\xd0\xf8\xd4\xf6\xb3\xa4\xa1\xa3")
	_, messages := plaintext.Read("content/zh/trade.md", gbk)
	for _, m := range messages {
		fmt.Println(m.Place, m.Text("en"))
	}
	converted, err := plaintext.Convert(gbk, "")
	fmt.Printf("%s: %s (%v)\n", converted.From, converted.Text, err)
	// Output:
	// content/zh/trade.md:1:1 the file is not UTF-8: byte 1 is 0xb9; it looks like GBK
	// GBK: 共建国家的贸易与投资持续增长。 (<nil>)
}
