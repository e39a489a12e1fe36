package prose

import (
	"testing"

	"keben/internal/book"
)

func TestRowHeadsAreTheFirstCellsBelowTheHead(t *testing.T) {
	row := func() []book.Row { return []book.Row{{{Rows: 1, Cols: 1}, {Rows: 1, Cols: 1}}} }
	n := &book.Table{Groups: []book.Group{{Part: book.HeadPart, Rows: row()}, {Part: book.BodyPart, Rows: row()}}}
	n.Attrs = []book.Attr{{Key: "row-heads", Value: "1"}}
	n.Form()
	rowHeads(n)
	for part, row := range n.Rows() {
		for i, c := range row {
			if want := part == book.BodyPart && i == 0; (c.Scope == book.RowHead) != want {
				t.Errorf("part %v, cell %d: a head of its row is %v", part, i, !want)
			}
		}
	}
}

func TestTextWithinAnotherLanguageIsReadByItsRules(t *testing.T) {
	for _, c := range [...]struct {
		commonMark bool
		tag        string
		want       bool
	}{{false, "zh", true}, {false, "en", false}, {true, "zh", false}, {true, "en", false}} {
		r := &Reading{}
		r.CommonMark = c.commonMark
		leave := r.Within(c.tag)
		if r.Chinese != c.want || r.Lang != c.tag {
			t.Errorf("%+v: Chinese is %v in %s", c, r.Chinese, r.Lang)
		}
		if leave(); r.Chinese || r.Lang != "" {
			t.Errorf("%+v: behind it Chinese is %v in %s", c, r.Chinese, r.Lang)
		}
	}
}
