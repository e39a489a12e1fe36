package markdown

import (
	"strings"
	"testing"

	"keben/internal/book"
)

// markup writes inlines back in the simplest marks, for tests.
func markup(ins []book.Inline) string {
	var b strings.Builder
	for _, in := range ins {
		switch n := in.(type) {
		case *book.Emph:
			b.WriteString("<e>" + markup(n.Content) + "</e>")
		case *book.Strong:
			b.WriteString("<s>" + markup(n.Content) + "</s>")
		case *book.Strike:
			b.WriteString("<d>" + markup(n.Content) + "</d>")
		case *book.Link:
			b.WriteString(markup(n.Content))
		default:
			b.WriteString(book.Plain([]book.Inline{in}))
		}
	}
	return b.String()
}

// The cases are those of commonmark-spec issue 650 and of what users of other tools complain about.
func TestEmphasisNextToChinese(t *testing.T) {
	for _, c := range []struct{ src, zh string }{
		{"**“强调。”**后文", "<s>“强调。”</s>后文"},
		{"前文**“重点”**后文", "前文<s>“重点”</s>后文"},
		{"**真。**她说**集合（set）**是", "<s>真。</s>她说<s>集合（set）</s>是"},
		{"**1、标题。**“十五五”", "<s>1、标题。</s>“十五五”"},
		{"前文**“重点”**后文，**真。**她说**集合（set）**是", "前文<s>“重点”</s>后文，<s>真。</s>她说<s>集合（set）</s>是"},
		{"这是**我想做的事。**所以继续。", "这是<s>我想做的事。</s>所以继续。"},
		{"これは**「重要なこと」**です。", "これは<s>「重要なこと」</s>です。"},
		{"**テスト。**テスト", "<s>テスト。</s>テスト"},
		{"마크다운**(Markdown)**을", "마크다운<s>(Markdown)</s>을"},
		{"中文**\"加粗\"**中文", "中文<s>\"加粗\"</s>中文"},
		{"说*《论语》*与", "说<e>《论语》</e>与"},
		{"GDP**“增长”**GDP", "GDP<s>“增长”</s>GDP"},
		{"**重点：**GDP", "<s>重点：</s>GDP"},
		{"**省略……**后文**——破折**前", "<s>省略……</s>后文<s>——破折</s>前"},
		{"***粗斜。***文", "<e><s>粗斜。</s></e>文"},
		{"~~“删。”~~后", "<d>“删。”</d>后"},
		{"**[链接。](a)**后", "<s>链接。</s>后"},
		{"**`code`**后", "<s>code</s>后"},
		{"“**甲**”“**乙**”", "“<s>甲</s>”“<s>乙</s>”"},
		{"**甲、****乙。**丙", "<s>甲、****乙。</s>丙"},
		// What must stay text.
		{"snake_case_名_字", "snake_case_名_字"},
		{"甲_乙_丙", "甲_乙_丙"},
		{"5 * 3 * 2", "5 * 3 * 2"},
		{"** 空 **", "** 空 **"},
		{"5~10天，15~20天", "5~10天，15~20天"},
		{"**没有结束。", "**没有结束。"},
	} {
		ins, _ := Inline(Options{Text: []byte(c.src), Lang: "zh"})
		if got := markup(ins); got != c.zh {
			t.Errorf("%s\n got %s\nwant %s", c.src, got, c.zh)
		}
	}
}

// Emphasis in English text is CommonMark's, so that a manuscript reads as everywhere else.
func TestEmphasisInEnglishIsCommonMarks(t *testing.T) {
	for _, src := range []string{
		"a*\"foo\"*", "foo*bar*", "5*6*78", "_(bar)_.", "foo-_(bar)_", "**foo, \"*bar*\", foo**",
		"foo*“bar”*baz", "*foo**bar**baz*", "a “**quoted**” b", "*foo*bar _baz_qux", "—**a**—b",
	} {
		plain, _ := Read(Options{Text: []byte(src), CommonMark: true})
		full, _ := Inline(Options{Text: []byte(src), Lang: "en"})
		want := markup(plain.Blocks[0].(*book.Paragraph).Content)
		if got := markup(full); got != want {
			t.Errorf("%s\n got %s\nwant %s", src, got, want)
		}
	}
}
