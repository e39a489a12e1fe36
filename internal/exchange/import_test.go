package exchange

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/book"
	"keben/internal/book/twins"
	"keben/internal/manuscript"
	"keben/internal/project"
)

func small() ([]string, []string) {
	return []string{"## 节甲", "第一段，有*重点*和[^a]。", "- 项一\n- 项二", "| 表头 |\n|---|\n| 格 |", "> 引文一段", "[^a]: 注文一条。"},
		[]string{"## Section A", "Paragraph one, with *stress* and[^a].", "- item one\n- item two", "| head |\n|---|\n| cell |", "> a quotation", "[^a]: a note."}
}

// given is the PO file of a book with one translation replaced.
func given(t *testing.T, b *Text, source, target string) *Incoming {
	t.Helper()
	in := formats[0].read(t, b.PO())
	for i := range in.Units {
		if in.Units[i].Source == source {
			in.Units[i].Target = target
			return in
		}
	}
	t.Fatalf("no text %q", source)
	return nil
}

func TestATranslationThatWouldNotStayWhatItIsIsLeftOut(t *testing.T) {
	for _, c := range [][2]string{
		{"第一段，有*重点*和[^a]。", "# a heading[^a]"}, {"第一段，有*重点*和[^a]。", "one[^a]\n\ntwo"}, {"第一段，有*重点*和[^a]。", "- a list[^a]"},
		{"第一段，有*重点*和[^a]。", "> a quotation[^a]"}, {"第一段，有*重点*和[^a]。", "```\ncode[^a]"}, {"第一段，有*重点*和[^a]。", "[^a]: a note"},
		{"第一段，有*重点*和[^a]。", "one[^a]\n==="}, {"第一段，有*重点*和[^a]。", "<div>[^a]"}, {"第一段，有*重点*和[^a]。", "![a](b.png)"}, {"第一段，有*重点*和[^a]。", "a[^a]\n: b"},
		{"节甲", "two\nlines"}, {"节甲", "a {#id}"}, {"节甲", "closed ##"}, {"项一", "one\n- two"}, {"项一", "a\n\nb"}, {"格", "a|b"}, {"格", "a\nb"}, {"引文一段", "a\n\n> b"}, {"注文一条。", "a\n\nb"},
		{"题目", " "}, {"题目", "two\n\nparagraphs"},
	} {
		zh, en := small()
		b := bookOf(zh, en)
		before := string(b["content/en/one.md"].Data)
		in := given(t, survey(t, b), c[0], c[1])
		out, said := bring(t, b, in, Options{})
		if c[0] == "题目" && c[1] != " " {
			continue // YAML can hold it
		}
		if string(b["content/en/one.md"].Data) != before || out.Changed > 0 || len(out.Files) > 0 {
			t.Errorf("%q is taken:\n%s", c[1], b["content/en/one.md"].Data)
		}
		if c[1] != " " && (out.Left != 1 || !strings.Contains(strings.Join(said, "\n"), "would change the text around it in content/en/one.md") && !strings.Contains(strings.Join(said, "\n"), "is not in its source")) {
			t.Errorf("%q: %+v %q", c[1], out, said)
		}
	}
}

func TestWhatIsUnsoundDoesNotKeepTheOthersOut(t *testing.T) {
	zh, en := small()
	b := bookOf(zh, en)
	in := given(t, survey(t, b), "格", "a|b")
	for i := range in.Units {
		if in.Units[i].Source == "项一" {
			in.Units[i].Target = "item 1"
		}
	}
	out, said := bring(t, b, in, Options{})
	if out.Changed != 1 || out.Left != 1 || len(said) != 1 || !strings.Contains(string(b["content/en/one.md"].Data), "- item 1\n") {
		t.Errorf("%+v %q", out, said)
	}
}

func TestAMultilineTranslationKeepsWhatBeginsItsLines(t *testing.T) {
	zh, en := small()
	b := bookOf(zh, en)
	in := formats[0].read(t, survey(t, b).PO())
	for i := range in.Units {
		switch in.Units[i].Source {
		case "引文一段", "项一", "注文一条。":
			in.Units[i].Target = "line one\nline two"
		}
	}
	if out, said := bring(t, b, in, Options{}); out.Changed != 3 || len(said) > 0 {
		t.Errorf("%+v %q", out, said)
	}
	for _, want := range []string{"> line one\n> line two\n", "- line one\n  line two\n", "[^a]: line one\n    line two\n"} {
		if got := string(b["content/en/one.md"].Data); !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestFuzzyEntriesWaitUntilTheyAreAskedFor(t *testing.T) {
	zh, en := small()
	b := bookOf(zh, en)
	in := given(t, survey(t, b), "项一", "one")
	for i := range in.Units {
		in.Units[i].Fuzzy = true
	}
	if out, _ := bring(t, b, in, Options{}); out.Changed != 0 || out.Fuzzy != 1 {
		t.Errorf("%+v", out)
	}
	if out, _ := bring(t, b, in, Options{Fuzzy: true}); out.Changed != 1 {
		t.Errorf("%+v", out)
	}
}

func TestALostNoteMarkIsRefused(t *testing.T) {
	zh, en := small()
	b := bookOf(zh, en)
	in := given(t, survey(t, b), "第一段，有*重点*和[^a]。", "No mark here.")
	out, said := bring(t, b, in, Options{})
	if out.Changed != 0 || out.Left != 1 || len(said) != 1 || !strings.Contains(said[0], "[^a] of its source is missing") {
		t.Errorf("%+v %q", out, said)
	}
}

func TestAToolThatKeepsLittleIsUnderstood(t *testing.T) {
	zh, en := small()
	b := bookOf(zh, en)
	data := string(survey(t, b).XLIFF())
	// Neither the metadata, nor the original data, nor white space; other quotation marks; pairs as two codes.
	for _, r := range [][2]string{
		{`(?s)<mda:metadata>.*?</mda:metadata>`, ""}, {`(?s)<originalData>.*?</originalData>`, ""}, {` dataRef\w*="[^"]*"`, ""}, {` xml:space="preserve"`, ""},
		{`<source>`, "<source>\n          "}, {`</target>`, "\n        </target>"}, {`"`, `'`}, {`<pc id='(\d+)'[^>]*>`, `<sc id='$1'/>`}, {`</pc>`, `<ec startRef='1'/>`},
	} {
		data = regexp.MustCompile(r[0]).ReplaceAllString(data, r[1])
	}
	in := formats[1].read(t, []byte(data))
	out, said := bring(t, b, in, Options{})
	if len(said) > 0 || out.Changed+out.Left > 0 || out.Same != len(in.Units) {
		t.Errorf("%+v %q\n%s", out, said, data)
	}
	in = formats[1].read(t, []byte(strings.Replace(data, "stress", "emphasis", 1)))
	if out, said = bring(t, b, in, Options{Overwrite: true}); len(said) > 0 || out.Changed != 1 {
		t.Errorf("%+v %q", out, said)
	}
	if got := string(b["content/en/one.md"].Data); !strings.Contains(got, "Paragraph one, with *emphasis* and[^a].\n") {
		t.Error(got)
	}
}

func TestTwoParagraphsThatAreTheTwinOfOneTravelTogether(t *testing.T) {
	zh := []string{"## 节甲", "2013年提出倡议，涉及64个国家，全长12000公里。2024年运送货物350万吨，往返列车19000列。", "## 节乙", "末段，讲第77号决议。"}
	en := []string{"## Section A", "In 2013 the initiative was proposed; it concerns 64 countries and is 12,000 kilometres long.", "In 2024 it carried 3.5 million tonnes of goods on 19,000 trains there and back.", "## Section B", "A last paragraph, on resolution 77."}
	b := bookOf(zh, en)
	x := survey(t, b)
	var u *Unit
	for _, v := range unitsOf(x) {
		if strings.HasPrefix(v.Source, "2013") {
			u = v
		}
	}
	if u == nil || strings.Count(u.Target, "\n\n") != 1 {
		t.Skipf("the alignment does not pair them: %+v", u)
	}
	in := given(t, x, u.Source, strings.Replace(u.Target, "concerns", "covers", 1))
	if out, said := bring(t, b, in, Options{Fuzzy: true}); out.Changed != 1 || len(said) > 0 {
		t.Errorf("%+v %q", out, said)
	}
	in = given(t, survey(t, b), u.Source, "All in one.")
	if out, said := bring(t, b, in, Options{Fuzzy: true}); out.Left != 1 || !strings.Contains(said[0], "expected 2 paragraphs in the translation of") {
		t.Errorf("%+v %q", out, said)
	}
}

func TestWhenTheSourceHasMovedOnItsTextsAreFoundAgain(t *testing.T) {
	zh, en := small()
	data := survey(t, bookOf(zh, en)).PO()
	b := bookOf(append([]string{"新的一段，讲别的事情，编号九十九。"}, zh...), en)
	in := formats[0].read(t, data)
	for i := range in.Units {
		if in.Units[i].key() {
			continue
		}
		in.Units[i].Target = touched(in.Units[i].Target)
	}
	out, said := bring(t, b, in, Options{Fuzzy: true})
	if out.Left > 0 || out.Changed != 8 {
		t.Errorf("%d changed, %d left, %d the same: %q", out.Changed, out.Left, out.Same, said)
	}
}

// key reports whether a text is the front matter's.
func (t *Translation) key() bool { return strings.HasPrefix(t.ID, "front.") || t.ID == "title" }

func FuzzImport(f *testing.F) {
	zh, en := small()
	f.Add("## A", "a\n\nb", true)
	f.Add("{{ x", "`a", false)
	f.Add("---\n", "|\r\n", true)
	f.Fuzz(func(t *testing.T, one, two string, missing bool) {
		rest := en
		if missing {
			rest = append(en[:1:1], en[2:]...)
		}
		b := bookOf(zh, rest)
		before := string(b["content/en/one.md"].Data)
		in := formats[0].read(t, survey(t, b).PO())
		for i := range in.Units {
			switch in.Units[i].Source {
			case "第一段，有*重点*和[^a]。", "题目":
				in.Units[i].Target = strings.ToValidUTF8(one, "?")
			case "格", "项一":
				in.Units[i].Target = strings.ToValidUTF8(two, "?")
			}
		}
		out, _ := Import(survey(t, b), in, Options{})
		for _, file := range out.Files {
			for _, keep := range []string{"- item two", "> a quotation", "[^a]: a note.", "| head |\n|---|"} {
				if strings.Contains(before, keep) && !strings.Contains(string(file.Data), keep) {
					t.Errorf("%q is lost:\n%s", keep, file.Data)
				}
			}
		}
	})
}

func TestATextThatIsNoMoreCountsAsUntranslatedOrIsLeft(t *testing.T) {
	zh, en := small()
	data := survey(t, bookOf(zh, en)).PO()
	for target, want := range map[string][2]int{"": {1, 0}, "another item": {0, 1}} {
		b := bookOf(append([]string{zh[0], zh[1], "- 项三\n- 项二"}, zh[3:]...), en)
		in := formats[0].read(t, data)
		for i := range in.Units {
			if in.Units[i].Source == "项一" {
				in.Units[i].Target = target
			}
		}
		if out, said := bring(t, b, in, Options{Fuzzy: true}); out.Untranslated != want[0] || out.Left != want[1] {
			t.Errorf("%q: %+v %q", target, out, said)
		}
	}
}

func TestRowsAndDefinitionsAreNumberedInTheirBlock(t *testing.T) {
	var got []string
	for _, u := range unitsOf(survey(t, bookOf([]string{"| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |", "词一\n: 释一\n\n词二\n: 释二"}, nil))) {
		if _, after, ok := strings.Cut(u.ID, "."); ok && u.key == "" {
			got = append(got, u.Source+" "+after)
		}
	}
	if s := strings.Join(got, ", "); s != "甲 r1.c1, 乙 r1.c2, 丙 r2.c1, 丁 r2.c2, 词一 d1.t1, 词二 d2.t1" {
		t.Error(s)
	}
}

func TestACellHasTheStateOfItsTable(t *testing.T) {
	zh, en := small()
	b := bookOf(zh, en)
	listed, _ := project.Read(b)
	read, _ := manuscript.Read(b, listed, nil)
	record := twins.Align(read, twins.Known{}).Chapters("one")[0].
		Accept(func(*twins.Finding) bool { return true }, func(*twins.Unit) string { return "x" }, true).Record
	stale := bookOf(append([]string{zh[0], "第一段，有*重点*，很长[^a]。", zh[2], "| 表头 |\n|---|\n| 格子 |"}, zh[4:]...), en)
	for _, c := range [...]struct {
		name string
		book fstest.MapFS
		want book.State
	}{{"accepted", b, book.Done}, {"changed", stale, book.Stale}} {
		c.book[twins.RecordFile("content/en/one.md")] = &fstest.MapFile{Data: record.Format()}
		seen := 0
		for _, u := range unitsOf(survey(t, c.book)) {
			if !strings.HasPrefix(u.Source, "第一段") && !strings.HasPrefix(u.Source, "格") {
				continue
			}
			if seen++; u.State != c.want {
				t.Errorf("%s: %s is %v, want %v", c.name, u.Source, u.State, c.want)
			}
		}
		if seen != 2 {
			t.Errorf("%s: %d texts of 2", c.name, seen)
		}
	}
}

func TestATextThatHasChangedOnBothSidesIsKeptAndItsPlaceTold(t *testing.T) {
	zh, en := small()
	in := given(t, survey(t, bookOf(zh, en)), "项一", "one of the translator")
	b := bookOf(zh, append([]string{en[0], en[1], "- item of the book\n- item two"}, en[3:]...))
	out, said := bring(t, b, in, Options{Fuzzy: true})
	if out.Changed != 0 || out.Left != 1 || len(said) != 1 || !strings.Contains(said[0], "content/en/one.md:13:3") {
		t.Errorf("%+v %q", out, said)
	}
	if out, said := bring(t, b, in, Options{Fuzzy: true, Overwrite: true}); out.Changed != 1 || len(said) > 0 {
		t.Errorf("overwriting: %+v %q", out, said)
	}
}

func TestTextsAreFoundByTheirSourceWhenTheirIDsHaveChanged(t *testing.T) {
	zh, en := small()
	in := formats[0].read(t, survey(t, bookOf(zh, en)).PO())
	for i := range in.Units {
		if !in.Units[i].key() {
			in.Units[i].Target = touched(in.Units[i].Target)
			in.Units[i].ID = "another-" + in.Units[i].ID
		}
	}
	if out, said := bring(t, bookOf(zh, en), in, Options{Fuzzy: true}); out.Left > 0 || out.Changed != 8 {
		t.Errorf("%+v %q", out, said)
	}
}
