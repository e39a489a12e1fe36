package yaml

import (
	"regexp"

	"keben/internal/diag"
	"keben/internal/lang"
)

// Schema says what a value of a file may be: its form, unit, range, choices, and what it is for. The package that owns
// a file declares the file's schema once, as a value, and nothing else says which keys, bounds and choices there are:
// the checks before decoding ([Schema.Decode]), the messages, the JSON Schema for editors ([Schema.JSON]) and the
// tables of the manual ([Schema.Reference]) are all read off it. A Schema is immutable once a file has been read by it.
type Schema struct {
	Form Form

	// Of numbers. A length's bounds are in Unit.Sign, and a length is written with any of the units geom knows.
	Least, Most float64
	Unit        Unit

	Words []string // of a Choice
	Set   *Set     // of a Name: what it may name; of a Mapping: what its keys name, nil where the author invents them
	Like  *Shape   // of a Text that has a form of its own: a date, a colour
	Keys  []Key    // of a Record
	Item  *Schema  // of a List and of a Mapping
	// Of Either: what the value may be instead. The node's kind chooses, and among several mappings the first whose
	// required keys are all there, else the last.
	Either []*Schema

	// Verify finds faults that no bound expresses: a wrong check digit, two keys that contradict each other. It gets
	// only values that have passed all other checks, and so may rely on their form.
	Verify func(*Node) []diag.Message

	// Title names a schema that is used in several places, or contains itself, so that the reference explains it once:
	// "style".
	Title string
	// Example is a value in one line, as an author would type it.
	Example string
}

// Key is an entry of a Record.
type Key struct {
	Name     string
	Is       *Schema
	Required bool
	Default  string      // in YAML; "" if there is none, or if the file of defaults has it
	For      diag.Phrase // what it is for: a sentence in each language
}

// Form is the shape that a value must have.
type Form int

// The forms. Any is left to whoever reads the value; a Text is the literal text of any scalar, so that 0020 stays 0020.
const (
	Any Form = iota
	Text
	Choice
	Name
	Whole
	Decimal
	Ratio // a number or a fraction: 0.92, 5/8
	Length
	Truth
	List
	Record  // keys that Keben knows
	Entries // keys that name things: a Mapping of the schema's
	Either
)

// Unit is what a number counts.
type Unit struct {
	Sign string      // of a length: pt, mm
	Of   diag.Phrase // of a bare number: "thousandths of an em"
}

// Set is a group of names, such as the fonts of a theme. Fixed returns its members; if it is nil, the reader of a file
// gives them ([Names]), because other files add to the set.
type Set struct {
	What  diag.Phrase
	Fixed func() []string
}

// Names are the members of the sets that are not fixed.
type Names map[*Set][]string

// Languages is the set of language tags.
var Languages = &Set{What: diag.Phrase{En: "language", Zh: "语言"}, Fixed: lang.Tags}

// Shape is a form of text. Pattern is what JSON Schema can say of it (RE2 and ECMA-262 both read it); OK says the rest.
// Fault is the message, with the text as its argument.
type Shape struct {
	What    diag.Phrase
	Pattern string
	OK      func(string) bool
	Fault   *diag.Kind
}

var (
	wantDate = diag.NewKind("bad-date", diag.Error,
		"expected a date, found `%s`", "此处应为日期，而不是 `%s`",
		"write 2025, 2025-09 or 2025-09-01", "请写成 2025、2025-09 或 2025-09-01")
	wantColor = diag.NewKind("bad-color", diag.Error,
		"expected a colour, found `%s`", "此处应为颜色，而不是 `%s`",
		"write it as \"#RRGGBB\", in quotes", "请写成 \"#RRGGBB\" 的形式，并加引号")
)

// Date is a day, a month or a year of the ISO 8601 calendar.
func Date() *Schema {
	return &Schema{Form: Text, Example: "2025-09-01", Like: &Shape{
		What: diag.Phrase{En: "date", Zh: "日期"}, Pattern: `^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$`, OK: lang.KnownDate, Fault: wantDate,
	}}
}

// Color is a colour as CSS writes it in six hexadecimal digits.
func Color() *Schema {
	const pattern = `^#[0-9A-Fa-f]{6}$`
	return &Schema{Form: Text, Example: `"#1C1B19"`, Like: &Shape{
		What: diag.Phrase{En: "colour", Zh: "颜色"}, Pattern: pattern, OK: regexp.MustCompile(pattern).MatchString, Fault: wantColor,
	}}
}

// Words is a text without a form of its own.
func Words() *Schema { return &Schema{Form: Text} }

// PerLanguage is a value for all languages, or one for each: {zh: …, en: …}.
func PerLanguage(one *Schema) *Schema { return OneOf(one, ByLanguage(one)) }

// ByLanguage is a value for each language.
func ByLanguage(one *Schema) *Schema { return &Schema{Form: Entries, Set: Languages, Item: one} }

// ByName is a mapping whose keys name things. set is nil where the author invents the names.
func ByName(set *Set, one *Schema) *Schema { return &Schema{Form: Entries, Set: set, Item: one} }

// Wholes is a whole number from least to most.
func Wholes(least, most int, of Unit) *Schema {
	return &Schema{Form: Whole, Least: float64(least), Most: float64(most), Unit: of}
}

// Decimals is a number from least to most.
func Decimals(least, most float64, of Unit) *Schema {
	return &Schema{Form: Decimal, Least: least, Most: most, Unit: of}
}

// Ratios is a number or a fraction from least to most.
func Ratios(least, most float64, of Unit) *Schema {
	return &Schema{Form: Ratio, Least: least, Most: most, Unit: of}
}

// Lengths is a length from least to most, both in the unit of a sign: pt, mm.
func Lengths(least, most float64, sign string) *Schema {
	return &Schema{Form: Length, Least: least, Most: most, Unit: Unit{Sign: sign}}
}

// TrueOrFalse is one of the two.
func TrueOrFalse() *Schema { return &Schema{Form: Truth} }

// Among is one of some words.
func Among(words ...string) *Schema { return &Schema{Form: Choice, Words: words} }

// Named is the name of something that is in a set.
func Named(set *Set) *Schema { return &Schema{Form: Name, Set: set} }

// ListOf is a list of any length.
func ListOf(item *Schema) *Schema { return &Schema{Form: List, Item: item} }

// Keyed is a mapping with keys that Keben knows.
func Keyed(keys ...Key) *Schema { return &Schema{Form: Record, Keys: keys} }

// OneOf is a value of one of several forms.
func OneOf(forms ...*Schema) *Schema { return &Schema{Form: Either, Either: forms} }

// Whatever is a value that no schema describes.
func Whatever() *Schema { return &Schema{} }

// Called gives a schema that is used in several places its name in the reference. It changes the schema and returns it.
func (s *Schema) Called(title string) *Schema {
	s.Title = title
	return s
}

// As gives a schema an example. It changes the schema and returns it.
func (s *Schema) As(example string) *Schema {
	s.Example = example
	return s
}

// Checked gives a schema a check of its own. It changes the schema and returns it.
func (s *Schema) Checked(verify func(*Node) []diag.Message) *Schema {
	s.Verify = verify
	return s
}

// names returns the keys of a Record, or nil.
func (s *Schema) names() (names []string) {
	for _, k := range s.Keys {
		names = append(names, k.Name)
	}
	return names
}

// Key returns the entry of a Record, or nil.
func (s *Schema) Key(name string) *Key {
	for i := range s.Keys {
		if s.Keys[i].Name == name {
			return &s.Keys[i]
		}
	}
	return nil
}

// At follows the keys of nested records and mappings to a schema; a step of a mapping by names may be any. It is nil
// where the keys lead nowhere.
func (s *Schema) At(path ...string) *Schema {
	for _, step := range path {
		if s = s.mapping(); s == nil {
			return nil
		}
		if s.Form == Entries {
			s = s.Item
			continue
		}
		k := s.Key(step)
		if k == nil {
			return nil
		}
		s = k.Is
	}
	return s
}

// mapping returns s if it is a mapping, else the first mapping among its alternatives.
func (s *Schema) mapping() *Schema {
	switch s.Form {
	case Record, Entries:
		return s
	case Either:
		for _, e := range s.Either {
			if m := e.mapping(); m != nil {
				return m
			}
		}
	}
	return nil
}
