package check

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestQuantitiesReachTheChecksAsValues holds texts with quantities of data/ against their translations. Digits are
// rounded in print, {zh, en} is a unit that no reader of prose knows, and one is named as nobody would read it.
func TestQuantitiesReachTheChecksAsValues(t *testing.T) {
	data := strings.Join([]string{
		"trade: {value: 3.14159e12, unit: USD, digits: 1}",
		"near: {value: 3.1e12, unit: USD}",
		"share: {value: 51.94, unit: percent, digits: 0}",
		"trains: {value: 12345, unit: {zh: 列（趟）, en: block train, plural: block trains}}",
		"dozens: {value: 24, unit: {zh: 个十二的一半共四套, en: piece (half a dozen by four), plural: pieces (half a dozen by four)}}",
		"slope: {value: 12.5, unit: permille, digits: 0}",
		"times: {value: 2, unit: times}",
		"growth: {value: 4e11, unit: USD, approx: true}",
	}, "\n")
	for _, c := range [...]struct{ zh, en, want string }{
		// Both show the data: whatever is printed, it is one value.
		{`贸易额为{{ qty "d.trade" }}。`, `Trade was {{ qty "d.trade" }}.`, ""},
		{`共有{{ qty "d.trains" }}。`, `There were {{ qty "d.trains" }}.`, ""},
		{`共有{{ qty "d.dozens" }}。`, `There were {{ qty "d.dozens" }}.`, ""},
		{`坡度为{{ qty "d.slope" }}。`, `The slope is {{ qty "d.slope" }}.`, ""},
		// One shows the data, the other has typed it, rounded as it likes.
		{`贸易额为{{ qty "d.trade" }}。`, `Trade was US$3.1 trillion.`, ""},
		{`贸易额为{{ qty "d.trade" }}。`, `Trade was US$3.142 trillion.`, ""},
		{`贸易额为{{ qty "d.trade" }}。`, `Trade was US$3.15 trillion.`, "number-mismatch"},
		{`贸易额为{{ qty "d.trade" }}。`, `Trade was 3.1 trillion yuan.`, "number-mismatch"},
		{`贸易额为3.142万亿美元。`, `Trade was {{ qty "d.trade" }}.`, ""},
		{`贸易额为3.2万亿美元。`, `Trade was {{ qty "d.trade" }}.`, "number-mismatch"},
		{`比重为{{ qty "d.share" }}。`, `The share was 51.9%.`, ""},
		{`比重为{{ qty "d.share" }}。`, `The share was 51.8%.`, "number-mismatch"},
		{`坡度为{{ qty "d.slope" }}。`, `The slope is 1.25%.`, ""},
		{`共有{{ qty "d.dozens" }}。`, `There were 24 pieces.`, ""},
		{`共有{{ qty "d.dozens" }}。`, `There were 48 pieces.`, "number-mismatch"},
		// Words alike, values not.
		{`贸易额为{{ qty "d.trade" }}。`, `Trade was {{ qty "d.near" }}.`, "number-mismatch"},
		// What the prose says of a value counts as before.
		{`产量增加{{ qty "d.times" }}。`, `Output tripled.`, ""},
		{`不到{{ qty "d.near" }}。`, `More than {{ qty "d.near" }}.`, "number-bound"},
		{`投资{{ qty "d.growth" }}。`, `Investment of about US$400 billion.`, ""},
		// A table of data, and the abstract against the text.
		{"{{ table \"d.t\" }}", "{{ table \"d.t\" }}", ""},
	} {
		ms := proofreadFS(fstest.MapFS{
			"book.yaml":       {Data: []byte("kind: article\ntitle: {zh: 题, en: T}\nlanguages: [zh, en]\nchapters: [c]\n")},
			"data/d.yaml":     {Data: []byte(data + "\nt: {caption: {zh: 表, en: Table}, columns: [{key: y, title: {zh: 年, en: Year}, unit: year}, {key: v, title: {zh: 值, en: Value}, unit: USD, digits: 0}], rows: [[2024, 314159]]}\n")},
			"content/zh/c.md": {Data: []byte("# 题\n\n" + c.zh + "\n")},
			"content/en/c.md": {Data: []byte("# T\n\n" + c.en + "\n")},
		})
		var ids []string
		for _, m := range ms {
			if strings.HasPrefix(m.Kind.ID, "number-") {
				ids = append(ids, m.Kind.ID)
			}
		}
		if got := strings.Join(ids, " "); got != c.want {
			t.Errorf("%s\n%s\n got %q\nwant %q\n%s", c.zh, c.en, got, c.want, strings.Join(shown(ms), "\n"))
		}
	}
}

// TestAnAbstractIsComparedWithTheDataOfTheText: the clauses of 12,345 are not divided at the comma printed in it.
func TestAnAbstractIsComparedWithTheDataOfTheText(t *testing.T) {
	for typed, want := range map[string]string{"1.2345万列火车": "", "1.23万列火车": "", "1.24万列火车": "abstract-number"} {
		ms := proofreadFS(fstest.MapFS{
			"book.yaml":       {Data: []byte("kind: article\ntitle: {zh: 题}\nlanguages: [zh]\nchapters: [c]\n")},
			"data/d.yaml":     {Data: []byte("trains: {value: 12345, unit: train}\n")},
			"content/zh/c.md": {Data: []byte("---\ntitle: 题\nabstract: 去年全年各条线路上开行的" + typed + "。\n---\n\n去年全年各条线路上开行的{{ qty \"d.trains\" }}火车。\n")},
		})
		var ids []string
		for _, m := range ms {
			if m.Kind.ID == "abstract-number" {
				ids = append(ids, m.Kind.ID)
			}
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("%s: got %q, want %q\n%s", typed, got, want, strings.Join(shown(ms), "\n"))
		}
	}
}

func TestValuesThatPrintAlikeAreTold(t *testing.T) {
	ms := proofreadFS(fstest.MapFS{
		"book.yaml":       {Data: []byte("kind: article\ntitle: {zh: 题, en: T}\nlanguages: [zh, en]\nchapters: [c]\n")},
		"data/d.yaml":     {Data: []byte("a: {value: 3.14159e12, unit: USD, digits: 1, approx: true}\nb: {value: 3.1e12, unit: USD}\n")},
		"content/zh/c.md": {Data: []byte("# 题\n\n贸易额为{{ qty \"d.a\" }}。\n")},
		"content/en/c.md": {Data: []byte("# T\n\nTrade was {{ qty \"d.b\" }}.\n")},
	})
	for _, m := range ms {
		if m.Kind.ID == "number-mismatch" {
			want := "此处作“US$3.1\u00a0trillion = 3100000000000 USD”，而 content/zh/c.md:3:5 处作“约3.1万亿美元 = 3141590000000 USD”"
			if got := m.Text("zh"); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
			return
		}
	}
	t.Error("no message")
}
