package lang

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"keben/internal/quantity"
)

func TestEveryLanguageHasEveryWord(t *testing.T) {
	for _, l := range languages {
		for _, k := range Keys() {
			if w, err := l.Word(k); w == "" || err != nil {
				t.Errorf("%s: the word for %q is %q, %v", l.Tag, k, w, err)
			}
		}
		for kind, words := range callouts {
			if words[l] == "" {
				t.Errorf("%s: no word for a callout of kind %s", l.Tag, kind)
			}
		}
		nouns := reflect.ValueOf(l.Nouns)
		for i := range nouns.NumMethod() {
			if n := nouns.Method(i).Call(nil)[0].Interface().(Noun); n.One == "" || n.Many == "" {
				t.Errorf("%s: %s is %v", l.Tag, nouns.Type().Method(i).Name, n)
			}
		}
		if missing := l.Undecided(); len(missing) > 0 {
			t.Errorf("%s does not say its %s", l.Tag, strings.Join(missing, ", "))
		}
	}
}

func TestTemplatesAskForWordsByKeys(t *testing.T) {
	for _, key := range []string{"half-title", "callout-note", "callout-caution"} {
		if !slices.Contains(Keys(), key) {
			t.Errorf("%s is not among the keys", key)
		}
	}
	for key, want := range map[string]string{
		"half-title": English.Words.HalfTitle(), "isbn": English.Words.ISBN(), "clc": English.Words.CLC(), "article-id": English.Words.ArticleID(),
		"skip-to-content": English.Words.SkipToContent(), "callout-tip": "Tip", "author-sep": ", ",
	} {
		if got, err := English.Word(key); got != want || err != nil {
			t.Errorf("%s: %q, %v", key, got, err)
		}
	}
	for _, key := range []string{"", "no-such-word", "HalfTitle", "word"} {
		if got, err := English.Word(key); got != "" || err == nil {
			t.Errorf("%q is the word of %q", got, key)
		}
	}
	if got := English.Callout("tip"); got != "Tip" {
		t.Error(got)
	}
	if got := English.Callout("author's own"); got != "Note" {
		t.Error(got)
	}
}

func TestALanguageWithoutWordsForCalloutsHasThoseOfTheOneItIsLike(t *testing.T) {
	cantonese, wendish := *Traditional, *English
	cantonese.Tag, wendish.Tag = "yue", "wen"
	cantonese.Aliases, wendish.Aliases = nil, nil
	defer With(&cantonese)()
	defer With(&wendish)()
	if zh, en := cantonese.Callout("note"), wendish.Callout("tip"); zh != "说明" || en != "Tip" {
		t.Errorf("%q, %q", zh, en)
	}
}

func TestATagIsLookedUpWithFewerAndFewerSubtags(t *testing.T) {
	for tag, want := range map[string]string{
		"zh": "zh", "zh-Hans": "zh", "zh_CN": "zh", "ZH": "zh", "zh-SG": "zh", "zh-Hans-TW": "zh", "zh-cmn-Hans-CN": "zh",
		"zh-Hant": "zh-Hant", "zh-TW": "zh-Hant", "zh_HK": "zh-Hant", "zh-mo": "zh-Hant", "zh-hant-tw": "zh-Hant", "zh-TW-x-mine": "zh-Hant",
		"en": "en", "en-GB": "en", "en-AU": "en", "fr": "", "": "", "-": "", "zho": "", "english": "",
	} {
		got := ""
		if l, ok := Find(tag); ok {
			got = l.Tag
		}
		if got != want {
			t.Errorf("Find(%q) = %q, want %q", tag, got, want)
		}
		if want == "" {
			want = "en"
		}
		if got := Of(tag).Tag; got != want {
			t.Errorf("Of(%q) = %s, want %s", tag, got, want)
		}
	}
	for tag, want := range map[string]bool{"zh": true, "zh-Hant": true, "en": true, "zh-Hans": false, "zh-TW": false, "fr": false} {
		if Known(tag) != want {
			t.Errorf("Known(%q) = %v", tag, !want)
		}
	}
}

func TestALanguageIsLikeItsModelThenEnglish(t *testing.T) {
	wendish := *English
	wendish.Tag, wendish.BCP47, wendish.Aliases = "wen", "wen", nil
	without := With(&wendish)
	for tag, want := range map[string]string{"zh": "zh", "en": "en", "zh-Hant": "zh-Hant zh", "wen": "wen en", "xx": "en"} {
		if got := strings.Join(Like(tag), " "); got != want {
			t.Errorf("Like(%s) = %s, want %s", tag, got, want)
		}
	}
	without()
	if Known("wen") || slices.Contains(Tags(), "wen") {
		t.Error("the language is still offered")
	}
}

func TestALanguageThatLeavesADecisionOpenIsRefused(t *testing.T) {
	half := *English
	half.Tag, half.Notes, half.Quantities.Decimal = "xx", 0, ""
	if got := strings.Join(half.Undecided(), " "); got != "Notes Decimal" {
		t.Errorf("undecided: %s", got)
	}
	defer func() {
		if recover() == nil || Known("xx") {
			t.Error("it was taken")
		}
	}()
	With(&half)
}

func TestTraditionalChineseHasItsOwnForms(t *testing.T) {
	l := Traditional
	for _, c := range [...]struct{ got, want string }{
		{l.Quote("題"), "「題」"}, {l.Quote("談「走廊」"), "「談『走廊』」"},
		{l.Chapter(Humanities, 1), "第一章"}, {l.Part(2), "第二編"}, {l.Appendix(Humanities, 1), "附錄一"}, {l.Appendix(Science, 1), "附錄 A"},
		{l.Section(Science, "1.2", "題", ""), "第 1.2 節"}, {l.Section(Humanities, "一、", "走廊", "第一章"), "第一章「走廊」一節"},
		{l.Figure("1", 2), "圖 1-2"}, {l.Date("2025-09-01"), "2025年9月1日"}, {l.Source("海關"), "資料來源：海關"}, {l.Source("來源：海關"), "來源：海關"},
		{l.Count(3, Nouns.File), "3 個檔案"}, {TraditionalHan(100010001), "一億零一萬零一"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// The units of the table have words in traditional characters, and none is simplified.
func TestTraditionalUnitsAreComplete(t *testing.T) {
	for _, row := range quantity.Rows() {
		if n := traditionalUnits[string(row.ID)]; (n.One == "") != (row.Zh == "") {
			t.Errorf("%s is %q", row.ID, n.One)
		}
	}
}

func TestHanNumerals(t *testing.T) {
	for n, want := range map[int]string{
		0: "零", 1: "一", 9: "九", 10: "十", 11: "十一", 19: "十九", 20: "二十", 21: "二十一", 99: "九十九",
		100: "一百", 101: "一百零一", 105: "一百零五", 110: "一百一十", 111: "一百一十一", 200: "二百", 999: "九百九十九",
		1000: "一千", 1001: "一千零一", 1010: "一千零一十", 1100: "一千一百", 1234: "一千二百三十四",
		10000: "一万", 10001: "一万零一", 10100: "一万零一百", 12000: "一万二千", 100000: "十万", 100001: "十万零一",
		1010000: "一百零一万", 20003000: "二千万三千", 100000000: "一亿", 100000001: "一亿零一", 100010000: "一亿零一万",
		-3: "-3",
	} {
		if got := Han(n); got != want {
			t.Errorf("Han(%d) = %s, want %s", n, got, want)
		}
	}
}

// readHan is the slow way back: it reads a Chinese numeral by adding its places.
func readHan(s string) int {
	total, group, digit := 0, 0, 0
	for _, r := range s {
		switch i := strings.IndexRune(hanDigits, r); {
		case i >= 0:
			digit = i / 3
		case r == '万' || r == '亿':
			size := map[rune]int{'万': 10_000, '亿': 100_000_000}[r]
			total, group, digit = total+(group+digit)*size, 0, 0
		default:
			if digit == 0 {
				digit = 1
			}
			group, digit = group+digit*map[rune]int{'十': 10, '百': 100, '千': 1000}[r], 0
		}
	}
	return total + group + digit
}

func TestHanNumeralsCanBeReadBack(t *testing.T) {
	for n := 0; n < 1_0000_0000_0000; n = n*17/16 + 1 {
		s := Han(n)
		if got := readHan(s); got != n {
			t.Fatalf("Han(%d) = %s, which reads %d", n, s, got)
		}
		if strings.Contains(s, "零零") || n > 0 && strings.HasSuffix(s, "零") {
			t.Fatalf("Han(%d) = %s has an idle 零", n, s)
		}
	}
}

func TestRomanAlphabeticAndCircledNumerals(t *testing.T) {
	for _, c := range [...]struct{ got, want string }{
		{Roman(1), "I"}, {Roman(4), "IV"}, {Roman(1949), "MCMXLIX"}, {Roman(3999), "MMMCMXCIX"}, {Roman(0), "0"}, {Roman(4000), "4000"},
		{LowerRoman(14), "xiv"},
		{Alphabetic(1), "A"}, {Alphabetic(26), "Z"}, {Alphabetic(27), "AA"}, {Alphabetic(702), "ZZ"}, {Alphabetic(703), "AAA"}, {Alphabetic(0), "0"},
		{LowerAlphabetic(28), "ab"},
		{Circled(1), "①"}, {Circled(20), "⑳"}, {Circled(21), "㉑"}, {Circled(35), "㉟"}, {Circled(36), "㊱"}, {Circled(50), "㊿"},
		{Circled(51), "(51)"}, {Circled(0), "(0)"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}

func TestHeadingForms(t *testing.T) {
	zh, en := Of("zh"), Of("en")
	for _, c := range [...]struct{ got, want string }{
		{zh.Chapter(Humanities, 1), "第一章"}, {zh.Chapter(Science, 1), "第1章"}, {zh.Chapter(None, 1), ""},
		{en.Chapter(Humanities, 1), "Chapter 1"}, {en.Chapter(Science, 12), "Chapter 12"},
		{zh.Heading(Humanities, []int{1, 2}), "二、"}, {zh.Heading(Humanities, []int{1, 2, 3}), "（三）"},
		{zh.Heading(Humanities, []int{1, 2, 3, 4}), "4."}, {zh.Heading(Humanities, []int{1, 2, 3, 4, 5}), "（5）"},
		{zh.Heading(Humanities, []int{1, 2, 3, 4, 5, 6}), "⑥"},
		{en.Heading(Humanities, []int{1, 2}), "II."}, {en.Heading(Humanities, []int{1, 2, 3}), "C."},
		{en.Heading(Humanities, []int{1, 2, 3, 4}), "4."}, {en.Heading(Humanities, []int{1, 2, 3, 4, 5}), "e)"},
		{zh.Heading(Science, []int{1, 2, 3}), "1.2.3"}, {en.Heading(Science, []int{1, 2}), "1.2"},
		{zh.Heading(Science, []int{0, 2, 3}), "2.3"}, {zh.Heading(None, []int{1, 1}), ""}, {zh.Heading(Science, []int{1}), ""},
		{zh.Part(2), "第二编"}, {en.Part(2), "Part II"},
		{zh.Appendix(Humanities, 1), "附录一"}, {zh.Appendix(Science, 1), "附录 A"}, {en.Appendix(Humanities, 2), "Appendix B"},
		{zh.Appendix(Humanities, 0), "附录"}, {en.Appendix(Science, 0), "Appendix"},
		{zh.Figure("1", 2), "图 1-2"}, {en.Figure("1", 2), "Figure 1.2"}, {zh.Figure("", 2), "图 2"}, {en.Table("A", 1), "Table A.1"},
		{zh.Section(Science, "1.2", "题", ""), "第 1.2 节"}, {en.Section(Science, "1.2", "T", "Chapter 1"), "Section 1.2"},
		{zh.Section(Humanities, "一、", "谈“走廊”", ""), "“谈‘走廊’”一节"},
		{zh.Section(Humanities, "一、", "走廊", "第一章"), "第一章“走廊”一节"},
		{en.Section(Humanities, "I.", "Corridors", ""), "“Corridors”"},
		{en.Section(Humanities, "I.", "Corridors", "Chapter 1"), "“Corridors” in Chapter 1"},
		{zh.Join("一、", "题"), "一、题"}, {zh.Join("（一）", "题"), "（一）题"}, {zh.Join("1.", "题"), "1. 题"}, {zh.Join("第一章", "题"), "第一章　题"},
		{zh.Join("1.1", "题"), "1.1　题"}, {zh.Join("", "题"), "题"}, {en.Join("Chapter 1", "T"), "Chapter 1 T"},
		{zh.NoteMark(3), "③"}, {en.NoteMark(3), "3"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestDatesKeepTheirPrecision(t *testing.T) {
	for _, c := range [...]struct{ iso, zh, en string }{
		{"2025", "2025年", "2025"}, {"2025-09", "2025年9月", "September 2025"}, {"2025-09-01", "2025年9月1日", "1 September 2025"},
		{"2024-02-29", "2024年2月29日", "29 February 2024"}, {"2025-02-29", "2025-02-29", "2025-02-29"}, {"2025-13", "2025-13", "2025-13"},
		{"2025/09", "2025/09", "2025/09"}, {"乙巳年秋", "乙巳年秋", "乙巳年秋"}, {"", "", ""}, {"20:5", "20:5", "20:5"},
	} {
		if got := Of("zh").Date(c.iso); got != c.zh {
			t.Errorf("zh %q: %q", c.iso, got)
		}
		if got := Of("en").Date(c.iso); got != c.en {
			t.Errorf("en %q: %q", c.iso, got)
		}
	}
}

func TestQuoteNestsByDepth(t *testing.T) {
	for in, want := range map[string]string{
		"题": "“题”", "谈“走廊”": "“谈‘走廊’”", "“甲‘乙’”丙": "“‘甲“乙”’丙”",
		"China’s road": "“China’s road”", "‘small’ things": "“‘small’ things”", "未闭“合": "“未闭‘合”",
	} {
		if got := Of("zh").Quote(in); got != want {
			t.Errorf("Quote(%s) = %s, want %s", in, got, want)
		}
	}
}

func TestNamesCountsAndSizes(t *testing.T) {
	zh, en := Of("zh"), Of("en")
	for _, c := range [...]struct{ got, want string }{
		{zh.Authors([]string{"胡必亮", "刘倩"}), "胡必亮、刘倩"}, {zh.Byline([]string{"胡必亮", "刘倩"}, "等著"), "胡必亮、刘倩等著"},
		{zh.Byline([]string{"胡必亮"}, "主编"), "胡必亮 主编"}, {zh.Byline(nil, "著"), ""},
		{en.Authors(nil), ""}, {en.Authors([]string{"A"}), "A"}, {en.Authors([]string{"A", "B"}), "A and B"},
		{en.Authors([]string{"A", "B", "C"}), "A, B, and C"},
		{en.Byline([]string{"A", "B"}, "edited by"), "edited by A and B"}, {en.Byline([]string{"A"}, "editor"), "A, editor"},
		{en.Byline([]string{"A"}, "et al."), "A et al."}, {en.Byline([]string{"A"}, ""), "A"},
		{zh.Count(6, Nouns.Chapter), "6 章"}, {en.Count(1, Nouns.Chapter), "1 chapter"}, {en.Count(0, Nouns.Page), "0 pages"},
		{en.FileSize(0), "0 bytes"}, {en.FileSize(1), "1 byte"}, {zh.FileSize(1), "1 字节"}, {en.FileSize(999), "999 bytes"}, {zh.FileSize(999), "999 字节"},
		{en.FileSize(1000), "1 kB"}, {en.FileSize(1499), "1 kB"}, {en.FileSize(1500), "2 kB"}, {en.FileSize(640_400), "640 kB"}, {en.FileSize(999_499), "999 kB"},
		{en.FileSize(999_500), "1 MB"}, {en.FileSize(999_600), "1 MB"}, {en.FileSize(1_049_999), "1 MB"}, {en.FileSize(1_050_000), "1.1 MB"},
		{zh.FileSize(1_250_000), "1.3 MB"}, {zh.FileSize(9_949_999), "9.9 MB"}, {zh.FileSize(9_950_000), "10 MB"}, {zh.FileSize(12_600_000), "13 MB"},
		{en.FileSize(999_499_999), "999 MB"}, {en.FileSize(999_500_000), "1 GB"}, {en.FileSize(2_097_152_000), "2.1 GB"}, {en.FileSize(5_000_000_000_000), "5 TB"},
		{en.FileSize(math.MaxInt64), "9223372 TB"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestBilingualEditionsAreCalledByTheirOtherLanguage(t *testing.T) {
	for _, c := range [...]struct {
		l, a, b *Language
		want    string
	}{
		{Chinese, Chinese, English, "中英对照"}, {Chinese, English, Chinese, "中英对照"}, {Chinese, Chinese, Traditional, "双语对照"},
		{Chinese, Traditional, English, "双语对照"}, {English, Chinese, English, "Bilingual"}, {Traditional, Traditional, English, "雙語對照"},
	} {
		if got := c.l.Bilingual(c.a, c.b); got != c.want {
			t.Errorf("%s calls %s and %s %s", c.l.Tag, c.a.Tag, c.b.Tag, got)
		}
	}
}

func TestDigitsHaveTheMarksOfTheLanguage(t *testing.T) {
	german := Quantities{Decimal: ",", Group: "."}
	if got := german.Digits("1,234,567.89"); got != "1.234.567,89" {
		t.Error(got)
	}
	if got := English.Quantities.Digits("1,234.5"); got != "1,234.5" {
		t.Error(got)
	}
}

func TestNotesAndSourcesBelowATableAreKnownInEveryScript(t *testing.T) {
	for _, line := range []string{"注：数", "註：數", "附註：數", "表註:數", "Note: x"} {
		if !HasNoteLabel(line) || HasSourceLabel(line) {
			t.Errorf("%q is no note", line)
		}
	}
	for _, line := range []string{"数据来源：海关", "數據來源：海關", "資料來源：海關", "Source: x"} {
		if !HasSourceLabel(line) || HasNoteLabel(line) {
			t.Errorf("%q is no source line", line)
		}
	}
	if HasNoteLabel("註釋：數") || HasNoteLabel("注意：数") {
		t.Error("a word that begins so is no label")
	}
}
