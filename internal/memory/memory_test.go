package memory

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"keben/internal/crew"
)

func holds(want int) func(int) bool { return func(origin int) bool { return origin == want } }

func TestAValueIsMadeAgainOnlyWhenItsOriginDoesNotHold(t *testing.T) {
	var m Memo[int, string]
	made := 0
	get := func(origin int) string {
		v, _ := m.Recall(holds(origin), func() (string, int) {
			made++
			return strings.Repeat("x", origin), origin
		})
		return v
	}
	for i, step := range []struct {
		origin, made int
		value        string
	}{{1, 1, "x"}, {1, 1, "x"}, {2, 2, "xx"}, {1, 3, "x"}} {
		if got := get(step.origin); got != step.value || made != step.made {
			t.Errorf("step %d: %q after %d makings", i, got, made)
		}
	}
	m.Forget()
	if get(1); made != 4 {
		t.Errorf("after Forget: %d makings", made)
	}
}

func TestAValueThatComesToTheSameLeavesTheKeptOneInItsPlace(t *testing.T) {
	m := Memo[int, *string]{Same: func(a, b *string) bool { return *a == *b }}
	get := func(origin int, text string) (*string, int) {
		return m.Recall(holds(origin), func() (*string, int) { return &text, origin })
	}
	first, _ := get(1, "a")
	second, origin := get(2, "a")
	if first != second || origin != 2 {
		t.Error("another value, or the old origin")
	}
	if third, _ := get(3, "b"); third == first || *third != "b" {
		t.Error("the kept value took the place of another")
	}
}

func TestAPanicLeavesAMemoAsItWas(t *testing.T) {
	var m Memo[int, string]
	m.Once(func() string { return "a" })
	if fault := crew.Do(func() { m.Recall(holds(1), func() (string, int) { panic("no") }) }); fault == nil {
		t.Fatal("no panic")
	}
	if got := m.Once(func() string { return "b" }); got != "a" {
		t.Errorf("%q", got)
	}
}

func TestOneMakesAndTheOthersWait(t *testing.T) {
	var shelf Shelf[string, struct{}, int]
	var made atomic.Int32
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if got := shelf.At("a").Once(func() int { made.Add(1); return 7 }); got != 7 {
				t.Errorf("%d", got)
			}
		})
	}
	wg.Wait()
	if made.Load() != 1 {
		t.Errorf("made %d times", made.Load())
	}
}

func TestWhatNobodyWaitsForIsCompleted(t *testing.T) {
	var m Memo[int, string]
	begun, resume := make(chan struct{}), make(chan struct{})
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-begun
		cancel()
	}()
	_, _, err := m.Await(ctx, holds(0), func() (string, int, error) {
		close(begun)
		<-resume
		return "a", 0, nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("%v", err)
	}
	if _, _, err := m.Await(ctx, holds(0), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("whoever has gone was given a turn: %v", err)
	}
	close(resume)
	v, _, err := m.Await(t.Context(), holds(0), func() (string, int, error) { return "b", 0, nil })
	if v != "a" || err != nil {
		t.Errorf("%q, %v", v, err)
	}
}

func TestWhatFailsIsReturnedAndNotKept(t *testing.T) {
	var m Memo[int, string]
	no := errors.New("no")
	get := func(err error) (string, error) {
		v, _, err := m.Await(t.Context(), holds(0), func() (string, int, error) { return "a", 0, err })
		return v, err
	}
	if v, err := get(no); v != "a" || !errors.Is(err, no) {
		t.Errorf("%q, %v", v, err)
	}
	_, _, err := m.Await(t.Context(), holds(0), func() (string, int, error) { panic("broken") })
	if fault := (*crew.Fault)(nil); !errors.As(err, &fault) {
		t.Errorf("%v", err)
	}
	if v, err := get(nil); v != "a" || err != nil {
		t.Errorf("%q, %v", v, err)
	}
}

func TestAShelfForgetsWhatABuildDidNotAskFor(t *testing.T) {
	var s Shelf[string, struct{}, int]
	n := 0
	get := func(key string) int { return s.At(key).Once(func() int { n++; return n }) }
	get("a")
	get("b")
	s.Begin()
	if get("a") != 1 {
		t.Error("the build before is forgotten")
	}
	s.Begin()
	if get("a") != 1 || get("b") != 3 {
		t.Error("what was not asked for is kept")
	}
	if v := s.Values(); len(v) != 2 || v["a"] != 1 || v["b"] != 3 {
		t.Errorf("%v", v)
	}
}

func TestNotesHoldWhileTheAnswersAreTheSame(t *testing.T) {
	var n Notes[string, int]
	world := map[string]int{"a": 1, "b": 2}
	ask := func(q string) int { return world[q] }
	same := func(a, b int) bool { return a == b }
	if !n.Hold(ask, same) {
		t.Error("nothing was asked, and something changed")
	}
	n.Note("a", ask("a"))
	world["b"] = 3
	if !n.Hold(ask, same) {
		t.Error("what was not asked counts")
	}
	world["a"] = 3
	if n.Hold(ask, same) {
		t.Error("another answer is taken for the same")
	}
}
