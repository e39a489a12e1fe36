package website

import (
	"bytes"
	"encoding/xml"
	"io"
	"net/url"
	"path"
	"strings"
	"testing"

	"keben/internal/output"
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

// reference is an address in a page and the attribute that holds it.
type reference struct{ element, attr, address string }

// survey returns the ids and references of a page.
func survey(t testing.TB, page []byte) (ids map[string]int, refs []reference) {
	t.Helper()
	ids = map[string]int{}
	d := xml.NewDecoder(bytes.NewReader(page))
	d.Strict, d.Entity = false, xml.HTMLEntity
	for {
		token, err := d.RawToken()
		if err == io.EOF {
			return ids, refs
		}
		if err != nil {
			t.Fatal(err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		for _, a := range start.Attr {
			switch a.Name.Local {
			case "id":
				ids[a.Value]++
			case "href", "src":
				refs = append(refs, reference{start.Name.Local, a.Name.Local, a.Value})
			case "aria-labelledby", "aria-describedby", "for":
				for _, id := range strings.Fields(a.Value) {
					refs = append(refs, reference{start.Name.Local, a.Name.Local, "#" + id})
				}
			}
		}
	}
}

// checkLinks reports every relative address of the site that leads nowhere, and every id given twice.
func checkLinks(t *testing.T, files map[string][]byte, others ...string) {
	t.Helper()
	ids := map[string]map[string]int{}
	refs := map[string][]reference{}
	for name, data := range files {
		if strings.HasSuffix(name, ".html") {
			ids[name], refs[name] = survey(t, data)
		}
	}
	there := map[string]bool{}
	for name := range files {
		there[name] = true
	}
	for _, name := range others {
		there[name] = true
	}
	for name := range ids {
		for id, n := range ids[name] {
			if n > 1 {
				t.Errorf("%s: id %q is given %d times", name, id, n)
			}
		}
		for _, r := range refs[name] {
			u, err := url.Parse(r.address)
			if err != nil {
				t.Errorf("%s: %s %s=%q: %v", name, r.element, r.attr, r.address, err)
				continue
			}
			if u.IsAbs() || u.Host != "" {
				continue
			}
			if strings.HasPrefix(r.address, "/") {
				t.Errorf("%s: %s %s=%q depends on where the site stands", name, r.element, r.attr, r.address)
			}
			target := name
			if u.Path != "" {
				target = path.Join(path.Dir(name), u.Path)
			}
			if !there[target] {
				t.Errorf("%s: %s %s=%q: there is no %s", name, r.element, r.attr, r.address, target)
			} else if u.Fragment != "" && ids[target][u.Fragment] == 0 {
				t.Errorf("%s: %s %s=%q: no id %q in %s", name, r.element, r.attr, r.address, u.Fragment, target)
			}
		}
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
