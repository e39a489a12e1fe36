package paragraph

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Each benchmark reports milliseconds for a page with warm caches: one of 16开 holds about 1,300 Han, an
// English one about 2,500 letters. The goal is a millisecond.
func benchmarkSet(b *testing.B, pieces []Piece, style *Style) {
	page := 1300.0
	if isEnglish(style) {
		page = 2500
	}
	s := newSetter()
	n := 0
	for _, p := range pieces {
		n += utf8.RuneCountInString(p.Text)
	}
	b.ReportAllocs()
	for b.Loop() {
		s.Set(pieces, style)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1e6/float64(n)*page, "ms/page")
}

func BenchmarkSetChinese(b *testing.B) {
	benchmarkSet(b, plain(b, "zh", strings.Repeat(chineseText, 4)), chinese(38))
}

func BenchmarkSetEnglish(b *testing.B) {
	benchmarkSet(b, plain(b, "en", strings.Repeat(englishText+" ", 4)), english(340))
}

func BenchmarkSetNarrowCell(b *testing.B) {
	st := chinese(6)
	st.Align = Left
	benchmarkSet(b, plain(b, "zh", "国家开发银行（China Development Bank）"), st)
}
