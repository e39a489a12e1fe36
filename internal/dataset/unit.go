package dataset

import (
	"strings"

	"cmp"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/quantity"
	"keben/internal/source"
	"keben/internal/yaml"
)

// scale is a word for a power of ten in data.
type scale struct {
	exp  int
	word string
}

// dataScales are the words for powers of ten in data: after a number ("3.1万亿") or before or after a unit
// ("亿美元", "billion USD", "USD billion"). The longest come first.
var dataScales = []scale{
	{12, "万亿"}, {12, "萬億"}, {12, "trillion"}, {9, "billion"}, {6, "million"}, {3, "thousand"}, {7, "千万"}, {7, "千萬"}, {6, "百万"}, {6, "百萬"}, {8, "亿"}, {8, "億"}, {12, "兆"}, {4, "万"}, {4, "萬"}, {3, "千"},
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

// readUnit reads the unit node of a quantity or a column: a name, or {zh, en, plural, …} for one that the table
// does not have.
func readUnit(n *yaml.Node) (quantity.Row, int, []diag.Message) {
	if n == nil || n.Kind == yaml.Null || n.Kind == yaml.Scalar && n.Value == "" {
		return quantity.Row{}, 0, nil
	}
	if n.Kind == yaml.Mapping {
		own, ms := readOwnUnit(n)
		return own, 0, ms
	}
	clean, ms := unitSchema().Check(n, nil) // that of a mapping around a quantity has not been checked
	if clean == nil {
		return quantity.Row{}, 0, ms
	}
	s := n.Value
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

// readOwnUnit reads the words for a unit that the book defines, by language tag.
func readOwnUnit(n *yaml.Node) (quantity.Row, []diag.Message) {
	clean, ms := unitSchema().Check(n, nil)
	words := map[string]string{}
	clean.Fill(&words)
	own := quantity.Row{
		ID: quantity.Unit(words[lang.English.Tag]), Zh: words[lang.Chinese.Tag], En: words[lang.English.Tag], Plural: words["plural"],
		Other: map[string]string{},
	}
	for tag, word := range words {
		if lang.Known(tag) && len(lang.Like(tag)) > 1 {
			own.Other[tag] = word
		}
	}
	return own, ms
}

// unitIn returns the words of a language after a number, and whether that language has them. The table of units has
// Chinese and English words; another language has its words in the data or in package lang, or borrows those of the
// nearer of the two.
func unitIn(l *lang.Language, u quantity.Row) (lang.Noun, bool) {
	if w := u.Other[l.Tag]; w != "" {
		return lang.Noun{One: w, Many: w}, true
	}
	if w, ok := l.Quantities.Units[string(u.ID)]; ok {
		return w, true
	}
	own := l.Quantities.Units == nil || u.Zh == "" && u.En == "" || u.Symbol && !l.Script.Han() || u.Style == quantity.Tight
	if l.Script.Han() {
		return lang.Noun{One: u.Zh, Many: u.Zh}, own
	}
	return lang.Noun{One: u.En, Many: cmp.Or(u.Plural, u.En)}, own
}

// signIn is a currency's sign before a number, or "" in a language that has a word for it.
func signIn(l *lang.Language, u quantity.Row) string {
	if _, ok := l.Quantities.Units[string(u.ID)]; ok {
		return ""
	}
	return u.Sign
}

var unitWordless = diag.NewKind("data-language", diag.Warning,
	"the unit %[1]q has no word in %[3]s", "单位“%[2]s”没有%[4]s的说法",
	"write the unit in the data with its words: {zh: 列, en: train, %[5]s: …}", "请在数据中写明单位的说法：{zh: 列, en: train, %[5]s: …}")

// wordless reports a unit that a language has no words for.
func wordless(tag string, at source.Place, u quantity.Row) []diag.Message {
	l := lang.Of(tag)
	if _, own := unitIn(l, u); own {
		return nil
	}
	return []diag.Message{unitWordless.At(at, cmp.Or(u.En, u.Zh), cmp.Or(u.Zh, u.En), l.EnglishName, l.ChineseName, l.Tag)}
}
