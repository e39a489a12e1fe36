package lang

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode"
)

// Words are the interface words of a language. They are methods and not fields, because a composite literal may
// silently leave out a field, while the compiler names a missing method: "missing method Footnote". A word is one line
// of the language's file.
//
// Templates ask for a word by its key, which is the method's name in small letters with hyphens: [Language.Word].
type Words interface {
	BookWords
	BlockWords
	ArticleWords
	ImprintWords
	SiteWords
	ProofWords
	Marks
}

// BookWords are the words of the parts of a book.
type BookWords interface {
	Cover() string
	HalfTitle() string
	TitlePage() string
	CopyrightPage() string
	Preface() string
	Contents() string
	Figures() string // the list of figures, with its own heading
	Tables() string
	References() string
	Glossary() string
	GlossaryNames() string
	Index() string
	Colophon() string
	Appendix() string
	Notes() string
	Note() string
	Part() string
	Chapter() string
	Section() string
	MainText() string
	Stroke() string // after the number of strokes that heads a list sorted so
}

// BlockWords are the words of blocks.
type BlockWords interface {
	Figure() string
	Table() string
	Continued() string // with %s for the label of a table
	Source() string
	Code() string
	TaskDone() string
	TaskOpen() string
	Footnote() string
	BackToText() string
	MissingPicture() string
	RemotePicture() string
	DeadLink() string
	Fault() string
}

// ArticleWords are the words around an article.
type ArticleWords interface {
	Author() string
	Abstract() string
	Keywords() string
	CLC() string
	DocumentCode() string
	ArticleID() string
	Funding() string
	AboutAuthor() string
}

// ImprintWords are the words of the imprint of a publication.
type ImprintWords interface {
	Published() string
	Publisher() string
	Institution() string
	Date() string
	Licence() string
	ISBN() string
	Cite() string
	Summary() string
	Rights() string
	MadeWith() string
}

// SiteWords are the words of the website.
type SiteWords interface {
	Home() string
	Read() string
	ReadIn() string
	Parallel() string
	ParallelShort() string
	Alone() string
	Untranslated() string
	Language() string
	Languages() string
	Editions() string
	Download() string
	Previous() string
	Next() string
	ContentsMenu() string
	Close() string
	OnThisPage() string
	SkipToContent() string
	Appearance() string
	Light() string
	Dark() string
	Sepia() string
	System() string
	Search() string
	Print() string
	Screen() string
	Chapters() string
	Top() string
	TwinStale() string
	TwinLacking() string
	NotTranslated() string
	SourceFollows() string // with %s for the name of the language in which a chapter follows that is not translated
	WrittenIn() string     // after a title in another language, with %s for its name
	NotFound() string
	Page() string
	Pages() string
	SiteNavigation() string
	ChapterNavigation() string
}

// ProofWords are the words of proof sheets. The states of a translation are those of book.State.
type ProofWords interface {
	Proof() string
	ProofSheet() string // with the number of the sheet and how many there are
	ProofPlain() string
	ProofLines() string
	ProofMargin() string
	ProofTwin() string  // with the name of the other language
	ProofSince() string // with ProofRecord or ProofRevision
	ProofRecord() string
	ProofRevision() string // with the name and the date of a commit
	ProofSource() string   // with the name of the source's language
	ProofNew() string
	ProofChanged() string
	ProofGone() string
	ProofRest() string
	ProofUpToDate() string
	ProofStale() string
	ProofUnsure() string
	ProofMissing() string
	ProofExtra() string
}

// Marks are the punctuation between the parts of a line that Keben composes.
type Marks interface {
	AuthorSep() string
	KeywordSep() string
	ListSep() string
	Colon() string
	Comma() string
	Stop() string
	OpenParen() string
	CloseParen() string
	TitleSep() string // between a title and its subtitle on one line
}

// Noun is a counted thing in the forms after the number one and after any other.
type Noun struct{ One, Many string }

// Nouns are the things that a language counts for its readers: [Language.Count].
type Nouns interface {
	Chapter() Noun
	Section() Noun
	Page() Noun
	Sheet() Noun // of a proof
	Figure() Noun
	Table() Noun
	Note() Noun
	Character() Noun
	Word() Noun
	Error() Noun
	Warning() Noun
	Remark() Noun // a message that is neither an error nor a warning
	File() Noun
	Correction() Noun
	Text() Noun
	Block() Noun
	Byte() Noun
}

// keys are the methods of Words by the keys of templates.
var keys = func() map[string]string {
	t := reflect.TypeFor[Words]()
	m := make(map[string]string, t.NumMethod())
	for i := range t.NumMethod() {
		m[key(t.Method(i).Name)] = t.Method(i).Name
	}
	return m
}()

// key is a Go name as templates write it: HalfTitle is half-title, ArticleID article-id, ISBN isbn.
func key(name string) string {
	var b strings.Builder
	rs := []rune(name)
	for i, r := range rs {
		if i > 0 && unicode.IsUpper(r) && (unicode.IsLower(rs[i-1]) || i+1 < len(rs) && unicode.IsLower(rs[i+1])) {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// calloutKey is the prefix of the keys of words of callouts, which are not methods.
const calloutKey = "callout-"

// Word returns the word of a key, for templates; Go calls the method of Words, or Callout. The error says that there is
// no word of this key, and stops a template at the place where it asks.
func (l *Language) Word(key string) (string, error) {
	if kind, ok := strings.CutPrefix(key, calloutKey); ok && callouts[kind] != nil {
		return l.Callout(kind), nil
	}
	name, ok := keys[key]
	if !ok {
		return "", fmt.Errorf("no word has the key %q", key)
	}
	return reflect.ValueOf(l.Words).MethodByName(name).Call(nil)[0].String(), nil
}

// Keys returns the keys of all words, in order.
func Keys() []string {
	all := slices.Collect(maps.Keys(keys))
	for kind := range callouts {
		all = append(all, calloutKey+kind)
	}
	slices.Sort(all)
	return all
}

// Callout is the title of a callout without one, by its kind: note, tip, important, warning, caution. Any other kind is
// a note.
func (l *Language) Callout(kind string) string {
	words, ok := callouts[kind]
	if !ok {
		words = callouts["note"]
	}
	if w := words[l]; w != "" {
		return w
	}
	for _, tag := range Like(l.Tag) {
		if w := words[Of(tag)]; w != "" {
			return w
		}
	}
	return words[English]
}
