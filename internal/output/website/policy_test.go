package website

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/book"
)

func TestEveryPageStatesThePolicyAndTheHeadersFileToo(t *testing.T) {
	files := build(t, parallelInput(t))
	stated := `<meta http-equiv="Content-Security-Policy" content="` + strings.ReplaceAll(Policy, "'", "&#39;") + `">`
	for name, data := range files {
		if strings.HasSuffix(name, ".html") {
			before, _, found := bytes.Cut(data, []byte(stated))
			if !found || bytes.Contains(before, []byte("<link")) || bytes.Contains(before, []byte("<script")) {
				t.Errorf("%s does not begin with the policy", name)
			}
		}
	}
	mustContain(t, files["_headers"], "/*\n  Content-Security-Policy: "+Policy+"; frame-ancestors 'self'\n")
	if strings.Contains(HeaderPolicy, "unsafe") || strings.Contains(Policy, "frame-ancestors") {
		t.Error(HeaderPolicy)
	}
}

func TestATemplateWithoutThePolicyIsToldOf(t *testing.T) {
	in := sampleInput(t)
	in.Templates = Overlay(fstest.MapFS{"parts/head.html": {Data: []byte("<title>{{.Title}}</title>")}}, in.Templates)
	_, msgs, err := Build(in)
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	for _, m := range msgs {
		if m.Kind == policyMissing {
			told++
		}
	}
	if told != 1 {
		t.Errorf("told %d times", told)
	}
}

func TestAWidthIsAClassWithARule(t *testing.T) {
	in := sampleInput(t)
	ch := in.Editions[0].Sections[0].Chapter
	ch.Blocks = append(ch.Blocks, &book.Figure{Head: book.Head{ID: "f", Attrs: []book.Attr{{Key: "width", Value: "62.5%"}}}, Src: "content/figures/trade.png", Alt: "a"})
	files := build(t, in)
	mustContain(t, files["zh/preface.html"], `<img class="width-62_5pc" src=`)
	for name, data := range files {
		if strings.HasSuffix(name, ".css") {
			mustContain(t, data, ".width-62_5pc { width: 62.5%; }\n")
		}
	}
}
