package address

import (
	"slices"
	"strings"
	"testing"

	"keben/internal/tool"
)

// The expectations are what the tools' own functions return: github-slugger 2.0.0, @mdit-vue/shared 3.0.2, github-slugid
// 1.0.1 and docsify 5 were run; mdBook, Hugo, Pandoc, Python-Markdown, kramdown and Docutils by their sources.
func TestEveryToolMakesItsOwnIdsOfHeadings(t *testing.T) {
	ways := []struct {
		name string
		id   func(string) string
	}{
		{"github", github}, {"vitepress", vitepress}, {"mdbook", mdbook}, {"hugo", hugo}, {"pandoc", pandoc},
		{"mkdocs", python(true)}, {"mkdocs unicode", python(false)}, {"honkit", honkit}, {"docsify", docsify}, {"kramdown", kramdown}, {"docutils", docutils},
	}
	for _, c := range []struct {
		text string
		want string // in the order of ways
	}{
		{"Hello, World!", "hello-world|hello-world|hello-world|hello-world|hello-world|hello-world|hello-world|hello-world|hello-world|hello-world|hello-world"},
		{"C++ 与 C#", "c-与-c|c-与-c|c-与-c|c-与-c|c-与-c|c-c|c-与-c|c-与-c|c-与-c|c--c|c-c"},
		{"1. 第一步", "1-第一步|_1-第一步|1-第一步|1-第一步|第一步|1|1-第一步|1-第一步|_1-第一步|section|"},
		{"问：什么？", "问什么|问-什么|问什么|问什么|问什么||问什么|问：什么？|问：什么？|section|"},
		{"A_b - c", "a_b---c|a-b-c|a_b---c|a_b---c|a_b---c|a_b-c|a_b-c|ab---c|a_b---c|ab---c|a-b-c"},
		{"Q&A / FAQ", "qa--faq|q-a-faq|qa--faq|qa--faq|qa-faq|qa-faq|qa-faq|qa--faq|qa--faq|qa--faq|q-a-faq"},
		{"Café au lait", "café-au-lait|cafe-au-lait|café-au-lait|café-au-lait|café-au-lait|cafe-au-lait|café-au-lait|café-au-lait|café-au-lait|caf-au-lait|cafe-au-lait"},
		{"a.b.c", "abc|a-b-c|abc|abc|a.b.c|abc|abc|abc|abc|abc|a-b-c"},
		{"“引号”与《书名》", "引号与书名|引号-与《书名》|引号与书名|引号与书名|引号与书名||引号与书名|引号与《书名》|引号与《书名》|section|"},
		{"foo  bar", "foo--bar|foo-bar|foo--bar|foo--bar|foo-bar|foo-bar|foo-bar|foo--bar|foo--bar|foo--bar|foo-bar"},
		{"😀 Smile", "-smile|😀-smile|-smile|-smile|smile|smile|smile|😀-smile|-smile|smile|smile"},
		{"⚙️ 设置", "️-设置|⚙️-设置|-设置|-设置|设置||设置|⚙️-设置|-设置|section|"},
		{"ÄÖ ß", "äö-ß|ao-ß|äö-ß|äö-ß|äö-ß|ao|äö-ß|äö-ß|ÄÖ-ß|section|ao"},
	} {
		want := strings.Split(c.want, "|")
		for i, w := range ways {
			if got := w.id(c.text); got != want[i] {
				t.Errorf("%s: %q is %q, want %q", w.name, c.text, got, want[i])
			}
		}
	}
}

func TestEqualHeadingsAreNumberedAsEachToolDoes(t *testing.T) {
	headings := []string{"安装", "安装", "安装-1", "安装"}
	for _, c := range []struct {
		name string
		next func() func(string) string
		ids  []string
		want string
	}{
		{"keben", from(2, "-"), headings, "安装 安装-2 安装-1 安装-3"},
		{"github", slugger, headings, "安装 安装-1 安装-1-1 安装-2"},
		{"vitepress", from(1, "-"), headings, "安装 安装-1 安装-1-1 安装-2"},
		{"mdbook", counted, headings, "安装 安装-1 安装-1 安装-2"},
		{"mkdocs", underscored, []string{"a", "a", "a_1", "", "", "a"}, "a a_1 a_2 _1 _2 a_3"},
		{"honkit", alike, headings, "安装 安装 安装-1 安装"},
	} {
		next, got := c.next(), []string(nil)
		for _, id := range c.ids {
			got = append(got, next(id))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
}

func TestAnIdLeadsToTheHeadingThatItsToolMeans(t *testing.T) {
	a := NewAnchors([]Heading{{Text: "安装"}, {Text: "安装"}, {Text: "安装"}, {Text: "Use", ID: "own"}, {Text: "安装-2"}})
	for _, c := range []struct {
		tool    tool.Name
		id      string
		heading int
	}{
		{tool.Keben, "安装-2", 1}, {tool.Docusaurus, "安装-2", 2}, {tool.VitePress, "安装-2", 2}, {tool.MdBook, "安装-2", 2}, {tool.MkDocs, "安装_1", 1},
		{tool.MkDocs, "_2", 1}, {tool.GitBook, "安装", 0}, {tool.Hugo, "use", 3}, {tool.Docsify, "安装-1", 1},
	} {
		if h, ok := a.By(c.tool, c.id); !ok || h != c.heading {
			t.Errorf("%s: #%s is heading %d, %v, want %d", c.tool, c.id, h, ok, c.heading)
		}
	}
	if h, other, ok := a.Any("安装-2"); !ok || h != 1 || other != 2 {
		t.Error("what two tools call alike:", h, other, ok)
	}
	if h, other, ok := a.Any("安装-1"); !ok || h != 1 || other != -1 {
		t.Error("what all tools mean alike:", h, other, ok)
	}
	if _, _, ok := a.Any("nowhere"); ok {
		t.Error("an id that no heading has")
	}
}

func TestEveryToolHasADialect(t *testing.T) {
	for _, value := range tool.Values() {
		name := tool.Parse(value)
		if name == tool.Any || name == tool.Obsidian { // whose links name the text of a heading
			continue
		}
		if !slices.ContainsFunc(dialects, func(d dialect) bool { return slices.Contains(d.tools, name) }) {
			t.Errorf("no dialect is %s's", name)
		}
	}
}
