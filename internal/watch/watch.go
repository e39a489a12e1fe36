// Package watch tells when the files below a folder have been saved. It is the owner of fsnotify.
//
// An editor's save is rarely one event: a temporary file is written and renamed over the old one, or the old
// one is emptied and filled, or a whole branch is checked out. What is reported is therefore a batch of paths,
// sent once the folder has been quiet for a moment. A batch says where to look, not what happened there.
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

// patience is how many times Quiet a batch may be kept back while changes go on: a program that never stops
// writing must not keep the author from seeing anything.
const patience = 10

// Options say what to watch and how.
type Options struct {
	Dir string // the folder

	// Ignore reports whether a path, slash-separated and relative to Dir, is of no interest. A folder that is
	// ignored is not looked into. Nil ignores nothing beyond what Temporary names.
	Ignore func(path string) bool

	Quiet time.Duration // how long nothing may happen before a batch is sent; 0 is DefaultQuiet

	// Poll looks at the folder again and again and asks the system for nothing: for network file systems and
	// shared folders of virtual machines, which report no changes.
	Poll     bool
	Interval time.Duration // between two looks; 0 is DefaultInterval

	// Polling is told why the folder is polled though Poll does not ask for it: the system's limit on watches
	// was reached, or it cannot watch at all. May be nil.
	Polling func(reason error)

	// Broke is told why the channel was closed before ctx was done: a fault of the program. May be nil.
	Broke func(*crew.Fault)
}

// Everything is the path in a batch that stands for all others: changes were lost, look everywhere.
const Everything = "."

// Folder watches a folder until ctx is done and then closes the channel. Each value is a batch of paths,
// sorted, slash-separated and relative to the folder. Changes that come while nobody receives are added to the
// batch that waits. When Folder has returned, no later change is missed. The error is for a folder that cannot
// be read.
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

// deafen ends the system's reports. The error of closing could only say that what is given up did not work.
func (f *folder) deafen() {
	if f.notify != nil {
		f.notify.Close()
		f.notify = nil
	}
}

// poll gives up what the system reports and looks for itself.
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
		// Watching before reading: WalkDir lists the folder after this call, so what is not in the list will be
		// reported.
		if err := f.notify.Add(filepath.Join(f.Dir, filepath.FromSlash(p))); err != nil {
			return f.gone(p, err)
		}
		f.dirs[p] = true
		return nil
	})
}

// gone forgives that something vanished, or may not be read, while it was walked over; all else, above all a
// limit of the system, is an error.
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

// watch runs until ctx is done. What breaks while the system reports changes is tried again by looking for them,
// because a preview that no longer follows its book is worse than a slow one.
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

// batch returns what is pending. Everything makes the rest needless.
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

// event takes in what the system reports, and says whether it is of interest.
func (f *folder) event(e fsnotify.Event) bool {
	if e.Op == fsnotify.Chmod || e.Name == "" {
		return false // indexers and backup programs touch files; nothing is written by it
	}
	rel, err := filepath.Rel(f.Dir, e.Name)
	if err != nil {
		f.pending[Everything] = true
		return true
	}
	p := filepath.ToSlash(rel)
	if p == Everything {
		if e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename) {
			// The folder itself is gone. Something of that name may come back, but this watch would not see it.
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
		// The watches of a folder that moves keep its old name, or end when it already has the new one: fsnotify
		// follows neither. All begin anew, and what happened in between is anybody's guess.
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

// fault takes in an error of the watch: the system dropped events, or worse.
func (f *folder) fault(err error) {
	f.pending[Everything] = true
	if !errors.Is(err, fsnotify.ErrEventOverflow) {
		f.poll(err)
	}
}

// trace is what polling remembers of a file. A save within the clock's grain that keeps the length is seen by
// the next one; a renamed file brings its own time and, most often, length.
type trace struct {
	size int64
	time int64
	mode fs.FileMode
}

// look notes what is in the folder now.
func (f *folder) look() map[string]trace {
	now := map[string]trace{}
	// What vanishes on the way is not there.
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

// compare looks again and notes what differs from the last look.
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
