package website

import (
	"bytes"
	"io/fs"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/book"
	"keben/internal/golden"
	"keben/internal/output"
)

func TestASecondBuildWritesOnlyWhatDiffers(t *testing.T) {
	in := sampleInput(t)
	in.Cache = &Cache{}
	before := build(t, in)
	for name, data := range build(t, in) {
		if isPage(name) && &before[name][0] != &data[0] {
			t.Errorf("%s was written again", name)
		}
	}
	ch := in.Editions[0].Sections[0].Chapter.Clone()
	ch.Blocks = append(ch.Blocks, para("", &book.Text{Value: "新的一段"}))
	in.Editions[0].Sections[0].Chapter = ch
	again := 0
	for name, data := range build(t, in) {
		if isPage(name) && &before[name][0] != &data[0] {
			again++
		}
	}
	if again != 1 {
		t.Errorf("%d pages were written again for one paragraph", again)
	}
}

func isPage(name string) bool { return strings.HasSuffix(name, ".html") }

// What is kept must never show: a site built on what an earlier one left is the site built from nothing.
func TestTheCacheDoesNotShow(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	in := parallelInput(t)
	cache := &Cache{}
	pictures := map[string][]byte{}
	was := in.Asset
	in.Asset = func(src string) ([]byte, bool) {
		if data, ok := pictures[src]; ok {
			return data, len(data) > 0
		}
		return was(src)
	}
	own := fstest.MapFS{}
	builtin := in.Templates
	in.Templates = Overlay(own, builtin)
	names, err := fs.Glob(builtin, "parts/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for step := range golden.Rounds(120) {
		ed := in.Editions[r.Intn(len(in.Editions))]
		i := r.Intn(len(ed.Sections))
		sec := &ed.Sections[i]
		switch r.Intn(12) {
		case 0, 1, 2:
			if sec.Chapter != nil {
				sec.Chapter = sec.Chapter.Clone()
				sec.Chapter.Blocks = append(sec.Chapter.Blocks, para("", &book.Text{Value: "段"}, &book.Link{Slug: ed.Sections[0].Slug, Content: text("x")}))
			}
		case 3:
			sec.Number += "†"
		case 4:
			sec.Title = text(book.Plain(sec.Title) + "！")
		case 5:
			sec.Slug += "-b" // links that led here lead to the start page
		case 6:
			in.AllowRawHTML = !in.AllowRawHTML
		case 7:
			pictures["content/figures/trade.png"] = [][]byte{nil, []byte("one"), []byte("two")}[r.Intn(3)]
		case 8:
			name := names[r.Intn(len(names))]
			data, err := fs.ReadFile(builtin, name)
			if err != nil {
				t.Fatal(err)
			}
			own[name] = &fstest.MapFile{Data: append(slices.Clone(data), "<!-- own -->\n"...)}
		case 9:
			clear(own)
		case 10:
			ed.Title += "。"
			in.URL = []string{"", "https://example.org/b"}[r.Intn(2)]
		case 11:
			j := r.Intn(len(ed.Sections))
			ed.Sections[i], ed.Sections[j] = ed.Sections[j], ed.Sections[i]
		}
		in.Cache = nil
		want, wantMessages, err := Build(in)
		if err != nil {
			t.Fatal(err)
		}
		in.Cache = cache
		got, messages, err := Build(in)
		if err != nil {
			t.Fatal(err)
		}
		if len(messages) != len(wantMessages) {
			t.Fatalf("step %d: messages %v, want %v", step, messages, wantMessages)
		}
		if !slices.EqualFunc(got, want, func(a, b output.File) bool { return a.Path == b.Path && bytes.Equal(a.Data, b.Data) }) {
			for k := range want {
				if k < len(got) && !bytes.Equal(got[k].Data, want[k].Data) {
					t.Errorf("%s differs", want[k].Path)
				}
			}
			t.Fatalf("step %d: the sites differ", step)
		}
	}
}

func TestAFaultyTemplateLeavesNothingBehind(t *testing.T) {
	in := sampleInput(t)
	in.Cache = &Cache{}
	own := fstest.MapFS{}
	builtin := in.Templates
	in.Templates = Overlay(own, builtin)
	want := build(t, in)
	for _, bad := range []string{"{{.Nothing}}", "{{", "{{with .Chapter}}{{.Body.X}}{{end}}"} {
		own["parts/opening.html"] = &fstest.MapFile{Data: []byte(bad)}
		if files, msgs, err := Build(in); err != nil || len(files) > 0 || len(msgs) == 0 {
			t.Errorf("%s: %d files, messages %v, error %v", bad, len(files), msgs, err)
		}
		clear(own)
		for name, data := range build(t, in) {
			if !bytes.Equal(want[name], data) {
				t.Errorf("after %s: %s differs", bad, name)
			}
		}
	}
}
