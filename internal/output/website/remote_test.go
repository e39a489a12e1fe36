package website

import (
	"strings"
	"testing"

	"keben/internal/book"
)

func withPicture(t *testing.T, src string) map[string][]byte {
	in := sampleInput(t)
	in.Asset = nil
	ed := *in.Editions[0]
	for i := range ed.Sections {
		if ch := ed.Sections[i].Chapter; ch != nil {
			own := *ch
			own.Blocks = append([]book.Block{&book.Figure{Head: book.Head{ID: "far"}, Src: src, Alt: "图"}}, own.Blocks...)
			ed.Sections[i].Chapter = &own
			break
		}
	}
	in.Editions = []*book.Edition{&ed}
	files, _, err := Build(in)
	if err != nil {
		t.Fatal(err)
	}
	return byPath(t, files)
}

func TestAPictureOnTheWebIsShownFromThereAndThePolicyAllowsIt(t *testing.T) {
	const src = "https://example.org/a%20b.png"
	files := withPicture(t, src)
	shown := 0
	for name, data := range files {
		page := string(data)
		if strings.Contains(page, `<img src="`+src+`" alt="图" loading="lazy" referrerpolicy="no-referrer">`) {
			shown++
			if !strings.Contains(page, "img-src &#39;self&#39; data: https: http:;") {
				t.Errorf("%s: the policy keeps the picture away", name)
			}
		}
	}
	if shown != 1 {
		t.Errorf("the picture is on %d pages", shown)
	}
	if h := string(files["_headers"]); !strings.Contains(h, "img-src 'self' data: https: http:;") {
		t.Error(h)
	}
}

func TestAPolicyNamesNoOtherSitesForPicturesOfTheFolder(t *testing.T) {
	for name, data := range withPicture(t, "content/a.png") {
		if strings.Contains(string(data), "data: https:") {
			t.Error(name)
		}
	}
}
