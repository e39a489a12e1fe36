package listing

import (
	"path"

	"keben/internal/book"
	"keben/internal/source"
	"keben/internal/tool"
)

// summary reads SUMMARY.md: of mdBook (rust-lang.github.io/mdBook/format/summary.html), and of GitBook and HonKit
// (honkit.netlify.app/pages). Links in nested lists are chapters and a heading opens a part. mdBook's chapters outside
// of lists are front matter before the first list and back matter after the last one; an entry without a target is a
// draft. GitBook's entry without a link is a group, and a rule ends a part.
func summary(r *reader) []Item {
	s := summaryReader{tree: tree{reader: r}, base: path.Dir(r.src.Name)}
	if r.tool == tool.GitBook {
		s.base = r.folder
	}
	for _, l := range lines(r.src) {
		s.line(l)
	}
	// What no list follows is back matter. Of the headings there, which GitBook's authors use for remarks, nothing is left.
	for _, it := range s.waiting {
		if it.Kind != Part {
			it.Matter = book.Back
			s.top(it)
		}
	}
	return s.items()
}

type summaryReader struct {
	tree
	base    string // the folder to which links are relative
	waiting []Item // headings, and chapters outside of lists, of which the next list decides what they are
	titled  bool   // there was a heading
	began   bool   // there was a list or a part
}

func (s *summaryReader) line(l line) {
	found, linked := firstLink(l.text)
	switch {
	case l.kind == headingLine && !linked:
		// The first heading is the list's own title: GitBook's is of the first level, mdBook's of any.
		own := !s.titled && !s.began && (l.level == 1 || s.tool != tool.GitBook)
		if s.titled = true; !own {
			s.began = true
			s.waiting = append(s.waiting, Item{Title: Plain(l.text), Kind: Part, Matter: book.Main, At: l.place})
		}
	case l.kind == ruleLine && s.tool == tool.GitBook:
		s.close()
	case l.kind == itemLine && l.text != "":
		s.began = true
		s.settle()
		it := Item{Title: Plain(l.text), Kind: Part, Matter: book.Main, At: l.place}
		if linked {
			it = s.entry(l, found)
		}
		s.put(l.level, it)
	case l.kind == textLine && linked:
		it := s.entry(l, found)
		if s.began {
			s.waiting = append(s.waiting, it)
		} else if it.Kind != broken {
			it.Matter = book.Front
			s.top(it)
		}
	}
}

// settle puts what was waiting for a list where it was written: chapters into the part, headings as parts.
func (s *summaryReader) settle() {
	for _, it := range s.waiting {
		if it.Kind == Part {
			s.part(it)
		} else {
			s.put(0, it)
		}
	}
	s.waiting = nil
}

// entry is the item of a link.
func (s *summaryReader) entry(l line, found link) Item {
	it := Item{
		Title: Plain(found.label), Matter: book.Main,
		At: s.src.At(source.Span(l.offset+found.from, l.offset+found.to)),
	}
	if found.target == "" {
		it.Kind = Draft
	} else {
		s.target(&it, found.target, s.base)
	}
	return it
}
