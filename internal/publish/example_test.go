package publish_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"keben/internal/output"
	"keben/internal/publish"
)

// A folder is held, changed from one whole site to the next, and let go.
func ExampleFolder_Publish() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	out := filepath.Join(dir, "public")
	none := func(string) bool { return false }
	for _, files := range [][]output.File{
		{{Path: "zh/index.html", Data: []byte("一")}, {Path: "zh/old.html", Data: []byte("旧")}},
		{{Path: "zh/index.html", Data: []byte("二")}},
	} {
		folder, ms := publish.Open(out)
		if folder == nil {
			fmt.Println(ms)
			return
		}
		if _, err := folder.Publish(context.Background(), files, none); err != nil {
			fmt.Println(err)
		}
		folder.Close()
	}
	text, _ := os.ReadFile(filepath.Join(out, "zh/index.html"))
	_, err = os.Stat(filepath.Join(out, "zh/old.html"))
	fmt.Println(string(text), os.IsNotExist(err))
	// Output: 二 true
}
