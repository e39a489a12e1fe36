package press_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"keben/internal/press"
)

// A folder with one chapter is a book. All messages come at once, and what was made is listed.
func ExampleBuild() {
	dir, err := os.MkdirTemp("", "book-")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "trade.md"), []byte("# 贸易\n\n共建国家的贸易在增长，见[铁路](rail.md)。\n"), 0o666); err != nil {
		fmt.Println(err)
		return
	}
	res, err := press.Build(context.Background(), press.Options{Dir: dir, Only: []string{"website"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, m := range res.Messages {
		fmt.Println(m.Place, m.Text("en"))
	}
	for _, p := range res.Products {
		fmt.Println(p.Output, p.Path)
	}
	// Output:
	// trade.md:3:13 the book has no page or heading "rail.md"
	// website zh/index.html
}
