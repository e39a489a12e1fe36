package twins

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"keben/internal/book"
	"keben/internal/source"
)

// grown is a book of chapters whose paragraphs pair in order.
func grown(chapters int) *book.Book {
	b := &book.Book{Languages: []string{"zh", "en"}, Chapters: map[string]map[string]*book.Chapter{"zh": {}, "en": {}}}
	for i := range chapters {
		slug := fmt.Sprintf("c%02d", i)
		b.Outline = append(b.Outline, book.OutlineEntry{Role: book.RoleChapter, Matter: book.Main, Slug: slug})
		b.Chapters["zh"][slug] = grownChapter("zh", slug, 5+i%4)
		b.Chapters["en"][slug] = grownChapter("en", slug, 5+i%4)
	}
	return b
}

func grownChapter(lang, slug string, paragraphs int) *book.Chapter {
	ch := &book.Chapter{Slug: slug, Lang: lang, Source: source.New("content/"+lang+"/"+slug+".md", nil), Title: []book.Inline{&book.Text{Value: slug}}}
	for i := range paragraphs {
		s := map[string]string{"zh": "共建国家的贸易在 %d 年增长了百分之 %d，港口也在变化。", "en": "The trade of these countries grew by %[2]d per cent in %[1]d; the ports are changing."}[lang]
		ch.Blocks = append(ch.Blocks, &book.Paragraph{Content: []book.Inline{&book.Text{Value: fmt.Sprintf(s, 2000+i, 10+7*i)}}})
	}
	return ch
}

// told is everything an alignment says of a book.
func told(t *testing.T, a *Alignment, b *book.Book) string {
	t.Helper()
	var out strings.Builder
	if err := a.Dump(&out, chapters(b)); err != nil {
		t.Fatal(err)
	}
	for _, slug := range chapters(b) {
		for _, set := range a.Sets(slug) {
			for _, lang := range b.Languages {
				fmt.Fprintf(&out, "%p %s %d ", set[lang], a.State(set[lang]), a.Lacking(set[lang]))
			}
			out.WriteByte('\n')
		}
	}
	for _, m := range a.Messages() {
		fmt.Fprintln(&out, m.Place, m.Text("en"))
	}
	return out.String()
}

func TestRenewingAnUnchangedBookChangesNothing(t *testing.T) {
	b := grown(12)
	a := Align(b, Known{})
	if got, want := told(t, a.Renew(b, nil), b), told(t, a, b); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestRenewedChaptersAreAlignedAsOnesTwinsWouldBe(t *testing.T) {
	r := rand.New(rand.NewSource(5))
	b := grown(12)
	a := Align(b, Known{})
	for range 60 {
		slug := fmt.Sprintf("c%02d", r.Intn(12))
		lang := b.Languages[r.Intn(2)]
		next := *b
		next.Chapters = map[string]map[string]*book.Chapter{"zh": {}, "en": {}}
		for l, chs := range b.Chapters {
			for s, ch := range chs {
				next.Chapters[l][s] = ch
			}
		}
		switch r.Intn(3) {
		case 0:
			delete(next.Chapters[lang], slug)
		default:
			next.Chapters[lang][slug] = grownChapter(lang, slug, 3+r.Intn(8))
		}
		b = &next
		a = a.Renew(b, nil)
		// The numbers in these texts leave no doubt, so that the lexicon, which Renew does not learn anew, makes no
		// difference to who is whose twin.
		want := Align(b, Known{})
		for _, s := range chapters(b) {
			for _, l := range b.Languages {
				if ch := b.Chapters[l][s]; ch != nil {
					for _, block := range ch.Blocks {
						for _, other := range b.Languages {
							if a.Twin(block, other) != want.Twin(block, other) || a.State(block) != want.State(block) {
								t.Fatalf("%s/%s: another twin or state", l, s)
							}
						}
					}
				}
			}
		}
	}
}
