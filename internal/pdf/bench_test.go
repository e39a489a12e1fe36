package pdf

import (
	"math/rand/v2"
	"runtime"
	"testing"

	"keben/internal/geom"
)

// longBook has full pages of text in 3,000 different characters, justified, with Latin words.
func longBook(t testing.TB, pages int) *document {
	b := newBuilder(t)
	random := rand.New(rand.NewPCG(1, 2))
	song := face(t, "Song-Regular")
	var han []rune
	for r := rune(0x4e00); len(han) < 3000; r++ {
		if _, ok := song.GID(r); ok {
			han = append(han, r)
		}
	}
	for range pages {
		b.page("")
		var p int32
		for line := range 36 {
			if line%6 == 0 {
				p = b.element(0, "P")
			}
			text := make([]rune, 30)
			for i := range text {
				text[i] = han[random.IntN(len(han))]
			}
			b.font = "Song-Regular"
			x := b.put(p, 40*geom.Pt, string(text))
			b.font = "Serif-Regular"
			b.put(p, x, " growth")
			b.y += 14 * geom.Pt
		}
	}
	for i := range b.doc.Pages {
		for k := range b.doc.Pages[i].Ops {
			g := b.doc.Pages[i].Ops[k].Run.Glyphs
			for n := range g {
				g[n].X += geom.Length(n) * geom.Pt / 37
			}
		}
	}
	return b.doc
}

func BenchmarkWrite700Pages(b *testing.B) {
	doc := longBook(b, 700)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	b.ReportAllocs()
	var n int64
	for b.Loop() {
		c := counter{}
		if err := write(&c, doc, Options{}); err != nil {
			b.Fatal(err)
		}
		n = c.n
	}
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(n)/1e6, "MB-file")
	b.ReportMetric(float64(after.Sys-before.Sys)/1e6, "MB-more")
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/700, "µs/page")
}

type counter struct{ n int64 }

func (c *counter) Write(b []byte) (int, error) { c.n += int64(len(b)); return len(b), nil }
