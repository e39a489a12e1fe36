package specimen

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"keben/internal/forme"
	"keben/internal/golden"
	"keben/templates"
)

func sheet(t testing.TB) *Sheet {
	t.Helper()
	s, err := New(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestRules is the table of typographic rules: each a named case with its examples and what must come of
// them.
func TestRules(t *testing.T) {
	s := sheet(t)
	for _, r := range Rules() {
		t.Run(r.ID, func(t *testing.T) {
			want := expected[r.ID]
			if len(want) != len(r.Shows) {
				t.Fatalf("%d examples, %d results", len(r.Shows), len(want))
			}
			for i := range r.Shows {
				if got := s.Result(&r.Shows[i]); got != want[i] {
					t.Errorf("%s\n got %s\nwant %s", r.Shows[i].Text, got, want[i])
				}
			}
		})
	}
}

// sections are the sections of the rules with the number of rules in each.
var sections = []struct {
	letter string
	rules  int
}{{"B", 13}, {"C", 12}, {"D", 8}, {"E", 5}, {"F", 11}, {"G", 6}, {"H", 4}, {"I", 8}, {"M", 5}, {"N", 6}, {"O", 9}, {"P", 5}, {"S", 12}}

// TestEveryRuleIsShownOrExcused prints which rules have a case here. One that has none says why in
// ARCHITECTURE.md.
func TestEveryRuleIsShownOrExcused(t *testing.T) {
	page, err := os.ReadFile("../../../ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	excused := map[string]bool{}
	row := regexp.MustCompile(`(?m)^\| ((?:[A-Z]\d+(?:[–,] ?)?)+) \| \S.*\|$`)
	for _, m := range row.FindAllStringSubmatch(string(page), -1) {
		for _, id := range strings.FieldsFunc(m[1], func(r rune) bool { return r == ',' || r == ' ' }) {
			excused[id] = true
		}
	}
	shown := map[string]bool{}
	for _, r := range Rules() {
		if shown[r.ID] {
			t.Errorf("%s is there twice", r.ID)
		}
		shown[r.ID] = true
	}
	for _, s := range sections {
		var done, other []string
		for n := 1; n <= s.rules; n++ {
			switch id := fmt.Sprint(s.letter, n); {
			case shown[id] && excused[id]:
				t.Errorf("%s is shown: ARCHITECTURE.md needs no excuse", id)
			case shown[id]:
				done = append(done, id)
			case excused[id]:
				other = append(other, id)
			default:
				t.Errorf("%s is neither shown nor excused in ARCHITECTURE.md", id)
			}
		}
		t.Logf("%s: shown %s; excused %s", s.letter, strings.Join(done, " "), strings.Join(other, " "))
	}
}

func TestSpecimenAsText(t *testing.T) {
	golden.Run(t, "testdata/specimen.txtar", func(t *testing.T, a *golden.Archive) {
		var b strings.Builder
		if err := sheet(t).Dump(&b); err != nil {
			t.Fatal(err)
		}
		a.Want("specimen", b.String())
	})
}

func TestSpecimenHasEveryExampleOnAPage(t *testing.T) {
	doc := sheet(t).document()
	var text strings.Builder
	for i := range doc.Pages {
		for _, op := range doc.Pages[i].Ops() {
			if op.Run != nil {
				text.WriteString(op.Run.Text())
			}
		}
	}
	for _, r := range Rules() {
		if !strings.Contains(text.String(), r.ID) {
			t.Errorf("%s is on no page", r.ID)
		}
	}
	if !slices.ContainsFunc(doc.Outline, func(b forme.Bookmark) bool { return strings.HasPrefix(b.Title, "G") }) {
		t.Error("no bookmark for section G")
	}
}
