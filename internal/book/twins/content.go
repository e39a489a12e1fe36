package twins

import (
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"keben/internal/book"
	"keben/internal/lang"
	"keben/internal/number"
	"keben/internal/script"
	"keben/internal/terms"
)

// class is a sort of anchor, something in a text that its translation is likely to have too.
type class uint8

const (
	numberAnchor  class = iota // a number, as a value
	smallAnchor                // a small number in words that counts something
	wordAnchor                 // a word in Latin letters, a token of program text
	codeAnchor                 // a code span
	linkAnchor                 // an address
	figureAnchor               // a picture
	markAnchor                 // a note mark, and its label when that is a name
	refAnchor                  // @fig-x, a value from data/
	endAnchor                  // how the text ends: a colon, a question mark
	kindAnchor                 // of a callout, a list, emphasis
	termAnchor                 // a term of data/terms.yaml
	lexicalAnchor              // a word and what the book translates it by; see lexicon
	classes
)

// kept is the probability that a translation has an anchor of its source, by class. The values were estimated on a few
// books and are not critical.
var kept = [classes]float64{
	numberAnchor: .9, smallAnchor: .6, wordAnchor: .8, codeAnchor: .85, linkAnchor: .9, figureAnchor: .95,
	markAnchor: .9, refAnchor: .95, endAnchor: .8, kindAnchor: .8, termAnchor: .85, lexicalAnchor: .55,
}

// vocabulary numbers the anchors of a book.
type vocabulary struct {
	ids     map[string]int32
	class   []class
	terms   *terms.List
	finders map[string]*terms.Finder // by language
}

// know makes the words of terms anchors.
func (v *vocabulary) know(list *terms.List) {
	if list != nil && len(list.Terms) > 0 {
		v.terms, v.finders = list, map[string]*terms.Finder{}
	}
}

// finder returns the finder of terms in a language, or nil.
func (v *vocabulary) finder(lang string) *terms.Finder {
	if v.terms == nil {
		return nil
	}
	f, ok := v.finders[lang]
	if !ok {
		f = v.terms.Finder(lang)
		v.finders[lang] = f
	}
	return f
}

func newVocabulary() *vocabulary { return &vocabulary{ids: map[string]int32{}} }

func (v *vocabulary) anchor(c class, text string) int32 {
	key := string(rune('a'+c)) + text
	id, ok := v.ids[key]
	if !ok {
		id = int32(len(v.class))
		v.ids[key] = id
		v.class = append(v.class, c)
	}
	return id
}

// wordWeight is how many Han characters translate an English word: 1.6 to 1.9 in prose.
const wordWeight = 1.7

// content are the size and the anchors of a unit's text.
type content struct {
	size    float64 // Han characters, and words of other scripts at wordWeight each, with the units inside
	anchors []int32 // sorted, with repetitions
	marks   []string
	text    strings.Builder // of its own, in prose

	ownSize    float64
	ownAnchors []int32 // without those of the units inside
}

func (c *content) add(id int32) { c.ownAnchors = append(c.ownAnchors, id) }

// settle adds up a unit's own content and that of the units inside.
func (c *content) settle(kids []*Unit) {
	c.size, c.anchors = c.ownSize, slices.Clone(c.ownAnchors)
	for _, k := range kids {
		c.size += k.size
		c.anchors = append(c.anchors, k.anchors...)
	}
	slices.Sort(c.anchors)
}

// reader reads running text into a unit's content.
type reader struct {
	*Unit
	words *vocabulary
}

func (u *Unit) reader(words *vocabulary) reader { return reader{u, words} }

// block reads a block's own fields, without the pieces inside it.
func (r reader) block(b book.Block) {
	switch b := b.(type) {
	case *book.CodeBlock:
		r.program(b.Text)
	case *book.HTMLBlock:
		r.program(b.Text)
	case *book.Callout:
		r.add(r.words.anchor(kindAnchor, b.Kind))
	case *book.Figure:
		r.add(r.words.anchor(figureAnchor, path.Base(b.Src)))
		if len(b.Caption) == 0 {
			r.prose(b.Alt)
		}
	}
}

func (r reader) run(run []book.Inline) {
	if len(run) == 0 {
		return
	}
	var end strings.Builder
	book.WalkInlines(run, func(in book.Inline) {
		switch n := in.(type) {
		case *book.Text:
			r.prose(n.Value)
			end.WriteString(n.Value)
		case *book.Ruby:
			r.prose(n.Base)
		case *book.CodeSpan:
			r.add(r.words.anchor(codeAnchor, n.Text))
			r.program(n.Text)
		case *book.Link:
			r.add(r.words.anchor(linkAnchor, address(n.Target)))
		case *book.Image:
			r.add(r.words.anchor(figureAnchor, path.Base(n.Src)))
		case *book.NoteRef:
			r.marks = append(r.marks, n.Label)
			r.add(r.words.anchor(markAnchor, ""))
			if label := noteLabel(n.Label); label != "" {
				r.add(r.words.anchor(markAnchor, label))
			}
		case *book.Ref:
			r.add(r.words.anchor(refAnchor, n.Target))
		case *book.Quantity:
			r.add(r.words.anchor(refAnchor, "="+n.Key))
			r.ownSize += 4
		case *book.Strong:
			r.add(r.words.anchor(kindAnchor, "strong"))
		}
	})
	if mark := ending(end.String()); mark != "" {
		r.add(r.words.anchor(endAnchor, mark))
	}
}

// address shortens a link to the part that twins have in common, because the folder of a chapter names its language.
func address(target string) string {
	if strings.Contains(target, "://") {
		return strings.TrimSuffix(target, "/")
	}
	return path.Base(target)
}

// ending is the sign that a text ends with, when it is not a full stop.
func ending(s string) string {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, " \n”’\"'）)"))
	switch r {
	case ':', '：':
		return ":"
	case '?', '？':
		return "?"
	case '!', '！':
		return "!"
	case ';', '；':
		return ";"
	}
	return ""
}

// preferred are the names of a term in all languages, as a key.
func preferred(t *terms.Term) string {
	var b strings.Builder
	for _, tag := range lang.Tags() {
		b.WriteString(t.Preferred[tag])
		b.WriteByte(0)
	}
	return b.String()
}

// prose reads literal text: its size, its numbers, and its words in Latin letters.
func (r reader) prose(s string) {
	r.text.WriteString(s)
	r.text.WriteByte(' ')
	for _, c := range s {
		if script.Han(c) {
			r.ownSize++
		}
	}
	eachWord(s, func(word string) {
		r.ownSize += wordWeight
		r.add(r.words.anchor(wordAnchor, word))
	})
	if f := r.words.finder(r.Lang); f != nil {
		for _, use := range f.Find(s) {
			r.add(r.words.anchor(termAnchor, preferred(use.Term)))
		}
	}
	for _, v := range number.Read(r.Lang, s) {
		switch v.Weight {
		case number.Firm:
			r.ownSize++
			r.add(r.words.anchor(numberAnchor, amount(v)))
		case number.Counted:
			r.add(r.words.anchor(smallAnchor, amount(v)))
		}
	}
}

// amount is a number without its unit and kind, which translations change: 51.9% and “51.9 percent”, 2024年底 and
// “the end of 2024”.
func amount(v number.Value) string {
	if v.Kind == number.Share || v.Kind == number.Point {
		v.Num = v.Num.Shift(2)
	}
	return v.Rat().RatString()
}

// program reads program text, of which translators change only the comments.
func (r reader) program(s string) {
	eachWord(s, func(word string) {
		r.ownSize += wordWeight
		r.add(r.words.anchor(wordAnchor, word))
	})
	for _, c := range s {
		if script.Han(c) {
			r.ownSize++
		}
	}
}

// eachWord calls f with the words of s in scripts that write words, in lower case.
func eachWord(s string, f func(string)) {
	in := func(r rune) bool {
		return script.ASCIILetter(r) || r >= utf8.RuneSelf && unicode.IsLetter(r) && !script.Han(r)
	}
	begin := -1
	for i, r := range s {
		if in(r) || begin >= 0 && r == '_' {
			if begin < 0 {
				begin = i
			}
			continue
		}
		if begin >= 0 {
			f(strings.ToLower(s[begin:i]))
			begin = -1
		}
	}
	if begin >= 0 {
		f(strings.ToLower(s[begin:]))
	}
}
