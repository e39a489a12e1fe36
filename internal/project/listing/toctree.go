package listing

import (
	"path"
	"regexp"
	"strings"

	"keben/internal/book"
	"keben/internal/budget"
	"keben/internal/plaintext"
	"keben/internal/source"
)

// toctrees reads the lists inside of pages: of Sphinx as MyST writes them (myst-parser.readthedocs.io,
// www.sphinx-doc.org/en/master/usage/restructuredtext/directives.html#directive-toctree), and of d2lbook
// (book.d2l.ai/user/markdown.html). A page that a list names may have lists of its own, which are nested in it.
func toctrees(r *reader) []Item {
	t := toctreeReader{reader: r, seen: map[string]bool{r.src.Name: true}}
	return t.page(r.src, 1)
}

type toctreeReader struct {
	*reader
	seen map[string]bool // pages whose lists have been read: lists may lead back
	deep bool
}

var (
	toctreeFence  = regexp.MustCompile("^(`{3,}|:{3,}|~{3,})[ \t]*(?:toc|\\{(?:toctree|tableofcontents)\\})[ \t]*$")
	toctreeOption = regexp.MustCompile(`^:([a-z_]+):[ \t]*(.*)$`)
	toctreeYAML   = regexp.MustCompile(`^([a-z_]+):[ \t]*(.*)$`)
	toctreeTitled = regexp.MustCompile(`^(.*?)[ \t]*<([^<>]+)>$`)
)

// page are the entries of the lists of a page. A list with a caption is a part.
func (t *toctreeReader) page(src *source.File, depth int) []Item {
	var out []Item
	var one toctree
	fence := ""
	from, to := 0, 0
	for raw := range strings.Lines(string(src.Text)) {
		from, to = to, to+len(raw)
		line := strings.TrimSpace(raw)
		at := from + strings.Index(raw, line)
		switch {
		case fence == "":
			if m := toctreeFence.FindStringSubmatch(line); m != nil {
				fence, one = m[1], toctree{depth: depth}
			}
		case strings.HasPrefix(line, fence):
			out, fence = append(out, one.items()...), ""
		case line == "---" && one.entries == nil:
			one.yaml = !one.yaml
		default:
			t.line(&one, line, src.At(source.Span(at, at+len(line))))
		}
	}
	if fence != "" {
		out = append(out, one.items()...)
	}
	return out
}

// toctree is a list as it is read.
type toctree struct {
	depth   int
	caption string
	at      source.Place // of the caption
	glob    bool
	yaml    bool // the options are between lines of ---
	entries []Item
}

func (o *toctree) items() []Item {
	if o.caption == "" || o.entries == nil {
		return o.entries
	}
	return []Item{{Title: o.caption, Kind: Part, Matter: book.Main, Items: o.entries, At: o.at}}
}

func (t *toctreeReader) line(o *toctree, line string, at source.Place) {
	option := toctreeOption.FindStringSubmatch(line)
	if o.yaml {
		option = toctreeYAML.FindStringSubmatch(line)
	}
	switch {
	case option != nil:
		switch option[1] {
		case "caption":
			o.caption, o.at = Plain(strings.Trim(option[2], `"'`)), at
		case "glob":
			o.glob = true
		}
	case line == "", line == "self", o.yaml, strings.HasPrefix(line, "%"):
	default:
		it := Item{Matter: book.Main, At: at}
		if m := toctreeTitled.FindStringSubmatch(line); m != nil {
			it.Title, line = m[1], m[2]
		}
		folder := path.Dir(at.Name())
		if strings.HasPrefix(line, "/") {
			folder = t.folder
		}
		t.target(&it, line, folder)
		if it.Kind == Chapter && o.glob && strings.ContainsAny(it.File, "*?[") {
			it.Kind = Pattern
		}
		if it.Kind == Chapter {
			it.Items = t.below(it, o.depth)
		}
		o.entries = append(o.entries, kept(it)...)
	}
}

// below are the entries of the lists in the page of an entry.
func (t *toctreeReader) below(it Item, depth int) []Item {
	for _, ending := range []string{"", ".md"} {
		name := it.File + ending
		if path.Ext(name) != ".md" || t.seen[name] {
			continue
		}
		src, _ := plaintext.Open(t.fsys, name) // what cannot be read is told by who reads the chapters
		if src == nil {
			continue
		}
		t.seen[name] = true
		if !budget.ListNesting.Over(depth + 1) {
			return t.page(src, depth+1)
		}
		if !t.deep {
			t.deep = true
			t.report(budget.ListNesting.At(it.At))
		}
		return nil
	}
	return nil
}
