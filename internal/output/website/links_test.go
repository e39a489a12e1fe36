package website

import (
	"bytes"
	"testing"

	"keben/internal/output"
	"keben/internal/output/walk"
)

func build(t testing.TB, in Input) map[string][]byte {
	t.Helper()
	files, msgs, err := Build(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range msgs {
		t.Errorf("%s: %s", m.Place, m.Text("en"))
	}
	return byPath(t, files)
}

func byPath(t testing.TB, files []output.File) map[string][]byte {
	t.Helper()
	m := map[string][]byte{}
	for _, f := range files {
		if _, twice := m[f.Path]; twice {
			t.Errorf("%s is written twice", f.Path)
		}
		m[f.Path] = f.Data
	}
	return m
}

// checkLinks reports every address of the site that leads nowhere, and every id given twice.
func checkLinks(t *testing.T, files map[string][]byte, others ...string) {
	t.Helper()
	for _, fault := range (walk.Site{Files: files, Others: others}).Faults() {
		t.Error(fault)
	}
}

func downloads(in Input) (paths []string) {
	for _, d := range in.Downloads {
		paths = append(paths, d.Path)
	}
	return paths
}

func TestEveryLinkLeadsSomewhere(t *testing.T) {
	in := sampleInput(t)
	checkLinks(t, build(t, in), downloads(in)...)
}

func TestEveryLinkLeadsSomewhereInABookOfOneLanguage(t *testing.T) {
	in := sampleInput(t)
	in.Editions = in.Editions[:1]
	files := build(t, in)
	checkLinks(t, files, downloads(in)...)
	if bytes.Contains(files["zh/stage.html"], []byte("class=\"switch\"")) {
		t.Error("a language switch with one language")
	}
	if n := bytes.Count(files["index.html"], []byte("class=\"enter\"")); n != 1 {
		t.Errorf("the door page has %d doors", n)
	}
}
