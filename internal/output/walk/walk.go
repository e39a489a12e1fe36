// Package walk goes through a finished site, for tests: every address in it leads to a file that was written and to an id
// that is there, and what leads nowhere was told.
//
// It reads pages as a browser would (HTML Standard, "the rules for parsing"), token by token, and knows nothing of how
// they were made.
package walk

import (
	"fmt"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"keben/internal/diag"
	"keben/internal/hypertext"
)

// Site is a site to go through.
type Site struct {
	Files  map[string][]byte // by path
	Others []string          // files that stand beside them: PDFs
	Told   []diag.Message    // what the build told
}

// Page is what a page has.
type Page struct {
	IDs    map[string]int // how often each is given
	refs   []reference
	marked map[string]int // how many places are marked as leading nowhere, or as lacking a picture
}

// reference is an address in a page and the attribute that has it.
type reference struct{ element, attr, address string }

// Read reads a page.
func Read(page []byte) Page {
	p := Page{IDs: map[string]int{}, marked: map[string]int{}}
	for _, t := range hypertext.Tokens(string(page)) {
		if t.Kind != hypertext.Start {
			continue
		}
		for _, a := range t.Attrs {
			switch a.Name {
			case "id":
				p.IDs[a.Value]++
			case "href", "src", "poster", "xlink:href":
				p.refs = append(p.refs, reference{t.Name, a.Name, a.Value})
			case "srcset":
				for _, candidate := range strings.Split(a.Value, ",") {
					if words := strings.Fields(candidate); len(words) > 0 {
						p.refs = append(p.refs, reference{t.Name, a.Name, words[0]})
					}
				}
			case "aria-labelledby", "aria-describedby", "aria-controls", "for":
				for _, id := range strings.Fields(a.Value) {
					p.refs = append(p.refs, reference{t.Name, a.Name, "#" + id})
				}
			case "class":
				for _, class := range strings.Fields(a.Value) {
					if deaths[class] != nil {
						p.marked[class]++
					}
				}
			}
		}
	}
	return p
}

// deaths are the classes by which a page marks what leads nowhere, with the messages of which one must have been told.
var deaths = map[string][]string{
	"dead-link": {"dead-link", "dead-reference", "link-untranslated", "link-unlisted", "unsafe-link", "outside-book", "file-lost"},
	"missing-picture": {"missing-picture", "outside-book", "picture-lost", "picture-format", "picture-damaged", "picture-too-large",
		"picture-scans", "svg-unreadable", "svg-too-big"},
}

// inStyle is an address in a stylesheet.
var inStyle = regexp.MustCompile(`url\(\s*["']?([^"')]+)["']?\s*\)`)

// Faults returns what is wrong with a site, in the order of its pages.
func (s Site) Faults() (faults []string) {
	report := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	there, pages := map[string]bool{}, map[string]Page{}
	for name, data := range s.Files {
		if there[name] = true; strings.HasSuffix(name, ".html") {
			pages[name] = Read(data)
		}
	}
	for _, name := range s.Others {
		there[name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		p := pages[name]
		for _, id := range slices.Sorted(maps.Keys(p.IDs)) {
			if n := p.IDs[id]; n > 1 {
				report("%s: id %q is given %d times", name, id, n)
			}
		}
		for _, r := range p.refs {
			u, err := url.Parse(r.address)
			switch {
			case s.told("raw-address", r.address):
				continue // an author's own HTML, left as typed
			case err != nil:
				report("%s: %s %s=%q: %v", name, r.element, r.attr, r.address, err)
				continue
			case u.IsAbs() || u.Host != "":
				continue
			case strings.HasPrefix(r.address, "/"):
				report("%s: %s %s=%q depends on where the site is", name, r.element, r.attr, r.address)
				continue
			case r.address == "":
				report("%s: %s has an empty %s", name, r.element, r.attr)
				continue
			}
			target := name
			if u.Path != "" {
				target = path.Join(path.Dir(name), u.Path)
			}
			if !there[target] {
				report("%s: %s %s=%q: there is no %s", name, r.element, r.attr, r.address, target)
			} else if page, ok := pages[target]; ok && u.Fragment != "" && page.IDs[u.Fragment] == 0 {
				report("%s: %s %s=%q: no id %q in %s", name, r.element, r.attr, r.address, u.Fragment, target)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.Files)) {
		if !strings.HasSuffix(name, ".css") {
			continue
		}
		for _, m := range inStyle.FindAllSubmatch(s.Files[name], -1) {
			if to := string(m[1]); !strings.Contains(to, ":") && !strings.HasPrefix(to, "#") && !there[path.Join(path.Dir(name), to)] {
				report("%s: there is no %s", name, to)
			}
		}
	}
	return faults
}

// told reports whether a message of a kind was about an address.
func (s Site) told(id, address string) bool {
	return slices.ContainsFunc(s.Told, func(m diag.Message) bool { return m.Kind.ID == id && m.Args[0] == any(address) })
}

// Untold returns the places that the pages mark as dead and of which the build told nothing.
func (s Site) Untold() (faults []string) {
	marked := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(s.Files)) {
		if strings.HasSuffix(name, ".html") {
			for class := range Read(s.Files[name]).marked {
				if marked[class] == "" {
					marked[class] = name
				}
			}
		}
	}
	for _, class := range slices.Sorted(maps.Keys(marked)) {
		if !slices.ContainsFunc(s.Told, func(m diag.Message) bool { return slices.Contains(deaths[class], m.Kind.ID) }) {
			faults = append(faults, fmt.Sprintf("%s: a place is marked as %s, and nothing was told of it", marked[class], class))
		}
	}
	return faults
}
