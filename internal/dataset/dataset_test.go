package dataset

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/golden"
	"keben/internal/source"
	"keben/internal/yaml"
)

// TestDataset reads data folders and prints what the keys in the section "use" give in both languages: a
// quantity, or with "table " before the key a table.
func TestDataset(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, a *golden.Archive) {
		d, ms := Read(a.FS())
		var b strings.Builder
		lines := bytes.Repeat([]byte("see {\n"), 100)
		for i, line := range strings.Split(strings.TrimSpace(string(a.Input("use"))), "\n") {
			key, table := strings.CutPrefix(line, "table ")
			for _, tag := range []string{"zh", "en"} {
				u := Use{Key: key, Lang: tag, Place: source.New("content/"+tag+"/a.md", lines).Point(6*i + 3)}
				if table {
					tbl, found := d.Table(u)
					ms = append(ms, found...)
					fmt.Fprintf(&b, "%s %s\n", tag, key)
					if tbl != nil {
						var out bytes.Buffer
						book.DumpBlocks(&out, u.Place.File, []book.Block{tbl}, nil)
						b.WriteString(out.String())
					}
					continue
				}
				q, found := d.Quantity(u)
				ms = append(ms, found...)
				if q == nil {
					fmt.Fprintf(&b, "%s %s: none\n", tag, key)
					continue
				}
				fmt.Fprintf(&b, "%s %s: %s  [%s %s]\n", tag, key, strings.ReplaceAll(q.Text, noBreak, "~"), q.Amount.Num, q.Amount.Unit)
			}
		}
		a.Want("shown", b.String())
		a.Want("messages", report(ms, "en"))
		a.Want("messages.zh", report(ms, "zh"))
	})
}

func report(ms []diag.Message, lang diag.Language) string {
	var b strings.Builder
	for _, m := range diag.Sort(slices.Clone(ms)) {
		fmt.Fprintf(&b, "%s: %s: %s [%s]\n", m.Place, m.Kind.Severity, m.Text(lang), m.Kind.ID)
		if h := m.Hint(lang); h != "" {
			if r := []rune(h); len(r) > 90 {
				h = string(r[:90]) + "…"
			}
			fmt.Fprintf(&b, "    %s\n", h)
		}
	}
	return b.String()
}

func TestQuantitiesFollowTheHabitsOfTheLanguage(t *testing.T) {
	for _, c := range []struct{ value, unit, zh, en string }{
		{"3100000000000", "USD", "3.1万亿美元", "US$3.1~trillion"},
		{"3.1e12", "美元", "3.1万亿美元", "US$3.1~trillion"},
		{"3.1万亿", "USD", "3.1万亿美元", "US$3.1~trillion"},
		{"1.040万亿", "USD", "1.040万亿美元", "US$1.040~trillion"},
		{"126.3", "亿美元", "126.3亿美元", "US$12.63~billion"},
		{"4000亿", "USD", "4000亿美元", "US$400~billion"},
		{"23.6万亿", "CNY", "23.6万亿元", "23.6~trillion yuan"},
		{"140万亿", "元", "140万亿元", "140~trillion yuan"},
		{"-5.2e9", "USD", "−52亿美元", "−US$5.2~billion"},
		{"51.9", "percent", "51.9%", "51.9%"},
		{"25.0", "%", "25.0%", "25.0%"},
		{"2.5", "百分点", "2.5个百分点", "2.5 percentage points"},
		{"1", "percentage-point", "1个百分点", "1 percentage point"},
		{"48000", "enterprise", "4.8万家", "48,000 enterprises"},
		{"12000", "列", "1.2万列", "12,000 trains"},
		{"1", "列", "1列", "1 train"},
		{"12345", "people", "12,345人", "12,345 people"},
		{"1234567", "people", "123.4567万人", "1,234,567 people"},
		{"8200000000", "人", "82亿人", "8.2~billion people"},
		{"150", "country", "150个国家", "150 countries"},
		{"1", "country", "1个国家", "1 country"},
		{"12.5万", "公里", "12.5万公里", "125,000~km"},
		{"25", "celsius", "25~℃", "25~°C"},
		{"350", "km/h", "350公里/小时", "350~km/h"},
		{"2025", "year", "2025年", "2025"},
		{"2025", "", "2025", "2025"},
		{"2025", "train", "2025列", "2,025 trains"},
		{"12", "years", "12年", "12 years"},
		{"0", "USD", "0美元", "US$0"},
		{"0.5", "USD", "0.5美元", "US$0.5"},
		{"1,234,567", "", "123.4567万", "1,234,567"},
		{"100000000", "", "1亿", "100~million"},
		{"约3.3万亿", "USD", "约3.3万亿美元", "about US$3.3~trillion"},
		{"US$1.5 billion", "", "15亿美元", "US$1.5~billion"},
		{"2025年", "", "2025年", "2025"},
		{"4.8 万家", "", "4.8万家", "48,000 enterprises"},
	} {
		for _, tag := range []string{"zh", "en"} {
			want := map[string]string{"zh": c.zh, "en": c.en}[tag]
			q, ms := Literal(c.value, c.unit, Use{Lang: tag})
			if len(ms) > 0 {
				t.Errorf("%q %q: %s", c.value, c.unit, report(ms, "en"))
				continue
			}
			if got := strings.ReplaceAll(q.Text, noBreak, "~"); got != want {
				t.Errorf("%s: %q %q is written %q, want %q", tag, c.value, c.unit, got, want)
			}
		}
	}
}

func FuzzData(f *testing.F) {
	for _, s := range []string{
		"2024: 3.1e12\nunit: USD\n", "t: {caption: x, columns: [a, {key: b, unit: 亿美元, digits: 1}], rows: [[1, 2], {a: 1}, 3]}", "- {year: 2024, value: 1}\n",
		"a: {value: 3.1万亿, unit: 万人, approx: yes}", "a: {value: ~}", "columns: 1\nrows: 2\n", "a.b: {c.d: 1}\na: {b: {c: {d: 2}}}\n",
	} {
		f.Add([]byte(s), "f.a.b.c.d")
	}
	f.Fuzz(func(t *testing.T, raw []byte, key string) {
		d, ms := Read(fstest.MapFS{"data/f.yaml": {Data: raw}})
		for _, tag := range []string{"zh", "en"} {
			for _, k := range []string{key, "f", "f.t", "f.a", "f.2024"} {
				q, found := d.Quantity(Use{Key: k, Lang: tag})
				if q == nil && len(found) == 0 {
					t.Fatal("no quantity and no message")
				}
				ms = append(ms, found...)
				tbl, found := d.Table(Use{Key: k, Lang: tag})
				if tbl == nil && len(found) == 0 {
					t.Fatal("no table and no message")
				}
				ms = append(ms, found...)
			}
		}
		report(ms, "en")
	})
}

func TestPlainValuesKeepTheirText(t *testing.T) {
	d, _ := Read(fstest.MapFS{"data/trade/eu.yaml": {Data: []byte("2024: 1.10\nname: 欧盟\n")}, "data/trade.yaml": {Data: []byte("world: 5\n")}})
	if got := fmt.Sprint(d.Plain()); got != "map[trade:map[eu:map[2024:1.10 name:欧盟] world:5]]" {
		t.Error(got)
	}
	if d.root.Kind != yaml.Mapping {
		t.Error("the root is no mapping")
	}
}

func TestItemsOfAListAreCalledByTheFirstNameTheyHave(t *testing.T) {
	n, _ := yaml.Parse(source.New("data/a.yaml", []byte("- {name: Shanghai, id: sh}\n- {v: 1}\n- {date: 2024, name: Ningbo}\n")))
	if got, want := steps(n), []string{"sh", "1", "Ningbo"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
