package svg

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"keben/internal/diag"
	"keben/internal/golden"
	"keben/internal/source"
)

func rebuild(text string) (string, []diag.Message) {
	p, ms := Rebuild(source.New("in.svg", []byte(text)))
	return string(p.Data), ms
}

func TestRebuiltDrawings(t *testing.T) {
	golden.Run(t, "testdata/rebuilt/*.txtar", func(t *testing.T, a *golden.Archive) {
		p, ms := Rebuild(source.New("in.svg", a.Input("in.svg")))
		var b strings.Builder
		fmt.Fprintf(&b, "%d × %d\n", p.Width, p.Height)
		for _, m := range ms {
			fmt.Fprintf(&b, "%s %s [%s]\n%s\n", m.Place, m.Text("en"), m.Kind.ID, m.Text("zh"))
		}
		a.Want("messages", b.String())
		a.Want("out.svg", string(p.Data))
	})
}

func TestTheSizeIsWrittenAndCanBeRead(t *testing.T) {
	for _, c := range []struct {
		attrs         string
		width, height int
	}{
		{`width="10mm" height="20mm"`, 38, 76}, {`viewBox="0 0 30 40"`, 30, 40}, {`width="100%" viewBox="0 0 33.3 10"`, 33, 10},
		{`width="60" viewBox="0 0 30 40"`, 60, 80}, {`height="20px" viewBox="0 0 30 40"`, 15, 20}, {``, 300, 150},
		{`width="-3" height="x"`, 300, 150}, {`width="1e99" height="0"`, 300, 150}, {`width="0.2" height="0.2"`, 1, 1},
	} {
		p, _ := Rebuild(source.New("a.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" `+c.attrs+`><g/></svg>`)))
		w, h, ok := Size(p.Data)
		if p.Width != c.width || p.Height != c.height || !ok || w != p.Width || h != p.Height {
			t.Errorf("%s: %d × %d, read %d × %d %v", c.attrs, p.Width, p.Height, w, h, ok)
		}
	}
	if _, _, ok := Size([]byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="x" width="1">`)); ok {
		t.Error("an author's file passes for one of ours")
	}
}

func TestWhatCannotBeReadIsNotPublished(t *testing.T) {
	for _, text := range []string{"", "<html><svg/></html>", "GIF89a", "<svg", `<?xml version="1.0" encoding="UTF-7"?><svg/>`, "\xFF\xFE"} {
		if out, ms := rebuild(text); out != "" || len(ms) == 0 {
			t.Errorf("%q: %q, %d messages", text, out, len(ms))
		}
	}
}

func TestAnEndlessMultiplicationIsNotPublished(t *testing.T) {
	var b strings.Builder
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg"><g id="l0"><rect/></g>`)
	for i := 1; i < 12; i++ {
		fmt.Fprintf(&b, `<g id="l%d">%s</g>`, i, strings.Repeat(fmt.Sprintf(`<use href="#l%d"/>`, i-1), 10))
	}
	out, ms := rebuild(b.String() + "</svg>")
	if strings.Contains(out, "<use") || !strings.Contains(out, "<rect") || len(ms) != 2 {
		t.Errorf("%d messages\n%.300s", len(ms), out)
	}
	out, ms = rebuild(`<svg xmlns="http://www.w3.org/2000/svg"><g id="a"><use href="#b"/></g><g id="b"><use href="#a"/><use href="#a"/></g></svg>`)
	if !strings.Contains(out, "<use") || len(ms) != 0 {
		t.Errorf("a ring is no multiplication: %v", ms)
	}
}

func TestADeepOrLongDrawingIsCutWithAMessage(t *testing.T) {
	out, ms := rebuild(`<svg xmlns="http://www.w3.org/2000/svg">` + strings.Repeat("<g>", 5000) + "<rect/>" + strings.Repeat("</g>", 5000) + "<circle/></svg>")
	if len(ms) != 1 || !strings.Contains(out, "<circle") || strings.Contains(out, "<rect") {
		t.Errorf("%d messages, %d bytes", len(ms), len(out))
	}
	out, ms = rebuild(`<svg xmlns="http://www.w3.org/2000/svg">` + strings.Repeat("<g/>", 300_000))
	if len(ms) == 0 || !strings.HasSuffix(out, "</svg>\n") {
		t.Errorf("%d messages, ends %q", len(ms), out[len(out)-20:])
	}
}

// hostile are the attacks that package serve opens in a browser.
func hostile(t testing.TB) []string {
	t.Helper()
	text, err := os.ReadFile("../../serve/testdata/hostile-svg.txtar")
	if err != nil {
		t.Fatal(err)
	}
	all := regexp.MustCompile(`(?m)^-- \S+ --\n`).Split(string(text), -1)[1:]
	if len(all) < 60 {
		t.Fatalf("%d attacks", len(all))
	}
	return all
}

// harm finds what no published drawing may have. It reads what is written with the decoder's strict reading, by a
// plainer list than the one it was written by.
func harm(data string) string {
	d := xml.NewDecoder(strings.NewReader(data))
	for depth := 0; ; {
		tok, err := d.Token()
		if err == io.EOF && depth == 0 {
			break
		}
		if err != nil {
			return "it is not well-formed: " + err.Error()
		}
		switch e := tok.(type) {
		case xml.EndElement:
			depth--
		case xml.Comment, xml.Directive, xml.ProcInst:
			return fmt.Sprintf("%T", e)
		case xml.StartElement:
			depth++
			switch name := strings.ToLower(e.Name.Local); name {
			case "script", "foreignobject", "iframe", "embed", "object", "handler", "body", "html", "link", "meta", "base", "img", "video", "audio", "source":
				return "<" + name + ">"
			}
			if e.Name.Space != namespace {
				return "<" + e.Name.Local + "> of " + e.Name.Space
			}
			for _, a := range e.Attr {
				name := strings.ToLower(a.Name.Local)
				value := strings.ToLower(strings.TrimSpace(a.Value))
				switch {
				case strings.HasPrefix(name, "on"), name == "base", name == "src":
					return name
				case name == "attributename" && (strings.Contains(value, "href") || strings.HasPrefix(value, "on")):
					return name + "=" + value
				case name == "href" && !strings.HasPrefix(value, "#") && !strings.HasPrefix(value, "data:image/png;base64,") && !strings.HasPrefix(value, "data:image/jpeg;base64,") && !strings.HasPrefix(value, "data:image/gif;base64,") && !strings.HasPrefix(value, "data:image/webp;base64,"):
					return "href=" + value
				case fetches(value) && (presentation[a.Name.Local] || name == "style"):
					return name + "=" + value
				}
			}
		case xml.CharData:
			if fetches(strings.ToLower(string(e))) && strings.Contains(string(e), "{") {
				return string(e)
			}
		}
	}
	return ""
}

var (
	address = regexp.MustCompile(`url\(\s*["']?([^"')]*)`)
	// quoted is a string that is no address: content:"url(".
	quoted = regexp.MustCompile(`([^(\s]\s*)(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')`)
)

// fetches reports whether a style sheet or a value fetches something, or has an escape that could hide it.
func fetches(css string) bool {
	css = quoted.ReplaceAllString(css, "$1")
	for _, m := range address.FindAllStringSubmatch(css, -1) {
		if !strings.HasPrefix(m[1], "#") && !strings.HasPrefix(m[1], "data:") {
			return true
		}
	}
	return strings.Contains(css, "@import") || strings.Contains(css, "image-set(") || strings.Contains(css, "expression(")
}

func TestNothingHarmfulIsPublished(t *testing.T) {
	told, silent := 0, 0
	for _, text := range hostile(t) {
		out, ms := rebuild(text)
		if out != "" {
			if what := harm(out); what != "" {
				t.Errorf("%s from\n%s\n%s", what, text, out)
			}
		}
		if len(ms) > 0 {
			told++
		} else {
			silent++
		}
		again, ms := rebuild(out)
		if out != "" && (again != out || len(ms) > 0) {
			t.Errorf("rebuilding it again changes it, or has something to say: %v\n%s\n%s", ms, out, again)
		}
	}
	t.Logf("%d with a message, %d without", told, silent)
}

func TestRebuildingIsNearLinear(t *testing.T) {
	piece := `<g style="fill:red;stroke:url(#a)" class="x"><path d="M0 0L1 1"/><text>a &amp; b</text></g>`
	sheet := `.a > .b:not(.c), #d [e="f"]{fill:url(#g);stroke:rgb(1 2 3 / 50%)}`
	allocations := func(n int) float64 {
		text := []byte(`<svg xmlns="http://www.w3.org/2000/svg"><style>` + strings.Repeat(sheet, n) + "</style>" + strings.Repeat(piece, n) + "</svg>")
		return testing.AllocsPerRun(1, func() { Rebuild(source.New("a.svg", text)) })
	}
	if a, b := allocations(500), allocations(1000); b > 3*a {
		t.Errorf("%v allocations, and %v for twice as much", a, b)
	}
}

func FuzzRebuild(f *testing.F) {
	for _, text := range hostile(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		out, _ := rebuild(text)
		if out == "" {
			return
		}
		if what := harm(out); what != "" {
			t.Fatalf("%s from %q\n%s", what, text, out)
		}
		if again, _ := rebuild(out); again != out {
			t.Fatalf("not the same again: %q\n%q\n%q", text, out, again)
		}
		if !bytes.HasPrefix([]byte(out), []byte(Beginning)) {
			t.Fatal(out)
		}
	})
}
