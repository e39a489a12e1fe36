package library

import (
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/diag"
)

const withText = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="8">x</text></svg>`

func TestAPictureThatBreaksIsNamedAndNeverHalfMade(t *testing.T) {
	files := fstest.MapFS{"a.svg": {Data: []byte(withText)}}
	l := New(files, Faces{}, &Darkroom{}) // without a theme, text in a drawing has no faces
	for range 2 {
		if got, ok := l.In("en")("a.svg"); ok || got.Drawing != nil {
			t.Errorf("half a picture: %+v", got)
		}
	}
	ms := l.Report()
	if len(ms) != 1 || ms[0].Place.Name() != "a.svg" || !strings.HasPrefix(ms[0].Text(diag.English), "Keben itself failed on this file (at library.Faces.of, internal/figure/library/faces.go:") {
		t.Errorf("%v", ms)
	}
}

func TestWhatIsNoPictureIsToldOfOnceAndGivenToNobody(t *testing.T) {
	l := New(fstest.MapFS{"b.png": {Data: []byte("<script>")}, "a.png": {Data: []byte("no")}}, Faces{}, &Darkroom{})
	for _, src := range []string{"b.png", "a.png", "b.png", "absent.png"} {
		if _, ok := l.In("zh")(src); ok {
			t.Errorf("%s is printed", src)
		}
		if _, ok := l.Publish(src); ok {
			t.Errorf("%s is published", src)
		}
	}
	var told []string
	for _, m := range l.Unfit() {
		told = append(told, m.Place.Name())
	}
	if strings.Join(told, " ") != "a.png b.png" {
		t.Errorf("%q", told)
	}
}

func TestADarkroomMakesADrawingOnceASession(t *testing.T) {
	files, dark := fstest.MapFS{"a.svg": {Data: []byte(strings.Replace(withText, "<text", `<text onclick="x()"`, 1))}}, &Darkroom{}
	var published [2][]byte
	for i := range published {
		l := New(files, Faces{}, dark)
		data, ok := l.Publish("a.svg")
		if !ok || strings.Contains(string(data), "onclick") || len(l.Removals()) != 1 {
			t.Fatalf("%v %s %v", ok, data, l.Removals())
		}
		published[i] = data
	}
	if &published[0][0] != &published[1][0] {
		t.Error("the second build made it anew")
	}
}

func TestTextInDrawingsGetsTheBooksFaces(t *testing.T) {
	for names, want := range map[string]string{
		"Helvetica,Arial": "head", "DejaVu Sans Mono": "code", "Times New Roman": "text", "KaiTi": "quote",
		"SimSun": "text", "sans-serif": "head", "serif": "text", "": "head", "Unheard Of,monospace": "code",
	} {
		if got := familyOf(strings.Split(names, ",")); got != want {
			t.Errorf("%q: got %s, want %s", names, got, want)
		}
	}
}
