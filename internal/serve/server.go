// Package serve shows a book to its author while it is written (keben serve): it builds on every save, serves the
// result from memory, and tells open pages to reload what has changed. It is the only package that uses net/http, and
// it writes no file.
//
// It serves this machine only and answers only pages of its own (guard), because a manuscript is private and any web
// page may send requests to this machine. Events use the HTML Standard's server-sent events (§9.2), because unlike
// WebSockets they need no module and reconnect by themselves.
//
// PDFs are made on demand, because setting takes longer than an author waits after a save. After a build with errors
// the pages of the last good one stay, with the messages over them. Positions in printed pages are sent in hundredths
// of a point.
package serve

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"

	"keben/internal/crew"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/templates"
)

// Build is a finished build to show. It is immutable.
type Build struct {
	Files    map[string][]byte // by path below the output folder
	Messages []diag.Message
	Broken   bool // Files are those of an earlier build, because this one came to errors

	// Late makes a file on demand: a PDF. It returns fs.ErrNotExist when the book has no such file. It may be called by
	// several goroutines. Nil means that there are no such files.
	Late func(ctx context.Context, path string) ([]byte, error)

	Beside *Beside // the print page beside the web page, or nil
}

// Server serves the latest build. Its methods may be called by any goroutine.
type Server struct {
	Broke func(diag.Message) // is called by any goroutine when a request panics; may be nil

	lang    diag.Language
	started string
	assets  map[string][]byte  // of the preview itself, by name
	pages   *template.Template // of the preview itself
	ready   chan struct{}      // closed when there is a build

	mu        sync.Mutex
	build     Build
	state     state
	number    int                // of builds whose files differ from those before
	obsolete  context.CancelFunc // cancels the work on the former build
	life      context.Context    // of the build, until it is obsolete
	listeners map[chan state]bool
}

// prefix begins the paths of the preview's own files. No edition can be called so.
const prefix = "_keben/"

// NewServer makes a server whose own words are in tongue.
func NewServer(tongue diag.Language) (*Server, error) {
	s := &Server{
		lang: tongue, started: strconv.FormatInt(time.Now().UnixNano(), 36), assets: map[string][]byte{},
		ready: make(chan struct{}), listeners: map[chan state]bool{}, obsolete: func() {},
	}
	for _, name := range []string{"preview.js", "preview.css", "missing.css", "beside.js", "beside.css"} {
		data, err := templates.FS.ReadFile("preview/" + name)
		if err != nil {
			return nil, fmt.Errorf("serve: %w", err)
		}
		s.assets[name] = data
	}
	var err error
	if s.pages, err = template.ParseFS(templates.FS, "preview/*.html"); err != nil {
		return nil, fmt.Errorf("serve: %w", err)
	}
	return s, nil
}

// Show replaces the former build and tells the open pages. It reports how many files differ.
func (s *Server) Show(b Build) (changed int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	changed = differences(s.build.Files, b.Files)
	first := s.number == 0
	if changed > 0 || first {
		s.number++
	}
	s.obsolete()
	s.life, s.obsolete = context.WithCancel(context.Background())
	s.build, s.state = b, newState(b, s.lang)
	s.state.Revision = s.started + "-" + strconv.Itoa(s.number)
	if first {
		close(s.ready)
	}
	for c := range s.listeners {
		// Only the latest state counts, so one that has not been fetched is replaced.
		select {
		case <-c:
		default:
		}
		c <- s.state
	}
	return changed
}

func differences(before, after map[string][]byte) (n int) {
	for p, data := range after {
		if was, ok := before[p]; !ok || !bytes.Equal(was, data) {
			n++
		}
	}
	for p := range before {
		if _, ok := after[p]; !ok {
			n++
		}
	}
	return n
}

// now returns the build that is shown, waiting for the first. The context ends when another build is shown.
func (s *Server) now(ctx context.Context) (Build, state, context.Context, error) {
	select {
	case <-s.ready:
	case <-ctx.Done():
		return Build{}, state{}, nil, ctx.Err()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.build, s.state, s.life, nil
}

// grace is how long running requests may take after ctx is done.
const grace = 2 * time.Second

// Serve answers requests until ctx is done. It closes l, and returns when no goroutine of it is left.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	// Streams of events end with this context, because Shutdown would wait for them.
	streams, end := context.WithCancel(ctx)
	defer end()
	h := &http.Server{
		Handler:           guard(http.HandlerFunc(s.whole)),
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    64 << 10,
		BaseContext:       func(net.Listener) context.Context { return streams },
	}
	failed := make(chan error, 1)
	var ended error
	crew.Go(func() { ended = h.Serve(l) }, func(fault *crew.Fault) {
		if fault != nil {
			ended = fault
		}
		failed <- ended
	})
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	if h.Shutdown(last) != nil {
		h.Close() // ends the requests that outlast grace
	}
	<-failed
	s.mu.Lock()
	s.obsolete()
	s.mu.Unlock()
	return nil
}

// whole answers a request. A panic ends the request and not the preview.
func (s *Server) whole(w http.ResponseWriter, r *http.Request) {
	fault := crew.Do(func() { s.answer(w, r) })
	if fault == nil {
		return
	}
	m := fault.On(r.URL.Path)
	if s.Broke != nil {
		s.Broke(m)
	}
	http.Error(w, m.Text(s.lang)+"\n"+m.Hint(s.lang), http.StatusInternalServerError)
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if own, ok := strings.CutPrefix(name, prefix); ok {
		answer, words := besidePath(own)
		switch data := s.assets[own]; {
		case own == "events":
			s.events(w, r)
		case own == "beside":
			s.besidePage(w, r)
		case answer != nil:
			s.beside(w, r, answer, words)
		case data != nil:
			send(w, r, own, data)
		default:
			s.notFound(w, r, nil)
		}
		return
	}
	b, st, _, err := s.now(r.Context())
	if err != nil {
		return // nobody is waiting any more
	}
	folder := name == "" || strings.HasSuffix(r.URL.Path, "/")
	file := name
	if folder {
		file = path.Join(name, "index.html")
	}
	if data, ok := b.Files[file]; ok {
		if path.Ext(file) == ".html" {
			data = s.inject(data, st.Revision)
		}
		send(w, r, file, data)
		return
	}
	if _, ok := b.Files[path.Join(name, "index.html")]; ok && !folder {
		// The query is dropped, because pages that work without a server do not read it.
		http.Redirect(w, r, (&url.URL{Path: "/" + name + "/"}).EscapedPath(), http.StatusTemporaryRedirect)
		return
	}
	if b.Late != nil && !folder {
		s.late(w, r, file)
		return
	}
	s.notFound(w, r, b.Files)
}

// late answers with a file that is made on demand.
func (s *Server) late(w http.ResponseWriter, r *http.Request, name string) {
	var data []byte
	b, err := s.ofLatest(r.Context(), func(ctx context.Context, b Build) (err error) {
		if b.Late == nil {
			return fs.ErrNotExist
		}
		data, err = b.Late(ctx, name)
		return err
	})
	if err != nil {
		s.refuse(w, r, refused{b, name, err})
		return
	}
	send(w, r, name, data)
}

// notFound answers with a page that reloads when the file exists.
func (s *Server) notFound(w http.ResponseWriter, r *http.Request, files map[string][]byte) {
	s.mu.Lock()
	st := s.state
	s.mu.Unlock()
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	page := struct{ Lang, Title, Text, Home, HomeText string }{Lang: lang.Of(string(s.lang)).BCP47}
	first, _, _ := strings.Cut(name, "/")
	switch {
	case files[path.Join(first, "index.html")] != nil:
		page.Home = "/" + url.PathEscape(first) + "/"
	case files["index.html"] != nil:
		page.Home = "/"
	}
	say := s.lang.Say
	page.HomeText = say("To the start page", "返回首页")
	switch {
	case len(files) == 0 && st.Broken:
		page.Title = say("There is nothing to show yet", "暂无可显示的内容")
		page.Text = say("The book cannot be built as it is. This page opens by itself as soon as it can.", "书稿目前无法生成。问题解决后，本页会自动打开。")
	default:
		page.Title = say("There is no such page", "没有这个页面")
		page.Text = fmt.Sprintf(say("The book has no page %s at the moment. It opens here by itself as soon as there is one.",
			"书中目前没有 %s 这一页。一旦有了，本页会自动打开。"), "/"+name)
	}
	var out bytes.Buffer
	if err := s.pages.ExecuteTemplate(&out, "missing.html", page); err != nil {
		http.Error(w, diag.Explain(err, s.lang), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", contentType("missing.html"))
	w.WriteHeader(http.StatusNotFound)
	if r.Method != http.MethodHead {
		w.Write(s.inject(out.Bytes(), st.Revision)) // an error means that nobody is listening any more
	}
}

// inject adds the preview's script to a page on its way out; what was built is not touched.
func (s *Server) inject(page []byte, revision string) []byte {
	script := fmt.Sprintf(`<script src="/%spreview.js" data-lang="%s" data-revision="%s" defer></script>`, prefix, template.HTMLEscapeString(string(s.lang)), revision)
	at := bytes.Index(page, []byte("</head>")) // in text it would be escaped
	if at < 0 {
		at = len(page)
	}
	out := make([]byte, 0, len(page)+len(script))
	return append(append(append(out, page[:at]...), script...), page[at:]...)
}

// send answers with a file; PDF readers ask for parts of one.
func send(w http.ResponseWriter, r *http.Request, name string, data []byte) {
	w.Header().Set("Content-Type", contentType(name))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

// contentTypes by ending. The table of package mime depends on the machine.
var contentTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".json": "application/json", ".txt": "text/plain; charset=utf-8", ".xml": "application/xml", ".webmanifest": "application/manifest+json",
	".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
	".webp": "image/webp", ".avif": "image/avif", ".ico": "image/x-icon", ".bmp": "image/bmp",
	".woff2": "font/woff2", ".woff": "font/woff", ".ttf": "font/ttf", ".otf": "font/otf",
	".pdf": "application/pdf", ".epub": "application/epub+zip", ".csv": "text/csv; charset=utf-8",
}

func contentType(name string) string {
	if t := contentTypes[strings.ToLower(path.Ext(name))]; t != "" {
		return t
	}
	return "application/octet-stream"
}

// pulse is how often a silent stream sends a comment, so that no proxy closes it.
const pulse = 15 * time.Second

// events streams the states of builds, the present one first (server-sent events, HTML Standard §9.2).
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	rc := http.NewResponseController(w)
	if r.Method == http.MethodHead {
		return
	}
	if _, err := w.Write([]byte("retry: 500\n\n")); err != nil || rc.Flush() != nil {
		return
	}
	_, _, _, err := s.now(r.Context())
	if err != nil {
		return
	}
	c := make(chan state, 1)
	s.mu.Lock()
	s.listeners[c] = true
	c <- s.state
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.listeners, c)
		s.mu.Unlock()
	}()
	tick := time.NewTicker(pulse)
	defer tick.Stop()
	for {
		var text []byte
		select {
		case <-r.Context().Done():
			return
		case <-tick.C:
			text = []byte(": \n\n")
		case st := <-c:
			data, err := json.Marshal(st)
			if err != nil {
				return
			}
			text = fmt.Appendf(nil, "data: %s\n\n", data)
		}
		if _, err := w.Write(text); err != nil || rc.Flush() != nil {
			return
		}
	}
}
