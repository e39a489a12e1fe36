package typeset

import (
	"fmt"
	"math/rand"
	"regexp"
	"slices"
	"strings"
	"testing"

	"keben/internal/book"
	"keben/internal/draw"
	"keben/internal/forme/bound"
	"keben/internal/typeset/page"
)

func places(m book.Matter, roles ...book.Role) (out []book.OutlineEntry) {
	for _, r := range roles {
		out = append(out, book.OutlineEntry{Role: r, Matter: m, Slug: string(r)})
	}
	return out
}

// printedEntry is a line of a late section as it is on the page.
type printedEntry struct{ dest, text, folio string }

// printedEntries reads the lines of late sections off the pages, in the order of their elements: where the link leads,
// and the texts, of which the last is the folio.
func printedEntries(doc *bound.Document) (out []printedEntry) {
	item := func(tag int32) int32 {
		for ; tag >= 0; tag = doc.Elements[tag].Parent {
			if doc.Elements[tag].Role == "TOCI" {
				return tag
			}
		}
		return -1
	}
	texts, dests := map[int32][]string{}, map[int32]string{}
	for _, p := range doc.Pages {
		for _, op := range p.Ops {
			if op.Run == nil || op.Tag == draw.Artifact {
				continue
			}
			if i := item(op.Tag); i >= 0 {
				s := ""
				for _, g := range op.Run.Glyphs {
					s += g.Text
				}
				texts[i] = append(texts[i], s)
			}
		}
		for _, l := range p.Links {
			if i := item(l.Tag); i >= 0 {
				dests[i] = l.Dest
			}
		}
	}
	for i := range doc.Elements {
		if t := texts[int32(i)]; len(t) > 0 {
			out = append(out, printedEntry{dests[int32(i)], strings.Join(t[:len(t)-1], ""), t[len(t)-1]})
		}
	}
	return out
}

// checkFolios compares every printed folio with the label of the page where the destination stands, and looks there for
// the number of what is listed.
func checkFolios(t *testing.T, doc *bound.Document) (entries []printedEntry) {
	t.Helper()
	for _, e := range printedEntries(doc) {
		d, ok := doc.Dests[e.dest]
		if !ok {
			t.Errorf("%q leads to %q, which is nowhere", e.text, e.dest)
			continue
		}
		if want := doc.Pages[d.Page].Label; e.folio != want {
			t.Errorf("%q: printed %q, the page is %q", e.text, e.folio, want)
		}
		if number := label.FindString(e.text); number != "" && !slices.Contains(label.FindAllString(pageText(doc, d.Page), -1), number) {
			t.Errorf("%s is not on page %q", number, doc.Pages[d.Page].Label)
		}
		entries = append(entries, e)
	}
	return entries
}

// label is the number of a figure or table with its word.
var label = regexp.MustCompile(`(图|表|Figure|Table) [0-9.-]+`)

// pageText is what a page says.
func pageText(doc *bound.Document, n int) string {
	var b strings.Builder
	last := int32(draw.Artifact)
	for _, op := range doc.Pages[n].Ops {
		if op.Run == nil {
			continue
		}
		if op.Tag != last {
			b.WriteByte('\n')
		}
		last = op.Tag
		for _, g := range op.Run.Glyphs {
			b.WriteString(g.Text)
		}
	}
	return b.String()
}

// illustrated writes a chapter with figures and tables wherever they may stand.
func illustrated(r *rand.Rand, title string, n int) string {
	var b strings.Builder
	b.WriteString(title + "\n\n")
	words := func() string { return strings.Repeat("贸易与投资的结构在变化，", 1+r.Intn(30)) }
	figure := func(indent string) {
		caption := "图的题注" + strings.Repeat("，说得很长的一句", r.Intn(12)*r.Intn(2))
		fmt.Fprintf(&b, "%s![%s](a.svg)\n\n", indent, caption)
	}
	table := func(indent string, columns int) {
		row := strings.Repeat("| 数目字 ", columns) + "|\n"
		b.WriteString(indent + row + indent + strings.Repeat("|---", columns) + "|\n")
		for range 1 + r.Intn(30) {
			b.WriteString(indent + row)
		}
		b.WriteString("\n" + indent + ": 表的题注，其中有图字\n\n")
	}
	for i := range n {
		b.WriteString(words() + "\n\n")
		switch r.Intn(9) {
		case 0, 1:
			figure("")
		case 2:
			table("", 2)
		case 3:
			table("", 24) // turned
		case 4:
			b.WriteString("> " + words() + "\n>\n")
			figure("> ")
		case 5:
			b.WriteString("- " + words() + "\n\n")
			figure("  ")
			table("  ", 3)
		case 6:
			b.WriteString("::: {.callout-note}\n")
			figure("")
			b.WriteString(":::\n\n")
		case 7:
			fmt.Fprintf(&b, "注。[^n%d]\n\n[^n%[1]d]: 脚注中有图。\n\n", i)
			figure("    ")
		default:
			b.WriteString("## " + words()[:30] + "\n\n")
		}
	}
	return b.String()
}

func TestListsPrintTheFoliosOfTheirPages(t *testing.T) {
	r := rand.New(rand.NewSource(11))
	contents, figures, tables := book.RoleContents, book.RoleFigures, book.RoleTables
	for i, at := range []struct {
		front, middle, back []book.Role // middle: after the preface
	}{
		{front: []book.Role{contents, figures, tables}},
		{front: []book.Role{figures}, middle: []book.Role{contents}, back: []book.Role{tables}},
		{middle: []book.Role{tables, contents}, back: []book.Role{figures}},
		{back: []book.Role{figures, tables, contents}},
	} {
		s := sample{lang: "zh", chapters: []string{illustrated(r, "前言", 12), illustrated(r, "甲", 40), illustrated(r, "乙", 40), illustrated(r, "后记", 20)}}
		s.front = append(places(book.Front, at.front...), book.OutlineEntry{Role: book.RolePreface, Matter: book.Front, Slug: "c1"})
		s.front = append(s.front, places(book.Front, at.middle...)...)
		s.back = append(places(book.Back, at.back...), book.OutlineEntry{Role: book.RoleAppendix, Matter: book.Back, Slug: "c4"})
		ed := s.edition(t)
		res := set(t, ed, []string{"32开", "A5"}[i%2])
		doc := bound.Of(res.Document)
		for _, m := range res.Messages {
			if m.Kind == unsettled {
				t.Errorf("book %d: %s", i, m.Text("en"))
			}
		}
		want := 0
		for _, s := range ed.Sections {
			if s.Role == figures || s.Role == tables {
				want += len(s.Entries)
			}
		}
		got := map[string]int{}
		for _, e := range checkFolios(t, doc) {
			word, _, _ := strings.Cut(e.text, " ")
			got[word]++
		}
		if got["图"]+got["表"] != want || got["图"] < 30 || got["表"] < 20 {
			t.Errorf("book %d: printed %v, want %d in all", i, got, want)
		}
	}
}

func TestListsOfAParallelEditionAreInBothLanguages(t *testing.T) {
	r := rand.New(rand.NewSource(12))
	front := places(book.Front, book.RoleContents, book.RoleFigures, book.RoleTables)
	text := illustrated(r, "题目", 60)
	ed := sample{lang: "zh", chapters: []string{text}, front: front}.edition(t)
	twin := sample{lang: "en", chapters: []string{text}, front: front}.edition(t)
	for _, how := range []Parallel{Facing, Columns, Interlinear} {
		res := setParallel(t, ed, twin, how, "16开")
		got := map[string]int{}
		for _, e := range checkFolios(t, bound.Of(res.Document)) {
			word, _, _ := strings.Cut(e.text, " ")
			got[word]++
		}
		if got["图"] < 10 || got["图"] != got["Figure"] || got["表"] < 10 || got["表"] != got["Table"] {
			t.Errorf("%s: %v", how, got)
		}
	}
}

// artificial is an assembly of late sections whose lengths are functions of the folio that they print, each before a
// page that it lists, in one matter: every length moves the folios after it. totals are their lengths with blanks, by
// section and round.
func artificial(t *testing.T, lengths []func(folio string) int) (a *assembly, totals func() [][]int) {
	t.Helper()
	o := Options{
		Edition: &book.Edition{Lang: "zh"}, Kept: &Kept{},
		Brief: Brief{Theme: theme(), Trim: theme().Print.Trims["32开"], TrimName: "32开", Foundry: foundry},
	}
	specs, err := o.Kept.specs(o)
	if err != nil {
		t.Fatal(err)
	}
	a = &assembly{Options: o, ctx: t.Context(), specs: specs}
	seen := make([][]int, len(lengths))
	var late []*slot
	for i, length := range lengths {
		slug := fmt.Sprintf("t%d", i)
		s := &slot{name: fmt.Sprintf("late %d", i), late: true, counted: true}
		s.copy.first = &book.Section{Role: book.RoleFigures, Title: []book.Inline{&book.Text{Value: slug}}, Entries: []book.Entry{{Slug: slug}}}
		set := 0
		s.compose = func(b *bench) {
			if set > 0 { // its blanks are those of the last round
				seen[i] = append(seen[i], set+s.blanks)
			}
			set = length(s.copy.lists[0].folios[0])
			for range set {
				b.put(specs.first, page.Sheet{})
			}
		}
		after := &slot{name: slug, counted: true, set: &composed{sheets: []sheet{{by: specs.first, dests: []page.Dest{{Name: specs.first.dest(slug, "")}}}}}}
		late = append(late, s)
		a.slots = append(a.slots, s, after)
	}
	return a, func() [][]int {
		for i, s := range late {
			seen[i] = append(seen[i], len(s.set.sheets)+s.blanks)
		}
		return seen
	}
}

func TestLateSectionsSettleOrSaySo(t *testing.T) {
	r := rand.New(rand.NewSource(13))
	settled, failed, blank := 0, 0, 0
	for range 300 {
		lengths := make([]func(string) int, 1+r.Intn(3))
		for i := range lengths {
			table := make([]int, 40)
			for k := range table {
				table[k] = 1 + r.Intn(1+r.Intn(3))
			}
			lengths[i] = func(folio string) int {
				n := 0
				fmt.Sscan(folio, &n)
				return table[n]
			}
		}
		a, totals := artificial(t, lengths)
		a.settle()
		history := totals()
		right := true
		now := a.folios()
		for _, s := range a.slots {
			if s.late {
				right = right && s.copy.lists[0].folios[0] == now[a.specs.first.dest(s.copy.first.Entries[0].Slug, "")]
				if s.blanks > 0 {
					blank++
				}
			}
		}
		switch {
		case len(a.said) == 0 && !right:
			t.Fatal("printed folios are wrong and nothing is said")
		case len(a.said) > 1, len(a.said) == 1 && (right || a.said[0].Kind != unsettled || len(history[0]) != mostRounds):
			t.Fatalf("after %d rounds: %v", len(history[0]), a.said)
		case len(a.said) == 1:
			failed++
		default:
			settled++
		}
		for _, h := range history {
			for n := freeRounds; n < len(h); n++ {
				if h[n] < h[n-1] {
					t.Fatalf("a late section became shorter in round %d: %v", n+1, h)
				}
			}
		}
	}
	if settled < 100 || failed < 3 || blank < 3 {
		t.Errorf("%d settled, %d did not, %d with blanks: the cases are too few", settled, failed, blank)
	}
}

// Longer on an even page and shorter on an odd one has no solution; not to become shorter is one.
func TestLongerThatBecomesShorterIsEndedByABlank(t *testing.T) {
	a, totals := artificial(t, []func(string) int{func(folio string) int {
		if folio == "2" {
			return 2
		}
		return 1
	}})
	a.settle()
	if got := fmt.Sprint(totals()[0]); got != "[1 2 1 2 2]" || len(a.said) > 0 {
		t.Errorf("lengths %s, said %v", got, a.said)
	}
}
