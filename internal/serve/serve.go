package serve

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"syscall"
	"time"

	"keben/internal/crew"
	"keben/internal/diag"
	"keben/internal/output"
	"keben/internal/press"
	"keben/internal/source"
	"keben/internal/watch"
)

// DefaultPort is where the preview is looked for.
const DefaultPort = 4321

// Options are the input of Run.
type Options struct {
	Dir      string        // the book's folder
	Editions []string      // names of editions; empty means all
	Lang     diag.Language // of the preview's own words and the messages
	Port     int           // 0 is any that is free
	Spare    bool          // when the port is taken, any that is free will do
	Poll     bool          // see watch.Options
	Editor   Editor        // opens the place of a click in the print page beside the web page
	Folder   string        // Dir as an absolute path with slashes, for Editor

	// These functions tell the person at the terminal what happens. They may be nil, and all but Made and Broke are
	// called by one goroutine at a time.
	Listening func(url string)
	Polling   func(reason error) // see watch.Options
	Progress  func(press.Event)  // of the first build
	Built     func(Report)
	Made      func(path string, ms []diag.Message, elapsed time.Duration) // a PDF that somebody asked for
	Broke     func(diag.Message)                                          // a request panicked; called by any goroutine
}

// Report is the result of a build.
type Report struct {
	press.Result
	Broken  bool // the pages shown are those of an earlier build
	Changed int  // files that differ from those shown before
	Second  bool // nothing was saved: the languages have been aligned anew, see press.Preview.Provisional
	Elapsed time.Duration
}

// Run shows a book until ctx is done: it builds, serves, and builds again whenever a file is saved. The error means
// that the folder cannot be watched or the port is taken.
func Run(ctx context.Context, o Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	// Watching begins first, so that no save is missed.
	var deaf error // why changes are no longer reported; set before the channel is closed
	changes, err := watch.Folder(ctx, watch.Options{
		Dir: o.Dir, Ignore: output.Within, Poll: o.Poll, Polling: o.Polling, Broke: func(f *crew.Fault) { deaf = f },
	})
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	listener, err := listen(o)
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	server, err := NewServer(o.Lang)
	if err != nil {
		listener.Close() // nothing came through it
		return err
	}
	server.Broke = o.Broke
	served := make(chan error, 1)
	var ended error
	crew.Go(func() { ended = server.Serve(ctx, listener) }, func(fault *crew.Fault) {
		if fault != nil {
			ended = fault
		}
		served <- ended
		cancel()
	})
	if o.Listening != nil {
		o.Listening("http://" + net.JoinHostPort("localhost", strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)) + "/")
	}
	err = follow(ctx, o, server, changes)
	cancel()
	for range changes { // until the watch has ended
	}
	return errors.Join(err, deaf, <-served)
}

// listen takes the port on this machine's own address: other machines cannot reach it.
func listen(o Options) (net.Listener, error) {
	at := func(port int) (net.Listener, error) {
		return net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	}
	l, err := at(o.Port)
	if o.Spare && errors.Is(err, syscall.EADDRINUSE) {
		return at(0)
	}
	return l, err
}

// follow builds after every batch of changes until ctx is done.
func follow(ctx context.Context, o Options, server *Server, changes <-chan []string) error {
	session := press.NewSession(press.Options{Dir: o.Dir, Editions: o.Editions, Progress: o.Progress})
	defer session.Close() // it was only read from
	var shown Build
	var changed []string
	aligned, aligning := make(chan press.Aligned, 1), false
	defer func() {
		if aligning {
			<-aligned
		}
	}()
	second := false
	for {
		begun := time.Now()
		p, err := session.Build(ctx, changed)
		if err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
		shown = next(shown, p, o)
		n := server.Show(shown)
		if o.Built != nil {
			o.Built(Report{Result: p.Result, Broken: shown.Broken, Changed: n, Second: second, Elapsed: time.Since(begun)})
		}
		// The pages are shown; the longer work is done while the author looks at them.
		if p.Provisional() && !aligning {
			aligning = true
			var a press.Aligned
			crew.Go(func() { a = p.Align() }, func(*crew.Fault) { aligned <- a }) // Align holds its own faults
		}
		select {
		case batch, open := <-changes:
			if !open {
				return nil
			}
			changed, second = batch, false
		case a := <-aligned:
			session.Adopt(a)
			changed, second, aligning = nil, true, false
		}
	}
}

// next is the build to show after a build. After one with errors the pages stay as they were.
func next(shown Build, p press.Preview, o Options) Build {
	b := Build{Files: shown.Files, Late: shown.Late, Beside: shown.Beside, Messages: p.Messages, Broken: p.Failed(false)}
	if b.Broken {
		return b
	}
	b.Files = make(map[string][]byte, len(p.Files))
	for _, f := range p.Files {
		b.Files[f.Path] = f.Data
	}
	b.Late = func(ctx context.Context, path string) ([]byte, error) {
		begun := time.Now()
		data, ms, err := p.File(ctx, path)
		var fault *crew.Fault
		switch {
		case err == nil && o.Made != nil:
			o.Made(path, ms, time.Since(begun))
		case errors.As(err, &fault) && o.Broke != nil:
			o.Broke(fault.On(path))
		}
		return data, err
	}
	b.Beside = &Beside{
		Places: p.Places,
		Open:   func(at source.Place) string { return o.Editor.Open(o.Folder, at) },
		Printed: func(ctx context.Context, edition string) (*press.Printed, error) {
			printed, _, err := p.Printed(ctx, edition)
			var fault *crew.Fault
			if errors.As(err, &fault) && o.Broke != nil {
				o.Broke(fault.On(edition))
			}
			return printed, err
		},
	}
	return b
}
