package check

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
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
	want := `content/zh/c.md:3:1 "铁" twin-missing: what begins here has no counterpart in English (blocks: 1)
content/en/c.md:8:1 "#" twin-missing: what begins here has no counterpart in Chinese (blocks: 2)
content/en/c.md:18:1 "#" twin-missing: what begins here has no counterpart in Chinese (blocks: 2)
content/en/c.md:5:1 "-" structure: points of the list: 2 here, 3 at content/zh/c.md:7:1
content/en/c.md:14:1 "` + "`" + `" code-mismatch: the program text differs from that at content/zh/c.md:13:1 in line 1: "b()"`
	if got := strings.Join(out, "\n"); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}
