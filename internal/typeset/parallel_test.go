package typeset

import (
	"fmt"
	"math/rand"
	"strconv"
	"strings"
	"testing"

	"keben/internal/forme/bound"
	"keben/internal/geom"
)

// twinned sets a book of paragraphs in both languages, of lengths that differ, as a parallel edition.
func twinned(t *testing.T, how Parallel) *bound.Document {
	t.Helper()
	r := rand.New(rand.NewSource(6))
	var zh, en strings.Builder
	zh.WriteString("题目\n\n")
	en.WriteString("Title\n\n")
	for i := range 40 {
		if i%7 == 3 {
			fmt.Fprintf(&zh, "## 第%d节 {#s%d}\n\n", i, i)
			fmt.Fprintf(&en, "## Section %d {#s%d}\n\n", i, i)
		}
		zh.WriteString(strings.Repeat("贸易与投资的结构在变化，", 1+r.Intn(8)))
		en.WriteString(strings.Repeat("The structure of trade and investment is changing. ", 1+r.Intn(8)))
		if i%9 == 4 {
			fmt.Fprintf(&zh, "[^n%d]\n\n[^n%[1]d]: 脚注。", i)
			fmt.Fprintf(&en, "[^n%d]\n\n[^n%[1]d]: The note, which is longer than its twin.", i)
		}
		zh.WriteString("\n\n")
		en.WriteString("\n\n")
	}
	ed := sample{lang: "zh", chapters: []string{zh.String()}}.edition(t)
	twin := sample{lang: "en", chapters: []string{en.String()}}.edition(t)
	return bound.Of(setParallel(t, ed, twin, how, "16开").Document)
}

// start is where a block begins: the page and the baseline of its first text.
type start struct {
	page int
	x, y geom.Length
}

// starts finds where every paragraph begins, by language.
func starts(doc *bound.Document) map[string]map[string]start {
	out := map[string]map[string]start{"zh-Hans": {}, "en": {}}
	for i, p := range doc.Pages {
		for _, op := range p.Ops {
			if op.Run == nil || op.Tag < 0 {
				continue
			}
			e := doc.Elements[op.Tag]
			if e.Block == "" || e.Role != "P" || strings.HasPrefix(e.Block, "note-") {
				continue
			}
			if _, ok := out[op.Run.Lang][e.Block]; !ok {
				out[op.Run.Lang][e.Block] = start{i, op.At.X, op.At.Y}
			}
		}
	}
	return out
}

func TestPairedBlocksBeginOnTheSameLineOfASpread(t *testing.T) {
	doc := twinned(t, Facing)
	s := starts(doc)
	if len(s["zh-Hans"]) < 40 {
		t.Fatalf("only %d paragraphs", len(s["zh-Hans"]))
	}
	for id, zh := range s["zh-Hans"] {
		en, ok := s["en"][id]
		if !ok {
			t.Errorf("%s has no twin in print", id)
			continue
		}
		if zh.page%2 != 1 || en.page != zh.page+1 {
			t.Errorf("%s begins on sides %d and %d: not verso and recto of one spread", id, zh.page+1, en.page+1)
		}
		if d := zh.y - en.y; d > geom.Pt/20 || d < -geom.Pt/20 {
			t.Errorf("%s begins at %s and %s", id, zh.y, en.y)
		}
	}
}

// A number on a page says which side it is on: odd ones are on the right.
func TestOddFoliosAreThoseOfRectos(t *testing.T) {
	for _, how := range []Parallel{Facing, Columns, Interlinear} {
		arabic := 0
		for i, p := range twinned(t, how).Pages {
			if n, err := strconv.Atoi(p.Label); err == nil {
				arabic++
				if n%2 == i%2 {
					t.Errorf("%s: folio %d is on page %d of the file", how, n, i+1)
				}
			}
		}
		if arabic == 0 {
			t.Errorf("%s: no folios", how)
		}
	}
}

func TestColumnsStandBesideEachOther(t *testing.T) {
	s := starts(twinned(t, Columns))
	for id, zh := range s["zh-Hans"] {
		en := s["en"][id]
		if en.page != zh.page || en.x <= zh.x {
			t.Errorf("%s begins on page %d at %s and on page %d at %s", id, zh.page, zh.x, en.page, en.x)
		}
		if d := zh.y - en.y; d > geom.Pt/20 || d < -geom.Pt/20 {
			t.Errorf("%s begins at %s and %s", id, zh.y, en.y)
		}
	}
}

func TestInterlinearTwinFollowsItsBlock(t *testing.T) {
	s := starts(twinned(t, Interlinear))
	for id, zh := range s["zh-Hans"] {
		en := s["en"][id]
		if en.page < zh.page || en.page > zh.page+1 || en.page == zh.page && en.y <= zh.y {
			t.Errorf("%s begins on page %d at %s and on page %d at %s", id, zh.page, zh.y, en.page, en.y)
		}
	}
}
