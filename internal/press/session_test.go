package press

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"keben/internal/diag"
	"keben/internal/golden"
	"keben/internal/output"
)

// author is somebody who writes a book in a session.
type author struct {
	t       *testing.T
	dir     string
	r       *rand.Rand
	changed []string
}

func (a *author) path(name string) string { return filepath.Join(a.dir, filepath.FromSlash(name)) }

func (a *author) write(name, text string) {
	a.t.Helper()
	if err := os.MkdirAll(filepath.Dir(a.path(name)), 0o755); err != nil {
		a.t.Fatal(err)
	}
	if err := os.WriteFile(a.path(name), []byte(text), 0o644); err != nil {
		a.t.Fatal(err)
	}
	a.changed = append(a.changed, name)
}

func (a *author) remove(name string) {
	if err := os.Remove(a.path(name)); err == nil {
		a.changed = append(a.changed, name)
	}
}

func (a *author) read(name string) string {
	data, err := os.ReadFile(a.path(name))
	if err != nil {
		return ""
	}
	return string(data)
}

func (a *author) pick(of ...string) string { return of[a.r.Intn(len(of))] }

// build builds in a session what has changed.
func (a *author) build(s *Session) Preview {
	a.t.Helper()
	p, err := s.Build(context.Background(), a.changed)
	if err != nil {
		a.t.Fatal(err)
	}
	a.changed = nil
	if p.Provisional() {
		s.Adopt(p.Align())
		if p, err = s.Build(context.Background(), nil); err != nil || p.Provisional() {
			a.t.Fatal("still provisional", err)
		}
	}
	return p
}

// clean builds without anything kept.
func (a *author) clean() Preview {
	a.t.Helper()
	s := NewSession(Options{Dir: a.dir})
	p, err := s.Build(context.Background(), nil)
	if err != nil {
		a.t.Fatal(err)
	}
	a.t.Cleanup(func() { s.Close() })
	return p
}

func texts(ms []diag.Message) (out []string) {
	for _, m := range ms {
		out = append(out, m.Place.String()+": "+m.Text("en")+" / "+m.Hint("zh"))
	}
	return out
}

// differ says how two builds differ, "" when they do not.
func differ(got, want Preview) string {
	if a, b := texts(got.Messages), texts(want.Messages); !slices.Equal(a, b) {
		return fmt.Sprintf("messages\n%s\nwant\n%s", strings.Join(a, "\n"), strings.Join(b, "\n"))
	}
	names := func(fs []output.File) (out []string) {
		for _, f := range fs {
			out = append(out, f.Path)
		}
		return out
	}
	if a, b := names(got.Files), names(want.Files); !slices.Equal(a, b) {
		return fmt.Sprintf("files %v\nwant %v", a, b)
	}
	for i := range want.Files {
		if !bytes.Equal(got.Files[i].Data, want.Files[i].Data) {
			return fmt.Sprintf("%s is\n%s\nwant\n%s", want.Files[i].Path, got.Files[i].Data, want.Files[i].Data)
		}
	}
	return ""
}

const sessionBook = "title: {zh: 书, en: Book}\nlanguages: [zh, en]\nnumbering: humanities\nfront: [contents]\nback: [colophon]\noutputs:\n  website: {}\n  pdf: {screen: {}}\n"

var sessionChapters = []string{"a", "b", "c", "d", "e"}

func newAuthor(t *testing.T, seed int64) *author {
	a := &author{t: t, dir: t.TempDir(), r: rand.New(rand.NewSource(seed))}
	a.write("book.yaml", sessionBook)
	a.write("data/trade.yaml", "total: {value: 3.1e12, unit: USD}\nname: x\n")
	for _, slug := range sessionChapters[:3] {
		for _, lang := range []string{"zh", "en"} {
			a.write("content/"+lang+"/"+slug+".md", a.chapter(slug, lang))
		}
	}
	return a
}

// chapter is a chapter of random things that depend on other files.
func (a *author) chapter(slug, lang string) string {
	var b strings.Builder
	title := map[string]string{"zh": "第" + slug, "en": "On " + slug}[lang]
	fmt.Fprintf(&b, "# %s\n\n", title)
	for i := range 2 + a.r.Intn(6) {
		switch a.r.Intn(10) {
		case 0:
			fmt.Fprintf(&b, "## %s %d {#%s-%d}\n\n", title, i, slug, i)
		case 1:
			fmt.Fprintf(&b, "## %s\n\n", a.pick("贸易", "Trade", "投资"))
		case 2:
			fmt.Fprintf(&b, "见[下章](%s.md#%s-%d)和[此](#%s-1)。\n\n", a.pick(sessionChapters...), slug, a.r.Intn(4), slug)
		case 3:
			fmt.Fprintf(&b, "![图](%s.svg){#fig-%s}\n\n见 @fig-%s。\n\n", a.pick("x", "y", "figures/z"), slug, a.pick(sessionChapters...))
		case 4:
			fmt.Fprintf(&b, "总额 {{ qty \"trade.%s\" }}，{{ .data.trade.name }}。\n\n", a.pick("total", "total", "other"))
		case 5:
			b.WriteString("正文[^n]。\n\n[^n]: 注。\n\n")
		case 6:
			b.WriteString("| a | b |\n|---|--:|\n| 1 | 2.5 |\n\n: 表 {#tbl-x}\n\n")
		default:
			fmt.Fprintf(&b, "%s %d\n\n", a.pick("共建国家的贸易与投资持续增长。", "Trade has grown.", "`code` **强调**后文"), a.r.Intn(100))
		}
	}
	return b.String()
}

const sessionDrawing = `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="40"><rect width="10" height="10"/></svg>`

// edit changes something in the book, as a person would.
func (a *author) edit() string {
	chapter := "content/" + a.pick("zh", "en") + "/" + a.pick(sessionChapters...) + ".md"
	switch a.r.Intn(14) {
	case 0, 1, 2, 3:
		a.write(chapter, a.chapter(strings.TrimSuffix(filepath.Base(chapter), ".md"), chapter[8:10]))
		return "write " + chapter
	case 4:
		a.write(chapter, a.read(chapter)+"\n再加一段。\n")
		return "add to " + chapter
	case 5:
		a.remove(chapter)
		return "remove " + chapter
	case 6:
		to := "content/" + a.pick("zh", "en") + "/" + a.pick(sessionChapters...) + ".md"
		if os.Rename(a.path(chapter), a.path(to)) == nil {
			a.changed = append(a.changed, chapter, to)
		}
		return "rename " + chapter + " to " + to
	case 7:
		a.write("data/trade.yaml", fmt.Sprintf("total: {value: %d, unit: USD}\nname: n%d\n", a.r.Intn(1e6), a.r.Intn(3)))
		return "data"
	case 8:
		a.write("content/figures/"+a.pick("x", "y", "z")+".svg", fmt.Sprintf(sessionDrawing, 10+a.r.Intn(4)))
		return "write a figure"
	case 9:
		a.remove("content/figures/" + a.pick("x", "y", "z") + ".svg")
		return "remove a figure"
	case 10:
		a.write("book.yaml", strings.Replace(sessionBook, "书", a.pick("书", "新书", "好书"), 1)+a.pick("", "date: 2025-09\n", "templates: false\n", "raw-html: true\n", "chapters: [c, a, b]\n", "titel: x\n"))
		return "book.yaml"
	case 11:
		a.write("templates/theme.yaml", "colors: {light: {ink: \""+a.pick("#101010", "#202020", "red")+"\"}}\n")
		return "theme"
	case 12:
		a.write("templates/website/parts/signature.html", a.pick("", "<p>signed</p>\n", "{{.Nothing}}"))
		return "template"
	default:
		a.write(chapter, "---\ntitle: [\n---\n\n{{ qty }}\n")
		return "break " + chapter
	}
}

// mend puts right what edit may have broken.
func (a *author) mend() string {
	a.write("book.yaml", sessionBook)
	a.remove("templates/theme.yaml")
	a.remove("templates/website/parts/signature.html")
	for _, lang := range []string{"zh", "en"} {
		for _, slug := range sessionChapters {
			name := "content/" + lang + "/" + slug + ".md"
			if text := a.read(name); text != "" {
				a.write(name, strings.NewReplacer("trade.other", "trade.total", "title: [", "title: x", "{{ qty }}", "").Replace(text))
			}
		}
	}
	return "mend"
}

// The whole point of a session: whatever happened before, the result is that of a clean build.
func TestASessionBuildsWhatACleanBuildDoes(t *testing.T) {
	for seed := range int64(golden.Rounds(3)) {
		a := newAuthor(t, seed)
		s := NewSession(Options{Dir: a.dir})
		defer s.Close()
		built, broken := 0, false
		for step := range 40 {
			what := "nothing"
			switch {
			case broken && a.r.Intn(2) == 0:
				what = a.mend()
			case step > 0:
				what = a.edit()
			}
			got := a.build(s)
			broken = len(got.Files) == 0
			if d := differ(got, a.clean()); d != "" {
				t.Fatalf("seed %d, step %d, %s: %s", seed, step, what, d)
			}
			if len(got.Files) > 0 {
				built++
			}
		}
		if built < 12 {
			t.Errorf("seed %d: only %d builds came to something", seed, built)
		}
	}
}

func TestPDFsOfASessionAreThoseOfACleanBuild(t *testing.T) {
	a := newAuthor(t, 7)
	s := NewSession(Options{Dir: a.dir})
	defer s.Close()
	ctx := context.Background()
	made, broken := 0, false
	for step := range 16 {
		what := "nothing"
		switch {
		case broken:
			what = a.mend()
		case step > 0:
			what = a.edit()
		}
		got, want := a.build(s), a.clean()
		broken = len(want.Files) == 0
		if len(want.Files) == 0 {
			continue
		}
		for _, path := range []string{"pdf/zh-screen.pdf", "pdf/en-screen.pdf", "pdf/zh-print.pdf"} {
			x, xs, xErr := got.File(ctx, path)
			y, ys, yErr := want.File(ctx, path)
			if !bytes.Equal(x, y) || !slices.Equal(texts(xs), texts(ys)) || errors.Is(xErr, fs.ErrNotExist) != errors.Is(yErr, fs.ErrNotExist) {
				t.Fatalf("step %d, %s: %s differs: %d bytes, %d wanted; %v, %v", step, what, path, len(x), len(y), xErr, yErr)
			}
			if len(x) > 0 {
				made++
			}
		}
	}
	if made < 6 {
		t.Errorf("only %d PDFs were made", made)
	}
}

func TestASessionWritesWhatBuildWrites(t *testing.T) {
	a := newAuthor(t, 3)
	a.write("book.yaml", strings.Replace(sessionBook, "  pdf: {screen: {}}\n", "", 1))
	s := NewSession(Options{Dir: a.dir})
	defer s.Close()
	p := a.build(s)
	for _, c := range sessionChapters {
		a.write("content/zh/"+c+".md", a.chapter(c, "zh"))
	}
	p = a.build(s)
	res, err := Build(context.Background(), Options{Dir: a.dir})
	if err != nil || res.Failed(false) {
		t.Fatal(err, texts(res.Messages))
	}
	want := written(t, res.Out)
	for _, f := range p.Files {
		if want[f.Path] != string(f.Data) {
			t.Errorf("%s differs", f.Path)
		}
		delete(want, f.Path)
	}
	for name := range want {
		t.Errorf("%s is not in the session", name)
	}
}

func TestASessionWritesNothing(t *testing.T) {
	a := newAuthor(t, 1)
	before := written(t, a.dir)
	s := NewSession(Options{Dir: a.dir})
	defer s.Close()
	p := a.build(s)
	if _, _, err := p.File(context.Background(), "pdf/zh-screen.pdf"); err != nil {
		t.Fatal(err)
	}
	if after := written(t, a.dir); len(after) != len(before) {
		t.Errorf("files appeared: %d, %d before", len(after), len(before))
	}
}

func TestAnUnchangedPDFIsNotMadeAgain(t *testing.T) {
	a := newAuthor(t, 2)
	s := NewSession(Options{Dir: a.dir})
	defer s.Close()
	ctx := context.Background()
	zh, _, err := a.build(s).File(ctx, "pdf/zh-screen.pdf")
	if err != nil {
		t.Fatal(err)
	}
	a.write("content/zh/notes.txt", "not part of the book")
	again, _, err := a.build(s).File(ctx, "pdf/zh-screen.pdf")
	if err != nil || &again[0] != &zh[0] {
		t.Errorf("made again, %v", err)
	}
	a.write("content/zh/a.md", "# 新\n\n正文。\n")
	again, _, err = a.build(s).File(ctx, "pdf/zh-screen.pdf")
	if err != nil || bytes.Equal(again, zh) {
		t.Errorf("the old PDF, %v", err)
	}
}

func TestAPDFThatNobodyWaitsForAnyMoreIsGivenUp(t *testing.T) {
	a := newAuthor(t, 2)
	s := NewSession(Options{Dir: a.dir})
	defer s.Close()
	p := a.build(s)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := p.File(ctx, "pdf/zh-screen.pdf"); err != nil && !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, _, err := p.File(context.Background(), "pdf/zh-screen.pdf"); err != nil {
		t.Error(err)
	}
}

func TestASessionOutlivesItsFolder(t *testing.T) {
	a := newAuthor(t, 1)
	s := NewSession(Options{Dir: a.dir})
	defer s.Close()
	a.build(s)
	moved := a.dir + "-moved"
	if err := os.Rename(a.dir, moved); err != nil {
		t.Fatal(err)
	}
	a.changed = []string{"."}
	if p := a.build(s); !p.Failed(false) || len(p.Files) > 0 {
		t.Errorf("a folder that is gone was built: %v", texts(p.Messages))
	}
	if err := os.Rename(moved, a.dir); err != nil {
		t.Fatal(err)
	}
	a.changed = []string{"."}
	if p := a.build(s); p.Failed(false) || len(p.Files) == 0 {
		t.Errorf("not built: %v", texts(p.Messages))
	}
}

// written returns the files below a folder with their texts, without Keben's marker.
func written(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Base(p) == ".keben" {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, p))
		files[p] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestASessionShowsWhatIsNotSaved(t *testing.T) {
	a := &author{t: t, dir: t.TempDir(), r: rand.New(rand.NewSource(1))}
	a.write("book.yaml", "title: 书\nlanguages: [zh]\nchapters: [a]\noutputs: {website: {}}\n")
	a.write("content/zh/a.md", "# 章\n\n存盘的。\n")
	s := NewSession(Options{Dir: a.dir})
	defer s.Close()
	page := func() string {
		p := a.build(s)
		i := slices.IndexFunc(p.Files, func(f output.File) bool { return f.Path == "zh/a.html" })
		if i < 0 {
			t.Fatal(p.Messages)
		}
		return string(p.Files[i].Data)
	}
	for _, c := range []struct{ unsaved, want string }{{"", "存盘的。"}, {"# 章\n\n未存的。\n", "未存的。"}, {"# 章\n\n又改的。\n", "又改的。"}, {"", "存盘的。"}} {
		unsaved := map[string][]byte{}
		if c.unsaved != "" {
			unsaved["content/zh/a.md"] = []byte(c.unsaved)
		}
		s.Overlay(unsaved)
		if got := page(); !strings.Contains(got, c.want) {
			t.Errorf("no %q in the page", c.want)
		}
	}
}
