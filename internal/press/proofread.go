package press

import (
	"io/fs"
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/book/check"
	"keben/internal/dataset"
	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/dictionary"
	"keben/internal/plaintext"
	"keben/internal/project"
	"keben/internal/source"
)

// sources reads the book's text files for the checks, each once.
type sources struct {
	fsys fs.FS
	read map[string]*source.File
}

func (w *work) sources() *sources {
	return &sources{fsys: w.keep.snapshot.View(), read: map[string]*source.File{}}
}

// of returns a file as the readers see it, nil when it cannot be read.
func (s *sources) of(file string) *source.File {
	if src, ok := s.read[file]; ok {
		return src
	}
	var src *source.File
	if fs.ValidPath(file) {
		if raw, err := fs.ReadFile(s.fsys, file); err == nil {
			src, _ = plaintext.Read(file, raw)
		}
	}
	s.read[file] = src
	return src
}

// proofread runs the checks of style and of the translation, which only `keben check` asks for. A build reports only
// faults that show in its output, so that it is not slowed down.
func (w *work) proofread(b *book.Book) {
	if w.Proofread {
		words, ms := dictionary.Find(w.keep.snapshot.View(), w.Project.Spelling)
		w.report(ms)
		w.report(check.Proofread(check.Proof{
			Book: b, Twins: w.Alignment, Terms: w.Terms, Words: words,
		}))
	}
}

// settled returns the messages in order, without those that the author has answered by a comment.
func (w *work) settled() []diag.Message {
	ms := diag.Sort(w.explained(slices.Clone(w.messages)))
	return diag.Abridge(diag.Sort(check.Silence(ms, w.sources().of, w.typed())))
}

// typed are the files that authors write for the book, if all checks have run.
func (w *work) typed() (files []string) {
	if !w.Proofread || w.Project == nil {
		return nil
	}
	files = append(files, project.Marker, "templates/"+design.File)
	_ = fs.WalkDir(w.keep.snapshot.View(), dataset.Dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(name, ".yaml") {
			files = append(files, name)
		}
		return nil // what cannot be read has been told
	})
	for _, tag := range w.Project.Languages {
		for _, slug := range w.Project.Sources() {
			if file := w.Project.Files[tag][slug]; file != "" {
				files = append(files, file)
			}
		}
	}
	return files
}
