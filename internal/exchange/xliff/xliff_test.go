package xliff

import (
	"encoding/xml"
	"fmt"
	"io"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"keben/internal/diag"
	"keben/internal/golden"
	"keben/internal/source"
)

func parse(t *testing.T, s string) *Document {
	t.Helper()
	d, ms := Parse("a.xlf", []byte(s))
	for _, m := range ms {
		t.Errorf("%s: %s", m.Place, m.Text("en"))
	}
	return d
}

func TestAFileOfATranslatorsToolIsRead(t *testing.T) {
	d := parse(t, `<?xml version='1.0'?>
<!-- made elsewhere -->
<x:xliff trgLang='en' xmlns:x="urn:oasis:names:tc:xliff:document:2.0" xmlns:m="urn:oasis:names:tc:xliff:metadata:2.0"
   xmlns:o="http://other" srcLang='zh-Hans' version='2.0'>
 <x:file original='content/zh/a.md' id='a'><m:metadata><m:metaGroup category='keben'><m:meta type='source'>12</m:meta></m:metaGroup>
   <m:metaGroup category='other'><m:meta type='source'>no</m:meta></m:metaGroup></m:metadata>
  <x:skeleton>ignored <x:unit id="no"/></x:skeleton>
  <x:group id='g'><x:unit xml:space='preserve' name='p 1' id='p1'>
   <o:thing><x:source>no</x:source></o:thing>
   <x:notes><x:note category='location'>a.md:3</x:note></x:notes>
   <x:originalData><x:data id='d1'>**</x:data><x:data id='d2'>{{ x }}&#13;<x:cp hex="0001"/></x:data></x:originalData>
   <x:segment id='s1' state='translated'>
     <x:source>甲<x:pc dataRefEnd='d1' id='1' dataRefStart='d1'>乙<x:ph id='2' dataRef='d2'/></x:pc>&lt;丙</x:source>
     <x:target><x:mrk id="m1" type="term">A <x:sc id='1' dataRef='d1'/>B</x:mrk><x:ph id='2' dataRef='d2'/><x:ec startRef='1' dataRef='d1'/><![CDATA[<c]]></x:target></x:segment>
   <x:ignorable><x:source> </x:source></x:ignorable>
   <x:segment><x:source>丁</x:source><x:target>D<x:ph id='9' dataRef='gone'/></x:target></x:segment>
  </x:unit></x:group>
  <x:unit id='p2'><x:segment><x:source>
     text </x:source></x:segment></x:unit>
 </x:file>
</x:xliff>`)
	if d.Source != "zh-Hans" || d.Target != "en" || len(d.Files) != 1 || len(d.Files[0].Units) != 2 {
		t.Fatalf("%+v", d)
	}
	f := d.Files[0]
	if f.ID != "a" || f.Original != "content/zh/a.md" || f.Value("source") != "12" || len(f.Meta) != 1 {
		t.Errorf("file %+v", f)
	}
	u := f.Units[0]
	if got, want := Plain(u.Source), "甲**乙{{ x }}\r\x01**<丙 丁"; got != want {
		t.Errorf("source %q, want %q", got, want)
	}
	if got, want := Plain(u.Target), "A **B{{ x }}\r\x01**<c D"; got != want {
		t.Errorf("target %q, want %q", got, want)
	}
	if last := u.Target[len(u.Target)-1]; !last.Lost || last.ID != "9" {
		t.Errorf("the code without data: %+v", last)
	}
	if u.State != "translated" || u.Name != "p 1" || u.Loose || !u.Has || !f.Units[1].Loose || f.Units[1].Has || u.Notes[0].Text != "a.md:3" {
		t.Errorf("%+v\n%+v", u, f.Units[1])
	}
	if u.Place.Position() != (source.Position{Line: 8, Col: 19}) {
		t.Errorf("unit at %s", u.Place)
	}
}

func TestAUnitOfWhichASegmentIsNotTranslatedIsNot(t *testing.T) {
	d := parse(t, `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.2" version="2.2" srcLang="zh" trgLang="en"><file id="a"><unit id="u">
<segment><source>甲</source><target>A</target></segment><segment><source>乙</source></segment></unit><unit id="v">
<segment><source>甲</source><target order="2">A</target></segment><segment><source>乙</source><target order="1">B</target></segment></unit></file></xliff>`)
	if u := d.Files[0].Units[0]; u.Has || u.Target != nil {
		t.Errorf("%+v", u)
	}
	if u := d.Files[0].Units[1]; Plain(u.Target) != "BA" {
		t.Errorf("targets of another order: %q", Plain(u.Target))
	}
}

func TestFaultsAreToldAtTheirPlace(t *testing.T) {
	head := `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="zh" trgLang="en">` + "\n"
	for in, want := range map[string]string{
		"":                     "a.xlf expected an XLIFF file, found no element",
		"<tmx version='1.4'/>": "a.xlf:1:1 expected an XLIFF file, found the root element <tmx>",
		"\n<xliff version='1.2' xmlns='urn:oasis:names:tc:xliff:document:1.2'/>":                                                     "a.xlf:2:1 found 1.2",
		head + "<file id='a'>\n<unit id='u'></file>":                                                                                 "a.xlf:3:21 not well-formed",
		head + "<file id='a'><unit id='u'/></file></xliff>":                                                                          `a.xlf:2:`,
		head + "<file id='a'><unit id='u'><segment><source>x</source><target><sc id='1'/>x</target></segment></unit></file></xliff>": `the code "1" has only a beginning`,
		head + strings.Repeat("<group>", 300):                                                                                        "more than 200 levels deep",
		"\xff\xfe<\x00x\x00":                                                                                                         "UTF-16",
	} {
		_, ms := Parse("a.xlf", []byte(in))
		if !diag.HasErrors(ms) {
			t.Errorf("%q is taken", in)
			continue
		}
		if got := fmt.Sprintf("%s %s", ms[0].Place, ms[0].Text("en")); !strings.Contains(got, strings.SplitN(want, " ", 2)[0]) || !strings.Contains(got, want[strings.Index(want, " ")+1:]) {
			t.Errorf("%.80q: got %s, want %s", in, got, want)
		}
	}
}

// random makes a document of texts that are hard to write.
func random(r *rand.Rand) *Document {
	texts := []string{"a", "汉字", "\n", "<b>", "&amp;", "\"", "\r", "\x01", "\t", " ", "]]>", "**", "\uFFFE", "𝄞", "'"}
	text := func() string {
		var b strings.Builder
		for range 1 + r.IntN(5) {
			b.WriteString(texts[r.IntN(len(texts))])
		}
		return b.String()
	}
	var content func(depth int, id *int) []Piece
	content = func(depth int, id *int) (out []Piece) {
		for range r.IntN(5) {
			*id++
			switch k := r.IntN(4); {
			case k == 0:
				out = append(out, Piece{Kind: Alone, ID: fmt.Sprint(*id), Type: "other", SubType: "keben:code", Data: text()})
			case k == 1 && depth < 3:
				open := Piece{Kind: Open, ID: fmt.Sprint(*id), Type: "fmt", SubType: "xlf:b", Data: text()}
				out = append(out, open)
				out = append(out, content(depth+1, id)...)
				out = append(out, Piece{Kind: Close, ID: open.ID, Data: text()})
			default:
				out = join(out, []Piece{{Data: text()}})
			}
		}
		return out
	}
	d := &Document{Source: "zh-Hans", Target: "en"}
	for i := range 1 + r.IntN(3) {
		f := File{ID: fmt.Sprint("f", i), Original: "content/zh/“a b”.md"}
		for k := range r.IntN(5) {
			a, b := 0, 0
			u := Unit{ID: fmt.Sprint("u", k), Name: "a<b>", State: "translated", Source: content(0, &a), Notes: []Note{{"location", "x & y"}}, Meta: []Meta{{"source", "12"}}}
			if u.Has = r.IntN(3) > 0; u.Has {
				u.Target = content(0, &b)
			}
			f.Units = append(f.Units, u)
		}
		d.Files = append(d.Files, f)
	}
	return d
}

func TestWhatIsWrittenIsReadTheSame(t *testing.T) {
	for seed := range uint64(golden.Rounds(1000)) {
		d := random(rand.New(rand.NewPCG(seed, 1)))
		data := d.Format()
		got := parse(t, string(data))
		for i := range got.Files {
			f := &got.Files[i]
			f.Place = source.Place{}
			for k := range f.Units {
				f.Units[k].Place = source.Place{}
			}
		}
		if !reflect.DeepEqual(got, d) {
			t.Fatalf("seed %d: got\n%+v\nwant\n%+v\n%s", seed, got, d, data)
		}
		// The standard library's reader is a second opinion on the form.
		x := xml.NewDecoder(strings.NewReader(string(data)))
		for {
			if _, err := x.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
		}
	}
}

func TestTokenMakesANameOfAnyText(t *testing.T) {
	for in, want := range map[string]string{"top-p1": "top-p1", "第一节.标题": "第一节.标题", "a b#c/d": "a_b_c_d", "": "_", "note-^1": "note-_1"} {
		if got := Token(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for seed := range uint64(5) {
		f.Add(string(random(rand.New(rand.NewPCG(seed, 3))).Format()))
	}
	f.Add(`<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0"><file><unit><pc/><segment><target><pc><cp hex="110000"/><ec/></pc>`)
	f.Fuzz(func(t *testing.T, s string) {
		d, ms := Parse("a.xlf", []byte(s))
		if !diag.HasErrors(ms) {
			again, _ := Parse("a.xlf", d.Format())
			if len(again.Files) != len(d.Files) {
				t.Fatalf("%d files become %d", len(d.Files), len(again.Files))
			}
		}
	})
}
