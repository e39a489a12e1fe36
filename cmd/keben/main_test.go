package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/press"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"keben": main})
}

// The scripts in testdata/script are the command line as a person types it. Three commands are added:
// bytes FILE HEX… writes what a txtar archive cannot hold, and sums DIR prints
// a checksum for every file, so that two builds can be compared byte for byte. visit URL TEXT... waits until a
// page holds the texts; $PORT is a free port.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("LC_ALL", "en_US.UTF-8")
			env.Setenv("HOME", env.WorkDir)
			port, err := freePort()
			env.Setenv("PORT", port)
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"bytes": writeBytes,
			"sums":  sums,
			"visit": visit,
		},
	})
}

// ports are those that scripts were given: they run side by side, and a port that is free for one is for the next too.
var ports sync.Map

func freePort() (string, error) {
	for {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return "", err
		}
		port := strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
		_, given := ports.LoadOrStore(port, true)
		if err := l.Close(); err != nil || !given {
			return port, err
		}
	}
}

// writeBytes is "bytes FILE HEX…": it writes a file that a txtar archive cannot hold.
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: bytes FILE HEX...")
	}
	var data []byte
	for _, a := range args[1:] {
		var part []byte
		if _, err := fmt.Sscanf(a, "%x", &part); err != nil {
			ts.Fatalf("%q is not hexadecimal", a)
		}
		data = append(data, part...)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o644))
}

// sums is "sums DIR": it prints a checksum and path for every file below DIR.
func sums(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: sums DIR")
	}
	dir := ts.MkAbs(args[0])
	ts.Check(filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		fmt.Fprintf(ts.Stdout(), "%x %s\n", sha256.Sum256(data), filepath.ToSlash(rel))
		return err
	}))
}

// visit is "visit URL TEXT...": it asks for a page until it holds the texts, as an author does who looks after a
// save. Of a stream of events it reads the first.
func visit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: visit URL TEXT...")
	}
	var page []byte
	for end := time.Now().Add(30 * time.Second); ; {
		page = fetch(args[0])
		missing := slices.ContainsFunc(args[1:], func(text string) bool { return !bytes.Contains(page, []byte(text)) })
		if !missing {
			return
		}
		if time.Now().After(end) {
			ts.Fatalf("%s is\n%.2000s", args[0], page)
		}
	}
}

// fetch returns what an address answers, up to the end of the first event when it is a stream; nothing when
// nobody answers yet.
func fetch(url string) []byte {
	r, err := http.Get(url)
	if err != nil {
		return nil
	}
	defer r.Body.Close()
	if r.Header.Get("Content-Type") != "text/event-stream" {
		page, err := io.ReadAll(r.Body)
		if err != nil {
			return nil
		}
		return page
	}
	for lines := bufio.NewScanner(r.Body); lines.Scan(); {
		if bytes.HasPrefix(lines.Bytes(), []byte("data: ")) {
			return bytes.Clone(lines.Bytes())
		}
	}
	return nil
}

func TestLanguageComesFromTheFlagThenTheLocale(t *testing.T) {
	for _, c := range []struct {
		args   []string
		env    map[string]string
		system string
		want   diag.Language
	}{
		{nil, nil, "", "en"},
		{nil, nil, "zh", "zh"}, // Windows in Chinese
		{nil, map[string]string{"LANG": "en_US.UTF-8"}, "zh", "en"},
		{[]string{"--lang=en"}, nil, "zh", "en"},
		{nil, map[string]string{"LANG": "zh_CN.UTF-8"}, "", "zh"},
		{nil, map[string]string{"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "", "en"},
		{nil, map[string]string{"LC_MESSAGES": "zh_TW", "LANG": "en_US"}, "", "zh"},
		{[]string{"build", "--lang", "zh"}, map[string]string{"LANG": "en_US"}, "", "zh"},
		{[]string{"--lang=en", "build"}, map[string]string{"LANG": "zh_CN"}, "", "en"},
		{[]string{"build", "--", "--lang=zh"}, nil, "", "en"},
	} {
		if got := chooseLanguage(c.args, func(k string) string { return c.env[k] }, func() string { return c.system }); got != c.want {
			t.Errorf("%v, %v: got %s, want %s", c.args, c.env, got, c.want)
		}
	}
}

func TestNumbersReadAsAPersonWritesThem(t *testing.T) {
	zh, en := &tool{lang: "zh"}, &tool{lang: "en"}
	for n, want := range map[int64]string{0: "0 bytes", 999: "999 bytes", 1000: "1 kB", 345678: "346 kB", 999_600: "1 MB", 4_120_000: "4.1 MB"} {
		if got := en.size(n); got != want {
			t.Errorf("%d: got %s, want %s", n, got, want)
		}
	}
	if a, b, c := zh.count(1, lang.Nouns.Page), en.count(1, lang.Nouns.Page), en.count(2, lang.Nouns.Page); a != "1 页" || b != "1 page" || c != "2 pages" {
		t.Error(a, b, c)
	}
	if got := en.seconds(1234 * time.Millisecond); got != "1.2 s" {
		t.Error(got)
	}
}

func TestProgressIsALineInEitherLanguage(t *testing.T) {
	e := press.Event{Stage: press.Typesetting, Edition: "zh", Variant: "print", Chapters: 6, Pages: 120}
	if got := (&progress{t: &tool{lang: "en"}}).line(e); got != "typesetting · 6 chapters · 120 pages" {
		t.Error(got)
	}
	if got := (&progress{t: &tool{lang: "zh"}}).line(e); got != "排版 · 6 章 · 120 页" {
		t.Error(got)
	}
}

func TestProgressIsSilentInAPipe(t *testing.T) {
	var out strings.Builder
	p := (&tool{lang: "en", err: &out}).newProgress()
	p.show(press.Event{Stage: press.Reading})
	p.clear()
	if out.Len() > 0 {
		t.Errorf("wrote %q", out.String())
	}
}
