package crew

import (
	"cmp"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"keben/internal/diag"
	"keben/internal/source"
)

func indexPastTheEnd() int {
	var none []int
	return none[len(none)]
}

func TestAPanicBecomesAMessageAboutTheFile(t *testing.T) {
	for name, f := range map[string]func(){
		"a value":   func() { panic("x") },
		"the world": func() { indexPastTheEnd() },
		"nil":       func() { panic(nil) },
		//lint:ignore SA5000 the panic is what is tested
		"a nil map": func() { var m map[int]int; m[1] = 1 },
		"an interface": func() {
			var v any = 1
			_ = v.(string)
		},
	} {
		fault := Do(f)
		if fault == nil {
			t.Fatalf("%s: no fault", name)
		}
		m := fault.In("content/zh/a.md")
		if !diag.HasErrors([]diag.Message{m}) || m.Place.Name() != "content/zh/a.md" {
			t.Errorf("%s: %v", name, m)
		}
		for _, lang := range []diag.Language{"en", "zh"} {
			text := m.Text(lang)
			if strings.Contains(text, "%!") || strings.Contains(text, "goroutine") || m.Hint(lang) == "" {
				t.Errorf("%s: %q", name, text)
			}
		}
		if trace := Trace(m); !strings.Contains(trace, "crew_test.go") {
			t.Errorf("%s: the trace does not show the place:\n%s", name, trace)
		}
	}
	if Do(func() {}) != nil {
		t.Error("a fault without a panic")
	}
	if Trace(diag.NewKind("x", diag.Note, "x", "x").At(source.Place{})) != "" {
		t.Error("a trace of what is no fault")
	}
}

func TestMessagesNameWhatBroke(t *testing.T) {
	f := Do(func() { panic(1) })
	if text := f.On("pdf/zh-print.pdf").Text("en"); !strings.Contains(text, "failed on pdf/zh-print.pdf (at ") {
		t.Error(text)
	}
	if text := f.On("").Text("zh"); !strings.HasPrefix(text, "Keben 自身出错（位于 ") {
		t.Error(text)
	}
}

func TestThePlaceIsThatOfThePanicInTheHouse(t *testing.T) {
	for name, c := range map[string]struct {
		f    func()
		want string
	}{
		"own code": {func() { diag.NewKind("x", diag.Note, "", "", "one hint") }, "diag.NewKind, internal/diag/diag.go:"},
		"a library's callback": {func() {
			slices.SortFunc([]int{2, 1}, func(a, b int) int { diag.NewKind("x", 0, "", "", "x"); return cmp.Compare(a, b) })
		}, "diag.NewKind, internal/diag/diag.go:"},
		"passed on in a defer": {func() {
			defer func() { panic(recover()) }()
			diag.NewKind("x", diag.Note, "", "", "one hint")
		}, "diag.NewKind, internal/diag/diag.go:"},
	} {
		text := Do(c.f).On("").Text("en")
		if !strings.Contains(text, "(at "+c.want) {
			t.Errorf("%s: %q does not name %q", name, text, c.want)
		}
	}
}

func TestAFrameIsWrittenWithoutTheMachinesPath(t *testing.T) {
	for _, c := range []struct {
		function, file, want string
	}{
		{"keben/internal/manuscript.(*job).parse", "/home/x/keben/internal/manuscript/read.go", "manuscript.(*job).parse, internal/manuscript/read.go:7"},
		{"keben/internal/manuscript.(*job).parse", `C:\src\keben\internal\manuscript\read.go`, "manuscript.(*job).parse, internal/manuscript/read.go:7"},
		{"main.run", "/x/main.go", "main.run, cmd/keben/main.go:7"},
		{"keben/internal/press.(*memo[keben/internal/book.T]).recall", "/x/memory.go", "press.(*memo[…]).recall, internal/press/memory.go:7"},
	} {
		got := spot(runtime.Frame{Function: c.function, File: c.file, Line: 7}, packageOf(c.function))
		if got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestEachDoesAllAndPassesOnTheFirstFault(t *testing.T) {
	for range 20 {
		var done atomic.Int64
		fault := Do(func() {
			Each(50, func(i int) {
				done.Add(1)
				if i%7 == 3 {
					panic(i)
				}
			})
		})
		if done.Load() != 50 || fault == nil || fault.value != 3 {
			t.Fatalf("%d calls, %v", done.Load(), fault)
		}
		if !strings.Contains(fault.stack, "TestEachDoesAll") {
			t.Fatalf("the stack is not that of the panic:\n%s", fault.stack)
		}
	}
}

func TestEachRunsOnAsManyGoroutinesAsProcessors(t *testing.T) {
	var now, most atomic.Int64
	Each(100, func(int) {
		n := now.Add(1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		runtime.Gosched()
		now.Add(-1)
	})
	if n := int(most.Load()); n > runtime.GOMAXPROCS(0) {
		t.Errorf("%d at once", n)
	}
}

func TestACallThatEndsItsGoroutineIsAFault(t *testing.T) {
	fault := Do(func() {
		Each(3, func(i int) {
			if i == 1 {
				runtime.Goexit()
			}
		})
	})
	if fault == nil {
		t.Error("Each: no fault")
	}
	got := make(chan *Fault)
	Go(runtime.Goexit, func(f *Fault) { got <- f })
	if <-got == nil {
		t.Error("Go: no fault")
	}
}

func TestGoTellsHowItEnded(t *testing.T) {
	got := make(chan *Fault)
	Go(func() {}, func(f *Fault) { got <- f })
	if f := <-got; f != nil {
		t.Error(f)
	}
	Go(func() { panic("x") }, func(f *Fault) { got <- f })
	if f := <-got; f == nil {
		t.Error("no fault")
	}
}
