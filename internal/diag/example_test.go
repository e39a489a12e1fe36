package diag_test

import (
	"os"

	"keben/internal/diag"
	"keben/internal/source"
)

var noSuchFruit = diag.NewKind("example-fruit", diag.Warning,
	"there is no fruit %q: did you mean %q?", "没有水果 %q：是否想写 %q？",
	"the list is in data/fruits.yaml", "清单见 data/fruits.yaml")

// A message is data: a kind, the place it is about, and arguments. It is worded when it is printed, in the reader's
// language.
func ExamplePrinter() {
	file := source.New("content/zh/market.md", []byte("# 集市\n\n今天有aple卖。\n"))
	near, _ := diag.Nearest("aple", []string{"apple", "pear"})
	m := noSuchFruit.At(file.At(source.Span(19, 23)), "aple", near)
	for _, language := range []diag.Language{diag.English, diag.Chinese} {
		p := diag.Printer{W: os.Stdout, Lang: language}
		if err := p.Print([]diag.Message{m}); err != nil {
			panic(err)
		}
	}
	// Output:
	// content/zh/market.md:3:4: warning: there is no fruit "aple": did you mean "apple"? [example-fruit]
	//     3 | 今天有aple卖。
	//       |       ^^^^
	//         hint: the list is in data/fruits.yaml
	// content/zh/market.md:3:4: 警告：没有水果 "aple"：是否想写 "apple"？ [example-fruit]
	//     3 | 今天有aple卖。
	//       |       ^^^^
	//         建议：清单见 data/fruits.yaml
}
