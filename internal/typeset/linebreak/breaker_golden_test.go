package linebreak

import (
	"fmt"
	"strings"
	"testing"

	"keben/internal/geom"
	"keben/internal/golden"
)

// What a line costs, printed: the same line made narrower and wider by every ladder, and the paragraphs that show each
// reason of Breaker to prefer one line to another.
func TestLinesAndTheirPrices(t *testing.T) {
	golden.Run(t, "testdata/lines.txtar", func(t *testing.T, a *golden.Archive) {
		a.Want("chinese", prices(&Chinese))
		a.Want("english", prices(&English))
		a.Want("paragraphs", paragraphs())
	})
}

// thousandths are those of an em.
func thousandths(l geom.Length) int64 { return int64(l.Mul(1000, int64(em))) }

// prices lists what a line of every kind of glue costs at widths around its own.
func prices(l *Ladder) string {
	var b strings.Builder
	var e Extent
	e.Width, e.Track = 20*em, 10*em
	for c := LineEndMark; c < Tracking; c++ {
		e.Shrink[c] = em / 2
	}
	for _, c := range stretches {
		e.Stretch[c] = em / 2
	}
	line := func(e *Extent, by geom.Length) {
		a := Justify(e, e.Width+by)
		v := l.judge(e, &a)
		fmt.Fprintf(&b, "%+6d: bad %5d, %s, tracking %d", thousandths(by), v.bad, [...]string{"tight", "decent", "loose", "very loose"}[v.fit], v.tracking)
		for c := NoGlue; c < Tracking; c++ {
			if a.Shrink[c] != 0 {
				fmt.Fprintf(&b, ", %s -%d", c, thousandths(a.Shrink[c]))
			}
			if a.Stretch[c] != 0 {
				fmt.Fprintf(&b, ", %s +%d", c, thousandths(a.Stretch[c]))
			}
		}
		for _, rest := range []struct {
			name string
			l    geom.Length
		}{{"tracked", a.Track}, {"fill", a.Fill}, {"over", a.Over}, {"under", a.Under}} {
			if rest.l != 0 {
				fmt.Fprintf(&b, ", %s %d", rest.name, thousandths(rest.l))
			}
		}
		b.WriteByte('\n')
	}
	for by := -9 * em / 2; by <= 5*em; by += em / 4 {
		line(&e, by)
	}
	for _, by := range []geom.Length{20, 21, 22, 23, 24, 41, 42, 55, 56, 57, 83, 84} { // where the fitness changes
		line(&e, 3*em/2+by*em/100+by)
	}
	for _, by := range []geom.Length{20, 200, 2000} {
		line(&e, by*em)
	}
	b.WriteString("nothing tracks\n")
	e.Track = 0
	line(&e, em)
	line(&e, 2*em)
	b.WriteString("a fill\n")
	e.Fills = 1
	line(&e, -em)
	line(&e, 2*em)
	return b.String()
}

// word is n letters with a word space after them.
func word(n geom.Length) Item {
	return Item{Width: n * em / 2, Break: May, Chars: int16(n), Glue: Glue{Width: em / 4, Shrink: em / 20, Stretch: em / 8, Class: WordSpace, Track: em}}
}

// syllable is n letters with a hyphen after them.
func syllable(n geom.Length) Item {
	return Item{Width: n * em / 2, Break: May, Chars: int16(n), Hyphen: true, Pre: em / 3}
}

// row makes items of letters, one each: h is a Han, c a comma after one, w and W words of four and seven letters, s and
// S syllables of two and four, l a piece of a word that breaks in emergencies only, a one of an address, e a
// letter after which an emergency costs nothing more, p a Han and d a syllable after which a break costs 200, f a place that fills the line, ! a forced break, x something as wide as a line, o a mark that
// protrudes at the end and at the beginning of a line, and n a box that no line ends after.
func row(letters string) (items []Item) {
	for _, r := range letters {
		it := Item{Width: em, Break: May, Chars: 1, Glue: Glue{Track: em}}
		switch r {
		case 'c':
			items[len(items)-1].Break = Never
			it = Item{Width: em / 2, Break: May, Glue: Glue{Width: em / 2, Shrink: em / 2, Class: Comma, Track: em}}
		case 'w':
			it = word(4)
		case 'W':
			it = word(7)
		case 's':
			it = syllable(2)
		case 'S':
			it = syllable(4)
		case 'l':
			it = Item{Width: 2 * em, Break: Emergency, Penalty: LetterPenalty, Chars: 4}
		case 'a':
			it = Item{Width: 2 * em, Break: Emergency, Penalty: AddressPenalty, Chars: 4}
		case 'e':
			it.Break = Emergency
		case 'd':
			it = syllable(2)
			it.Penalty = 200
		case 'p':
			it.Penalty = 200
		case 'f':
			it.Fill, it.Width = true, em/2
		case '!':
			it.Break = Must
		case 'x':
			it.Width = 12 * em
		case 'o':
			it.Pre, it.Post = -em/2, -em/4
		case 'n':
			it.Break = Never
		}
		items = append(items, it)
	}
	return items
}

// paragraphs prints the lines of paragraphs ten ems wide, with the demerits that each line adds.
func paragraphs() string {
	var b strings.Builder
	var br Breaker
	for _, p := range []struct {
		name  string
		items string
		set   Problem
	}{
		{"as wide as the measure", "hhhhhhhhhhhhhhhhhhhh", Problem{}},
		{"a first line that is indented", "hhhhhhhhhhhhhhhhhhhh", Problem{First: 8 * em}},
		{"commas shrink", "hhhchhhhhhhhhhhchhhhhhhhhhh", Problem{}},
		{"one character is left over", "hhhchhhhhhhhhhhhhhhhh", Problem{}},
		{"one character is left over, two wanted", "hhhchhhhhhhhhhhhhhhhh", Problem{LastMin: 2}},
		{"a paragraph of one character, two wanted", "h", Problem{LastMin: 2}},
		{"a break that costs", "hhhhhhhhhphhhhhhhhhhhhhhh", Problem{}},
		{"a forced break", "hhhh!hhhhhhhhhhhh!hhh", Problem{}},
		{"a mark that protrudes", "hhhhhhhhhhohhhhhhhhhhohh", Problem{}},
		{"a fill", "hhhhhfhhhhhhhhhhhfhhhh", Problem{}},
		{"words", "wwWwWWwwwWwwWWwwwWwW", Problem{Ladder: &English}},
		{"syllables", "wsSwsssSWwssSwwsSsSwssSwsSSwssw", Problem{Ladder: &English}},
		{"syllables, one hyphen in a row", "SSSSSSSSSSSSSSSSSSSSSSSS", Problem{Ladder: &English, MaxHyphens: 1}},
		{"syllables, two hyphens in a row", "SSSSSSSSSSSSSSSSSSSSSSSS", Problem{Ladder: &English, MaxHyphens: 2}},
		{"syllables, any hyphens", "SSSSSSSSSSSSSSSSSSSSSSSS", Problem{Ladder: &English}},
		{"syllables among Han", "hhhhhhhhSSSShhhhhhhhhhSSSSShh", Problem{}},
		{"letters of a word", "hhhhllllllllhhh", Problem{}},
		{"letters after marks inside a word", "hhhhhhhhheeehhh", Problem{}},
		{"hyphens that cost more", "hhhhhhhhcdhhhhhhhhcdhhh", Problem{}},
		{"hyphens at forced breaks", "hhhs!hhhhhhhhhs", Problem{}},
		{"letters of an address", "hhhhaaaaaaaahhh", Problem{}},
		{"letters of a word before those of an address", "hhhlllaaaaalllhhh", Problem{}},
		{"too wide", "hhxhhxx", Problem{}},
		{"too wide at once", "xhh", Problem{First: 3 * em}},
		{"words without a way to fit", "nnnnnnnnnWnnwWnW", Problem{Ladder: &English}},
		{"ragged words", "wwWwWWwwwWwwWWwwwWwW", Problem{Ladder: &English, Ragged: true}},
		{"ragged syllables", "wsSwsssSWwssSwwsSsSwssSwsSSwssw", Problem{Ladder: &English, Ragged: true}},
		{"a title", "hhhhhhhhhhhhhh", Problem{Ragged: true, Balance: true}},
		{"a title of words", "wwWwWWwwwW", Problem{Ladder: &English, Ragged: true, Balance: true}},
		{"a title with a forced break", "hhhhhhhh!hhhhhhhhhhhhhh", Problem{Ragged: true, Balance: true}},
		{"syllables that end before the last line", "hhhhhhhhSShhhhhhhhSs", Problem{}},
		{"syllables that need not end before the last line", "hhhhhhhhSShhhhhhsSs", Problem{LastMin: 2}},
		{"loose beside tight", "wWwwchhhhchhWwWhhhchhhhhhWWwhchchchchhhhhhww", Problem{}},
	} {
		set := p.set
		set.Items = row(p.items)
		if set.Ladder == nil {
			set.Ladder = &Chinese
		}
		ladder := *set.Ladder
		ladder.Rag = 3 * em
		set.Ladder = &ladder
		if set.First == 0 {
			set.First = 10 * em
		}
		set.Rest = 10 * em
		before := br.Considered
		lines := br.Break(&set)
		fmt.Fprintf(&b, "%s\n", p.name)
		for _, l := range lines {
			fmt.Fprintf(&b, "  %-12s %s", p.items[l.From:l.To], l.Why)
			if l.Tracking != 0 {
				fmt.Fprintf(&b, ", tracked by %d", l.Tracking)
			}
			if l.Over != 0 {
				fmt.Fprintf(&b, ", too wide by %d", thousandths(l.Over))
			}
			for _, n := range br.nodes[1:] {
				if int(n.pos) == l.To && int(br.nodes[n.prev].pos) == l.From && n.why == l.Why && n.tracking == l.Tracking {
					fmt.Fprintf(&b, ", costs %d", n.demerits-br.nodes[n.prev].demerits)
					break
				}
			}
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "  %d lines considered\n", br.Considered-before)
	}
	return b.String()
}
