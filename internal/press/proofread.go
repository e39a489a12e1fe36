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

func (r *reader) sources() *sources {
	return &sources{fsys: r.keep.snapshot.View(), read: map[string]*source.File{}}
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
func (r *reader) proofread(b *book.Book) {
	if r.Proofread {
		words, ms := dictionary.Find(r.keep.snapshot.View(), r.Project.Spelling)
		r.report(ms)
		r.report(check.Proofread(check.Proof{
			Book: b, Twins: r.Alignment, Terms: r.Terms, Words: words,
		}))
	}
}

// settled returns the messages in order, without those that the author has answered by a comment.
func (r *reader) settled() []diag.Message {
	ms := diag.Sort(r.explained(slices.Clone(r.messages)))
	return diag.Abridge(diag.Sort(check.Silence(ms, r.sources().of, r.typed())))
}

// typed are the files that authors write for the book, if all checks have run.
func (r *reader) typed() (files []string) {
	if !r.Proofread || r.Project == nil {
		return nil
	}
	files = append(files, project.Marker, "templates/"+design.File)
	_ = fs.WalkDir(r.keep.snapshot.View(), dataset.Dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(name, ".yaml") {
			files = append(files, name)
		}
		return nil // what cannot be read has been told
	})
	for _, tag := range r.Project.Languages {
		for _, slug := range r.Project.Sources() {
			if file := r.Project.Files[tag][slug]; file != "" {
				files = append(files, file)
			}
		}
	}
	return files
}
