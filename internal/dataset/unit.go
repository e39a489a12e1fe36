package dataset

import (
	"strings"

	"keben/internal/diag"
	"keben/internal/yaml"
)

// unit is how what is counted is written. Chinese puts the unit straight after the number; English puts a
// currency sign before it, a symbol after a no-break space (typography C6) and a word after a space.
type unit struct {
	name string   // in data
	also []string // other names in data, and Chinese ones
	zh   string   // after the number
	en   string   // after the number, singular
	ens  string   // plural; "" for one form
	sign string   // before the number, in English
	abbr bool     // English writes a symbol, joined by a no-break space
	tidy style
}

type style int

const (
	scaled style = iota // 万, 亿, 万亿; million, billion, trillion
	plain               // never scaled: a measure or a rate
	tight               // plain, and joined to the number without a space
	year                // a calendar year: never scaled, never grouped
)

// units is the table; a unit is a row.
var units = []unit{
	// Money. English amounts in renminbi read "23.6 trillion yuan", as the Chinese press writes them.
	{name: "USD", also: []string{"美元", "$", "US$", "dollar", "dollars"}, zh: "美元", sign: "US$"},
	{name: "CNY", also: []string{"元", "人民币", "人民币元", "RMB", "yuan", "¥", "￥"}, zh: "元", en: "yuan"},
	{name: "EUR", also: []string{"欧元", "€", "euro", "euros"}, zh: "欧元", sign: "€"},
	{name: "GBP", also: []string{"英镑", "£", "pound", "pounds"}, zh: "英镑", sign: "£"},
	{name: "JPY", also: []string{"日元", "yen"}, zh: "日元", en: "yen"},
	{name: "HKD", also: []string{"港元", "港币", "HK$"}, zh: "港元", sign: "HK$"},
	{name: "RUB", also: []string{"卢布", "ruble", "rubles"}, zh: "卢布", en: "ruble", ens: "rubles"},
	// Shares
	{name: "percent", also: []string{"%", "％", "百分比"}, zh: "%", en: "%", tidy: tight},
	{name: "permille", also: []string{"‰"}, zh: "‰", en: "‰", tidy: tight},
	{name: "percentage-point", also: []string{"percentage-points", "pp", "百分点", "个百分点"}, zh: "个百分点", en: "percentage point", ens: "percentage points", tidy: plain},
	{name: "times", also: []string{"倍"}, zh: "倍", en: "times", tidy: plain},
	// People and things counted, with the measure word Chinese needs
	{name: "people", also: []string{"person", "人"}, zh: "人", en: "person", ens: "people"},
	{name: "person-times", also: []string{"人次", "visits"}, zh: "人次", en: "visit", ens: "visits"},
	{name: "household", also: []string{"households", "户"}, zh: "户", en: "household", ens: "households"},
	{name: "country", also: []string{"countries", "国家", "个国家"}, zh: "个国家", en: "country", ens: "countries"},
	{name: "city", also: []string{"cities", "城市", "个城市"}, zh: "个城市", en: "city", ens: "cities"},
	{name: "organisation", also: []string{"organisations", "organization", "organizations", "组织"}, zh: "个组织", en: "organisation", ens: "organisations"},
	{name: "enterprise", also: []string{"enterprises", "家", "企业"}, zh: "家", en: "enterprise", ens: "enterprises"},
	{name: "company", also: []string{"companies", "公司"}, zh: "家公司", en: "company", ens: "companies"},
	{name: "project", also: []string{"projects", "项目", "个项目"}, zh: "个项目", en: "project", ens: "projects"},
	{name: "document", also: []string{"documents", "份", "文件"}, zh: "份文件", en: "document", ens: "documents"},
	{name: "item", also: []string{"items", "项"}, zh: "项", en: "item", ens: "items"},
	{name: "train", also: []string{"trains", "列"}, zh: "列", en: "train", ens: "trains"},
	{name: "ship", also: []string{"ships", "艘"}, zh: "艘", en: "ship", ens: "ships"},
	{name: "vehicle", also: []string{"vehicles", "辆"}, zh: "辆", en: "vehicle", ens: "vehicles"},
	{name: "flight", also: []string{"flights", "架次", "班"}, zh: "架次", en: "flight", ens: "flights"},
	{name: "TEU", also: []string{"标箱", "标准箱"}, zh: "标箱", en: "TEU", abbr: true},
	{name: "book", also: []string{"books", "册"}, zh: "册", en: "book", ens: "books"},
	// Measures
	{name: "km", also: []string{"公里", "千米", "kilometre", "kilometer"}, zh: "公里", en: "km", abbr: true},
	{name: "m", also: []string{"米", "metre", "meter"}, zh: "米", en: "m", abbr: true, tidy: plain},
	{name: "km2", also: []string{"km²", "平方公里", "平方千米"}, zh: "平方公里", en: "km²", abbr: true},
	{name: "hectare", also: []string{"ha", "公顷", "hectares"}, zh: "公顷", en: "hectare", ens: "hectares"},
	{name: "mu", also: []string{"亩"}, zh: "亩", en: "mu"},
	{name: "tonne", also: []string{"t", "吨", "tonnes", "ton", "tons"}, zh: "吨", en: "tonne", ens: "tonnes"},
	{name: "kg", also: []string{"千克", "公斤"}, zh: "千克", en: "kg", abbr: true, tidy: plain},
	{name: "m3", also: []string{"m³", "立方米"}, zh: "立方米", en: "m³", abbr: true},
	{name: "barrel", also: []string{"barrels", "桶"}, zh: "桶", en: "barrel", ens: "barrels"},
	{name: "kW", also: []string{"千瓦", "kilowatt", "kilowatts"}, zh: "千瓦", en: "kW", abbr: true},
	{name: "kWh", also: []string{"千瓦时", "度"}, zh: "千瓦时", en: "kWh", abbr: true},
	{name: "celsius", also: []string{"℃", "°C", "摄氏度"}, zh: "℃", en: "°C", abbr: true, tidy: plain},
	{name: "km/h", also: []string{"公里/小时", "公里每小时"}, zh: "公里/小时", en: "km/h", abbr: true, tidy: plain},
	// Time
	{name: "year", also: []string{"公元"}, zh: "年", tidy: year},
	{name: "years", also: []string{"年"}, zh: "年", en: "year", ens: "years"},
	{name: "months", also: []string{"month", "月", "个月"}, zh: "个月", en: "month", ens: "months"},
	{name: "days", also: []string{"day", "天", "日"}, zh: "天", en: "day", ens: "days"},
	{name: "hours", also: []string{"hour", "小时"}, zh: "小时", en: "hour", ens: "hours"},
	{name: "minutes", also: []string{"minute", "分钟"}, zh: "分钟", en: "minute", ens: "minutes"},
}

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
func parseUnit(s string) (unit, int, bool) {
	s = strings.TrimSpace(s)
	if u, ok := unitNamed(s); ok {
		return u, 0, true
	}
	for _, sc := range dataScales {
		for _, rest := range []string{strings.TrimPrefix(s, sc.word), strings.TrimSuffix(s, sc.word)} {
			if rest = strings.TrimSpace(rest); rest == s {
				continue
			}
			if rest == "" {
				return unit{}, sc.exp, true
			}
			if u, ok := unitNamed(rest); ok && u.tidy != year {
				return u, sc.exp, true
			}
		}
	}
	return unit{}, 0, false
}

func unitNamed(s string) (unit, bool) {
	for _, u := range units {
		if strings.EqualFold(u.name, s) {
			return u, true
		}
		for _, a := range u.also {
			if a == s {
				return u, true
			}
		}
	}
	return unit{}, false
}

// readUnit reads the unit node of a quantity or a column: a name, or {zh, en, plural} for one that the table
// does not have.
func readUnit(n *yaml.Node) (unit, int, []diag.Message) {
	if n == nil || n.Kind == yaml.Null || n.Kind == yaml.Scalar && n.Value == "" {
		return unit{}, 0, nil
	}
	if n.Kind == yaml.Mapping {
		var own struct {
			Zh     string `yaml:"zh"`
			En     string `yaml:"en"`
			Plural string `yaml:"plural"`
		}
		ms := n.Decode(&own)
		return unit{name: own.En, zh: own.Zh, en: own.En, ens: own.Plural}, 0, ms
	}
	var s string
	if ms := n.Decode(&s); len(ms) > 0 {
		return unit{}, 0, ms
	}
	u, exp, ok := parseUnit(s)
	if ok {
		return u, exp, nil
	}
	var names, all []string
	for _, u := range units {
		names = append(names, u.name)
		all = append(append(all, u.name), u.also...)
	}
	list := strings.Join(names, ", ")
	if near, ok := diag.Nearest(s, all); ok {
		return unit{}, 0, []diag.Message{n.At(unknownUnitNear, s, list, near)}
	}
	return unit{}, 0, []diag.Message{n.At(unknownUnit, s, list)}
}
