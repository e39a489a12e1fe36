// Package watch reports when files below a folder have been saved. It is the only package that uses fsnotify.
//
// An editor's save is rarely one event: a temporary file is written and renamed over the old one, or the old one is
// emptied and filled, or a whole branch is checked out. So the package reports batches of paths, each sent once the
// folder has been quiet for a moment. A batch says which files may have changed, not what happened to them.
//
// Paths are slash-separated and relative to the folder. Times are durations of the system's clock, which this package
// may use because it decides nothing about the book. Where the system reports no changes (network file systems, shared
// folders of virtual machines) or refuses more watches, the folder is polled.
package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"time"

	"github.com/fsnotify/fsnotify"

	"keben/internal/crew"
)

// The defaults of Options.
const (
	DefaultQuiet    = 30 * time.Millisecond
	DefaultInterval = 500 * time.Millisecond
)

// patience is how many times Quiet a batch may be delayed while changes go on, so that the author sees something even
// if a program never stops writing.
const patience = 10

// Options are the input of Folder.
type Options struct {
	Dir string // the folder

	// Ignore reports whether to ignore a path, slash-separated and relative to Dir. Files in an ignored folder are
	// ignored, too. Nil ignores nothing but the files that Temporary names.
	Ignore func(path string) bool

	Quiet time.Duration // time without changes before a batch is sent; 0 is DefaultQuiet

	// Poll looks at the folder at intervals: for network file systems and shared folders of virtual machines, which
	// report no changes.
	Poll     bool
	Interval time.Duration // between two looks; 0 is DefaultInterval

	// Polling is called if the folder is polled although Poll is false: because the system's limit on watches was
	// reached, or because it cannot watch. May be nil.
	Polling func(reason error)

	// Broke is called if the channel is closed before ctx is done, with the fault of the program. May be nil.
	Broke func(*crew.Fault)
}

// Everything is the path in a batch that means all files: changes were lost.
const Everything = "."

// Folder watches a folder until ctx is done and then closes the channel. Each value is a batch of paths, sorted,
// slash-separated and relative to the folder. Changes while nobody receives are added to the waiting batch. No change
// after Folder has returned is missed. The error means that the folder cannot be read.
func Folder(ctx context.Context, o Options) (<-chan []string, error) {
	if o.Quiet <= 0 {
		o.Quiet = DefaultQuiet
	}
	if o.Interval <= 0 {
		o.Interval = DefaultInterval
	}
	if info, err := os.Stat(o.Dir); err != nil {
		return nil, fmt.Errorf("watch: %w", err)
	} else if !info.IsDir() {
		return nil, fmt.Errorf("watch: %w", &fs.PathError{Op: "watch", Path: o.Dir, Err: errors.New("not a folder")})
	}
	f := &folder{Options: o, out: make(chan []string), pending: map[string]bool{}}
	if !o.Poll {
		if err := f.listen(); err != nil {
			f.poll(err)
		}
	}
	if o.Poll {
		f.seen = f.look()
	}
	crew.Go(func() { f.watch(ctx) }, func(fault *crew.Fault) {
		if fault != nil && o.Broke != nil {
			o.Broke(fault)
		}
		close(f.out)
	})
	return f.out, nil
}

// folder is a folder being watched. Only the goroutine of run uses it once that has begun.
type folder struct {
	Options
	out     chan []string
	pending map[string]bool // changed since the last batch
	notify  *fsnotify.Watcher
	dirs    map[string]bool  // the folders that notify watches
	seen    map[string]trace // when polling: what was there at the last look
	absent  bool             // polling only until the folder is back
}

// listen asks the system to report changes in the folder and all folders below it.
func (f *folder) listen() error {
	f.deafen()
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	f.notify, f.dirs = w, map[string]bool{}
	return f.add(Everything, false)
}

// deafen ends the system's reports. An error of closing does not matter any more.
func (f *folder) deafen() {
	if f.notify != nil {
		f.notify.Close()
		f.notify = nil
	}
}

// poll ends the system's reports and begins to look at the folder at intervals.
func (f *folder) poll(reason error) {
	f.deafen()
	f.seen = f.look()
	if f.Polling != nil {
		f.Polling(reason)
	}
}

// add watches a folder and those below it. The files in a new folder count as changed: they may have been
// written before it was watched.
func (f *folder) add(dir string, isNew bool) error {
	return fs.WalkDir(os.DirFS(f.Dir), dir, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return f.gone(p, err)
		case p != Everything && f.ignored(p) && d.IsDir():
			return fs.SkipDir
		case p != Everything && f.ignored(p):
			return nil
		}
		if isNew {
			f.pending[p] = true
		}
		if !d.IsDir() {
			return nil
		}
		// WalkDir lists the folder after this call, so a file that is not in the list will be reported.
		if err := f.notify.Add(filepath.Join(f.Dir, filepath.FromSlash(p))); err != nil {
			return f.gone(p, err)
		}
		f.dirs[p] = true
		return nil
	})
}

// gone ignores the error if a file vanished or may not be read. Others, above all a limit of the system, are returned.
func (f *folder) gone(p string, err error) error {
	if p != Everything && (errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission)) {
		return nil
	}
	return err
}

func (f *folder) ignored(p string) bool {
	for q := p; q != "."; q = path.Dir(q) {
		if Temporary(path.Base(q)) {
			return true
		}
	}
	return f.Ignore != nil && f.Ignore(p)
}

// watch runs until ctx is done. If watching panics, it goes on by polling, because a preview that no longer follows its
// book is worse than a slow one.
func (f *folder) watch(ctx context.Context) {
	defer f.deafen()
	if fault := crew.Do(func() { f.run(ctx) }); fault != nil && ctx.Err() == nil {
		f.pending[Everything] = true
		f.poll(fault)
		f.run(ctx)
	}
}

// run gathers changes into batches and sends them.
func (f *folder) run(ctx context.Context) {
	look := time.NewTicker(f.Interval)
	defer look.Stop()
	quiet := time.NewTimer(f.Quiet)
	quiet.Stop()
	var since time.Time // of the first change that waits
	ready := false
	for {
		var events chan fsnotify.Event
		var faults chan error
		var ticks <-chan time.Time
		if f.notify != nil {
			events, faults = f.notify.Events, f.notify.Errors
		} else {
			ticks = look.C
		}
		var out chan []string
		var batch []string
		if ready {
			out, batch = f.out, f.batch()
		}
		before := len(f.pending)
		changed := false
		select {
		case <-ctx.Done():
			return
		case e := <-events:
			changed = f.event(e)
		case err := <-faults:
			f.fault(err)
			changed = true
		case <-ticks:
			f.compare()
			changed = len(f.pending) > before
		case <-quiet.C:
			ready = true
		case out <- batch:
			clear(f.pending)
			ready = false
		}
		if changed && len(f.pending) > 0 {
			if before == 0 {
				since = time.Now()
			}
			ready = false
			quiet.Reset(max(min(f.Quiet, time.Until(since.Add(patience*f.Quiet))), 0))
		}
	}
}

// batch returns the pending paths, or only Everything if that is among them.
func (f *folder) batch() []string {
	if f.pending[Everything] {
		return []string{Everything}
	}
	paths := make([]string, 0, len(f.pending))
	for p := range f.pending {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	return paths
}

// event adds an event of the system to the pending paths, and reports whether it did.
func (f *folder) event(e fsnotify.Event) bool {
	if e.Op == fsnotify.Chmod || e.Name == "" {
		return false // a change of attributes, as indexers and backup programs make
	}
	rel, err := filepath.Rel(f.Dir, e.Name)
	if err != nil {
		f.pending[Everything] = true
		return true
	}
	p := filepath.ToSlash(rel)
	if p == Everything {
		if e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename) {
			// The folder itself is gone. A new folder of that name would not be watched.
			f.pending[Everything] = true
			f.poll(fs.ErrNotExist)
			f.absent = true
			return true
		}
		return false
	}
	if f.ignored(p) {
		return false
	}
	f.pending[p] = true
	var lost error
	switch {
	case e.Has(fsnotify.Rename) && f.dirs[p]:
		// fsnotify does not follow a folder that moves: watches keep its old name or end. So all watches begin anew,
		// and changes in between are unknown.
		f.pending[Everything] = true
		lost = f.listen()
	case e.Has(fsnotify.Create):
		if info, err := os.Lstat(e.Name); err == nil && info.IsDir() {
			lost = f.add(p, true)
		}
	case e.Has(fsnotify.Remove):
		delete(f.dirs, p)
	}
	if lost != nil {
		f.pending[Everything] = true
		f.poll(lost)
	}
	return true
}

// fault handles an error of the watch: the system dropped events, or worse.
func (f *folder) fault(err error) {
	f.pending[Everything] = true
	if !errors.Is(err, fsnotify.ErrEventOverflow) {
		f.poll(err)
	}
}

// trace is the state of a file for polling. A save that changes neither the time, within the clock's resolution, nor
// the length is missed until the next save.
type trace struct {
	size int64
	time int64
	mode fs.FileMode
}

// look returns the states of all files in the folder.
func (f *folder) look() map[string]trace {
	now := map[string]trace{}
	// A file that vanishes meanwhile is left out.
	_ = fs.WalkDir(os.DirFS(f.Dir), ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case p == "." || err != nil:
			return nil
		case f.ignored(p) && d.IsDir():
			return fs.SkipDir
		case f.ignored(p):
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return nil
		}
		t := trace{mode: info.Mode().Type()}
		if !d.IsDir() {
			t.size, t.time = info.Size(), info.ModTime().UnixNano()
		}
		now[p] = t
		return nil
	})
	return now
}

// compare looks again and adds the differences from the last look to the pending paths.
func (f *folder) compare() {
	if info, err := os.Stat(f.Dir); f.absent && err == nil && info.IsDir() {
		f.absent = false
		f.pending[Everything] = true
		if f.listen() == nil {
			return
		}
		f.deafen()
	}
	now := f.look()
	for p, t := range now {
		if was, known := f.seen[p]; !known || was != t {
			f.pending[p] = true
		}
	}
	for p := range f.seen {
		if _, still := now[p]; !still {
			f.pending[p] = true
		}
	}
	f.seen = now
}
