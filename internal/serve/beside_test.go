package serve

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"image"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"keben/internal/crew"
	"keben/internal/press"
	"keben/internal/source"
)

// shownBook is a book as it is shown, built from files given by name and text.
func shownBook(t *testing.T, files ...string) *Server {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(files); i += 2 {
		to := filepath.Join(dir, filepath.FromSlash(files[i]))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, []byte(files[i+1]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	session := press.NewSession(press.Options{Dir: dir})
	t.Cleanup(func() { session.Close() })
	p, err := session.Build(context.Background(), nil)
	if err != nil || p.Failed(false) {
		t.Fatal(err, p.Messages)
	}
	return newServer(t, next(Build{}, p, Options{Editor: editors["vscode"], Folder: "/books/b"}))
}

// dot is a picture of one pixel.
func dot(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestThePrintPageIsToldAndSentPageByPage(t *testing.T) {
	t.Parallel()
	s := shownBook(t, "book.yaml", "title: {zh: 书, en: Book}\nlanguages: [zh, en]\nchapters: [甲, b]\n",
		"content/zh/甲.md", "# 甲\n\n正文。\n\n![图](dot.png)\n", "content/en/甲.md", "# A\n\nText.\n", "content/zh/b.md", "# 乙\n\n正文。\n", "content/dot.png", dot(t))
	r := ask(s, "GET", "/"+prefix+"chapters/zh/甲")
	if got := r.Header.Get("Content-Type"); got != "application/json" || r.StatusCode != 200 {
		t.Fatalf("%d %s", r.StatusCode, got)
	}
	var c besideChapter
	if err := json.Unmarshal([]byte(body(t, r)), &c); err != nil {
		t.Fatal(err)
	}
	if c.Edition != "zh" || len(c.Pages) != 1 || len(c.Pages[0].Boxes) < 3 {
		t.Fatalf("%+v", c)
	}
	if at := c.Places["0top-p1"]; at.At != "content/zh/甲.md:3:1" || at.Open != "vscode://file/books/b/content/zh/%E7%94%B2.md:3:1" {
		t.Errorf("%+v", at)
	}
	page := "pages/zh/" + strconv.Itoa(c.Pages[0].Number) + "/" + c.Pages[0].Hash + ".svg"
	r = ask(s, "GET", "/"+prefix+page)
	text := body(t, r)
	if r.StatusCode != 200 || r.Header.Get("Content-Type") != "image/svg+xml" || !strings.HasPrefix(text, "<svg ") {
		t.Fatalf("%d %.100s", r.StatusCode, text)
	}
	if strings.Contains(text, " style=") || strings.Contains(text, "data:") {
		t.Error("the page has what the policy refuses, or images in it")
	}
	_, address, found := strings.Cut(text, `<image href="`)
	address, _, _ = strings.Cut(address, `"`)
	if r := ask(s, "GET", address); !found || r.StatusCode != 200 || r.Header.Get("Content-Type") != "image/png" || body(t, r) == "" {
		t.Errorf("%d image at %q", r.StatusCode, address)
	}
	for path, want := range map[string]int{
		"chapters/zh": 200, "chapters/": 200, "chapters": 200, "chapters/en/b": 200, "chapters/zh-en/甲": 200, "chapters/zh/none": 200, "chapters/zh/../../x": 404,
		"chapters/fr/a": 404, "pages/zh": 404, page: 200, "pages/zh/" + c.Pages[0].Hash + ".svg": 404, strings.Replace(page, "zh", "fr", 1): 404,
		page + ".svg": 404, strings.Replace(page, ".svg", "", 1): 404, "pages/zh/0/" + c.Pages[0].Hash + ".svg": 404, "pages/zh/99/x.svg": 404, "pages/zh/-1/x.svg": 404,
		"pages/zh/1/x.svg": 404, "pages/zh/1e1/x.svg": 404, "images/zh/none": 404, "images/zh": 404, "images/zh/1/none": 404, "images/zh/1/../../../book.yaml": 404,
		"beside": 200, "beside.html": 404,
	} {
		if got := ask(s, "GET", "/"+prefix+path).StatusCode; got != want {
			t.Errorf("%s: %d, want %d", path, got, want)
		}
	}
	for _, path := range []string{"beside", "chapters/zh/甲", page} {
		for _, h := range [][]string{{"Host", "evil.example"}, {"Origin", "https://evil.example"}, {"Sec-Fetch-Site", "cross-site"}} {
			if got := ask(s, "GET", "/"+prefix+path, h...).StatusCode; got != http.StatusForbidden {
				t.Errorf("%s with %v: %d", path, h, got)
			}
		}
		r := ask(s, "GET", "/"+prefix+path)
		if policy := r.Header.Get("Content-Security-Policy"); r.Header.Get("Cache-Control") != "no-store" || strings.Contains(policy, "unsafe") || !strings.Contains(policy, "default-src 'none'") {
			t.Errorf("%s: %v", path, r.Header)
		}
	}
}

func TestOnlyThePreviewItselfFramesPagesAndNothingFramesIt(t *testing.T) {
	t.Parallel()
	s := newServer(t, sample())
	if got := ask(s, "GET", "/"+prefix+"beside").Header.Get("Content-Security-Policy"); !strings.Contains(got, "frame-src 'self'") || !strings.Contains(got, "frame-ancestors 'none'") {
		t.Error(got)
	}
	if got := ask(s, "GET", "/zh/").Header.Get("Content-Security-Policy"); strings.Contains(got, "frame-src") || !strings.Contains(got, "frame-ancestors 'self'") {
		t.Error(got)
	}
}

func TestAPrintPageThatCannotBeSetSaysWhy(t *testing.T) {
	t.Parallel()
	b := sample()
	fault := crew.Do(func() { panic("planted") })
	failing := errors.New("no such font")
	b.Beside = &Beside{
		Places: func(_, _ string) map[press.BlockKey]source.Place { return nil },
		Printed: func(_ context.Context, edition string) (*press.Printed, error) {
			if edition == "zh" {
				return nil, fault
			}
			return nil, failing
		},
	}
	s := newServer(t, b)
	r := ask(s, "GET", "/"+prefix+"chapters/zh/a")
	if got := body(t, r); r.StatusCode != 500 || !strings.Contains(got, "Keben itself failed on zh") {
		t.Errorf("%d %s", r.StatusCode, got)
	}
	r = ask(s, "GET", "/"+prefix+"chapters/en/a")
	if got := body(t, r); r.StatusCode != 500 || !strings.Contains(got, "no such font") {
		t.Errorf("%d %s", r.StatusCode, got)
	}
	if got := ask(s, "GET", "/zh/").StatusCode; got != 200 {
		t.Errorf("the web page: %d", got)
	}
}

func TestTheWebPageDoesNotWaitForThePrintPage(t *testing.T) {
	t.Parallel()
	b := sample()
	begun := make(chan struct{})
	b.Beside = &Beside{Printed: func(ctx context.Context, _ string) (*press.Printed, error) {
		close(begun)
		<-ctx.Done()
		return nil, ctx.Err()
	}}
	s := newServer(t, b)
	done := make(chan struct{})
	go func() {
		ask(s, "GET", "/"+prefix+"chapters/zh/a")
		close(done)
	}()
	<-begun
	if got := ask(s, "GET", "/zh/").StatusCode; got != 200 {
		t.Errorf("the web page: %d", got)
	}
	s.Show(sample()) // a newer build, in which there is nothing to wait for
	<-done
}
