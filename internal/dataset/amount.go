package dataset

import (
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/quantity"
	"keben/internal/script"
	"keben/internal/source"
	"keben/internal/yaml"
)

var (
	notNumber = diag.NewKind("data-number", diag.Error,
		"%q is not a number", "%q 不是数",
		"write 3.1e12, 3100000000000, 3.1万亿 or 1,234", "可写 3.1e12、3100000000000、3.1万亿 或 1,234")
	notQuantity = diag.NewKind("not-a-quantity", diag.Error,
		"`%s` is not a quantity: it has no `value`", "`%s` 不是数量：没有 `value`",
		"it has: %[2]s", "其中有：%[2]s")
	listQuantity = diag.NewKind("not-a-quantity", diag.Error,
		"`%s` is a list, not a quantity", "`%s` 是列表，不是数量",
		"name one of its items: %[1]s.0", "请指明其中一项：%[1]s.0")
	noValue = diag.NewKind("not-a-quantity", diag.Error,
		"`%s` has no value", "`%s` 没有值")
	unitTwice = diag.NewKind("data-unit", diag.Error,
		"the value is in %s and the unit says %s", "值的单位是 %s，而 unit 写的是 %s",
		"keep one of the two", "请只保留其中一处")
)

// amount is a quantity of the data and how it is to be written.
type amount struct {
	value  quantity.Decimal
	unit   quantity.Row
	approx bool
	digits int // after the decimal point as printed; -1: those of the source
}

// spec is a quantity written as a mapping.
type spec struct {
	Value  *yaml.Node `yaml:"value"`
	Unit   *yaml.Node `yaml:"unit"`
	Approx bool       `yaml:"approx"`
	Digits *yaml.Node `yaml:"digits"`
}

// Quantity returns the value of a key, written in the habits of the language. After a fault the quantity is nil: a
// fault of the key is reported where it is used, a fault of the value in the data.
func (d *Dataset) Quantity(u Use) (*book.Quantity, []diag.Message) {
	f, ms := d.find(u)
	if len(ms) > 0 {
		return nil, ms
	}
	switch n := f.node(); {
	case n.Kind == yaml.Sequence:
		return nil, []diag.Message{listQuantity.At(u.Place, f.key)}
	case n.Kind == yaml.Null:
		return nil, []diag.Message{noValue.At(u.Place, f.key)}
	case n.Kind == yaml.Mapping && n.Get("value") == nil:
		return nil, []diag.Message{notQuantity.At(u.Place, f.key, strings.Join(n.Keys(), ", "))}
	}
	q, ms := readQuantity(f)
	if len(ms) > 0 {
		return nil, ms
	}
	return q.inline(f.key, u), wordless(u.Lang, u.Place, q.unit)
}

// Literal returns a quantity that a chapter writes itself: {{ qty "3.1e12" "USD" }}.
func Literal(value, unitName string, u Use) (*book.Quantity, []diag.Message) {
	q, ms := number(&yaml.Node{Kind: yaml.Scalar, Value: value, Place: u.Place})
	un, exp, found := readUnit(&yaml.Node{Kind: yaml.Scalar, Value: unitName, Place: u.Place})
	if ms = append(ms, found...); len(ms) == 0 {
		ms = q.measure(un, exp, u.Place)
	}
	if len(ms) > 0 {
		return nil, ms
	}
	return q.inline("", u), wordless(u.Lang, u.Place, un)
}

func (q amount) inline(key string, u Use) *book.Quantity {
	return &book.Quantity{
		Key: key, Amount: q.typed(), Text: q.write(lang.Of(u.Lang)),
		Range: u.Place.Range,
	}
}

// typed is the quantity as a value.
func (q amount) typed() quantity.Quantity {
	out := quantity.Quantity{Num: q.value, Unit: q.unit.ID}
	if q.approx {
		out.Approx = quantity.About
	}
	return out
}

// readQuantity reads a scalar or {value, unit, …}. What it does not say itself (unit, digits) it takes from the
// nearest mapping around it that does.
func readQuantity(f found) (amount, []diag.Message) {
	n := f.node()
	s := spec{Value: n}
	var ms []diag.Message
	if n.Kind == yaml.Mapping {
		s = spec{}
		if ms = quantitySchema.Decode(n, &s, nil); diag.HasErrors(ms) {
			return amount{}, ms
		}
	}
	if s.Value == nil || s.Value.Kind != yaml.Scalar {
		at := n
		if s.Value != nil {
			at = s.Value
		}
		return amount{}, append(ms, at.At(noValue, f.key))
	}
	for _, around := range slices.Backward(f.way[:len(f.way)-1]) {
		if around.Kind != yaml.Mapping {
			continue
		}
		if s.Unit == nil {
			s.Unit = around.Get("unit")
		}
		if s.Digits == nil {
			s.Digits = around.Get("digits")
		}
	}
	q, found := number(s.Value)
	ms = append(ms, found...)
	u, exp, found := readUnit(s.Unit)
	if ms = append(ms, found...); len(found) == 0 {
		ms = append(ms, q.measure(u, exp, s.Value.Place)...)
	}
	q.approx = q.approx || s.Approx
	clean, found := digits.Check(s.Digits, nil) // those of a mapping around it have not been checked
	clean.Fill(&q.digits)
	return q, append(ms, found...)
}

// measure gives the number the unit that is written beside it. A number that already has a unit keeps it, and the two
// must agree.
func (q *amount) measure(u quantity.Row, exp int, at source.Place) []diag.Message {
	switch {
	case q.unit.Zh == "":
		q.unit, q.value = u, q.value.Shift(exp)
	case u.Zh != "" && u.ID != q.unit.ID:
		return []diag.Message{unitTwice.At(at, q.unit.ID, u.ID)}
	}
	return nil
}

// number reads a scalar: digits, a power of ten in words, a unit: "3.1万亿美元", "约 50%", "4.8 万".
func number(n *yaml.Node) (amount, []diag.Message) {
	q := amount{digits: -1}
	s := strings.TrimSpace(n.Value)
	for _, about := range []string{"约", "about ", "c. ", "≈"} {
		if rest, ok := strings.CutPrefix(s, about); ok {
			q.approx, s = true, strings.TrimSpace(rest)
		}
	}
	if d, ok := quantity.Parse(s); ok {
		q.value = d
		return q, nil
	}
	sign := ""
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		sign, s = "-", rest
	}
	for _, u := range quantity.Rows() {
		for _, before := range []string{u.Sign, "$", "¥", "￥"} {
			if before == "" || before != u.Sign && !slices.Contains(u.Names, before) {
				continue
			}
			if rest, ok := strings.CutPrefix(s, before); ok && q.unit.Zh == "" {
				q.unit, s = u, strings.TrimSpace(rest)
			}
		}
	}
	end := len(s)
	for i, r := range s {
		if _, digit := script.Digit(r); !digit && !strings.ContainsRune(".．,，eE+-−_ \u00A0\u2009\u202F", r) {
			end = i
			break
		}
	}
	d, ok := quantity.Parse(sign + strings.TrimRight(s[:end], " \u00A0\u2009\u202F"))
	rest := strings.TrimSpace(s[end:])
	if ok && rest != "" {
		u, exp, known := parseUnit(rest)
		if ok = known && (q.unit.Zh == "" || u.Zh == ""); ok {
			d = d.Shift(exp)
			if u.ID == "years" && d.Magnitude() == 3 && d.Places() == 0 {
				u, _ = quantity.Named("year") // 2025年 is a date, 12年 a time
			}
			if u.Zh != "" {
				q.unit = u
			}
		}
	}
	if !ok {
		return q, []diag.Message{n.At(notNumber, n.Value)}
	}
	q.value = d
	return q, nil
}

// write writes the quantity by the habits of the language: 3.1万亿美元, US$3.1 trillion; 4.8万家, 48,000
// enterprises; 51.9% in both.
func (q amount) write(l *lang.Language) string {
	if l.Script.Han() {
		return q.inHan(l)
	}
	return q.inWords(l)
}

// inHan scales by 万, 亿 and 万亿 (GB/T 15835—2011 §4.1.3) where that takes few decimals, and leaves no space
// between number and unit but before a symbol of Latin letters: spacing is the typesetter's.
func (q amount) inHan(l *lang.Language) string {
	about := ""
	if q.approx {
		about = l.Quantities.About
	}
	word, _ := unitIn(l, q.unit)
	name := word.Many
	if q.unit.Style == quantity.Calendar {
		return about + q.value.Text(false) + name
	}
	v, power := q.scale(l.Quantities)
	s := about + l.Quantities.Digits(v.Text(v.Magnitude() > 3)) + power
	if name == "℃" || name != "" && name[0] < 0x80 && q.unit.Style != quantity.Tight {
		s += noBreak
	}
	return s + name
}

const noBreak = "\u00A0"

// inWords scales by million, billion and trillion, or what the language has, and groups thousands.
func (q amount) inWords(l *lang.Language) string {
	about := ""
	if q.approx {
		about = l.Quantities.About
	}
	if q.unit.Style == quantity.Calendar {
		return about + q.value.Text(false)
	}
	v, power := q.scale(l.Quantities)
	// Four digits without a unit may be a year.
	s := l.Quantities.Digits(v.Text(v.Magnitude() > 3 || q.unit.Zh != ""))
	if sign := signIn(l, q.unit); sign != "" {
		if rest, negative := strings.CutPrefix(s, "−"); negative {
			s = "−" + sign + rest
		} else {
			s = sign + s
		}
	}
	if power != "" {
		s += noBreak + power
	}
	word, _ := unitIn(l, q.unit)
	name := word.Many
	if power == "" && v == quantity.Int(1) {
		name = word.One
	}
	switch {
	case name == "":
	case q.unit.Style == quantity.Tight:
		s += name
	case q.unit.Symbol:
		s += noBreak + name
	default:
		s += " " + name
	}
	return about + s
}

// scale picks the largest power of ten that is not above the value and needs at most that many decimals; 万
// needs at most two, so that 12,345 is not 1.2345万.
func (q amount) scale(by lang.Quantities) (quantity.Decimal, string) {
	if q.unit.Style == quantity.Scaled {
		for _, s := range by.Scales {
			if q.value.Sign() == 0 || q.value.Magnitude() < s.Exp {
				continue
			}
			v := q.value.Shift(-s.Exp)
			most := by.Places
			if s.Exp == 4 && v.Magnitude() == 0 {
				most = 2
			}
			if v.Places() <= most || q.digits >= 0 {
				return q.rounded(v), s.Word
			}
		}
	}
	return q.rounded(q.value), ""
}

func (q amount) rounded(v quantity.Decimal) quantity.Decimal {
	if q.digits < 0 {
		return v
	}
	return v.Round(q.digits)
}
