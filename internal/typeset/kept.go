package typeset

import (
	"slices"
	"strings"
	"sync"

	"keben/internal/book"
	"keben/internal/draw"
)

// Kept has the results of setting an edition for the next time: the specification, and every section. A section whose
// copy is the same is not set again, and its part keeps its address, by which package pdf finds its plate. Only one
// call of Edition at a time may use it. The zero value is empty.
type Kept struct {
	key   specsKey
	known specs

	mu       sync.Mutex
	sections map[string]*keptSection
	edited   []string // the sections that keep paragraphs, the last edited first
	around   map[surrounding]furnished
	hands    sync.Pool
}

// hand returns an unused hand. The caller gives it back with release.
func (k *Kept) hand() *hand {
	if h, ok := k.hands.Get().(*hand); ok {
		return h
	}
	return newHand(k.key.Foundry)
}

func (k *Kept) release(h *hand) { k.hands.Put(h) }

// keptSection is a section with what it was set from.
type keptSection struct {
	copy  copytext
	set   *composed
	used  bool                         // since the last sweep
	lines []map[string][]keptParagraph // by language, of a section that has been edited lately
}

// mostEdited is how many sections keep their paragraphs, because somebody works on a few chapters at a time and the
// paragraphs of a whole book take much memory.
const mostEdited = 8

// specsKey has everything that the specifications of an edition depend on.
type specsKey struct {
	Brief
	first, second string // tags
	kind          book.Kind
	hyphens       string
	lent          string // the languages of chapters that are not translated
}

// specs are the specifications of an edition's languages; second is nil in an edition of one.
type specs struct{ first, second *spec }

// each returns the specifications that are not nil.
func (p specs) each() []*spec {
	if p.second == nil {
		return []*spec{p.first}
	}
	return []*spec{p.first, p.second}
}

// specs returns the specifications of an edition. If they have changed, all that is kept is dropped.
func (k *Kept) specs(o Options) (specs, error) {
	key := specsKey{Brief: o.Brief, first: o.Edition.Lang, kind: o.Edition.Kind}
	eds := []*book.Edition{o.Edition}
	if o.Twin != nil {
		key.second = o.Twin.Lang
		eds = append(eds, o.Twin)
	}
	for _, ed := range eds {
		key.hyphens += ed.Hyphenation.Lang + "\x00" + strings.Join(ed.Hyphenation.Words, "\x00") + "\x01"
	}
	key.lent = strings.Join(untranslated(o.Edition), " ")
	if k.known.first != nil && k.key == key {
		return k.known, nil
	}
	made, err := specify(o)
	if err != nil {
		return specs{}, err
	}
	k.key, k.known = key, made
	k.sections, k.around = map[string]*keptSection{}, map[surrounding]furnished{}
	return made, nil
}

// section returns the kept section of a name if it was set from the same copy and pictures, otherwise nil.
func (k *Kept) section(name string, from *copytext, pictures func(string) (draw.Figure, bool)) *composed {
	k.mu.Lock()
	old := k.sections[name]
	k.mu.Unlock()
	if old == nil || !old.copy.same(from) || !same(old.set.pictures, pictures) {
		return nil
	}
	k.mu.Lock()
	old.used = true
	k.mu.Unlock()
	return old.set
}

// paragraphs returns the kept paragraphs of a section, by language: nil the first time the section is set; empty the
// second time, because a section that has been edited once will be edited again; then those of the last time.
func (k *Kept) paragraphs(name string, languages int) []map[string][]keptParagraph {
	k.mu.Lock()
	defer k.mu.Unlock()
	old := k.sections[name]
	switch {
	case old == nil:
		return nil
	case old.lines == nil:
		return make([]map[string][]keptParagraph, languages)
	}
	return old.lines
}

// keep keeps a section, and its paragraphs if lines is not nil.
func (k *Kept) keep(name string, from copytext, set *composed, lines []map[string][]keptParagraph) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.sections[name] = &keptSection{from, set, true, lines}
	if lines == nil {
		return
	}
	k.edited = append([]string{name}, slices.DeleteFunc(k.edited, func(s string) bool { return s == name })...)
	if len(k.edited) > mostEdited {
		if s := k.sections[k.edited[mostEdited]]; s != nil {
			s.lines = nil
		}
		k.edited = k.edited[:mostEdited]
	}
}

// sweep drops the sections that the last edition does not have.
func (k *Kept) sweep() {
	for name, s := range k.sections {
		if !s.used {
			delete(k.sections, name)
		}
		s.used = false
	}
	for key, f := range k.around {
		if !f.used {
			delete(k.around, key)
			continue
		}
		f.used = false
		k.around[key] = f
	}
}

// copytext is the copy of a section: everything that its pages depend on besides the specification and the pictures.
type copytext struct {
	chapter           // in the two languages
	nested  []chapter // those nested in it, in reading order
	display [2]string // of a page from a template: its lines
	lists   [2]list   // of a late section
}

// chapter is a section in one or two languages.
type chapter struct{ first, second *book.Section }

func (c chapter) same(o chapter) bool {
	return sameSection(c.first, o.first) && sameSection(c.second, o.second)
}

// list are the entries of a late section in one language, with the folios that it prints.
type list struct {
	entries []book.Entry
	folios  []string
	spaced  bool // there is white over the first entry
}

func (c *copytext) same(o *copytext) bool {
	return c.chapter.same(o.chapter) && slices.EqualFunc(c.nested, o.nested, chapter.same) && c.display == o.display &&
		c.lists[0].same(o.lists[0]) && c.lists[1].same(o.lists[1])
}

func (l list) same(o list) bool {
	return l.spaced == o.spaced && slices.Equal(l.folios, o.folios) && slices.EqualFunc(l.entries, o.entries, func(a, b book.Entry) bool {
		return a.Depth == b.Depth && a.Number == b.Number && a.Lang == b.Lang && a.Slug == b.Slug && a.ID == b.ID &&
			book.EqualInlines(a.Title, b.Title) && slices.Equal(a.Authors, b.Authors)
	})
}

func sameSection(a, b *book.Section) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Role == b.Role && a.Depth == b.Depth && a.Slug == b.Slug && a.Number == b.Number && book.EqualInlines(a.Title, b.Title) && book.Equal(a.Chapter, b.Chapter)
}

// askedFor is a request of a section for a picture, with the answer.
type askedFor struct {
	src     string
	picture draw.Figure
	found   bool
}

// same reports whether the pictures are the same as when the section was set. It asks for them again, so that messages
// about broken pictures are given again.
func same(old []askedFor, pictures func(string) (draw.Figure, bool)) bool {
	equal := true
	for _, a := range old {
		p, ok := pictures(a.src)
		equal = equal && p == a.picture && ok == a.found
	}
	return equal
}
