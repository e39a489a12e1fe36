package press

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

// counted counts the chapters that are opened, and calls at with the number.
type counted struct {
	fs.FS
	mu sync.Mutex // nobody opens another one while at is called
	n  int
	at func(n int)
}

func (c *counted) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, ".md") {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.n++
		c.at(c.n)
	}
	return c.FS.Open(name)
}

// Stat implements [fs.StatFS]: without it every question about a file would open it.
func (c *counted) Stat(name string) (fs.FileInfo, error) { return fs.Stat(c.FS, name) }

func long(chapters int) fstest.MapFS {
	files := fstest.MapFS{"book.yaml": {Data: []byte("title: 书\nlanguages: [zh]\noutputs:\n  website: {}\n  pdf: {print: {}}\n")}}
	for i := range chapters {
		files[fmt.Sprintf("content/zh/%03d.md", i)] = &fstest.MapFile{Data: []byte("# 章\n\n正文。\n")}
	}
	return files
}

func TestACancelledBuildReadsNoFurtherChapters(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	const when = 5
	files := &counted{FS: long(100), at: func(n int) {
		if n == when {
			cancel()
		}
	}}
	w := newWork(Options{}, files)
	if _, err := w.run(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if files.n > when+runtime.GOMAXPROCS(0) {
		t.Errorf("%d chapters were opened", files.n)
	}
}

func TestACancelledBuildSetsNoFurtherChapters(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	w := newWork(Options{Progress: func(e Event) {
		if e.Stage == Typesetting {
			n++
			cancel()
		}
	}}, long(20))
	if _, err := w.run(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if n != 1 {
		t.Errorf("%d chapters were set", n)
	}
	if got := faults(w.messages); len(got) > 0 {
		t.Errorf("stopping is told as a fault: %v", got)
	}
}
