package html_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"keben/internal/manuscript/markdown"
	"keben/internal/output/html"
)

// deviations are the examples that may come out otherwise than in the specification, with the reason.
var deviations = map[int]string{}

// TestCommonMarkExamples reads and writes the specification's examples with every extension off. The
// comparison is exact, white space included.
func TestCommonMarkExamples(t *testing.T) {
	data, err := os.ReadFile("testdata/commonmark-0.31.2.json")
	if err != nil {
		t.Fatal(err)
	}
	var examples []struct {
		Example        int
		Section        string
		Markdown, HTML string
	}
	if err := json.Unmarshal(data, &examples); err != nil {
		t.Fatal(err)
	}
	if len(examples) != 652 {
		t.Fatalf("%d examples, want 652", len(examples))
	}
	for _, e := range examples {
		doc, messages := markdown.Read(markdown.Options{Text: []byte(e.Markdown), CommonMark: true})
		var got strings.Builder
		html.NewWriter(&got, html.Options{CommonMark: true}).Blocks(doc.Blocks)
		if len(messages) > 0 {
			t.Errorf("example %d: message %v", e.Example, messages[0].Text("en"))
		}
		reason := deviations[e.Example]
		switch same := got.String() == e.HTML; {
		case !same && reason == "":
			t.Errorf("example %d (%s)\n%s\n--- want\n%s--- got\n%s", e.Example, e.Section, e.Markdown, e.HTML, got.String())
		case same && reason != "":
			t.Errorf("example %d passes, though listed as %q", e.Example, reason)
		}
	}
}
