package design

import (
	"fmt"
	"io/fs"
	"testing"
	"testing/fstest"

	"keben/internal/geom"
	"keben/templates"
)

func book(theme string) fs.FS {
	return fstest.MapFS{"templates/theme.yaml": {Data: []byte(theme)}}
}

func TestBuiltinThemeHasNoFault(t *testing.T) {
	theme, ms := Read(templates.FS, nil)
	for _, m := range ms {
		t.Errorf("%s: %s", m.Place, m.Text("en"))
	}
	if got := theme.Print.Styles["zh"]["body"].Size; got != geom.FromPoints(10.5) {
		t.Errorf("body size %s", got)
	}
	for name, f := range theme.Families {
		if _, ok := theme.Fonts[f.Han]; !ok {
			t.Errorf("family %s: no font %s", name, f.Han)
		}
	}
}

func TestBookThemeChangesOnlyWhatItNames(t *testing.T) {
	theme, ms := Read(templates.FS, book("print:\n  styles:\n    zh:\n      body: {size: 9pt}\n"))
	if len(ms) > 0 {
		t.Fatal(ms[0].Text("en"))
	}
	b := theme.Print.Styles["zh"]["body"]
	if b.Size != 9*geom.Pt || b.Family != "text" || b.Indent != 2000 {
		t.Errorf("%+v", b)
	}
}

func TestFaultsOfAThemeAreAllReported(t *testing.T) {
	_, ms := Read(templates.FS, book(`
colors: {light: {ink: red}}
families: {text: {han: songti}}
print: {styles: {zh: {body: {family: txet, align: middle, sise: 9pt}}}}
`))
	want := map[string]bool{"bad-color": false, "unknown-name": false, "bad-value": false, "unknown-key": false}
	for _, m := range ms {
		want[m.Kind.ID] = true
		if m.Place.Name() != "templates/theme.yaml" || m.Place.Line() == 0 {
			t.Errorf("%s has no place: %v", m.Kind.ID, m.Place)
		}
	}
	for id, seen := range want {
		if !seen {
			t.Errorf("no message %s", id)
		}
	}
}

func TestTheRulesOfATableMayBeEquallyThick(t *testing.T) {
	refused := 0
	for pt := range 100 {
		faults := func(rule string) int {
			_, ms := Read(templates.FS, book(fmt.Sprintf("print: {details: {tables: {%s: %dpt}}}\n", rule, pt)))
			return len(ms)
		}
		thick, thin := faults("thick-rule"), faults("thin-rule")
		if thick != thin {
			t.Errorf("%dpt: %d messages on a thick rule, %d on a thin one", pt, thick, thin)
		}
		refused += thick
	}
	if refused == 0 || refused >= 100 {
		t.Errorf("%d of 100 sizes are refused", refused)
	}
}

func TestTheWiderIndentIsToBlameForANarrowLine(t *testing.T) {
	for text, line := range map[string]int{
		"left: 2000\n        right: 40000": 6, "right: 40000\n        left: 2000": 5, "left: 40000\n        right: 2000": 5, "right: 2000\n        left: 40000": 6,
	} {
		_, ms := Read(templates.FS, book("print:\n  styles:\n    zh:\n      quote:\n        "+text+"\n"))
		found := 0
		for _, m := range ms {
			if m.Kind == wideIndents {
				found++
				if m.Place.Line() != line {
					t.Errorf("%q: line %d, want %d", text, m.Place.Line(), line)
				}
			}
		}
		if found == 0 {
			t.Errorf("%q: no message, of %v", text, ms)
		}
	}
}

func TestALanguageWithoutRowsTakesThoseOfTheOneItIsLike(t *testing.T) {
	theme := &Theme{
		Web: Web{LineHeight: map[string]float64{"zh": 1.8, "en": 1.6, "zh-Hant": 1.9}, Measure: map[string]string{"zh": "36em"}},
		Print: Print{
			Styles: map[string]map[string]Style{
				"zh": {"body": {Size: geom.FromPoints(10)}, "quote": {Family: "quote"}}, "zh-Hant": {"body": {Size: geom.FromPoints(11)}},
			},
			Masters: map[string]map[string]Master{"zh": {"A4": {Lines: 40}, "A5": {Lines: 30}}, "zh-Hant": {"A5": {Lines: 31}}},
		},
	}
	styles := theme.StylesOf("zh-Hant")
	if styles["body"].Size != geom.FromPoints(11) || styles["quote"].Family != "quote" {
		t.Errorf("%+v", styles)
	}
	for trim, want := range map[string]int{"A4": 40, "A5": 31, "A6": 0} {
		if m, ok := theme.MasterOf("zh-Hant", trim); m.Lines != want || ok != (want > 0) {
			t.Errorf("%s: %+v, %v", trim, m, ok)
		}
	}
	if h, m := theme.Web.LineHeightOf("zh-Hant"), theme.Web.MeasureOf("zh-Hant"); h != 1.9 || m != "36em" {
		t.Error(h, m)
	}
	if h, m := theme.Web.LineHeightOf("en"), theme.Web.MeasureOf("en"); h != 1.6 || m != "" {
		t.Error(h, m)
	}
}
