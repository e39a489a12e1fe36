package design

import (
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
	want := map[string]bool{"theme-color": false, "theme-name": false, "theme-value": false, "unknown-key": false}
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
