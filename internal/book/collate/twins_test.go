package collate

import (
	"testing"

	"keben/internal/book"
	"keben/internal/book/twins"
)

func said(s string) *book.Paragraph { return par(&book.Text{Value: s}) }

// Two paragraphs here are one there, one there has no source, and one has moved to another section.
func uneven() *book.Book {
	return made("none",
		chapter("zh", "c", "题", said("第一段讲铁路，长300公里，用了12亿美元。"), said("第二段讲港口，2017年开工，吞吐量为450万箱。"),
			said("第三段讲学校，一年收480名学生，毕业以后多在当地工作。"), head(2, "附记"), said("附记讲的是1,320兆瓦的电站。")),
		chapter("en", "c", "T", said("The first is about a railway 300 kilometres long that took US$1.2 billion. The second is about a port: begun in 2017, it handles 4.5 million containers."),
			said("This is only in the translation, and it speaks of something else, namely the 77 kinds of tea."), head(2, "A Remark"),
			said("The remark is about a power station of 1,320 megawatts."),
			said("The third is about a school that takes 480 students a year; most of them afterwards work in the region.")))
}

func TestIDsAreThoseOfTheSourceWhereverTheTranslationStands(t *testing.T) {
	b := uneven()
	zh, _ := edition(b, "zh")
	en, _ := edition(b, "en")
	wantIDs(t, zh, "c", "top-p1 top-p2 top-p3 a-remark a-remark-p1")
	wantIDs(t, en, "c", "top-p1 top-p4 a-remark a-remark-p1 top-p3")
	second := zh.Sections[0].Chapter.Blocks[1].Common()
	if second.Twin == nil || second.Twin.ID != "top-p1" || second.Twin.Place.Range != en.Sections[0].Chapter.Blocks[0].Common().Range {
		t.Errorf("the twin of the second paragraph is %+v", second.Twin)
	}
	if extra := en.Sections[0].Chapter.Blocks[1].Common(); extra.Twin != nil {
		t.Errorf("the paragraph without a source has the twin %+v", extra.Twin)
	}
}

func TestATranslationOlderThanItsSourceIsMarkedStale(t *testing.T) {
	b := uneven()
	c := twins.Align(b).Chapters("c")[0]
	ids := IDs(b, twins.Align(b), "c")
	record := c.Accept(func(f *twins.Finding) bool { return true }, func(u *twins.Unit) string { return ids[u.Block] }, true).Record
	b.Chapters["zh"]["c"].Blocks[2] = said("第三段讲学校，一年收500名学生，毕业以后多在当地工作。")
	en, _ := Edition(b, "en", twins.AlignRecorded(b, map[string]*twins.Record{"content/en/c.md": record}))
	for i, block := range en.Sections[0].Chapter.Blocks {
		want := book.State("")
		if i == 4 {
			want = book.Stale
		}
		if got := block.Common().State; got != want {
			t.Errorf("block %d is %q, want %q", i, got, want)
		}
	}
}

func TestWhatIsNotTranslatedIsToldWhereItIsMissing(t *testing.T) {
	b := uneven()
	ch := b.Chapters["zh"]["c"]
	ch.Blocks = append(ch.Blocks, said("又一段，讲的是茶叶的91种喝法，没有人译。"), said("再一段，讲的是2031年的事情，也没有人译。"))
	en, _ := edition(b, "en")
	blocks := en.Sections[0].Chapter.Blocks
	if n := blocks[3].Common().Lacking; n != 2 {
		t.Errorf("%d blocks are said to be missing", n)
	}
}
