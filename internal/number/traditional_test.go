package number

import (
	"strings"
	"testing"
	"unicode/utf8"

	"keben/internal/lang"
	"keben/internal/quantity"
)

// The text in traditional characters has the numbers of the same text in simplified ones, at the same places.
func TestTraditionalCharactersAreReadAsSimplifiedOnes(t *testing.T) {
	for _, c := range [...][2]string{
		{"共有152個國家簽署", "共有152个国家签署"}, {"金額約12億美元", "金额约12亿美元"}, {"三萬五千人", "三万五千人"}, {"兩億餘元", "两亿余元"},
		{"2013年至2025年間", "2013年至2025年间"}, {"第十二屆", "第十二届"}, {"超過百分之三十", "超过百分之三十"}, {"面積1.5萬畝", "面积1.5万亩"},
		{"三點五噸", "三点五吨"}, {"幾萬人", "几万人"}, {"近4000億歐元", "近4000亿欧元"}, {"3—5萬輛", "3—5万辆"}, {"一個人", "一个人"},
	} {
		a, b := Read("zh-Hant", c[0]), Read("zh", c[1])
		if len(a) != len(b) {
			t.Errorf("%s has %v, %s has %v", c[0], a, c[1], b)
			continue
		}
		for i := range a {
			if a[i].Quantity != b[i].Quantity || a[i].Start != b[i].Start || a[i].End != b[i].End || a[i].Weight != b[i].Weight {
				t.Errorf("%s: %+v, %s: %+v", c[0], a[i], c[1], b[i])
			}
			if a[i].Text != c[0][a[i].Start:a[i].End] {
				t.Errorf("%s: the text of %+v is not as written", c[0], a[i])
			}
		}
	}
}

func TestTrillionIsAPowerOfTenInTraditionalTextOnly(t *testing.T) {
	for text, want := range map[string]string{
		"3.1兆美元": "3100000000000", "三兆元": "3000000000000", "三兆五千億元": "3500000000000", "十兆元": "10000000000000",
	} {
		vs := Read("zh-Hant", text)
		if len(vs) != 1 || vs[0].Num.Plain() != want {
			t.Errorf("%s: %+v", text, vs)
		}
	}
	if vs := Read("zh", "500兆瓦"); len(vs) != 1 || vs[0].Num.Plain() != "500" || vs[0].Unit != "megawatt" {
		t.Errorf("%+v", vs)
	}
}

// A quantity that is written in the words of the language is read as the same.
func TestTraditionalUnitsAreRead(t *testing.T) {
	for _, row := range quantity.Rows() {
		simplified := Read("zh", "達20"+row.Zh+"。")
		if len(simplified) != 1 || simplified[0].Unit == "" {
			continue // prose is not read for it
		}
		word := lang.Traditional.Quantities.Units[string(row.ID)].Many
		if vs := Read("zh-Hant", "達20"+word+"。"); len(vs) != 1 || !Same(vs[0], simplified[0]) {
			t.Errorf("20%s is %+v, 20%s is %+v", word, vs, row.Zh, simplified)
		}
	}
}

func TestFoldingKeepsEveryPlace(t *testing.T) {
	for a, b := range folds {
		if utf8.RuneLen(a) != utf8.RuneLen(b) {
			t.Errorf("%c has not as many bytes as %c", a, b)
		}
		if a == b {
			t.Errorf("%c is no other character in simplified Chinese", a)
		}
	}
	if rs := []rune(traditional); len(rs)%2 != 0 {
		t.Error("a pair is half")
	}
}

// Of a language whose number words are not known, what prose says is a hint and what data says is firm.
func TestALanguageWithoutNumberWordsIsReadForDigits(t *testing.T) {
	other := *lang.English
	other.Tag, other.Aliases, other.Numerals = "xx", nil, lang.DigitsOnly
	other.Quantities.Decimal, other.Quantities.Group = ",", "."
	defer lang.With(&other)()
	for _, v := range Read("xx", "1.234,5 Mrd. und 20 km") {
		if v.Weight != Bare || !strings.Contains("1.234,5 20 km", v.Text) {
			t.Errorf("%+v", v)
		}
	}
	if vs := Read("xx", "1.234,5"); len(vs) != 1 || vs[0].Num.Plain() != "1234.5" || vs[0].Text != "1.234,5" {
		t.Errorf("%+v", vs)
	}
}
