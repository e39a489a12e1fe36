package typeset

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkTable sets a table of 1000 rows of words and numbers over many pages.
func BenchmarkTable(b *testing.B) {
	var t strings.Builder
	t.WriteString("表\n| 国家 | 2013 | 2024 | 占比 | 说明 |\n|---|---|---|---|---|\n")
	for i := range 1000 {
		fmt.Fprintf(&t, "| 国家%d | %d.%d | %d | %d%% | 与共建国家贸易 |\n", i, i, i%10, i*7, i%100)
	}
	ed := sample{lang: "zh", chapters: []string{t.String()}}.edition(b)
	b.ReportAllocs()
	for b.Loop() {
		set(b, ed, "32开")
	}
}
