package pdf

import (
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
	"testing"

	"keben/internal/draw"
	"keben/internal/forme"
	"keben/internal/geom"
)

// characters are some that the text face has, from the beginning of the block of ideographs.
func characters(t testing.TB, n int) []rune {
	song := face(t, "Song-Regular")
	var han []rune
	for r := rune(0x4e00); len(han) < n; r++ {
		if _, ok := song.GID(r); ok {
			han = append(han, r)
		}
	}
	return han
}

// rare are the seeds of chapters with a character that no other chapter has.
const rare = 100

// setChapter sets a chapter of the book of book: full pages of text in 3,000 different characters, justified, with
// Latin words, a link and a note on each page.
func setChapter(t testing.TB, n, pages int, seed uint64) *forme.Part {
	random := rand.New(rand.NewPCG(uint64(n), seed))
	han := characters(t, 3000)
	b := newBuilder(t)
	sect := b.element(-1, "Sect")
	for page := range pages {
		b.page("")
		b.size, b.font = 10*geom.Pt, "Song-Regular"
		var p int32
		for line := range 34 {
			if line%6 == 0 {
				p = b.element(sect, "P")
			}
			text := make([]rune, 30)
			for i := range text {
				text[i] = han[random.IntN(len(han))]
			}
			if seed >= rare && line == 0 {
				text[0] = characters(t, 3000+int(seed))[3000+int(seed)-1]
			}
			b.font = "Song-Regular"
			x := b.put(p, 40*geom.Pt, string(text))
			b.font = "Serif-Regular"
			if line%12 == 5 {
				link := b.element(p, "Link")
				end := b.put(link, x, "efficient")
				b.link(link, x, end, forme.Link{Dest: fmt.Sprintf("note-%d-%d", n, page), Text: "a note"})
			} else {
				b.put(p, x, " growth")
			}
			b.y += 14 * geom.Pt
		}
		note := b.add(sect, forme.Element{Role: "Note", ID: fmt.Sprintf("note-%d-%d", n, page)})
		b.put(b.element(note, "P"), 40*geom.Pt, "of office")
	}
	for i := range b.part.Bodies {
		for _, op := range b.part.Bodies[i].Ops {
			for k := range op.Run.Glyphs {
				op.Run.Glyphs[k].X += geom.Length(k) * geom.Pt / 37
			}
		}
	}
	return b.part
}

// bound puts parts together to a book with folios, bookmarks and a destination for each note.
func bound(t testing.TB, parts []*forme.Part) *forme.Document {
	b := newBuilder(t)
	doc := b.doc
	doc.Parts = parts
	size := geom.Size{W: 148 * geom.Mm, H: 210 * geom.Mm}
	for n, part := range parts {
		if len(doc.Pages)%2 == 1 {
			doc.Pages = append(doc.Pages, forme.Page{Trim: size})
		}
		doc.Dests[fmt.Sprint("chapter-", n)] = forme.Dest{Page: len(doc.Pages)}
		doc.Outline = append(doc.Outline, forme.Bookmark{Title: fmt.Sprintf("第 %d 章", n), Dest: fmt.Sprint("chapter-", n)})
		for i := range part.Bodies {
			at := geom.Point{X: geom.Length(60-10*(len(doc.Pages)%2)) * geom.Pt, Y: 50 * geom.Pt}
			label := strconv.Itoa(len(doc.Pages) + 1)
			doc.Dests[fmt.Sprintf("note-%d-%d", n, i)] = forme.Dest{Page: len(doc.Pages), At: at}
			doc.Pages = append(doc.Pages, forme.Page{
				Trim: size, Label: label, Part: part, Body: i, At: at,
				Around: []draw.Op{
					{Tag: draw.Artifact, At: geom.Point{X: at.X, Y: 30 * geom.Pt}, Run: b.run(fmt.Sprintf("第 %d 章", n))},
					{Tag: draw.Artifact, At: geom.Point{X: at.X, Y: 570 * geom.Pt}, Run: b.run(label)},
				},
			})
		}
	}
	return doc
}

// book has forty chapters, so 400 pages.
func book(t testing.TB) []*forme.Part {
	var parts []*forme.Part
	for n := range 40 {
		parts = append(parts, setChapter(t, n, 10, 0))
	}
	return parts
}

// longBook is a book of one part.
func longBook(t testing.TB, pages int) *forme.Document {
	return bound(t, []*forme.Part{setChapter(t, 0, pages, 0)})
}

func BenchmarkWrite(b *testing.B) {
	doc := bound(b, book(b))
	for _, procs := range []int{1, 2} {
		b.Run(fmt.Sprintf("procs=%d", procs), func(b *testing.B) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
			b.ReportAllocs()
			var n counter
			for b.Loop() {
				n = counter{}
				if err := Write(&n, doc, Options{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n.n)/1e6, "MB-file")
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(len(doc.Pages)), "µs/page")
		})
	}
}

// BenchmarkWriteOnePartOfForty writes a book again of which one part is new, with a character that the book had not
// where rare is 1.
func BenchmarkWriteOnePartOfForty(b *testing.B) {
	for _, kind := range []uint64{0, 1} {
		parts := book(b)
		versions := [2]*forme.Part{setChapter(b, 20, 10, 1+kind*rare), setChapter(b, 20, 10, 2+kind*rare)}
		docs := [2]*forme.Document{}
		for i := range docs {
			parts[20] = versions[i]
			docs[i] = bound(b, append([]*forme.Part(nil), parts...))
		}
		for _, procs := range []int{1, 2} {
			b.Run(fmt.Sprintf("rare=%d/procs=%d", kind, procs), func(b *testing.B) {
				defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
				k := &Kept{}
				if err := Write(io.Discard, docs[1], Options{Kept: k}); err != nil {
					b.Fatal(err)
				}
				b.ReportAllocs()
				before := k.work.total()
				i := 0
				for b.Loop() {
					// What has changed is new, as it is in a session.
					fresh := *versions[i%2]
					doc := *docs[i%2]
					doc.Parts, doc.Pages = slices.Clone(doc.Parts), slices.Clone(doc.Pages)
					doc.Parts[20] = &fresh
					for p := range doc.Pages {
						if doc.Pages[p].Part == versions[i%2] {
							doc.Pages[p].Part = &fresh
						}
					}
					i++
					if err := Write(io.Discard, &doc, Options{Kept: k}); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(k.work.total()-before)/float64(b.N)/1e3, "kB-compressed")
			})
		}
	}
}

type counter struct{ n int64 }

func (c *counter) Write(b []byte) (int, error) { c.n += int64(len(b)); return len(b), nil }

// total is how many bytes were compressed.
func (w *workload) total() int64 {
	n := int64(0)
	for _, of := range [...]*work{&w.bodies, &w.patched, &w.bundles, &w.arounds, &w.pieces} {
		n += of.bytes.Load()
	}
	return n
}
