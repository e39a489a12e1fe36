package proof

import (
	"slices"
	"strings"

	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/source"
)

// itemsAt returns the items with exactly this place, or the one that itemAt finds.
func (s *setter) itemsAt(at source.Place) (items []*item) {
	for _, it := range s.exact[at.Range] {
		if it.file.Name == at.Name() {
			items = append(items, it)
		}
	}
	if items == nil {
		if it := s.itemAt(at); it != nil {
			items = append(items, it)
		}
	}
	return items
}

// itemAt returns the item of a place: the first with exactly this range, else the smallest around it, else the one
// before it; for a whole file the title of its section. It is nil for a place outside the edition.
func (s *setter) itemAt(at source.Place) *item {
	for _, it := range s.exact[at.Range] {
		if it.file.Name == at.Name() {
			return it
		}
	}
	items := s.index[at.Name()]
	if len(items) == 0 {
		return nil
	}
	if !at.Within() {
		return items[0]
	}
	var best *item
	var least int32
	for _, it := range items {
		if n, ok := it.holds(at.Range); ok && (best == nil || n < least) {
			best, least = it, n
		}
	}
	if best == nil { // between two blocks, or in the title matter
		best = items[0]
		for _, it := range items {
			if it.at.Known() && it.at.From <= at.From && it.at.From >= best.at.From {
				best = it
			}
		}
	}
	return best
}

// holds reports whether an item contains a place, and the length of its shortest range that does.
func (it *item) holds(at source.Range) (length int32, ok bool) {
	for _, r := range append([]source.Range{it.at}, it.around...) {
		if n := r.To - r.From; r.Known() && r.From <= at.From && (at.From < r.To || r.From == at.From) && (!ok || n < length) {
			length, ok = n, true
		}
	}
	return length, ok
}

// annotate puts remarks beside items, and their twins below them.
func (s *setter) annotate() {
	ofSource := s.in.Since != nil && s.in.Since.Record && !s.in.Original // the changes are those of the source
	for _, section := range s.sections {
		for _, g := range groups(section) {
			if word := changeWord(g[0].lang.Words, changeOf(g)); word != "" && !ofSource {
				g[0].remark = append(g[0].remark, word)
			}
			for _, it := range g {
				if it.lacks {
					g[0].remark = append(g[0].remark, it.lang.Words.TwinLacking())
				}
			}
		}
	}
	for _, m := range s.in.Marks {
		it := s.itemAt(m.Place)
		if it == nil {
			continue
		}
		word := stateWord(it.lang.Words, m.State)
		if m.Source && word != "" {
			word = lang.Of(m.Lang).Name + it.lang.Words.Colon() + word
		}
		if word != "" && !slices.Contains(it.remark, word) {
			it.remark = append(it.remark, word)
		}
	}
	for _, m := range s.in.Messages {
		it := s.itemAt(m.Place)
		if it == nil {
			s.rest = append(s.rest, m)
			continue
		}
		text := s.worded(m)
		if _, ok := it.holds(m.Place.Range); !ok && m.Place.Within() { // as of the title matter
			text = s.located(m)
		}
		it.remark = append(it.remark, text)
	}
	if s.in.Twin != nil {
		s.addTwins()
	}
}

// worded is a message as the margin has it.
func (s *setter) worded(m diag.Message) string {
	colon := s.in.Tongue.Say(": ", "：")
	return m.Kind.Severity.In(s.in.Tongue) + colon + m.Text(s.in.Tongue) + " [" + m.Kind.ID + "]"
}

// located is a message with its place.
func (s *setter) located(m diag.Message) string {
	text := s.worded(m)
	if at := m.Place.String(); at != "" {
		text = at + s.in.Tongue.Say(": ", "：") + text
	}
	return text
}

// addTwins puts below each block its twin, and below the block before them the blocks that only the other language
// has.
func (s *setter) addTwins() {
	other := map[string][][]*item{}
	for _, section := range read(s.in.Twin, "") {
		other[section[0].slug] = groups(section)
	}
	for _, section := range s.sections {
		theirs := other[section[0].slug]
		if theirs == nil {
			continue
		}
		byID := map[string][]int{} // the terms of a list share its id, and come in their order
		for i, g := range theirs {
			byID[g[0].id] = append(byID[g[0].id], i)
		}
		used := make([]bool, len(theirs))
		ours := groups(section)
		match := make([]int, len(ours))
		for i, g := range ours {
			match[i] = -1
			switch same := byID[g[0].twin]; {
			case g[0].opening:
				match[i] = 0
			case g[0].id == "" || g[0].twin == "":
				match[i] = sameLine(theirs, used, g[0], match[:i])
			case len(same) > 0:
				match[i], byID[g[0].twin] = same[0], same[1:]
			}
			if match[i] >= 0 {
				used[match[i]] = true
			}
		}
		for i, g := range ours {
			last := g[len(g)-1]
			if match[i] < 0 {
				continue
			}
			last.below = append(last.below, asTwin(theirs[match[i]], "")...)
			for k := match[i] + 1; k < len(theirs) && !used[k]; k++ {
				used[k] = true
				word := s.words.ProofExtra()
				if !s.in.Original {
					word = s.words.ProofMissing()
				}
				last.below = append(last.below, asTwin(theirs[k], word)...)
			}
		}
	}
}

// sameLine finds the twin of a line that has no id, as those of the title matter: the next one of the same look.
func sameLine(theirs [][]*item, used []bool, it *item, before []int) int {
	from := 0
	for _, k := range before {
		from = max(from, k+1)
	}
	if it.id == "" && !it.at.Known() && from < len(theirs) && theirs[from][0].id == "" && theirs[from][0].look == it.look && !used[from] {
		return from
	}
	return -1
}

// asTwin returns items as they are shown below their twins.
func asTwin(items []*item, word string) (out []*item) {
	for _, it := range items {
		c := *it
		c.below, c.record, c.remark, c.opening, c.picture = nil, nil, nil, false, ""
		if c.cells == nil {
			c.look = twinText
		}
		if word != "" {
			c.text = append([]span{{text: "[" + word + "] ", style: bold | made}}, c.text...)
			word = ""
		}
		if len(c.text) > 0 || c.cells != nil {
			out = append(out, &c)
		}
	}
	return out
}

// remarks are the lines of the margin beside a block: its id first, with the first remark if there is room.
func (s *setter) remarks(g []*item) (out [][]word) {
	m := measure{width: asideWidth, size: asideSize, role: aside, han: s.lang.Script.Han()}
	lines := func(text string) [][]word { return s.breaker.lines(remarkSpans(text), m) }
	var told []string
	for _, it := range g {
		for _, text := range it.remark {
			if text = clean(text); text != g[0].id && !slices.Contains(told, text) {
				told = append(told, text)
			}
		}
	}
	if forms := s.callings(g[0]); forms != nil {
		if len(told) > 0 {
			for _, id := range forms {
				if both := lines(id + " · " + told[0]); len(both) == 1 {
					out, told = both, told[1:]
					break
				}
			}
		}
		for i := 0; out == nil && i < len(forms); i++ {
			if id := lines(forms[i]); len(id) == 1 || i == len(forms)-1 {
				out = id
			}
		}
	}
	for _, text := range told {
		out = append(out, lines(text)...)
	}
	return out
}

// longHead is how many columns a heading's id may have that is never abbreviated to … beside its paragraphs.
const longHead = 8

// callings are the forms of a block's id, to be tried in turn: the whole id, and …-p3 below the heading whose id is its
// beginning. The heading itself always has the whole id.
func (s *setter) callings(it *item) []string {
	if it.id == "" {
		return nil
	}
	if rest, ok := strings.CutPrefix(it.id, s.head+"-"); ok && s.head != "" && clip(s.head, longHead) != s.head {
		return []string{it.id, "…-" + rest}
	}
	if p := strings.LastIndex(it.id, "-p"); p > 0 && !it.heads() {
		return []string{it.id, clip(it.id[:p], 2*longHead) + it.id[p:]}
	}
	return []string{it.id}
}

// heads reports whether an item is the title of a section or a heading.
func (it *item) heads() bool {
	return it.opening || it.look == chapter || it.look == heading || it.look == subheading
}

// remarkSpans are the spans of a remark. The id of a message at its end is not broken at its hyphens.
func remarkSpans(text string) []span {
	if at := strings.LastIndex(text, " ["); at >= 0 && strings.HasSuffix(text, "]") {
		return []span{{text: text[:at+1]}, {text: text[at+1:], style: joined}}
	}
	return []span{{text: text}}
}

// remark sets lines of the margin, the first on the baseline of the text beside it.
func (s *setter) remark(lines [][]word, beside lookSheet) {
	s.aside.y += (beside.leading - asideLeading).Mul(7, 10)
	for _, words := range lines {
		s.need(&s.aside, asideLeading)
		s.aside.y += asideLeading
		sh := s.at(s.aside)
		sh.aside = append(sh.aside, line{y: s.aside.y - asideLeading.Mul(3, 10), words: shift(words, asideLeft)})
	}
	s.aside.y += asideLeading / 3
}
