package press

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"keben/internal/diag"
	"keben/internal/golden"
)

func ids(ms []diag.Message) (out []string) {
	for _, m := range ms {
		out = append(out, m.Place.Name()+" "+m.Kind.ID+" "+m.Kind.Severity.String())
	}
	return out
}

func TestWhatIsNoPictureIsMarkedAndNotPublished(t *testing.T) {
	png := func() string {
		return "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" // a head without its size
	}
	for name, data := range map[string]string{
		"text": "not a picture", "empty": "", "zeros": strings.Repeat("\x00", 4096), "half a head": png(), "a program": "\x7fELF\x02\x01\x01", "HTML": "<script>alert(1)</script>",
	} {
		dir := golden.Folder(t, "book.yaml", "title: 书\nlanguages: [zh]\nchapters: [a]\noutputs:\n  website: {}\n  pdf: {print: {}}\n",
			"content/zh/a.md", "# 甲\n\n正文。\n\n![图](p.png)\n\n![图](p.png)\n", "content/zh/p.png", data)
		res, err := Build(context.Background(), Options{Dir: dir})
		if err != nil || res.Failed(false) {
			t.Fatal(name, err, res.Messages)
		}
		got := ids(res.Messages)
		if len(got) != 1 || !strings.HasPrefix(got[0], "content/zh/p.png picture-") || !strings.HasSuffix(got[0], " warning") {
			t.Errorf("%s: %v", name, got)
		}
		published := false
		filepath.WalkDir(res.Out, func(p string, d fs.DirEntry, err error) error {
			published = published || strings.HasSuffix(p, ".png")
			return err
		})
		html, err := os.ReadFile(filepath.Join(res.Out, "zh", "a.html"))
		if err != nil || published || bytes.Contains(html, []byte("<img")) || !bytes.Contains(html, []byte("p.png")) {
			t.Errorf("%s: published %v, %v\n%s", name, published, err, html)
		}
	}
}

func TestAFileThatIsLargeOrNoFileIsOneMessage(t *testing.T) {
	dir := golden.Folder(t, "book.yaml", "title: 书\nlanguages: [zh]\nchapters: [a, b]\noutputs:\n  website: {}\n",
		"content/zh/a.md", "# 甲\n\n![图](p.png)\n", "content/zh/b.md", "", "content/zh/p.png", "", "data/x.yaml", "")
	for name, size := range map[string]int64{"content/zh/b.md": 1 << 30, "content/zh/p.png": 1 << 30, "data/x.yaml": 1 << 30} {
		if err := os.Truncate(filepath.Join(dir, name), size); err != nil { // sparse: no disk is needed
			t.Fatal(err)
		}
	}
	res, err := Check(context.Background(), Options{Dir: dir})
	want := []string{"content/zh/b.md file-too-large error", "content/zh/p.png picture-too-large warning", "data/x.yaml file-too-large error"}
	if err != nil || !slices.Equal(ids(res.Messages), want) {
		t.Errorf("%v, %v", ids(res.Messages), err)
	}
}

func TestAnEmptiedFileThatIsFilledMeanwhileIsReadAgain(t *testing.T) {
	dir := bilingual(t)
	chapter := filepath.Join(dir, "content/zh/a.md")
	for name, c := range map[string]struct {
		changes int // builds during which the file is written
		good    bool
	}{"once": {1, true}, "twice": {2, true}, "without end": {100, false}} {
		overwrite(t, chapter, "")
		n := 0
		res, err := Build(context.Background(), Options{Dir: dir, Progress: func(e Event) {
			if e.Stage == Collating && e.Chapters > 0 && n < c.changes {
				n++
				overwrite(t, chapter, "# 章\n\n"+strings.Repeat("写", n)+"。\n")
			}
		}})
		if err != nil {
			t.Fatal(err)
		}
		if !c.good {
			if got := ids(res.Messages); !slices.Contains(got, "content/zh/a.md changing error") || n != 3 { // as often as package snapshot tries
				t.Errorf("%s: %v after %d readings", name, got, n)
			}
			continue
		}
		html, _ := os.ReadFile(filepath.Join(res.Out, "zh", "a.html"))
		if res.Failed(false) || len(res.Messages) > 0 || !bytes.Contains(html, []byte(strings.Repeat("写", c.changes))) {
			t.Errorf("%s: %v\n%s", name, res.Messages, html)
		}
		if len(res.Products) != 7 {
			t.Errorf("%s: %d products", name, len(res.Products))
		}
	}
}

func TestAFileThatIsOnlyTouchedIsNotBuiltAgain(t *testing.T) {
	dir := bilingual(t)
	n := 0
	_, err := Check(context.Background(), Options{Dir: dir, Progress: func(e Event) {
		if e.Stage == Collating && e.Chapters > 0 {
			n++
			overwrite(t, filepath.Join(dir, "content/zh/a.md"), "---\ntitle: 章\n---\n\n正文。\n")
		}
	}})
	if err != nil || n != 1 {
		t.Errorf("read %d times, %v", n, err)
	}
}

func TestATemplateOrFontThatIsRefusedIsAMessage(t *testing.T) {
	for _, name := range []string{"templates/website/style/a.css", "templates/website/chapter.html", "templates/print/title.txt", "templates/fonts/x.ttf"} {
		dir := golden.Folder(t, "book.yaml", "title: 书\nlanguages: [zh]\nchapters: [a]\noutputs:\n  website: {}\n  pdf: {print: {}}\n",
			"content/zh/a.md", "# 甲\n", name, "")
		if strings.HasPrefix(name, "templates/fonts/") {
			overwrite(t, filepath.Join(dir, "templates/theme.yaml"), "fonts:\n  song: {regular: x.ttf}\n")
		}
		if err := os.Truncate(filepath.Join(dir, name), 1<<30); err != nil {
			t.Fatal(err)
		}
		res, err := Check(context.Background(), Options{Dir: dir})
		if got := ids(res.Messages); err != nil || !slices.Contains(got, name+" file-too-large error") {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}
