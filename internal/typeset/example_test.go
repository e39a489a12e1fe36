package typeset_test

import (
	"context"
	"fmt"
	"testing/fstest"

	"keben/internal/book/collate"
	"keben/internal/book/twins"
	"keben/internal/dataset"
	"keben/internal/design"
	"keben/internal/manuscript"
	"keben/internal/project"
	"keben/internal/typeset"
	"keben/templates"
)

// Two leaves of title matter, counted in Roman numerals, and a chapter on one page.
func ExampleEdition() {
	folder := fstest.MapFS{
		"book.yaml":        {Data: []byte("title: 商路\nlanguages: [zh]\n")},
		"content/trade.md": {Data: []byte("# 贸易\n\n贸易在增长。\n")},
	}
	p, _ := project.Read(folder)
	d, _ := dataset.Read(folder)
	b, _ := manuscript.Read(folder, p, d)
	edition, _ := collate.Edition(b, "zh", twins.Align(b, twins.Known{}))
	theme, _ := design.Read(templates.FS, folder)
	res, err := typeset.Edition(context.Background(), typeset.Options{
		Edition: edition, Templates: templates.FS,
		Brief: typeset.Brief{Theme: theme, Trim: theme.Print.Trims["32开"], TrimName: "32开", Foundry: typeset.NewFoundry(templates.FS)},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i := range res.Document.Pages {
		fmt.Print(res.Document.Pages[i].Label, " ")
	}
	// Output: i ii iii iv 1
}
