package exchange_test

import (
	"fmt"
	"testing/fstest"

	"keben/internal/book/twins"
	"keben/internal/dataset"
	"keben/internal/exchange"
	"keben/internal/manuscript"
	"keben/internal/project"
)

// A translator gets the texts of a book, translates one, and it is put into the translation's file. What is not
// translated waits.
func ExampleImport() {
	folder := fstest.MapFS{
		"book.yaml":           {Data: []byte("title: {zh: 商路, en: Roads of Trade}\nlanguages: [zh, en]\n")},
		"content/zh/trade.md": {Data: []byte("# 贸易\n\n贸易额增长12%。\n\n铁路通到港口。\n")},
		"content/en/trade.md": {Data: []byte("# Trade\n\nTrade grew by 12%.\n")},
	}
	p, _ := project.Read(folder)
	d, _ := dataset.Read(folder)
	b, _ := manuscript.Read(folder, p, d)
	texts, _ := exchange.Survey(exchange.Input{Files: folder, Book: b, Alignment: twins.Align(b, twins.Known{}), To: "en"})

	back, _ := exchange.ParsePO("en.po", texts.PO())
	for i := range back.Units {
		if back.Units[i].Source == "铁路通到港口。" {
			back.Units[i].Target = "The railway runs to the port."
		}
	}
	out, _ := exchange.Import(texts, back, exchange.Options{})
	for _, f := range out.Files {
		fmt.Printf("%s\n%s", f.Path, f.Data)
	}
	// Output:
	// content/en/trade.md
	// # Trade
	//
	// Trade grew by 12%.
	//
	// The railway runs to the port.
}
