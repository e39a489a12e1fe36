package quantity

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"keben/internal/golden"
)

func ExampleParse() {
	for _, s := range []string{"3.1e12", "1,234,567", "1.040"} {
		d, _ := Parse(s)
		fmt.Println(d, d.Text(true), d.Round(1))
	}
	// Output:
	// 3100000000000 3,100,000,000,000 3100000000000.0
	// 1234567 1,234,567 1234567.0
	// 1.040 1.040 1.0
}

func ExampleQuantity_Rounds() {
	trade := Quantity{Num: Figure("3.1412").Shift(12), Unit: "USD"} // of the data
	for _, typed := range []string{"3.1", "3.14", "3.2"} {          // 万亿美元, in prose
		q := Quantity{Num: Figure(typed).Shift(12), Unit: "USD"}
		fmt.Println(q, q.Rounds(trade))
	}
	// Output:
	// 3100000000000 USD true
	// 3140000000000 USD true
	// 3200000000000 USD false
}

func TestRoundingIsHalfAwayFromZero(t *testing.T) {
	for _, c := range []struct {
		in     string
		places int
		want   string
	}{
		{"2.5", 0, "3"}, {"-2.5", 0, "−3"}, {"0.05", 1, "0.1"}, {"9.99", 1, "10.0"}, {"0.004", 2, "0.00"}, {"1200", 1, "1200.0"},
		{"0", 2, "0.00"}, {"99.5", 0, "100"}, {"0.5", 0, "1"}, {"0.49", 0, "0"}, {"1e-9", 2, "0.00"}, {"3.10", 1, "3.1"}, {"-0.4", 0, "0"},
	} {
		d, ok := Parse(c.in)
		if got := d.Round(c.places).Text(false); !ok || got != c.want {
			t.Errorf("%s to %d places is %s, want %s", c.in, c.places, got, c.want)
		}
	}
}

func TestDecimalsKeepTheDigitsTheyAreWrittenWith(t *testing.T) {
	for _, c := range []struct {
		in     string
		digits string
		last   int
	}{{"3.1e12", "31", 11}, {"4000", "4", 3}, {"1.040", "1040", -3}, {"0.00", "", -2}, {"１２", "12", 0}, {"-0", "", 0}, {"+5", "5", 0}, {"1e+3", "1", 3}} {
		if d, ok := Parse(c.in); !ok || d.digits != c.digits || d.Last() != c.last || d.Sign() < 0 {
			t.Errorf("%s is %+v", c.in, d)
		}
	}
	if d := Figure("4000"); d.Last() != 0 || d == Int(4).Shift(3) || d.Cmp(Int(4).Shift(3)) != 0 || d != Int(4000) {
		t.Errorf("4000 in prose is %+v", d)
	}
	for _, s := range []string{"", "1.", "1,23", "1e61", "1e-61", "x", strings.Repeat("7", 41), "--1", "1.2.3"} {
		if d, ok := Parse(s); ok {
			t.Errorf("%q is read as %v", s, d)
		}
	}
	if _, ok := Int(1).Shift(-1).Int64(); ok || Figure("1.x") != (Decimal{}) {
		t.Error("what is no whole number is one")
	}
	for in, want := range map[string]int{"0": 0, "0.00": 0, "7": 0, "1234": 3, "0.05": -2} {
		if d := Figure(in); d.Magnitude() != want {
			t.Errorf("the first digit of %s is that of 10 to the power %d, want %d", in, d.Magnitude(), want)
		}
	}
}

// some returns decimals of all sizes, and the edges.
func some(r *rand.Rand) Decimal {
	edges := []Decimal{{}, {exp: -3}, Int(1), Int(-1), Int(9), Int(999), Int(5).Shift(-1), Int(-5).Shift(-2), Figure("0.050")}
	if r.IntN(4) == 0 {
		return edges[r.IntN(len(edges))]
	}
	d := Int(r.Int64N(1 << r.Int64N(50))).Shift(r.IntN(24) - 12)
	if r.IntN(2) == 0 {
		d.negative = d.digits != ""
	}
	return d
}

// slowRound rounds a rational number to n places, halves away from zero, by adding half and cutting off.
func slowRound(x *big.Rat, n int) *big.Rat {
	scale := new(big.Rat).SetInt(power(n))
	y := new(big.Rat).Mul(new(big.Rat).Abs(x), scale)
	y.Add(y, big.NewRat(1, 2))
	whole := new(big.Rat).SetInt(new(big.Int).Quo(y.Num(), y.Denom()))
	if whole.Quo(whole, scale); x.Sign() < 0 {
		whole.Neg(whole)
	}
	return whole
}

// TestArithmeticIsThatOfRationalNumbers compares with the slow twin, big.Rat.
func TestArithmeticIsThatOfRationalNumbers(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for range golden.Rounds(20_000) {
		x, y, n := some(r), some(r), r.IntN(8)
		sum := new(big.Rat).Add(x.Rat(), y.Rat())
		if got := x.Add(y); got.Rat().Cmp(sum) != 0 {
			t.Fatalf("%v + %v is %v", x, y, got)
		}
		if got := x.Cmp(y); got != x.Rat().Cmp(y.Rat()) {
			t.Fatalf("%v and %v compare as %d", x, y, got)
		}
		if got := x.Round(n); got.Rat().Cmp(slowRound(x.Rat(), n)) != 0 || got.Last() != -n {
			t.Fatalf("%v to %d places is %v", x, n, got)
		}
		if shifted := x.Shift(n).Shift(-n); shifted != x {
			t.Fatalf("%v shifted there and back is %v", x, shifted)
		}
		if again, ok := Parse(x.Plain()); !ok || again.Cmp(x) != 0 || again.Plain() != x.Plain() {
			t.Fatalf("%v is read back as %v", x, again)
		}
		if whole, ok := x.Int64(); ok != (x.Rat().IsInt() && x.Rat().Num().IsInt64()) || ok && Int(whole).Cmp(x) != 0 {
			t.Fatalf("%v is the whole number %d, %v", x, whole, ok)
		}
		if m, rat := x.Magnitude(), new(big.Rat).Abs(x.Rat()); x.Sign() != 0 && (rat.Cmp(Int(1).Shift(m).Rat()) < 0 || rat.Cmp(Int(1).Shift(m+1).Rat()) >= 0) {
			t.Fatalf("the first digit of %v is at %d", x, m)
		}
	}
}

// TestRoundsIsRounding is the slow twin of Rounds: the value rounded to the typed digits is the typed number.
func TestRoundsIsRounding(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 3))
	hits := 0
	for range golden.Rounds(20_000) {
		value, typed := some(r), some(r)
		if r.IntN(2) == 0 {
			typed = value.Round(r.IntN(6))
		}
		n := -typed.Last()
		if n < 0 {
			continue
		}
		want := slowRound(value.Rat(), n).Cmp(typed.Rat()) == 0
		if typed.Sign() == 0 && value.Sign() < 0 {
			want = slowRound(value.Rat(), n).Sign() == 0
		}
		if got := (Quantity{Num: typed}).Rounds(Quantity{Num: value}); got != want {
			t.Fatalf("%v rounds %v is %v", typed, value, got)
		}
		if want {
			hits++
		}
	}
	if hits < 1000 {
		t.Fatalf("%d pairs", hits)
	}
}

func TestQuantitiesCompareAcrossUnits(t *testing.T) {
	of := func(n string, u Unit) Quantity { d, _ := Parse(n); return Quantity{Num: d, Unit: u} }
	for _, c := range []struct {
		a, b   Quantity
		equal  bool
		rounds bool
	}{
		{of("15000", "mu"), of("1000", "hectare"), true, true},
		{of("3", "km"), of("3000", "m"), true, true},
		{of("3", "km"), of("3", "mile"), false, false},
		{of("5", "USD"), of("5", "CNY"), false, false},
		{of("5", "USD"), of("5.0", "USD"), true, true},
		{of("5", "people"), of("5", "train"), false, false},
		{of("1", "years"), of("12", "months"), true, true},
		{of("1", "months"), of("30", "days"), false, false},
		{of("2", "mile"), of("3.2", "km"), false, true},
		{of("5", "mile"), of("3.2", "km"), false, false},
		{Quantity{Num: Int(1), Parts: 3}, Quantity{Num: Int(2), Parts: 6}, true, true},
		{Quantity{Num: Int(1), Parts: 3}, of("0.33", ""), false, false},
		{of("50", "percent"), of("500", "permille"), true, true},
		{of("2", "percentage-point"), of("2", "percent"), false, false},
	} {
		if got := c.a.Equal(c.b); got != c.equal || c.b.Equal(c.a) != c.equal {
			t.Errorf("%v equals %v: %v", c.a, c.b, got)
		}
		if got := c.a.Rounds(c.b); got != c.rounds {
			t.Errorf("%v rounds %v: %v", c.a, c.b, got)
		}
	}
}

func TestUnitsHaveTheSizesThatEverybodyKnows(t *testing.T) {
	for _, c := range []struct {
		one  Unit
		is   string
		many Unit
	}{
		{"km", "1000", "m"}, {"m", "100", "cm"}, {"cm", "10", "mm"}, {"km", "2", "li"}, {"nautical-mile", "1852", "m"}, {"mile", "5280", "foot"},
		{"foot", "30.48", "cm"}, {"km2", "100", "hectare"}, {"hectare", "10000", "m2"}, {"hectare", "15", "mu"}, {"acre", "4046.8564224", "m2"},
		{"tonne", "1000", "kg"}, {"kg", "1000", "g"}, {"kg", "2", "jin"}, {"m3", "1000", "litre"},
		{"gigawatt", "1000", "megawatt"}, {"megawatt", "1000", "kW"}, {"kW", "1000", "watt"},
		{"centuries", "10", "decades"}, {"decades", "10", "years"}, {"years", "4", "quarters"}, {"quarters", "3", "months"}, {"weeks", "7", "days"},
		{"hours", "60", "minutes"}, {"minutes", "60", "seconds"},
	} {
		d, ok := Parse(c.is)
		if a, b := (Quantity{Num: Int(1), Unit: c.one}), (Quantity{Num: d, Unit: c.many}); !ok || !a.Equal(b) {
			t.Errorf("1 %s is not %s %s", c.one, c.is, c.many)
		}
	}
}

func TestMoreIsOpposedToLess(t *testing.T) {
	all := []Approximation{Exact, About, Nearly, MoreThan, LessThan}
	for _, a := range all {
		for _, b := range all {
			want := a == MoreThan && (b == Nearly || b == LessThan) || b == MoreThan && (a == Nearly || a == LessThan)
			if a.Opposed(b) != want {
				t.Errorf("%v and %v are opposed: %v", a, b, !want)
			}
		}
	}
	if s := (Quantity{Num: Int(3), Unit: "USD", Approx: MoreThan}).String(); s != "more than 3 USD" {
		t.Error(s)
	}
}

func TestNamesOfUnitsAreUnique(t *testing.T) {
	seen := map[string]Unit{}
	for _, u := range Rows() {
		for _, n := range slices.Concat([]string{string(u.ID)}, u.Names) {
			if other, twice := seen[n]; twice {
				t.Errorf("%q is both %s and %s", n, other, u.ID)
			}
			seen[n] = u.ID
		}
		if u.Zh == "" || u.En == "" && u.Sign == "" && u.Style != Calendar {
			t.Errorf("%s is not written in both languages", u.ID)
		}
		if (u.size == nil) != (u.Dimension == "" || u.Dimension == Money || u.Dimension == Date) {
			t.Errorf("%s: a dimension without a size, or a size without a dimension", u.ID)
		}
	}
}

// TestFormsOfUnitsAreUnique holds what prose says to one meaning, and to be known to the data as well.
func TestFormsOfUnitsAreUnique(t *testing.T) {
	for name, forms := range map[string][]Form{"zh": AfterChinese(), "en": AfterEnglish(), "before": Before()} {
		seen := map[string]Unit{}
		for i, f := range forms {
			if other, twice := seen[f.Text]; twice {
				t.Errorf("%s: %q is both %s and %s", name, f.Text, other, f.Unit)
			}
			seen[f.Text] = f.Unit
			if i > 0 && len(forms[i-1].Text) < len(f.Text) {
				t.Errorf("%s: %q comes after a shorter form", name, f.Text)
			}
			if name == "en" && f.Text != strings.ToLower(f.Text) {
				t.Errorf("%q has capitals", f.Text)
			}
			if !f.Unit.Read() {
				t.Errorf("%s is not read", f.Unit)
			}
		}
	}
	if Unit("firm").Read() || Unit("train").Read() || Unit("firm").Currency() || !Unit("CHF").Currency() {
		t.Error("a book's own unit is taken for one of the table")
	}
}

// FuzzDecimal compares with big.Rat: what is read is exactly what was written, and writing it and reading it
// again changes nothing.
func FuzzDecimal(f *testing.F) {
	for _, s := range []string{"0", "1.040", "3.1e12", "-0.50", "1,234,567", "00.100", "12e-3", "１２", "1e60", ".5", "5.", "+7", "1_000"} {
		f.Add(s, 2)
	}
	f.Fuzz(func(t *testing.T, s string, places int) {
		if d := Figure(s); d.Sign() < 0 || d.Last() < -len(s) {
			t.Fatalf("%q in prose is %+v", s, d)
		}
		d, ok := Parse(s)
		if !ok {
			return
		}
		value, fine := new(big.Rat).SetString(d.Plain())
		if !fine || value.Cmp(d.Rat()) != 0 {
			t.Fatalf("%q gives %q", s, d.Plain())
		}
		if plain := strings.ReplaceAll(s, ",", ""); strings.Trim(plain, "0123456789.eE+-") == "" {
			if want, fine := new(big.Rat).SetString(plain); fine && want.Cmp(value) != 0 {
				t.Fatalf("%q is read as %s", s, d.Plain())
			}
		}
		again, ok := Parse(d.Text(true))
		// .70e9 is measured to two digits, which a whole number written out cannot say.
		if !ok || again.Text(true) != d.Text(true) || again != d && again != d.trim() {
			t.Fatalf("%q: %q reads as %q", s, d.Text(true), again.Text(true))
		}
		if places >= 0 && places <= 12 && d.Round(places).Rat().Cmp(slowRound(value, places)) != 0 {
			t.Fatalf("%s rounded to %d places is %s", d.Plain(), places, d.Round(places).Plain())
		}
	})
}
