package po

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"keben/internal/diag"
	"keben/internal/golden"
	"keben/internal/source"
)

func parse(t *testing.T, s string) *File {
	t.Helper()
	f, ms := Parse("a.po", []byte(s))
	for _, m := range ms {
		t.Errorf("%s: %s", m.Place, m.Text("en"))
	}
	return f
}

func TestAFileOfATranslatorsToolIsRead(t *testing.T) {
	f := parse(t, strings.ReplaceAll(`# Translators:
# Somebody
msgid ""
msgstr ""
"Language: en\n"
"Content-Type: text/plain; charset=UTF-8\n"

# hello
#. paragraph
#: content/zh/a.md:3 content/zh/a.md:4
#, fuzzy, no-wrap
#| msgctxt "a#old"
#| msgid ""
#| "旧"
#| "文"
msgctxt "a#p1"
msgid ""
"第一行\n"
"第二\"行\" \\ \t\x41\101"
msgstr "one"
" two"
msgid "next without a blank line"
msgstr ""
#~ msgctxt "a#gone"
#~ msgid "gone"
#~ msgstr "away"

#~| msgid "was"
#~ msgid "gone too"
#~ msgstr ""
#~ "a"
#~ "b"

msgctxt "n"
msgid "a file"
msgid_plural "files"
msgstr[0] "x"
msgstr[1] "y"
`, "\n", "\r\n"))
	if f.Get("language") != "en" || !reflect.DeepEqual(f.Comment, []string{"Translators:", "Somebody"}) {
		t.Errorf("header %+v, comment %q", f.Header, f.Comment)
	}
	want := []Entry{
		{Translator: []string{"hello"}, Extracted: []string{"paragraph"}, References: []string{"content/zh/a.md:3 content/zh/a.md:4"},
			Flags: []string{"fuzzy", "no-wrap"}, Previous: "旧文", Context: "a#p1", ID: "第一行\n第二\"行\" \\ \tAA", Str: []string{"one two"}},
		{ID: "next without a blank line", Str: []string{""}},
		{Context: "a#gone", ID: "gone", Str: []string{"away"}, Obsolete: true},
		{Previous: "was", ID: "gone too", Str: []string{"ab"}, Obsolete: true},
		{Context: "n", ID: "a file", Plural: "files", Str: []string{"x", "y"}},
	}
	for i := range f.Entries {
		f.Entries[i].Place = source.Place{}
	}
	if !reflect.DeepEqual(f.Entries, want) {
		t.Errorf("got\n%+v\nwant\n%+v", f.Entries, want)
	}
}

func TestFaultsAreToldAtTheirPlaceAndTheRestIsRead(t *testing.T) {
	f, ms := Parse("a.po", []byte(`msgid "a
msgstr "x"

msgid "b\q"
msgstr "x"

what is this
msgstr "没有"

msgid "c"

msgid "d"
msgstr "ok"
"and" x
msgid "e"
msgstr "ok"
`))
	var got []string
	for _, m := range ms {
		got = append(got, fmt.Sprintf("%s %s", m.Place, m.Text("zh")))
	}
	want := []string{"a.po:1:7 字符串没有结束", `a.po:4:7 ` + "`\\q` 不是 PO 文件的转义", "a.po:7:1 应为注释、关键字或字符串", "a.po:10:1 这一条没有 msgstr", "a.po:14:7 应为注释、关键字或字符串"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if len(f.Entries) != 1 || f.Entries[0].ID != "e" {
		t.Errorf("entries %+v", f.Entries)
	}
}

func TestAFileInAnotherEncodingIsRefused(t *testing.T) {
	_, ms := Parse("a.po", []byte("msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=GBK\\n\"\n"))
	if !diag.HasErrors(ms) {
		t.Error("taken")
	}
}

// random makes a file of strings that are hard to write.
func random(r *rand.Rand) *File {
	pieces := []string{"a", "汉字", "\n", "\\", `"`, "\t", "\r", "#", "~", "msgid", " ", "\a", "\x7f", "”", "{{ x }}", "%d", "\\n", "1"}
	text := func() string {
		var b strings.Builder
		for range r.IntN(8) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		return b.String()
	}
	line := func() (out []string) {
		for range r.IntN(3) {
			out = append(out, strings.TrimSpace(strings.NewReplacer("\n", "", "\r", "", "\t", "").Replace(text())+"."))
		}
		return out
	}
	f := &File{Header: []Field{{"Language", "en"}, {"Content-Type", "text/plain; charset=UTF-8"}}}
	for i := range r.IntN(6) {
		e := Entry{Translator: line(), Extracted: line(), References: line(), Previous: text(), Context: fmt.Sprint("c", i), ID: text() + "x", Str: []string{text()}}
		if r.IntN(3) == 0 {
			e.Flags = []string{"fuzzy"}
		}
		if e.Obsolete = r.IntN(4) == 0; r.IntN(5) == 0 {
			e.Plural, e.Str = "p", []string{text(), text()}
		}
		f.Entries = append(f.Entries, e)
	}
	return f
}

func TestWhatIsWrittenIsReadTheSame(t *testing.T) {
	for seed := range uint64(golden.Rounds(2000)) {
		f := random(rand.New(rand.NewPCG(seed, 1)))
		data := f.Format()
		got := parse(t, string(data))
		for i := range got.Entries {
			got.Entries[i].Place = source.Place{}
		}
		if !reflect.DeepEqual(got, f) {
			t.Fatalf("seed %d: got\n%+v\nwant\n%+v\n%s", seed, got, f, data)
		}
	}
}

// msgfmt is gettext's own reader.
func TestMsgfmtReadsWhatIsWritten(t *testing.T) {
	tool, err := exec.LookPath("msgfmt")
	if err != nil {
		t.Skip("msgfmt is not installed (Debian package gettext)")
	}
	for seed := range uint64(20) {
		f := random(rand.New(rand.NewPCG(seed, 2)))
		for i := range f.Entries { // msgfmt wants both to begin and end alike
			e := &f.Entries[i]
			e.ID = strings.Trim(e.ID, "\n")
			e.Plural, e.Str = "", []string{strings.Trim(e.Str[0], "\n")}
		}
		name := filepath.Join(t.TempDir(), "a.po")
		if err := os.WriteFile(name, f.Format(), 0o644); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command(tool, "--check-format", "--check-domain", "-o", os.DevNull, name).CombinedOutput(); err != nil {
			t.Fatalf("seed %d: %v\n%s\n%s", seed, err, out, f.Format())
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("msgid \"\"\nmsgstr \"A: b\\n\"\n\n#, fuzzy\n#| msgid \"x\"\nmsgctxt \"c\"\nmsgid \"a\"\nmsgstr \"b\"\n#~ msgid \"d\"\n#~ msgstr \"\\x4\\777\"\n")
	f.Add("#~| msgid \"\nmsgid_plural \"a\"\ndomain \"x\"\nmsgstr[9] \"\"")
	f.Fuzz(func(t *testing.T, s string) {
		got, _ := Parse("a.po", []byte(s))
		again, ms := Parse("a.po", got.Format())
		if len(ms) == 0 && len(again.Entries) != len(got.Entries) {
			t.Fatalf("%d entries become %d:\n%s", len(got.Entries), len(again.Entries), got.Format())
		}
	})
}
