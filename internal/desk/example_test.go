package desk_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"keben/internal/book"
	"keben/internal/desk"
)

// A paragraph that was added to the source after its chapter had been translated has no translation yet.
func ExampleStatus() {
	dir, err := os.MkdirTemp("", "book-")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	for name, text := range map[string]string{
		"book.yaml":           "title: {zh: 商路, en: Roads of Trade}\nlanguages: [zh, en]\n",
		"content/zh/trade.md": "# 贸易\n\n贸易额增长12%。\n\n铁路通到港口。\n",
		"content/en/trade.md": "# Trade\n\nTrade grew by 12%.\n",
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			fmt.Println(err)
			return
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			fmt.Println(err)
			return
		}
	}
	_, t, err := desk.Status(context.Background(), dir)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range t.Chapters {
		n := c.Count()
		fmt.Println(c.Slug, "unrecorded:", n[book.Unrecorded], "missing:", n[book.Missing])
	}
	// Output:
	// trade unrecorded: 1 missing: 1
}
