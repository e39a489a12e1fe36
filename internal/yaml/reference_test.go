package yaml

import (
	"strings"
	"testing"

	"keben/internal/diag"
)

func TestReferenceExplainsEveryKeyOnce(t *testing.T) {
	part := Keyed(Key{Name: "title", Is: Words(), Required: true, For: diag.Phrase{En: "A | B.", Zh: "题。"}}).Called("part")
	s := Keyed(
		Key{Name: "kind", Is: Among("book", "report"), Default: "book", For: diag.Phrase{En: "Kind.", Zh: "类型。"}},
		Key{Name: "parts", Is: ListOf(part), For: diag.Phrase{En: "Parts.", Zh: "编。"}},
		Key{Name: "other", Is: OneOf(Words(), part), For: diag.Phrase{En: "Other.", Zh: "其他。"}},
		Key{Name: "page", Is: ByName(nil, Keyed(Key{Name: "width", Is: Lengths(1, 5, "mm"), For: diag.Phrase{En: "Width.", Zh: "宽。"}})), For: diag.Phrase{En: "Pages.", Zh: "页。"}},
	).Called("file")
	root, _ := parse("parts: []\n")
	want := strings.Join([]string{
		"| Key | Value | Unit | Range | Default | What it is for |",
		"|---|---|---|---|---|---|",
		"| `kind` | `book`, `report` |  |  | `book` | Kind. |",
		"| `parts` | a list of: `part` |  |  |  | Parts. |",
		"| `other` | text, or `part` |  |  |  | Other. |",
		"| `page` | by name: keys with values |  |  |  | Pages. |",
		"| `page.NAME.width` | a length | pt, mm, cm, in | 1mm to 5mm |  | Width. |",
		"",
		"### `part`",
		"",
		"| Key | Value | Unit | Range | Default | What it is for |",
		"|---|---|---|---|---|---|",
		"| `title` | text |  |  | required | A \\| B. |",
		"",
	}, "\n")
	if got := s.Reference(diag.English, root); got != want {
		t.Errorf("got\n%s", got)
	}
	if got := s.Reference(diag.Chinese, nil); !strings.Contains(got, "| `page.名称.width` | 长度 | pt, mm, cm, in | 1mm～5mm |  | 宽。 |") {
		t.Errorf("got\n%s", got)
	}
}
