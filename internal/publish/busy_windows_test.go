package publish

import (
	"context"
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/windows"

	"keben/internal/output"
)

func TestAFileThatIsOpenElsewhereIsNamedAndTheOldSiteStays(t *testing.T) {
	dir := tempDir(t)
	publishIn(t, dir, oldBuild)
	before := look(t, dir)
	name, err := windows.UTF16PtrFromString(filepath.Join(dir, "zh", "a.html"))
	if err != nil {
		t.Fatal(err)
	}
	h, err := windows.CreateFile(name, windows.GENERIC_READ, windows.FILE_SHARE_READ, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	fresh := []output.File{file("index.html", "new"), file("assets/new.css", "new"), file("zh/a.html", "new")}
	f, _ := Open(dir)
	ms, err := f.Publish(context.Background(), fresh, func(string) bool { return false })
	f.Close()
	if err != nil || len(ms) != 1 || ms[0].Kind != inUseElsewhere || !strings.Contains(ms[0].Text("en"), "a.html") {
		t.Fatal(err, ms)
	}
	if !maps.Equal(look(t, dir), before) {
		t.Error("the old site did not stay")
	}
	if err := windows.CloseHandle(h); err != nil {
		t.Fatal(err)
	}
	publishIn(t, dir, fresh)
	if now := look(t, dir); now["zh/a.html"] != "new" {
		t.Errorf("the page holds %q", now["zh/a.html"])
	}
}
