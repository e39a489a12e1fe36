package serve

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// desk is an author at work: a book on disk, serve running, and the book open in a real browser.
type desk struct {
	t       *testing.T
	dir     string
	url     string
	browser context.Context
	end     func()
}

const deskBook = "title: {zh: 书, en: Book}\nlanguages: [zh, en]\nfront: [contents]\noutputs: {website: {}}\n"

func newDesk(t *testing.T) *desk { return newDeskOf(t, deskBook) }

// newDeskOf is a desk with another book.yaml.
func newDeskOf(t *testing.T, book string) *desk {
	t.Helper()
	chrome := chromium(t)
	d := &desk{t: t, dir: t.TempDir()}
	d.write("book.yaml", book)
	for _, slug := range []string{"a", "b"} {
		d.write("content/zh/"+slug+".md", deskChapter("第"+slug+"章", ""))
		d.write("content/en/"+slug+".md", deskChapter("Chapter "+slug, ""))
	}
	d.serve(0)
	t.Cleanup(func() { d.end() })

	browser, cancel := context.WithTimeout(openBrowser(t, chrome), 3*time.Minute)
	t.Cleanup(cancel)
	d.browser = browser
	return d
}

// chromium returns the path of a browser, and skips the test without one.
func chromium(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("short: no browser is started")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") == "true" || os.Getenv("KEBEN_CI") != "" {
		t.Fatal("there is no chromium, which this test drives")
	}
	t.Skip("there is no chromium, which this test drives")
	return ""
}

// openBrowser starts a browser that ends with the test.
func openBrowser(t *testing.T, chrome string) context.Context {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chrome), chromedp.NoSandbox, chromedp.WindowSize(1000, 700))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	browser, closeBrowser := chromedp.NewContext(allocator)
	t.Cleanup(closeBrowser)
	return browser
}

// serve starts the preview on a port and waits until it listens.
func (d *desk) serve(port int) {
	d.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	listening := make(chan string, 1)
	done := make(chan error, 1)
	go func() {
		done <- Run(ctx, Options{Dir: d.dir, Lang: "en", Port: port, Editor: editors["vscode"], Folder: filepath.ToSlash(d.dir), Listening: func(url string) { listening <- url }})
	}()
	select {
	case d.url = <-listening:
	case err := <-done:
		d.t.Fatal(err)
	}
	d.end = func() {
		cancel()
		if err := <-done; err != nil {
			d.t.Error(err)
		}
		d.end = func() {}
	}
}

func deskChapter(title, more string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\n", title, more)
	for i := range 60 {
		fmt.Fprintf(&b, "这是第 %d 段，共建国家的贸易与投资在过去十二年里持续增长，结构也在变化。\n\n", i)
	}
	return b.String()
}

func (d *desk) path(name string) string { return filepath.Join(d.dir, filepath.FromSlash(name)) }

// write saves as careful editors do: a new file is renamed over the old one.
func (d *desk) write(name, text string) {
	d.t.Helper()
	to := d.path(name)
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(to+"~", []byte(text), 0o644); err != nil {
		d.t.Fatal(err)
	}
	if err := os.Rename(to+"~", to); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) do(what string, actions ...chromedp.Action[chromedp.Void]) {
	d.t.Helper()
	if err := chromedp.Do(d.browser, actions...); err != nil {
		d.t.Fatalf("%s: %v", what, err)
	}
}

// visit opens a page and waits until its script listens.
func (d *desk) visit(path string) {
	d.t.Helper()
	d.do("opening "+path, chromedp.Navigate(d.url+path))
	d.until("the preview is there", `document.querySelector('keben-preview')?.dataset.state`)
	d.run(`window.same = true`)
}

// until waits for an expression to be true in the page, through reloads.
func (d *desk) until(what, expression string) {
	d.t.Helper()
	for end := time.Now().Add(deadline); ; {
		// While a page is exchanged for another there is none to ask.
		if is, err := chromedp.Run(d.browser, chromedp.Evaluate[bool]("!!("+expression+")")); err == nil && is {
			return
		}
		if time.Now().After(end) {
			page, err := chromedp.Run(d.browser, chromedp.Evaluate[string](`location.href + '\n' + document.body.innerText.slice(0, 400)`))
			d.t.Fatalf("never: %s\n%s %v", what, page, err)
		}
	}
}

func (d *desk) number(expression string) float64 {
	d.t.Helper()
	n, err := chromedp.Run(d.browser, chromedp.Evaluate[float64](expression))
	if err != nil {
		d.t.Fatalf("%s: %v", expression, err)
	}
	return n
}

// run runs a statement in the page.
func (d *desk) run(statement string) {
	d.t.Helper()
	d.is(statement, "("+statement+", true)")
}

// is fails unless an expression is true in the page now.
func (d *desk) is(what, expression string) {
	d.t.Helper()
	is, err := chromedp.Run(d.browser, chromedp.Evaluate[bool]("!!("+expression+")"))
	if err != nil {
		d.t.Fatalf("%s: %v", what, err)
	}
	if !is {
		d.t.Errorf("not so: %s", what)
	}
}

// paragraph is the element of a paragraph, in JavaScript.
func paragraph(i int) string {
	return fmt.Sprintf("[...document.querySelectorAll('main p')].find(p => p.textContent.startsWith('这是第 %d 段'))", i)
}

const overlay = `document.querySelector('keben-preview').shadowRoot`

func TestASaveChangesThePageInPlace(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.visit("zh/a.html")
	d.run(paragraph(40) + ".scrollIntoView({behavior: 'instant'})")
	top := d.number(paragraph(40) + ".getBoundingClientRect().top")
	d.run(`getSelection().selectAllChildren(` + paragraph(42) + `)`)

	begun := time.Now()
	d.write("content/zh/a.md", deskChapter("第a章", "新的一段。\n\n"+strings.Repeat("又一段很长的话。", 80)))
	d.until("the new paragraph is there", `document.querySelector('main').textContent.includes('新的一段')`)
	t.Logf("from save to page: %v", time.Since(begun).Round(time.Millisecond))
	d.is("the page was not loaded again", `window.same`)
	if now := d.number(paragraph(40) + ".getBoundingClientRect().top"); now < top-2 || now > top+2 {
		t.Errorf("what the author looks at moved from %v to %v", top, now)
	}
	d.is("the selection is where it was", `getSelection().toString().includes('第 42 段')`)

	d.write("content/zh/a.md", deskChapter("新的标题", ""))
	d.until("the title is new everywhere", `document.title.includes('新的标题') && document.querySelector('details.contents').textContent.includes('新的标题')`)
	d.is("the paragraph went", `!document.querySelector('main').textContent.includes('新的一段')`)
	d.is("the page was not loaded again", `window.same`)
	if now := d.number(paragraph(40) + ".getBoundingClientRect().top"); now < top-2 || now > top+2 {
		t.Errorf("what the author looks at moved from %v to %v", top, now)
	}

	y := d.number("scrollY")
	d.write("templates/theme.yaml", "colors: {light: {ink: \"#102030\"}}\n")
	d.until("the new colour is there", `getComputedStyle(document.documentElement).getPropertyValue('--ink').trim() === '#102030'`)
	d.until("a new stylesheet loads the page again", `!window.same && document.querySelector('keben-preview')?.dataset.state`)
	d.until("the scroll position is kept", fmt.Sprintf(`Math.abs(scrollY - %v) < 3`, y))
}

func TestABrokenSaveKeepsThePageAndShowsWhatIsWrong(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.visit("zh/a.html")
	d.is("no message is shown when nothing is wrong", overlay+`.getElementById('chip').hidden`)

	broken := "---\ntitle: [\n---\n\n" + deskChapter("第a章", "坏了")
	d.write("content/zh/a.md", broken)
	d.until("the panel is open", `!`+overlay+`.getElementById('panel').hidden`)
	d.is("the page stays", `document.querySelector('main').textContent.includes('第 59 段') && !document.querySelector('main').textContent.includes('坏了') && window.same`)
	d.is("the message says where", overlay+`.querySelector('li.error .where').textContent.startsWith('content/zh/a.md:')`)
	d.is("it is said aloud", overlay+`.getElementById('said').getAttribute('role') === 'status' && `+overlay+`.getElementById('said').textContent.includes('1 error')`)
	d.is("the button says that the panel is open", overlay+`.getElementById('chip').getAttribute('aria-expanded') === 'true'`)

	d.do("pressing Escape", chromedp.KeyEvent("\u001b"))
	d.until("Escape closes the panel", overlay+`.getElementById('panel').hidden`)
	d.is("the button stays", `!`+overlay+`.getElementById('chip').hidden && `+overlay+`.getElementById('chip').getAttribute('aria-expanded') === 'false'`)
	d.run(overlay + `.getElementById('chip').click()`)
	d.is("the button opens it", `!`+overlay+`.getElementById('panel').hidden`)

	d.do("loading the page again", chromedp.Reload())
	d.until("a page loaded anew shows it too", `document.querySelector('main').textContent.includes('第 59 段') && !`+overlay+`.getElementById('panel').hidden`)

	d.write("content/zh/a.md", deskChapter("第a章", "修好了"))
	d.until("mending removes it", overlay+`.host.dataset.state !== 'broken' && `+overlay+`.getElementById('panel').hidden && document.querySelector('main').textContent.includes('修好了')`)

	d.write("content/zh/a.md", deskChapter("第a章", "![图](none.png)"))
	d.until("a warning waits to be asked", `!`+overlay+`.getElementById('chip').hidden && `+overlay+`.getElementById('panel').hidden && `+overlay+`.getElementById('chip').textContent.includes('1 warning')`)
}

func TestRenamedAndDeletedChapters(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.visit("zh/a.html")
	if err := os.Rename(d.path("content/zh/a.md"), d.path("content/zh/z.md")); err != nil {
		t.Fatal(err)
	}
	d.until("the page says that it is gone", `document.querySelector('h1')?.textContent === 'There is no such page'`)
	d.is("it offers the start page", `document.querySelector('main a').getAttribute('href') === '/zh/'`)
	if err := os.Rename(d.path("content/zh/z.md"), d.path("content/zh/a.md")); err != nil {
		t.Fatal(err)
	}
	d.until("it comes back with the file", `document.querySelector('main').textContent.includes('第 59 段')`)

	d.visit("zh/index.html")
	d.is("the chapter is in the contents", `document.querySelector('main a[href="b.html"]')`)
	if err := os.Remove(d.path("content/zh/b.md")); err != nil {
		t.Fatal(err)
	}
	d.until("it leaves the contents", `!document.querySelector('main a[href="b.html"]') && document.querySelector('main a[href="a.html"]')`)
	d.is("the page was not loaded again", `window.same`)
	d.write("content/zh/c.md", deskChapter("第c章", ""))
	d.until("a new one enters them", `document.querySelector('main a[href="c.html"]')`)
	if err := os.RemoveAll(d.path("content")); err != nil {
		t.Fatal(err)
	}
	d.until("a book without chapters is broken", overlay+`.host.dataset.state === 'broken'`)
	d.is("the last good page stays", `document.querySelector('main a[href="c.html"]')`)
}

func TestAPageWaitsForTheServerToComeBack(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.visit("en/a.html")
	var port int
	if _, err := fmt.Sscanf(d.url, "http://localhost:%d/", &port); err != nil {
		t.Fatal(err)
	}
	d.end()
	d.until("the page knows", overlay+`.host.dataset.state === 'lost'`)
	d.write("content/en/a.md", deskChapter("Chapter a", "Written meanwhile."))
	d.serve(port)
	d.until("the page has what was written meanwhile", `document.querySelector('main').textContent.includes('Written meanwhile.') && `+overlay+`.host.dataset.state !== 'lost'`)
}
