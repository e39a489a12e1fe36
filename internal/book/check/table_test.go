package check

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

const chineseTable = `
: 贸易 {#tbl-a}

+------+------+------+
| 地区 | 年   | 金额 |
+======+======+======+
| 东部 | 2013 | 1.25 |
|      +------+------+
|      | 2024 | 22.5 |
+------+------+------+
| 西部 | 2024 | 7.75 |
+------+------+------+

注：单位为亿元，截至2024年。
`

const englishTable = `
: Trade {#tbl-a}

+------+------+------+
| Area | Year | Sum  |
+======+======+======+
| East | 2013 | 1.25 |
|      +------+------+
|      | 2024 | 22.5 |
+------+------+------+
| West | 2024 | 7.75 |
+------+------+------+

Note: in hundreds of millions of yuan, as of 2024.
`

func proofreadTables(english string) (out []string) {
	for _, m := range proofreadFS(fstest.MapFS{
		"book.yaml":       {Data: []byte("title: {zh: 题, en: T}\nlanguages: [zh, en]\nchapters: [c]\n")},
		"content/zh/c.md": {Data: []byte("# 题\n" + chineseTable)},
		"content/en/c.md": {Data: []byte("# T\n" + english)},
	}) {
		out = append(out, fmt.Sprintf("%s %s", m.Place, m.Kind.ID))
	}
	return out
}

func TestATableIsComparedCellByCell(t *testing.T) {
	for name, c := range map[string]struct {
		change [2]string
		want   string
	}{
		"as it is":            {[2]string{"", ""}, ""},
		"a cell":              {[2]string{"| 22.5 |", "| 25.2 |"}, "content/en/c.md:10:17 number-mismatch"},
		"two cells change":    {[2]string{"| West | 2024 | 7.75 |", "| West | 7.75 | 2024 |"}, "content/en/c.md:12:10 number-mismatch content/en/c.md:12:17 number-mismatch"},
		"a note":              {[2]string{"as of 2024", "as of 2023"}, "content/en/c.md:15:46 number-mismatch"},
		"an empty cell":       {[2]string{"| 22.5 |", "|      |"}, "content/en/c.md:10:16 number-mismatch"},
		"other cells joined":  {[2]string{"|      +------+------+\n|      | 2024 | 22.5 |\n+------+------+------+\n", "+------+------+------+\n| Also | 2024 | 22.5 |\n+------+------+------+\n"}, "content/en/c.md:5:1 structure"},
		"joined, and a digit": {[2]string{"|      +------+------+\n|      | 2024 | 22.5 |\n+------+------+------+\n", "+------+------+------+\n| Also | 2024 | 22.6 |\n+------+------+------+\n"}, "content/en/c.md:5:1 structure content/en/c.md:10:17 number-mismatch"},
	} {
		english := strings.Replace(englishTable, c.change[0], c.change[1], 1)
		if got := strings.Join(proofreadTables(english), " "); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
}
