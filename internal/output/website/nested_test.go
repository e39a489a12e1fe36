package website

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"keben/internal/book"
	"keben/internal/golden"
)

// nestedEditions are a book of a chapter with two levels of chapters in it and a title over a chapter, in two
// languages; the English edition lacks one chapter of each kind and has the source's text instead.
func nestedEditions() (zh, en *book.Edition) {
	type place struct {
		slug, number, zh, en string
		depth                int
	}
	outline := []place{
		{"water", "1", "水", "Water", 0}, {"rivers", "1.2", "河流", "Rivers", 1}, {"delta", "1.2.1", "三角洲", "Delta", 2},
		{"lakes", "1.3", "湖泊", "", 1}, {"land", "2", "土地", "Land", 0}, {"hills", "2.1", "山丘", "Hills", 1},
	}
	made := func(tag string) *book.Edition {
		ed := &book.Edition{Name: tag, Lang: tag, Meta: book.Meta{Title: map[string]string{"zh": "山河", "en": "Mountains and Rivers"}[tag]}}
		for _, p := range outline {
			title, language, foreign := p.zh, "zh", ""
			if tag == "en" {
				if title, language = p.en, "en"; title == "" {
					title, language, foreign = p.zh, "zh", "zh"
				}
			}
			ch := &book.Chapter{Slug: p.slug, Lang: language, Title: text(title)}
			if p.slug != "land" {
				ch.Blocks = []book.Block{words("top-p1", title+"。")}
			}
			if p.slug == "water" || p.slug == "delta" || p.slug == "lakes" {
				ch.Blocks = append(ch.Blocks, heading("h", p.number+".1", "其一", 1))
			}
			ed.Sections = append(ed.Sections, book.Section{
				Role: book.RoleChapter, Matter: book.Main, Slug: p.slug, Number: p.number, Title: ch.Title, Chapter: ch, Depth: p.depth,
			})
			ed.Contents = append(ed.Contents, book.Entry{Depth: 1 + p.depth, Matter: book.Main, Number: p.number, Title: ch.Title, Slug: p.slug, Lang: foreign})
			if len(ch.Blocks) > 1 {
				ed.Contents = append(ed.Contents, book.Entry{
					Depth: 2 + p.depth, Matter: book.Main, Number: p.number + ".1", Title: text("其一"), Slug: p.slug, ID: "h", Lang: foreign,
				})
			}
		}
		return labelled(ed)
	}
	zh, en = made("zh"), made("en")
	zh.Others, en.Others = []string{"en"}, []string{"zh"}
	return zh, en
}

// mainPart is what a page has besides its head and its bar.
var mainPart = regexp.MustCompile(`(?s)<details class="contents">.*</main>|<nav class="list".*?</nav>`)

func TestPagesOfNestedAndUntranslatedChapters(t *testing.T) {
	golden.Run(t, "testdata/nested/*.txtar", func(t *testing.T, a *golden.Archive) {
		zh, en := nestedEditions()
		both := *zh
		both.Name, both.Twin = "zh-en", en
		files, msgs, err := Build(Input{Editions: []*book.Edition{zh, en, &both}, Theme: theme(t), Templates: builtin(t)})
		if err != nil || len(msgs) > 0 {
			t.Fatal(err, msgs)
		}
		pages := map[string]string{}
		for _, f := range files {
			pages[f.Path] = string(f.Data)
		}
		for _, name := range []string{"en/index.html", "en/delta.html", "en/lakes.html", "en/land.html", "zh-en/lakes.html"} {
			a.Want(name, mainPart.FindString(pages[name])+"\n")
		}
		untranslated := pages["en/lakes.html"]
		if strings.Contains(untranslated, `rel="alternate" hreflang`) || strings.Contains(pages["zh/lakes.html"], `rel="alternate" hreflang`) {
			t.Error("a page that is not translated is an alternate of its source")
		}
		if strings.Contains(pages["zh/lakes.html"], `"../en/lakes.html#h"`) {
			t.Error("a heading leads to a translation that is none")
		}
	})
}

func TestContentsOfAPageShowTheWayToANestedChapter(t *testing.T) {
	zh, _ := nestedEditions()
	files, _, err := Build(Input{Editions: []*book.Edition{zh}, Theme: theme(t), Templates: builtin(t)})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		_, beside, _ := bytes.Cut(f.Data, []byte(`<details class="contents">`))
		beside, _, _ = bytes.Cut(beside, []byte("</details>"))
		has := func(s string) bool { return bytes.Contains(beside, []byte(s)) }
		switch f.Path {
		case "zh/water.html":
			if !has(`href="#h"`) || !has(`href="rivers.html"`) || has(`delta.html`) || has("hills.html") {
				t.Errorf("beside a chapter:\n%s", beside)
			}
		case "zh/delta.html":
			if !has(`href="#h"`) || !has("water.html#h") || !has("lakes.html") || has("lakes.html#h") || has("hills.html") {
				t.Errorf("beside a nested chapter:\n%s", beside)
			}
			if n := bytes.Count(beside, []byte("aria-current")); n != 1 {
				t.Errorf("%d lines are the page's own", n)
			}
		}
	}
}

func TestOpeningANestedChapterByCutsIsWritingItOpened(t *testing.T) {
	zh, _ := nestedEditions()
	in := Input{Editions: []*book.Edition{zh}, Theme: theme(t), Templates: builtin(t), Cache: &Cache{}}
	templates, _, err := parseTemplates(in.Templates, &in.Cache.templates)
	if err != nil {
		t.Fatal(err)
	}
	s, err := newSite(in, templates)
	if err != nil {
		t.Fatal(err)
	}
	e, pages := s.editions[0], 0
	for _, g := range e.contents {
		for _, item := range g.Items {
			item.pages(func(slug string) {
				pages++
				if got, want := e.opened(item, slug), e.item(item.opened(slug, len(item.Items))); got != want {
					t.Errorf("%s:\n%s\nwant\n%s", slug, got, want)
				}
				if u := e.unfold(item); u.starts == nil {
					t.Errorf("%s is not cut", slug)
				}
			})
		}
	}
	if pages != len(zh.Sections) {
		t.Errorf("%d pages", pages)
	}
}
