package number

import (
	"math/big"
	"sort"
	"strings"

	"keben/internal/script"
)

// measure is a unit that can be converted into others of its dimension.
type measure struct {
	dimension string
	factor    *big.Rat
}

func size(dimension string, a, b int64) measure { return measure{dimension, big.NewRat(a, b)} }

// measures are the units of one dimension by their size in a common one.
var measures = map[string]measure{
	"km": size("length", 1000, 1), "m": size("length", 1, 1), "cm": size("length", 1, 100), "mm": size("length", 1, 1000),
	"li": size("length", 500, 1), "nautical mile": size("length", 1852, 1), "mile": size("length", 1609344, 1000), "foot": size("length", 3048, 10000),
	"km²": size("area", 1e6, 1), "m²": size("area", 1, 1), "ha": size("area", 1e4, 1), "mu": size("area", 1e4, 15), "acre": size("area", 40468564224, 1e7),
	"t": size("mass", 1000, 1), "kg": size("mass", 1, 1), "g": size("mass", 1, 1000), "jin": size("mass", 1, 2),
	"m³": size("volume", 1, 1), "l": size("volume", 1, 1000), "barrel": size("oil", 1, 1),
	"W": size("power", 1, 1), "kW": size("power", 1e3, 1), "MW": size("power", 1e6, 1), "GW": size("power", 1e9, 1), "kWh": size("energy", 1, 1),
	"year": size("months", 12, 1), "month": size("months", 1, 1), "quarter": size("months", 3, 1),
	"decade": size("months", 120, 1), "century": size("months", 1200, 1),
	"week": size("days", 7, 1), "day": size("days", 1, 1),
	"hour": size("seconds", 3600, 1), "minute": size("seconds", 60, 1), "second": size("seconds", 1, 1),
	"°C": size("celsius", 1, 1), "TEU": size("containers", 1, 1),
}

// name is how a unit is written after a number.
type name struct{ text, unit string }

var chineseUnits = byLength([]name{
	{"美元", "USD"}, {"美金", "USD"}, {"人民币", "CNY"}, {"元人民币", "CNY"}, {"元", "CNY"}, {"欧元", "EUR"}, {"英镑", "GBP"},
	{"日元", "JPY"}, {"港元", "HKD"}, {"港币", "HKD"}, {"卢布", "RUB"}, {"卢比", "rupee"}, {"韩元", "KRW"}, {"澳元", "AUD"},
	{"加元", "CAD"}, {"新元", "SGD"}, {"瑞士法郎", "CHF"}, {"坚戈", "KZT"},
	{"公里", "km"}, {"千米", "km"}, {"km", "km"}, {"米", "m"}, {"厘米", "cm"}, {"毫米", "mm"}, {"华里", "li"}, {"海里", "nautical mile"}, {"英里", "mile"}, {"英尺", "foot"},
	{"平方公里", "km²"}, {"平方千米", "km²"}, {"km²", "km²"}, {"平方米", "m²"}, {"m²", "m²"}, {"公顷", "ha"}, {"亩", "mu"}, {"英亩", "acre"},
	{"吨", "t"}, {"千克", "kg"}, {"公斤", "kg"}, {"kg", "kg"}, {"克", "g"}, {"斤", "jin"}, {"立方米", "m³"}, {"m³", "m³"}, {"升", "l"}, {"桶", "barrel"},
	{"瓦", "W"}, {"千瓦", "kW"}, {"kW", "kW"}, {"兆瓦", "MW"}, {"MW", "MW"}, {"吉瓦", "GW"}, {"GW", "GW"}, {"千瓦时", "kWh"}, {"度电", "kWh"}, {"kWh", "kWh"},
	{"年", "year"}, {"周年", "year"}, {"年间", "year"}, {"个月", "month"}, {"个季度", "quarter"}, {"个世纪", "century"}, {"周", "week"}, {"个星期", "week"}, {"星期", "week"}, {"天", "day"},
	{"小时", "hour"}, {"个小时", "hour"}, {"分钟", "minute"}, {"秒", "second"}, {"℃", "°C"}, {"摄氏度", "°C"},
	{"标箱", "TEU"}, {"标准箱", "TEU"}, {"TEU", "TEU"},
})

var englishUnits = byLength([]name{
	{"us dollars", "USD"}, {"us dollar", "USD"}, {"dollars", "USD"}, {"dollar", "USD"}, {"usd", "USD"}, {"yuan", "CNY"}, {"rmb", "CNY"}, {"cny", "CNY"}, {"renminbi", "CNY"},
	{"euros", "EUR"}, {"euro", "EUR"}, {"pounds", "GBP"}, {"pounds sterling", "GBP"}, {"yen", "JPY"}, {"hong kong dollars", "HKD"}, {"roubles", "RUB"}, {"rubles", "RUB"}, {"rupees", "rupee"}, {"won", "KRW"},
	{"kilometres", "km"}, {"kilometre", "km"}, {"kilometers", "km"}, {"kilometer", "km"}, {"km", "km"}, {"metres", "m"}, {"metre", "m"}, {"meters", "m"}, {"meter", "m"}, {"m", "m"},
	{"centimetres", "cm"}, {"centimeters", "cm"}, {"cm", "cm"}, {"millimetres", "mm"}, {"millimeters", "mm"}, {"mm", "mm"}, {"li", "li"}, {"nautical miles", "nautical mile"}, {"miles", "mile"}, {"mile", "mile"}, {"feet", "foot"}, {"foot", "foot"},
	{"square kilometres", "km²"}, {"square kilometers", "km²"}, {"sq km", "km²"}, {"km²", "km²"}, {"km2", "km²"}, {"square metres", "m²"}, {"square meters", "m²"}, {"m²", "m²"}, {"m2", "m²"},
	{"hectares", "ha"}, {"hectare", "ha"}, {"ha", "ha"}, {"mu", "mu"}, {"acres", "acre"}, {"tonnes", "t"}, {"tonne", "t"}, {"metric tons", "t"}, {"tons", "t"}, {"ton", "t"}, {"t", "t"},
	{"kilograms", "kg"}, {"kilogram", "kg"}, {"kilogrammes", "kg"}, {"kg", "kg"}, {"grams", "g"}, {"g", "g"}, {"jin", "jin"},
	{"cubic metres", "m³"}, {"cubic meters", "m³"}, {"m³", "m³"}, {"m3", "m³"}, {"litres", "l"}, {"liters", "l"}, {"barrels", "barrel"},
	{"watts", "W"}, {"kilowatts", "kW"}, {"kw", "kW"}, {"megawatts", "MW"}, {"mw", "MW"}, {"gigawatts", "GW"}, {"gw", "GW"}, {"kilowatt-hours", "kWh"}, {"kilowatt hours", "kWh"}, {"kwh", "kWh"},
	{"years", "year"}, {"year", "year"}, {"months", "month"}, {"month", "month"}, {"quarters", "quarter"}, {"decades", "decade"}, {"decade", "decade"}, {"centuries", "century"},
	{"weeks", "week"}, {"week", "week"}, {"days", "day"}, {"day", "day"}, {"hours", "hour"}, {"hour", "hour"}, {"minutes", "minute"}, {"minute", "minute"}, {"seconds", "second"},
	{"degrees celsius", "°C"}, {"°c", "°C"}, {"℃", "°C"}, {"teus", "TEU"}, {"teu", "TEU"},
})

// signs are currencies written before the number.
var signs = byLength([]name{
	{"US$", "USD"}, {"USD", "USD"}, {"$", "USD"}, {"HK$", "HKD"}, {"A$", "AUD"}, {"C$", "CAD"}, {"S$", "SGD"}, {"€", "EUR"}, {"EUR", "EUR"}, {"£", "GBP"}, {"GBP", "GBP"},
	{"RMB", "CNY"}, {"CNY", "CNY"}, {"¥", "CNY"}, {"￥", "CNY"}, {"人民币", "CNY"}, {"美元", "USD"},
})

// byLength sorts names so that the longest that fits is found first.
func byLength(ns []name) []name {
	sort.SliceStable(ns, func(i, j int) bool { return len(ns[i].text) > len(ns[j].text) })
	return ns
}

// unitAt returns the unit that s begins with. An English word must end where the name does.
func unitAt(s string, names []name, word bool) (n int, unit string) {
	for _, u := range names {
		if len(s) < len(u.text) || !strings.EqualFold(s[:len(u.text)], u.text) {
			continue
		}
		last := u.text[len(u.text)-1]
		if (word || script.ASCIILetter(last)) && len(s) > len(u.text) && script.ASCIILetter(s[len(u.text)]) && script.ASCIILetter(last) {
			continue
		}
		return len(u.text), u.unit
	}
	return 0, ""
}
