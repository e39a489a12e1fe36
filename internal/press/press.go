// Package press runs the stages of a build in order: it reads the book's folder, collates each edition, makes the
// outputs and gives them to package publish. It is the one package that knows all stages; they do not know each other.
//
// A stage that needs nothing but the folder reads it through a view (package snapshot) and is kept while what it read
// is the same, so that a build after a save does again only what changed. A build without anything kept runs the same
// code, so that keeping cannot change a result. Jobs run side by side; their results and messages are taken in the
// order of the book, so that the same book gives the same bytes.
//
// All messages of all stages come at once, and after an error nothing is written, so that the last good output stays.
// Sizes are in bytes, places byte ranges of files.
package press

import (
	"context"
	"os"
	"path/filepath"

	"keben/internal/diag"
	"keben/internal/output"
	"keben/internal/publish"
	"keben/internal/snapshot"
	"keben/internal/source"
)

// Options say what to build.
type Options struct {
	Dir       string      // the book's folder
	Out       string      // the output folder; "" is output.Folder inside Dir
	Only      []string    // names of outputs; empty means all that the book asks for
	Editions  []string    // names of editions; empty means all
	Strict    bool        // warnings stop the output as errors do
	Proofread bool        // check style and translation too
	Progress  func(Event) // called from one goroutine at a time; may be nil

	// Unsaved are texts of files that are not saved yet, by their names in the book's folder.
	Unsaved map[string][]byte
}

// Stage is a step of a build, as shown to the person waiting.
type Stage int

// The stages in order.
const (
	Reading Stage = iota
	Collating
	Typesetting
	Weaving // the website
	Publishing
)

// Event says how far a build has come.
type Event struct {
	Stage            Stage
	Edition, Variant string // empty when the stage concerns all
	Chapters         int    // read so far, in all languages
	Pages            int    // made up so far, in all PDFs
}

// Product is one output of one edition, as finished.
type Product struct {
	Output  string // Website or PDF
	Edition string
	Variant string // of a PDF: "print" or "screen"
	Path    string // of the file to open, below the output folder, slash-separated
	Bytes   int64  // of all its files
	Files   int
	Pages   int // of a PDF: its pages; of a website: its HTML files
}

// Result is the result of a build.
type Result struct {
	Dir, Out string // cleaned paths
	Title    string // in the book's first language
	Products []Product
	Messages []diag.Message // in the order of the manuscript
}

// Failed reports whether the output was withheld.
func (r Result) Failed(strict bool) bool {
	return diag.HasErrors(r.Messages) || strict && diag.Count(r.Messages, diag.Warning) > 0
}

var (
	noFolder = diag.NewKind("no-folder", diag.Error,
		"the book's folder %s cannot be opened: %v", "无法打开书稿文件夹 %s：%v")
	unknownEdition = diag.NewKind("unknown-edition", diag.Error,
		"the book has no language version %q; it has %s", "本书没有文种版 %q，现有：%s")
	notAsked = diag.NewKind("output-not-asked", diag.Error,
		"book.yaml does not list the output %q", "book.yaml 的 outputs 中没有 %q",
		"add `%[1]s:` under `outputs:`", "请在 `outputs:` 下加上 `%[1]s:`")
)

// Build builds the book in o.Dir. All messages of all stages come at once; if any is an error, nothing is written and
// the last good output stays. The error means a failure of the system or a cancelled context.
func Build(ctx context.Context, o Options) (Result, error) {
	return run(ctx, o, true)
}

// Check is Build without writing: every message of a build, and the outputs' as well.
func Check(ctx context.Context, o Options) (Result, error) {
	return run(ctx, o, false)
}

func run(ctx context.Context, o Options, write bool) (Result, error) {
	res := Result{Dir: filepath.Clean(o.Dir), Out: o.Out}
	if res.Out == "" {
		res.Out = filepath.Join(res.Dir, output.Folder)
	}
	root, err := os.OpenRoot(res.Dir)
	if err != nil {
		res.Messages = []diag.Message{noFolder.At(source.Place{}, res.Dir, err)}
		return res, nil
	}
	defer root.Close()
	var out *publish.Folder
	before := publish.Interrupted(res.Out)
	if write {
		out, before = publish.Open(res.Out)
		if out == nil {
			res.Messages = before
			return res, nil
		}
		defer out.Close()
	}
	w := newWork(o, source.Overlay(snapshot.Folder(root), o.Unsaved))
	w.report(before)
	if out != nil {
		w.standing = out
	}
	files, err := w.run(ctx)
	res.Title, res.Products = w.title(), w.products
	res.Messages = w.settled()
	if err != nil || !write || res.Failed(o.Strict) {
		return res, err
	}
	w.tell(Event{Stage: Publishing})
	ms, err := out.Publish(ctx, files, w.kept)
	res.Messages = append(res.Messages, ms...)
	return res, err
}
