// Package manuscript reads the chapters of a book: it finds their files, decodes their front matter, expands
// their templates with the facts of the book, has their text parsed, and resolves their pictures. The result
// is the book in all its languages, not yet collated.
package manuscript

import (
	"io/fs"

	"keben/internal/book"
	"keben/internal/crew"
	"keben/internal/dataset"
	"keben/internal/diag"
	"keben/internal/manuscript/foreign"
	"keben/internal/plaintext"
	"keben/internal/project"
	"keben/internal/source"
)

var unreadable = diag.NewKind("unreadable", diag.Error,
	"the file cannot be read: %v", "文件无法读取：%v")

// Read returns the book of a project, with every chapter that could be read. Figure.Src and Image.Src are
// slash-separated paths relative to the book's folder.
func Read(fsys fs.FS, p *project.Project, d *dataset.Dataset) (*book.Book, []diag.Message) {
	return ReadThrough(func(_ Source, read Reader) (*book.Chapter, []diag.Message) { return read(fsys) }, p, d)
}

// Source says which chapter is to be read. Together with the project, the data and the files of the book it
// determines what is read.
type Source struct{ Lang, Slug, File, Label string }

// Reader reads a chapter from the book's folder.
type Reader func(fsys fs.FS) (*book.Chapter, []diag.Message)

// Through gives a chapter by reading it now, or from what was kept of an earlier reading. It is called by
// several goroutines.
type Through func(s Source, read Reader) (*book.Chapter, []diag.Message)

// ReadThrough is Read with a say in how each chapter is come by.
func ReadThrough(through Through, p *project.Project, d *dataset.Dataset) (*book.Book, []diag.Message) {
	b := &book.Book{
		Kind: p.Kind, Languages: p.Languages, Meta: p.Meta, Date: p.Date, ISBN: p.ISBN, Numbering: p.Numbering,
		Chapters: map[string]map[string]*book.Chapter{},
	}
	for _, e := range p.Outline {
		b.Outline = append(b.Outline, e.OutlineEntry)
	}
	jobs := chapters(p, d)
	read(jobs, through)
	var ms []diag.Message
	for _, tag := range p.Languages {
		b.Chapters[tag] = map[string]*book.Chapter{}
	}
	for _, j := range jobs {
		ms = append(ms, j.messages...)
		if j.chapter != nil {
			b.Chapters[j.lang][j.slug] = j.chapter
		}
	}
	return b, foreign.Together(ms)
}

// job is a chapter to read.
type job struct {
	fsys             fs.FS
	project          *project.Project
	data             *dataset.Dataset
	lang, slug, file string
	label            string // what SUMMARY.md calls it

	src      *source.File
	chapter  *book.Chapter
	messages []diag.Message
}

// chapters lists the files of the outline, language by language in reading order.
func chapters(p *project.Project, d *dataset.Dataset) []*job {
	var jobs []*job
	for _, tag := range p.Languages {
		for _, e := range p.Outline {
			if file := p.Files[tag][e.Slug]; file != "" && e.Role != book.RolePart && !project.Generated(e.Role) {
				j := &job{project: p, data: d, lang: tag, slug: e.Slug, file: file}
				if tag == p.Languages[0] {
					j.label = e.Label // the list of chapters is in the source's language
				}
				jobs = append(jobs, j)
			}
		}
	}
	return jobs
}

// read reads chapters side by side: each is a function of its own file, so the order of work leaves no trace.
func read(jobs []*job, through Through) {
	crew.Each(len(jobs), func(i int) {
		j := jobs[i]
		fault := crew.Do(func() {
			j.chapter, j.messages = through(Source{Lang: j.lang, Slug: j.slug, File: j.file, Label: j.label}, func(fsys fs.FS) (*book.Chapter, []diag.Message) {
				fresh := *j
				fresh.fsys = fsys
				fresh.read()
				return fresh.chapter, fresh.messages
			})
		})
		if fault != nil {
			j.report(fault.In(j.file))
		}
	})
}

func (j *job) read() {
	raw, err := fs.ReadFile(j.fsys, j.file)
	if err != nil {
		j.report(unreadable.At(source.Whole(j.file), err))
		return
	}
	src, ms := plaintext.Read(j.file, raw)
	j.report(ms...)
	if src != nil {
		j.parse(src)
	}
}

func (j *job) report(ms ...diag.Message) { j.messages = append(j.messages, ms...) }
