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
		Key{Name: "rows", Is: ByName(nil, ListOf(Keyed(Key{Name: "size", Is: Words(), For: diag.Phrase{En: "Size.", Zh: "大小。"}}))), For: diag.Phrase{En: "Rows.", Zh: "行。"}},
		Key{Name: "other", Is: OneOf(Words(), part), For: diag.Phrase{En: "Other.", Zh: "其他。"}},
		Key{Name: "page", Is: ByName(nil, Keyed(Key{Name: "width", Is: Lengths(1, 5, "mm"), For: diag.Phrase{En: "Width.", Zh: "宽。"}})), For: diag.Phrase{En: "Pages.", Zh: "页。"}},
	).Called("file")
	root, _ := parse("parts: []\n")
	want := strings.Join([]string{
		"`kind`\n:   Kind. Value: `book`, `report`. Default: `book`.\n",
		"`parts`\n:   Parts. Value: a list of: `part`.\n",
		"`rows`\n:   Rows. Value: by name: a list of: the keys below.\n",
		"`rows.*[].size`\n:   Size. Value: text.\n",
		"`other`\n:   Other. Value: text, or `part`.\n",
		"`page`\n:   Pages. Value: by name: the keys below.\n",
		"`page.*.width`\n:   Width. Value: a length, 1mm to 5mm.\n",
		"## `part` {#file-part}\n",
		"`title`\n:   A | B. Value: text. Required.\n",
	}, "\n")
	if got := s.Reference(diag.English, root); got != want {
		t.Errorf("got\n%s", got)
	}
	if got := s.Reference(diag.Chinese, nil); !strings.Contains(got, "`page.*.width`\n:   宽。值：长度，1mm～5mm。\n") {
		t.Errorf("got\n%s", got)
	}
}
