package manuscript

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/book"
	"keben/internal/budget"
	"keben/internal/dataset"
	"keben/internal/diag"
	"keben/internal/project"
)

func TestAnEmptyChapterIsToldAsEmpty(t *testing.T) {
	for text, want := range map[string][]string{"": {"chapter-empty"}, "\n \n": {"chapter-empty"}, "文\n": {"chapter-title"}, "# 甲\n": nil} {
		files := fstest.MapFS{"book.yaml": {Data: []byte("title: 书\nlanguages: [zh]\nchapters: [a]\n")}, "content/zh/a.md": {Data: []byte(text)}}
		p, _ := project.Read(files)
		d, _ := dataset.Read(files)
		_, ms := Read(files, p, d)
		var got []string
		for _, m := range ms {
			got = append(got, m.Kind.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestAChapterThatBreaksIsNamedAndTheOthersAreRead(t *testing.T) {
	files := fstest.MapFS{
		"book.yaml":       {Data: []byte("title: 书\nlanguages: [zh]\nchapters: [a, b, c]\n")},
		"content/zh/a.md": {Data: []byte("# 甲\n\n{{ nonsense }}\n")}, "content/zh/b.md": {Data: []byte("# 乙\n")}, "content/zh/c.md": {Data: []byte("# 丙\n")},
	}
	p, ms := project.Read(files)
	d, _ := dataset.Read(files)
	b, found := ReadThrough(func(s Source, read Reader) (*book.Chapter, []diag.Message) {
		if s.Slug == "b" {
			panic("planted")
		}
		return read(files)
	}, p, d)
	ms = append(ms, found...)
	if b.Chapters["zh"]["a"] == nil || b.Chapters["zh"]["b"] != nil || b.Chapters["zh"]["c"] == nil {
		t.Errorf("chapters %v", b.Chapters)
	}
	if len(ms) != 2 || ms[0].Kind.ID != "template-name" || ms[1].Place.Name() != "content/zh/b.md" || !strings.Contains(ms[1].Text("en"), "Keben itself failed on this file (at manuscript.") {
		t.Errorf("%v", ms)
	}
}

func TestAnIncludedFileThatIsTooLargeIsTold(t *testing.T) {
	files := fstest.MapFS{
		"a.md":       {Data: []byte("# 甲\n\n{{#include big.txt}}\n\n{{#include none.txt}}\n")},
		"big.txt":    {Data: make([]byte, budget.IncludedBytes.Max+1)},
		"SUMMARY.md": {Data: []byte("# Summary\n\n- [甲](a.md)\n")},
	}
	p, _ := project.Read(files)
	d, _ := dataset.Read(files)
	_, ms := Read(files, p, d)
	var got []string
	for _, m := range ms {
		if m.Kind.Severity > diag.Note {
			got = append(got, m.Place.String()+" "+m.Kind.ID)
		}
	}
	if want := []string{"a.md:3:1 include-too-large", "a.md:5:1 include-missing"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
