package press

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"keben/internal/book/twins"
	"keben/internal/crew"
	"keben/internal/diag"
	"keben/internal/output"
	"keben/internal/publish"
	"keben/internal/snapshot"
	"keben/internal/source"
	"keben/internal/watch"
)

// Session builds one book repeatedly in memory and does again only what a change requires. Its builds, unless
// provisional, are those that Build would write, byte for byte, except that PDFs are made on demand and the website
// shows no sizes for them. A Session is not safe for concurrent use; its builds are.
type Session struct {
	o    Options
	root *os.Root
	keep *keep
	laid []string // files whose unsaved texts have come or gone since the last build
}

// NewSession begins a session. Out, Only and Strict of the options are ignored.
func NewSession(o Options) *Session {
	o.Dir = filepath.Clean(o.Dir)
	o.Out, o.Only, o.Strict = "", nil, false
	return &Session{o: o}
}

// Close ends the session. PDFs of its builds cannot be made any more.
func (s *Session) Close() error {
	if s.root == nil {
		return nil
	}
	err := s.root.Close()
	s.root = nil
	return err
}

// Preview is a build of a session.
type Preview struct {
	Result
	Files []output.File // of the website; none when the messages hold an error
	work  *work
}

// Build builds the book as it is now. changed are the paths in the book's folder that may have changed since the
// last build, as package watch reports them; they are ignored in the first. The error is for a broken
// world or a cancelled context. After a build that broke, nothing that was kept is trusted: the next is a clean one.
func (s *Session) Build(ctx context.Context, changed []string) (p Preview, err error) {
	if fault := crew.Do(func() { p, err = s.build(ctx, changed) }); fault != nil {
		p = Preview{Result: s.result()}
		p.Messages = []diag.Message{fault.On("")}
	}
	if slices.ContainsFunc(p.Messages, func(m diag.Message) bool { return crew.Trace(m) != "" }) {
		s.keep = nil
	}
	return p, err
}

// Overlay lets the builds that follow read texts that are not saved in the place of files, by their names in the book's
// folder. They take the place of those of an earlier call; the next build takes the names of both for changed.
func (s *Session) Overlay(unsaved map[string][]byte) {
	s.laid = slices.AppendSeq(slices.AppendSeq(s.laid, maps.Keys(s.o.Unsaved)), maps.Keys(unsaved))
	s.o.Unsaved = unsaved
}

func (s *Session) result() Result {
	return Result{Dir: s.o.Dir, Out: filepath.Join(s.o.Dir, output.Folder)}
}

func (s *Session) build(ctx context.Context, changed []string) (Preview, error) {
	p := Preview{Result: s.result()}
	if s.root == nil || slices.Contains(changed, watch.Everything) {
		// Another folder may have the same name now.
		root, err := os.OpenRoot(s.o.Dir)
		if err != nil {
			p.Messages = []diag.Message{noFolder.At(source.Place{}, s.o.Dir, err)}
			return p, nil
		}
		if s.root != nil {
			s.root.Close() // it was only read from
		}
		s.root = root
	}
	fsys := source.Overlay(snapshot.Folder(s.root), s.o.Unsaved)
	if s.keep == nil {
		s.keep = newKeep(fsys)
	}
	s.keep.snapshot.Over(fsys)
	s.keep.snapshot.Renew(slices.Concat(changed, s.laid))
	s.laid = nil
	w := &work{reader: reader{Options: s.o, keep: s.keep, later: true}, rows: rows, standing: nothing{}}
	w.report(publish.Interrupted(p.Out))
	files, err := w.run(ctx)
	w.aligned = w.keep.aligned
	p.Title, p.Products, p.work = w.title(), w.products, w
	p.Messages = w.settled()
	if err == nil && !p.Failed(false) {
		p.Files = files
	}
	return p, err
}

// Provisional reports whether a build shows the blocks of chapters that have changed beside twins found without looking
// at the whole book again, which takes longer than all other stages together. Such a build usually equals a clean one;
// it is certain once the result of Align has been adopted.
func (p Preview) Provisional() bool {
	return p.work != nil && p.work.aligned.alignment != nil && !p.work.aligned.exact
}

// Align aligns the whole book of a build. It may be called by any goroutine. If it panics, the provisional alignment
// stays, with a message in every build that uses it.
func (p Preview) Align() Aligned {
	a := p.work.aligned
	a.exact = true
	if fault := crew.Do(func() { a.alignment = twins.Align(a.text, a.known) }); fault != nil {
		a.messages = []diag.Message{fault.On("")}
	}
	return a
}

// Adopt gives the session an alignment for the next build, which uses it if nothing has changed since.
func (s *Session) Adopt(a Aligned) {
	if s.keep != nil {
		s.keep.aligned = a
	}
}

// File makes an output file of the build, a PDF, by its path below the output folder. The error is fs.ErrNotExist if
// the book has no such file, and a *crew.Fault if making it broke. A file whose input is unchanged is not made again.
func (p Preview) File(ctx context.Context, path string) ([]byte, []diag.Message, error) {
	if p.work == nil {
		return nil, nil, fs.ErrNotExist
	}
	w := p.work
	it, ok := w.item(path)
	if !ok {
		return nil, nil, fs.ErrNotExist
	}
	return demanded(ctx, demand{w, it.from, path, path}, w.keep.files.At(path), func(s supply) ([]byte, []diag.Message, error) {
		made, err := it.make(context.Background(), s) // completed even if ctx is cancelled
		return made.data, made.messages, err
	})
}
