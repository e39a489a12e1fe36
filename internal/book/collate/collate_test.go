package collate

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keben/internal/book"
	"keben/internal/book/twins"
	"keben/internal/diag"
	"keben/internal/source"
)

// The tests build chapters by hand, in a few words a block.

func t1(s string) []book.Inline { return []book.Inline{&book.Text{Value: s}} }

func head(level int, title string) *book.Heading {
	return &book.Heading{Level: level, Content: t1(title)}
}

func par(ins ...book.Inline) *book.Paragraph {
	if ins == nil {
		ins = t1("text")
	}
	return &book.Paragraph{Content: ins}
}

// with gives a block an id of the author's.
func with[B book.Block](b B, id string) B {
	b.Common().ID, b.Common().Explicit = id, true
	return b
}

func chapter(lang, slug, title string, blocks ...book.Block) *book.Chapter {
	return &book.Chapter{Slug: slug, Lang: lang, Source: source.New("content/"+lang+"/"+slug+".md", nil), Title: t1(title), Blocks: blocks}
}

// made makes a book of chapters in the main matter, in the order given; the languages are those of the chapters.
func made(numbering string, chapters ...*book.Chapter) *book.Book {
	b := &book.Book{Kind: book.KindBook, Numbering: numbering, Meta: map[string]book.Meta{}, Chapters: map[string]map[string]*book.Chapter{}}
	listed := map[string]bool{}
	for _, ch := range chapters {
		if b.Chapters[ch.Lang] == nil {
			b.Chapters[ch.Lang] = map[string]*book.Chapter{}
			b.Languages = append(b.Languages, ch.Lang)
		}
		b.Chapters[ch.Lang][ch.Slug] = ch
		if !listed[ch.Slug] {
			b.Outline = append(b.Outline, book.OutlineEntry{Role: book.RoleChapter, Matter: book.Main, Slug: ch.Slug})
			listed[ch.Slug] = true
		}
	}
	return b
}

func edition(b *book.Book, lang string) (*book.Edition, []diag.Message) {
	return Edition(b, lang, twins.Align(b, twins.Known{}))
}

func section(t *testing.T, ed *book.Edition, slug string) *book.Section {
	t.Helper()
	for i := range ed.Sections {
		if ed.Sections[i].Slug == slug {
			return &ed.Sections[i]
		}
	}
	t.Fatalf("no section %s", slug)
	return nil
}

func ids(ch *book.Chapter) string {
	var out []string
	walk(ch, book.Visitor{Block: func(b book.Block) bool { out = append(out, b.Common().ID); return true }})
	return strings.Join(out, " ")
}

func wantIDs(t *testing.T, ed *book.Edition, slug, want string) {
	t.Helper()
	if got := ids(section(t, ed, slug).Chapter); got != want {
		t.Errorf("%s: ids %s\nwant     %s", ed.Lang, got, want)
	}
}

func kinds(ms []diag.Message) string {
	var out []string
	for _, m := range ms {
		out = append(out, m.Kind.ID)
	}
	return strings.Join(out, " ")
}

func TestTwinsShareTheIDOfTheEnglishText(t *testing.T) {
	b := made("humanities",
		chapter("zh", "c", "题", par(), head(2, "走廊"), par(), par(), head(2, "独有"), head(3, "内"), par()),
		chapter("en", "c", "T", par(), head(2, "Corridors"), par(), par(), head(2, "Alone"), head(3, "Inside"), par()))
	want := "top-p1 corridors corridors-p1 corridors-p2 alone inside inside-p1"
	for _, l := range []string{"zh", "en"} {
		ed, ms := edition(b, l)
		wantIDs(t, ed, "c", want)
		if len(ms) > 0 {
			t.Error(kinds(ms))
		}
	}
	ed, _ := edition(b, "zh")
	if twin := ed.Sections[0].Chapter.Blocks[1].Common().Twin; twin == nil || twin.Lang != "en" || twin.Place.Name() != "content/en/c.md" {
		t.Errorf("twin %+v", twin)
	}
}

func TestHeadingWithoutTwinIsNamedByItsOwnText(t *testing.T) {
	b := made("humanities", chapter("zh", "c", "题", head(2, "新阶段的“新愿景”"), par()))
	ed, _ := edition(b, "zh")
	wantIDs(t, ed, "c", "新阶段的新愿景 新阶段的新愿景-p1")
}

func TestCollidingIDsAreNumberedAlikeInAllLanguages(t *testing.T) {
	b := made("humanities",
		chapter("zh", "c", "题", head(2, "结语一"), with(par(), "summary"), head(2, "结语二"), par()),
		chapter("en", "c", "T", head(2, "Summary"), with(par(), "summary"), head(2, "Summary"), par()))
	for _, l := range []string{"zh", "en"} {
		ed, ms := edition(b, l)
		wantIDs(t, ed, "c", "summary-2 summary summary-3 summary-3-p1")
		if len(ms) > 0 {
			t.Error(kinds(ms))
		}
	}
}

func TestExplicitIDOfEitherTwinIsTheIDOfBoth(t *testing.T) {
	b := made("humanities",
		chapter("zh", "c", "题", with(head(2, "甲"), "sec-a"), head(2, "乙")),
		chapter("en", "c", "T", head(2, "A"), with(head(2, "B"), "sec-b")))
	for _, l := range []string{"zh", "en"} {
		ed, _ := edition(b, l)
		wantIDs(t, ed, "c", "sec-a sec-b")
	}
}

func TestDuplicateExplicitIDIsReportedAndMadeUnique(t *testing.T) {
	b := made("humanities", chapter("en", "c", "T", with(par(), "x"), with(par(), "x"),
		par(&book.Span{ID: "x", Content: t1("s")})))
	ed, ms := edition(b, "en")
	wantIDs(t, ed, "c", "x x-2 top-p3")
	if got := kinds(ms); got != "duplicate-id duplicate-id" {
		t.Error(got)
	}
}

func TestBlocksInsideBlocksCountInTheSection(t *testing.T) {
	ch := chapter("en", "c", "T", head(2, "S"),
		&book.List{Items: []*book.Item{{Blocks: []book.Block{par()}}, {Blocks: []book.Block{par()}}}},
		&book.Quote{Blocks: []book.Block{head(2, "Said"), par()}}, par())
	ch.Notes = []book.Note{{Label: "1", Blocks: []book.Block{par()}}}
	ch.Abstract = []book.Block{par()}
	ed, _ := edition(made("humanities", ch), "en")
	wantIDs(t, ed, "c", "abstract-p1 s s-p1 s-p2 s-p3 s-p4 s-p5 s-p6 said s-p7 s-p8 note-1-p1")
	if h := section(t, ed, "c").Chapter.Blocks[2].(*book.Quote).Blocks[0].(*book.Heading); h.Number != "" || h.Depth != 0 {
		t.Errorf("the quoted heading is numbered %q", h.Number)
	}
}

func TestCollationLeavesTheBookAlone(t *testing.T) {
	b := made("humanities", chapter("zh", "c", "题", head(2, "甲"), par(&book.Link{Target: "#甲"}, &book.NoteRef{Label: "1"})),
		chapter("en", "c", "T", head(2, "A"), par()))
	b.Chapters["zh"]["c"].Notes = []book.Note{{Label: "2"}, {Label: "1", Blocks: []book.Block{par()}}}
	before := b.Chapters["zh"]["c"].Clone()
	edition(b, "zh")
	if d := cmp.Diff(before, b.Chapters["zh"]["c"]); d != "" {
		t.Error(d)
	}
}

func TestCollationIsRepeatable(t *testing.T) {
	b := made("science",
		chapter("zh", "c", "题", head(2, "甲"), par(), head(2, "乙"), par(&book.Ref{Target: "fig-no"}, &book.Link{Target: "d.md"})),
		chapter("en", "c", "T", head(2, "A"), par(), head(2, "A"), par()))
	first, ms := edition(b, "zh")
	for range 10 {
		again, ms2 := edition(b, "zh")
		if !reflect.DeepEqual(first, again) || fmt.Sprint(ms) != fmt.Sprint(ms2) {
			t.Fatal("two collations differ")
		}
	}
}

func outline(ed *book.Edition) string {
	var out []string
	for _, s := range ed.Sections {
		out = append(out, strings.TrimSpace(s.Number+" "+book.Plain(s.Title)))
		if s.Chapter == nil {
			continue
		}
		for _, h := range book.Headings(s.Chapter.Blocks) {
			out = append(out, strings.Repeat(".", h.Depth)+strings.TrimSpace(h.Number+" "+book.Plain(h.Content)))
		}
	}
	return strings.Join(out, "|")
}

func TestNumberingSchemes(t *testing.T) {
	unnumbered := head(2, "末")
	unnumbered.Unnumbered = true
	chapters := func(l string) []*book.Chapter {
		return []*book.Chapter{
			chapter(l, "a", "甲", head(2, "一"), head(3, "二"), head(5, "三"), head(3, "四"), head(2, "五"), unnumbered, head(3, "下")),
			chapter(l, "b", "乙", head(3, "一"), head(2, "二")),
		}
	}
	for _, c := range [...]struct{ scheme, lang, want string }{
		{"humanities", "zh", "第一章 甲|.一、 一|..（一） 二|...1. 三|..（二） 四|.二、 五|.末|..下|第二章 乙|.一、 一|.二、 二"},
		{"", "zh", "第一章 甲|.一、 一|..（一） 二|...1. 三|..（二） 四|.二、 五|.末|..下|第二章 乙|.一、 一|.二、 二"},
		{"humanities", "en", "Chapter 1 甲|.I. 一|..A. 二|...1. 三|..B. 四|.II. 五|.末|..下|Chapter 2 乙|.I. 一|.II. 二"},
		{"science", "zh", "第1章 甲|.1.1 一|..1.1.1 二|...1.1.1.1 三|..1.1.2 四|.1.2 五|.末|..下|第2章 乙|.2.1 一|.2.2 二"},
		{"none", "zh", "甲|.一|..二|...三|..四|.五|.末|..下|乙|.一|.二"},
	} {
		ed, _ := edition(made(c.scheme, chapters(c.lang)...), c.lang)
		if got := outline(ed); got != c.want {
			t.Errorf("%s %s: %s\nwant %s", c.scheme, c.lang, got, c.want)
		}
	}
}

func TestMattersPartsAndAppendices(t *testing.T) {
	b := made("science", chapter("zh", "preface", "前言", head(2, "缘起")), chapter("zh", "a", "甲", head(2, "一")),
		chapter("zh", "b", "乙"), chapter("zh", "appendix-data", "数据", head(2, "来源")), chapter("zh", "afterword", "后记"))
	b.Outline = []book.OutlineEntry{
		{Role: book.RolePreface, Matter: book.Front, Slug: "preface"},
		{Role: book.RoleContents, Matter: book.Front, Slug: "contents"},
		{Role: book.RolePart, Matter: book.Main, Slug: "part-1", Title: map[string]string{"zh": "上"}},
		{Role: book.RoleChapter, Matter: book.Main, Slug: "a"},
		{Role: book.RolePart, Matter: book.Main, Slug: "part-2", Title: map[string]string{"zh": "下"}},
		{Role: book.RoleChapter, Matter: book.Main, Slug: "b"},
		{Role: book.RoleAppendix, Matter: book.Back, Slug: "appendix-data"},
		{Role: book.RoleAppendix, Matter: book.Back, Slug: "afterword"},
		{Role: book.RoleIndex, Matter: book.Back, Slug: "index"},
		{Role: book.RoleChapter, Matter: book.Main, Slug: "absent"},
		{Role: book.RoleColophon, Matter: book.Back, Slug: "colophon"},
	}
	ed, ms := edition(b, "zh")
	want := "前言|.缘起|目录|第一编 上|第1章 甲|.1.1 一|第二编 下|第2章 乙|附录 数据|.A.1 来源|后记|版权信息"
	if got := outline(ed); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if got := kinds(ms); got != "empty-section" {
		t.Error(got)
	}
	var toc []string
	for _, e := range ed.Contents {
		toc = append(toc, fmt.Sprint(e.Depth, book.Plain(e.Title)))
	}
	if got, want := strings.Join(toc, " "), "1前言 0上 1甲 2一 0下 1乙 1数据 2来源 1后记 1版权信息"; got != want {
		t.Errorf("contents %s\nwant     %s", got, want)
	}
}

func TestChapterWithoutTranslationIsThereInTheSourcesText(t *testing.T) {
	b := made("humanities", chapter("zh", "a", "甲", par(&book.Link{Target: "b.md"})), chapter("zh", "b", "乙"), chapter("en", "a", "A", par(&book.Link{Target: "b.md", Content: t1("b")})))
	zh, _ := edition(b, "zh")
	en, ms := edition(b, "en")
	if len(zh.Sections) != 2 || len(en.Sections) != 2 || zh.Untranslated(&zh.Sections[1]) || !en.Untranslated(&en.Sections[1]) {
		t.Errorf("%d and %d sections", len(zh.Sections), len(en.Sections))
	}
	if got := en.Sections[1].Number + " " + book.Plain(en.Sections[1].Title); got != "Chapter 2 乙" {
		t.Error(got)
	}
	if got := fmt.Sprint(zh.Sections[0].Twins, zh.Sections[1].Twins, zh.Others, en.Others); got != "[en] [] [en] [zh]" {
		t.Error(got)
	}
	if len(ms) > 0 {
		t.Error(kinds(ms))
	}
}

func TestNotesAreNumberedByFirstMark(t *testing.T) {
	ref := func(label string) *book.NoteRef { return &book.NoteRef{Label: label} }
	ch := chapter("en", "c", "T",
		par(ref("b"), ref("gone")),
		&book.Table{Caption: []book.Inline{ref("c")}, Groups: []book.Group{{Rows: []book.Row{{{Content: []book.Inline{&book.Emph{Content: []book.Inline{ref("a")}}}}}}}}},
		par(ref("b"), ref("e")))
	ch.Title = []book.Inline{&book.Text{Value: "T"}, ref("title")}
	for _, l := range []string{"a", "b", "c", "d", "e", "title"} {
		ch.Notes = append(ch.Notes, book.Note{Label: l, Blocks: []book.Block{par()}})
	}
	ch.Notes[1].Blocks = []book.Block{par(ref("e"), ref("b"))} // a note with marks in it, one of them its own
	ed, _ := edition(made("humanities", ch), "en")
	var got []string
	for _, n := range section(t, ed, "c").Chapter.Notes {
		got = append(got, fmt.Sprintf("%s=%d", n.Label, n.Number))
	}
	if s, want := strings.Join(got, " "), "title=1 b=2 e=3 c=4 a=5 d=0"; s != want {
		t.Errorf("%s, want %s", s, want)
	}
	walk(section(t, ed, "c").Chapter, book.Visitor{Run: func(_ book.Block, run []book.Inline) {
		book.WalkInlines(run, func(in book.Inline) {
			if r, ok := in.(*book.NoteRef); ok && (r.Number == 0) != (r.Label == "gone") {
				t.Errorf("mark %s has number %d", r.Label, r.Number)
			}
		})
	}})
	if title := ed.Contents[0].Title; len(title) != 1 {
		t.Error("the contents show a note mark")
	}
}

func TestFiguresAndTablesAreNumberedByChapter(t *testing.T) {
	fig := func(caption string) *book.Figure { return &book.Figure{Caption: t1(caption)} }
	chapters := []*book.Chapter{
		chapter("zh", "a", "甲", fig("x"), &book.Figure{Src: "bare.png"}, with(&book.Figure{}, "fig-bare"), &book.Table{Caption: t1("t")},
			&book.Quote{Blocks: []book.Block{fig("y")}}),
		chapter("zh", "b", "乙", fig("z")),
	}
	numbers := func(b *book.Book) string {
		ed, _ := edition(b, "zh")
		var out []string
		for _, s := range ed.Sections {
			book.Walk(s.Chapter.Blocks, book.Visitor{Block: func(b book.Block) bool {
				switch b := b.(type) {
				case *book.Figure:
					out = append(out, b.Number)
				case *book.Table:
					out = append(out, b.Number)
				}
				return true
			}})
		}
		return strings.Join(out, "|")
	}
	if got, want := numbers(made("humanities", chapters...)), "图 1-1||图 1-2|表 1-1|图 1-3|图 2-1"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := numbers(made("none", chapters...)), "图 1||图 2|表 1|图 3|图 4"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestReferencesReadByWhereTheyStand(t *testing.T) {
	ref := func(id string) *book.Ref { return &book.Ref{Target: id} }
	make := func(l, scheme string) (*book.Book, []*book.Ref) {
		refs := []*book.Ref{ref("fig-x"), ref("sec-b"), ref("sec-a"), ref("fig-y"), ref("nothing")}
		return made(scheme,
			chapter(l, "a", "甲", with(head(2, "Apples"), "sec-a"), par(refs[0], refs[1], refs[2], refs[3], refs[4])),
			chapter(l, "b", "乙", with(head(2, "Pears"), "sec-b"), with(&book.Figure{Caption: t1("x")}, "fig-x"))), refs
	}
	for _, c := range [...]struct{ lang, scheme, want string }{
		{"zh", "humanities", "图 2-1|第二章“Pears”一节|“Apples”一节||"},
		{"en", "humanities", "Figure 2.1|“Pears” in Chapter 2|“Apples”||"},
		{"zh", "science", "图 2-1|第 2.1 节|第 1.1 节||"},
		{"en", "none", "Figure 1|“Pears” in “乙”|“Apples”||"},
	} {
		b, _ := make(c.lang, c.scheme)
		ed, ms := edition(b, c.lang)
		var out []string
		for _, in := range section(t, ed, "a").Chapter.Blocks[1].(*book.Paragraph).Content {
			r := in.(*book.Ref)
			out = append(out, r.Text)
			if r.Dead != (r.Text == "") {
				t.Errorf("@%s: dead %v, text %q", r.Target, r.Dead, r.Text)
			}
		}
		if got := strings.Join(out, "|"); got != c.want {
			t.Errorf("%s %s: %s, want %s", c.lang, c.scheme, got, c.want)
		}
		if got := kinds(ms); got != "dead-reference dead-reference" || ms[0].Hint("en") != "did you mean @fig-x?" {
			t.Error(got, ms[0].Hint("en"))
		}
	}
}

func TestLinksIntoTheBook(t *testing.T) {
	link := func(target string) *book.Link { return &book.Link{Target: target, Content: t1("x")} }
	targets := []struct{ target, want string }{
		{"b.md", "b#"}, {"./b.md#pears", "b#pears"}, {"../en/b.md", "b#"}, {"#apples", "a#apples"}, {"#", "a#"},
		{"chapter:b", "b#"}, {"chapter:b#pears", "b#pears"}, {"b.md?x=1#pears", "b#pears"},
		{"https://x.org/b.md", "#"}, {"/b.md", "b#"}, {"/content/zh/b", "b#"}, {"mailto:a@b.md", "#"}, {"//x.org/b.md", "#"}, {"data.csv", "dead"}, {"", "dead"}, {"/nowhere", "dead"},
		{"#%E8%8B%B9%E6%9E%9C", "a#apples"}, {"#Apples", "a#apples"},
		{"c.md", "dead"}, {"b.md#peers", "dead"}, {"#nope", "dead"}, {"chapter:nope", "dead"}, {"../../x.md", "dead"},
	}
	var ins []book.Inline
	for _, c := range targets {
		ins = append(ins, link(c.target))
	}
	b := made("humanities", chapter("zh", "a", "甲", head(2, "苹果"), par(ins...)), chapter("zh", "b", "乙", head(2, "梨")),
		chapter("en", "a", "A", head(2, "Apples")), chapter("en", "b", "B", head(2, "Pears")))
	ed, ms := edition(b, "zh")
	for i, in := range section(t, ed, "a").Chapter.Blocks[1].(*book.Paragraph).Content {
		n := in.(*book.Link)
		got := n.Slug + "#" + n.ID
		if n.Dead {
			got = "dead"
		}
		if got != targets[i].want {
			t.Errorf("%q leads to %s, want %s", targets[i].target, got, targets[i].want)
		}
	}
	if len(ms) != 8 || ms[4].Hint("en") != `did you mean "b.md#pears"?` {
		t.Error(kinds(ms), ms[1].Hint("en"))
	}
}

func TestLinkWithoutTextReadsAsItsTarget(t *testing.T) {
	b := made("humanities", chapter("zh", "a", "甲", par(&book.Link{Target: "b.md"})), chapter("zh", "b", "乙"))
	ed, _ := edition(b, "zh")
	n := section(t, ed, "a").Chapter.Blocks[0].(*book.Paragraph).Content[0].(*book.Link)
	if got := book.Plain(n.Content); got != "第二章" {
		t.Error(got)
	}
}

func TestArticleHasItsTitleFromEitherPlaceAndNoChapterNumber(t *testing.T) {
	ch := chapter("zh", "paper", "论文", head(2, "引言"), with(&book.Figure{Caption: t1("x")}, "fig-x"))
	ch.Authors = []book.Person{{Name: "某甲"}}
	b := made("humanities", ch)
	b.Kind = book.KindArticle
	ed, _ := edition(b, "zh")
	if ed.Title != "论文" || strings.Join(ed.Authors, "") != "某甲" || outline(ed) != "论文|.一、 引言" {
		t.Error(ed.Title, ed.Authors, outline(ed))
	}
	if got := ed.Labels["fig-x"].Text; got != "图 1" {
		t.Error(got)
	}
	ch.Title, ch.Authors = nil, nil
	b.Meta["zh"] = book.Meta{Title: "书题", Authors: []string{"某乙"}}
	ed, _ = edition(b, "zh")
	if s := ed.Sections[0]; book.Plain(s.Title) != "书题" || book.Plain(s.Chapter.Title) != "书题" || s.Chapter.Authors[0].Name != "某乙" {
		t.Errorf("%+v", s)
	}
}

func TestSameFigureIDInTwoChaptersIsReported(t *testing.T) {
	b := made("humanities", chapter("en", "a", "A", with(&book.Figure{}, "fig-x")), chapter("en", "b", "B", with(&book.Figure{}, "fig-x"), par(&book.Ref{Target: "fig-x"})))
	ed, ms := edition(b, "en")
	if got := kinds(ms); got != "duplicate-label" {
		t.Error(got)
	}
	if l := ed.Labels["fig-x"]; l.Slug != "a" || l.Text != "Figure 1.1" {
		t.Errorf("%+v", l)
	}
}

func TestAListOfNothingIsLeftOutWithItsPlace(t *testing.T) {
	b := made("humanities", chapter("zh", "a", "甲", par(&book.Link{Target: "chapter:figures"})), chapter("en", "a", "A"))
	src := source.New("book.yaml", []byte("front: [figures]\n"))
	b.Outline = append([]book.OutlineEntry{{Role: book.RoleFigures, Matter: book.Front, Slug: "figures", At: src.At(source.Span(8, 15))}}, b.Outline...)
	var all []diag.Message
	for _, l := range b.Languages {
		ed, ms := edition(b, l)
		if len(ed.Sections) != 1 || len(ed.Contents) != 1 {
			t.Errorf("%s: %d sections, %d entries", l, len(ed.Sections), len(ed.Contents))
		}
		all = append(all, ms...)
	}
	all = diag.Sort(all)
	if got := kinds(all); got != "empty-section dead-link" && got != "dead-link empty-section" {
		t.Fatalf("%s; want one message for both languages, and a link that leads nowhere", got)
	}
	for _, m := range all {
		if m.Kind.ID == "empty-section" && m.Place.String() != "book.yaml:1:9" {
			t.Errorf("at %v", m.Place)
		}
	}
}
