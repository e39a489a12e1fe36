// Package manuscript reads the chapters of a book. For each it decodes the front matter (YAML 1.2.2, or TOML), expands
// templates (text/template) with the data of the book, has the text parsed as Markdown or Mmark, gives HTML a meaning
// (HTML Standard), and finds the pictures. The result is the book in all its languages, not yet collated.
//
// Places are byte ranges of the author's file. Each step that changes a text keeps a [source.Map] to the text before,
// so that every message leads to the place that the author typed.
//
// A chapter is read from its own file, the project and the data alone, so that chapters are read side by side and
// cached (see [Through]). Reading never fails: a fault is a message, and the text around it is read.
package manuscript

import (
	"io/fs"

	"keben/internal/book"
	"keben/internal/book/address"
	"keben/internal/crew"
	"keben/internal/dataset"
	"keben/internal/diag"
	"keben/internal/manuscript/foreign"
	"keben/internal/plaintext"
	"keben/internal/project"
	"keben/internal/source"
	"keben/internal/yaml"
)

var unreadable = diag.NewKind("unreadable", diag.Error,
	"the file cannot be read: %v", "文件无法读取：%v")

// Read returns the book of a project, with every chapter that could be read. Figure.Src and Image.Src are
// slash-separated paths relative to the book's folder.
func Read(fsys fs.FS, p *project.Project, d *dataset.Dataset) (*book.Book, []diag.Message) {
	return ReadThrough(func(_ Source, read Reader) (*book.Chapter, []diag.Message) { return read(fsys) }, p, d)
}

// Source identifies a chapter to read. The result of reading it depends on nothing else but the project, the data and
// the files of the book.
type Source struct{ Lang, Slug, File, Label string }

// Reader reads a chapter from the book's folder.
type Reader func(fsys fs.FS) (*book.Chapter, []diag.Message)

// Through returns a chapter by calling read, or from a cache. It is called by several goroutines.
type Through func(s Source, read Reader) (*book.Chapter, []diag.Message)

// ReadThrough is Read with a cache of chapters.
func ReadThrough(through Through, p *project.Project, d *dataset.Dataset) (*book.Book, []diag.Message) {
	b := &book.Book{
		Kind: p.Kind, Languages: p.Languages, Meta: p.Meta, Date: p.Date, ISBN: p.ISBN, Numbering: p.Numbering, Syntax: p.Syntax, Folders: p.Folders,
		Chapters: map[string]map[string]*book.Chapter{},
	}
	b.Outline = append(b.Outline, p.Outline...)
	jobs := chapters(p, d)
	index := address.NewIndex(address.Book{Languages: p.Languages, Files: p.Files, Folders: p.Folders, Tool: p.Syntax})
	for _, j := range jobs {
		j.index = index
	}
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
	return b, joinUnused(countRemote(foreign.Together(ms)))
}

// job is a chapter to read.
type job struct {
	fsys             fs.FS
	project          *project.Project
	data             *dataset.Dataset
	lang, slug, file string
	index            *address.Index
	addresses        []string // of its page in another tool
	label            string   // what the list of chapters calls it

	src      *source.File
	matter   *yaml.Node // the front matter; nil if there is none
	chapter  *book.Chapter
	messages []diag.Message
}

// chapters lists the files of the outline, language by language in reading order.
func chapters(p *project.Project, d *dataset.Dataset) []*job {
	var jobs []*job
	for _, tag := range p.Languages {
		for _, e := range p.Outline {
			if file := p.Files[tag][e.Slug]; file != "" && e.Role != book.RolePart && !project.Generated(e.Role) {
				jobs = append(jobs, &job{project: p, data: d, lang: tag, slug: e.Slug, file: file, label: e.Title[tag]})
			}
		}
	}
	return jobs
}

// read reads chapters side by side. Each depends on its own file only, so the order of work does not matter.
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
