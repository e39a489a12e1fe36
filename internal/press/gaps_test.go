package press

import (
	"context"
	"keben/internal/golden"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// In print and on the web a reference's words stand as close to dashes, ellipses and quotation marks as typed ones,
// and a folded abstract is joined as the body is.
func TestNoSpaceIsLeftBesideAFullWidthMark(t *testing.T) {
	body := "又见 @fig-a ——如此。“见 @fig-a ”为证。见 @fig-a ……余略。\n\n价格\n￥100，读作\nㄅ\nㄆ。\n"
	dir := golden.Folder(t,
		"book.yaml", "title: {zh: 书}\nlanguages: [zh]\nchapters: [a]\noutputs:\n  website: {}\n  pdf: {print: {}}\n",
		"content/zh/a.md", "---\ntitle: 章\nabstract: >\n  价格\n  ￥100，读作\n  ㄅ\n  ㄆ。\n---\n\n![图](a.svg){#fig-a}\n\n"+body,
		"content/zh/a.svg", `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>`)
	res, err := Build(context.Background(), Options{Dir: dir})
	if err != nil || len(res.Messages) > 0 {
		t.Fatal(err, texts(res.Messages))
	}
	page, err := os.ReadFile(filepath.Join(res.Out, "zh", "a.html"))
	if err != nil {
		t.Fatal(err)
	}
	var galley strings.Builder
	if _, err := Dump(context.Background(), &galley, DumpOptions{Dir: dir, Stage: "galley"}); err != nil {
		t.Fatal(err)
	}
	web := tag.ReplaceAllString(string(page), "")
	for _, want := range []string{"又见图 1-1——如此。“见图 1-1”为证。见图 1-1……余略。", "价格￥100，读作ㄅㄆ。"} {
		if !strings.Contains(galley.String(), "| "+want) {
			t.Errorf("print has no %q in\n%s", want, galley.String())
		}
		if !strings.Contains(web, want) {
			t.Errorf("the website has no %q in\n%s", want, web)
		}
	}
	for where, text := range map[string]string{"print": galley.String(), "the website": web} {
		if n := strings.Count(text, "价格￥100，读作ㄅㄆ。"); n < 2 {
			t.Errorf("%s joins abstract and body %d times", where, n)
		}
	}
}

var tag = regexp.MustCompile(`<[^>]*>`)
