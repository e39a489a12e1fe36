package quantity

import (
	"math/big"
	"slices"
	"strings"
)

// Unit is the id of a unit's row in the table: "USD", "km2", "people". A unit that a book defines itself has no row;
// its id is its English name. "" means no unit.
type Unit string

// Dimension is shared by the units that can be converted into each other.
type Dimension string

// The dimensions. Units of money share one and have no size: no rate of exchange is known. A row without a dimension
// is its own: people are not trains.
const (
	Money       Dimension = "money"
	Share       Dimension = "share"
	Points      Dimension = "points" // a difference of shares
	Times       Dimension = "times"
	Length      Dimension = "length"
	Area        Dimension = "area"
	Mass        Dimension = "mass"
	Volume      Dimension = "volume"
	Oil         Dimension = "oil"
	Power       Dimension = "power"
	Energy      Dimension = "energy"
	Temperature Dimension = "temperature"
	Speed       Dimension = "speed"
	Containers  Dimension = "containers"
	Date        Dimension = "date" // a year of the calendar
	Months      Dimension = "months"
	Days        Dimension = "days"
	Seconds     Dimension = "seconds"
)

// Row is a unit in the table. Chinese puts the unit straight after the number; English puts a currency sign before
// it, a symbol after a no-break space (rule C6) and a word after a space. Rows are shared and never changed.
type Row struct {
	ID        Unit
	Dimension Dimension
	Names     []string          // other names in data, exactly as written
	Zh        string            // after the number, in Chinese
	En        string            // after the number, in English, in the singular
	Plural    string            // in English; "" for one form
	Sign      string            // before the number, in English
	Other     map[string]string // after the number, by the tags of other languages: of a unit that a book names itself
	Symbol    bool              // English writes a symbol
	Style     Style

	size             *big.Rat // in the base unit of the dimension; nil if units of the dimension cannot be converted
	chinese, english []string // after a number in prose; English words in lower case
	before           []string // before a number in prose
}

// Style is how the number of a unit is written.
type Style int

// The styles.
const (
	Scaled   Style = iota // 万, 亿, 万亿; million, billion, trillion
	Unscaled              // a measure or a rate
	Tight                 // Unscaled, and joined to the number without a space
	Calendar              // a calendar year: never scaled, never grouped
)

func ratio(a, b int64) *big.Rat { return big.NewRat(a, b) }

// table holds the rows by their ids.
var table = func() map[Unit]*Row {
	rows := make(map[Unit]*Row, len(units))
	for i := range units {
		rows[units[i].ID] = &units[i]
	}
	return rows
}()

// Currency reports whether the unit is money.
func (u Unit) Currency() bool { r := table[u]; return r != nil && r.Dimension == Money }

// Rows returns the table. It must not be changed.
func Rows() []Row { return units }

// Named returns the row of a name in data: an id, in any case of letters, or another name as it is written.
func Named(name string) (Row, bool) {
	for _, r := range units {
		if strings.EqualFold(string(r.ID), name) || slices.Contains(r.Names, name) {
			return r, true
		}
	}
	return Row{}, false
}

// Form is how prose writes a unit.
type Form struct {
	Text string
	Unit Unit
}

// AfterChinese returns the forms that stand after a number in Chinese, the longest first. The result must not be
// changed.
func AfterChinese() []Form { return afterChinese }

// AfterEnglish is AfterChinese for English.
func AfterEnglish() []Form { return afterEnglish }

// Before returns the forms that stand before a number in either language, the longest first.
func Before() []Form { return beforeNumber }

var (
	afterChinese = forms(func(r *Row) []string { return r.chinese })
	afterEnglish = forms(func(r *Row) []string { return r.english })
	beforeNumber = forms(func(r *Row) []string { return r.before })
)

// forms gathers the forms of all rows so that the longest that fits is found first.
func forms(of func(*Row) []string) (out []Form) {
	for i := range units {
		for _, text := range of(&units[i]) {
			out = append(out, Form{text, units[i].ID})
		}
	}
	slices.SortStableFunc(out, func(a, b Form) int { return len(b.Text) - len(a.Text) })
	return out
}

// Read reports whether prose is read for the unit: whether a number in a text may have it.
func (u Unit) Read() bool {
	r := table[u]
	return r != nil && len(r.chinese)+len(r.english)+len(r.before) > 0
}
