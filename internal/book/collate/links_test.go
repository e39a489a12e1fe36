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
