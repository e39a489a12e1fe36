package yaml

import (
	"testing"

	"keben/internal/source"
)

func TestLineBreakBetweenHanIsNothing(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{"a: >-\n  甲乙。\n  丙丁\n", "甲乙。丙丁"},
		{"a: 甲乙\n  丙丁\n", "甲乙丙丁"},
		{"a: \"甲乙，\n  丙丁\"\n", "甲乙，丙丁"},
		{"a: >-\n  甲乙 丙丁\n", "甲乙 丙丁"},
		{"a: >-\n  Go 语言\n  与 Web\n  编程\n", "Go 语言与 Web 编程"},
		{"a: >-\n  one\n  two\n", "one two"},
		{"a: >-\n  价格\n  ￥100\n", "价格￥100"},
		{"a: >-\n  ㄅ\n  ㄆ\n", "ㄅㄆ"},
		{"a: >-\n  かな\n  カナ\n", "かなカナ"},
		{"a: >-\n  文字，\n  GDP\n", "文字，GDP"},
		{"a: >-\n  GDP\n  《文》\n", "GDP《文》"},
		{"a: >-\n  文字——\n  GDP\n", "文字——GDP"},
		{"a: >-\n  他说“甲”\n  “乙”\n", "他说“甲”“乙”"},
		{"a: >-\n  He said “one”\n  “two” …\n  — three\n", "He said “one” “two” … — three"},
		{"a: >-\n  한국\n  한국\n", "한국 한국"},
		{"a: >-\n  文字， GDP\n", "文字， GDP"},
		{"a: |-\n  甲乙\n  丙丁\n", "甲乙\n丙丁"},
	} {
		n, ms := Parse(source.New("f.yaml", []byte(c.file)))
		if len(ms) > 0 {
			t.Errorf("%q: %s", c.file, ms[0].Text("en"))
		}
		if got := n.Get("a").Value; got != c.want {
			t.Errorf("%q: got %q, want %q", c.file, got, c.want)
		}
	}
}
