package serve

import (
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"keben/internal/press"
)

// besideBook is deskBook with small pages, so that there are many.
var besideBook = strings.Replace(deskBook, "website: {}", "website: {}, pdf: {print: {trim: {width: 100mm, height: 140mm}}}", 1)

// beside opens a page of the book with its print page beside it, in a window of a width, and waits for the pages.
func (d *desk) beside(path string, width int64) {
	d.t.Helper()
	d.do("sizing the window", chromedp.EmulateViewport(width, 900))
	d.do("leaving", chromedp.Navigate("about:blank"))
	d.do("opening beside "+path, chromedp.Navigate(d.url+prefix+"beside#/"+path))
	d.until("the pages are there", `document.querySelector('main').dataset.revision && document.querySelector('.page')`)
	// What is opened is told and not opened.
	d.run(`window.opened = [], addEventListener('click', e => { const a = e.composedPath()[0]; if (a.id === 'goto') { opened.push(a.href); e.preventDefault(); } }, true)`)
}

// printed brings a block of the print page into view and returns where it is.
func (d *desk) printed(edition, slug, key string) (x, y float64) {
	d.t.Helper()
	at, err := chromedp.Run(d.browser, chromedp.Evaluate[[]float64](fmt.Sprintf(`(async () => {
		const pages = (await (await fetch('chapters/%s/%s')).json()).pages, pane = document.getElementById('print');
		const i = pages.findIndex(p => p.boxes.some(b => b.key === %q)), [x, y, w, h] = pages[i].boxes.find(b => b.key === %[3]q).area;
		const middle = () => {
			const r = document.querySelectorAll('.page')[i].getBoundingClientRect(), k = r.width / pages[i].width;
			return [r.left + (x + w / 2) * k, r.top + (y + h / 2) * k];
		};
		pane.scrollBy({ top: middle()[1] - pane.clientHeight / 2, behavior: 'instant' });
		return middle();
	})()`, edition, slug, key), awaited))
	if err != nil {
		d.t.Fatal(err)
	}
	return at[0], at[1]
}

// inFrame is an expression of which doc is the web page in the frame.
func inFrame(expression string) string {
	return `(doc => ` + expression + `)(document.getElementById('web').contentDocument)`
}

// framed is the element of a paragraph of the web page in the frame.
func framed(i int) string {
	return inFrame(fmt.Sprintf("[...doc.querySelectorAll('main p')].find(p => p.textContent.startsWith('这是第 %d 段'))", i))
}

const (
	frameTop = `document.getElementById('web').getBoundingClientRect().top`
	markTop  = `document.querySelector('.page .mark')?.getBoundingClientRect().top`
)

func (d *desk) mouse(kind input.DispatchMouseEventType, x, y float64, options ...chromedp.MouseOption) {
	d.t.Helper()
	d.do("the mouse", chromedp.MouseEvent(kind, x, y, options...))
}

// over moves the pointer over a paragraph of the web page.
func (d *desk) over(i int) (x, y float64) {
	d.t.Helper()
	x, y = 200, d.number(frameTop+" + "+framed(i)+".getBoundingClientRect().top + 10")
	d.mouse(input.DispatchMouseEventTypeMouseMoved, x, y)
	return x, y
}

func TestThePrintPageFollowsTheWebPage(t *testing.T) {
	t.Parallel()
	d := newDeskOf(t, besideBook)
	d.beside("zh/a.html", 1440)
	d.is("only pages that can be seen are fetched", `document.querySelectorAll('.page').length > 3 && [...document.querySelectorAll('.page')].filter(p => p.shadowRoot?.querySelector('svg')).length < 4`)
	d.is("the title is that of the page", `document.title.includes('第a章')`)

	d.over(2)
	d.until("the block under the pointer is marked on both sides", markTop+` > 0 && `+inFrame(`doc.querySelector('keben-mark')`))
	d.until("the bar says where it is written", `document.getElementById('open').textContent === 'content/zh/a.md:9:1'`)

	// Both sides agree at the reading line, a third down.
	d.run(`document.getElementById('web').contentWindow.scrollBy({behavior: 'instant', top: ` + framed(40) + `.getBoundingClientRect().top + 5 - document.getElementById('print').clientHeight / 3})`)
	d.until("a page that comes into view is drawn", `[...document.querySelectorAll('.page')].find(p => p.getBoundingClientRect().bottom > 300)?.shadowRoot?.querySelector('svg use')`)
	_, y := d.over(40)
	d.until("the same paragraph is marked", `document.getElementById('open').textContent === 'content/zh/a.md:85:1'`)
	if at := d.number(markTop); at < y-40 || at > y+40 {
		t.Errorf("the paragraph is at %v on the web page and at %v on the print page", y, at)
	}

	// A block that is out of sight on the other side is brought into it.
	d.run(`document.getElementById('print').scrollTo({top: 0, behavior: 'instant'})`)
	d.over(41)
	d.until("it is brought into sight", markTop+` > 0 && `+markTop+` < innerHeight`)
}

func TestTheWebPageFollowsThePrintPage(t *testing.T) {
	t.Parallel()
	d := newDeskOf(t, besideBook)
	d.beside("zh/a.html", 1440)
	d.mouse(input.DispatchMouseEventTypeMouseMoved, 1000, 450)
	d.mouse(input.DispatchMouseEventTypeMouseWheel, 1000, 450, func(p *input.DispatchMouseEventParams) { p.DeltaX, p.DeltaY = 0.001, 1500 })
	d.until("the wheel has come to rest", `document.getElementById('print').scrollTop >= 1499`) // it turns smoothly
	d.until("the web page has moved", inFrame(`doc.defaultView.scrollY > 300`))
	d.until("a page that comes into view is drawn", `[...document.querySelectorAll('.page')].find(p => p.getBoundingClientRect().bottom > 300)?.shadowRoot?.querySelector('svg use')`)
	line := d.number(frameTop + ` + document.getElementById('print').clientHeight / 3`)
	y := line
	for marked := 0.0; marked == 0 && y < line+400; y += 10 { // there is white between two pages
		d.mouse(input.DispatchMouseEventTypeMouseMoved, 1000, y)
		marked = d.number(fmt.Sprintf(`+[...document.querySelectorAll('.page .mark')].map(e => e.getBoundingClientRect()).some(r => r.top <= %[1]v && %[1]v <= r.bottom)`, y))
	}
	d.until("the block under the pointer is marked on the web page", inFrame(`doc.querySelector('keben-mark')`))
	rect := inFrame(`doc.querySelector('keben-mark').getBoundingClientRect()`)
	white := y - line
	if top, bottom := d.number(frameTop+" + "+rect+".top"), d.number(frameTop+" + "+rect+".bottom"); top > y+white+20 || bottom < line-white-20 {
		t.Errorf("the block at %v of the print page is from %v to %v on the web page", y, top, bottom)
	}

	// By keys, too, and then the block at the reading line is marked.
	before := d.number(inFrame(`doc.defaultView.scrollY`))
	d.run(`document.getElementById('print').focus()`)
	d.do("Page Down", chromedp.KeyEvent(kb.PageDown))
	d.until("keys move both sides", inFrame(fmt.Sprintf(`doc.defaultView.scrollY > %v`, before+100)))
}

func TestAClickGoesToTheSource(t *testing.T) {
	t.Parallel()
	d := newDeskOf(t, besideBook)
	d.beside("zh/a.html", 1440)
	x, y := d.over(3)
	d.until("it is marked", markTop+` > 0`)
	address := "vscode://file" + filepath.ToSlash(d.dir) + "/content/zh/a.md:11:1"
	opened := func(n int) string {
		return fmt.Sprintf(`opened.length === %d && opened.at(-1) === %q`, n, address)
	}

	d.do("a click", chromedp.MouseClickXY(x, y))
	d.do("a double click", chromedp.MouseClickXY(x, y, chromedp.ClickCount(2)))
	d.is("clicks on the web page are the reader's own", `opened.length === 0`)
	d.do("a click with Ctrl", chromedp.MouseClickXY(x, y, chromedp.ButtonModifiers(chromedp.ModifierCtrl)))
	d.until("Ctrl-click opens", opened(1))

	px := d.number(`document.querySelector('.page .mark').getBoundingClientRect().left + 60`)
	py := d.number(markTop + " + 10")
	d.do("a click on the print page", chromedp.MouseClickXY(px, py))
	d.until("a click on the print page opens", opened(2))
	d.do("a double click", chromedp.MouseClickXY(px, py, chromedp.ClickCount(2)))
	d.mouse(input.DispatchMouseEventTypeMousePressed, px, py, chromedp.Button("left"), chromedp.ClickCount(1))
	d.mouse(input.DispatchMouseEventTypeMouseMoved, px+60, py, chromedp.Button("left"))
	d.mouse(input.DispatchMouseEventTypeMouseReleased, px+60, py, chromedp.Button("left"), chromedp.ClickCount(1))
	d.is("who selects text opens nothing", `opened.length === 2`)
	d.do("a click on the margin", chromedp.MouseClickXY(d.number(`document.querySelector('.page').getBoundingClientRect().left + 3`), py))
	d.is("the margin opens nothing", `opened.length === 2`)
	d.run(`document.getElementById('open').focus()`)
	d.do("Enter", chromedp.KeyEvent("\r"))
	d.until("the button in the bar opens by the keyboard", opened(3))
	d.is("there is something to copy", `!document.getElementById('copy').closest('[hidden]')`)

	// A link is a link, whatever key is held.
	lx := d.number(`document.getElementById('web').getBoundingClientRect().left + ` + inFrame(`(r => r.left + r.width / 2)(doc.querySelector('.switch a[rel=alternate]').getBoundingClientRect())`))
	ly := d.number(frameTop + ` + ` + inFrame(`(r => r.top + r.height / 2)(doc.querySelector('.switch a[rel=alternate]').getBoundingClientRect())`))
	d.do("a click on a link", chromedp.MouseClickXY(lx, ly))
	d.until("the print page goes along", inFrame(`doc.documentElement.lang === 'en'`)+` && location.hash.startsWith('#/en/a.html') && document.title.includes('Chapter a')`)
	d.until("with the pages of that edition", `document.querySelector('.page')?.ariaLabel?.length && opened.length === 3`)
}

func TestBothLanguagesOfAParallelEditionLeadToTheirSources(t *testing.T) {
	t.Parallel()
	d := newDeskOf(t, besideBook+"editions: {zh: {}, en: {}, zh-en: {parallel: facing}}\n")
	d.beside("zh-en/a.html", 1440)
	for i, file := range []string{"zh", "en"} {
		x, y := d.printed("zh-en", "a", fmt.Sprintf("%dtop-p31", i))
		d.mouse(input.DispatchMouseEventTypeMouseMoved, x, y)
		d.until("the source is that language's", fmt.Sprintf(`document.getElementById('open').textContent === 'content/%s/a.md:65:1'`, file))
		side := inFrame(fmt.Sprintf(`(m => doc.elementsFromPoint(m.left + m.width / 2, m.top + 5).some(e => e.closest('.side') && !!e.closest('.side').previousElementSibling === %v))(doc.querySelector('keben-mark').getBoundingClientRect())`, i == 1))
		d.until("the web page marks its side, in view", side)
		d.do("a click", chromedp.MouseClickXY(x, y))
		d.until("it opens that file", fmt.Sprintf(`opened.at(-1) === 'vscode://file%s/content/%s/a.md:65:1'`, filepath.ToSlash(d.dir), file))
	}

	// The other way round, and after an edit of the second language alone.
	d.write("content/en/a.md", strings.Replace(deskChapter("Chapter a", ""), "这是第 50 段，", "Rewritten 50. ", 1))
	rewritten := inFrame(`[...doc.querySelectorAll('main p')].find(p => p.textContent.startsWith('Rewritten 50'))`)
	d.until("the web page has it", rewritten)
	d.run(`document.getElementById('web').contentWindow.scrollTo({behavior: 'instant', top: document.getElementById('web').contentWindow.scrollY + ` + rewritten + `.getBoundingClientRect().top - 300})`)
	x := d.number(`document.getElementById('web').getBoundingClientRect().left + ` + rewritten + `.getBoundingClientRect().left + 20`)
	d.mouse(input.DispatchMouseEventTypeMouseMoved, x, d.number(frameTop+" + "+rewritten+".getBoundingClientRect().top + 10"))
	d.until("the source of the second language", `document.getElementById('open').textContent === 'content/en/a.md:105:1'`)
	d.until("the print page shows and marks it", `[...document.querySelectorAll('.page .mark')].some(e => (t => t > 0 && t < innerHeight)(e.getBoundingClientRect().top) && e.parentElement.shadowRoot?.textContent.includes('Rewritten'))`)
}

func TestThePrintPageIsATurnOfTheHandAwayOnANarrowScreen(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.do("sizing the window", chromedp.EmulateViewport(390, 800))
	d.visit("zh/a.html")
	d.run(paragraph(30) + ".scrollIntoView({behavior: 'instant'})")
	d.run(overlay + `.getElementById('beside').focus()`)
	d.do("Enter", chromedp.KeyEvent("\r"))
	d.until("the print page is there", `document.querySelector('main').dataset.revision && document.querySelector('.page')?.clientWidth > 300`)
	d.is("the link led to the place", `location.hash.startsWith('#/zh/a.html#')`)
	d.is("the web page is not", `!document.getElementById('web').clientHeight && document.querySelector('[data-side=print]').getAttribute('aria-pressed') === 'true'`)
	d.until("it is at the place", `document.getElementById('print').scrollTop > 300`)
	d.run(`document.querySelector('button[data-side=web]').click()`)
	d.until("the web page comes", `document.getElementById('web').clientHeight > 300 && !document.getElementById('print').clientHeight`)
	d.is("nothing is wider than the screen", `document.documentElement.scrollWidth <= 390`)
	d.is("in its frame the page has no link to the print page", inFrame(`doc.querySelector('keben-preview').shadowRoot.getElementById('beside').hidden`))
	d.run(`document.getElementById('close').click()`)
	d.until("closing leads back to the page", `location.pathname === '/zh/a.html' && window === parent`)

	for _, path := range []string{"//evil.example/", "/_keben/beside", "javascript:alert(1)", "\\\\evil.example"} {
		d.do("leaving", chromedp.Navigate("about:blank"))
		d.do("a path that is none", chromedp.Navigate(d.url+prefix+"beside#"+path))
		d.until("only pages of the book are framed: "+path, inFrame(`doc?.querySelector('main') && doc.location.origin === location.origin && !doc.location.pathname.startsWith('/_keben/')`))
	}
}

func TestASaveChangesThePrintPageInPlace(t *testing.T) {
	t.Parallel()
	d := newDeskOf(t, besideBook)
	d.beside("zh/a.html", 1440)
	d.run(framed(40) + ".scrollIntoView({behavior: 'instant', block: 'center'})")
	_, y := d.over(40)
	d.until("it is marked", `document.getElementById('open').textContent === 'content/zh/a.md:85:1'`)
	d.until("its page is drawn", `document.querySelector('.page .mark')?.parentElement.shadowRoot?.querySelector('svg')`)
	top := d.number(markTop)
	d.run(`window.sheets = [...document.querySelectorAll('.page')], window.first = sheets[0].hash`)

	text := deskChapter("第a章", "")
	d.run(`window.known = new Set(sheets.map(s => s.hash)), window.touched = 0, new MutationObserver(() => touched++).observe(document.getElementById('pages'), { childList: true })`)
	begun := time.Now()
	d.write("content/zh/a.md", strings.Replace(text, "这是第 38 段，", "改过第 38 段，", 1))
	d.until("the page is another one", `[...document.querySelectorAll('.page')].some(p => p.shadowRoot?.textContent.includes('改过'))`)
	t.Logf("from save to print page: %v", time.Since(begun).Round(time.Millisecond))
	d.is("one page has become another one, and was fetched once", `(all => all.length === 1 && !known.has(all[0]))(performance.getEntriesByType('resource').map(e => e.name.match(/\/pages\/.*\/(.*)\.svg/)?.[1]).filter(hash => hash && !known.has(hash)))`)
	d.is("no page was taken out and put back", `!touched`)
	d.is("pages that are as they were stay", `document.querySelectorAll('.page')[0] === sheets[0] && sheets[0].hash === first`)
	d.is("the web page has it too", inFrame(`doc.querySelector('main').textContent.includes('改过')`))
	if now := d.number(markTop); now < top-30 || now > top+30 {
		t.Errorf("what the author looks at moved from %v to %v", top, now)
	}

	// A page more before it.
	d.write("content/zh/a.md", deskChapter("第a章", strings.Repeat("新的一段，占去一些地方。", 200)))
	d.until("the pages are more", `document.querySelectorAll('.page').length > sheets.length || document.querySelector('#pages').textContent`)
	d.over(40)
	d.until("the place in the source moved along", `document.getElementById('open').textContent === 'content/zh/a.md:85:1'`)
	if now := d.number(markTop); now < y-300 || now > y+300 {
		t.Errorf("it is at %v on the print page, and at about %v on the web page", now, y)
	}

	d.write("content/zh/a.md", "---\ntitle: [\n---\n\n坏了\n")
	d.until("the web page says so", inFrame(`doc.querySelector('keben-preview').dataset.state === 'broken'`))
	d.is("the print page stays", `document.querySelectorAll('.page').length > 3`)

	// What changes nothing on the website changes the print page all the same.
	d.write("content/zh/a.md", text)
	d.until("it is mended", inFrame(`doc.querySelector('keben-preview').dataset.state !== 'broken'`))
	d.run(`window.ratio = document.querySelector('.page').style.aspectRatio`)
	d.write("book.yaml", deskBook)
	d.until("the pages have another size", `document.querySelector('.page').style.aspectRatio !== ratio`)
}

func TestThePrintPageIsDarkAroundThePaperWhenTheWebPageIs(t *testing.T) {
	t.Parallel()
	d := newDeskOf(t, besideBook)
	scheme := func(name string) {
		d.do("the system's scheme is "+name, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}}})
			return err
		}))
	}
	scheme("light")
	d.beside("zh/a.html", 1440)
	d.until("it is light", `!document.documentElement.hasAttribute('data-dark')`)
	scheme("dark")
	d.until("it becomes dark with the system", `document.documentElement.hasAttribute('data-dark')`)
	paper := d.number(`getComputedStyle(document.querySelector('header')).backgroundColor.match(/\d+/g).map(Number).reduce((a, b) => a + b)`)
	if paper > 300 {
		t.Errorf("the bar is as light as %v", paper)
	}
	d.run(inFrame(`(s => { s.value = 'light'; s.dispatchEvent(new Event('change')); return true })(doc.getElementById('_appearance'))`))
	d.until("the reader's choice goes before", `!document.documentElement.hasAttribute('data-dark')`)
	d.run(inFrame(`(s => { s.value = ''; s.dispatchEvent(new Event('change')); return true })(doc.getElementById('_appearance'))`))
}

func TestAFontThatCannotBeReadIsToldOnThePrintPage(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.write("templates/fonts/broken.ttf", "no font")
	d.write("templates/theme.yaml", "fonts:\n  song:\n    regular: broken.ttf\n")
	d.do("sizing the window", chromedp.EmulateViewport(1440, 900))
	d.do("opening", chromedp.Navigate(d.url+prefix+"beside#/zh/a.html"))
	d.until("the fault is told, or another face taken", `document.getElementById('note').textContent.includes('broken.ttf') || document.querySelector('.page')?.shadowRoot?.querySelector('svg')`)
	d.is("the web page is there", inFrame(`doc.querySelector('main').textContent.includes('第 59 段')`))
	if err := os.RemoveAll(d.path("templates")); err != nil {
		t.Fatal(err)
	}
	d.until("without it the pages come", `document.querySelector('.page')?.shadowRoot?.querySelector('svg use') && !document.getElementById('note').textContent`)
}

func TestAPrintPageIsNotOpenedForNobodyByAHostileBlock(t *testing.T) {
	t.Parallel()
	d := newDeskOf(t, besideBook)
	d.write("content/zh/a.md", "# 章\n\n## 一 {#\"><img}\n\n"+"正文之一。\n\n## 二 {#x.y:z}\n\n正文之二，<b onclick=alert(1)>。\n")
	d.beside("zh/a.html", 1440)
	d.is("nothing of it became an element", `!document.querySelector('img, script:not([src])') && ![...document.querySelectorAll('.page')].some(p => p.shadowRoot?.querySelector('script, img, b, foreignObject'))`)
	d.until("the text is on the page, to be found", `[...document.querySelectorAll('.page')].some(p => p.shadowRoot?.querySelector('text')?.textContent)`)
}

// alike draws two pictures of one size, coarsely, and returns the mean and the greatest difference of their pixels, and
// the share of those that are not white.
const alike = `(async (a, b) => {
	const pixels = async src => {
		const img = new Image(), w = 180, h = 254;
		img.src = src;
		await img.decode();
		const fine = Object.assign(document.createElement('canvas'), { width: w * 8, height: h * 8 }).getContext('2d');
		fine.fillStyle = '#fff';
		fine.fillRect(0, 0, w * 8, h * 8);
		fine.drawImage(img, 0, 0, w * 8, h * 8);
		const c = Object.assign(document.createElement('canvas'), { width: w, height: h }).getContext('2d');
		c.imageSmoothingQuality = 'high';
		c.drawImage(fine.canvas, 0, 0, w, h);
		return c.getImageData(0, 0, w, h).data;
	};
	const x = await pixels(a), y = await pixels(b);
	let sum = 0, most = 0, inked = 0;
	for (let i = 0; i < x.length; i++) {
		const d = Math.abs(x[i] - y[i]);
		sum += d;
		most = Math.max(most, d);
		if (x[i] < 200) inked++;
	}
	return [sum / x.length, most, inked / x.length];
})`

func TestAPageOnScreenLooksAsInThePDF(t *testing.T) {
	t.Parallel()
	chrome := chromium(t)
	poppler, err := exec.LookPath("pdftoppm")
	if err != nil {
		if os.Getenv("CI") == "true" || os.Getenv("KEBEN_CI") != "" {
			t.Fatal("there is no pdftoppm, which draws the PDF")
		}
		t.Skip("there is no pdftoppm, which draws the PDF")
	}
	session := press.NewSession(press.Options{Dir: "../.."}) // the repository's own book; nothing is written
	defer session.Close()
	p, err := session.Build(t.Context(), nil)
	if err != nil || p.Failed(false) {
		t.Fatal(err, p.Messages)
	}
	pdf, _, err := p.File(t.Context(), "pdf/zh-print.pdf")
	if err != nil {
		t.Fatal(err)
	}
	printed, _, err := p.Printed(t.Context(), "zh")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.pdf"), pdf, 0o644); err != nil {
		t.Fatal(err)
	}
	browser, cancel := context.WithTimeout(openBrowser(t, chrome), time.Minute)
	defer cancel()
	compare := func(a, b string) []float64 {
		n, err := chromedp.Run(browser, chromedp.Evaluate[[]float64](fmt.Sprintf("%s(%q, %q)", alike, a, b), awaited))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	drawing := func(data []byte) string {
		return "data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(data)
	}
	pages := printed.Chapter("ledger")
	for _, pg := range pages {
		n := strconv.Itoa(pg.Number)
		out, err := exec.Command(poppler, "-png", "-r", "200", "-f", n, "-l", n, "-singlefile", filepath.Join(dir, "a.pdf"), filepath.Join(dir, n)).CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		raster, err := os.ReadFile(filepath.Join(dir, n+".png"))
		if err != nil {
			t.Fatal(err)
		}
		data := pg.SVG("/")
		got := compare(drawing(data), "data:image/png;base64,"+base64.StdEncoding.EncodeToString(raster))
		t.Logf("page %s: mean %.2f, greatest %v, ink %.3f", n, got[0], got[1], got[2])
		if got[0] > 1.5 || got[1] > 90 || got[2] < 0.01 {
			t.Errorf("page %s: mean %.2f, greatest %v, ink %.3f", n, got[0], got[1], got[2])
		}
	}
	// The test would see a line that is missing.
	data := pages[1].SVG("/")
	const block = "<g data-block=" // not within another
	blocks := strings.Split(string(data), block)
	half := strings.Join(slices.Delete(blocks, 1, len(blocks)/2), block)
	if got := compare(drawing(data), drawing([]byte(half))); got[0] < 1.5 && got[1] < 90 {
		t.Errorf("half a page is not missed: %v", got)
	}
}
