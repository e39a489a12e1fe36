package press

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"sync"
	"testing"

	"keben/internal/book"
	"keben/internal/crew"
	"keben/internal/draw"
	"keben/internal/forme"
	"keben/internal/geom"
	"keben/internal/golden"
)

// printedBook is a book of two chapters in two languages, facing each other in a third edition.
func printedBook(t *testing.T) *author {
	t.Helper()
	a := &author{t: t, dir: t.TempDir()}
	a.write("book.yaml", "title: {zh: 书, en: Book}\nlanguages: [zh, en]\nfront: [contents]\nchapters: [a, b]\neditions: {zh: {}, en: {}, zh-en: {parallel: facing}}\noutputs:\n  website: {}\n  pdf: {print: {trim: 32开}}\n")
	for _, slug := range []string{"a", "b"} {
		a.write("content/zh/"+slug+".md", "# 第"+slug+"章\n\n正文之一。[^1]\n\n## 一节\n\n正文之二。\n\n[^1]: 注文。\n")
		a.write("content/en/"+slug+".md", "# Chapter "+slug+"\n\nText one.[^1]\n\n## A section\n\nText two.\n\n[^1]: A note.\n")
	}
	return a
}

func printed(t *testing.T, p Preview, edition string) *Printed {
	t.Helper()
	pr, _, err := p.Printed(context.Background(), edition)
	if err != nil {
		t.Fatal(err)
	}
	return pr
}

func millimetres(s geom.Size) string {
	return fmt.Sprintf("%.0f×%.0f", s.W.Millimetres(), s.H.Millimetres())
}

// keys are the blocks that pages show, in order, each once.
func keys(pages []*PrintedPage) (out []string) {
	seen := map[BlockKey]bool{}
	for _, pg := range pages {
		for _, b := range pg.Boxes() {
			if !seen[b.BlockKey] {
				seen[b.BlockKey] = true
				out = append(out, map[bool]string{true: "en:"}[b.Second]+b.ID)
			}
		}
	}
	return out
}

func TestPrintedPagesShowTheirChapterAndItsBlocks(t *testing.T) {
	a := printedBook(t)
	s := NewSession(Options{Dir: a.dir})
	defer s.Close()
	p := a.build(s)
	zh := printed(t, p, "zh")
	if got := strings.Join(keys(zh.Chapter("a")), " "); got != " top-p1 a-section a-section-p1 fn-1" {
		t.Errorf("blocks %q", got)
	}
	first := zh.Chapter("a")[0]
	if first.Label != "1" || zh.Page(first.Number) != first || zh.Chapter("b")[0].Number <= first.Number {
		t.Errorf("chapter a begins on page %d, %q", first.Number, first.Label)
	}
	if got := millimetres(first.Size); got != "130×184" {
		t.Errorf("the page is %s, not as book.yaml has it", got)
	}
	for slug, pages := range map[string][]*PrintedPage{"": zh.Chapter(""), "none": zh.Chapter("none")} {
		if len(pages) < 3 || pages[0].Number != 1 || pages[len(pages)-1].Number >= first.Number {
			t.Errorf("%q has %d pages", slug, len(pages))
		}
	}
	for _, pg := range zh.Chapter("a") {
		for _, b := range pg.Boxes() {
			if b.Area.X < 0 || b.Area.Y < 0 || b.Area.X+b.Area.W > pg.Size.W || b.Area.Y+b.Area.H > pg.Size.H {
				t.Errorf("%v is outside its page", b)
			}
		}
		data := pg.SVG("/")
		if pg.Hash() == "" || !bytes.Contains(data, []byte(`data-block="a#top-p1"`)) {
			t.Errorf("page %d: %d bytes", pg.Number, len(data))
		}
	}
	for _, n := range []int{-1, 0, 10_000} {
		if zh.Page(n) != nil {
			t.Errorf("there is a page %d", n)
		}
	}
}

func TestBlocksOfBothLanguagesOfAParallelEditionAreToldApart(t *testing.T) {
	a := printedBook(t)
	s := NewSession(Options{Dir: a.dir})
	defer s.Close()
	p := a.build(s)
	got := strings.Join(keys(printed(t, p, "zh-en").Chapter("a")), " ")
	if got != " top-p1 a-section a-section-p1 fn-1 en: en:top-p1 en:a-section en:a-section-p1 en:fn-1" {
		t.Errorf("blocks %q", got)
	}
	places := p.Places("zh-en", "a")
	for key, want := range map[BlockKey]string{
		{false, "top-p1"}: "content/zh/a.md:3:1", {true, "top-p1"}: "content/en/a.md:3:1", {false, ""}: "content/zh/a.md:1:3",
		{true, "a-section"}: "content/en/a.md:5:1", {false, "fn-1"}: "content/zh/a.md:9:1",
	} {
		if at := places[key]; at.String() != want {
			t.Errorf("%v is written at %s, want %s", key, at, want)
		}
	}
	if n := len(p.Places("zh", "none")) + len(p.Places("none", "a")); n != 0 {
		t.Errorf("%d places of nothing", n)
	}
}

func TestASaveChangesThePagesOfItsChapterOnly(t *testing.T) {
	a := printedBook(t)
	s := NewSession(Options{Dir: a.dir})
	defer s.Close()
	hashes := func(p *Printed, slug string) (out []string) {
		for _, pg := range p.Chapter(slug) {
			out = append(out, pg.Hash())
		}
		return out
	}
	before := printed(t, a.build(s), "zh")
	a.write("content/zh/notes.txt", "not part of the book")
	if again := printed(t, a.build(s), "zh"); again != before {
		t.Error("set again although nothing changed")
	}
	a.write("content/zh/a.md", strings.Replace(a.read("content/zh/a.md"), "之二", "之三", 1))
	p := a.build(s)
	after := printed(t, p, "zh")
	if strings.Join(hashes(before, "a"), " ") == strings.Join(hashes(after, "a"), " ") {
		t.Error("the changed page is as it was")
	}
	if strings.Join(hashes(before, "b"), " ") != strings.Join(hashes(after, "b"), " ") {
		t.Error("a page of the other chapter is another one")
	}

	// Sections that are as they were stay the very same parts, whether they were set for the screen or for the file.
	if n := newParts(before, after); n != 1 {
		t.Errorf("%d sections were set, one has changed", n)
	}
	if _, _, err := p.File(context.Background(), "pdf/zh-print.pdf"); err != nil {
		t.Fatal(err)
	}
	a.write("content/zh/b.md", strings.Replace(a.read("content/zh/b.md"), "之二", "之三", 1))
	p = a.build(s)
	if _, _, err := p.File(context.Background(), "pdf/zh-print.pdf"); err != nil {
		t.Fatal(err)
	}
	if n := newParts(after, printed(t, p, "zh")); n != 1 {
		t.Errorf("%d sections were set, one has changed", n)
	}
	if n := len(p.work.keep.pressed.Values()); n != 1 {
		t.Errorf("an edition is kept %d times", n)
	}
}

func TestTheFileAndTheScreenMayBeSetAtOnce(t *testing.T) {
	a := printedBook(t)
	s := NewSession(Options{Dir: a.dir})
	defer s.Close()
	for n := range 3 {
		a.write("content/zh/a.md", strings.Replace(a.read("content/zh/a.md"), "之二", "之二二", 1))
		p := a.build(s)
		var file []byte
		var failed, unseen error
		var both sync.WaitGroup
		both.Go(func() { file, _, failed = p.File(context.Background(), "pdf/zh-print.pdf") })
		both.Go(func() {
			var pr *Printed
			if pr, _, unseen = p.Printed(context.Background(), "zh"); unseen == nil {
				for _, pg := range pr.pages {
					pg.SVG("/")
				}
			}
		})
		both.Wait()
		clean := NewSession(Options{Dir: a.dir})
		want, _, err := a.build(clean).File(context.Background(), "pdf/zh-print.pdf")
		clean.Close()
		if err := errors.Join(failed, unseen, err); err != nil || !bytes.Equal(file, want) {
			t.Errorf("edit %d: the file is not that of a clean build: %v", n, err)
		}
	}
}

// newParts counts the parts that an edition had not before.
func newParts(before, after *Printed) (n int) {
	seen := map[*forme.Part]bool{nil: true}
	for _, pg := range before.pages {
		seen[pg.page.Part] = true
	}
	for _, pg := range after.pages {
		if !seen[pg.page.Part] {
			seen[pg.page.Part] = true
			n++
		}
	}
	return n
}

func TestAPageOfTheSameLooksHasTheHashOfItsBlocks(t *testing.T) {
	a := printedBook(t)
	s := NewSession(Options{Dir: a.dir})
	defer s.Close()
	hash := func() string { return printed(t, a.build(s), "zh").Chapter("a")[0].Hash() }
	before := hash()
	for _, edit := range [][2]string{{"## 一节", "## 一节 {#named}"}, {"{#named}", ""}, {"正文之一", "正文之乙"}, {"正文之乙", "*正文之乙*"}} {
		a.write("content/zh/a.md", strings.Replace(a.read("content/zh/a.md"), edit[0], edit[1], 1))
		now := hash()
		if now == before {
			t.Errorf("%s for %s: the page is told to be as it was", edit[1], edit[0])
		}
		before = now
	}
	a.write("content/zh/a.md", a.read("content/zh/a.md")+"\n<!-- nothing that is seen -->\n")
	if hash() != before {
		t.Error("a comment made the page another one")
	}
}

func TestABookThatIsOnlyOnTheWebHasPagesAllTheSame(t *testing.T) {
	for outputs, want := range map[string]string{
		"{website: {}}":                                         "185×260",
		"{website: {}, pdf: {screen: {}}}":                      "148×210",
		"{pdf: {screen: {}, print: {}}}":                        "185×260",
		"{pdf: {print: {trim: {width: 100mm, height: 150mm}}}}": "100×150",
	} {
		dir := golden.Folder(t, "book.yaml", "title: {zh: 书}\nlanguages: [zh]\nchapters: [a]\noutputs: "+outputs+"\n", "content/zh/a.md", "# 章\n\n正文。\n")
		s := NewSession(Options{Dir: dir})
		p, err := s.Build(context.Background(), nil)
		if err != nil {
			t.Fatal(err)
		}
		pg := printed(t, p, "zh").Chapter("a")[0]
		if got := millimetres(pg.Size); got != want {
			t.Errorf("%s: %s, want %s", outputs, got, want)
		}
		s.Close()
	}
}

func TestEditionsThatAreNotPrinted(t *testing.T) {
	s := NewSession(Options{Dir: bilingual(t)})
	defer s.Close()
	p, err := s.Build(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := printed(t, p, "zh-en").Edition; got != "zh" {
		t.Errorf("a view that is not printed has the pages of %q", got)
	}
	if got := printed(t, p, "").Edition; got != "zh" {
		t.Errorf("the door has the pages of %q", got)
	}
	for _, name := range []string{"fr", "../zh", "\x00", "zh-"} {
		if _, _, err := p.Printed(context.Background(), name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%q: %v", name, err)
		}
	}
	if _, _, err := (Preview{}).Printed(context.Background(), "zh"); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

func TestPagesThatBreakOrAreNotWaitedForCanBeAskedForAgain(t *testing.T) {
	on := true
	s := NewSession(Options{Dir: bilingual(t), Progress: breaking(func(e Event) bool { return on && e.Stage == Typesetting })})
	defer s.Close()
	p, err := s.Build(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var fault *crew.Fault
	if _, ms, err := p.Printed(context.Background(), "zh"); !errors.As(err, &fault) || len(faults(ms)) != 1 {
		t.Errorf("%v, %v", err, ms)
	}
	if n := len(p.work.keep.pressed.Values()); n != 0 {
		t.Error("what broke while it was used is kept")
	}
	on = false
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := p.Printed(ctx, "zh"); err != nil && !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if pr := printed(t, p, "zh"); len(pr.Chapter("a")) == 0 {
		t.Error("no pages")
	}
}

func TestIdsOfBlocksMayHaveAnyCharacters(t *testing.T) {
	dir := golden.Folder(t, "book.yaml", "title: {zh: 书}\nlanguages: [zh]\nchapters: ['a&b']\n",
		"content/zh/a&b.md", "# 章\n\n## 甲“乙”<丙> {#x&y.z:1}\n\n正文。\n\n## 汉字\n\n![图](图片.png){#fig-甲}\n", "content/图片.png", "no picture")
	s := NewSession(Options{Dir: dir})
	defer s.Close()
	p, err := s.Build(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	places := p.Places("zh", "a&b")
	for _, pg := range printed(t, p, "zh").Chapter("a&b") {
		data := pg.SVG("/")
		if bytes.Contains(data, []byte("a&b")) || !bytes.Contains(data, []byte(`data-block="a&amp;b#`)) {
			t.Errorf("%.300s", data)
		}
		for _, b := range pg.Boxes() {
			if !places[b.BlockKey].Within() {
				t.Errorf("%q is written nowhere", b.ID)
			}
		}
	}
}

func TestPagesOfANestedChapterShowItsOwnBlocks(t *testing.T) {
	part := &forme.Part{}
	water := part.Add(forme.Element{Role: "Sect", Parent: -1})
	var tags []int32
	tags = append(tags, part.Add(forme.Element{Role: "H1", Parent: water, Block: "water"}), part.Add(forme.Element{Role: "P", Parent: water, Block: "p1"}))
	rivers := part.Add(forme.Element{Role: "Sect", Parent: water, Block: "rivers"})
	tags = append(tags, part.Add(forme.Element{Role: "H2", Parent: rivers}), part.Add(forme.Element{Role: "P", Parent: rivers, Block: "p1"}))
	note := part.Add(forme.Element{Role: "Note", Parent: rivers, ID: "note-rivers#1"})
	tags = append(tags, part.Add(forme.Element{Role: "P", Parent: note, Block: "note-1-p1"}))
	var ops []draw.Op
	for i, tag := range tags {
		area := geom.Rect{Y: geom.Length(i) * geom.Pt, W: geom.Pt, H: geom.Pt}
		ops = append(ops, draw.Op{Tag: tag, Path: draw.Rectangle(area, draw.Color{})})
	}
	part.Bodies = []forme.Body{{Ops: ops[:2]}, {Ops: ops[2:]}}
	doc := &forme.Document{
		Parts: []*forme.Part{part}, Pages: []forme.Page{{Part: part}, {Part: part, Body: 1}},
		Dests: map[string]forme.Dest{"water": {Page: 0}, "rivers": {Page: 1}},
	}
	p := newPrinted(doc, &book.Edition{Lang: "zh", Sections: []book.Section{{Slug: "water"}, {Slug: "rivers", Depth: 1}}})
	for slug, want := range map[string]string{"water": "1: p1", "rivers": "2: p1 fn-1"} {
		pages := p.Chapter(slug)
		if got := strconv.Itoa(pages[0].Number) + ":" + strings.Join(keys(pages), " "); len(pages) != 1 || got != want {
			t.Errorf("%s is on %d pages, %q, want %q", slug, len(pages), got, want)
		}
	}
	if name := p.pages[1].blocks.name(tags[3]); name != "rivers#p1" {
		t.Errorf("the block is called %q", name)
	}
}
