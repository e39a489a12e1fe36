package check

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/book/twins"
	"keben/internal/manuscript"
	"keben/internal/project"
)

func TestWhatIsAboutABlockIsAtItsBeginning(t *testing.T) {
	var out []string
	for _, m := range proofreadFS(fstest.MapFS{
		"book.yaml":       {Data: []byte("title: {zh: 题, en: T}\nlanguages: [zh, en]\nchapters: [c]\n")},
		"content/zh/c.md": {Data: []byte("# 题\n\n铁路。{#r}\n\n## 港口 {#p}\n\n- 上海\n- 宁波\n- 广州\n\n## 公路 {#w}\n\n```go\na()\n```\n")},
		"content/en/c.md": {Data: []byte("# T\n\n## Ports {#p}\n\n- Shanghai\n- Ningbo\n\n## Spices {#s}\n\nOf pepper.\n\n## Roads {#w}\n\n```go\nb()\n```\n\n## Ends {#e}\n\nOf tea.\n")},
	}) {
		if name := m.Kind.ID; name == "twin-missing" || name == "structure" || name == "code-mismatch" {
			out = append(out, fmt.Sprintf("%s %q %s: %s", m.Place, m.Place.Text(), name, m.Text("en")))
		}
	}
	want := `content/zh/c.md:3:1 "铁" twin-missing: this paragraph has no English translation
content/en/c.md:18:1 "#" twin-missing: 2 passages from here have no Chinese original
content/en/c.md:5:1 "-" structure: list items: 2 here, 3 at content/zh/c.md:7:1
content/en/c.md:14:1 "` + "`" + `" code-mismatch: the code differs from that at content/zh/c.md:13:1 in line 1: "b()"`
	if got := strings.Join(out, "\n"); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

func TestAFaultOfATranslationIsToldOnce(t *testing.T) {
	for name, c := range map[string]struct{ zh, en, want string }{
		"a paragraph left in Chinese has no other faults": {
			"# 题\n\n2024年贸易额为3.1万亿美元，**增长**很快吗？\n",
			"# T\n\n二〇二五年的贸易额比上一年增加了很多，港口也增加了。\n",
			"untranslated",
		},
		"a footnote mark without a text is no number and no missing full stop": {
			"# 题\n\n港口很大。[^9]\n",
			"# T\n\nPorts are large.[^8]\n",
			"",
		},
		"a link that leads elsewhere is neither lost nor added": {
			"# 题\n\n港口[很大](https://example.org/a)。\n",
			"# T\n\nPorts [are large](https://example.org/b).\n",
			"link-mismatch",
		},
		"links to twins agree, whatever their ids are made of": {
			"# 题\n\n见[规模](#规模)，又见[来源](c.md#sources)和[附录](#表)。\n\n## 规模\n\n港口很大。\n\n## 来源\n\n海关。\n\n## 表\n\n一张。\n",
			"# T\n\nSee [the size](#size), [the sources](#sources) and [the table](#table).\n\n## Size\n\nPorts are large.\n\n## Sources\n\nCustoms.\n\n## Table\n\nOne of them.\n",
			"",
		},
		"a link to another section differs, though both ids are made of titles": {
			"# 题\n\n见[规模](#规模)。\n\n## 规模\n\n港口很大。\n\n## 来源\n\n海关。\n",
			"# T\n\nSee [the sources](#sources).\n\n## Size\n\nPorts are large.\n\n## Sources\n\nCustoms.\n",
			"link-mismatch",
		},
		"another picture is told once": {
			"# 题\n\n![港口](a.png)\n",
			"# T\n\n![The port](b.png)\n",
			"figure-mismatch",
		},
		"a short quotation in English alone is a name or a new term": {
			"# 题\n\n大国政治也讲港口，港口越来越大，这一点没有人否认。\n",
			"# T\n\n“Great power” politics is about ports too, and nobody denies that ports grow ever larger.\n",
			"",
		},
		"a section without a translation is told at its heading": {
			"# 题\n\n## 铁路 {#r}\n\n铁路很长。\n\n铁路很快。\n\n## 港口 {#p}\n\n港口很大。\n",
			"# T\n\n## Ports {#p}\n\nPorts are large.\n",
			"heading-twin",
		},
	} {
		fsys := fstest.MapFS{
			"book.yaml":       {Data: []byte("title: {zh: 题, en: T}\nlanguages: [zh, en]\nchapters: [c]\n")},
			"content/zh/c.md": {Data: []byte(c.zh)},
			"content/en/c.md": {Data: []byte(c.en)},
		}
		listed, _ := project.Read(fsys)
		b, _ := manuscript.Read(fsys, listed, nil)
		pairs := twins.Align(b, twins.Known{})
		var got []string
		for _, m := range append(Book(b, pairs), Proofread(Proof{Book: b, Twins: pairs})...) {
			got = append(got, m.Kind.ID)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", name, got, c.want)
		}
	}
}

func TestMarksInsideAnActionThatFailedAreNotReported(t *testing.T) {
	for _, action := range []string{`{{ qyt "trade.y2024" }}`, `{{ qty "trade.y2024" `} {
		ms := proofreadFS(fstest.MapFS{
			"book.yaml":    {Data: []byte("title: T\nlanguages: [en]\nchapters: [c]\n")},
			"content/c.md": {Data: []byte("# T\n\nTrade came to " + action + "\n")},
		})
		if len(ms) != 0 {
			t.Errorf("%s: %v", action, ms)
		}
	}
}

func TestWhatIsMovedMergedOrSplitIsToldOnce(t *testing.T) {
	long := [2]string{"2013年提出倡议，涉及64个国家，全长12000公里。", "2024年运送货物350万吨，往返列车19000列。"}
	english := [2]string{"In 2013 the initiative was proposed; it concerns 64 countries and is 12,000 kilometres long.", "In 2024 it carried 3.5 million tonnes of goods on 19,000 trains there and back."}
	for _, c := range [...]struct{ name, zh, en, want string }{
		{"moved", long[0] + "\n\n" + long[1] + "\n\n末段，讲第77号决议。", english[1] + "\n\n" + english[0] + "\n\nThe end, on resolution 77.", "this paragraph is out of order"},
		{"merged", long[0] + "\n\n" + long[1] + "\n\n## 末 {#e}", english[0] + " " + english[1] + "\n\n## End {#e}", "this paragraph translates 2 paragraphs"},
		{"split", long[0] + long[1] + "\n\n## 末 {#e}", english[0] + "\n\n" + english[1] + "\n\n## End {#e}", "2 paragraphs here translate 1 paragraph"},
	} {
		var got []string
		for _, m := range proofreadFS(fstest.MapFS{
			"book.yaml":       {Data: []byte("title: {zh: 题, en: T}\nlanguages: [zh, en]\nchapters: [c]\n")},
			"content/zh/c.md": {Data: []byte("# 题\n\n" + c.zh + "\n")},
			"content/en/c.md": {Data: []byte("# T\n\n" + c.en + "\n")},
		}) {
			if m.Kind.ID == "twin-moved" || m.Kind.ID == "twin-merged" {
				got = append(got, m.Text("en"))
			}
		}
		if len(got) != 1 || !strings.HasPrefix(got[0], c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
