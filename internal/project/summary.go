package project

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/source"
)

var (
	summaryAbsent = diag.NewKind("chapter-absent", diag.Error,
		"there is no %s", "没有文件 %s",
		"write the chapter, or delete it from SUMMARY.md", "请写出这一章，或将其从 SUMMARY.md 中删去")
	summaryDraft = diag.NewKind("summary-entry", diag.Note,
		"%q has no file yet and is left out", "%q 还没有文件，已略过")
	summaryForeign = diag.NewKind("summary-entry", diag.Note,
		"%q is not a Markdown file of this book and is left out", "%q 不是本书的 Markdown 文件，已略过")
	summaryOutside = diag.NewKind("outside-book", diag.Error,
		"%q leads out of the book's folder", "%q 超出了书稿文件夹")
)

var (
	summaryLink    = regexp.MustCompile(`^([ \t]*)(?:([-*+]|\d+[.)])[ \t]+)?\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\(\s*<?([^)>]*?)>?\s*\)\s*$`)
	summaryHeading = regexp.MustCompile(`^#{1,6}[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$`)
)

// summary takes the order of the chapters from SUMMARY.md, as mdBook and GitBook write it: links in nested
// lists are chapters, a heading opens a part, links before the first list are front matter and after the
// last one back matter. It reports false when the source has no such file.
func (r *reader) summary(roots []root) bool {
	name := r.find(roots[0].folder, r.order)
	if name == "" {
		return false
	}
	src, ms := readText(r.fsys, name)
	r.add(ms...)
	if src == nil {
		return false
	}
	s := summaryReader{reader: r, root: roots[0], src: src}
	s.read()
	for _, rt := range roots[1:] {
		for _, file := range rt.files {
			r.place(rt.lang, slugOf(file, rt.folder), file)
		}
		r.partTitles(rt)
	}
	return true
}

// partTitles gives the parts their titles in another language, from that language's own list, when it has as many.
func (r *reader) partTitles(rt root) {
	src, _ := readText(r.fsys, r.find(rt.folder, r.order))
	if src == nil {
		return
	}
	var titles []string
	headings := 0
	for line := range strings.SplitSeq(string(src.Text), "\n") {
		if m := summaryHeading.FindStringSubmatch(line); m != nil && !strings.Contains(m[1], "](") {
			if headings++; headings > 1 {
				titles = append(titles, plainLabel(m[1]))
			}
		}
	}
	var parts []int
	for i, e := range r.p.Outline {
		if e.Role == book.RolePart {
			parts = append(parts, i)
		}
	}
	if len(parts) != len(titles) {
		return
	}
	for i, at := range parts {
		r.p.Outline[at].Title[rt.lang] = titles[i]
	}
}

type summaryReader struct {
	*reader
	root  root
	src   *source.File
	parts int
	began bool // a list has begun
}

func (s *summaryReader) read() {
	headings := 0
	from, to := 0, 0
	for line := range strings.Lines(string(s.src.Text)) {
		from, to = to, to+len(line)
		line = strings.TrimSuffix(line, "\n")
		if m := summaryHeading.FindStringSubmatch(line); m != nil && !strings.Contains(m[1], "](") {
			// The first heading is the summary's own title: Summary, 目录.
			if headings++; headings > 1 {
				s.part(m[1], from)
			}
			continue
		}
		m := summaryLink.FindStringSubmatchIndex(line)
		if m == nil {
			continue
		}
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return line[m[2*i]:m[2*i+1]]
		}
		pos := s.src.At(source.Span(from+m[6]-1, from+m[1]))
		s.entry(link{label: plainLabel(group(3)), target: group(4), item: group(2) != "", pos: pos})
	}
	s.settle()
}

// settle makes back matter only of the chapters after the last list, and drops empty parts: headings that
// GitBook authors use for remarks.
func (s *summaryReader) settle() {
	last := 0
	for i, e := range s.p.Outline {
		if e.Matter == book.Main {
			last = i
		}
	}
	for i := range s.p.Outline[:last] {
		if e := &s.p.Outline[i]; e.Matter == book.Back {
			e.Role, e.Matter = book.RoleChapter, book.Main
		}
	}
	kept := s.p.Outline[:0]
	for i, e := range s.p.Outline {
		if e.Role == book.RolePart && (i+1 == len(s.p.Outline) || s.p.Outline[i+1].Role == book.RolePart || s.p.Outline[i+1].Matter != book.Main) {
			continue
		}
		kept = append(kept, e)
	}
	s.p.Outline = kept
}

func (s *summaryReader) part(title string, at int) {
	s.parts++
	s.began = true
	s.p.Outline = append(s.p.Outline, Entry{
		OutlineEntry: book.OutlineEntry{
			Role: book.RolePart, Matter: book.Main, Slug: fmt.Sprintf("part-%d", s.parts), At: s.src.Point(at),
			Title: map[string]string{s.root.lang: plainLabel(title)},
		},
	})
}

// link is one entry of SUMMARY.md.
type link struct {
	label, target string
	item          bool // in a list
	pos           source.Place
}

func (s *summaryReader) entry(l link) {
	target, fragment, anchored := strings.Cut(l.target, "#")
	if i := strings.IndexAny(target, " \t"); i > 0 && strings.ContainsAny(target, `"'`) {
		target = target[:i] // a link title
	}
	if decoded, err := url.PathUnescape(target); err == nil {
		target = decoded
	}
	file := path.Join(s.root.folder, target)
	switch {
	case target == "" && fragment == "":
		s.add(summaryDraft.At(l.pos, l.label))
		return
	case target == "" || strings.Contains(target, "://") || stem(target) == target:
		s.add(summaryForeign.At(l.pos, l.target))
		return
	case strings.HasPrefix(file, "../") || path.IsAbs(target):
		s.add(summaryOutside.At(l.pos, target))
		return
	}
	found := s.find("", file)
	slug := slugOf(file, s.root.folder)
	if first, twice := s.listed[slug]; twice {
		// GitBook lists a chapter's sections as links into the chapter.
		if !anchored {
			s.add(chapterTwice.At(l.pos, slug, first.Line()))
		}
		return
	}
	s.listed[slug] = l.pos
	if found == "" {
		if k, args := s.instead(file); k != nil {
			s.add(k.At(l.pos, args...))
		} else {
			s.add(summaryAbsent.At(l.pos, file))
		}
	} else if !s.place(s.root.lang, slug, found) {
		return
	}
	e := Entry{Label: l.label, OutlineEntry: book.OutlineEntry{Role: book.RoleChapter, Matter: book.Main, Slug: slug, At: l.pos}}
	switch {
	case l.item:
		s.began = true
	case !s.began:
		e.Role, e.Matter = book.RolePreface, book.Front
	default:
		e.Role, e.Matter = book.RoleAppendix, book.Back
	}
	s.p.Outline = append(s.p.Outline, e)
}

var escaped = regexp.MustCompile(`\\([!-/:-@\[-` + "`" + `{-~])`)

func plainLabel(s string) string {
	return strings.TrimSpace(escaped.ReplaceAllString(inlineMarks.ReplaceAllString(s, "$1$2"), "$1"))
}
