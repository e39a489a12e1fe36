package snapshot_test

import (
	"fmt"
	"io/fs"
	"testing/fstest"

	"keben/internal/diag"
	"keben/internal/snapshot"
)

// A stage is run again only if a file that it has read has changed.
func ExampleRecall() {
	folder := fstest.MapFS{"trade.md": {Data: []byte("贸易")}, "rail.md": {Data: []byte("铁路")}}
	s := snapshot.New(folder)
	var kept snapshot.Memo[string, int]
	count := func(why string) {
		n, _ := snapshot.Recall(&kept, snapshot.From(s, "trade.md"), func(fsys fs.FS) (int, []diag.Message) {
			text, _ := fs.ReadFile(fsys, "trade.md")
			fmt.Print("(read) ")
			return len([]rune(string(text))), nil
		})
		fmt.Println(why, n)
	}
	count("first:")
	folder["rail.md"] = &fstest.MapFile{Data: []byte("铁路通到港口")}
	s.Renew([]string{"rail.md"})
	count("another file has changed:")
	folder["trade.md"] = &fstest.MapFile{Data: []byte("贸易在增长")}
	s.Renew([]string{"trade.md"})
	count("its file has changed:")
	// Output:
	// (read) first: 2
	// another file has changed: 2
	// (read) its file has changed: 5
}
