package linebreak

import (
	"unicode"

	"keben/internal/script"

	"github.com/go-text/typesetting/segmenter"
)

// Kind says how a character takes part in a line.
type Kind uint8

// Attached text (a footnote mark) belongs to the character before it; an Object is a picture; a Newline
// ends the line; Code is text where only spaces and the program's own last resort break.
const (
	Ordinary Kind = iota
	Attached
	Object
	Newline
	Code
)

// Char is a character with what the rules must know of its surroundings.
type Char struct {
	Rune rune
	Zh   bool // whether its run is Chinese
	Kind Kind
}

// Break says whether a line may end at a place.
type Break uint8

// Emergency is a place inside a word that is used only when nothing else fits.
const (
	Never Break = iota
	Emergency
	May
	Must
)

// Opportunity is the place after a character. Penalty is what ending the line there costs, on Knuth and
// Plass's scale. Class is the character's class, with its neighbours known; Joined means that no space,
// not even tracking, may come between it and the next.
type Opportunity struct {
	Break   Break
	Joined  bool
	Class   Class
	Penalty int32
}

// Penalties of places where a break is allowed but not liked. On the scale a hyphen costs 250 in Chinese and 420 in
// English (Ladder.Hyphen), and AddressPenalty is the most the third pass of Breaker.Break allows.
const (
	measureWordPenalty = 150    // 2.5|亿元 (rule C8)
	namePenalty        = 100    // D. E.|Knuth (C11)
	rangePenalty       = 50     // 1119—|1184
	addressMarkPenalty = 60     // https://example.org/|a (C9)
	solidusPenalty     = 50     // and/|or
	relaxedPenalty     = 20_000 // 。』|」 (B9)
)

// Breaks finds the opportunities of a paragraph. It keeps its buffers between paragraphs and is not safe
// for concurrent use.
type Breaks struct {
	seg   segmenter.Segmenter
	runes []rune
	at    []int32 // the character each of runes stands for
	out   []Opportunity
}

// Find returns one Opportunity for each character; the slice is valid until the next call. With level
// None it is UAX #14 untailored; else it is asked about a text of substitutes, and rules B and C lie over its answer.
func (b *Breaks) Find(chars []Char, rules Rules) []Opportunity {
	b.out = b.out[:0]
	b.runes = b.runes[:0]
	if len(chars) == 0 {
		return b.out
	}
	for i := range chars {
		b.out = append(b.out, Opportunity{Class: classAt(chars, i)})
	}
	b.join(chars)
	b.segment(chars, rules)
	if rules.Kinsoku > None {
		b.prohibit(chars, rules)
		keepTogether(chars, b.out)
	}
	for i := range chars[:len(chars)-1] {
		if b.out[i].Joined {
			b.out[i].Break = Never
		}
		switch extends := b.out[i+1].Class == Extend && chars[i].Kind != Newline; {
		case extends && rules.Kinsoku == None && chars[i].Kind == Ordinary: // LB9 and LB10 have decided
		case extends, chars[i+1].Kind == Attached:
			b.out[i].Break, b.out[i].Joined = Never, true
		}
		if chars[i].Kind == Newline {
			b.out[i].Break = Must
		}
	}
	b.out[len(chars)-1].Break = Must
	return b.out
}

// segment asks UAX #14. Between two Han a line may always end (LB31), between two letters it never may
// (LB28), and no rule looks past one; so of a row of Han or of letters only the first and the last are shown
// to it, which are one character in four.
func (b *Breaks) segment(chars []Char, rules Rules) {
	b.at = b.at[:0]
	for i, c := range chars {
		if i > 0 && i+1 < len(chars) && ideograph(chars[i-1]) && ideograph(c) && ideograph(chars[i+1]) {
			b.out[i].Break = May
			continue
		}
		if i > 0 && i+1 < len(chars) && letter(chars[i-1]) && letter(c) && letter(chars[i+1]) {
			continue
		}
		r := c.Rune
		if rules.Kinsoku > None || c.Kind != Ordinary {
			r = substitute(c, b.out[i].Class)
		}
		b.runes, b.at = append(b.runes, r), append(b.at, int32(i))
	}
	b.seg.Init(b.runes)
	for it := b.seg.LineIterator(); it.Next(); {
		line := it.Line()
		end := &b.out[b.at[line.Offset+len(line.Text)-1]]
		end.Break = May
		if line.IsMandatoryBreak {
			end.Break = Must
		}
	}
}

// ideograph reports whether c is a Han of class ID.
func ideograph(c Char) bool { return c.Kind == Ordinary && script.Ideograph(c.Rune) }

// letter reports whether c is an ASCII letter, of class AL.
func letter(c Char) bool {
	return (c.Kind == Ordinary || c.Kind == Code) && script.ASCIILetter(c.Rune)
}

func classAt(chars []Char, i int) Class {
	c := chars[i]
	switch c.Kind {
	case Object, Newline:
		return Other
	case Code:
		switch class := ClassOf(c.Rune, false); {
		case class == Han, class == Space, class == WideSpace, class == Extend:
			return class
		case class.IsWide():
			return Wide // set as typed: nothing is squeezed
		}
		return Western // the boundary of code is as that of a word (rule F8)
	}
	if c.Rune == '’' && c.Zh && i > 0 && i+1 < len(chars) && script.Latin(chars[i-1].Rune) && script.Latin(chars[i+1].Rune) {
		return Other // an apostrophe (O3)
	}
	if c.Rune == '+' && i > 0 && (chars[i-1].Rune == '+' || script.Latin(chars[i-1].Rune)) {
		return Western // C++ (F10)
	}
	if c.Rune == '•' && c.Zh && !(i > 0 && i+1 < len(chars) && ClassOf(chars[i-1].Rune, true) == Han && ClassOf(chars[i+1].Rune, true) == Han) {
		return Other // a bullet, not an interpunct
	}
	return ClassOf(c.Rune, c.Zh)
}

// substitute gives UAX #14 a character of the class that c has for us: its class table cannot be changed,
// its text can. Names in capitals are UAX #14's classes.
func substitute(c Char, class Class) rune {
	switch c.Kind {
	case Attached:
		return 0x308 // CM: transparent (LB9)
	case Object:
		return 0xfffc
	case Newline:
		return '\n'
	}
	if c.Rune == '\n' || c.Rune == '\r' || c.Rune == '\t' {
		return ' '
	}
	if !c.Zh || c.Kind == Code {
		return c.Rune
	}
	switch class {
	case Open:
		return '「'
	case Close:
		return '」'
	case Dot, Connector:
		return '々' // NS: may not begin a line, may end it
	case Dash:
		return '⸺'
	case Wide:
		if unicode.Is(symbols, c.Rune) {
			return '一'
		}
	case Solidus:
		return '/'
	}
	return c.Rune
}

// join finds the strings that are one mark: —— and …… (rules C1–C3), and ？！ pairs in one em
// (C4, C5).
func (b *Breaks) join(chars []Char) {
	row, asked := 0, 0 // marks in a row of pairs ？！, and where it ends
	for i := 0; i < len(chars); i++ {
		if chars[i].Kind != Ordinary || !chars[i].Zh {
			continue
		}
		pair := i+1 < len(chars) && chars[i+1].Kind == Ordinary && chars[i+1].Zh
		switch {
		case pair && chars[i].Rune == '—' && chars[i+1].Rune == '—':
			b.out[i].Class, b.out[i].Joined = Dash, true
			b.out[i+1].Class = Dash
			i++
		case pair && b.out[i].Class == Ellipsis && chars[i].Rune == chars[i+1].Rune:
			b.out[i].Joined = true
			i++
		case pair && asks(chars[i].Rune) && asks(chars[i+1].Rune):
			b.out[i].Class, b.out[i].Joined = Half, true
			b.out[i+1].Class = Half
			if i > asked {
				row = 0
			}
			row, asked = row+2, i+2
			b.out[i+1].Joined = i+2 < len(chars) && asks(chars[i+2].Rune) && row < longRow
			i++
		}
	}
}

func asks(r rune) bool { return r == '？' || r == '！' }

// longRow is the longest row of marks that is kept from the start or the end of a line at any price: a line of dashes
// is wider than the page. From there on a line may end at two places of every four, of which one is
// free even where the marks are joined in pairs.
const (
	longRow = 16
	rowStep = 4
)

// prohibit lays the prohibitions of rules B over UAX #14.
func (b *Breaks) prohibit(chars []Char, rules Rules) {
	before := Other // class of the last character that is neither a space nor attached
	marks := 0      // full-width marks in a row
	row := 0        // and characters in a row that may not begin a line
	for i := 0; i+1 < len(chars); i++ {
		o := &b.out[i]
		if chars[i].Kind == Newline {
			before = Other
			continue
		}
		if o.Class != Space && o.Class != Extend && chars[i].Kind != Attached {
			before = o.Class
			if marks++; !before.IsMark() {
				marks = 0
			}
		}
		next := b.out[i+1].Class
		if chars[i+1].Kind == Newline {
			continue
		}
		if row++; !rules.notLast(before) && (!rules.notFirst(next) || chars[i+1].Kind != Ordinary) {
			row = 0
		}
		switch {
		case row >= longRow && row%rowStep < 2 && !o.Joined:
			o.Break, o.Penalty = Emergency, relaxedPenalty
		case before == Ellipsis && o.Class == Ellipsis && next == Ellipsis && rules.Kinsoku < Strict:
			o.Break = May // …… of a line of its own (C3)
		case rules.Relaxed && marks >= 2 && next.IsMark() && next != Open && before != Open:
			o.Break, o.Penalty = Emergency, relaxedPenalty
		case rules.notFirst(next) && chars[i+1].Kind == Ordinary, rules.notLast(before):
			o.Break = Never
		}
		if o.Break == May && before == Connector && next == Western {
			o.Penalty = rangePenalty
		}
	}
}
