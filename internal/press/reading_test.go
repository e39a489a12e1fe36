package press

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"keben/internal/budget"
	"keben/internal/diag"
)

// ledger is a folder of one file that counts what is asked of it.
type ledger struct {
	size, claimed int64 // what can be read, and what Stat says
	mode          fs.FileMode
	restless      int // how many readings find another state after them than before

	opened, read int
	times        int64
}

func (l *ledger) Open(name string) (fs.File, error) {
	l.opened++
	return &ledgerFile{l, io.LimitReader(endless{}, l.size)}, nil
}

func (l *ledger) Stat(name string) (fs.FileInfo, error) { return ledgerInfo{l, l.times}, nil }

type ledgerFile struct {
	*ledger
	io.Reader
}

func (f *ledgerFile) Stat() (fs.FileInfo, error) { return ledgerInfo{f.ledger, f.times}, nil }
func (f *ledgerFile) Read(p []byte) (int, error) {
	n, err := f.Reader.Read(p)
	f.read += n
	if err == io.EOF && f.restless > 0 {
		f.restless--
		f.times++
	}
	return n, err
}
func (f *ledgerFile) Close() error { return nil }

type ledgerInfo struct {
	*ledger
	at int64
}

func (i ledgerInfo) Name() string       { return "x" }
func (i ledgerInfo) Size() int64        { return i.claimed }
func (i ledgerInfo) Mode() fs.FileMode  { return i.mode }
func (i ledgerInfo) ModTime() time.Time { return time.Unix(i.at, 0) }
func (i ledgerInfo) IsDir() bool        { return i.mode.IsDir() }
func (i ledgerInfo) Sys() any           { return nil }

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func TestAFileIsMeasuredBeforeItIsRead(t *testing.T) {
	for name, limit := range map[string]*budget.Limit{
		"a.md": budget.TextBytes, "a.MD": budget.TextBytes, "a.mmark": budget.TextBytes, "a.twin": budget.TextBytes, "t/page.html": budget.TextBytes,
		"data/a.yaml": budget.DataBytes, "a.yml": budget.DataBytes, "a.png": budget.PictureBytes, "a.JPEG": budget.PictureBytes, "a.svg": budget.PictureBytes,
		"a.otf": budget.FontBytes, "a.woff2": budget.FontBytes, "Makefile": budget.OtherBytes,
	} {
		l := &ledger{size: 1 << 40, claimed: int64(limit.Max) + 1}
		_, _, err := readFile(l, name)
		var r refusal
		if !errors.As(err, &r) || r.Kind != limit.Kind || r.Place.Name() != name || l.opened > 0 {
			t.Errorf("%s: %v; opened %d times", name, err, l.opened)
		}
	}
}

func TestAFileThatIsLongerThanItSaysIsReadToItsLimitOnly(t *testing.T) {
	l := &ledger{size: 1 << 40, claimed: 10}
	_, _, err := readFile(l, "data/a.yaml")
	var r refusal
	if !errors.As(err, &r) || r.Kind != budget.DataBytes.Kind {
		t.Error(err)
	}
	if most := budget.DataBytes.Max + 1; l.read > most {
		t.Errorf("%d bytes read, at most %d wanted", l.read, most)
	}
}

func TestAFileThatChangesWhileItIsReadIsReadAgain(t *testing.T) {
	for restless := range 5 {
		l := &ledger{size: 100, claimed: 100, restless: restless}
		data, _, err := readFile(l, "a.md")
		var r refusal
		switch {
		case restless < attempts && (err != nil || len(data) != 100 || l.opened != restless+1):
			t.Errorf("%d changes: %d bytes, %v, opened %d times", restless, len(data), err, l.opened)
		case restless >= attempts && (!errors.As(err, &r) || r.Kind != restlessKind() || l.opened != attempts):
			t.Errorf("%d changes: %v, opened %d times", restless, err, l.opened)
		}
	}
	short := &ledger{size: 40, claimed: 100} // emptied and filled within a step of the file system's clock
	if _, _, err := readFile(short, "a.md"); err == nil {
		t.Error("half a file was taken for whole")
	}
}

func restlessKind() *diag.Kind { return restless }

func TestOnlyRegularFilesAreRead(t *testing.T) {
	for _, mode := range []fs.FileMode{fs.ModeNamedPipe, fs.ModeSocket, fs.ModeDevice, fs.ModeDevice | fs.ModeCharDevice, fs.ModeIrregular} {
		for name, severity := range map[string]diag.Severity{"a.md": diag.Error, "data/x.yaml": diag.Error, "a.png": diag.Warning} {
			l := &ledger{size: 1 << 40, mode: mode | 0o644}
			_, _, err := readFile(l, name)
			var r refusal
			if !errors.As(err, &r) || r.Kind.ID != "not-a-file" || r.Kind.Severity != severity || l.opened > 0 {
				t.Errorf("%v %s: %v, opened %d times", mode, name, err, l.opened)
			}
		}
	}
}

func TestAFolderIsListedToItsLimit(t *testing.T) {
	was := *budget.FolderEntries
	defer func() { *budget.FolderEntries = was }()
	budget.FolderEntries.Max = 3
	files := fstest.MapFS{"d/c": {}, "d/a": {}, "d/b": {}}
	got, err := readFolder(files, "d")
	if err != nil || len(got) != 3 || got[0].Name() != "a" {
		t.Errorf("%v, %v", got, err)
	}
	files["d/d"] = &fstest.MapFile{}
	var r refusal
	if _, err := readFolder(files, "d"); !errors.As(err, &r) || r.Kind != budget.FolderEntries.Kind {
		t.Error(err)
	}
}

func TestAllFilesTogetherStayWithinTheBooksLimit(t *testing.T) {
	was := *budget.BookBytes
	defer func() { *budget.BookBytes = was }()
	budget.BookBytes.Max = 100
	files := fstest.MapFS{"a.md": {Data: bytes.Repeat([]byte("a"), 60)}, "b.md": {Data: bytes.Repeat([]byte("b"), 60)}, "c.md": {Data: bytes.Repeat([]byte("c"), 30)}}
	s := newSnapshot(files)
	a, b, c := s.ask(question{text, "a.md"}), s.ask(question{text, "b.md"}), s.ask(question{text, "c.md"})
	if a.err != nil || b.err == nil || c.err != nil || s.held != 90 {
		t.Errorf("%v, %v, %v; %d bytes held", a.err, b.err, c.err, s.held)
	}
	if ms := s.refusals(); len(ms) != 1 || ms[0].Kind != budget.BookBytes.Kind {
		t.Error(ms)
	}
	files["a.md"] = &fstest.MapFile{Data: []byte("a")}
	s.renew([]string{"a.md", "b.md"})
	if s.ask(question{text, "a.md"}); s.ask(question{text, "b.md"}).err != nil || s.held != 91 {
		t.Errorf("%d bytes held", s.held)
	}
	if ms := s.refusals(); len(ms) != 0 {
		t.Error("an old refusal is told again", ms)
	}
}

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
		dir := write(t, "book.yaml", "title: 书\nlanguages: [zh]\nchapters: [a]\noutputs:\n  website: {}\n  pdf: {print: {}}\n",
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
	dir := write(t, "book.yaml", "title: 书\nlanguages: [zh]\nchapters: [a, b]\noutputs:\n  website: {}\n",
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
			if got := ids(res.Messages); !slices.Contains(got, "content/zh/a.md changing error") || n != attempts {
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
		dir := write(t, "book.yaml", "title: 书\nlanguages: [zh]\nchapters: [a]\noutputs:\n  website: {}\n  pdf: {print: {}}\n",
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
