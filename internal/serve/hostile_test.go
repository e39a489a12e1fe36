package serve

import (
	"context"
	"encoding/binary"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"keben/internal/output/website"
	"keben/internal/press"
)

// vector is a file that attacks whoever opens what is made of it.
type vector struct {
	name string // class/attack
	data []byte
	runs bool // when it is opened as it is
}

// slug is a vector's name as that of a file.
func (v vector) slug() string { return strings.ReplaceAll(v.name, "/", "-") }

// vectors reads an archive of attacks.
func vectors(t *testing.T, archive, ending string) (vs []vector) {
	t.Helper()
	text, err := os.ReadFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	marker := regexp.MustCompile(`(?m)^-- (\S+) --\n`)
	at := marker.FindAllSubmatchIndex(text, -1)
	for i, m := range at {
		end := len(text)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		name := strings.TrimSuffix(string(text[m[2]:m[3]]), ending)
		v := vector{data: []byte(strings.ReplaceAll(string(text[m[1]:end]), "␀", "\x00"))}
		if s, ok := strings.CutSuffix(name, ".utf16"); ok {
			name = s
			v.data = inUTF16(string(v.data))
		}
		v.name, v.runs = strings.CutSuffix(name, ".run")
		vs = append(vs, v)
	}
	return vs
}

func inUTF16(s string) []byte {
	data := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(s)) {
		data = binary.LittleEndian.AppendUint16(data, u)
	}
	return data
}

// witness is a browser whose every page would tell when something in it runs, asks or leaves.
type witness struct {
	t       *testing.T
	browser context.Context
	server  *httptest.Server
	files   map[string]served

	mu   sync.Mutex
	seen map[string][]string // by path; "" where the browser does not say of what
}

// note notes what was seen of an address.
func (w *witness) note(address, what string) {
	p := ""
	if u, err := url.Parse(address); err == nil && strings.HasPrefix(address, w.server.URL) {
		p = u.Path
	}
	if !slices.Contains(w.seen[p], what) {
		w.seen[p] = append(w.seen[p], what)
	}
}

// ran reports whether an attack of a file was seen to run.
const ran = "it runs"

// served is a file of the witness's server.
type served struct {
	data   []byte
	policy string
}

// canary is called by every attack that runs.
const canary = `window.canary = window.alert = window.confirm = window.prompt = (...a) => console.warn('CANARY', location.href, ...a)`

func newWitness(t *testing.T) *witness {
	t.Helper()
	w := &witness{t: t, files: map[string]served{}}
	ctx, cancel := context.WithTimeout(openBrowser(t, chromium(t)), 5*time.Minute)
	t.Cleanup(cancel)
	w.browser = ctx
	w.server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		f, ok := w.files[r.URL.Path]
		if !ok {
			http.NotFound(rw, r)
			return
		}
		if f.policy != "" {
			rw.Header().Set("Content-Security-Policy", f.policy)
		}
		rw.Header().Set("Content-Type", contentType(r.URL.Path))
		rw.Write(f.data)
	}))
	t.Cleanup(w.server.Close)
	err := chromedp.Do(ctx, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: canary})
		return err
	}))
	if err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Listen(ctx, w.hear); err != nil {
		t.Fatal(err)
	}
	return w
}

// hear notes what the browser tells that should not be.
func (w *witness) hear(event any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if len(e.Args) > 1 && strings.Contains(string(e.Args[0].Value), "CANARY") {
			w.note(strings.Trim(string(e.Args[1].Value), `"`), ran)
		}
	case *cdppage.EventJavascriptDialogOpening:
		w.note(e.URL, "a dialog opens")
	case *network.EventRequestWillBeSent:
		if u := e.Request.URL; !within(u, w.server.URL) {
			w.note(e.DocumentURL, "it asks for "+u)
		}
	case *cdppage.EventFrameNavigated:
		if u := e.Frame.URL; !within(u, w.server.URL) {
			w.note("", "a frame goes to "+u)
		}
	case *log.EventEntryAdded:
		if strings.Contains(e.Entry.Text, "Content Security Policy") {
			w.note(e.Entry.URL, "the policy is violated: "+e.Entry.Text)
		}
	}
}

// within reports whether an address stays where a page may look: its own server, and what it holds itself.
func within(address, server string) bool {
	for _, begin := range []string{server, "data:image/", "data:font/", "about:", "chrome"} {
		if strings.HasPrefix(address, begin) {
			return true
		}
	}
	return false
}

// visit opens files of the server, each as a document of its own in a frame, and returns what was seen of each. There
// are many to a window, because opening a window takes longer than anything in it.
func (w *witness) visit(paths ...string) map[string][]string {
	w.t.Helper()
	all := map[string][]string{}
	for batch := range slices.Chunk(paths, 30) {
		var window strings.Builder
		window.WriteString("<!DOCTYPE html><title>w</title>")
		for _, p := range batch {
			fmt.Fprintf(&window, "<iframe src=\"%s\"></iframe>", (&url.URL{Path: p}).EscapedPath())
		}
		w.files["/window.html"] = served{[]byte(window.String()), ""}
		w.mu.Lock()
		w.seen = map[string][]string{}
		w.mu.Unlock()
		w.open("/window.html")
		// Two frames after everything has loaded, what starts of itself has started; the animations of the attacks last
		// a hundredth of a second.
		ctx, cancel := context.WithTimeout(w.browser, 30*time.Second)
		found, err := chromedp.Run(ctx, chromedp.Evaluate[map[string]string](`new Promise(done => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => {
			const look = `+inspect+`;
			const examine = f => {
				try { return f.contentDocument ? look(f.contentDocument) : 'it has gone'; } catch (e) { return 'it cannot be looked at: ' + e; }
			};
			done(Object.fromEntries([...document.querySelectorAll('iframe')].map(f => [f.getAttribute('src'), examine(f)])));
		})), 50))`, awaited))
		cancel()
		if err != nil {
			w.t.Fatalf("%v: %v", batch, err)
		}
		if len(found) != len(batch) {
			w.t.Errorf("%d of %d were looked at", len(found), len(batch))
		}
		w.mu.Lock()
		for address, what := range w.seen {
			all[address] = append(all[address], what...)
		}
		w.mu.Unlock()
		for address, what := range found {
			if plain, err := url.PathUnescape(address); err == nil && what != "" {
				all[plain] = append(all[plain], what)
			}
		}
	}
	return all
}

// open opens one file of the server in the window.
func (w *witness) open(p string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.browser, 30*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate(w.server.URL+p)); err != nil {
		w.t.Errorf("%s: %v", p, err)
	}
}

func awaited(p *runtime.EvaluateParams) {
	yes := true
	p.AwaitPromise = &yes
}

// inspect looks through the tree that the browser has made of a page: whatever way was found into it would show.
const inspect = `document => {
	const bad = [], SVG = 'http://www.w3.org/2000/svg', HTML = 'http://www.w3.org/1999/xhtml';
	const location = document.location;
	const own = e => e.localName === 'script' && e.parentNode === document.head && /(^|\/)assets\/book-[0-9a-f]+\.js$/.test(e.getAttribute('src') ?? '') && !e.textContent;
	const never = 'iframe frame frameset object embed applet base form input button select textarea template noscript foreignObject handler set-cookie math portal fencedframe';
	for (const e of document.querySelectorAll('*')) {
		const page = document.documentElement.namespaceURI === HTML;
		const ours = e.closest?.('.appearance') || e.matches?.('input[type=checkbox][disabled]');
		if (e.localName === 'script' && !own(e)) bad.push('<script>');
		if (never.split(' ').includes(e.localName) && !ours) bad.push('<' + e.localName + '>');
		if (page && (e.localName === 'style' || e.namespaceURI !== HTML)) bad.push('<' + e.localName + '> of ' + e.namespaceURI);
		if (page && e.localName === 'meta' && /refresh|cookie/i.test(e.httpEquiv)) bad.push('<meta> ' + e.httpEquiv);
		if (!page && e.namespaceURI !== SVG && !document.querySelector('parsererror')) bad.push('<' + e.localName + '> of ' + e.namespaceURI);
		for (const a of e.attributes) {
			if (/^on/i.test(a.localName)) bad.push(a.name);
			if (page && a.name === 'style' || a.name === 'srcdoc' || a.name === 'xml:base' || a.name === 'ping') bad.push(a.name);
			if (/^(href|src|action|formaction|data|poster|background|cite|to|from|values)$/.test(a.localName)) {
				const scheme = /^[\s\0-\x1f]*([a-z][a-z0-9+.\-\s\0-\x1f]*):/i.exec(a.value)?.[1].replace(/[\s\0-\x1f]/g, '').toLowerCase() ?? '';
				if (/script|blob|filesystem/.test(scheme) || scheme === 'data' && !/^data:image\/(png|jpeg|gif|webp);base64,/.test(a.value)) bad.push(a.name + '=' + scheme);
				if (!page && a.localName === 'href' && !/^(#|data:)/.test(a.value)) bad.push('href=' + a.value);
			}
			if (!page && /url\(\s*(?!["']?#)/i.test(a.value) && a.name !== 'id' && a.name !== 'class') bad.push(a.name + '=' + a.value);
		}
	}
	for (const sheet of page0() ? [] : document.styleSheets) for (const r of sheet.cssRules) if (/url\((?!"#|"data:)|@import/.test(r.cssText)) bad.push(r.cssText);
	function page0() { return document.documentElement.namespaceURI === HTML; }
	if (page0() && document.head.querySelector('script')) {
		// The site's own script has done its work, its styles are there, and the pictures.
		const choice = document.querySelector('header .appearance');
		if (choice && choice.hidden) bad.push('its own script does not work');
		if (![...document.styleSheets].some(s => s.cssRules.length)) bad.push('it has no style');
		if (location.pathname.startsWith('/site/')) for (const i of document.images) if (i.complete && !i.naturalWidth) bad.push('it has no picture ' + i.getAttribute('src'));
	}
	return [...new Set(bad)].join(' ');
}`

// serve puts files below a folder of the witness's server.
func (w *witness) serve(folder string, files map[string][]byte, policy string) {
	for name, data := range files {
		w.files["/"+folder+"/"+name] = served{data, policy}
	}
}

// published builds a book of files and returns its website.
func published(t *testing.T, files map[string][]byte) map[string][]byte {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		to := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s := press.NewSession(press.Options{Dir: dir})
	defer s.Close()
	p, err := s.Build(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Files) == 0 {
		for _, m := range p.Messages {
			if m.Kind.Severity.String() == "error" {
				t.Error(m.Place, m.Text("en"))
			}
		}
		t.Fatal("nothing was built")
	}
	out := map[string][]byte{}
	for _, f := range p.Files {
		out[f.Path] = f.Data
	}
	return out
}

// bookOfDrawings is a book that shows every drawing.
func bookOfDrawings(vs []vector) map[string][]byte {
	var chapter strings.Builder
	chapter.WriteString("# Drawings\n\n")
	files := map[string][]byte{"book.yaml": []byte("title: B\nlanguages: [en]\noutputs: {website: {}}\n")}
	for _, v := range vs {
		files["content/figures/"+v.slug()+".svg"] = v.data
		fmt.Fprintf(&chapter, "![%s](../figures/%s.svg)\n\n", v.slug(), v.slug())
	}
	files["content/en/a.md"] = []byte(chapter.String())
	return files
}

// drawings are the files of a site that are drawings, by the slug of their vector.
func drawings(site map[string][]byte) map[string]string {
	out := map[string]string{}
	for name := range site {
		if path.Ext(name) == ".svg" {
			base := strings.TrimSuffix(path.Base(name), ".svg")
			out[base[:strings.LastIndexByte(base, '-')]] = name
		}
	}
	return out
}

func TestNothingRunsInAPublishedDrawingThatIsOpened(t *testing.T) {
	t.Parallel()
	w := newWitness(t)
	vs := vectors(t, "testdata/hostile-svg.txtar", ".svg")
	site := published(t, bookOfDrawings(vs))
	w.serve("bare", site, "")
	w.serve("guarded", site, website.HeaderPolicy)
	made, classes := drawings(site), map[string]bool{}
	var open []string
	names := map[string]string{}
	for _, v := range vs {
		class, _, _ := strings.Cut(v.name, "/")
		classes[class] = true
		if name := made[v.slug()]; name != "" { // of some nothing can be shown
			open = append(open, "/bare/"+name)
			names["/bare/"+name] = v.name
		}
	}
	for p, seen := range w.visit(append(open, "/guarded/en/a.html")...) {
		t.Errorf("%s %s: %q\n%s", names[p], p, seen, w.files[p].data)
	}
	runs := w.control(vs, ".svg", func(v vector) []byte { return v.data })
	t.Logf("%d drawings of %d classes, %d published and opened, %d seen to run as they are", len(vs), len(classes), len(open), runs)
	if len(vs) < 60 || len(open) < 60 || runs < 20 {
		t.Error("too few to prove anything")
	}
}

// control opens the attacks that are known to run, as they are: a witness that did not see them would see nothing.
func (w *witness) control(vs []vector, ending string, whole func(vector) []byte) (runs int) {
	w.t.Helper()
	var paths []string
	for _, v := range vs {
		if v.runs {
			w.serve("raw", map[string][]byte{v.slug() + ending: whole(v)}, "")
			paths = append(paths, "/raw/"+v.slug()+ending)
		}
	}
	seen := w.visit(paths...)
	for _, p := range paths {
		if !slices.Contains(seen[p], ran) { // only one frame of a window has the focus
			seen[p] = w.visit(p)[p]
		}
		if !slices.Contains(seen[p], ran) {
			w.t.Errorf("%s does not run as it is: this test would not see it (%q)", p, seen[p])
		}
	}
	return len(paths)
}

// hostileBook is a book of hostile chapters, with hostile fields around them.
func hostileBook(vs []vector, raw bool) map[string][]byte {
	const evil = `'"><script>canary()</script><img src=x onerror=canary()>'`
	files := map[string][]byte{
		"book.yaml": []byte("title: " + evil + "\nsubtitle: " + evil + "\nauthors: [" + evil + "]\nauthor-role: " + evil + "\ninstitution: " + evil + "\npublisher: " + evil +
			"\nlicence: " + evil + "\nsummary: " + evil + "\nlanguages: [en]\nfront: [contents]\nback: [glossary]\nraw-html: " + fmt.Sprint(raw) + "\noutputs: {website: {url: \"https://example.org/\\\"><script>canary()</script>/\"}}\n"),
		"data/terms.yaml":           []byte("- en: '<script>canary()</script>'\n  note: {en: '<img src=x onerror=canary()>'}\n"),
		"content/figures/page.html": []byte("<script>canary()</script>"),
		"content/figures/page.png":  []byte("<html><script>canary()</script>"),
		"content/figures/x.png":     []byte("\x89PNG\r\n\x1a\n<script>canary()</script>"),
	}
	for _, v := range vs {
		files["content/en/"+v.slug()+".md"] = v.data
	}
	return files
}

// withoutPolicy are the pages without their policy: what is written must be harmless of itself.
func withoutPolicy(site map[string][]byte) map[string][]byte {
	policy := regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>\n`)
	out := map[string][]byte{}
	for name, data := range site {
		if path.Ext(name) == ".html" {
			data = policy.ReplaceAll(data, nil)
		}
		out[name] = data
	}
	return out
}

func TestNothingRunsInThePagesOfAHostileManuscript(t *testing.T) {
	t.Parallel()
	w := newWitness(t)
	vs := vectors(t, "testdata/hostile-html.txtar", ".md")
	runs := w.control(vs, ".html", func(v vector) []byte {
		_, body, found := strings.Cut(string(v.data), "---\n\n")
		if !found {
			body = string(v.data)
		}
		return []byte("<!DOCTYPE html><html><head><title>t</title></head><body>\n" + body + "\n</body></html>")
	})
	var open []string
	for _, raw := range []bool{false, true} {
		site := published(t, hostileBook(vs, raw))
		mode := fmt.Sprint("raw-html-", raw)
		w.serve(mode+"/bare", withoutPolicy(site), "")
		w.serve(mode+"/guarded", site, website.HeaderPolicy)
		for name := range site {
			if path.Ext(name) == ".html" {
				open = append(open, "/"+mode+"/bare/"+name)
				if raw { // what is harmless without a policy is so under one; here nothing may be in the policy's way
					open = append(open, "/"+mode+"/guarded/"+name)
				}
			}
		}
	}
	slices.Sort(open)
	// A picture on the web is shown from there. This page has one; whatever else asks another site is a leak.
	const shown, of = "/en/address-image.html", "http://leak.invalid/i.png"
	asked := 0
	for p, seen := range w.visit(open...) {
		if strings.HasSuffix(p, shown) && !slices.ContainsFunc(seen, func(s string) bool { return !strings.Contains(s, of) }) {
			asked++
			continue
		}
		t.Errorf("%s: %q", p, seen)
	}
	if asked != 3 {
		t.Errorf("the picture on the web was asked for by %d pages", asked)
	}
	t.Logf("%d chapters, %d pages opened with and without raw-html, with and without a policy; %d seen to run as they are", len(vs), len(open), runs)
	if len(vs) < 60 || len(open) < 3*60 || runs < 20 {
		t.Error("too few to prove anything")
	}
}

// TestEveryPageOfTheBookKeepsToThePolicy opens this repository's own book as a server with the headers file sends it.
func TestEveryPageOfTheBookKeepsToThePolicy(t *testing.T) {
	t.Parallel()
	w := newWitness(t)
	s := press.NewSession(press.Options{Dir: "../.."})
	defer s.Close()
	p, err := s.Build(context.Background(), nil)
	if err != nil || len(p.Files) == 0 {
		t.Fatal(err, len(p.Files))
	}
	site := map[string][]byte{}
	for _, f := range p.Files {
		site[f.Path] = f.Data
	}
	if !strings.Contains(string(site["_headers"]), "Content-Security-Policy: "+website.HeaderPolicy) {
		t.Errorf("the headers file says otherwise: %s", site["_headers"])
	}
	w.serve("site", site, website.HeaderPolicy)
	var open []string
	for name := range site {
		if path.Ext(name) == ".html" {
			open = append(open, "/site/"+name)
		}
	}
	slices.Sort(open)
	for p, seen := range w.visit(open...) {
		t.Errorf("%s: %q", p, seen)
	}
	if len(open) < 10 {
		t.Errorf("%d pages", len(open))
	}
	t.Logf("%d pages under the header", len(open))

	// From a folder on disk, where “self” is a file, the page has its style and its script too.
	dir := t.TempDir()
	for name, data := range site {
		to := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := chromedp.Do(w.browser, chromedp.Navigate("file://"+filepath.ToSlash(dir)+"/en/ledger.html")); err != nil {
		t.Fatal(err)
	}
	is, err := chromedp.Run(w.browser, chromedp.Evaluate[bool](
		`!document.querySelector('header .appearance').hidden && getComputedStyle(document.querySelector('.skip')).position === 'absolute' && [...document.images].every(i => i.naturalWidth)`))
	if err != nil || !is {
		t.Errorf("opened from a folder the page has lost something: %v", err)
	}

	// The witness would see a violation.
	w.serve("control", map[string][]byte{"a.html": []byte(`<!DOCTYPE html><title>a</title><p style="color:red">x</p>`)}, website.HeaderPolicy)
	if seen := w.visit("/control/a.html"); !strings.Contains(fmt.Sprint(seen), "violated") {
		t.Errorf("a style attribute is not seen: %q", seen)
	}
}
