package typeset

import (
	"io/fs"
	"path"
	"strings"
	"testing"

	"keben/internal/book"
	"keben/internal/book/collate"
	"keben/internal/book/twins"
	"keben/internal/golden"
	"keben/internal/manuscript/markdown"
	"keben/internal/source"
)

// nested reads the book of an archive: outline.txt has a line a chapter, two spaces before it per level of nesting, and
// titles in both languages after the slug of one that has no file. A chapter's title is its file's first line.
func nested(t *testing.T, a *golden.Archive) (zh, en *book.Edition) {
	t.Helper()
	b := &book.Book{
		Kind: book.KindBook, Languages: []string{"zh", "en"}, Numbering: "science", Chapters: map[string]map[string]*book.Chapter{},
		Meta:    map[string]book.Meta{"zh": {Title: "山河"}, "en": {Title: "Mountains and Rivers"}},
		Outline: []book.OutlineEntry{{Role: book.RoleContents, Matter: book.Front}},
	}
	for _, line := range strings.Split(strings.TrimRight(string(a.Input("outline.txt")), "\n"), "\n") {
		f := strings.Fields(line)
		e := book.OutlineEntry{Role: book.RoleChapter, Matter: book.Main, Slug: f[0], Depth: (len(line) - len(strings.TrimLeft(line, " "))) / 2}
		if len(f) == 3 {
			e.Title = map[string]string{"zh": f[1], "en": f[2]}
		}
		b.Outline = append(b.Outline, e)
	}
	for _, l := range b.Languages {
		b.Chapters[l] = map[string]*book.Chapter{}
		files, err := fs.Glob(a.FS(), l+"/*.md")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := fs.ReadFile(a.FS(), file)
			if err != nil {
				t.Fatal(err)
			}
			title, body, _ := strings.Cut(string(text), "\n")
			src := source.New(file, text)
			doc, _ := markdown.Read(markdown.Options{Text: []byte(body), Source: src, Map: source.Tail(len(title) + 1), Lang: l})
			slug := strings.TrimSuffix(path.Base(file), ".md")
			b.Chapters[l][slug] = &book.Chapter{
				Slug: slug, Lang: l, Source: src, Title: []book.Inline{&book.Text{Value: title}}, Blocks: doc.Blocks, Notes: doc.Notes,
			}
		}
	}
	align := twins.Align(b, twins.Known{})
	zh, _ = collate.Edition(b, "zh", align)
	en, _ = collate.Edition(b, "en", align)
	return zh, en
}

func TestNestedAndUntranslatedChapters(t *testing.T) {
	golden.Run(t, "testdata/nested/*.txtar", func(t *testing.T, a *golden.Archive) {
		zh, en := nested(t, a)
		a.Want("zh", dumped(t, set(t, zh, "32开")))
		a.Want("en", dumped(t, set(t, en, "32开")))
		a.Want("facing", dumped(t, setParallel(t, zh, en, Facing, "32开")))
		t.Run("tags", func(t *testing.T) { headingsAreNested(t, zh, en) })
		t.Run("kept", func(t *testing.T) { nestedChaptersAreOfTheCopy(t, zh) })
	})
}

// headingsAreNested checks that a nested chapter opens no page, and is a section in the structure and the bookmarks.
func headingsAreNested(t *testing.T, zh, en *book.Edition) {
	for _, how := range []Parallel{"", Facing, Columns, Interlinear} {
		twin := en
		if how == "" {
			twin = nil
		}
		doc := setParallel(t, zh, twin, how, "32开").Document
		if water, rivers := doc.Dests["water"], doc.Dests["rivers"]; (how == "" || how == Facing) && (water.Page != rivers.Page || rivers.At.Y <= water.At.Y) {
			t.Errorf("%q: water is at %v, rivers at %v", how, water, rivers)
		}
		levels := map[string]string{} // of the first heading in the section of a nested chapter
		for _, p := range doc.Parts {
			for _, e := range p.Elements {
				if strings.HasPrefix(e.Role, "H") && e.Parent >= 0 && levels[p.Elements[e.Parent].Block] == "" {
					levels[p.Elements[e.Parent].Block] = e.Role
				}
			}
		}
		if levels["rivers"] != "H2" || levels["delta"] != "H3" || levels["lakes"] != "H2" {
			t.Errorf("%q: headings %v", how, levels)
		}
	}
	depths := map[string]int{}
	for _, m := range set(t, zh, "32开").Document.Outline {
		depths[m.Dest] = m.Depth
	}
	if depths["water"] != 0 || depths["rivers"] != 1 || depths["delta"] != 2 {
		t.Errorf("bookmarks %v", depths)
	}
}

// nestedChaptersAreOfTheCopy checks that a section is set again when a chapter nested in it changes.
func nestedChaptersAreOfTheCopy(t *testing.T, zh *book.Edition) {
	from := copytext{chapter: chapter{first: zh.Section("water")}, nested: []chapter{{first: zh.Section("rivers")}}}
	other := copytext{chapter: from.chapter, nested: []chapter{{first: zh.Section("lakes")}}}
	if !from.same(&from) || from.same(&other) || from.same(&copytext{chapter: from.chapter}) {
		t.Error("copies are told apart by the chapter only")
	}
}
