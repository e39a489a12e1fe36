package press

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"keben/internal/book"
	"keben/internal/golden"
	"keben/internal/output"
)

func bilingual(t *testing.T) string {
	return golden.Folder(t,
		"book.yaml", "title: {zh: 书, en: Book}\nlanguages: [zh, en]\nchapters: [a]\noutputs:\n  website: {}\n  pdf: {print: {}, screen: {}}\n",
		"content/zh/a.md", "---\ntitle: 章\n---\n\n正文。\n",
		"content/en/a.md", "---\ntitle: Chapter\n---\n\nText.\n")
}

func TestProductsComeInTheOrderOfTheBook(t *testing.T) {
	dir := bilingual(t)
	res, err := Build(context.Background(), Options{Dir: dir})
	if err != nil || len(res.Messages) > 0 {
		t.Fatal(err, res.Messages)
	}
	var got []string
	for _, p := range res.Products {
		got = append(got, p.Path)
		if p.Bytes == 0 || p.Pages == 0 || p.Files == 0 {
			t.Errorf("%s has nothing in it: %+v", p.Path, p)
		}
		if _, err := os.Stat(filepath.Join(res.Out, p.Path)); err != nil {
			t.Error(err)
		}
	}
	want := []string{"zh/index.html", "en/index.html", "zh-en/index.html", "pdf/zh-print.pdf", "pdf/zh-screen.pdf", "pdf/en-print.pdf", "pdf/en-screen.pdf"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if res.Title != "书" || res.Out != filepath.Join(dir, output.Folder) {
		t.Errorf("title %q, out %q", res.Title, res.Out)
	}
}

func TestCheckWritesNothing(t *testing.T) {
	dir := bilingual(t)
	res, err := Check(context.Background(), Options{Dir: dir})
	if err != nil || len(res.Messages) > 0 {
		t.Fatal(err, res.Messages)
	}
	if _, err := os.Stat(filepath.Join(dir, output.Folder)); err == nil {
		t.Error("there is an output folder")
	}
}

func TestProgressOnlyGrows(t *testing.T) {
	var events []Event
	_, err := Build(context.Background(), Options{Dir: bilingual(t), Progress: func(e Event) { events = append(events, e) }})
	if err != nil {
		t.Fatal(err)
	}
	var last Event
	for _, e := range events {
		if e.Stage < last.Stage || e.Chapters < last.Chapters || e.Pages < last.Pages {
			t.Errorf("%+v after %+v", e, last)
		}
		last = e
	}
	if last.Stage != Publishing || last.Chapters != 2 || last.Pages == 0 {
		t.Errorf("the last event is %+v", last)
	}
}

func TestCancelledBuildsSayThatTheyWere(t *testing.T) {
	dir := bilingual(t)
	ctx, cancel := context.WithCancel(context.Background())
	_, err := Build(ctx, Options{Dir: dir, Progress: func(e Event) {
		if e.Stage == Typesetting {
			cancel()
		}
	}})
	cancel()
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*", ".keben*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestStrictCountsWarningsAsErrors(t *testing.T) {
	dir := golden.Folder(t, "a.md", "# A\n\nText.[^none]\n")
	res, err := Build(context.Background(), Options{Dir: dir, Only: []string{Website}, Strict: true})
	if err != nil || !res.Failed(true) || res.Failed(false) {
		t.Fatal(err, res.Messages)
	}
	if _, err := os.Stat(res.Out); err == nil {
		t.Error("something was written")
	}
}

func TestWhatWasNotAskedForIsKept(t *testing.T) {
	w := &work{reader: reader{Manuscript: Manuscript{Editions: []*book.Edition{{Name: "zh"}, {Name: "zh-en"}}}}, rows: rows}
	for _, c := range []struct {
		only, editions, path string
		kept                 bool
	}{
		{"", "", "pdf/zh-print.pdf", false},
		{"", "", "pdf/gone-print.pdf", false},
		{"", "", "index.html", false},
		{"website", "", "pdf/zh-print.pdf", true},
		{"website", "", "zh/a.html", false},
		{"pdf", "", "zh/a.html", true},
		{"pdf", "", "assets/book.css", true},
		{"pdf", "zh", "pdf/zh-print.pdf", false},
		{"pdf", "zh", "pdf/zh-en-print.pdf", true},
		{"", "zh", "zh/a.html", false},
		{"", "zh", "zh-en/a.html", true},
		{"", "zh", "assets/book.css", true},
		{"", "zh", "pdf/gone-print.pdf", true},
	} {
		w.Only, w.Options.Editions = strings.Fields(c.only), strings.Fields(c.editions)
		if got := w.kept(c.path); got != c.kept {
			t.Errorf("--only %q --edition %q: %s: kept is %v", c.only, c.editions, c.path, got)
		}
	}
}

func TestDumpsNameTheirStages(t *testing.T) {
	dir := bilingual(t)
	for stage, want := range map[string]string{"book": "paragraph", "galley": "galley zh/a", "page": "page 1 "} {
		var out strings.Builder
		res, err := Dump(context.Background(), &out, DumpOptions{Dir: dir, Stage: stage})
		if err != nil || len(res.Messages) > 0 {
			t.Fatal(err, res.Messages)
		}
		if !strings.Contains(out.String(), want) || !strings.Contains(out.String(), "正文") && stage != "page" {
			t.Errorf("%s: no %q in\n%.400s", stage, want, out.String())
		}
	}
}

// BenchmarkBuild is what an author waits for: a small bilingual book, all its outputs.
func BenchmarkBuild(b *testing.B) {
	text := strings.Repeat("共建“一带一路”的账，要从一笔一笔的数字算起；路修到哪里，账就记到哪里。", 12) + "\n\n"
	dir := b.TempDir()
	for i := range 10 {
		chapter := "# 第" + strings.Repeat("一", i+1) + "节\n\n" + strings.Repeat(text, 20)
		if err := os.WriteFile(filepath.Join(dir, string(rune('a'+i))+".md"), []byte(chapter), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		res, err := Build(context.Background(), Options{Dir: dir})
		if err != nil || res.Failed(false) {
			b.Fatal(err, res.Messages)
		}
	}
}
