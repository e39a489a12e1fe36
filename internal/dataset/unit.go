package dataset

import (
	"strings"

	"keben/internal/diag"
	"keben/internal/quantity"
	"keben/internal/yaml"
)

// scales are the powers of ten a number may be written in.
type scale struct {
	exp  int
	word string
}

var (
	chineseScales = []scale{{12, "万亿"}, {8, "亿"}, {4, "万"}}
	englishScales = []scale{{12, "trillion"}, {9, "billion"}, {6, "million"}}
)

// dataScales are the words for powers of ten in data: after a number ("3.1万亿") or before or after a unit
// ("亿美元", "billion USD", "USD billion"). The longest come first.
var dataScales = []scale{
	{12, "万亿"}, {12, "trillion"}, {9, "billion"}, {6, "million"}, {3, "thousand"}, {7, "千万"}, {6, "百万"}, {8, "亿"}, {12, "兆"}, {4, "万"}, {3, "千"},
	{12, "tn"}, {9, "bn"},
}

var (
	unknownUnit = diag.NewKind("unknown-unit", diag.Error,
		"unknown unit %q", "不认识的单位 %q",
		"known: %[2]s; or write {zh: 列, en: train, plural: trains}", "可用的单位：%[2]s；也可写 {zh: 列, en: train, plural: trains}")
	unknownUnitNear = diag.NewKind("unknown-unit", diag.Error,
		"unknown unit %q: did you mean %[3]q?", "不认识的单位 %q：是否想写 %[3]q？",
		"known: %[2]s; or write {zh: 列, en: train, plural: trains}", "可用的单位：%[2]s；也可写 {zh: 列, en: train, plural: trains}")
)

// parseUnit reads a unit's name, with a power of ten before or after it: 亿美元, 万人, USD billion.
func parseUnit(s string) (quantity.Row, int, bool) {
	s = strings.TrimSpace(s)
	if u, ok := quantity.Named(s); ok {
		return u, 0, true
	}
	for _, sc := range dataScales {
		for _, rest := range []string{strings.TrimPrefix(s, sc.word), strings.TrimSuffix(s, sc.word)} {
			if rest = strings.TrimSpace(rest); rest == s {
				continue
			}
			if rest == "" {
				return quantity.Row{}, sc.exp, true
			}
			if u, ok := quantity.Named(rest); ok && u.Style != quantity.Calendar {
				return u, sc.exp, true
			}
		}
	}
	return quantity.Row{}, 0, false
}

// readUnit reads the unit node of a quantity or a column: a name, or {zh, en, plural} for one that the table
// does not have.
func readUnit(n *yaml.Node) (quantity.Row, int, []diag.Message) {
	if n == nil || n.Kind == yaml.Null || n.Kind == yaml.Scalar && n.Value == "" {
		return quantity.Row{}, 0, nil
	}
	if n.Kind == yaml.Mapping {
		var own struct {
			Zh     string `yaml:"zh"`
			En     string `yaml:"en"`
			Plural string `yaml:"plural"`
		}
		ms := n.Decode(&own)
		return quantity.Row{ID: quantity.Unit(own.En), Zh: own.Zh, En: own.En, Plural: own.Plural}, 0, ms
	}
	var s string
	if ms := n.Decode(&s); len(ms) > 0 {
		return quantity.Row{}, 0, ms
	}
	u, exp, ok := parseUnit(s)
	if ok {
		return u, exp, nil
	}
	var names, all []string
	for _, u := range quantity.Rows() {
		names = append(names, string(u.ID))
		all = append(append(all, string(u.ID)), u.Names...)
	}
	list := strings.Join(names, ", ")
	if near, ok := diag.Nearest(s, all); ok {
		return quantity.Row{}, 0, []diag.Message{n.At(unknownUnitNear, s, list, near)}
	}
	return quantity.Row{}, 0, []diag.Message{n.At(unknownUnit, s, list)}
}
