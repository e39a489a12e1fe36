package exchange

import (
	"strings"
	"testing"

	"keben/internal/book"
	"keben/internal/exchange/xliff"
	"keben/internal/manuscript"
	"keben/internal/manuscript/markdown"
	"keben/internal/source"
)

func TestTheLanguageOfAFileIsFoundByEveryNameItHas(t *testing.T) {
	for _, c := range []struct {
		to, asked, want string
		languages       []string
	}{
		{"en", "", "en", []string{"zh", "en", "fr"}}, {"en", "fr", "fr", []string{"zh", "en", "fr"}}, {"zh_TW", "", "zh-TW", []string{"en", "zh-TW"}}, {"zh-Hant-TW", "", "zh-TW", []string{"en", "zh-TW"}},
		{"en-GB", "", "en", []string{"zh", "fr", "en"}}, {"EN", "", "en", []string{"zh", "fr", "en"}}, {"", "", "en", []string{"zh", "en"}}, {"", "", "", []string{"zh", "en", "fr"}}, {"zh", "", "", []string{"zh", "en"}},
		{"de", "", "", []string{"zh", "en"}}, {"en", "de", "", []string{"zh", "en"}}, {"fr_FR.UTF-8", "", "fr", []string{"zh", "fr"}}, {"fr@euro", "", "fr", []string{"zh", "fr"}}, {"pt_BR", "", "pt-BR", []string{"zh", "pt-BR"}},
	} {
		got, m := (&Incoming{Name: "x.po", To: c.to}).Language(c.languages, c.asked)
		if got != c.want || (m == nil) != (c.want != "") {
			t.Errorf("%+v: %q, %v", c, got, m)
		}
		if m != nil && (m.Kind != otherLanguage || !strings.Contains(m.Text("en"), strings.Join(c.languages[1:], ", "))) {
			t.Errorf("%+v: %s", c, m.Text("en"))
		}
	}
}

func TestNamesAreWrittenAsTheFormatsHaveThem(t *testing.T) {
	used := map[string]bool{}
	for _, want := range []string{"a", "a_2", "a_3"} {
		if got := unique("a", used); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	for _, c := range [][4]string{
		{"content/zh/one.md", "zh", "en", "content/en/one.md"}, {"zh/zh/one.md", "zh", "en", "en/zh/one.md"}, {"zh/one.md", "zh", "en", "en/one.md"}, {"one.md", "zh", "en", ""}, {"content/zh", "zh", "en", ""}, {"a/b.md", "zh", "en", ""},
	} {
		if got := twinFile(c[0], c[1], c[2]); got != c[3] {
			t.Errorf("the twin of %s is %q, want %q", c[0], got, c[3])
		}
	}
	for name, want := range map[string]string{"a.md": "a.md:2", "a b.md": "\u2068a b.md\u2069:2", "a\tb.md": "\u2068a\tb.md\u2069:2"} {
		if got := reference(source.New(name, []byte("x\ny")).Point(2)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for tag, want := range map[string][3]string{"zh": {"zh_CN", "zh-Hans", "zh"}, "x-old": {"x_old", "x-old", "x"}, "pt_BR": {"pt_BR", "pt_BR", "pt"}, "FR@euro": {"FR@euro", "FR@euro", "fr"}, "en.UTF-8": {"en.UTF_8", "en.UTF-8", "en"}} {
		if got := [3]string{locale(tag), bcp47(tag), primary(tag)}; got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
}

func TestEntriesThatAreNotOfABookAreTold(t *testing.T) {
	in, ms := ParsePO("x.po", []byte(`msgid ""
msgstr "Language: en\n"

msgctxt "one#a"
msgid "甲"
msgid_plural "甲甲"
msgstr[0] "A"

msgid "乙"
msgstr "B"

#. keben 123
#. another comment
#, fuzzy
msgctxt "one#c#d"
msgid "丙"
msgstr "C"

#. keben 123 456
msgctxt "two#e"
msgid "丁"
msgstr "D"

#~ msgctxt "one#f"
#~ msgid "戊"
#~ msgstr "E"
`))
	if len(ms) != 2 || ms[0].Kind != pluralEntry || ms[0].Place.Line() != 5 || ms[1].Kind != foreignEntry || ms[1].Place.Line() != 9 {
		t.Errorf("%v", ms)
	}
	if in.Obsolete != 1 || in.To != "en" || in.Name != "x.po" || len(in.Units) != 2 {
		t.Fatalf("%+v", in)
	}
	c, d := in.Units[0], in.Units[1]
	if c.name() != "one#c#d" || !c.Fuzzy || c.sourceHash != "123" || c.targetHash != "" || c.Source != "丙" || c.Target != "C" {
		t.Errorf("%+v", c)
	}
	if d.name() != "two#e" || d.Fuzzy || d.sourceHash != "123" || d.targetHash != "456" {
		t.Errorf("%+v", d)
	}
}

func TestTheChapterOfAFileIsFoundWithoutItsMetadata(t *testing.T) {
	for attributes, want := range map[string]string{
		`id="f1" original="content/zh/one.md"`: "one#u1", `id="f1"`: "f1#u1",
	} {
		in, ms := ParseXLIFF("x.xlf", []byte(`<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="zh" trgLang="en"><file `+attributes+`>
<unit id="u1"><segment><source>甲</source><target>A</target></segment></unit><unit id="u2" name="named"><segment><source>乙</source></segment></unit></file></xliff>`))
		if len(ms) > 0 || len(in.Units) != 2 || in.To != "en" {
			t.Fatalf("%v %+v", ms, in)
		}
		a, b := in.Units[0], in.Units[1]
		if a.name() != want || a.Source != "甲" || a.Target != "A" || a.pieces == nil || b.ID != "named" || b.Target != "" || b.pieces != nil || b.At.Line() != 2 {
			t.Errorf("%s: %+v %+v", attributes, a, b)
		}
	}
}

func TestAChapterThatTheBookHasNotIsToldOnce(t *testing.T) {
	b := bookOf([]string{"第一段。"}, []string{"One."})
	in := formats[0].read(t, survey(t, b).PO())
	for i := range in.Units {
		in.Units[i].Slug = "none"
	}
	out, ms := Import(survey(t, b), in, Options{})
	if len(ms) != 1 || ms[0].Kind != unknownChapter || out.Left != len(in.Units) || len(out.Files) > 0 {
		t.Errorf("%+v %v", out, ms)
	}
}

func TestNoFileIsMadeWhereFoldersHaveNoLanguage(t *testing.T) {
	x := survey(t, bookOf([]string{"第一段。", "第二段。"}, nil))
	for _, c := range x.Chapters {
		c.Twin = ""
	}
	in := formats[0].read(t, x.PO())
	for i := range in.Units {
		in.Units[i].Target = "Words."
	}
	out, ms := Import(x, in, Options{})
	if len(ms) != 1 || ms[0].Kind != noNewFile || out.Left != len(in.Units) || len(out.Files) > 0 {
		t.Errorf("%+v %v", out, ms)
	}
}

func TestLostDataComesBackFromTheBook(t *testing.T) {
	x := survey(t, bookOf([]string{"见`码`和*重*。"}, []string{"See `码` and *this* ~~not~~."}))
	var u *Unit
	for _, v := range unitsOf(x) {
		if strings.HasPrefix(v.Source, "见") {
			u = v
		}
	}
	dropped := func(ps []xliff.Piece) []xliff.Piece {
		for i := range ps {
			if ps[i].Kind != xliff.Text {
				ps[i].Data, ps[i].Lost = "", true
			}
		}
		return ps
	}
	source, target := piecesOf(u.source), piecesOf(u.target)
	pairCodes(source, target)
	for _, c := range []struct {
		ps   []xliff.Piece
		want string
	}{{dropped(source), u.Source}, {dropped(target), u.Target}} {
		if got, lost := restore(c.ps, u); got != c.want || lost != "" {
			t.Errorf("%q without %q, want %q", got, lost, c.want)
		}
	}
	if got, lost := restore([]xliff.Piece{{Data: "a"}, {Kind: xliff.Alone, ID: "9", Lost: true}}, u); got != "" || lost != "9" {
		t.Errorf("%q without %q", got, lost)
	}
	if got, lost := restore([]xliff.Piece{{Data: "a"}, {Kind: xliff.Alone, ID: "9", Data: "`b`"}}, u); got != "a`b`" || lost != "" {
		t.Errorf("%q without %q", got, lost)
	}
}

func TestMarkupThatMeansTheSameEverywhereIsMissed(t *testing.T) {
	x := survey(t, bookOf([]string{"见`甲`、`乙`、*重*，又`甲`。"}, nil))
	u := unitsOf(x)[len(unitsOf(x))-1]
	for _, c := range []struct{ old, target, want string }{
		{"", "`甲` `乙` `甲`", ""}, {"", "`甲` `乙`", "`甲`"}, {"", "`甲` `甲`", "`乙`"}, {"", "", "`甲`"}, {"`乙`", "`乙`", ""}, {"`甲` `乙`", "`甲`", "`乙`"}, {"`甲` `甲` `乙`", "`甲` `乙`", "`甲`"}, {"`甲`", "`甲` `乙`", ""},
	} {
		if got := lost(u.source, c.old, c.target); got != c.want {
			t.Errorf("%q instead of %q lacks %q, want %q", c.target, c.old, got, c.want)
		}
	}
}

func TestWhiteSpaceOfATextLaidOutByAToolIsTightened(t *testing.T) {
	for in, want := range map[string]string{"a": "a", " a \n b ": "a\nb", "\n\n a\n\n\nb\n": "a\nb", "": "", " \n ": "", "a\n\nb": "a\nb"} {
		if got := tighten(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestTheWorstStateOfParagraphsIsThatOfTheirAbstract(t *testing.T) {
	order := "done unrecorded unsure stale"
	for a := range strings.SplitSeq(order, " ") {
		for b := range strings.SplitSeq(order, " ") {
			if got := worse(book.State(a), book.State(b)); got != (strings.Index(order, a) > strings.Index(order, b)) {
				t.Errorf("%s is worse than %s: %v", a, b, got)
			}
		}
	}
}

func TestTextsWithoutALetterAreNotTranslated(t *testing.T) {
	for in, want := range map[string]bool{"词": true, "12": true, "—": false, "": false, "`码`": false, "`码` a": true, "*重*": true, "$x$, [^a]": false, "![](a.png)": false} {
		got := false
		manuscript.Lay(source.New("a.md", []byte(in)), "zh", false).Text.EachText(func(t *markdown.Text) { got = got || translatable(t.Typed, t.Markup) })
		if got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}

func TestOffsetsOfATextAreFoundInItsBytes(t *testing.T) {
	for _, c := range []struct{ file, text, want string }{
		{"a\nb\n", "a\nb\n", "a\nX\nY\n"}, {"a\r\nb\r\n", "a\nb\n", "a\r\nX\r\nY\r\n"}, {"\xEF\xBB\xBFa\nb", "a\nb", "\xEF\xBB\xBFa\nX\nY"}, {"a\rb\r", "a\nb\n", "a\rX\rY\r"}, {"\x00\nb\r\n", "\uFFFD\nb\n", "\x00\nX\nY\r\n"},
	} {
		at := strings.Index(c.text, "b")
		if got := string(raw([]byte(c.file), []byte(c.text), []span{{Range: source.Span(at, at+1), text: "X\nY"}})); got != c.want {
			t.Errorf("%q: %q, want %q", c.file, got, c.want)
		}
	}
}

func TestPrefixesOfPartsAreTakenOffAndPutOn(t *testing.T) {
	quote := &markdown.Part{Kind: markdown.QuotePart, Sign: "> "}
	item := &markdown.Part{Kind: markdown.ItemPart, Inset: 3, Parent: quote}
	for _, c := range []struct {
		line string
		p    *markdown.Part
		want string
	}{
		{"> a", quote, "a"}, {">a", quote, "a"}, {"  > a", quote, "a"}, {"a", quote, "a"}, {">    a", item, "a"}, {">   a", item, "a"}, {">     a", item, " a"}, {"> \ta", item, "a"}, {">  \ta", item, "a"}, {"> b", item, "b"}, {">", item, ""}, {"a", nil, "a"},
	} {
		if got := strip(c.line, c.p); got != c.want {
			t.Errorf("%q: %q, want %q", c.line, got, c.want)
		}
	}
	if got := prefixOf(item); got != ">    " {
		t.Errorf("the prefix is %q", got)
	}
	for _, c := range []struct {
		line     string
		from, to byte
		want     string
	}{{"- a", '-', '*', "* a"}, {"1. a", '.', ')', "1) a"}, {"1. a", '.', '-', "1. a"}, {"- a", '-', '.', "- a"}, {"- a", '-', '-', "- a"}, {"a - b", '-', '*', "a - b"}, {"12. a", '.', ')', "12) a"}, {"+ a", '-', '*', "+ a"}, {"+ a", '+', '-', "- a"}} {
		if got := marker(c.line, c.from, c.to); got != c.want {
			t.Errorf("%q: %q, want %q", c.line, got, c.want)
		}
	}
}
