package collate

import (
	"testing"

	"keben/internal/book"
)

func TestALinkThatCouldRunLeadsNowhereAndIsToldOf(t *testing.T) {
	for target, unsafe := range map[string]bool{
		"javascript:a()": true, "JAVA\tSCRIPT:a()": true, " vbscript:x": true, "data:text/html,x": true, "blob:null/1": true, "view-source:http://a": true,
		"https://example.org/": false, "mailto:a@b.cn": false, "tel:1": false, "javascript": false,
	} {
		link := &book.Link{Target: target, Content: t1("x")}
		_, ms := edition(made("", chapter("en", "a", "A", par(link))), "en")
		told := 0
		for _, m := range ms {
			if m.Kind == unsafeLink {
				told++
			}
		}
		if (told == 1) != unsafe {
			t.Errorf("%q: told %d times", target, told)
		}
	}
}

func TestAChapterThatIsNotTranslatedLinksToTranslatedHeadings(t *testing.T) {
	to := &book.Link{Target: "b.md#外港", Content: t1("x")}
	alone := &book.Link{Target: "b.md#内港", Content: t1("y")}
	dead := &book.Link{Target: "b.md#船坞", Content: t1("z")}
	b := made("", chapter("zh", "a", "甲", par(to, alone, dead)),
		chapter("zh", "b", "乙", head(2, "外港"), par(), head(3, "内港"), par()), chapter("en", "b", "B", head(2, "Outer harbour"), par()))
	en, ms := edition(b, "en")
	var links []*book.Link
	for _, in := range section(t, en, "a").Chapter.Blocks[0].(*book.Paragraph).Content {
		links = append(links, in.(*book.Link))
	}
	if len(links) != 3 || links[0].Slug != "b" || links[0].ID != "outer-harbour" || links[1].Slug != "b" || links[1].ID != "" || !links[2].Dead {
		t.Errorf("%+v", links)
	}
	if got := kinds(ms); got != "dead-link" {
		t.Error(got)
	}
}

func TestADeadPathIsGivenTheNearestPage(t *testing.T) {
	b := made("humanities", chapter("zh", "harbour", "甲", par(&book.Link{Target: "/docs/guide/harbor", Content: t1("x")}, &book.Link{Target: "/nowhere", Content: t1("x")})))
	_, ms := edition(b, "zh")
	if len(ms) != 2 || ms[0].Hint("en") != `did you mean "harbour.md"?` || ms[1].Hint("en") != "correct the file name or the id" {
		t.Error(ms)
	}
}
