package snapshot

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"keben/internal/budget"
	"keben/internal/diag"
	"testing"
	"testing/fstest"
	"time"
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
		var r Refusal
		if !errors.As(err, &r) || r.Kind != limit.Kind || r.Place.Name() != name || l.opened > 0 {
			t.Errorf("%s: %v; opened %d times", name, err, l.opened)
		}
	}
}

func TestAFileThatIsLongerThanItSaysIsReadToItsLimitOnly(t *testing.T) {
	l := &ledger{size: 1 << 40, claimed: 10}
	_, _, err := readFile(l, "data/a.yaml")
	var r Refusal
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
		var r Refusal
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
			var r Refusal
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
	var r Refusal
	if _, err := readFolder(files, "d"); !errors.As(err, &r) || r.Kind != budget.FolderEntries.Kind {
		t.Error(err)
	}
}

func TestAllFilesTogetherStayWithinTheBooksLimit(t *testing.T) {
	was := *budget.BookBytes
	defer func() { *budget.BookBytes = was }()
	budget.BookBytes.Max = 100
	files := fstest.MapFS{"a.md": {Data: bytes.Repeat([]byte("a"), 60)}, "b.md": {Data: bytes.Repeat([]byte("b"), 60)}, "c.md": {Data: bytes.Repeat([]byte("c"), 30)}}
	s := New(files)
	a, b, c := s.ask(question{text, "a.md"}), s.ask(question{text, "b.md"}), s.ask(question{text, "c.md"})
	if a.err != nil || b.err == nil || c.err != nil || s.held != 90 {
		t.Errorf("%v, %v, %v; %d bytes held", a.err, b.err, c.err, s.held)
	}
	if ms := s.Refusals(); len(ms) != 1 || ms[0].Kind != budget.BookBytes.Kind {
		t.Error(ms)
	}
	files["a.md"] = &fstest.MapFile{Data: []byte("a")}
	s.Renew([]string{"a.md", "b.md"})
	if s.ask(question{text, "a.md"}); s.ask(question{text, "b.md"}).err != nil || s.held != 91 {
		t.Errorf("%d bytes held", s.held)
	}
	if ms := s.Refusals(); len(ms) != 0 {
		t.Error("an old Refusal is told again", ms)
	}
}
