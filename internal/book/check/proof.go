package check

import (
	"keben/internal/book"
	"keben/internal/book/twins"
	"keben/internal/crew"
	"keben/internal/diag"
	"keben/internal/terms"
)

// Proof is the input of Proofread.
type Proof struct {
	Book  *book.Book
	Twins *twins.Alignment
	Terms *terms.List
	Words map[string]Dictionary // for spelling, by lang.Language.Dictionary; may be nil
}

// passageChecks look at one text at a time.
var passageChecks = []func(*proof, *passage){
	halfWidth,
	fullWidth,
	ellipsis,
	dashes,
	listComma,
	markTwice,
	middleDot,
	blanks,
	ranges,
	doubledWord,
	yearWord,
	forbiddenTerm,
	leftover,
}

// chapterChecks look at the texts of a chapter in one language.
var chapterChecks = []func(*proof, *text){
	balance,
	straightQuotes,
	numberingStyle,
	digitSpacing,
	sentenceEnd,
	traditional,
	cutWord,
	noteDate,
	abstractFigures,
	spelling,
}

// pairChecks look at a text and its translation.
var pairChecks = []func(*proof, *couple){
	numbersAgree,
	termsAgree,
	notesAgree,
	citationsAgree,
	picturesAgree,
	linksAgree,
	codeAgrees,
	emphasisAgrees,
	endMarkAgrees,
	quotationsAgree,
	shapeAgrees,
}

// Proofread runs the checks that take their time or judge style: those of each language, and those between
// a text and its translation. The messages come in the order of the book.
func Proofread(in Proof) []diag.Message {
	p := &proof{Proof: in, finders: map[string]*terms.Finder{}, anchored: map[[2]string]anchors{}}
	if p.Terms == nil {
		p.Terms = &terms.List{}
	}
	if p.Twins == nil {
		p.Twins = twins.Align(in.Book, twins.Known{})
	}
	for _, slug := range in.Book.Slugs() {
		for _, tag := range in.Book.Languages {
			ch := in.Book.Chapters[tag][slug]
			if ch == nil {
				continue
			}
			if fault := crew.Do(func() { p.chapter(ch) }); fault != nil {
				p.ms = append(p.ms, fault.In(ch.File()))
			}
		}
	}
	for _, check := range []func(*proof){titleSpelling, nameSpelling, (*proof).translations} {
		if fault := crew.Do(func() { check(p) }); fault != nil {
			p.ms = append(p.ms, fault.On(""))
		}
	}
	return p.ms
}

// chapter runs the checks of one text.
func (p *proof) chapter(ch *book.Chapter) {
	t := &text{chapter: ch, passages: passages(ch)}
	for _, pa := range t.passages {
		for _, check := range passageChecks {
			check(p, pa)
		}
	}
	for _, check := range chapterChecks {
		check(p, t)
	}
	p.texts = append(p.texts, t)
}

// proof is the state of one proofreading.
type proof struct {
	Proof
	locator
	finders  map[string]*terms.Finder
	anchored map[[2]string]anchors // by language and slug
	texts    []*text
	usual    float64 // English words per Han character
	ms       []diag.Message
}

// text is a chapter in one language.
type text struct {
	chapter  *book.Chapter
	passages []*passage
	notes    map[string][]*passage // by label; nil until asked for
}

func (p *proof) finder(tag string) *terms.Finder {
	f := p.finders[tag]
	if f == nil {
		f = p.Terms.Finder(tag)
		p.finders[tag] = f
	}
	return f
}

// spot is a part of a passage.
type spot struct {
	p       *passage
	at, end int
}

func (s spot) text() string { return s.p.text[s.at:s.end] }

// report makes a message about a part of a passage.
func (p *proof) report(s spot, k *diag.Kind, args ...any) {
	p.ms = append(p.ms, k.At(p.at(s.p, s.at, s.end), args...))
}

// correct is report with a replacement, if the source has the text as it is read. A text that is shown as typed,
// because it is a table whose lines do not meet, is not corrected, because its white space is a drawing.
func (p *proof) correct(s spot, with string, k *diag.Kind, args ...any) {
	if b, ok := s.p.owner.(*book.Paragraph); ok && b.Fault != "" {
		return
	}
	place, exact := p.find(s.p, s.at, s.end)
	m := k.At(place, args...)
	if exact {
		m.Fix = &diag.Edit{Old: s.text(), New: with}
	}
	p.ms = append(p.ms, m)
}

// whole is all of a passage.
func whole(p *passage) spot { return spot{p, 0, len(p.text)} }

// start is the first character of a passage.
func start(p *passage) spot { return spot{p, 0, forward(p.text, 0, len(p.text), 1)} }
