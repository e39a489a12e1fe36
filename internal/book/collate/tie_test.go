package collate

import (
	"testing"

	"keben/internal/book"
	"keben/internal/book/twins"
)

// threefold is a book in three languages. The last paragraph has an id of its author in the second and in the third.
func threefold(second, third string) *book.Book {
	return made("humanities",
		chapter("zh", "c", "题", head(2, "甲"), said("铁路长300公里，用了12亿美元。"), said("港口2017年开工，吞吐量为450万箱。")),
		chapter("zh-Hant", "c", "題", head(2, "甲"), said("鐵路長300公里，用了12億美元。"), with(said("港口2017年開工，吞吐量爲450萬箱。"), second)),
		chapter("en", "c", "T", head(2, "A"), said("The railway is 300 kilometres long and took US$1.2 billion."),
			with(said("The port was begun in 2017 and handles 4.5 million containers."), third)))
}

// Of the ids that authors gave one block in several languages, the one that sorts first is that of the others,
// whichever language comes first and whatever order a map is in.
func TestOfTwoExplicitIDsTheFirstOfTheSortedOnesIsTheIDOfTheOthers(t *testing.T) {
	for _, given := range [][2]string{{"alpha", "beta"}, {"beta", "alpha"}} {
		for range 20 { // a map has another order each time
			b := threefold(given[0], given[1])
			for tag, want := range map[string]string{"zh": "alpha", "zh-Hant": given[0], "en": given[1]} {
				ed, ms := edition(b, tag)
				wantIDs(t, ed, "c", "a a-p1 "+want)
				if len(ms) > 0 {
					t.Error(kinds(ms))
				}
			}
			if got := IDs(b, twins.Align(b, twins.Known{}), "c")[b.Chapters["zh"]["c"].Blocks[2]]; got != "alpha" {
				t.Fatalf("ids %v: %s", given, got)
			}
		}
	}
}

func TestALinkToATwinLeadsToTheIDThatItHasInItsOwnEdition(t *testing.T) {
	for _, given := range [][2]string{{"alpha", "beta"}, {"beta", "alpha"}} {
		b := threefold(given[0], given[1])
		for _, tag := range b.Languages {
			ed, _ := edition(b, tag)
			for i, block := range section(t, ed, "c").Chapter.Blocks {
				twin := block.Common().Twin
				if twin == nil {
					t.Errorf("%s: block %d has no twin", tag, i)
					continue
				}
				other, _ := edition(b, twin.Lang)
				if is := section(t, other, "c").Chapter.Blocks[i].Common().ID; twin.ID != is {
					t.Errorf("%s: block %d leads to %s in %s, where it is %s", tag, i, twin.ID, twin.Lang, is)
				}
			}
		}
	}
}
