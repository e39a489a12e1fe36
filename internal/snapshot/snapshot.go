// Package snapshot has the book's folder as one build sees it, and keeps the values that stages make from it.
//
// Every stage reads through a [View] of its own, which records the answers of the folder. A [Memo] keeps the stage's
// value while its view holds, that is, while the folder gives the same answers.
//
// Only regular files are read. They are opened without waiting (a named pipe would block a build), measured in bytes
// before they are read (package budget), and read in one state: a file that changes meanwhile is read again.
package snapshot

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"keben/internal/budget"
	"keben/internal/crew"
	"keben/internal/diag"
	"keben/internal/memory"
	"keben/internal/output"
	"keben/internal/source"
	"keben/internal/watch"
)

// Snapshot is the book's folder as one build sees it. The folder is asked each question once; between builds
// only the questions that a change can have touched are asked again, and an answer that is the same stays the
// very same value. So whether something changed is a comparison of pointers.
type Snapshot struct {
	mu      sync.Mutex
	fsys    fs.FS
	answers map[question]*asked
	held    int64 // bytes of all files in answers
}

// question is one thing a stage can want to know about the folder.
type question struct {
	what what
	path string
}

type what uint8

const (
	text what = iota // the content of a file
	list             // what a folder holds
	stat             // whether there is something, and what
)

// answer is what the folder said. It never changes.
type answer struct {
	data    []byte
	entries []fs.DirEntry
	info    info
	err     error
}

// asked is an answer on its way from build to build.
type asked struct {
	once   sync.Once // of the present build
	answer *answer
	mark   mark // of a file, when it was last read
	stale  bool
	used   bool // in the present build
}

// New makes a snapshot of a folder. The folder is not asked before somebody wants to know something.
func New(fsys fs.FS) *Snapshot {
	return &Snapshot{fsys: fsys, answers: map[question]*asked{}}
}

// Over sets the folder that is asked from now on. A PDF of the build before may be asking it.
func (s *Snapshot) Over(fsys fs.FS) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fsys = fsys
}

// Renew prepares for the next build: questions about the changed paths, and about places that are not watched, will be
// asked again. It must not be called during a build.
func (s *Snapshot) Renew(changed []string) {
	touched := map[string]bool{}
	all := false
	for _, p := range changed {
		all = all || p == watch.Everything
		touched[p] = true
	}
	s.mu.Lock() // a PDF of the build before may be in the making
	defer s.mu.Unlock()
	for q, a := range s.answers {
		a.used = false
		if all || unwatched(q.path) || q.what == list && touchedInside(touched, q.path) || touchedAbove(touched, q.path) {
			s.answers[q] = &asked{answer: a.answer, stale: true}
		}
	}
}

// touchedAbove reports whether a path, or a folder it is in, has changed.
func touchedAbove(touched map[string]bool, p string) bool {
	for ; p != "."; p = path.Dir(p) {
		if touched[p] {
			return true
		}
	}
	return false
}

// touchedInside reports whether something directly in a folder has changed.
func touchedInside(touched map[string]bool, dir string) bool {
	for p := range touched {
		if path.Dir(p) == dir {
			return true
		}
	}
	return false
}

// unwatched reports whether changes of a path are not reported: see watch.Temporary and output.Within.
func unwatched(p string) bool {
	return output.Within(p) || slices.ContainsFunc(strings.Split(p, "/"), func(part string) bool { return part != "." && watch.Temporary(part) })
}

// ask answers a question from memory, or from the folder when there is no answer to rely on.
func (s *Snapshot) ask(q question) *answer {
	s.mu.Lock()
	a := s.answers[q]
	if a == nil {
		a = &asked{stale: true}
		s.answers[q] = a
	}
	a.used = true
	s.mu.Unlock()
	if a.stale {
		a.once.Do(func() {
			var now *answer
			var m mark
			if fault := crew.Do(func() { now, m = s.look(q) }); fault != nil {
				now = &answer{err: fault}
			}
			s.settle(a, now, m)
		})
	}
	return a.answer
}

// settle gives a question its answer, the one before where that is the same. It counts what all answers together keep
// in memory: which files are over the limit depends on the order in which they were asked for; that some are does not.
func (s *Snapshot) settle(a *asked, now *answer, m mark) {
	same := now.same(a.answer)
	s.mu.Lock()
	defer s.mu.Unlock()
	a.mark = m
	if same {
		return
	}
	if a.answer != nil {
		s.held -= int64(len(a.answer.data))
	}
	if budget.BookBytes.OverSize(s.held + int64(len(now.data))) {
		now = &answer{err: Refusal{budget.BookBytes.At(source.Place{})}}
	}
	s.held += int64(len(now.data))
	a.answer = now
}

// Refusals are the messages about what the present build asked for and was not given.
func (s *Snapshot) Refusals() (ms []diag.Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.answers {
		var r Refusal
		if a.used && a.answer != nil && errors.As(a.answer.err, &r) {
			ms = append(ms, r.Message)
		}
	}
	return ms
}

// moved returns the files that no longer say what the present build read.
func (s *Snapshot) moved() (paths []string) {
	s.mu.Lock()
	type state struct {
		*answer
		mark mark
	}
	read := map[question]state{}
	for q, a := range s.answers {
		if q.what == text && a.used && a.answer != nil && a.answer.err == nil {
			read[q] = state{a.answer, a.mark}
		}
	}
	s.mu.Unlock()
	for q, a := range read {
		if fi, err := fs.Stat(s.fsys, q.path); err == nil && markOf(fi).same(a.mark) {
			continue
		}
		if now, _ := s.look(q); !now.same(a.answer) { // it was more than touched
			paths = append(paths, q.path)
		}
	}
	slices.Sort(paths)
	return paths
}

func (s *Snapshot) look(q question) (a *answer, m mark) {
	s.mu.Lock()
	fsys := s.fsys
	s.mu.Unlock()
	a = &answer{}
	switch q.what {
	case text:
		a.data, m, a.err = readFile(fsys, q.path)
	case list:
		var found []fs.DirEntry
		found, a.err = readFolder(fsys, q.path)
		for _, e := range found {
			a.entries = append(a.entries, entry{s, path.Join(q.path, e.Name()), e.Type()})
		}
	case stat:
		var fi fs.FileInfo
		if fi, a.err = fs.Stat(fsys, q.path); a.err == nil {
			a.info = info{name: path.Base(q.path), size: fi.Size(), mode: fi.Mode()}
			if fi.IsDir() {
				a.info.size = 0 // file systems differ, and it says nothing
			}
		}
	}
	return a, m
}

// failure returns the error of an answer as the asker's own, because package fs rewrites the path of an error on
// its way out of a subfolder: [fs.Sub] would change what every other asker holds, at the same time.
func (a *answer) failure() error {
	if e, ok := a.err.(*fs.PathError); ok {
		own := *e
		return &own
	}
	return a.err
}

// same reports whether two answers come to the same. Errors are told apart by what they say.
func (a *answer) same(b *answer) bool {
	if b == nil || (a.err == nil) != (b.err == nil) || a.err != nil && a.err.Error() != b.err.Error() {
		return false
	}
	return bytes.Equal(a.data, b.data) && a.info == b.info && slices.EqualFunc(a.entries, b.entries, func(x, y fs.DirEntry) bool {
		return x.Name() == y.Name() && x.Type() == y.Type()
	})
}

// info is an fs.FileInfo without a time: nothing that is built may depend on one.
type info struct {
	name string
	size int64
	mode fs.FileMode
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return i.mode }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.mode.IsDir() }
func (i info) Sys() any           { return nil }

// entry is something in a folder.
type entry struct {
	from *Snapshot
	path string
	mode fs.FileMode
}

func (e entry) Name() string      { return path.Base(e.path) }
func (e entry) IsDir() bool       { return e.mode.IsDir() }
func (e entry) Type() fs.FileMode { return e.mode }

// Info implements [fs.DirEntry]. Its answer is not recorded as read, because the readers of a book use name and kind
// only.
func (e entry) Info() (fs.FileInfo, error) {
	a := e.from.ask(question{stat, e.path})
	return a.info, a.failure()
}

// View is the snapshot as one stage sees it. It remembers the answers: as long as they are the same, the stage
// would do the same again. It is safe for concurrent use.
type View struct {
	*Snapshot
	read memory.Notes[question, *answer]
}

// View makes a view that has read nothing.
func (s *Snapshot) View() *View { return &View{Snapshot: s} }

// Holds reports whether everything the stage read is still the same.
func (v *View) Holds() bool {
	return v.read.Hold(v.ask, func(a, b *answer) bool { return a == b })
}

func (v *View) answer(w what, op, name string) (*answer, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	q := question{w, name}
	a := v.read.Note(q, v.ask(q))
	return a, a.failure()
}

// Bytes returns a file without a copy, from a view the same slice in every build: not to be changed.
func Bytes(fsys fs.FS, name string) ([]byte, error) {
	if v, ok := fsys.(*View); ok {
		return v.bytes(name)
	}
	return fs.ReadFile(fsys, name)
}

func (v *View) bytes(name string) ([]byte, error) {
	a, err := v.answer(text, "open", name)
	if err != nil {
		return nil, err
	}
	return a.data, nil
}

// ReadFile implements [fs.ReadFileFS], whose callers may change what they get.
func (v *View) ReadFile(name string) ([]byte, error) {
	data, err := v.bytes(name)
	return bytes.Clone(data), err
}

// ReadDir implements [fs.ReadDirFS].
func (v *View) ReadDir(name string) ([]fs.DirEntry, error) {
	a, err := v.answer(list, "readdir", name)
	if a == nil {
		return nil, err
	}
	return slices.Clone(a.entries), err
}

// Stat implements [fs.StatFS].
func (v *View) Stat(name string) (fs.FileInfo, error) {
	a, err := v.answer(stat, "stat", name)
	if err != nil {
		return nil, err
	}
	return a.info, nil
}

// Open implements [fs.FS].
func (v *View) Open(name string) (fs.File, error) {
	st, err := v.answer(stat, "open", name)
	if err != nil {
		return nil, err
	}
	if st.info.IsDir() {
		entries, err := v.ReadDir(name)
		return &opened{info: st.info, entries: entries, Reader: bytes.NewReader(nil)}, err
	}
	data, err := v.bytes(name)
	if err != nil {
		return nil, err
	}
	return &opened{info: st.info, Reader: bytes.NewReader(data)}, nil
}

// opened is an open file or folder.
type opened struct {
	*bytes.Reader
	info    info
	entries []fs.DirEntry
}

func (o *opened) Stat() (fs.FileInfo, error) { return o.info, nil }
func (o *opened) Close() error               { return nil }

// Read implements [fs.File].
func (o *opened) Read(p []byte) (int, error) {
	if o.info.IsDir() {
		return 0, &fs.PathError{Op: "read", Path: o.info.name, Err: errors.New("is a directory")}
	}
	return o.Reader.Read(p)
}

// ReadDir implements [fs.ReadDirFile].
func (o *opened) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		out := o.entries
		o.entries = nil
		return out, nil
	}
	if len(o.entries) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(o.entries))
	out := o.entries[:n]
	o.entries = o.entries[n:]
	return out, nil
}
