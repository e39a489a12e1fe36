package website

import (
	"bytes"
	"strconv"
	"testing"

	"keben/internal/book"
)

// chapters is an edition of n chapters.
func chapters(n int) *book.Edition {
	ed := &book.Edition{Name: "zh", Lang: "zh", Meta: book.Meta{Title: "书"}}
	for i := range n {
		slug := "c" + strconv.Itoa(i)
		title := []book.Inline{&book.Text{Value: "章" + strconv.Itoa(i)}}
		ed.Sections = append(ed.Sections, book.Section{Slug: slug, Title: title, Role: book.RoleChapter, Matter: book.Main, Chapter: &book.Chapter{Slug: slug, Title: title}})
		ed.Contents = append(ed.Contents, book.Entry{Slug: slug, Title: title, Depth: 1, Matter: book.Main})
	}
	return labelled(ed)
}

// Twice the chapters are less than three times the bytes: beside the text of a large book stand the chapters around.
func TestASiteGrowsWithItsChapters(t *testing.T) {
	size := func(n int) (total int, files map[string][]byte) {
		in := sampleInput(t)
		in.Editions, in.Downloads = []*book.Edition{chapters(n)}, nil
		made, msgs, err := Build(in)
		if err != nil || len(msgs) != 1 || msgs[0].Kind != contentsFolded {
			t.Fatal(err, msgs)
		}
		for _, f := range made {
			total += len(f.Data)
		}
		return total, byPath(t, made)
	}
	once, _ := size(1100)
	twice, files := size(2200)
	if twice > 3*once {
		t.Errorf("from %d to %d bytes", once, twice)
	}
	for page, chapters := range map[string]int{"c0": nearBeside + 1, "c1000": 2*nearBeside + 1, "c2199": nearBeside + 1} {
		text := files["zh/"+page+".html"]
		beside := text[bytes.Index(text, []byte("<nav")):]
		beside = beside[:bytes.Index(beside, []byte("</nav>"))]
		if n := bytes.Count(beside, []byte("<li>")); n != chapters {
			t.Errorf("%s: %d chapters beside the text, want %d", page, n, chapters)
		}
		mustContain(t, beside, `<a href="`+page+`.html" aria-current="page">`)
	}
	if n := bytes.Count(files["zh/index.html"], []byte("<li>")); n < 2200 {
		t.Errorf("the start page lists %d chapters", n)
	}
}
