package press

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"keben/internal/book"
	"keben/internal/crew"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/project"
	"keben/internal/typeset"
)

// late is a value that takes long to make, made on demand.
type late[V any] struct {
	part     string // as in crew.Fault.On
	snapshot *snapshot
	given    []any // compared by ==
	make     func(fs.FS) (V, []diag.Message, error)
}

// keptLate is such a value, made or being made.
type keptLate[V any] struct {
	turn chan struct{} // holds one token: whoever has it makes the value
	memo memo[V]
}

// shelf keeps such values by name.
type shelf[V any] struct {
	mu   sync.Mutex
	kept map[string]*keptLate[V]
}

func (s *shelf[V]) at(name string) *keptLate[V] {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept == nil {
		s.kept = map[string]*keptLate[V]{}
	}
	k := s.kept[name]
	if k == nil {
		k = &keptLate[V]{turn: make(chan struct{}, 1)}
		k.turn <- struct{}{}
		s.kept[name] = k
	}
	return k
}

// recallLate returns the kept value, or makes it. When ctx is done before it is finished, it is finished all the same,
// for whoever asks next.
func recallLate[V any](ctx context.Context, k *keptLate[V], l late[V]) (value V, ms []diag.Message, err error) {
	select {
	case <-k.turn:
	case <-ctx.Done():
		return value, nil, ctx.Err()
	}
	type done struct {
		value    V
		messages []diag.Message
		err      error
	}
	result := make(chan done, 1)
	var made done
	crew.Go(func() {
		var failed error
		v, ms := k.memo.recall(l.snapshot, func(fsys fs.FS) (v V, ms []diag.Message) {
			v, ms, failed = l.make(fsys)
			return v, ms
		}, l.given...)
		made = done{v, ms, failed}
	}, func(fault *crew.Fault) {
		if fault != nil {
			made = done{messages: []diag.Message{fault.On(l.part)}, err: fault}
		}
		if made.err != nil {
			k.memo = memo[V]{}
		}
		result <- made
		k.turn <- struct{}{}
	})
	select {
	case r := <-result:
		if r.err != nil {
			return value, r.messages, fmt.Errorf("press: %w", r.err)
		}
		return r.value, r.messages, nil
	case <-ctx.Done():
		return value, nil, ctx.Err()
	}
}

// settings is what setting pages leaves for the next time, by the path of the PDF they are for: the file and what is
// shown on screen share it.
type settings struct {
	mu   sync.Mutex
	kept map[string]*pressed
}

// use calls set with what is kept for a path, and keeps it unless set fails.
func (s *settings) use(path string, set func(*pressed) error) error {
	s.mu.Lock()
	k := s.kept[path]
	if k == nil {
		k = new(pressed)
	}
	if s.kept == nil {
		s.kept = map[string]*pressed{}
	}
	s.kept[path] = k
	s.mu.Unlock()
	whole := false
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if !whole && s.kept[path] == k {
			delete(s.kept, path)
		}
	}()
	err := set(k)
	whole = err == nil
	return err
}

// setLate has an edition set on demand: templates and pictures are read through fsys, so that they are remembered as
// read, and what is kept of the last time is there.
func (w *work) setLate(fsys fs.FS, ed *book.Edition, variant project.PDF, set func(*pressed, typeset.Options) ([]diag.Message, error)) (ms []diag.Message, err error) {
	o := w.brief(ed, variant)
	pictures := newPictures(fsys, w.theme, w.foundry, w.memory.darkroom)
	o.Templates, o.Pictures = looks(fsys), pictures.in(lang.Of(ed.Lang).BCP47)
	err = w.memory.settings.use(pdfPath(ed, variant), func(k *pressed) (err error) {
		ms, err = set(k, o)
		return err
	})
	return slices.Concat(ms, pictures.report(), pictures.unfit()), err
}
