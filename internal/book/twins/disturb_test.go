package twins

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"keben/internal/book"
	"keben/internal/dataset"
	"keben/internal/golden"
	"keben/internal/manuscript"
	"keben/internal/project"
)

func bookOf(specimens ...*specimen) *book.Book {
	b := &book.Book{Languages: []string{"zh", "en"}, Chapters: map[string]map[string]*book.Chapter{"zh": {}, "en": {}}}
	for _, s := range specimens {
		b.Outline = append(b.Outline, book.OutlineEntry{Slug: s.zh.Slug})
		b.Chapters["zh"][s.zh.Slug], b.Chapters["en"][s.en.Slug] = s.zh, s.en
	}
	return b
}

// own returns the chapters of the repository's own book, whose blocks answer each other one by one.
func own(t *testing.T) (specimens []*specimen) {
	t.Helper()
	fsys := os.DirFS("../../..")
	p, _ := project.Read(fsys)
	d, _ := dataset.Read(fsys)
	b, _ := manuscript.Read(fsys, p, d)
	for _, slug := range sortedKeys(b.Chapters["zh"]) {
		s := &specimen{zh: b.Chapters["zh"][slug].Clone(), en: b.Chapters["en"][slug].Clone(), of: map[book.Block][]book.Block{}}
		if len(s.zh.Blocks) != len(s.en.Blocks) {
			t.Fatalf("%s: %d and %d blocks", slug, len(s.zh.Blocks), len(s.en.Blocks))
		}
		for i, en := range s.en.Blocks {
			s.of[en] = []book.Block{s.zh.Blocks[i]}
		}
		specimens = append(specimens, s)
	}
	return specimens
}

// A tenth of the blocks is merged, split or moved: nearly all pairs are still found, and nearly all that are found
// are right.
func TestTwinsAreFoundThoughBlocksAreMergedSplitAndMoved(t *testing.T) {
	var there, found, right int
	for seed := range uint64(golden.Rounds(20)) {
		r := rand.New(rand.NewPCG(seed, 3))
		specimens := own(t)
		for i := range 3 {
			specimens = append(specimens, phrases{r}.specimen(fmt.Sprint("made-", i), 60+r.IntN(60)))
		}
		var in, out, good int
		for _, s := range specimens {
			s.disturb(r, .1)
		}
		a := Align(bookOf(specimens...), Known{})
		for _, s := range specimens {
			n, f, g := s.check(a)
			in, out, good = in+n, out+f, good+g
		}
		if recall, precision := float64(good)/float64(in), float64(good)/float64(out); recall < .95 || precision < .95 {
			t.Errorf("seed %d: recall %.3f, precision %.3f", seed, recall, precision)
		}
		there, found, right = there+in, found+out, right+good
	}
	recall, precision := float64(right)/float64(there), float64(right)/float64(found)
	t.Logf("of %d pairs in 20 books %.4f are found; of %d found %.4f are right", there, recall, found, precision)
	if recall < .97 || precision < .97 {
		t.Errorf("recall %.4f, precision %.4f", recall, precision)
	}
}

func TestEveryBlockOfThisRepositorysBookHasItsTwin(t *testing.T) {
	a := Align(bookOf(own(t)...), Known{})
	for _, slug := range sortedKeys(a.chapters) {
		for _, c := range a.chapters[slug] {
			for _, p := range c.Pairs {
				if len(p.A) != 1 || len(p.B) != 1 || p.Confidence < Sure {
					t.Errorf("%s %s %s: confidence %.2f", place(p.A, 0), place(p.B, 0), p.kind(0), p.Confidence)
				}
			}
		}
	}
	for _, m := range a.Messages() {
		t.Error(m.Text("en"))
	}
}

// The book of ninety-five chapters in hand takes a third of a second.
func BenchmarkAlign(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	var specimens []*specimen
	for i := range 95 {
		s := phrases{r}.specimen(fmt.Sprint("made-", i), 50)
		s.disturb(r, .1)
		specimens = append(specimens, s)
	}
	made := bookOf(specimens...)
	for b.Loop() {
		Align(made, Known{})
	}
}
