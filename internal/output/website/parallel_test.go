package website

import (
	"bytes"
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"keben/internal/book"
	"keben/internal/golden"
	"keben/internal/output/walk"
)

func TestEveryLinkLeadsSomewhereInAParallelView(t *testing.T) {
	in := parallelInput(t)
	files := build(t, in)
	checkLinks(t, files, downloads(in)...)
	in.Editions = in.Editions[2:] // nothing but the parallel edition
	in.Downloads = in.Downloads[3:]
	files = build(t, in)
	checkLinks(t, files, downloads(in)...)
	mustNotContain(t, files["zh-en/stage.html"], `class="switch"`, "../zh/")
	mustContain(t, files["index.html"], `href="zh-en/index.html"`)
}

// Every block of every chapter is in the view of its chapter, with an id that can be linked to.
func TestParallelViewHasEveryBlockOnce(t *testing.T) {
	in := parallelInput(t)
	files := build(t, in)
	for i, prefix := range []string{"", "en."} {
		for _, sec := range in.Editions[i].Sections {
			if sec.Chapter == nil {
				continue
			}
			ids := walk.Read(files["zh-en/"+sec.Slug+".html"]).IDs
			book.Walk(sec.Chapter.Blocks, book.Visitor{Block: func(b book.Block) bool {
				if _, isItem := b.(*book.Paragraph); !isItem && ids[prefix+b.Common().ID] != 1 {
					t.Errorf("%s: %s%s is there %d times", sec.Slug, prefix, b.Common().ID, ids[prefix+b.Common().ID])
				}
				return true
			}})
		}
	}
}

func TestTwinsStandInOneRow(t *testing.T) {
	page := build(t, parallelInput(t))["zh-en/stage.html"]
	_, text, _ := strings.Cut(string(page), `<div class="text"`)
	rows := strings.Split(text, `<div class="pair">`)[1:]
	both := 0
	for _, r := range rows {
		if strings.Contains(r, `id="ports"`) != strings.Contains(r, `id="en.ports"`) || strings.Contains(r, `id="tbl-trade"`) != strings.Contains(r, `id="en.tbl-trade"`) {
			t.Errorf("a heading and its twin are parted:\n%s", r)
		}
		if strings.Contains(r, `href="../zh/`) && strings.Contains(r, `href="../en/`) {
			both++
		}
	}
	if both != 7 {
		t.Errorf("%d rows have both languages", both)
	}
}

func TestWhatIsNotTranslatedIsSaidOnceForBlocksThatFollowOneAnother(t *testing.T) {
	page := build(t, parallelInput(t))["zh-en/stage.html"]
	if n := bytes.Count(page, []byte("Not translated yet")); n != 2 {
		t.Errorf("said %d times", n) // before the table and after it
	}
	mustContain(t, build(t, parallelInput(t))["zh-en/空间.html"], "This chapter has no English version yet")
}

func TestABlockWhoseTwinStandsElsewhereIsNotCalledUntranslated(t *testing.T) {
	in := parallelInput(t)
	ch := in.Editions[0].Sections[0].Chapter
	extra := words("p3", "又一段，译者把它并入了前一段。")
	extra.Twin = &book.Twin{Lang: "en", ID: "p2"}
	ch.Blocks = append(ch.Blocks, extra)
	page := string(build(t, in)["zh-en/preface.html"])
	mustNotContain(t, []byte(page), "Not translated yet")
	_, row, _ := strings.Cut(page, `id="p2"`)
	row, _, _ = strings.Cut(row, `class="pair"`)
	if !strings.Contains(row, `id="p3"`) || !strings.Contains(row, `id="en.p2"`) {
		t.Errorf("two blocks with one twin are not in one row:\n%s", row)
	}
}

func TestIdsOfTheSecondLanguageNeverMeetThoseOfTheFirst(t *testing.T) {
	in := parallelInput(t)
	ed := in.Editions[2]
	sec := &ed.Sections[0]
	sec.Chapter.Blocks = append(sec.Chapter.Blocks, words("en.p1", "作者自取的标识。"))
	labelled(ed)
	files := build(t, in)
	checkLinks(t, files, downloads(in)...)
	mustContain(t, files["zh-en/preface.html"], `id="en..p1"`, `data-prefix="en.."`)
}

func TestHeadingsLeadToTheSameSectionElsewhere(t *testing.T) {
	files := build(t, parallelInput(t))
	mustContain(t, files["zh/stage.html"], `<a href="../en/stage.html#ports" lang="en" hreflang="en" title="English">EN</a>`,
		`<a href="../zh-en/stage.html#ports" lang="zh-Hans" title="中英对照">对照</a>`)
	mustContain(t, files["en/stage.html"], `<a href="../zh-en/stage.html#ports" lang="en" title="Bilingual">Side by side</a>`)
	// What only the parallel view has besides is offered alone.
	if _, after, _ := strings.Cut(string(files["zh/空间.html"]), `id="port"`); !strings.Contains(after, `<div class="elsewhere"><a href="../zh-en/%E7%A9%BA%E9%97%B4.html#port" lang="zh-Hans" title="中英对照">对照</a></div>`) {
		t.Error("the chapter without a twin does not lead to its parallel view only")
	}
}

func TestParallelPagesAreNoLanguageAlternates(t *testing.T) {
	in := parallelInput(t)
	in.URL = "https://example.org/"
	for name, data := range build(t, in) {
		if strings.HasPrefix(name, "zh-en/") {
			mustNotContain(t, data, `rel="alternate" hreflang`)
			mustContain(t, data, `<link rel="canonical" href="https://example.org/zh-en/`)
		} else if isPage(name) && bytes.Contains(data, []byte(`<link rel="alternate"`)) {
			for _, line := range strings.Split(string(data), "\n") {
				if strings.HasPrefix(line, `<link rel="alternate"`) && strings.Contains(line, "zh-en") {
					t.Errorf("%s: %s", name, line)
				}
			}
		}
	}
}

// slowest finds the longest common subsequence of distinct keys by trying everything.
func slowest(a, b []string) int {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	best := slowest(a[1:], b)
	if j := slices.Index(b, a[0]); j >= 0 {
		best = max(best, 1+slowest(a[1:], b[j+1:]))
	}
	return best
}

func TestMergeKeepsBothOrdersAndPairsAsManyAsPossible(t *testing.T) {
	r := rand.New(rand.NewSource(4))
	for range golden.Rounds(2000) {
		keys := func() (ks []string) {
			for _, k := range r.Perm(9)[:r.Intn(9)] {
				ks = append(ks, fmt.Sprint(k))
			}
			return ks
		}
		a, b := keys(), keys()
		i, j, pairs := 0, 0, 0
		for _, m := range merge(a, b) {
			if m[0] >= 0 {
				if m[0] != i {
					t.Fatalf("%v %v: %d out of order", a, b, m[0])
				}
				i++
			}
			if m[1] >= 0 {
				if m[1] != j {
					t.Fatalf("%v %v: %d out of order", a, b, m[1])
				}
				j++
			}
			if m[0] >= 0 && m[1] >= 0 {
				pairs++
				if a[m[0]] != b[m[1]] {
					t.Fatalf("%v %v: %v are no pair", a, b, m)
				}
			}
		}
		if i != len(a) || j != len(b) || pairs != slowest(a, b) {
			t.Fatalf("%v %v: %d of %d, %d of %d, %d pairs, want %d", a, b, i, len(a), j, len(b), pairs, slowest(a, b))
		}
	}
}

func TestGlossariesStandSideBySideEachInItsOrder(t *testing.T) {
	in := parallelInput(t)
	for i, tag := range []string{"zh", "en"} {
		ch := &book.Chapter{Slug: "glossary", Lang: tag, Title: text("译名对照表")}
		for _, letter := range []string{"A", "B"} {
			h := heading("glossary-"+tag+"-"+letter, "", letter, 1)
			ch.Blocks = append(ch.Blocks, h, &book.DefinitionList{
				Head:  book.Head{ID: h.ID + "-list", Classes: []string{"glossary"}},
				Items: []book.Definition{{Terms: [][]book.Inline{text("x")}, Bodies: [][]book.Block{{words("", "y")}}}},
			})
		}
		ed := in.Editions[i]
		ed.Sections = append(ed.Sections, book.Section{Role: book.RoleGlossary, Matter: book.Back, Slug: "glossary", Title: ch.Title, Chapter: ch})
		labelled(ed)
	}
	in.Editions[2].Sections, in.Editions[2].Labels = in.Editions[0].Sections, in.Editions[0].Labels
	files := build(t, in)
	checkLinks(t, files, downloads(in)...)
	page := files["zh-en/glossary.html"]
	if n := bytes.Count(page, []byte(`<div class="ways">`)); n != 1 {
		t.Errorf("%d rows", n)
	}
	mustNotContain(t, page, "Not translated yet")
	mustNotContain(t, files["zh/glossary.html"], `class="elsewhere"`) // the letters are no sections
}
