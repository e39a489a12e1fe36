package snapshot

import (
	"context"
	"io/fs"

	"keben/internal/diag"
	"keben/internal/memory"
)

// Memo keeps the value V of a stage that is given G, which is compared by ==, and that reads the folder.
type Memo[G comparable, V any] = memory.Memo[*Origin[G], V]

// Shelf keeps the values of such a stage by key.
type Shelf[K, G comparable, V any] = memory.Shelf[K, *Origin[G], V]

// Origin is the input of a stage's value, given and read from the folder, with the messages of making it.
type Origin[G comparable] struct {
	given    G
	view     *View
	messages []diag.Message
}

// From is the origin of a stage that is given something and has read nothing yet.
func From[G comparable](s *Snapshot, given G) *Origin[G] {
	return &Origin[G]{given: given, view: s.View()}
}

// like reports whether a kept value would be made the same now.
func (now *Origin[G]) like(kept *Origin[G]) bool { return kept.given == now.given && kept.view.Holds() }

// Recall returns the value of a stage and its messages: the kept ones when the stage is given the same now and would
// read the same.
func Recall[G comparable, V any](m *Memo[G, V], now *Origin[G], stage func(fs.FS) (V, []diag.Message)) (V, []diag.Message) {
	value, origin := m.Recall(now.like, func() (value V, _ *Origin[G]) {
		value, now.messages = stage(now.view)
		return value, now
	})
	return value, origin.messages
}

// Await is Recall for a stage that takes long, as [memory.Memo.Await] has it. The messages of a stage that failed are
// returned with its error.
func Await[G comparable, V any](ctx context.Context, m *Memo[G, V], now *Origin[G], stage func(fs.FS) (V, []diag.Message, error)) (V, []diag.Message, error) {
	value, origin, err := m.Await(ctx, now.like, func() (value V, _ *Origin[G], err error) {
		value, now.messages, err = stage(now.view)
		return value, now, err
	})
	if origin == nil {
		return value, nil, err
	}
	return value, origin.messages, err
}
