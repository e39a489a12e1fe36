package twins

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keben/internal/book"
	"keben/internal/source"
	"keben/internal/terms"
)

func TestARecordReadsBackAsItWasWritten(t *testing.T) {
	r := &Record{File: "content/en/a.twin", Entries: []Entry{
		{"top-p1", "0123456789", "abcdef0123", "第一段\t有制表符\n和换行 \\n 与反斜线\r"},
		{"", "0000000000", "1111111111", ""},
	}, Unread: []string{"<<<<<<< ours", "a\tb"}}
	again, ms := ParseRecord(r.File, r.Format())
	if d := cmp.Diff(r, again); d != "" || len(ms) != 2 {
		t.Error(d, ms)
	}
}

func FuzzRecordLosesNoLine(f *testing.F) {
	f.Add([]byte("# x\na\t0123456789\t0123456789\ttext \\n\n\nnonsense\r\na\t0123456789\t0123456789\ttext \\x"))
	f.Add((&Record{Entries: []Entry{{"a", "0123456789", "0123456789", "t"}}}).Format())
	f.Fuzz(func(t *testing.T, data []byte) {
		r, _ := ParseRecord("f", data)
		once := r.Format()
		again, _ := ParseRecord("f", once)
		if !bytes.Equal(once, again.Format()) {
			t.Errorf("%q becomes %q", once, again.Format())
		}
		n := map[string]bool{}
		for line := range strings.Lines(string(data)) {
			if line = strings.TrimRight(line, "\r\n"); line != "" && !strings.HasPrefix(line, "#") {
				n[line] = true
			}
		}
		if len(r.Entries)+len(r.Unread) < len(n) {
			t.Errorf("%d different lines, %d read and %d kept", len(n), len(r.Entries), len(r.Unread))
		}
	})
}

// pairOf makes a book of one chapter of paragraphs in two languages.
func pairOf(zh, en []string) *book.Book {
	s := &specimen{zh: &book.Chapter{Slug: "c", Lang: "zh", Source: source.New("zh/c.md", nil)}, en: &book.Chapter{Slug: "c", Lang: "en", Source: source.New("en/c.md", nil)}}
	for _, text := range zh {
		s.zh.Blocks = append(s.zh.Blocks, &book.Paragraph{Content: words(text)})
	}
	for _, text := range en {
		s.en.Blocks = append(s.en.Blocks, &book.Paragraph{Content: words(text)})
	}
	return bookOf(s)
}

func accepted(b *book.Book) *Record {
	return Align(b, Known{}).Chapters("c")[0].Accept(func(*Finding) bool { return true }, func(*Unit) string { return "x" }, true).Record
}

func states(b *book.Book, r *Record) (string, *Chapter) {
	c := Align(b, Known{Records: map[string]*Record{"en/c.md": r}}).Chapters("c")[0]
	var out []string
	for _, f := range c.Findings {
		out = append(out, string(f.State))
	}
	return strings.Join(out, " "), c
}

var (
	zh4 = []string{"2013年修路，长300公里。", "批评者担心债务，支持者看重就业。", "货运量在2024年达到1,000列。", "水质如何，要问住在河边的12户人家。"}
	en4 = []string{"The road was built in 2013 and is 300 kilometres long.", "Critics worry about debt, supporters point to employment.", "In 2024 it carried 1,000 trains.", "How good the water is one must ask the 12 families by the river."}
)

func TestStatesFollowTheEditsOfEitherSide(t *testing.T) {
	r := accepted(pairOf(zh4, en4))
	edit := func(from []string, i int, text string) []string {
		out := append([]string{}, from...)
		out[i] = text
		return out
	}
	moved := []string{zh4[2], zh4[0], zh4[1], zh4[3]}
	for _, c := range [...]struct {
		name   string
		zh, en []string
		record *Record
		want   string
	}{
		{"as accepted", zh4, en4, r, "done done done done"},
		{"no record", zh4, en4, nil, "unrecorded unrecorded unrecorded unrecorded"},
		{"an empty record", zh4, en4, &Record{}, "unrecorded unrecorded unrecorded unrecorded"},
		{"source edited", edit(zh4, 2, "货运量在2024年达到1,200列。"), en4, r, "done done stale done"},
		{"translation edited", zh4, edit(en4, 2, "There were 1,000 trains in 2024."), r, "done done done done"},
		{"both edited", edit(zh4, 2, "货运量在2024年达到了1,200列。"), edit(en4, 2, "There were 1,200 trains in 2024."), r, "done done stale done"},
		{"moved in both", moved, []string{en4[2], en4[0], en4[1], en4[3]}, r, "done done done done"},
		{"moved in one", moved, en4, r, "done done done done"},
		{"a new one", append(append([]string{}, zh4...), "新的一段，讲的是与前面都无关的另外一件事。"), en4, r, "done done done done missing"},
		{"one gone", zh4[1:], en4, r, "done done done extra"},
		{"one too many", zh4[:3], en4, nil, "unrecorded unrecorded unrecorded extra"},
	} {
		if got, _ := states(pairOf(c.zh, c.en), c.record); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	_, c := states(pairOf(edit(zh4, 2, "货运量在2024年达到了1,200列。"), edit(en4, 2, "There were 1,200 trains in 2024.")), r)
	if f := c.Findings[2]; !f.Edited || f.Was != zh4[2] {
		t.Errorf("edited %v, was %q", f.Edited, f.Was)
	}
}

func TestARecordSettlesPairsThatWereUnsure(t *testing.T) {
	// Two paragraphs that could as well change places.
	b := func() *book.Book {
		return pairOf([]string{"甲乙丙丁戊。", "己庚辛壬癸。", "子丑寅卯辰。"}, []string{"Alpha beta gamma.", "Delta epsilon zeta."})
	}
	_, c := states(b(), nil)
	i := slices.IndexFunc(c.Findings, func(f *Finding) bool { return f.State == book.Unsure })
	if i < 0 {
		t.Fatalf("all are sure: the first is %s, confidence %.2f", c.Findings[0].State, c.Findings[0].Confidence)
	}
	r := c.Accept(func(f *Finding) bool { return len(f.B) > 0 }, func(*Unit) string { return "x" }, true).Record
	_, c = states(b(), r)
	if f := c.Findings[i]; f.State != book.Done || f.Confidence != 1 {
		t.Errorf("after accepting it is %s, confidence %.2f", f.State, f.Confidence)
	}
}

func TestAcceptingOneBlockLeavesTheOtherLines(t *testing.T) {
	r := accepted(pairOf(zh4, en4))
	r.Unread = []string{"=======", "nonsense"}
	r.Entries = append(r.Entries, Entry{"gone", "0000000000", "1111111111", "旧文"})
	edited := append([]string{}, zh4...)
	edited[0], edited[2] = "2013年修路，长350公里。", "货运量在2024年达到1,200列。"
	_, c := states(pairOf(edited, en4), r)
	out := c.Accept(func(f *Finding) bool { return f.Now() == edited[2] }, func(*Unit) string { return "y" }, false)
	if len(out.Renewed) != 1 || len(out.New) != 0 || out.Gone != 0 || len(out.Record.Unread) != 2 || len(out.Record.Entries) != 5 {
		t.Errorf("%+v", out)
	}
	if e := out.Record.Entries[0]; e.Text != zh4[0] || e.ID != "x" {
		t.Errorf("the line of another block is now %+v", e)
	}
	got, _ := states(pairOf(edited, en4), out.Record)
	if got != "stale done done done" {
		t.Error(got)
	}
	if out := c.Accept(func(*Finding) bool { return true }, func(*Unit) string { return "y" }, true); out.Gone != 1 || len(out.Record.Unread) != 2 {
		t.Errorf("%+v", out)
	}
}

func TestWhatTheSourceLacksATranslationForIsCountedBeforeIt(t *testing.T) {
	b := pairOf([]string{"全新的开头，没有人译过它，也没有数字。", zh4[0], "另外一段，讲的是完全不相干的事情，同样没有译。", zh4[2]}, []string{en4[0], en4[2]})
	a := Align(b, Known{})
	first := b.Chapters["en"]["c"].Blocks[0]
	if c := a.Chapters("c")[0]; c.Lacking != 1 || a.Lacking(first) != 1 {
		got, _ := states(b, nil)
		t.Errorf("%d at the beginning, %d after the first: %s", c.Lacking, a.Lacking(first), got)
	}
}

func TestDiffShowsWhatAPersonWouldCallChanged(t *testing.T) {
	for _, c := range [...]struct{ old, new, want string }{
		{"一二三", "一二三", "一二三"},
		{"路长300公里", "路长350.5公里", "路长[-300-]{+350.5+}公里"},
		{"a road of 1,000 km", "a long road of 1,200 km", "a {+long +}road of [-1,000-]{+1,200+} km"},
		{"", "新", "{+新+}"}, {"旧", "", "[-旧-]"},
	} {
		var b strings.Builder
		for _, d := range Diff(c.old, c.new) {
			switch d.Kind {
			case '-':
				b.WriteString("[-" + d.Text + "-]")
			case '+':
				b.WriteString("{+" + d.Text + "+}")
			default:
				b.WriteString(d.Text)
			}
		}
		if b.String() != c.want {
			t.Errorf("%q → %q: %s, want %s", c.old, c.new, b.String(), c.want)
		}
	}
}

func FuzzDiffHoldsBothTexts(f *testing.F) {
	f.Add("路长300公里", "路 long 350.5")
	f.Fuzz(func(t *testing.T, old, new string) {
		var a, b strings.Builder
		for _, d := range Diff(old, new) {
			if d.Kind != '+' {
				a.WriteString(d.Text)
			}
			if d.Kind != '-' {
				b.WriteString(d.Text)
			}
		}
		if a.String() != old || b.String() != new {
			t.Errorf("%q, %q come back as %q, %q", old, new, a.String(), b.String())
		}
	})
}

func TestTermsOfTheBookTellParagraphsApart(t *testing.T) {
	b := func() *book.Book {
		return pairOf([]string{"软联通是第一件要说清楚的事情。", "硬联通是第二件要说清楚的事情。", "心联通是另一件要说清楚的事情。"},
			[]string{"Hard connectivity has to be explained as well.", "Heart connectivity is one more thing to explain."})
	}
	first := func(a *Alignment, b *book.Book) book.Block { return a.Twin(b.Chapters["en"]["c"].Blocks[0], "zh") }
	without := b()
	if first(Align(without, Known{}), without) == without.Chapters["zh"]["c"].Blocks[1] {
		t.Fatal("the pair is found without terms: the sample proves nothing")
	}
	with := b()
	list := &terms.List{Terms: []*terms.Term{
		{Preferred: map[string]string{"zh": "软联通", "en": "soft connectivity"}},
		{Preferred: map[string]string{"zh": "硬联通", "en": "hard connectivity"}},
		{Preferred: map[string]string{"zh": "心联通", "en": "heart connectivity"}},
	}}
	if first(Align(with, Known{Terms: list}), with) != with.Chapters["zh"]["c"].Blocks[1] {
		t.Error("the terms do not help")
	}
}

func TestTextsThatTheSourceNoLongerHasComeInTheOrderOfTheRecord(t *testing.T) {
	c := &Chapter{}
	if c.Recorded() || c.Gone() != nil {
		t.Error("a chapter without a record has lost something")
	}
	kept := &Finding{entry: 1}
	c.Findings = []*Finding{{entry: -1}, kept}
	c.record = &Record{Entries: []Entry{{Text: "first"}, {Text: "kept"}, {Text: "second"}, {Text: "third"}}}
	want := []Lost{{nil, "first"}, {kept, "second"}, {kept, "third"}}
	if got := c.Gone(); !c.Recorded() || !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
}

func TestWordsOfThePairsThatAreSureTellTheOthersApart(t *testing.T) {
	kinds := [...][2]string{{"软联通", "soft"}, {"硬联通", "hard"}, {"心联通", "heart"}}
	b := func(sure int) *book.Book {
		var zh, en []string
		for i := range sure {
			k := kinds[i%len(kinds)]
			zh = append(zh, fmt.Sprintf("%s用了%d年，建成%d处。", k[0], 1013+37*i, 2017+91*i))
			en = append(en, fmt.Sprintf("For %s connectivity it took %d years and %d places.", k[1], 1013+37*i, 2017+91*i))
		}
		return pairOf(append(zh, "软联通是第一件要说清楚的事情。", "硬联通是第二件要说清楚的事情。", "心联通是另一件要说清楚的事情。"),
			append(en, "Hard connectivity has to be explained as well.", "Heart connectivity is one more thing to explain."))
	}
	found := func(sure int) bool {
		book := b(sure)
		return Align(book, Known{}).Twin(book.Chapters["en"]["c"].Blocks[sure], "zh") == book.Chapters["zh"]["c"].Blocks[sure+1]
	}
	if found(3) {
		t.Fatal("the pair is found without a lexicon: the sample proves nothing")
	}
	if !found(12) {
		t.Error("the lexicon does not help")
	}
}
