package glossary

import (
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/sorting"
	"keben/internal/terms"
)

const sample = `
- {zh: 重庆, en: Chongqing, kind: place, pinyin: Chóngqìng}
- {zh: 单于, en: chanyu, pinyin: chán yú, note: {zh: 匈奴君主的称号。, en: The title of the rulers of the Xiongnu.}}
- {zh: 共建国家, en: partner country, allowed: {en: [participating country]}, forbidden: {zh: [沿线国家]}}
- {zh: 亚投行, en: [Asian Infrastructure Investment Bank, AIIB], kind: org}
- {zh: 无译名}
- {zh: 陈文, en: Chen, glossary: false, note: {zh: 只供核对。}}
- {en: soft power}
- {zh: 只有注, note: {zh: 有注的也列出。}}
`

func read(t *testing.T, text string) *terms.List {
	t.Helper()
	list, ms := terms.Read(fstest.MapFS{terms.File: {Data: []byte(text)}})
	if diag.HasErrors(ms) {
		t.Fatal(ms[0].Text("en"))
	}
	return list
}

// print writes a glossary a line an entry.
func print(ch *book.Chapter) string {
	var b strings.Builder
	for _, block := range ch.Blocks {
		switch n := block.(type) {
		case *book.Heading:
			b.WriteString(book.Plain(n.Content) + "\n")
		case *book.DefinitionList:
			for _, d := range n.Items {
				b.WriteString("  " + book.Plain(d.Terms[0]))
				for _, body := range d.Bodies {
					b.WriteString(" | " + book.Plain(body[0].(*book.Paragraph).Content))
				}
				b.WriteByte('\n')
			}
		}
	}
	return b.String()
}

func TestGlossaryListsTermsInTheOrderOfEachLanguage(t *testing.T) {
	list := read(t, sample)
	for _, c := range []struct {
		o           Options
		title, want string
	}{
		{Options{Lang: "zh"}, "译名对照表", `C
  单于 | chanyu | 匈奴君主的称号。
  重庆 | Chongqing
G
  共建国家 | partner country
Y
  亚投行 | Asian Infrastructure Investment Bank; AIIB
Z
  只有注 | 有注的也列出。
`},
		{Options{Lang: "zh", Method: sorting.Stroke}, "译名对照表", `五画
  只有注 | 有注的也列出。
六画
  亚投行 | Asian Infrastructure Investment Bank; AIIB
  共建国家 | partner country
八画
  单于 | chanyu | 匈奴君主的称号。
九画
  重庆 | Chongqing
`},
		{Options{Lang: "en"}, "Glossary", `A
  Asian Infrastructure Investment Bank | 亚投行
C
  chanyu | 单于 | The title of the rulers of the Xiongnu.
  Chongqing | 重庆
P
  partner country | 共建国家
`},
	} {
		c.o.Languages = []string{"zh", "en"}
		ch, ms := Chapter(list, c.o)
		if len(ms) > 0 {
			t.Error(ms[0].Text("en"))
		}
		if got := print(ch); got != c.want || !strings.HasPrefix(book.Plain(ch.Title), c.title) {
			t.Errorf("%s %s: %s\n%s", c.o.Lang, c.o.Method, book.Plain(ch.Title), got)
		}
	}
}

func TestGlossaryWithNothingToListIsNone(t *testing.T) {
	ch, _ := Chapter(read(t, "- {zh: 无译名}\n"), Options{Lang: "zh", Languages: []string{"zh", "en"}})
	if ch != nil {
		t.Error(print(ch))
	}
}

func TestPinyinThatDoesNotFitIsAMessage(t *testing.T) {
	ch, ms := Chapter(read(t, "- {zh: 重庆, en: Chongqing, pinyin: chóng}\n"), Options{Lang: "zh", Languages: []string{"zh", "en"}})
	if ch == nil || len(ms) != 1 || ms[0].Place.Line() != 1 || ms[0].Kind.Severity != diag.Warning {
		t.Error(ch, ms)
	}
}

func TestIdsOfAGlossaryAreItsOwn(t *testing.T) {
	seen := map[string]bool{}
	for _, tag := range []string{"zh", "en"} {
		ch, _ := Chapter(read(t, sample), Options{Lang: tag, Languages: []string{"zh", "en"}})
		for _, b := range ch.Blocks {
			if id := b.Common().ID; id == "" || seen[id] {
				t.Errorf("the id %q comes twice", id)
			} else {
				seen[id] = true
			}
		}
	}
}
