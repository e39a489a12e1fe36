package twins

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"keben/internal/book"
)

// chapter makes a chapter from lines of "level title" or "level title #id".
func chapter(lang, outline string) *book.Chapter {
	ch := &book.Chapter{Slug: "c", Lang: lang}
	for line := range strings.Lines(outline) {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		h := &book.Heading{Level: int(f[0][0] - '0'), Content: []book.Inline{&book.Text{Value: f[1]}}}
		if len(f) > 2 {
			h.ID, h.Explicit = f[2][1:], true
		}
		ch.Blocks = append(ch.Blocks, h, &book.Paragraph{})
	}
	return ch
}

func aligned(zh, en string) string {
	b := &book.Book{Languages: []string{"zh", "en"}, Chapters: map[string]map[string]*book.Chapter{
		"zh": {"c": chapter("zh", zh)}, "en": {"c": chapter("en", en)}}}
	var out []string
	for _, set := range Align(b, Known{}).Sets("c") {
		_, zh := set["zh"].(*book.Heading)
		_, en := set["en"].(*book.Heading)
		if !zh && !en {
			continue
		}
		text := func(lang string) string {
			if set[lang] == nil {
				return "–"
			}
			return book.Plain(set[lang].(*book.Heading).Content)
		}
		out = append(out, fmt.Sprintf("%s=%s", text("zh"), text("en")))
	}
	return strings.Join(out, " ")
}

func TestHeadingsPairByPlaceInTheSkeleton(t *testing.T) {
	for _, c := range [...]struct{ name, zh, en, want string }{
		{"equal", "2 甲\n3 乙\n2 丙", "2 A\n3 B\n2 C", "甲=A 乙=B 丙=C"},
		{"other levels, same skeleton", "2 甲\n3 乙\n2 丙", "1 A\n2 B\n1 C", "甲=A 乙=B 丙=C"},
		{"one section more inside", "2 甲\n3 乙\n3 丁\n2 丙", "2 A\n3 B\n2 C", "甲=A 乙=– 丁=– 丙=C –=B"},
		{"one section more outside: the first is likelier the first", "2 甲\n2 丙\n2 丁", "2 A\n2 C", "甲=A 丙=– 丁=– –=C"},
		{"ids are anchors", "2 甲\n2 乙 #b\n2 丙\n2 丁", "2 A\n2 X\n2 B #b\n2 C\n2 D", "甲=– 乙=B 丙=C 丁=D –=A –=X"},
		{"titles alike are anchors", "2 甲\n2 go\n2 丙\n2 丁", "2 Go\n2 C\n2 D", "甲=– go=Go 丙=C 丁=D"},
		{"an id pairs across sections", "2 甲\n3 乙 #b\n2 丙", "2 A\n2 C\n3 B #b", "甲=A 乙=B 丙=C"},
		{"different ids are different sections", "2 甲 #a\n2 乙", "2 A #x\n2 B", "甲=– 乙=B –=A"},
		{"crossed ids", "2 甲 #a\n2 乙 #b", "2 B #b\n2 A #a", "甲=A 乙=B"},
		{"none", "", "2 A", "–=A"},
	} {
		if got := aligned(c.zh, c.en); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestTwinIsMutualAndAbsentForOneLanguage(t *testing.T) {
	zh, en := chapter("zh", "2 甲"), chapter("en", "2 A")
	a := Align(&book.Book{Languages: []string{"zh", "en"}, Chapters: map[string]map[string]*book.Chapter{"zh": {"c": zh}, "en": {"c": en}}}, Known{})
	z, e := zh.Blocks[0].(*book.Heading), en.Blocks[0].(*book.Heading)
	if a.Twin(z, "en") != e || a.Twin(e, "zh") != z || a.Twin(z, "fr") != nil || a.Twin(&book.Heading{}, "en") != nil {
		t.Error("wrong twin")
	}
}

func TestTermsAreTwoHanCharactersOrAStem(t *testing.T) {
	var got []string
	eachTerm("港口的trade, ports；大Harbours", func(s string) { got = append(got, s) })
	if want := []string{"港口", "口的", "trad", "port", "harbour"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
