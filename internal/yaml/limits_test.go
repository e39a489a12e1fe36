package yaml

import (
	"strings"
	"testing"

	"keben/internal/budget"
	"keben/internal/source"
)

func TestNestingHasALimit(t *testing.T) {
	deep := func(open, inner, close string, n int) string {
		return strings.Repeat(open, n) + inner + strings.Repeat(close, n)
	}
	byIndent := func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.Repeat(" ", i) + "a:\n")
		}
		return b.String()
	}
	most := budget.YAMLNesting.Max
	for name, text := range map[string]string{
		"lists":          "a: " + deep("[", "1", "]", 100_000),
		"open lists":     "a: " + deep("[\n", "", "", 100_000),
		"mappings":       "a: " + deep("{a: ", "1", "}", 100_000),
		"dashes":         "a:\n  " + strings.Repeat("- ", 2*most) + "1",
		"indents":        byIndent(2 * most),
		"just too deep":  "a: " + deep("[", "1", "]", most+1),
		"after an error": "b: c: d\na: " + deep("[", "1", "]", 2*most),
	} {
		_, ms := Parse(source.New("a.yaml", []byte(text+"\n")))
		found := 0
		for _, m := range ms {
			if m.Kind == budget.YAMLNesting.Kind {
				found++
				if m.Place.Line() == 0 {
					t.Errorf("%s: no place", name)
				}
			}
		}
		if found != 1 {
			t.Errorf("%s: %d messages about nesting, of %d", name, found, len(ms))
		}
	}
	for name, text := range map[string]string{
		"lists":           "a: " + deep("[", "1", "]", most-1),
		"brackets in it":  "a: x" + strings.Repeat("[", 3*most),
		"quoted brackets": `a: "` + strings.Repeat("[", 3*most) + `"`,
		"indents":         byIndent(most - 1),
	} {
		if n, ms := Parse(source.New("a.yaml", []byte(text+"\n"))); len(ms) > 0 || n.Kind != Mapping {
			t.Errorf("%s: %v", name, ms)
		}
	}
}

func TestPlacesInALongLineAreRight(t *testing.T) {
	n, ms := Parse(source.New("a.yaml", []byte("a: ["+strings.Repeat("文, ", 50_000)+"x]\n")))
	items := n.Get("a").Items
	if last := items[len(items)-1]; len(ms) > 0 || last.Value != "x" || last.Place.Position().Col != 5+3*50_000 {
		t.Errorf("%v at %v", last.Value, last.Place)
	}
}

func TestEntriesAfterAFaultAreKeptOnce(t *testing.T) {
	n, ms := Parse(source.New("a.yaml", []byte("a: 1\nb: c: d\na: 2\ne: 3\n")))
	if n.Get("a").Value != "1" || n.Get("e").Value != "3" || len(ms) != 2 {
		t.Errorf("%v, %v", n.Keys(), ms)
	}
}
