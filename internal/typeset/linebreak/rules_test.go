package linebreak

import (
	"testing"
)

// find returns the opportunities of text, in which | marks places and is not a character. places are the
// indexes of the characters before the marks.
func find(text string, zh bool, level Level) (places []int, out []Opportunity) {
	var chars []Char
	attached := false
	for _, r := range text {
		switch r {
		case '|':
			places = append(places, len(chars)-1)
			continue
		case '{', '}': // a footnote mark
			attached = r == '{'
			continue
		}
		c := Char{Rune: r, Zh: zh}
		if attached {
			c.Kind = Attached
		}
		chars = append(chars, c)
	}
	var b Breaks
	return places, b.Find(chars, Rules{Kinsoku: level})
}

// Each case is named by its rule; package specimen says what the rules are.
func TestWhereLinesMayEnd(t *testing.T) {
	for _, c := range []struct {
		id    string
		zh    bool
		level Level
		never string // places where no line may end
		may   string // places where one may
	}{
		{"B1", true, Strict, "天气很好|。", "天|气|很|好。|我"},
		{"B1", true, Strict, "好|，好|、好|；好|：好|！好|？好|．好|‼好|⁇好|⁈好|⁉", ""},
		{"B2", true, Strict, "他说“好|”", "他|说|“好”|我"},
		{"B2", true, Strict, "好|’好|）好|》好|〉好|】好|〗好|〕好|］好|｝好|」好|』", ""},
		{"B3", true, Strict, "见《|论语》", "见|《论|语》"},
		{"B3", true, Strict, "“|好‘|好（|好《|好〈|好【|好〖|好〔|好［|好｛|好「|好『|好", ""},
		{"B4", true, Strict, "1949|—1976年", "1949—|1976年"},
		{"B4", true, Strict, "10|～20岁，北京|–上海", "10～|20岁"},
		{"B5", true, Strict, "列奥纳多|·达|·芬奇", "列奥纳多·|达·|芬奇"},
		{"B6", true, Strict, "春眠不觉晓|/|处处，春|／|处", "春|眠"},
		{"B6", true, Basic, "晓|/处", "晓/|处"},
		{"B7", true, Strict, "他走了|……|—|—谁", "他走了……|好——|好"},
		{"B7", true, GB, "…|…", "他走了|——谁"},
		{"B10", true, None, "", "见《论|语"},
		{"B11", true, Strict, "增长12|%，25|℃，5|‰，90|°，￥|300，$|5，№|5，±|5", "增|长"},
		{"B12", true, Strict, "结论|{①}|。后|{[1|2]}文", "结论{①}|后文"},
		{"B13", true, Strict, "人|々", "人々|好"},
		{"C1", true, Strict, "—|—好", "——|好"},
		{"C2", true, Strict, "…|…好", "……|好"},
		{"C3", true, GB, "…|……|…", "……|……"},
		{"C4", true, Strict, "好？|？好！|！好？|！好！|？", "？！|好"},
		{"C5", true, Strict, "好？|？|？！|！|！", ""},
		{"C6", true, Strict, "重25 |kg，温25 |℃，占12|%，价¥|300，No. |5，ISO |9001，GB|/|T |7714|—|2015，p. |12，图 |3|-|1，第 |3 |章，第|3|章", "重|25"},
		{"C6", false, Strict, "No. |5, p. |12, ISO |9001, GB|/|T |7714|-|2015, 25 |kg.", "25 kg |and and/|or"},
		{"C7", true, Strict, "1 |234 |567，3|.|14，10|:|30，2026|-|11|-|22，1119|—1184", "1119—|1184"},
		{"C9", false, Strict, "see https|:|/|/|example|.org/a/b?c=d|e|f", "https://example.|org/|abc?|def=|ghi_|jkl-|mnopq"},
		{"C9", true, Strict, "见https|:|/|/|example.org/a/b", "见https://example.|org/a/b"},
		{"C9", true, Strict, "在src|/|github测试，A|/|B测试", "在src/github.com/|astaxie/|beedb下"},
		{"C11", false, Strict, "D. |E. Knuth", "Donald |Knuth"},
		{"F10", true, Strict, "用C|+|+写，5+|+", "用|C++写"},
		{"F5", true, Strict, "占12|%的", "%|的"},
		{"O3", true, Strict, "don|’|t", ""},
		{"T", true, Strict, "好“|好|”好", "好|“好”|好"},
	} {
		places, out := find(c.may, c.zh, c.level)
		for _, p := range places {
			if out[p].Break < May {
				t.Errorf("%s: no break after character %d of %q", c.id, p, c.may)
			}
		}
		places, out = find(c.never, c.zh, c.level)
		for _, p := range places {
			if out[p].Break >= May {
				t.Errorf("%s: a break after character %d of %q", c.id, p, c.never)
			}
		}
	}
}
