package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"keben/internal/crew"
)

// interrupted is the cause of a context that a signal cancelled.
type interrupted struct{ signal os.Signal }

func (i interrupted) Error() string { return i.signal.String() }

// status is the exit status that shells use for a process a signal ended: 128 and the signal's number (POSIX, "Exit
// Status for Commands"; bash and dash say it so).
func (i interrupted) status() int {
	if i.signal == syscall.SIGTERM {
		return 128 + 15
	}
	return 128 + 2
}

// untilInterrupted returns a context that is cancelled by the first Ctrl-C, or another signal to end. Work that writes
// is then finished or undone. The second Ctrl-C calls exit at once, because a person who presses it again does not want
// to wait.
func (t *tool) untilInterrupted(exit func(int)) (ctx context.Context, stop func()) {
	ctx, cancel := context.WithCancelCause(context.Background())
	signals, done := make(chan os.Signal, 2), make(chan struct{})
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	wait := func() {
		var first interrupted
		select {
		case <-done:
			return
		case s := <-signals:
			first = interrupted{s}
		}
		if _, ok := terminal(t.err); ok && !t.serving {
			fmt.Fprintln(t.err, t.say("\nstopping; press Ctrl-C again to stop at once", "\n正在中止；再按一次 Ctrl-C 立即结束"))
		}
		cancel(first)
		select {
		case <-done:
		case s := <-signals:
			exit(interrupted{s}.status())
		}
	}
	crew.Go(wait, func(*crew.Fault) {}) // it only waits
	return ctx, func() {
		signal.Stop(signals)
		close(done)
		cancel(nil)
	}
}
