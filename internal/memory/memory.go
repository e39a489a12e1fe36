// Package memory keeps results with their origins, so that a later build can use them again. Everything that outlives a
// build is kept by it: the stages of package press, the pages of the website, PDFs, decoded photographs.
//
// A [Memo] keeps one value V and its origin O. Its caller says whether the origin still holds, and how to make the
// value anew. [Notes] are the usual origin: the questions that were asked while the value was made, with their answers.
// They hold while the same questions get the same answers, so that dependencies are recorded and need not be listed by
// hand. A [Shelf] keeps memos by key; what a build does not ask for is dropped by the next.
//
// Kept values are shared by builds that run at the same time, so they must never change. They are bounded by the size
// of the last build and not in bytes.
package memory

import (
	"context"
	"maps"
	"sync"

	"keben/internal/crew"
)

// Memo keeps the last value of a piece of work. The zero value is empty. It is safe for concurrent use: one goroutine
// makes the value, and others that ask meanwhile wait for it.
type Memo[O, V any] struct {
	// Same reports whether a value made anew is the same as the kept one, which then keeps its place, so that work
	// that rests on it sees no change. It may put parts of the kept value into the new one, which nobody has seen
	// yet. Nil is never.
	Same func(kept, made V) bool

	once   sync.Once
	turn   chan struct{} // has one token, whose holder may use the fields below
	known  bool
	origin O
	value  V
}

// Recall returns the kept value with its origin when the origin holds, else those that remake makes. When remake panics
// the memo stays as it was.
func (m *Memo[O, V]) Recall(holds func(O) bool, remake func() (V, O)) (V, O) {
	_ = m.take(context.Background()) // which is never done
	defer m.give()
	value, origin, _ := m.recall(holds, func() (V, O, error) {
		v, o := remake()
		return v, o, nil
	})
	return value, origin
}

// Once returns the kept value, or makes it: for what depends on nothing but its key.
func (m *Memo[O, V]) Once(make func() V) V {
	value, _ := m.Recall(func(O) bool { return true }, func() (v V, o O) { return make(), o })
	return value
}

// Await is Recall for long work. It waits until ctx is done. Work once begun is completed even then, so that the next
// caller finds the value. A value with an error is returned and not kept. A panic becomes a [*crew.Fault].
func (m *Memo[O, V]) Await(ctx context.Context, holds func(O) bool, remake func() (V, O, error)) (value V, origin O, err error) {
	if err := m.take(ctx); err != nil {
		return value, origin, err
	}
	type result struct {
		value  V
		origin O
		err    error
	}
	done := make(chan result, 1)
	var r result
	crew.Go(func() { r.value, r.origin, r.err = m.recall(holds, remake) }, func(fault *crew.Fault) {
		if fault != nil {
			r.err = fault
			m.forget()
		}
		done <- r
		m.give()
	})
	select {
	case r := <-done:
		return r.value, r.origin, r.err
	case <-ctx.Done():
		return value, origin, ctx.Err()
	}
}

// Forget leaves the memo without a value.
func (m *Memo[O, V]) Forget() {
	_ = m.take(context.Background()) // which is never done
	defer m.give()
	m.forget()
}

func (m *Memo[O, V]) recall(holds func(O) bool, remake func() (V, O, error)) (V, O, error) {
	if m.known && holds(m.origin) {
		return m.value, m.origin, nil
	}
	value, origin, err := remake()
	if err != nil {
		m.forget()
		return value, origin, err
	}
	if m.known && m.Same != nil && m.Same(m.value, value) {
		value = m.value
	}
	m.known, m.origin, m.value = true, origin, value
	return value, origin, nil
}

func (m *Memo[O, V]) forget() {
	var origin O
	var value V
	m.known, m.origin, m.value = false, origin, value
}

func (m *Memo[O, V]) take(ctx context.Context) error {
	m.once.Do(func() {
		m.turn = make(chan struct{}, 1)
		m.turn <- struct{}{}
	})
	select {
	case <-m.turn:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (m *Memo[O, V]) give() { m.turn <- struct{}{} }

// Shelf keeps memos by key. The zero value is empty. Any goroutine may use it.
type Shelf[K comparable, O, V any] struct {
	Same func(kept, made V) bool // of every memo

	mu          sync.Mutex
	now, before map[K]*Memo[O, V]
}

// At returns the memo of a key.
func (s *Shelf[K, O, V]) At(key K) *Memo[O, V] {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.now[key]
	if m == nil {
		if m = s.before[key]; m == nil {
			m = &Memo[O, V]{Same: s.Same}
		}
		if s.now == nil {
			s.now = map[K]*Memo[O, V]{}
		}
		s.now[key] = m
	}
	return m
}

// Begin begins a build: what it does not ask for is forgotten when the next begins.
func (s *Shelf[K, O, V]) Begin() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.before, s.now = s.now, nil
}

// Values are the values that there are, by key.
func (s *Shelf[K, O, V]) Values() map[K]V {
	s.mu.Lock()
	memos := maps.Clone(s.now)
	s.mu.Unlock()
	values := make(map[K]V, len(memos))
	for key, m := range memos {
		_ = m.take(context.Background()) // which is never done
		if m.known {
			values[key] = m.value
		}
		m.give()
	}
	return values
}

// Notes are the questions that were asked while something was made, each with its answer. The zero value has none. Any
// goroutine may use them.
type Notes[Q comparable, A any] struct {
	mu      sync.Mutex
	answers map[Q]A
}

// Note adds a question that was asked, and returns its answer.
func (n *Notes[Q, A]) Note(question Q, answer A) A {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.answers == nil {
		n.answers = map[Q]A{}
	}
	n.answers[question] = answer
	return answer
}

// Hold reports whether ask gives every question an answer that is the same as it was.
func (n *Notes[Q, A]) Hold(ask func(Q) A, same func(a, b A) bool) bool {
	n.mu.Lock() // the maker of the value may still ask, as a foundry that reads a face on demand
	answers := maps.Clone(n.answers)
	n.mu.Unlock()
	for question, answer := range answers {
		if !same(ask(question), answer) {
			return false
		}
	}
	return true
}
