package pdf

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"keben/internal/crew"
	"keben/internal/draw"
	"keben/internal/font"
	"keben/internal/forme"
	"keben/internal/geom"
	"keben/internal/golden"
)

// chapter is a part of a random book: as it is, and with its operations let go, once a Kept has its plate.
type chapter struct{ whole, let *forme.Part }

// desk makes random books and changes them.
type desk struct {
	t      *testing.T
	random *rand.Rand
	kept   *Kept
	lang   string

	chapters []chapter
	drawer   []chapter // taken out, and put back some day
	blanks   []int     // before each
	names    int       // of ids so far
	first    int       // the number of the first page
	swapped  bool      // sides
	title    string    // in the running head
	missing  map[string]bool
	letters  int // how many are used
}

func (d *desk) oneIn(n int) bool { return d.random.IntN(n) == 0 }

// chapter sets a part of a few pages with everything that a part may have. Many of its pairs are second texts.
func (d *desk) chapter() chapter {
	b := newBuilder(d.t)
	sect := b.add(-1, forme.Element{Role: "Sect", Lang: []string{"", "en"}[d.random.IntN(2)]})
	for range d.random.IntN(4) {
		b.page("")
		for range d.random.IntN(6) {
			d.block(b, sect)
		}
	}
	let := *b.part
	let.Bodies = slices.Clone(let.Bodies)
	return chapter{b.part, &let}
}

func (d *desk) block(b *builder, sect int32) {
	b.font = []string{"Song-Regular", "Serif-Regular", "Mono-Regular"}[d.random.IntN(3)]
	p := b.element(sect, "P")
	switch d.random.IntN(6) {
	case 0:
		d.names++
		id := fmt.Sprintf("注%d", d.names)
		p = b.element(b.add(sect, forme.Element{Role: "Note", ID: id}), "P")
	case 1:
		link := b.element(p, "Link")
		for range 2 {
			b.link(link, 40*geom.Pt, 60*geom.Pt, forme.Link{Dest: fmt.Sprint("place", d.random.IntN(5)), Text: "to"})
		}
	case 2:
		link := b.element(p, "Link")
		b.link(link, 40*geom.Pt, 60*geom.Pt, forme.Link{URI: "https://example.org/书"})
	case 3:
		figure := b.add(sect, forme.Element{Role: "Figure", Alt: "图"})
		b.box(figure, geom.Rect{X: 40 * geom.Pt, Y: b.y, W: 10 * geom.Pt, H: 10 * geom.Pt})
		b.op(draw.Op{Tag: figure, At: geom.Point{X: 40 * geom.Pt, Y: b.y}, Image: &draw.Placed{Image: tiny(d.t, d.oneIn(2)), Size: geom.Size{W: 10 * geom.Pt, H: 10 * geom.Pt}}})
		b.op(draw.Op{Tag: draw.Artifact, Path: &draw.Path{Segments: line(), Fill: &draw.Color{}, Opacity: uint8(d.random.IntN(3))}})
	case 4:
		row := b.element(b.element(sect, "Table"), "TR")
		b.add(row, forme.Element{Role: "TH", Scope: "Row"})
		p = b.element(row, "TD")
	}
	run := b.run("书a" + string(rune('b'+d.random.IntN(d.letters))))
	for i := range run.Glyphs {
		if d.oneIn(2) {
			run.Glyphs[i].Text += string(rune('α' + d.random.IntN(12)))
		}
	}
	b.op(draw.Op{Tag: p, At: geom.Point{X: 40 * geom.Pt, Y: b.y}, Run: run})
	b.skip()
}

// edit changes something.
func (d *desk) edit() {
	n := len(d.chapters)
	i := d.random.IntN(n + 1)
	insert := func(c chapter) {
		d.chapters = slices.Insert(d.chapters, i, c)
		d.blanks = slices.Insert(d.blanks, i, d.random.IntN(2))
	}
	switch k := d.random.IntN(12); {
	case n < 2 || k == 0:
		insert(d.chapter())
	case k == 1 && len(d.drawer) > 0:
		insert(d.drawer[0])
		d.drawer = d.drawer[1:]
	case k == 2:
		i = d.random.IntN(n)
		d.drawer = append(d.drawer, d.chapters[i])
		d.chapters, d.blanks = slices.Delete(d.chapters, i, i+1), slices.Delete(d.blanks, i, i+1)
	case k == 3:
		k := d.random.IntN(n)
		i = d.random.IntN(n)
		d.chapters[i], d.chapters[k] = d.chapters[k], d.chapters[i]
	case k == 4:
		d.first += d.random.IntN(3)
	case k == 5:
		d.swapped = !d.swapped
	case k == 6:
		d.title = fmt.Sprint("书", d.random.IntN(3))
	case k == 7:
		d.missing[fmt.Sprint("place", d.random.IntN(5))] = d.oneIn(2)
	case k == 8:
		d.blanks[d.random.IntN(n)] = d.random.IntN(3)
	default:
		d.chapters[d.random.IntN(n)] = d.chapter()
	}
}

// document makes the book up, of parts with their operations or of those without.
func (d *desk) document(let bool) *forme.Document {
	b := newBuilder(d.t)
	doc := b.doc
	doc.Parts, doc.Lang, doc.Title = nil, d.lang, d.title
	size := geom.Size{W: 148 * geom.Mm, H: 210 * geom.Mm}
	for i, c := range d.chapters {
		part := c.whole
		if let {
			part = c.let
		}
		doc.Parts = append(doc.Parts, part)
		for range d.blanks[i] {
			doc.Pages = append(doc.Pages, forme.Page{Trim: size})
		}
		for k := range part.Bodies {
			at := geom.Point{X: 30 * geom.Pt, Y: 50 * geom.Pt}
			if (len(doc.Pages)%2 == 0) != d.swapped {
				at.X = 41 * geom.Pt
			}
			page := forme.Page{Trim: size, Part: part, Body: k, At: at}
			if k > 0 {
				page.Label = fmt.Sprint(d.first + len(doc.Pages))
				page.Around = []draw.Op{{Tag: draw.Artifact, At: at, Run: b.run(d.title + page.Label)}}
				page.Around[0].Run.Glyphs[0].Text += "γ"
			}
			doc.Pages = append(doc.Pages, page)
		}
	}
	doc.Pages = append(doc.Pages, forme.Page{Trim: size})
	for i := range 5 {
		if name := fmt.Sprint("place", i); !d.missing[name] {
			doc.Dests[name] = forme.Dest{Page: d.random.IntN(len(doc.Pages))}
			doc.Outline = append(doc.Outline, forme.Bookmark{Title: name, Dest: name, Depth: i % 2})
		}
	}
	return doc
}

// letGo makes the plates of new parts, side by side, and lets go of their operations.
func (d *desk) letGo() {
	crew.Each(len(d.chapters), func(i int) {
		part := d.chapters[i].let
		d.kept.Plate(part, d.lang)
		for k := range part.Bodies {
			part.Bodies[k].Ops = nil
		}
	})
}

// fewest are spare codes for the glyphs of random books, but not for all their texts.
const fewest = 8

func TestEveryEditGivesTheFileOfACleanWriting(t *testing.T) {
	overflow := false
	for seed := range uint64(6) {
		// With few spare codes pairs collide and streams are patched; at last there are too few.
		spare := []int{0, 400, 100, 60, 40, fewest}[seed]
		d := &desk{t: t, random: rand.New(rand.NewPCG(seed, 1)), kept: &Kept{spare: spare}, lang: "zh-Hans", missing: map[string]bool{}, title: "书", letters: 20}
		if spare == fewest {
			d.letters = 3
		}
		for range 6 {
			d.chapters, d.blanks = append(d.chapters, d.chapter()), append(d.blanks, 0)
		}
		steps := 25
		if testing.Short() {
			steps = 8
		}
		for step := range steps {
			d.edit()
			seeds := [2]uint64{seed, uint64(step)}
			d.random = rand.New(rand.NewPCG(seeds[0], seeds[1]))
			whole := d.document(false)
			d.random = rand.New(rand.NewPCG(seeds[0], seeds[1]))
			d.letGo()
			let := d.document(true)
			var want, got bytes.Buffer
			if err := Write(&want, whole, Options{Kept: &Kept{spare: spare}}); err != nil {
				t.Fatal(err)
			}
			if err := Write(&got, let, Options{Kept: d.kept}); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.Bytes(), want.Bytes()) {
				t.Fatalf("spare codes %d, step %d: a clean writing gives another file", spare, step)
			}
			if spare == fewest {
				overflow = overflow || d.overflows(whole)
			}
			var plain bytes.Buffer
			if err := Write(&plain, let, Options{Kept: d.kept, Plain: true}); err != nil {
				t.Fatal(err)
			}
			if spare != fewest {
				sameText(t, read(t, want.Bytes()), whole)
				sameText(t, read(t, plain.Bytes()), whole)
			}
		}
		if patched := d.kept.work.patched.streams.Load(); !testing.Short() && (patched > 0) != (spare > 0) {
			t.Errorf("spare codes %d: %d streams were patched", spare, patched)
		}
	}
	if !overflow && !testing.Short() {
		t.Error("there were always enough codes")
	}
}

// overflows reports whether a book has more second texts of a face than there are codes.
func (d *desk) overflows(doc *forme.Document) bool {
	j := &job{doc: doc, kept: &Kept{spare: d.kept.spare}, out: newObjects(io.Discard, false)}
	if err := j.write(); err != nil {
		d.t.Fatal(err)
	}
	return slices.ContainsFunc(j.books, func(c *codebook) bool { return len(c.dumb) > 0 })
}

// sameText compares what a reader extracts from each page with the texts of its operations.
func sameText(t *testing.T, f *file, doc *forme.Document) {
	t.Helper()
	m := machine{file: f}
	for i, n := range f.pages() {
		var want strings.Builder
		for _, op := range doc.Pages[i].Ops() {
			if op.Run != nil {
				for _, g := range op.Run.Glyphs {
					want.WriteString(g.Text)
				}
			}
		}
		if got := textOf(m.glyphs(n)); got != want.String() {
			t.Fatalf("page %d reads %q, want %q", i, got, want.String())
		}
	}
}

func TestSameBytesOnAnyNumberOfProcessors(t *testing.T) {
	doc := bound(t, []*forme.Part{setChapter(t, 0, 3, 0), setChapter(t, 1, 40, 0), setChapter(t, 2, 1, 0)})
	var first []byte
	for _, procs := range []int{1, 2, 8} {
		before := runtime.GOMAXPROCS(procs)
		var b bytes.Buffer
		err := Write(&b, doc, Options{})
		runtime.GOMAXPROCS(before)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = b.Bytes()
		}
		if !bytes.Equal(first, b.Bytes()) {
			t.Errorf("%d processors give another file", procs)
		}
	}
}

// counts are how many streams of each kind were compressed.
type counts struct{ bodies, patched, bundles, arounds int64 }

func (k *Kept) counts() counts {
	w := &k.work
	return counts{w.bodies.streams.Load(), w.patched.streams.Load(), w.bundles.streams.Load(), w.arounds.streams.Load()}
}

func TestOnlyWhatHasChangedIsCompressed(t *testing.T) {
	var parts []*forme.Part
	for n := range 40 {
		parts = append(parts, setChapter(t, n, 2, 0))
	}
	k := &Kept{}
	write := func() (counts, int64) {
		t.Helper()
		before, bytes := k.counts(), k.work.pieces.bytes.Load()
		if err := Write(io.Discard, bound(t, parts), Options{Kept: k}); err != nil {
			t.Fatal(err)
		}
		after := k.counts()
		return counts{after.bodies - before.bodies, after.patched - before.patched, after.bundles - before.bundles, after.arounds - before.arounds},
			k.work.pieces.bytes.Load() - bytes
	}
	_, cold := write()
	faces := maps.Clone(k.faces)
	if got, long := write(); got != (counts{}) || long != 0 {
		t.Errorf("nothing has changed: %+v, %d bytes", got, long)
	}
	if len(faces) == 0 || !maps.Equal(faces, k.faces) {
		t.Errorf("faces that are still used are read again: %d were kept, %d are", len(faces), len(k.faces))
	}
	// Its elements and its pages.
	parts[20] = setChapter(t, 20, 2, 1)
	if got, long := write(); got != (counts{bodies: 2, bundles: 2}) || long > cold/2 {
		t.Errorf("one part has changed: %+v, %d of %d bytes", got, long, cold)
	}
	// Its first pages are as before. What comes behind moves to other pages, but the numbers of its objects stay.
	parts[20] = setChapter(t, 20, 4, 1)
	if got, _ := write(); got != (counts{bodies: 2, bundles: 2, arounds: 40}) {
		t.Errorf("a part has two pages more: %+v", got)
	}
	// Sides are swapped: the elements stay, and so do the bodies.
	parts = parts[1:]
	parts = slices.Insert(parts, 0, setChapter(t, 0, 2, 0))
	if got, _ := write(); got != (counts{bundles: 2}) {
		t.Errorf("the first part is set again: %+v", got)
	}
}

func TestAPartCanComeBackWithoutItsOperations(t *testing.T) {
	k := &Kept{}
	parts := []*forme.Part{setChapter(t, 0, 1, 0), setChapter(t, 1, 1, 0)}
	var want bytes.Buffer
	if err := Write(&want, bound(t, parts), Options{}); err != nil {
		t.Fatal(err)
	}
	k.Plate(parts[1], "zh-Hans")
	parts[1].Bodies[0].Ops = nil
	for _, list := range [][]*forme.Part{parts[:1], parts} {
		runtime.GC()
		var b bytes.Buffer
		if err := Write(&b, bound(t, list), Options{Kept: k}); err != nil {
			t.Fatal(err)
		}
		if len(list) == 2 && !bytes.Equal(b.Bytes(), want.Bytes()) {
			t.Error("another file")
		}
	}
	if len(k.parts) != 2 {
		t.Errorf("%d plates", len(k.parts))
	}
	runtime.KeepAlive(parts)
}

func TestPlatesAreMadeWhileABookIsWritten(t *testing.T) {
	k := &Kept{}
	parts := []*forme.Part{setChapter(t, 0, 2, 0), setChapter(t, 1, 2, 0)}
	crew.Each(4, func(i int) {
		if i%2 == 0 {
			k.Plate(parts[1], "zh-Hans")
			return
		}
		if err := Write(io.Discard, bound(t, parts[:1+i/2]), Options{Kept: k}); err != nil {
			t.Error(err)
		}
	})
	if n := k.counts().bodies; n != 4 {
		t.Errorf("4 bodies were painted %d times", n)
	}
}

func TestPagesOfPartsMayAlternate(t *testing.T) {
	parts := []*forme.Part{setChapter(t, 0, 3, 0), setChapter(t, 1, 3, 0)}
	doc := bound(t, parts)
	// 0, 1, 2 of the one, a blank, 0, 1, 2 of the other.
	p := doc.Pages
	doc.Pages = []forme.Page{p[4], p[0], p[3], p[3], p[6], p[2], p[5], p[1], p[3]}
	doc.Dests, doc.Outline = nil, nil
	f := read(t, (&builder{t: t, doc: doc}).write(Options{}))
	sameText(t, f, doc)
	if got := f.structure(); !strings.Contains(got, "  Sect P P P P P P Note") || !strings.Contains(got, "P p1:0") || strings.Index(got, "P p1:0") > strings.Index(got, "P p0:0") {
		t.Error(got)
	}
}

func TestPlatesGoWithTheirParts(t *testing.T) {
	k := &Kept{}
	for n := range 5 {
		k.Plate(setChapter(t, n, 1, 0), "zh-Hans")
	}
	runtime.GC()
	part := setChapter(t, 0, 1, 0)
	if err := Write(io.Discard, bound(t, []*forme.Part{part}), Options{Kept: k}); err != nil {
		t.Fatal(err)
	}
	if len(k.parts) != 1 {
		t.Errorf("%d plates of one part", len(k.parts))
	}
}

func TestAnotherLanguageMakesAnotherPlate(t *testing.T) {
	k := &Kept{}
	doc := bound(t, []*forme.Part{setChapter(t, 0, 1, 0)})
	for _, lang := range []string{"zh-Hans", "en", "zh-Hans"} {
		doc.Lang = lang
		var got, want bytes.Buffer
		if err := Write(&got, doc, Options{Kept: k}); err != nil {
			t.Fatal(err)
		}
		if err := Write(&want, doc, Options{}); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want.Bytes()) {
			t.Errorf("%s: another file", lang)
		}
	}
}

// slowCodes is settle, the slow way: without overflow.
func slowCodes(t *typeface, pairs []pair) map[pair]uint16 {
	sorted := slices.Clone(pairs)
	slices.SortFunc(sorted, comparePairs)
	codes := map[pair]uint16{}
	has := func(code uint16) bool {
		for _, c := range codes {
			if c == code {
				return true
			}
		}
		return false
	}
	for _, p := range sorted {
		if c := t.preferred(p); !has(c) {
			codes[p] = c
		}
	}
	for _, p := range sorted {
		if _, ok := codes[p]; ok {
			continue
		}
		c := t.preferred(p)
		for has(c) {
			if c++; int(c) >= t.first+t.count || c == 0 {
				c = uint16(t.first)
			}
		}
		codes[p] = c
	}
	return codes
}

func TestCodesDependOnTheSetOfPairsAlone(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	for range 300 {
		count := 1 + random.IntN(60)
		tf := &typeface{name: "F", first: 0x10000 - count, count: count}
		if random.IntN(2) == 0 {
			tf.first = 1
		}
		var pairs []pair
		known := map[pair]bool{}
		glyphs := map[font.GlyphID]bool{}
		for range random.IntN(80) {
			p := pair{font.GlyphID(random.IntN(9)), string(rune('a' + random.IntN(26)))}
			if !known[p] && (glyphs[p.glyph] || len(glyphs) < count) {
				known[p], glyphs[p.glyph] = true, true
				pairs = append(pairs, p)
			}
		}
		cut := random.IntN(len(pairs) + 1)
		books := codebooks([]*uses{{typeface: tf, pairs: pairs}})
		slices.Reverse(pairs)
		others := codebooks([]*uses{{typeface: tf, pairs: pairs[:cut]}, {typeface: tf, pairs: pairs[cut/2:]}})
		if len(pairs) == 0 {
			continue
		}
		c := books[0]
		taken := map[uint16]pair{}
		for _, p := range pairs {
			code := c.codes[p]
			if other := others[0].codes[p]; other != code {
				t.Fatalf("%v has the code %d and, in another order, %d", p, code, other)
			}
			if int(code) < tf.first || int(code) >= tf.first+count {
				t.Fatalf("%v has the code %d, not of %d from %d", p, code, count, tf.first)
			}
			if moved, ok := c.moved[p]; ok != (code != tf.preferred(p)) && !c.dumb[p] || ok && moved != code {
				t.Fatalf("%v: code %d, preferred %d, moved %v to %d", p, code, tf.preferred(p), ok, moved)
			}
			if c.dumb[p] {
				continue
			}
			if q, ok := taken[code]; ok {
				t.Fatalf("%v and %v have the code %d", p, q, code)
			}
			taken[code] = p
		}
		for p := range c.dumb {
			if taken[c.codes[p]].glyph != p.glyph || len(taken) != count {
				t.Fatalf("%v is drawn as %v", p, taken[c.codes[p]])
			}
		}
		if len(pairs) <= count {
			for p, want := range slowCodes(tf, pairs) {
				if c.codes[p] != want {
					t.Fatalf("%v: code %d, want %d", p, c.codes[p], want)
				}
			}
		}
	}
}

func TestFaceWithoutRoomHasASecondFont(t *testing.T) {
	b := newBuilder(t)
	b.page("1")
	run := b.run("书a书")
	run.Glyphs[2].Text = "書"
	b.op(draw.Op{Tag: b.element(-1, "P"), Run: run})
	k := &Kept{}
	tf := k.typeface(run.Face)
	tf.apart, tf.first, tf.count = true, 1, 0xffff
	var out bytes.Buffer
	if err := Write(&out, b.doc, Options{Kept: k}); err != nil {
		t.Fatal(err)
	}
	f := read(t, out.Bytes())
	m := machine{file: f}
	got := m.glyphs(f.pages()[0])
	if textOf(got) != "书a書" || got[2].font != "/"+tf.name+spareName || got[1].font == got[2].font {
		t.Errorf("%+v", got)
	}
}

func TestLongStreamsAreCompressedInPieces(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 3))
	k := &Kept{}
	data := make([]byte, 900_000)
	for i := range data {
		data[i] = byte(random.IntN(1 + i%7))
	}
	for range golden.Rounds(20) {
		if got := inflate(k.deflateLong(data)); !bytes.Equal(got, data) {
			t.Fatal("other data")
		}
		at := random.IntN(len(data))
		data = slices.Concat(data[:at], []byte("new"), data[at:])
		before := k.work.pieces.bytes.Load()
		k.deflateLong(data)
		if n := k.work.pieces.bytes.Load() - before; n > 3*mostPiece {
			t.Errorf("three bytes more: %d are compressed", n)
		}
	}
	for _, n := range []int{0, 1, leastPiece - 1, leastPiece, leastPiece + 1, mostPiece, mostPiece + 1} {
		same := bytes.Repeat([]byte{7}, n)
		if got := inflate(k.deflateLong(same)); !bytes.Equal(got, same) {
			t.Errorf("%d equal bytes become %d", n, len(got))
		}
	}
}
