package terms

import (
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/diag"
)

func list(t *testing.T, text string) (*List, string) {
	t.Helper()
	l, ms := Read(fstest.MapFS{File: {Data: []byte(text)}})
	var out []string
	for _, m := range ms {
		for _, tag := range []diag.Language{"zh", "en"} {
			if s := m.Text(tag) + m.Hint(tag); strings.Contains(s, "%!") {
				t.Errorf("bad text: %s", s)
			}
		}
		out = append(out, m.Kind.ID)
	}
	return l, strings.Join(out, " ")
}

const sample = `
- zh: 共建国家
  en: [partner country, participating country]
  allowed: {zh: [伙伴国]}
  forbidden: {zh: [沿线国家], en: [countries along the route]}
- {zh: 陈甬军, en: Chen Yongjun, kind: name, pinyin: chén yǒng jūn}
- {zh: 国家, en: country}
- {zh: 融资, en: finance, note: {zh: 说明, en: note}}
- {zh: 陈文, en: Chen, glossary: false}
`

func TestTermsAreRead(t *testing.T) {
	l, faults := list(t, sample)
	if faults != "" || len(l.Terms) != 5 {
		t.Fatalf("%d terms, faults %q", len(l.Terms), faults)
	}
	a := l.Terms[0]
	if strings.Join(a.Words("en"), "|") != "partner country|participating country" || strings.Join(a.Words("zh"), "|") != "共建国家|伙伴国" || a.Forbidden["en"][0] != "countries along the route" {
		t.Errorf("%+v", a)
	}
	if strings.Join(a.Names("en"), "|") != "partner country|participating country" || strings.Join(a.Names("zh"), "|") != "共建国家" {
		t.Errorf("allowed words are not names: %+v", a)
	}
	if a.Unlisted || !l.Terms[4].Unlisted {
		t.Error("only what says glossary: false is left out of the glossary")
	}
	if b := l.Terms[1]; b.Kind != Name || !b.Kind.Proper() || b.Pinyin != "chén yǒng jūn" {
		t.Errorf("%+v", b)
	}
}

func TestFaultsOfTheListAreExplained(t *testing.T) {
	for text, want := range map[string]string{
		"":                                   "",
		"a: b":                               "yaml-type",
		"- x":                                "yaml-type",
		"- {kind: term}":                     "term-empty",
		"- {zh: 甲, en: a, kind: nam}":        "bad-value",
		"- {zh: 甲, en: a}\n- {zh: 甲, en: b}": "term-twice",
		"- {zh: 甲, forbidden: {zh: [甲]}}":    "term-contrary",
		"- {zh: 甲, english: a}":              "unknown-key",
		"- {zh: 甲, en: a, glossary: 否}":      "value-type",
		"- {zh: 甲, en: {a: b}}\n- {zh: 乙, en: b}": "value-type",
	} {
		if _, got := list(t, text); got != want && !(want == "value-type" && got != "") {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if l, ms := Read(fstest.MapFS{}); len(l.Terms)+len(ms) != 0 {
		t.Error("a book without terms has faults")
	}
}

func TestTheLongestWordIsFound(t *testing.T) {
	l, _ := list(t, sample)
	find := func(tag, text string) string {
		var out []string
		for _, u := range l.Finder(tag).Find(text) {
			s := text[u.Start:u.End]
			if u.Forbidden {
				s = "!" + s
			}
			out = append(out, s)
		}
		return strings.Join(out, "|")
	}
	for _, c := range [...]struct{ tag, text, want string }{
		{"zh", "共建国家与其他国家，沿线国家", "共建国家|国家|!沿线国家"},
		{"zh", "陈文称", "陈文"}, // glossary: false
		{"en", "Partner countries’ ports; a country, Partner-country rules", "Partner countries|country|Partner-country"},
		{"en", "Countries along the route of the countryside", "!Countries along the route"},
		{"en", "financed, financing, finances, refinance", "financed|financing|finances"},
		{"en", "the partner. Country by country", "Country|country"},
		{"en", "", ""},
	} {
		if got := find(c.tag, c.text); got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sample)
	f.Add("- [")
	f.Fuzz(func(t *testing.T, s string) {
		l, _ := Read(fstest.MapFS{File: {Data: []byte(s)}})
		for _, tag := range []string{"zh", "en"} {
			for _, u := range l.Finder(tag).Find(s) {
				if u.Start >= u.End || u.End > len(s) {
					t.Fatalf("%+v", u)
				}
			}
		}
	})
}
