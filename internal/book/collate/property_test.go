package collate

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"keben/internal/book"
	"keben/internal/book/twins"
	"keben/internal/golden"
)

// randomBlocks makes blocks of all sorts with few different titles and ids, so that they collide.
func randomBlocks(r *rand.Rand, depth int) []book.Block {
	titles := []string{"甲", "Sea", "Sea", "top", "Sea p1", "……", "Land-2", "Land"}
	ids := []string{"sea", "top-p1", "fig-x", "sec-x", "land-2", "sea-p2"}
	var blocks []book.Block
	for range 1 + r.IntN(8) {
		var b book.Block
		switch n := r.IntN(9); {
		case n < 3:
			b = head(1+r.IntN(6), titles[r.IntN(len(titles))])
		case n == 3 && depth < 3:
			b = &book.Quote{Blocks: randomBlocks(r, depth+1)}
		case n == 4 && depth < 3:
			b = &book.Div{Blocks: randomBlocks(r, depth+1)}
		case n == 5 && depth < 3:
			b = &book.List{Items: []*book.Item{{Blocks: randomBlocks(r, depth+1)}, {}}}
		case n == 6:
			b = &book.Figure{Caption: t1("x")}
		default:
			b = par(&book.NoteRef{Label: fmt.Sprint(r.IntN(4))}, &book.Link{Target: "#" + titles[r.IntN(len(titles))]})
		}
		if r.IntN(4) == 0 {
			with(b, ids[r.IntN(len(ids))])
		}
		blocks = append(blocks, b)
	}
	return blocks
}

func TestWhateverTheBookEveryBlockHasItsOwnID(t *testing.T) {
	for seed := range uint64(golden.Rounds(150)) {
		r := rand.New(rand.NewPCG(seed, 1))
		b := made("science", chapter("zh", "c", "题", randomBlocks(r, 0)...), chapter("en", "c", "T", randomBlocks(r, 0)...))
		for _, chs := range b.Chapters {
			chs["c"].Notes = []book.Note{{Label: "1", Blocks: []book.Block{par(&book.NoteRef{Label: "2"})}}, {Label: "2", Blocks: []book.Block{par()}}}
		}
		align := twins.Align(b, twins.Known{})
		byBlock := map[book.Block]string{}
		for l := range b.Chapters {
			ed, _ := Edition(b, l, align)
			ch := ed.Sections[0].Chapter
			var originals []book.Block
			b.Chapters[l]["c"].Walk(book.Visitor{Block: func(b book.Block) bool { originals = append(originals, b); return true }})
			seen := map[string]bool{}
			walk(ch, book.Visitor{Block: func(b book.Block) bool {
				id := b.Common().ID
				if id == "" || seen[id] {
					t.Fatalf("seed %d, %s: id %q is empty or comes twice", seed, l, id)
				}
				if len(seen) < len(originals) { // then come the notes, in another order
					byBlock[originals[len(seen)]] = id
				}
				seen[id] = true
				if _, ok := ed.Labels["c#"+id]; !ok {
					t.Fatalf("seed %d, %s: no label for %s", seed, l, id)
				}
				return true
			}})
			depth := 0
			for _, h := range book.Headings(ch.Blocks) {
				if h.Depth < 1 || h.Depth > depth+1 {
					t.Fatalf("seed %d, %s: depth %d after %d", seed, l, h.Depth, depth)
				}
				depth = h.Depth
			}
			for i, n := range ch.Notes {
				if n.Number != 0 && n.Number != i+1 {
					t.Fatalf("seed %d, %s: note %d stands at %d", seed, l, n.Number, i)
				}
			}
		}
		for _, set := range align.Sets("c") {
			zh, en := set["zh"], set["en"]
			if zh == nil || en == nil || zh.Common().Explicit || en.Common().Explicit {
				continue
			}
			if byBlock[zh] != byBlock[en] {
				t.Fatalf("seed %d: twins have the ids %q and %q", seed, byBlock[zh], byBlock[en])
			}
		}
	}
}
