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
	"keben/internal/lang"
	"keben/internal/project"
	"keben/internal/snapshot"
	"keben/internal/typeset"
	"slices"
)

// demand describes something that is made of an edition on demand.
type demand struct {
	work *work
	part string // what it is called when making it breaks: see crew.Fault.On
	from ordered
}

// ordered is the input of setting an edition, besides templates and pictures.
type ordered struct {
	edition *book.Edition
	variant project.PDF
	theme   *design.Theme
	foundry *typeset.Foundry
}

func (w *work) demand(part string, ed *book.Edition, p project.PDF) demand {
	return demand{w, part, ordered{ed, p, w.Theme, w.Foundry}}
}

// demanded returns what somebody asked for: the kept value, or what make makes of the edition now. Templates and
// pictures are read through a view, so that they are remembered as read. It is completed whoever has gone.
func demanded[V any](ctx context.Context, d demand, memo *snapshot.Memo[ordered, V], make func(*pressed, typeset.Options) (V, *typeset.Result, error)) (V, []diag.Message, error) {
	w, ed := d.work, d.from.edition
	value, ms, err := snapshot.Await(ctx, memo, snapshot.From(w.keep.snapshot, d.from), func(fsys fs.FS) (value V, ms []diag.Message, err error) {
		pictures := w.library(fsys)
		o := w.brief(ed, d.from.variant)
		o.Templates, o.Pictures = looks(fsys), pictures.In(lang.Of(ed.Lang).BCP47)
		var set *typeset.Result
		err = w.keep.pressing(pdfPath(ed, d.from.variant), func(k *pressed) (err error) {
			value, set, err = make(k, o)
			return err
		})
		if err == nil {
			ms = set.Messages
		}
		return value, slices.Concat(ms, pictures.Report(), pictures.Unfit()), err
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
