package serve

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"keben/internal/diag"
	"keben/internal/source"
)

const deadline = 20 * time.Second

var testKind = diag.NewKind("test-fault", diag.Error, "no picture %q", "没有图片 %q", "look again", "请再找找")

func page(text string) []byte {
	return []byte("<!DOCTYPE html>\n<html><head><title>x</title></head><body>" + text + "</body></html>\n")
}

func sample() Build {
	return Build{Files: map[string][]byte{
		"index.html": page("door"), "zh/index.html": page("start"), "zh/第一章.html": page("one"),
		"assets/book.css": []byte("p{}"), "assets/book.js": []byte("1"), "assets/a.svg": []byte("<svg/>"), "a.bin": {1, 2},
	}}
}

func newServer(t *testing.T, b Build) *Server {
	t.Helper()
	s, err := NewServer("en")
	if err != nil {
		t.Fatal(err)
	}
	s.Show(b)
	return s
}

// ask sends a request as a browser on this machine would, with headers as alternating names and values.
func ask(s *Server, method, target string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, "http://localhost:4321/", nil)
	r.URL.Path, _, _ = strings.Cut(target, "?")
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
		} else {
			r.Header.Set(headers[i], headers[i+1])
		}
	}
	w := httptest.NewRecorder()
	guard(http.HandlerFunc(s.answer)).ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestOnlyThisMachineIsAnswered(t *testing.T) {
	t.Parallel()
	s := newServer(t, sample())
	for host, want := range map[string]int{
		"localhost:4321": 200, "localhost": 200, "LOCALHOST:1": 200, "127.0.0.1:4321": 200, "[::1]:4321": 200, "[::1]": 200, "127.8.9.1": 200,
		"evil.example": 403, "evil.example:4321": 403, "localhost.evil.example": 403, "192.168.1.5:4321": 403, "0.0.0.0:4321": 403,
		"": 403, "127.0.0.1.evil.example": 403, "[::ffff:8.8.8.8]:80": 403, "localhost:4321:1": 403, "2130706433": 403,
		"[::1%eth0]:4321": 403, "[::1%25lo]": 403, "::1%lo": 403,
	} {
		if got := ask(s, "GET", "/", "Host", host).StatusCode; got != want {
			t.Errorf("host %q: %d, want %d", host, got, want)
		}
	}
}

func TestOnlyOwnPagesMayAsk(t *testing.T) {
	t.Parallel()
	s := newServer(t, sample())
	for _, c := range []struct {
		headers []string
		want    int
	}{
		{nil, 200},
		{[]string{"Origin", "http://localhost:4321", "Host", "localhost:4321"}, 200},
		{[]string{"Origin", "http://localhost:3000", "Host", "localhost:4321"}, 403},
		{[]string{"Origin", "https://evil.example"}, 403},
		{[]string{"Origin", "null"}, 403},
		{[]string{"Sec-Fetch-Site", "same-origin"}, 200},
		{[]string{"Sec-Fetch-Site", "none"}, 200},
		{[]string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors"}, 403},
		{[]string{"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "no-cors"}, 403},
		{[]string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}, 200},
		{[]string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"}, 403},
	} {
		for _, path := range []string{"/", "/" + prefix + "preview.js"} {
			if got := ask(s, "GET", path, c.headers...).StatusCode; got != c.want {
				t.Errorf("%s with %v: %d, want %d", path, c.headers, got, c.want)
			}
		}
	}
	if got := ask(s, "POST", "/").StatusCode; got != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", got)
	}
}

func TestPathsLeadToFilesOfTheBuildAndNowhereElse(t *testing.T) {
	t.Parallel()
	s := newServer(t, sample())
	for path, want := range map[string]int{
		"/": 200, "/index.html": 200, "/zh/": 200, "/zh/index.html": 200, "/zh": 307, "/zh/第一章.html": 200, "/assets/book.css": 200,
		"/assets/": 404, "/assets": 404, "/none.html": 404, "/../../etc/passwd": 404, "/zh/../../../etc/passwd": 404,
		"/zh/../zh/第一章.html": 200, "//evil.example/": 404, "/zh//第一章.html": 200, "/zh\\第一章.html": 404, "/a\x00.html": 404,
		"/" + prefix: 404, "/" + prefix + "../index.html": 200, "/" + prefix + "missing.html": 404, "/..": 200, "/content/zh/a.md": 404, "/assets/book.css/": 404,
	} {
		r := ask(s, "GET", path)
		if r.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, r.StatusCode, want)
		}
		if want == 307 && r.Header.Get("Location") != "/zh/" {
			t.Errorf("%s leads to %s", path, r.Header.Get("Location"))
		}
		if got := r.Header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: Cache-Control is %q", path, got)
		}
	}
}

func TestKindsOfFilesDoNotDependOnTheMachine(t *testing.T) {
	t.Parallel()
	s := newServer(t, sample())
	for path, want := range map[string]string{
		"/": "text/html; charset=utf-8", "/assets/book.css": "text/css; charset=utf-8", "/assets/book.js": "text/javascript; charset=utf-8",
		"/assets/a.svg": "image/svg+xml", "/a.bin": "application/octet-stream", "/none": "text/html; charset=utf-8",
	} {
		r := ask(s, "GET", path)
		if got := r.Header.Get("Content-Type"); got != want {
			t.Errorf("%s: %s", path, got)
		}
		if r.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s may be sniffed", path)
		}
	}
}

func TestTheScriptIsAddedToWhatIsSentOnly(t *testing.T) {
	t.Parallel()
	b := sample()
	s := newServer(t, b)
	sent := body(t, ask(s, "GET", "/zh/"))
	if strings.Count(sent, "preview.js") != 1 || !strings.Contains(sent, `defer></script></head>`) {
		t.Errorf("sent %s", sent)
	}
	if strings.Contains(string(b.Files["zh/index.html"]), "preview") {
		t.Error("the build was changed")
	}
	if got := body(t, ask(s, "GET", "/assets/book.css")); got != "p{}" {
		t.Errorf("the stylesheet is %q", got)
	}
	if got := body(t, ask(s, "HEAD", "/zh/")); got != "" {
		t.Errorf("HEAD has a body: %q", got)
	}
}

func TestAPageThatIsNotThereSaysSo(t *testing.T) {
	t.Parallel()
	s := newServer(t, sample())
	got := body(t, ask(s, "GET", "/zh/<script>.html"))
	for _, want := range []string{"There is no such page", "/zh/&lt;script&gt;.html", `href="/zh/"`, "preview.js"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
	s.Show(Build{Broken: true})
	if got := body(t, ask(s, "GET", "/zh/")); !strings.Contains(got, "There is nothing to show yet") {
		t.Errorf("got %s", got)
	}
}

func TestShowCountsWhatDiffers(t *testing.T) {
	t.Parallel()
	s := newServer(t, sample())
	b := sample()
	b.Files["zh/index.html"] = page("other")
	delete(b.Files, "a.bin")
	b.Files["new.html"] = page("")
	before := s.state.Revision
	if got := s.Show(b); got != 3 {
		t.Errorf("%d files differ", got)
	}
	after := s.state.Revision
	if after == before {
		t.Error("the revision is the same")
	}
	if s.Show(b) != 0 || s.state.Revision != after {
		t.Error("the revision changed without a file")
	}
}

// stream is a page that listens.
type stream struct {
	t    *testing.T
	body io.Closer
	data chan state
}

func open(t *testing.T, url string) *stream {
	t.Helper()
	r, err := http.Get(url + prefix + "events")
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Errorf("events are %s", got)
	}
	st := &stream{t: t, body: r.Body, data: make(chan state)}
	go func() {
		defer close(st.data)
		for lines := bufio.NewScanner(r.Body); lines.Scan(); {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var s state
				if err := json.Unmarshal([]byte(data), &s); err != nil {
					t.Error(err)
				}
				st.data <- s
			}
		}
	}()
	return st
}

// until waits for a state.
func (s *stream) until(what string, is func(state) bool) state {
	s.t.Helper()
	timeout := time.After(deadline)
	for {
		select {
		case st, ok := <-s.data:
			if !ok {
				s.t.Fatalf("the stream ended before %s", what)
			}
			if is(st) {
				return st
			}
		case <-timeout:
			s.t.Fatalf("never: %s", what)
		}
	}
}

// serving serves s on a real port until the test ends.
func serving(t *testing.T, s *Server) (url string, end func()) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, l) }()
	end = func() {
		cancel()
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(deadline):
			t.Error("the server does not end")
		}
		done <- nil
	}
	t.Cleanup(end)
	return fmt.Sprintf("http://%s/", l.Addr()), end
}

func TestOpenPagesHearOfEveryBuild(t *testing.T) {
	t.Parallel()
	s := newServer(t, sample())
	url, _ := serving(t, s)
	listener := open(t, url)
	first := listener.until("the present state", func(state) bool { return true })
	src := source.New("content/zh/a.md", []byte("见 ![图](x.png)。\n"))
	s.Show(Build{
		Files: sample().Files, Broken: true,
		Messages: []diag.Message{testKind.At(src.Point(len("见 ")).Chars(11), "x.png")},
	})
	got := listener.until("the broken build", func(s state) bool { return s.Broken })
	if got.Revision != first.Revision {
		t.Error("a broken build has a revision of its own")
	}
	want := notice{Severity: "error", Word: "error", Text: `no picture "x.png"`, Place: "content/zh/a.md:1:3", Hint: "look again", Before: "见 ", Marked: "![图](x.png)", After: "。"}
	if len(got.Messages) != 1 || got.Messages[0] != want || got.Summary != "1 error" {
		t.Errorf("got %+v", got)
	}
	b := sample()
	b.Files["index.html"] = page("mended")
	s.Show(b)
	got = listener.until("the mended build", func(s state) bool { return !s.Broken })
	if got.Revision == first.Revision || len(got.Messages) > 0 || got.Summary != "" {
		t.Errorf("got %+v", got)
	}
	listener.body.Close()
}

func TestAPageThatDoesNotListenHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	s := newServer(t, sample())
	c := make(chan state, 1)
	s.listeners[c] = true
	for i := range 10 {
		b := sample()
		b.Files["index.html"] = page(fmt.Sprint(i))
		s.Show(b)
	}
	if got := <-c; got.Revision != s.state.Revision {
		t.Errorf("the oldest state waits: %s, not %s", got.Revision, s.state.Revision)
	}
}

func TestRequestsWaitForTheFirstBuild(t *testing.T) {
	t.Parallel()
	s, err := NewServer("en")
	if err != nil {
		t.Fatal(err)
	}
	url, _ := serving(t, s)
	got := make(chan int)
	go func() {
		r, err := http.Get(url)
		if err != nil {
			t.Error(err)
			got <- 0
			return
		}
		r.Body.Close()
		got <- r.StatusCode
	}()
	s.Show(sample())
	if status := <-got; status != 200 {
		t.Errorf("status %d", status)
	}
}

func TestAnUnfinishedFileOfAnOldBuildIsBegunAnew(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	begun := make(chan bool, 1)
	b := sample()
	b.Late = func(ctx context.Context, path string) ([]byte, error) {
		if path != "pdf/zh-print.pdf" {
			return nil, fs.ErrNotExist
		}
		asked.Add(1)
		begun <- true
		<-ctx.Done()
		return nil, ctx.Err()
	}
	s := newServer(t, b)
	got := make(chan string)
	go func() { got <- body(t, ask(s, "GET", "/pdf/zh-print.pdf")) }()
	<-begun
	b.Late = func(context.Context, string) ([]byte, error) { return []byte("%PDF"), nil }
	s.Show(b)
	if text := <-got; text != "%PDF" || asked.Load() != 1 {
		t.Errorf("got %q after %d tries", text, asked.Load())
	}
	b.Late = func(context.Context, string) ([]byte, error) { return nil, fs.ErrNotExist }
	s.Show(b)
	if got := ask(s, "GET", "/pdf/none.pdf").StatusCode; got != 404 {
		t.Errorf("status %d", got)
	}
}

func TestPartsOfAFileCanBeAskedFor(t *testing.T) {
	t.Parallel()
	b := sample()
	b.Files["pdf/zh.pdf"] = []byte("0123456789")
	r := ask(newServer(t, b), "GET", "/pdf/zh.pdf", "Range", "bytes=2-4")
	if got := body(t, r); r.StatusCode != http.StatusPartialContent || got != "234" {
		t.Errorf("%d %q", r.StatusCode, got)
	}
}

func TestEndingClosesStreamsAndLeavesNoGoroutine(t *testing.T) {
	before := runtime.NumGoroutine()
	s := newServer(t, sample())
	url, end := serving(t, s)
	listener := open(t, url)
	listener.until("the present state", func(state) bool { return true })
	end()
	for range listener.data { // until the stream is closed
	}
	http.DefaultClient.CloseIdleConnections()
	for limit := time.Now().Add(deadline); runtime.NumGoroutine() > before; runtime.Gosched() {
		if time.Now().After(limit) {
			buf := make([]byte, 1<<16)
			t.Fatalf("%d goroutines, %d before:\n%s", runtime.NumGoroutine(), before, buf[:runtime.Stack(buf, true)])
		}
	}
}

func TestARequestThatBreaksIsToldAndTheNextIsAnswered(t *testing.T) {
	t.Parallel()
	b := sample()
	b.Late = func(context.Context, string) ([]byte, error) { panic("planted") }
	s := newServer(t, b)
	var told []diag.Message
	s.Broke = func(m diag.Message) { told = append(told, m) }
	w := httptest.NewRecorder()
	s.whole(w, httptest.NewRequest("GET", "/pdf/zh.pdf", nil))
	if w.Code != http.StatusInternalServerError || !strings.Contains(w.Body.String(), "Keben itself failed on /pdf/zh.pdf (at serve.") {
		t.Errorf("%d: %s", w.Code, w.Body)
	}
	if len(told) != 1 {
		t.Errorf("told %v", told)
	}
	w = httptest.NewRecorder()
	if s.whole(w, httptest.NewRequest("GET", "/zh/", nil)); w.Code != http.StatusOK {
		t.Errorf("the next answer: %d", w.Code)
	}
}
