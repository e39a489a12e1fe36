package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/spf13/cobra"

	"keben/internal/diag"
)

// signalled sends this process a signal and waits until the tool has it.
func signalled(t *testing.T, ctx context.Context, s os.Signal) {
	t.Helper()
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if err := self.Signal(s); err != nil {
		t.Fatal(err)
	}
	<-ctx.Done()
}

func TestASignalEndsACommandWithItsNumber(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot send itself Ctrl-C on Windows")
	}
	book := t.TempDir()
	if err := os.WriteFile(filepath.Join(book, "a.md"), []byte("# A\n\nText.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		signal os.Signal
		lang   diag.Language
		args   []string
		want   int
		says   string
	}{
		{os.Interrupt, "en", []string{"build", book}, 130, "keben: stopped; nothing was written\n"},
		{syscall.SIGTERM, "zh", []string{"build", book}, 143, "keben：已中止，未写入任何文件\n"},
		{os.Interrupt, "zh", []string{"check", book}, 130, "keben：已中止，未写入任何文件\n"},
		{syscall.SIGTERM, "en", []string{"status", book}, 143, "keben: stopped; nothing was written\n"},
		{os.Interrupt, "en", []string{"dump", "--stage=page", book}, 130, "keben: stopped; nothing was written\n"},
	} {
		var said strings.Builder
		tool := &tool{lang: c.lang, out: io.Discard, err: &said}
		ctx, stop := tool.untilInterrupted(func(status int) { t.Errorf("ended at once with %d", status) })
		signalled(t, ctx, c.signal)
		root := tool.command()
		root.SetArgs(c.args)
		if got := tool.status(ctx, root.ExecuteContext(ctx)); got != c.want || said.String() != c.says {
			t.Errorf("%v after %v: status %d, %q", c.args, c.signal, got, said.String())
		}
		stop()
		if _, err := os.Stat(filepath.Join(book, "public")); err == nil {
			t.Errorf("%v: something was written", c.args)
		}
	}
}

func TestASecondSignalEndsTheProcessAtOnce(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot send itself Ctrl-C on Windows")
	}
	ended := make(chan int, 1)
	ctx, stop := (&tool{err: io.Discard}).untilInterrupted(func(status int) { ended <- status })
	defer stop()
	signalled(t, ctx, os.Interrupt)
	signalled(t, ctx, syscall.SIGTERM)
	if got := <-ended; got != 143 {
		t.Errorf("ended with %d", got)
	}
}

func TestCtrlCAtAQuestionIsNoAnswer(t *testing.T) {
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(interrupted{os.Interrupt})
	silent, _ := io.Pipe()
	cmd := &cobra.Command{}
	cmd.SetContext(ctx)
	cmd.SetIn(silent)
	var said strings.Builder
	tool := &tool{lang: "en", out: io.Discard, err: &said}
	agreed, err := tool.ask(cmd, "really? ")
	if status := tool.status(ctx, err); agreed || status != 130 {
		t.Errorf("agreed %v, status %d, %s", agreed, status, said.String())
	}
}

func TestOnlyAnAgreementIsYes(t *testing.T) {
	for _, yes := range []string{"y\n", "Y\n", "yes\r\n", " Yes. \n", "是\n", "好的。\n", "可以！\n", "确定\n"} {
		if !agrees(yes) {
			t.Errorf("%q is no", yes)
		}
	}
	for _, no := range []string{"", "\n", "n\n", "no\n", "yesterday\n", "否\n", "不\n", "不是\n", "不好\n", "y n\n"} {
		if agrees(no) {
			t.Errorf("%q is yes", no)
		}
	}
}

// A pipe whose reader has gone ends a program by a signal where there is one, and is no fault to tell elsewhere.
func TestAnOutputThatNobodyReadsIsNotAFault(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	defer w.Close()
	out := &stream{File: w}
	out.Write([]byte("x"))
	var said strings.Builder
	if got := (&tool{lang: "zh", err: &said}).status(context.Background(), out.failed); got != exitFault || said.Len() > 0 {
		t.Errorf("status %d, %q, of %v", got, said.String(), out.failed)
	}
}

// root may read everything, so that it is shown a link that leads to itself.
func TestAFolderThatCannotBeReadIsNamed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need rights there, and folders have none of these permissions")
	}
	dir, want := filepath.Join(t.TempDir(), "locked"), "locked：链接循环"
	err := os.Symlink("locked", dir)
	if os.Geteuid() > 0 {
		dir, want = filepath.Join(t.TempDir(), "locked"), "locked：没有权限"
		err = os.Mkdir(dir, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (&tool{lang: "zh"}).findBook([]string{dir}); err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Error(err)
	}
}
