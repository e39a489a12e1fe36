package source

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand"
	"path"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"keben/internal/golden"
)

func ExampleFile_At() {
	f := New("content/en/trade.md", []byte("# Trade\n\nSee [ports](ports.md).\n"))
	link := Span(13, 30)
	place := f.At(link)
	fmt.Println(place, place.Text())
	// Output: content/en/trade.md:3:5 [ports](ports.md)
}

func ExampleEditor() {
	old := []byte("Trade grew by {{ qty \"growth\" }}.")
	e := Edit(old)
	e.Keep(Span(0, 14))
	e.Put([]byte("3.1 %"), Span(14, 32))
	e.Keep(Span(32, 33))
	fmt.Printf("%s\n", e.Text())
	// The range of the number leads to the action that printed it, the range of the last words to themselves.
	fmt.Printf("%s\n", e.Map().Range(Span(16, 17)).Of(old))
	fmt.Printf("%s\n", e.Map().Range(Span(6, 20)).Of(old))
	// Output:
	// Trade grew by 3.1 %.
	// {{ qty "growth" }}
	// grew by {{ qty "growth" }}.
}

func TestPositionsCountCharactersAsAPlainCountDoes(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	var b strings.Builder
	for range golden.Rounds(3000) {
		b.WriteString([]string{"中", "a", "é", "𠮷", "\n", "，"}[r.Intn(6)])
	}
	text := b.String()
	f := New("f.md", []byte(text))
	for i := range text {
		want := Position{strings.Count(text[:i], "\n") + 1, utf8.RuneCountInString(text[strings.LastIndexByte(text[:i], '\n')+1:i]) + 1}
		if p := f.Position(i); p != want {
			t.Fatalf("offset %d: %v, want %v", i, p, want)
		}
		if at, ok := f.Offset(want); !ok || at != i {
			t.Fatalf("%v: offset %d, want %d", want, at, i)
		}
	}
}

func TestOffsetsOutsideTheTextAreMovedToItsEnds(t *testing.T) {
	f := New("f.md", []byte("甲\n乙"))
	for _, c := range []struct {
		offset int
		want   Position
	}{{-3, Position{1, 1}}, {99, Position{2, 2}}} {
		if p := f.Position(c.offset); p != c.want {
			t.Errorf("%d: %v, want %v", c.offset, p, c.want)
		}
	}
	if p := New("f.md", nil).Position(0); p != (Position{1, 1}) {
		t.Error(p)
	}
	if _, ok := f.Offset(Position{3, 1}); ok {
		t.Error("a line that is not there has an offset")
	}
	if at, ok := f.Offset(Position{1, 9}); !ok || at != len("甲") {
		t.Errorf("a column past the end is at %d", at)
	}
}

func TestForwardCountsCharacters(t *testing.T) {
	text := strings.Repeat("文a字\n", 1000)
	f := New("a", []byte(text))
	want := []int{}
	for i := range text {
		want = append(want, i)
	}
	want = append(want, len(text))
	for _, from := range []int{0, 1, 2, 500, 1700, len(want) - 2} {
		for _, n := range []int{0, 1, 3, 511, 512, 2000, 5000} {
			if got, exp := f.Forward(want[from], n), want[min(from+n, len(want)-1)]; got != exp {
				t.Fatalf("%d characters from %d: %d, want %d", n, want[from], got, exp)
			}
		}
	}
}

func TestALineIsWithoutItsEnd(t *testing.T) {
	f := New("a", []byte("甲乙\r\n\n丙"))
	for n, want := range []string{1: "甲乙", 2: "", 3: "丙", 4: ""} {
		if got := f.Line(n).Text(); got != want {
			t.Errorf("line %d is %q, want %q", n, got, want)
		}
	}
	if f.Line(4).Within() || !f.Line(2).Within() {
		t.Error("an empty line is a place, a line that is not there is none")
	}
}

func TestAPlaceSaysWhatIsKnownOfIt(t *testing.T) {
	f := New("a.md", []byte("甲\n乙丙丁"))
	for _, c := range []struct {
		place Place
		want  string
	}{
		{Place{}, ""}, {Whole("a.md"), "a.md"}, {f.Point(4), "a.md:2:1"}, {f.Point(4).Chars(2), "a.md:2:1"}, {f.Point(0), "a.md:1:1"},
	} {
		if got := c.place.String(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	if got := f.Point(4).Chars(2).Text(); got != "乙丙" {
		t.Errorf("two characters are %q", got)
	}
}

// twin is the slow twin of an Editor: the range in the old text of every byte of the new.
type twin struct {
	text []byte
	was  []Range
}

func (t *twin) keep(r Range, old twin) {
	t.text = append(t.text, r.Of(old.text)...)
	t.was = append(t.was, old.was[r.From:r.To]...)
}

func (t *twin) put(s []byte, r Range, old twin) {
	was := Range{}
	if r.From < r.To {
		was = Range{old.was[r.From].From, old.was[r.To-1].To}
	}
	t.text = append(t.text, s...)
	for range s {
		t.was = append(t.was, was)
	}
}

func TestMapsLeadBackAsANoteOnEveryByteDoes(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	for range 500 {
		text := bytes.Repeat([]byte("0123456789"), 1+r.Intn(4))
		now := twin{text: text}
		for i := range text {
			now.was = append(now.was, Span(i, i+1))
		}
		var m *Map
		for range r.Intn(4) {
			e, next := Edit(now.text), twin{}
			for at := 0; at < len(now.text); {
				to := min(at+1+r.Intn(5), len(now.text))
				switch piece := Span(at, to); r.Intn(3) {
				case 0:
					e.Put([]byte("xyz"), piece)
					next.put([]byte("xyz"), piece, now)
				case 1: // taken out
				default:
					e.Keep(piece)
					next.keep(piece, now)
				}
				at = to
			}
			m, now = e.Map().After(m), next
			if !bytes.Equal(e.Text(), next.text) {
				t.Fatalf("text %q, want %q", e.Text(), next.text)
			}
		}
		for from := range now.text {
			for to := from + 1; to <= len(now.text); to++ {
				want := Range{now.was[from].From, now.was[to-1].To}
				if got := m.Range(Span(from, to)); got != want {
					t.Fatalf("%v leads to %v, want %v", Span(from, to), got, want)
				}
			}
		}
	}
}

func TestAFixedMapLeadsToOneRange(t *testing.T) {
	if got := Fixed(Span(7, 30)).Range(Span(2, 5)); got != Span(7, 30) {
		t.Error(got)
	}
	if got := Tail(10).Range(Span(2, 5)); got != Span(12, 15) {
		t.Error(got)
	}
}

func TestAPlaceCutsOffWhatLiesOutside(t *testing.T) {
	f := New("a", []byte("abc"))
	if got := f.At(Span(2, 99)).Text(); got != "c" {
		t.Errorf("%q", got)
	}
	if got := Span(-1, 2).Of(f.Text); got != nil {
		t.Errorf("%q", got)
	}
}

func TestAnOverlayShowsWhatIsNotSaved(t *testing.T) {
	disk := fstest.MapFS{"content/zh/a.md": {Data: []byte("saved")}, "content/zh/b.md": {Data: []byte("b")}}
	fsys := Overlay(disk, map[string][]byte{"content/zh/a.md": []byte("typed"), "content/zh/new.md": []byte("new")})
	for name, want := range map[string]string{"content/zh/a.md": "typed", "content/zh/b.md": "b", "content/zh/new.md": "new"} {
		if got, err := fs.ReadFile(fsys, name); err != nil || string(got) != want {
			t.Errorf("%s is %q, %v", name, got, err)
		}
		if fi, err := fs.Stat(fsys, name); err != nil || fi.Size() != int64(len(want)) || fi.Name() != path.Base(name) {
			t.Errorf("%s: %v, %v", name, fi, err)
		}
	}
	other := Overlay(disk, map[string][]byte{"content/zh/a.md": []byte("tyqed")})
	x, _ := fs.Stat(fsys, "content/zh/a.md")
	y, _ := fs.Stat(other, "content/zh/a.md")
	if x.ModTime().Equal(y.ModTime()) {
		t.Error("two states of a text cannot be told apart")
	}
	if entries, err := fs.ReadDir(fsys, "content/zh"); err != nil || len(entries) != 2 {
		t.Errorf("%v, %v", entries, err)
	}
}

func TestFilesAreEqualByNameAndText(t *testing.T) {
	f := New("a.md", []byte("text"))
	for name, c := range map[string]struct {
		g    *File
		want bool
	}{
		"itself": {f, true}, "read again": {New("a.md", []byte("text")), true}, "another name": {New("b.md", []byte("text")), false},
		"another text": {New("a.md", []byte("Text")), false}, "none": {nil, false},
	} {
		if f.Equal(c.g) != c.want || c.g.Equal(f) != c.want {
			t.Errorf("%s: want %v", name, c.want)
		}
	}
}

func TestPlacesAreInTheOrderOfTheText(t *testing.T) {
	a, b := New("a.md", []byte("a text")), New("b.md", []byte("a text"))
	ordered := []Place{a.At(Span(0, 1)), a.At(Span(0, 3)), a.At(Span(2, 3)), b.At(Span(0, 1))}
	for i, p := range ordered {
		for j, q := range ordered {
			if got := p.Compare(q); got < 0 != (i < j) || got > 0 != (i > j) {
				t.Errorf("%v against %v: %d", p, q, got)
			}
		}
	}
}
