package press

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/diag"
	"keben/internal/project"
)

// toy is an output that writes the titles of an edition's sections, as it would be added: one row.
var toy = row{
	name:  "toy",
	asked: func(project.Outputs) bool { return true },
	ready: func(*work) ([]diag.Message, bool) { return nil, true },
	items: func(w *work) (items []item) {
		for _, ed := range w.Manuscript.Editions {
			items = append(items, item{
				Product: Product{Output: "toy", Edition: ed.Name, Path: "toy/" + ed.Name + ".txt"},
				from:    w.ordered(ed, project.PDF{}),
				make: func(context.Context, supply) (filled, error) {
					var slugs []string
					for _, s := range ed.Sections {
						slugs = append(slugs, s.Slug)
					}
					return filled{data: []byte(strings.Join(slugs, "\n")), pages: len(slugs)}, nil
				},
			})
		}
		return items
	},
	edition: func(name string) string { return strings.TrimSuffix(name, ".txt") },
}

func TestANewOutputIsOneRow(t *testing.T) {
	before := rows
	defer func() { rows = before }()
	rows = append(slices.Clip(rows), toy)
	dir := bilingual(t)
	if got := strings.Join(Outputs(), " "); got != "website pdf toy" {
		t.Errorf("outputs: %s", got)
	}
	res, err := Build(context.Background(), Options{Dir: dir, Only: []string{"toy", Website}})
	if err != nil || res.Failed(false) {
		t.Fatal(err, res.Messages)
	}
	var made []string
	for _, p := range res.Products {
		if p.Output == "toy" {
			made = append(made, p.Path)
		}
	}
	if !slices.Equal(made, []string{"toy/zh.txt", "toy/en.txt"}) || res.Products[len(res.Products)-1].Output != "toy" {
		t.Errorf("%v", res.Products)
	}
	file := filepath.Join(res.Out, "toy", "zh.txt")
	want, err := os.ReadFile(file)
	if err != nil || len(want) == 0 {
		t.Fatal(err)
	}
	if start, err := os.ReadFile(filepath.Join(res.Out, "zh", "index.html")); err != nil || !strings.Contains(string(start), "../toy/zh.txt") {
		t.Errorf("the website does not offer it: %v", err)
	}
	// A build that is asked for something else leaves it, and one that is asked for it alone leaves the website.
	for _, only := range []string{Website, "toy"} {
		if res, err = Build(context.Background(), Options{Dir: dir, Only: []string{only}, Editions: []string{"en"}}); err != nil || res.Failed(false) {
			t.Fatal(err, res.Messages)
		}
		for _, path := range []string{file, filepath.Join(res.Out, "index.html")} {
			if _, err := os.Stat(path); err != nil {
				t.Errorf("--only %s: %v", only, err)
			}
		}
	}
	s := NewSession(Options{Dir: dir})
	defer s.Close()
	p, err := s.Build(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, _, err := p.File(context.Background(), "toy/zh.txt"); err != nil || string(got) != string(want) {
		t.Errorf("on demand: %q, %v", got, err)
	}
}

func TestBookYAMLCanAskForEveryOutput(t *testing.T) {
	for _, name := range Outputs() {
		p, ms := project.Read(fstest.MapFS{
			"book.yaml":       {Data: []byte("title: 书\nlanguages: [zh]\nchapters: [a]\noutputs: {" + name + ": {}}\n")},
			"content/zh/a.md": {Data: []byte("# 章\n")},
		})
		if len(ms) > 0 {
			t.Errorf("%s: %v", name, ms)
		}
		for _, r := range rows {
			if r.asked(p.Outputs) != (r.name == name) {
				t.Errorf("outputs: {%s: {}} asks for %s: %v", name, r.name, r.asked(p.Outputs))
			}
		}
	}
}
