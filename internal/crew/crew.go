// Package crew starts every goroutine of the program and turns panics into messages. Each unit of work that may fail by
// itself (a chapter, a check, a page, a picture, a PDF) runs inside [Do]. A panic there becomes a [Fault], which tells
// the author what was being worked on and the developer where it happened, and the rest of the book goes on.
//
// All goroutines are started here because a panic in a goroutine that does not recover ends the process, and with it a
// preview that an author is using. A test in package arch forbids the go statement elsewhere.
//
// A Go program cannot recover from a stack overflow, exhausted memory, or two goroutines that write to one map: those
// end the process. Hence the limits of package budget, and the race detector in the tests. Nor can runtime.Goexit be
// stopped; see [Each].
package crew

import (
	"fmt"
	"path"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"

	"keben/internal/diag"
	"keben/internal/source"
)

var (
	brokeOnFile = diag.NewKind("keben-fault", diag.Error,
		"Keben itself failed on this file (at %[2]s); the rest of the book was still checked", "Keben 自身在处理此文件时出错（位于 %[2]s），书中其余部分已照常检查",
		"report this line and the output of `keben version` to Keben's developers", "请将本行与 `keben version` 的输出一并报告给 Keben 开发者")
	brokeOnPart = diag.NewKind("keben-fault", diag.Error,
		"Keben itself failed on %[1]s (at %[2]s); the rest of the book was still checked", "Keben 自身在处理 %[1]s 时出错（位于 %[2]s），书中其余部分已照常检查",
		"report this line and the output of `keben version` to Keben's developers", "请将本行与 `keben version` 的输出一并报告给 Keben 开发者")
	broke = diag.NewKind("keben-fault", diag.Error,
		"Keben itself failed (at %[2]s)", "Keben 自身出错（位于 %[2]s）",
		"report this line and the output of `keben version` to Keben's developers", "请将本行与 `keben version` 的输出一并报告给 Keben 开发者")
)

// Fault is a panic that was caught.
type Fault struct {
	value any
	place string // "manuscript.(*job).parse, internal/manuscript/read.go:120"
	stack string
}

// Do calls f. The fault is nil when f has returned.
func Do(f func()) (fault *Fault) {
	defer func() {
		if v := recover(); v != nil {
			fault = caught(v)
		}
	}()
	f()
	return nil
}

// Each calls f with 0 … n-1, on as many goroutines as there are processors, and returns when all calls have returned.
// After a panic the other calls are still made; then the panic of the lowest number continues in the caller's
// goroutine, up to its Do, so that the message does not depend on which came first. A call that ends by runtime.Goexit
// counts as a panic, because its work is not done.
func Each(n int, f func(i int)) {
	faults := make([]*Fault, n)
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for i := range n {
		slots <- struct{}{}
		wg.Go(func() {
			returned := false
			defer func() {
				if !returned && faults[i] == nil {
					faults[i] = &Fault{value: "runtime.Goexit", place: "crew.Each, internal/crew/crew.go"}
				}
				<-slots
			}()
			faults[i] = Do(func() { f(i) })
			returned = true
		})
	}
	wg.Wait()
	for _, fault := range faults {
		if fault != nil {
			panic(fault)
		}
	}
}

// Go calls f on a goroutine of its own and then, however f ended, calls done there with the fault or nil. A caller that
// waits for f waits for done. done must not panic.
func Go(f func(), done func(*Fault)) {
	go func() {
		fault := &Fault{value: "runtime.Goexit", place: "crew.Go, internal/crew/crew.go"}
		defer func() { done(fault) }()
		fault = Do(f)
	}()
}

// In makes the message about a file of the book, relative to its folder.
func (f *Fault) In(file string) diag.Message {
	return brokeOnFile.At(source.Whole(file), file, f.place, f)
}

// On makes the message about a part of the book that is not a file, by a name that is the same in both languages: an
// edition, or the path of an output. "" is the whole book.
func (f *Fault) On(part string) diag.Message {
	if part == "" {
		return broke.At(source.Place{}, part, f.place, f)
	}
	return brokeOnPart.At(source.Place{}, part, f.place, f)
}

// Error implements error. It is for developers: see In and On for authors.
func (f *Fault) Error() string { return fmt.Sprintf("panic at %s: %v", f.place, f.value) }

// Trace returns the value of the panic and the stack of a message's fault, for developers. It is "" for other messages.
func Trace(m diag.Message) string {
	for _, a := range m.Args {
		if f, ok := a.(*Fault); ok {
			return f.Error() + "\n\n" + f.stack
		}
	}
	return ""
}

// caught makes the fault of a recovered value, in the deferred function that recovered it. A fault that Each passed on
// is returned as it is.
func caught(v any) *Fault {
	if f, ok := v.(*Fault); ok {
		return f
	}
	return &Fault{value: v, place: place(), stack: string(debug.Stack())}
}

// place finds the function of Keben that panicked, or that called the library that panicked. Frames come from the
// inside out; those above the panic belong to the recovery.
func place() string {
	pcs := make([]uintptr, 4096) // a recursive parser may be far below Keben's own code
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	panicked, first := false, ""
	for {
		frame, more := frames.Next()
		pkg := packageOf(frame.Function)
		switch {
		case frame.Function == "runtime.gopanic":
			// A deferred function may have panicked, too: the last panic is the recovered one, but the first is the
			// cause.
			panicked, first = true, ""
		case !panicked || pkg == "keben/internal/crew":
		case first == "" && (pkg == "main" || pkg == "keben" || strings.HasPrefix(pkg, "keben/")):
			first = spot(frame, pkg)
		}
		if !more {
			break
		}
	}
	if first == "" {
		return "?"
	}
	return first
}

// spot writes a frame without the path of the machine that compiled it: "manuscript.(*job).parse,
// internal/manuscript/read.go:120".
func spot(frame runtime.Frame, pkg string) string {
	dir := strings.TrimPrefix(strings.TrimPrefix(pkg, "keben"), "/")
	if pkg == "main" {
		dir = "cmd/keben"
	}
	name := strings.TrimPrefix(frame.Function, path.Dir(pkg)+"/")
	if i, j := strings.IndexByte(name, '['), strings.LastIndexByte(name, ']'); i >= 0 && j > i {
		name = name[:i+1] + "…" + name[j:]
	}
	return name + ", " + path.Join(dir, path.Base(strings.ReplaceAll(frame.File, `\`, "/"))) + ":" + strconv.Itoa(frame.Line)
}

// packageOf returns the package of a function's full name, "keben/internal/x" of "keben/internal/x.(*T).F.func1".
func packageOf(function string) string {
	// Type arguments may name other packages.
	function, _, _ = strings.Cut(function, "[")
	slash := strings.LastIndexByte(function, '/') + 1
	name, _, _ := strings.Cut(function[slash:], ".")
	return function[:slash] + name
}
