package watch_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"keben/internal/watch"
)

// Files that editors write for their own use are passed over; a saved chapter is a batch.
func ExampleFolder() {
	dir, err := os.MkdirTemp("", "book-")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	batches, err := watch.Folder(ctx, watch.Options{Dir: dir})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, name := range []string{"~$trade.md", "trade.md"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("# 贸易\n"), 0o666); err != nil {
			fmt.Println(err)
			return
		}
	}
	fmt.Println(<-batches)
	// Output: [trade.md]
}
