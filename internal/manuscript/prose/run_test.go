package prose

import (
	"fmt"
	"strings"
	"testing"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/source"
)

// reading begins to read a text in a language, with inserts.
func reading(tag, text string, inserts ...Insert) *Reading {
	return NewReading(Options{Lang: tag, Text: []byte(text), Inserts: inserts})
}

// printed shows inlines with their places: "text"@from-to.
func printed(ins []book.Inline) string {
	var words []string
	for _, in := range ins {
		at := in.Written()
		place := fmt.Sprintf("@%d-%d", at.From, at.To)
		switch n := in.(type) {
		case *book.Text:
			words = append(words, fmt.Sprintf("%q%s", n.Value, place))
		case *book.Fault:
			words = append(words, n.ID+"("+printed(n.Content)+")"+place)
		case *book.Emph:
			words = append(words, "emph("+printed(n.Content)+")")
		default:
			words = append(words, strings.TrimPrefix(fmt.Sprintf("%T", in), "*book.")+place)
		}
	}
	return strings.Join(words, " ")
}

// typing is what a parser does with a run; offsets run on by themselves.
type typing struct {
	*Run
	at int
}

func (t *typing) text(s string) *typing { t.Run.Text([]byte(s), t.at); t.at += len(s); return t }
func (t *typing) soft() *typing         { t.SoftBreak(); t.at++; return t }
func (t *typing) hard() *typing {
	t.HardBreak(source.Span(t.at, t.at+1))
	t.at++
	return t
}
func (t *typing) emph(s string) *typing {
	t.Append(&book.Emph{Content: t.Inside(func() { t.text(s) }, func() {})})
	return t
}
func (t *typing) add(in book.Inline) *typing { t.Add(in); return t }

func TestLineEndsBecomeASpaceOrNothing(t *testing.T) {
	for name, c := range map[string]struct {
		lang string
		do   func(t *typing)
		want string
	}{
		"Han":                          {"zh", func(t *typing) { t.text("甲").soft().text("乙") }, `"甲乙"@0-7`},
		"Latin":                        {"en", func(t *typing) { t.text("a").soft().text("b") }, `"a b"@0-3`},
		"into emphasis":                {"en", func(t *typing) { t.text("a").soft().emph("b") }, `"a "@0-1 emph("b"@2-3)`},
		"out of emphasis":              {"en", func(t *typing) { t.emph("a").soft().text("b") }, `emph("a"@0-1) " b"@2-3`},
		"between emphases":             {"en", func(t *typing) { t.emph("a").soft().emph("b") }, `emph("a"@0-1) " "@0-0 emph("b"@2-3)`},
		"between Han emphases":         {"zh", func(t *typing) { t.emph("甲").soft().emph("乙") }, `emph("甲"@0-3) emph("乙"@4-7)`},
		"before a hard break":          {"en", func(t *typing) { t.text("a").soft().hard().text("b") }, `"a"@0-1 HardBreak@2-3 "b"@3-4`},
		"behind a hard break":          {"en", func(t *typing) { t.text("a").hard().soft().text("b") }, `"a"@0-1 HardBreak@1-2 "b"@3-4`},
		"twice":                        {"en", func(t *typing) { t.text("a").soft().soft().text("b") }, `"a b"@0-4`},
		"at the end":                   {"en", func(t *typing) { t.text("a").soft() }, `"a"@0-1`},
		"before a picture":             {"en", func(t *typing) { t.text("a").soft().add(&book.Image{}) }, `"a "@0-1 Image@0-0`},
		"before a picture, Chinese":    {"zh", func(t *typing) { t.text("甲").soft().add(&book.Image{}) }, `"甲"@0-3 Image@0-0`},
		"behind a picture":             {"en", func(t *typing) { t.add(&book.Image{}).soft().text("b") }, `Image@0-0 " b"@1-2`},
		"before a reference":           {"en", func(t *typing) { t.text("a").soft().add(&book.Ref{}) }, `"a "@0-1 Ref@0-0`},
		"reference in Chinese":         {"zh", func(t *typing) { t.add(&book.Ref{}).soft().text("乙") }, `Ref@0-0 " 乙"@1-4`},
		"Han before a reference":       {"zh", func(t *typing) { t.text("甲").soft().add(&book.Ref{}) }, `"甲"@0-3 Ref@0-0`},
		"before what shows nothing":    {"en", func(t *typing) { t.text("a").soft().add(&book.NoteRef{}).text("b") }, `"a"@0-1 NoteRef@0-0 "b"@2-3`},
		"quotation mark in Chinese":    {"zh", func(t *typing) { t.text("甲”").soft().text("“乙") }, `"甲”“乙"@0-13`},
		"quotation mark in English":    {"en", func(t *typing) { t.text("a”").soft().text("“b") }, `"a” “b"@0-9`},
		"mark that the next decides":   {"zh", func(t *typing) { t.text("a").soft().text("“").emph("乙") }, `"a“"@0-5 emph("乙"@5-8)`},
		"mark that Latin decides":      {"zh", func(t *typing) { t.text("a").soft().text("“").emph("b") }, `"a “"@0-5 emph("b"@5-6)`},
		"indent":                       {"zh", func(t *typing) { t.text("\u3000\u3000甲").soft().text("\u3000乙\u3000") }, `"甲乙\u3000"@6-19`},
		"indent of emphasis":           {"zh", func(t *typing) { t.text("甲").emph("\u3000乙") }, `"甲"@0-3 emph("\u3000乙"@3-9)`},
		"indent at the beginning only": {"zh", func(t *typing) { t.emph("\u3000乙").text("\u3000丙") }, `emph("\u3000乙"@0-6) "\u3000丙"@6-12`},
		"escapes":                      {"en", func(t *typing) { t.text(`\*&amp;`) }, `"*&"@0-7`},
	} {
		r := reading(c.lang, strings.Repeat("x", 40))
		run := &typing{Run: r.NewRun()}
		c.do(run)
		if got := printed(run.End(false)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestCommonMarkKeepsItsLineEndsAndItsBlanks(t *testing.T) {
	r := NewReading(Options{Lang: "zh", CommonMark: true, Text: []byte("xxxxxxxxxxxxxxx")})
	run := &typing{Run: r.NewRun()}
	if got := printed(run.text("\u3000甲").soft().text("乙").End(false)); got != `"\u3000甲\n乙"@0-10` {
		t.Error(got)
	}
}

func TestTheBlankBeforeAttributesIsTakenFromATitle(t *testing.T) {
	for in, want := range map[string]string{"Title ": `"Title"@0-5`, "Title \t": `"Title"@0-5`, "Title": `"Title"@0-5`, " ": "", "T&#32;": `"T"@0-6`} {
		run := &typing{Run: reading("en", in).NewRun()}
		if got := printed(run.text(in).End(true)); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
	run := &typing{Run: reading("en", "a b").NewRun()}
	if got := printed(run.emph("a").End(true)); got != `emph("a"@0-1)` {
		t.Error(got)
	}
	if got := reading("en", "").NewRun().End(true); len(got) > 0 {
		t.Errorf("of nothing %v is left", got)
	}
}

func TestVerbatimTextKeepsItsMarksAndJoinsItsLines(t *testing.T) {
	r := reading("en", `a\*b`+"\r\nc&amp;\x00")
	run := r.NewRun()
	run.Verbatim(r.Text, 0)
	if run.Here() != len(r.Text) {
		t.Errorf("it ends at %d", run.Here())
	}
	if got := printed(run.End(false)); got != `"a\\*b c&amp;�"@0-13` {
		t.Error(got)
	}
}

func TestTooDeepNestingIsFlatAndToldOnce(t *testing.T) {
	r := reading("en", "text")
	run := r.NewRun()
	var deep func(n int) []book.Inline
	deep = func(n int) []book.Inline {
		return run.Inside(func() { run.Append(&book.Emph{Content: deep(n + 1)}) }, func() { run.Text([]byte("flat"), 0) })
	}
	ins, depth := deep(0), 0
	for {
		n, ok := ins[0].(*book.Emph)
		if !ok {
			break
		}
		ins, depth = n.Content, depth+1
	}
	if depth != MaxInlines || printed(ins) != `"flat"@0-4` || len(r.Messages) != 1 {
		t.Errorf("%d deep: %s, %v", depth, printed(ins), r.Messages)
	}
	run.Deeper(func() { t.Log("one level is left") }, func() { t.Error("the depth was not given back") })
}

func mark(n int) string { return fmt.Sprintf("%s%d%s", SentinelOpen, n, SentinelClose) }

func TestASentinelIsAnIndexOfAnInsert(t *testing.T) {
	inserts := make([]Insert, 11)
	for in, want := range map[string][2]int{
		mark(0): {0, 9}, mark(10) + "x": {10, 10}, mark(11): {}, mark(-1): {}, "x" + mark(0): {}, SentinelOpen: {}, SentinelOpen + SentinelClose: {}, SentinelOpen + "a" + SentinelClose: {},
		SentinelOpen + "0": {}, SentinelOpen + strings.Repeat("0", 50) + SentinelClose: {}, SentinelOpen + strings.Repeat("0", 10) + SentinelClose: {0, 18}, SentinelOpen + strings.Repeat("0", 12) + SentinelClose: {0, 20}, SentinelOpen + strings.Repeat("0", 13) + SentinelClose: {},
	} {
		if index, n := Sentinel([]byte(in), inserts); index != want[0] || n != want[1] {
			t.Errorf("%q: insert %d, %d bytes, want %v", in, index, n, want)
		}
	}
}

func text(s string) []book.Inline { return []book.Inline{&book.Text{Value: s}} }

// blocks are one of each kind that a template function can return.
func blocks() map[string]book.Block {
	p := &book.Paragraph{Content: text("words")}
	table := &book.Table{Caption: text("caption"), Notes: [][]book.Inline{text("one note"), text("another")}, Source: text("source"),
		Groups: []book.Group{{Part: book.BodyPart, Rows: []book.Row{{{Rows: 1, Cols: 1, Blocks: []book.Block{p}}, {Rows: 1, Cols: 1}}}}}}
	return map[string]book.Block{
		"caption words one note another source": table,
		"caption source":                        &book.Figure{Caption: text("caption"), Source: text("source")},
		"words":                                 p,
		"":                                      &book.Div{Head: book.Head{Lang: "fr"}, Blocks: []book.Block{p}},
		" ":                                     &book.List{},
	}
}

func TestABlockInALineIsItsTextAndAFault(t *testing.T) {
	for want, b := range blocks() {
		s := "a " + mark(0) + " b"
		r := reading("en", s, Insert{Block: b})
		run := r.NewRun()
		run.Text(r.Text, 0)
		shown := ""
		if want = strings.TrimSpace(want); want != "" {
			shown = fmt.Sprintf("%q@2-11", want)
		}
		if got := printed(run.End(false)); got != `"a "@0-2 insert-misplaced(`+shown+`)@2-11 " b"@11-13` {
			t.Errorf("%T: %s", b, got)
		}
		if len(r.Messages) != 1 || r.Messages[0].Kind != insertMisplaced || r.HasBlocks() {
			t.Errorf("%T: %v", b, r.Messages)
		}
		if got := r.Plain("(" + mark(0) + ")"); got != "("+want+")" {
			t.Errorf("%T in plain text: %q", b, got)
		}
	}
}

func TestABlockInAParagraphCutsItWithoutBeingChanged(t *testing.T) {
	for name, b := range blocks() {
		for _, c := range []struct {
			before, after string
			blocks        int
			last          bool
		}{{"", "", 1, true}, {"a", "", 2, true}, {"", "b", 2, false}, {"a", "b", 3, false}, {" ", " ", 1, true}} {
			was := *b.Common()
			r := reading("en", c.before+mark(0)+c.after, Insert{Block: b})
			run := r.NewRun()
			run.Split = true
			run.Text(r.Text, 0)
			if !r.HasBlocks() {
				t.Fatalf("%T: nothing to cut at", b)
			}
			h := book.Head{Lang: "en", Range: source.Span(0, len(r.Text))}
			var furnished []book.Block
			out := r.Cut(&book.Paragraph{Head: h, Content: run.End(false)}, func(b book.Block) { furnished = append(furnished, b) })
			if len(out) != c.blocks || (len(furnished) == 1) != c.last || r.HasBlocks() || len(r.Messages) > 0 {
				t.Errorf("%q, %T between %q and %q: %d blocks, %d furnished, %v", name, b, c.before, c.after, len(out), len(furnished), r.Messages)
			}
			for _, o := range out {
				lang := "en"
				if fmt.Sprintf("%T", o) == fmt.Sprintf("%T", b) && was.Lang != "" {
					lang = was.Lang
				}
				if o == b || o.Common().Range != h.Range || o.Common().Lang != lang {
					t.Errorf("%T between %q and %q: %T with %+v", b, c.before, c.after, o, o.Common())
				}
			}
			if fmt.Sprint(*b.Common()) != fmt.Sprint(was) {
				t.Errorf("%T was changed: %+v", b, b.Common())
			}
		}
	}
}

func TestAnInlineInsertTakesThePlaceOfItsSentinel(t *testing.T) {
	words, amount := &book.Text{Value: "v"}, &book.Quantity{}
	r := reading("en", "a"+mark(0)+mark(1)+mark(2)+"b"+SentinelOpen+"c", Insert{Inline: words}, Insert{Inline: amount}, Insert{})
	run := r.NewRun()
	run.Text(r.Text, 0)
	if got := printed(run.End(false)); got != `"a"@0-1 "v"@1-10 Quantity@10-19 "b`+`\U000f0000`+`c"@28-34` {
		t.Error(got)
	}
	if words.Range != (source.Range{}) || amount.Range != (source.Range{}) {
		t.Error("an insert was changed")
	}
	if got := r.Plain(mark(0) + SentinelOpen + "x"); got != "v"+SentinelOpen+"x" {
		t.Errorf("plain: %q", got)
	}
}

func TestWhatStandsBelowATableIsItsOwn(t *testing.T) {
	table := func() *book.Table { return blocks()["caption words one note another source"].(*book.Table) }
	r := reading("en", "")
	own, attr, none := table(), table(), table()
	r.Furnish(own, Below{Notes: [][]book.Inline{text("third")}, Source: text("Source: me")})
	attr.Attrs = []book.Attr{{Key: "source", Value: "you"}}
	r.Furnish(attr, Below{})
	r.Furnish(none, Below{})
	fig := &book.Figure{}
	r.Furnish(fig, Below{Source: text("Source: us")})
	kept := &book.Figure{Source: text("kept")}
	r.Furnish(kept, Below{})
	for want, got := range map[string][]book.Inline{"Source: me": own.Source, "Source: you": attr.Source, "source": none.Source, "Source: us": fig.Source, "kept": kept.Source} {
		if book.Plain(got) != want {
			t.Errorf("%q, want %q", book.Plain(got), want)
		}
	}
	if len(own.Notes) != 3 || book.Plain(own.Notes[2]) != "third" || len(none.Notes) != 2 {
		t.Errorf("notes: %d and %d", len(own.Notes), len(none.Notes))
	}
}

func TestWidthsOfColumnsAreShares(t *testing.T) {
	for typed, want := range map[string]string{
		"[60,40]": "600 400", "60, 40": "600 400", "1,2": "333 666", "[0.5,0.5]": "500 500", "1000,1": "999 1", "1000,1000": "500 500",
		"": "0 0", "[1]": "0 0", "1,2,3": "0 0", "a,b": "0 0", "0,1": "0 0", "-1,2": "0 0", "1001,1": "0 0", "NaN,1": "0 0", "[]": "0 0",
	} {
		r := reading("en", "")
		n := &book.Table{Columns: make([]book.Column, 2)}
		n.Attrs = []book.Attr{{Key: "tbl-colwidths", Value: typed}}
		r.Furnish(n, Below{})
		if got := fmt.Sprint(n.Columns[0].Share, n.Columns[1].Share); got != want {
			t.Errorf("%q: %s, want %s", typed, got, want)
		}
	}
	n := &book.Table{Columns: make([]book.Column, 2)}
	if SetShares(n, []int{0, 0}); n.Columns[0].Share != 0 {
		t.Error("widths of nothing are shares")
	}
	if SetShares(n, []int{1, 99999}); n.Columns[0].Share != 1 {
		t.Errorf("a narrow column has the share %d", n.Columns[0].Share)
	}
}

func TestRowHeadsAreCountedFromAWholeNumber(t *testing.T) {
	for typed, want := range map[string]bool{"1": true, "0": false, "-1": false, "x": false, "": false} {
		n := &book.Table{Groups: []book.Group{{Part: book.BodyPart, Rows: []book.Row{{{Rows: 1, Cols: 1}, {Rows: 1, Cols: 1}}}}}}
		n.Attrs = []book.Attr{{Key: "row-heads", Value: typed}}
		n.Form()
		reading("en", "").Furnish(n, Below{})
		for _, row := range n.Rows() {
			if (row[0].Scope == book.RowHead) != want || row[1].Scope == book.RowHead {
				t.Errorf("%q: %v, %v", typed, row[0].Scope, row[1].Scope)
			}
		}
	}
}

func TestEveryErrorInTheFormOfATableHasItsMessage(t *testing.T) {
	for k, want := range map[book.SlipKind]*diag.Kind{
		book.Overlap: tableOverlap, book.PastEnd: tablePastEnd, book.Beyond: tableBeyond, book.Covered: tableCovered, book.Short: tableShort, book.Long: tableLong,
	} {
		for _, n := range []int{0, 3} {
			m := SlipMessage(book.Slip{Kind: k, N: n}, source.Place{})
			if m.Kind != want || n > 0 && strings.Contains(want.ID, "span") && want.Severity == diag.Note && !strings.Contains(m.Text("en"), "3") {
				t.Errorf("%v: %s", k, m.Text("en"))
			}
		}
	}
}

func TestTextIsMadeSafeWithoutMovingAnOffset(t *testing.T) {
	for in, want := range map[string]string{"a\rb": "a\nb", "a\r\nb": "a\r\nb", "a\r": "a\n", "\r\r\n": "\n\r\n", "a\xffb": "a\uFFFDb", "中": "中", "": ""} {
		if got := string(Clean([]byte(in))); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	src := []byte("a\rb")
	if Clean(src); string(src) != "a\rb" {
		t.Error("the source was changed")
	}
	for in, want := range map[string]string{"a\x00b": "a\uFFFDb", "ab": "ab"} {
		if got := string(Nulls([]byte(in))); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
	for in, want := range map[string]string{
		"&#1234567;": "\uFFFD", "&#x10FFFF;": "\U0010FFFF", "&#x0010FFFF;": "&#x0010FFFF;", "&#X41;": "A", "&#13;": "\r", "&#9;": "\t", "&#32;": " ", "&#31;": "\uFFFD", "&#;": "&#;", "&#x;": "&#x;", "&semi;": ";", "&a;": "&a;",
		"&CounterClockwiseContourIntegral;": "∳", "&" + strings.Repeat("a", 50) + ";": "&" + strings.Repeat("a", 50) + ";", `\`: `\`, `\\`: `\`,
	} {
		if got := string(Unescape([]byte("x"), []byte(in))); got != "x"+want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestPlacesAreOfWholeCharacters(t *testing.T) {
	r := reading("en", "a中b")
	for offset, want := range map[int]source.Range{0: source.Span(0, 1), 1: source.Span(1, 4), 4: source.Span(4, 5), -1: {}} {
		if got := r.Place(offset); got != want {
			t.Errorf("%d: %v, want %v", offset, got, want)
		}
	}
	for _, c := range []struct{ from, to, wantFrom, wantTo int }{{1, 4, 1, 4}, {3, 2, 3, 3}, {1, 99, 1, 5}, {9, 12, 9, 9}} {
		if got := r.Range(c.from, c.to); got != source.Span(c.wantFrom, c.wantTo) {
			t.Errorf("%+v: %v", c, got)
		}
	}
	var n Tally
	for _, from := range []int{4, 2, 3} {
		n.Add(source.Span(from, from+1))
	}
	if n.n != 3 || n.first != source.Span(2, 3) {
		t.Errorf("counted %+v", n)
	}
}
