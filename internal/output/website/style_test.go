package website

import (
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/design"
)

func TestStylesheetHoldsTheValuesOfTheTheme(t *testing.T) {
	css, err := stylesheet(&design.Theme{
		Colors: map[string]design.Palette{
			"light": {Paper: "#FFFFFF", Ink: "#111111"},
			"dark":  {Paper: "#000000", Ink: "#EEEEEE"},
			"sepia": {Paper: "#F6F0E4"},
		},
		Fonts: map[string]design.Font{
			"song":  {Stack: []string{"Songti SC", "serif"}},
			"serif": {Stack: []string{`Quo"te`, "serif"}},
		},
		Families: map[string]design.Family{"text": {Han: "song", Latin: "serif"}},
		Web: design.Web{
			Size:       design.WebSize{Narrow: 18, Wide: 20},
			LineHeight: map[string]float64{"zh": 1.8, "en": 1.6},
			Measure:    map[string]string{"zh": "36em", "en": ""},
		},
	}, fstest.MapFS{"style/2.css": {Data: []byte("two {}")}, "style/1.css": {Data: []byte("one {}\n\n")}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	const want = `@font-face {
	font-family: "marks-song";
	src: local("Songti SC"), local("Songti SC Regular");
	unicode-range: U+B7, U+2014, U+2018-2019, U+201C-201D, U+2026, U+2E3A;
}
:root {
	color-scheme: light dark;
	--paper: #FFFFFF;
	--ink: #111111;
	--size: clamp(112.5%, 107.857% + 0.1905vw, 125%);
}
@media (prefers-color-scheme: dark) {
	:root:not([data-theme]) {
		--paper: #000000;
		--ink: #EEEEEE;
	}
}
:root[data-theme=dark] {
	color-scheme: dark;
	--paper: #000000;
	--ink: #EEEEEE;
}
:root[data-theme=light] {
	color-scheme: light;
	--paper: #FFFFFF;
	--ink: #111111;
}
:root[data-theme=sepia] {
	color-scheme: light;
	--paper: #F6F0E4;
}
[lang]:lang(zh) {
	--line: 1.8;
	--measure: 36em;
	--text: "marks-song", "Quo\22 te", "Songti SC", serif;
}
[lang]:lang(en) {
	--line: 1.6;
	--text: "Quo\22 te", serif, "Songti SC", serif;
}

one {}

two {}
`
	if got := string(css); got != want {
		t.Errorf("got:\n%s", got)
	}
}

func TestScriptIsSmallAndAsksNobody(t *testing.T) {
	for name, data := range build(t, sampleInput(t)) {
		if strings.HasSuffix(name, ".js") && len(data) > 4096 {
			t.Errorf("%s has %d bytes", name, len(data))
		}
		if (strings.HasSuffix(name, ".js") || strings.HasSuffix(name, ".css")) && strings.Contains(string(data), "://") {
			t.Errorf("%s holds an address", name)
		}
		if strings.HasSuffix(name, ".html") {
			// A page must work under Content-Security-Policy: default-src 'self'.
			mustNotContain(t, data, "<style", " style=", " onclick=", "javascript:")
		}
	}
}
