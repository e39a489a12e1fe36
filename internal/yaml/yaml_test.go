package yaml

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/geom"
	"keben/internal/runaway"
	"keben/internal/source"
)

// report writes messages the short way: "line:col: text".
func report(ms []diag.Message) string {
	var b strings.Builder
	for _, m := range ms {
		fmt.Fprintf(&b, "%d:%d: %s\n", m.Place.Line(), m.Place.Position().Col, m.Text("en"))
	}
	return b.String()
}

func parse(text string) (*Node, []diag.Message) { return Parse(source.New("f.yaml", []byte(text))) }

func TestSyntaxFaultsAreExplainedAtTheirPlace(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"tab", "title: a\nparts:\n\t- x\n", "3:1: a tab cannot indent YAML\n"},
		{"full-width colon", "title：刻本\nlanguages: [zh]\n", "1:6: the colon after a key must be `:`, not the full-width `：`\n"},
		{"full-width colon below", "outputs:\n  pdf：x\n  epub: {}\n", "2:6: the colon after a key must be `:`, not the full-width `：`\n"},
		{"no space", "title:刻本\ndate: 2025\n", "1:6: a space is missing after the colon\n"},
		{"open quote", "title: \"刻本\nauthors: [a]\ndate: 2025\n", "1:8: this quotation mark is never closed\n"},
		{"open single quote", "a: 1\ntitle: 'don't'\nb: 2\n", "2:13: nothing may follow the closing quotation mark\n"},
		{"open bracket", "title: x\nlanguages: [zh, en\ndate: 2025\n", "2:12: this [ is never closed\n"},
		{"open brace", "title: {zh: 刻本, en: Keben\n", "1:8: this { is never closed\n"},
		{"inner colon", "title: Go: the language\n", "1:10: a value that contains `: ` must be in quotes\n"},
		{"at sign", "title: x\nauthors: @someone\n", "2:10: a value cannot begin with `@`\n"},
		{"star", "title: *强调*\n", "1:8: a value cannot begin with `*`\n"},
		{"alias", "title: *name\n", "1:8: `*name` refers to an anchor that is not in this file\n"},
		{"escape", "path: \"C:\\dir\"\n", "1:10: expected an escape after the backslash in double quotes\n"},
		{"text after quote", "title: \"刻本\" 一书\n", "1:13: nothing may follow the closing quotation mark\n"},
		{"indent", "outputs:\n    pdf: {}\n  epub: {}\n", "3:3: this line does not line up with the ones above\n"},
		{"deeper", "title: a\n  subtitle: b\n", "2:3: this line does not line up with the ones above\n"},
		{"two at once", "title：刻本\nlanguages: [zh\ndate: 2025\nauthors: @x\n",
			"1:6: the colon after a key must be `:`, not the full-width `：`\n2:12: this [ is never closed\n4:10: a value cannot begin with `@`\n"},
		{"second document", "title: a\n---\ntitle: b\n", "3:1: a second document begins here; only the first is read\n"},
		{"control", "title: a\ndate: 20\a25\n", "2:9: the control character U+0007 is not allowed\n"},
		{"twice", "title: a\ndate: 1\ntitle: b\n", "3:1: the key `title` is already on line 1\n"},
		{"twice in a broken file", "title: a\ndate: @\ntitle: b\n", "2:7: a value cannot begin with `@`\n3:1: the key `title` is already on line 1\n"},
		{"list as key", "a: {{ x }}\n", "1:5: a key must be plain text, not a list or a mapping\n"},
		{"cycle", "a: &x [1, *x]\n", "1:11: the anchor `x` contains itself\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, ms := parse(c.text)
			if got := report(ms); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

func TestWhatIsRightInABrokenFileIsStillRead(t *testing.T) {
	n, ms := parse("title: 刻本\nlanguages: [zh, en\ndate: 2025-09\n")
	if len(ms) != 1 || n.Get("title").Value != "刻本" || n.Get("date").Value != "2025-09" {
		t.Errorf("%s%v", report(ms), n)
	}
}

func TestEveryMessageIsWrittenInBothLanguages(t *testing.T) {
	for _, text := range []string{"a: @", "a: [", "a: \"", "a:b\nc: d", "a: *b", "a: b\n c: d", "a: 1\na: 2", "a: !<tag:x> &"} {
		_, ms := parse(text)
		for _, m := range ms {
			for _, lang := range []diag.Language{"en", "zh"} {
				if s := m.Text(lang) + m.Hint(lang); strings.Contains(s, "%!") || s == "" {
					t.Errorf("%s: %s", lang, s)
				}
			}
		}
	}
}

func TestLiteralTextAndPositionsAreKept(t *testing.T) {
	n, ms := parse("# 注\n贸易: 1.040\ncode: 0020\ndate: 2025-09\nyes: on\nquoted: \"1\"\nlist:\n  - 甲\n  - {乙: 丙}\nempty:\n")
	if len(ms) > 0 {
		t.Fatal(report(ms))
	}
	var b strings.Builder
	show(&b, n)
	want := "贸易@2:1=1.040@2:5 code@3:1=0020@3:7 date@4:1=2025-09@4:7 yes@5:1=on@5:6 quoted@6:1=\"1\"@6:9 " +
		"list@7:1=[甲@8:5 {乙@9:6=丙@9:9 } ]empty@10:1=null@10:7 "
	if b.String() != want {
		t.Errorf("got  %s\nwant %s", b.String(), want)
	}
	if got := fmt.Sprint(n.Plain()); got != "map[code:0020 date:2025-09 empty:<nil> list:[甲 map[乙:丙]] quoted:1 yes:on 贸易:1.040]" {
		t.Error(got)
	}
}

func show(b *strings.Builder, n *Node) {
	switch n.Kind {
	case Mapping:
		for _, p := range n.Pairs {
			fmt.Fprintf(b, "%s@%d:%d=", p.Key.Value, p.Key.Place.Line(), p.Key.Place.Position().Col)
			if p.Value.Kind == Mapping {
				b.WriteString("{")
			}
			show(b, p.Value)
		}
	case Sequence:
		b.WriteString("[")
		for _, i := range n.Items {
			if i.Kind == Mapping {
				b.WriteString("{")
				show(b, i)
				b.WriteString("} ")
				continue
			}
			show(b, i)
		}
		b.WriteString("]")
	case Null:
		fmt.Fprintf(b, "null@%d:%d ", n.Place.Line(), n.Place.Position().Col)
	default:
		v := n.Value
		if n.Quoted {
			v = `"` + v + `"`
		}
		fmt.Fprintf(b, "%s@%d:%d ", v, n.Place.Line(), n.Place.Position().Col)
	}
}

func TestPositionsHoldAfterUnicodeLineBreaks(t *testing.T) {
	n, ms := parse("\uFEFFa: \"x\u2028y\"\r\nb: 中\rc: d\n")
	if len(ms) > 0 {
		t.Fatal(report(ms))
	}
	// An editor ends no line at U+2028, so b is on line 2.
	if p := n.Pairs[1].Key.Place; p.Line() != 2 || p.Position().Col != 1 {
		t.Errorf("b at %v", p)
	}
	if p := n.Pairs[2].Value.Place; p.Line() != 3 || p.Position().Col != 4 {
		t.Errorf("d at %v", p)
	}
}

func TestMergedKeysYieldToWrittenOnes(t *testing.T) {
	n, ms := parse("base: &b {unit: USD, digits: 2}\ntrade: {<<: *b, digits: 1}\n")
	if len(ms) > 0 {
		t.Fatal(report(ms))
	}
	trade := n.Get("trade")
	if trade.Get("unit").Value != "USD" || trade.Get("digits").Value != "1" || len(trade.Pairs) != 2 {
		t.Errorf("%v", trade.Plain())
	}
}

func TestAliasBombIsDefused(t *testing.T) {
	var b strings.Builder
	b.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 12; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 10), ", "))
	}
	lists := b.String()
	b.Reset()
	b.WriteString("a0: &a0 {k: x, l: x}\n")
	for i := 1; i < 40; i++ {
		fmt.Fprintf(&b, "a%d: &a%d {k: *a%d, l: *a%d}\n", i, i, i-1, i-1)
	}
	for _, text := range []string{lists, b.String()} {
		n, ms := parse(text)
		if len(ms) != 1 || ms[0].Kind != budget.YAMLValues.Kind {
			t.Fatal(report(ms))
		}
		n.Plain() // ends
	}
}

type page struct {
	Width geom.Length `yaml:"width"`
	Lines int         `yaml:"lines"`
}

type sample struct {
	Title string          `yaml:"title"`
	Count int             `yaml:"count"`
	Ratio float64         `yaml:"ratio"`
	Draft *bool           `yaml:"draft"`
	Names []string        `yaml:"names"`
	Pages map[string]page `yaml:"pages"`
	Raw   *Node           `yaml:"raw"`
	Any   any             `yaml:"any"`
}

var pageSchema = Keyed(
	Key{Name: "width", Is: Lengths(10, 1000, "mm"), Required: true},
	Key{Name: "lines", Is: Wholes(1, 500, Unit{}), Default: "36"},
)

var pageNames = &Set{What: diag.Phrase{En: "page", Zh: "版面"}}

var sampleSchema = Keyed(
	Key{Name: "title", Is: Words()},
	Key{Name: "count", Is: Wholes(-3, 500, Unit{})},
	Key{Name: "ratio", Is: Decimals(0.5, 2, Unit{})},
	Key{Name: "draft", Is: TrueOrFalse()},
	Key{Name: "names", Is: ListOf(Words())},
	Key{Name: "pages", Is: ByName(nil, pageSchema)},
	Key{Name: "page", Is: Named(pageNames)},
	Key{Name: "date", Is: Date()},
	Key{Name: "color", Is: Color()},
	Key{Name: "kind", Is: Among("book", "report"), Default: "book"},
	Key{Name: "either", Is: OneOf(Words(), ListOf(Words()), pageSchema)},
	Key{Name: "raw", Is: Whatever()},
	Key{Name: "any", Is: Whatever()},
)

func TestDecodeReadsWhatIsRightAndReportsTheRestAtOnce(t *testing.T) {
	n, ms := parse(strings.Join([]string{
		"titel: x", "title: [a]", "count: 12个", "ratio: 1.5", "draft: yes", "names: 甲",
		"pages: {16开: {width: 185, lines: 36}}", "raw: {k: v}", "any: [1, 1.10, true, ~]", "zzz: 1",
		"page: 16k", "date: 2025-13", "color: red", "kind: bok", "either: {lines: 3}", ""}, "\n"))
	var s sample
	ms = append(ms, sampleSchema.Decode(n, &s, Names{pageNames: {"16开", "A5"}})...)
	want := "1:1: unknown key `titel`: did you mean `title`?\n" +
		"2:8: expected text, found a list\n" +
		"3:8: expected a whole number, found `12个`\n" +
		"5:8: expected true or false, found `yes`\n" +
		"6:8: expected a list, found text\n" +
		"7:22: expected a length, found `185`\n" +
		"10:1: unknown key `zzz`\n" +
		"11:7: unknown page `16k`: did you mean `16开`?\n" +
		"12:7: expected a date, found `2025-13`\n" +
		"13:8: expected a colour, found `red`\n" +
		"14:7: kind cannot be `bok`: did you mean `book`?\n" +
		"15:9: expected the key `width`\n"
	if got := report(ms); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if s.Ratio != 1.5 || s.Pages["16开"].Lines != 36 || s.Raw.Get("k").Value != "v" || fmt.Sprint(s.Any) != "[1 1.10 true <nil>]" {
		t.Errorf("%+v", s)
	}
}

func TestNumbersOutOfRangeAreReportedWithTheirBounds(t *testing.T) {
	for text, want := range map[string]string{
		"count: 501":                  "1:8: expected `count` from -3 to 500, found 501\n",
		"count: -4":                   "1:8: expected `count` from -3 to 500, found -4\n",
		"count: 99999999999999999999": "1:8: expected a whole number, found `99999999999999999999`\n",
		"ratio: 0.49":                 "1:8: expected `ratio` from 0.5 to 2, found 0.49\n",
		"ratio: .nan":                 "1:8: expected a number, found `.nan`\n",
		"pages: {a: {width: 2m}}":     "1:20: expected a length, found `2m`\n",
		"pages: {a: {width: 101cm}}":  "1:20: expected `width` from 10mm to 1000mm, found 101cm\n",
		"pages: {a: {width: 100cm}}":  "",
		"pages: {a: {width: 9.9mm}}":  "1:20: expected `width` from 10mm to 1000mm, found 9.9mm\n",
		"names: [a, [b], ]":           "1:12: expected text, found a list\n",
		"names: [a, ~]":               "1:12: expected text, found nothing\n",
	} {
		n, _ := parse(text + "\n")
		_, ms := sampleSchema.Check(n, nil)
		if got := report(ms); got != want {
			t.Errorf("%s: got\n%swant\n%s", text, got, want)
		}
	}
}

func TestWhatIsNotSaidHasItsDefault(t *testing.T) {
	n, _ := parse("pages: {A5: {width: 148mm, lines: }}\n")
	var s struct {
		Kind  string          `yaml:"kind"`
		Pages map[string]page `yaml:"pages"`
	}
	if ms := sampleSchema.Decode(n, &s, nil); len(ms) > 0 || s.Kind != "book" || s.Pages["A5"].Lines != 36 {
		t.Errorf("%s%+v", report(ms), s)
	}
	empty, _ := parse("")
	if s.Kind = ""; len(sampleSchema.Decode(empty, &s, nil)) > 0 || s.Kind != "book" {
		t.Errorf("of an empty file: %+v", s)
	}
}

func TestFillLaysAFileOverDefaultsWithoutChangingThem(t *testing.T) {
	defaults := map[string]page{"16开": {Width: 185 * geom.Mm, Lines: 36}, "A5": {Width: 148 * geom.Mm, Lines: 28}}
	s := sample{Title: "kept", Pages: defaults}
	n, _ := parse("pages: {16开: {lines: 38}}\n")
	n.Fill(&s)
	if s.Title != "kept" || s.Pages["16开"] != (page{185 * geom.Mm, 38}) || s.Pages["A5"].Lines != 28 {
		t.Errorf("%+v", s)
	}
	if defaults["16开"].Lines != 36 {
		t.Error("the defaults were changed")
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"", "a: b", "a: &x [1, *x]", "- a\n- {b: c}\n", "a: |\n  x\n b: c", "\t", "a：b", "a: \"\\x\"", "? [a]\n: b", "<<: [1]",
		"a: [\nb: c\n", "---\n---\n", "%YAML 1.1\n---\na", "a: 'b''c", "\u2028: x\u0085y: z", "!!binary a: !!str", "a:\n - b\n c", "{a: b", "\x00\r\r\n",
	} {
		f.Add([]byte(s))
	}
	for _, in := range runaway.Inputs() {
		if text, ok := strings.CutPrefix(in.Text(120), "---\n"); ok {
			f.Add([]byte(text))
		}
	}
	for i := range 40 {
		f.Add([]byte(runaway.Drawn([]byte{byte(i), 100, 26, byte(i), byte(i), 180})))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		src := source.New("f", bytes.Clone(raw))
		n, ms := Parse(src)
		if n == nil {
			if !diag.HasErrors(ms) {
				t.Fatal("no tree and no error")
			}
			return
		}
		lines := bytes.Count(bytes.ReplaceAll(bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n")), []byte("\n")) + 1
		for _, m := range ms {
			if m.Place.Line() < 0 || m.Place.Line() > lines {
				t.Fatalf("line %d of %d: %s", m.Place.Line(), lines, m.Text("en"))
			}
			for _, lang := range []diag.Language{"en", "zh"} {
				if strings.Contains(m.Text(lang)+m.Hint(lang), "%!") {
					t.Fatal(m.Text(lang))
				}
			}
		}
		var s sample
		for _, m := range sampleSchema.Decode(n, &s, Names{pageNames: {"A5"}}) {
			if s := m.Text("zh") + m.Hint("zh"); strings.Contains(s, "%!") || m.Place.Line() < 0 {
				t.Fatal(s)
			}
		}
		var any any
		n.Fill(&any)
	})
}

// What the module says of a fault that no kind of ours tells apart is worded too.
func TestSyntaxFaultsHaveNoEnglishInChinese(t *testing.T) {
	english := regexp.MustCompile(`[A-Za-z]{2,} [A-Za-z]{2,}`)
	for _, src := range []string{
		"a: &x *y", "? [a]: b\n: c", "{a: b}: c", "<<: 3", "a: &b [*b]", "%YAML 9.9\n---\na", "%FOO\n---\na", "a: !<x y", "a: !!int 'x'", "a: |9\n  x", "a: |0\n x", "a: | x\n y",
		"a: [b", "a: {b", "- a\nb: c", "a: b: c", "a: 'b", "a: \"\\q\"", "a: \"\\xZZ\"", "a: @b", "a: `b", "\ta: b", "a:\n\t- b", "a: b\n c: d", "[a, b", "...\n...\na: b", "--- a\n--- b", "a: *", "&", "!", "|", "a: >x",
		"%TAG ! tag:a\n---\na", "a: !x!y z", "a: !!binary \"***\"", "? a\n? b\n:", "- - -\n-", "{,}", "[,]", "a: ]", "a: }", "a,b: {c", "key: [a, b]]",
	} {
		_, ms := Parse(source.New("a.yaml", []byte(src)))
		for _, m := range ms {
			if run := english.FindString(m.Text("zh") + " / " + m.Hint("zh")); run != "" {
				t.Errorf("%q: %q in %q", src, run, m.Text("zh"))
			}
			if m.Kind == syntaxFault && strings.HasSuffix(m.Text("zh"), "（写法有误）") {
				t.Errorf("%q: %s is not worded", src, m.Text("en"))
			}
		}
	}
}

func TestAScalarOnOneLineHasThePlaceOfAllOfIt(t *testing.T) {
	for _, c := range []struct{ value, want string }{
		{"甲 乙 # 注", "甲 乙"}, {`"甲\t\"乙\"" # 注`, `"甲\t\"乙\""`}, {"'it''s'", "'it''s'"}, {"[a, b]", "["}, {`""`, `""`},
		{"甲\n  乙", "甲"}, {"\"甲\n  乙\"", `"`}, {"|-\n  甲", "|"}, {">\n  甲", ">"}, {"!!str 12", "!"},
	} {
		n, ms := parse("x:\n  a: " + strings.ReplaceAll(c.value, "\n", "\n  ") + "\n")
		if len(ms) > 0 {
			t.Fatal(report(ms))
		}
		if got := n.Get("x").Get("a").Place.Text(); got != c.want {
			t.Errorf("%q is at %q, want %q", c.value, got, c.want)
		}
	}
}
