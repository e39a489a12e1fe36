package press

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"keben/internal/book"
	"keben/internal/crew"
	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/project"
	"keben/internal/snapshot"
	"keben/internal/typeset"
	"slices"
)

// ordered is the input of setting an edition, besides templates and pictures.
type ordered struct {
	edition *book.Edition
	variant project.PDF
	theme   *design.Theme
	foundry *typeset.Foundry
}

func (w *work) ordered(ed *book.Edition, p project.PDF) ordered {
	return ordered{ed, p, w.Theme, w.Foundry}
}

// demand describes something that is made of an edition on demand.
type demand struct {
	*work
	from ordered
	part string // its name in the message if making it breaks: see crew.Fault.On
	path string // of the item with which it shares what is kept between builds
}

// demanded returns what somebody asked for: the kept value, or what make makes now. Templates and pictures
// are read through a view, so that they are remembered as read.
func demanded[V any](ctx context.Context, d demand, memo *snapshot.Memo[ordered, V], make func(supply) (V, []diag.Message, error)) (V, []diag.Message, error) {
	value, ms, err := snapshot.Await(ctx, memo, snapshot.From(d.keep.snapshot, d.from), func(fsys fs.FS) (value V, ms []diag.Message, err error) {
		s := supply{looks: looks(fsys), pictures: d.gather(fsys)}
		err = d.keep.pressing(d.path, func(k *pressed) (err error) {
			s.pressed = k
			value, ms, err = make(s)
			return err
		})
		return value, slices.Concat(ms, s.pictures.Report(), s.pictures.Unfit()), err
	})
	if fault := (*crew.Fault)(nil); errors.As(err, &fault) {
		ms = []diag.Message{fault.On(d.part)}
	}
	if err != nil {
		err = fmt.Errorf("press: %w", err)
	}
	return value, ms, err
}

// pressing calls set with what setting left for the next time, and keeps it unless set fails or panics.
func (k *keep) pressing(path string, set func(*pressed) error) error {
	memo, whole := k.pressed.At(path), false
	defer func() {
		if !whole {
			memo.Forget()
		}
	}()
	err := set(memo.Once(func() *pressed { return new(pressed) }))
	whole = err == nil
	return err
}
