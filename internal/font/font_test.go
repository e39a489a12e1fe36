package font_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"keben/internal/font"
	"keben/templates"
)

func read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := templates.FS.ReadFile("fonts/" + name + ".ttf")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func load(t testing.TB, name string) *font.Face {
	t.Helper()
	f, err := font.Parse(read(t, name), 0)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestEveryBuiltInFaceIsRead(t *testing.T) {
	entries, err := templates.FS.ReadDir("fonts")
	if err != nil || len(entries) != 15 {
		t.Fatalf("%d faces, %v", len(entries), err)
	}
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), ".ttf")
		f := load(t, name)
		if f.PostScriptName != name {
			t.Errorf("%s calls itself %s", name, f.PostScriptName)
		}
		if f.UnitsPerEm != 1000 || f.Restricted || f.CFF {
			t.Errorf("%s: %d units, restricted %v, CFF %v", name, f.UnitsPerEm, f.Restricted, f.CFF)
		}
		for _, reserved := range []string{"Source", "LXGW", "霞鹜", "Noto"} {
			if strings.Contains(f.Family, reserved) || strings.Contains(f.PostScriptName, reserved) {
				t.Errorf("%s has the reserved name %s", name, reserved)
			}
		}
	}
}

func TestMetricsAreTypographic(t *testing.T) {
	song := load(t, "KebenSong-Regular")
	if song.Ascent != 880 || song.Descent != -120 {
		t.Errorf("Song: %d %d, want the typographic 880 and -120", song.Ascent, song.Descent)
	}
	serif := load(t, "KebenSerif-Italic")
	if serif.XHeight != 475 || serif.CapHeight != 670 || serif.ItalicAngle >= 0 || !serif.Serif || serif.FixedPitch {
		t.Errorf("Serif Italic: %+v", []any{serif.XHeight, serif.CapHeight, serif.ItalicAngle, serif.Serif, serif.FixedPitch})
	}
	if mono := load(t, "KebenMono-Regular"); !mono.FixedPitch || mono.Weight != 400 {
		t.Errorf("Mono: fixed %v, weight %d", mono.FixedPitch, mono.Weight)
	}
	if w := load(t, "KebenHei-Bold").Weight; w != 700 {
		t.Errorf("Hei Bold: weight %d", w)
	}
}

func TestCharactersHaveGlyphs(t *testing.T) {
	song := load(t, "KebenSong-Regular")
	for _, r := range "国一龘，。“”——……·《》①Aé" {
		if g, ok := song.GID(r); !ok || g == 0 {
			t.Errorf("no glyph for %c", r)
		}
	}
	if _, ok := song.GID('𠅤'); !ok { // U+20164, of the 8105, outside the basic plane
		t.Error("no glyph for a supplementary character")
	}
	for _, r := range []rune{-1, 0x10FFFF, 0x110000, 0xE000, 0xD800} {
		if g, ok := song.GID(r); ok {
			t.Errorf("U+%04X has glyph %d", r, g)
		}
	}
}

func TestAdvanceAndBounds(t *testing.T) {
	song := load(t, "KebenSong-Regular")
	for _, c := range []struct {
		r          rune
		advance    int
		minX, maxX int // the ink lies within
		ink        bool
	}{
		{'国', 1000, 0, 1000, true}, {'，', 1000, 0, 500, true}, {'（', 1000, 500, 1000, true}, {'\u3000', 1000, 0, 0, false},
	} {
		g, _ := song.GID(c.r)
		x0, _, x1, _, ok := song.Bounds(g)
		if song.Advance(g) != c.advance || ok != c.ink || ok && (x0 < c.minX || x1 > c.maxX) {
			t.Errorf("%c: advance %d, ink %d to %d, %v", c.r, song.Advance(g), x0, x1, ok)
		}
	}
	if song.Advance(0xFFFF) != 0 {
		t.Error("a glyph that is not there has an advance")
	}
}

// TestOutlinesAgreeWithXImage compares with golang.org/x/image, a reader written by others.
func TestOutlinesAgreeWithXImage(t *testing.T) {
	for _, name := range []string{"KebenSong-Regular", "KebenSerif-Italic", "KebenMono-Regular"} {
		data := read(t, name)
		face := load(t, name)
		ref, err := sfnt.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		compareOutlines(t, face, ref, "国永Aégß@&，…１")
	}
}

func compareOutlines(t *testing.T, face *font.Face, ref *sfnt.Font, text string) {
	t.Helper()
	var b sfnt.Buffer
	ppem := fixed.I(face.UnitsPerEm)
	for _, r := range text {
		g, ok := face.GID(r)
		if !ok {
			continue
		}
		if i, err := ref.GlyphIndex(&b, r); err != nil || i != sfnt.GlyphIndex(g) {
			t.Errorf("%c is glyph %d, want %d", r, g, i)
		}
		want, err := ref.LoadGlyph(&b, sfnt.GlyphIndex(g), ppem, nil)
		if err != nil {
			t.Fatal(err)
		}
		xs, ours := ends(want), ourEnds(face.Outline(g))
		// One of the readers may write the closing line that the other leaves to Close.
		if !samePoints(xs, ours) {
			t.Errorf("%s %c: %d end points, want %d", face.PostScriptName, r, len(ours), len(xs))
		}
	}
}

// ends and ourEnds list the end points of the steps of an outline.
func ends(segments sfnt.Segments) (out []fixed.Point26_6) {
	for _, s := range segments {
		out = append(out, s.Args[[...]int{sfnt.SegmentOpMoveTo: 0, sfnt.SegmentOpLineTo: 0, sfnt.SegmentOpQuadTo: 1, sfnt.SegmentOpCubeTo: 2}[s.Op]])
	}
	return out
}

func ourEnds(segments []font.Segment) (out []fixed.Point26_6) {
	for _, s := range segments {
		if s.Verb == font.Close {
			continue
		}
		p := s.P[[...]int{font.MoveTo: 0, font.LineTo: 0, font.CubicTo: 2}[s.Verb]]
		out = append(out, fixed.Point26_6{X: fixed.Int26_6(p.X * 64), Y: -fixed.Int26_6(p.Y * 64)})
	}
	return out
}

// samePoints compares the sets of end points within half a unit: where a contour starts is the reader's
// choice, and x/image rounds implied points.
func samePoints(a, b []fixed.Point26_6) bool {
	in := func(p fixed.Point26_6, s []fixed.Point26_6) bool {
		for _, q := range s {
			if dx, dy := p.X-q.X, p.Y-q.Y; dx*dx <= 32*32 && dy*dy <= 32*32 {
				return true
			}
		}
		return false
	}
	for _, p := range a {
		if !in(p, b) {
			return false
		}
	}
	for _, p := range b {
		if !in(p, a) {
			return false
		}
	}
	return true
}

func glyphs(f *font.Face, text string) (out []font.GlyphID) {
	for _, r := range text {
		g, _ := f.GID(r)
		out = append(out, g)
	}
	return out
}

// coded gives glyphs codes far apart, the later ones the lower ones.
func coded(glyphs []font.GlyphID) []font.Coded {
	var out []font.Coded
	for i, g := range glyphs {
		out = append(out, font.Coded{CID: uint16(60000 - 37*i), Glyph: g})
	}
	return out
}

func TestSubsetIsAFontWithTheSameDrawings(t *testing.T) {
	for _, name := range []string{"KebenSong-Regular", "KebenSerif-Regular", "KebenMono-Bold", "KebenKai-Regular"} {
		f := load(t, name)
		codes := coded(glyphs(f, "Aé½国ö国ﬁ，"))
		s, err := f.Subset(codes)
		if err != nil {
			t.Fatal(err)
		}
		slices.Reverse(codes)
		again, _ := f.Subset(codes)
		if !bytes.Equal(s.Data, again.Data) || !bytes.Equal(s.Map, again.Map) {
			t.Error("the same glyphs give other bytes")
		}
		if _, err := sfnt.Parse(s.Data); err != nil {
			t.Fatalf("%s: x/image: %v", name, err)
		}
		small, err := font.Parse(s.Data, 0)
		if err != nil {
			t.Fatal(err)
		}
		if len(s.Map) != 2*60001 || s.CFF {
			t.Fatalf("a map of %d bytes", len(s.Map))
		}
		seen := map[font.GlyphID]font.GlyphID{}
		for _, c := range append(codes, font.Coded{}) {
			n := font.GlyphID(s.Map[2*int(c.CID)])<<8 | font.GlyphID(s.Map[2*int(c.CID)+1])
			if small.Advance(n) != f.Advance(c.Glyph) {
				t.Errorf("%s code %d: advance %d, want %d", name, c.CID, small.Advance(n), f.Advance(c.Glyph))
			}
			if !equalOutlines(small.Outline(n), f.Outline(c.Glyph)) {
				t.Errorf("%s code %d is drawn otherwise", name, c.CID)
			}
			if m, ok := seen[c.Glyph]; ok && m != n {
				t.Errorf("%s: glyph %d is there twice", name, c.Glyph)
			}
			seen[c.Glyph] = n
		}
		if len(s.Data) > 40_000 {
			t.Errorf("%s: a subset of eight glyphs takes %d bytes", name, len(s.Data))
		}
		sanitize(t, s.Data)
	}
}

func equalOutlines(a, b []font.Segment) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// sanitize lets fontTools, where it is installed, read every table of a font file.
func sanitize(t *testing.T, data []byte) {
	t.Helper()
	python := ""
	for _, name := range []string{"python3", "/usr/bin/python3"} {
		if p, err := exec.LookPath(name); err == nil && exec.Command(p, "-c", "import fontTools").Run() == nil {
			python = p
		}
	}
	if python == "" {
		t.Log("fontTools is not installed (Debian: python3-fonttools): the subset is not read by it")
		return
	}
	file := filepath.Join(t.TempDir(), "f.ttf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(python, "-c", `
import sys
from fontTools.ttLib import TTFont
from fontTools.pens.recordingPen import RecordingPen
f = TTFont(sys.argv[1], checkChecksums=2)
for tag in f.keys(): f[tag]
gs = f.getGlyphSet()
for g in f.getGlyphOrder(): gs[g].draw(RecordingPen())
`, file).CombinedOutput()
	if err != nil {
		t.Errorf("fontTools: %v\n%s", err, out)
	}
}

func TestSubsetRefusesWhatIsNotThere(t *testing.T) {
	f := load(t, "KebenSerif-Regular")
	if _, err := f.Subset([]font.Coded{{CID: 1, Glyph: font.GlyphID(f.NumGlyphs)}}); err == nil {
		t.Error("no error for a glyph the face does not have")
	}
	for _, codes := range [][]font.Coded{{{CID: 0, Glyph: 1}}, {{CID: 5, Glyph: 1}, {CID: 7, Glyph: 1}, {CID: 5, Glyph: 2}}} {
		if _, err := f.Subset(codes); err == nil {
			t.Errorf("%v: no error", codes)
		}
	}
	if s, err := f.Subset(nil); err != nil || len(s.Map) != 2 {
		t.Errorf("an empty subset: %v", err)
	}
}

func TestEveryGlyphHasTheCharacterThatIsTypedForIt(t *testing.T) {
	f := load(t, "KebenSong-Regular")
	chars := f.Characters()
	if len(chars) != f.NumGlyphs || chars[0] != 0 {
		t.Fatalf("%d characters of %d glyphs, the first %U", len(chars), f.NumGlyphs, chars[0])
	}
	for _, r := range "一人金见⻅、，。—…“·国書豈A1 -" {
		if g, ok := f.GID(r); ok && chars[g] != r && r != '⻅' {
			t.Errorf("glyph %d of %c stands for %c", g, r, chars[g])
		}
	}
	for g, r := range chars {
		if back, ok := f.GID(r); r != 0 && (!ok || int(back) != g) {
			t.Errorf("glyph %d stands for %U, which is glyph %d", g, r, back)
		}
	}
}

func TestRenameKeepsCopyrightAndDrawings(t *testing.T) {
	f := load(t, "KebenKai-Regular")
	data, err := f.Rename(font.Naming{Family: "My Kai", Style: "Light", Notice: "made here"})
	if err != nil {
		t.Fatal(err)
	}
	g, err := font.Parse(data, 0)
	if err != nil || g.Family != "My Kai" || g.PostScriptName != "MyKai-Light" {
		t.Fatalf("%q %q %v", g.Family, g.PostScriptName, err)
	}
	if utf16 := "\x00L\x00X\x00G\x00W"; !bytes.Contains(g.Table("name"), []byte(utf16)) {
		t.Error("the copyright record is gone")
	}
	if !bytes.Equal(g.Table("glyf"), f.Table("glyf")) {
		t.Error("the drawings changed")
	}
	// Windows in American English, in Unicode (OpenType, "name").
	if family := "\x00\x03\x00\x01\x04\x09\x00\x01"; !bytes.Contains(g.Table("name"), []byte(family)) {
		t.Error("Windows finds no name of the family")
	}
}

func TestGarbageIsRefused(t *testing.T) {
	for _, s := range []string{"", "OTTO", "\x00\x01\x00\x00\x00\x01", "wOF2....", "ttcf\x00\x01\x00\x00\xff\xff\xff\xff", "<html>"} {
		if f, err := font.Parse([]byte(s), 0); err == nil || f != nil {
			t.Errorf("%q is read as a font", s)
		}
	}
	if _, err := font.Parse(read(t, "KebenMono-Regular"), 1); err == nil {
		t.Error("face 1 of a file of one")
	}
}

func TestTruncatedFaceNeverPanics(t *testing.T) {
	data := read(t, "KebenSerif-Italic")
	for n := 0; n < len(data); n += 997 {
		use(data[:n])
	}
}

// use calls everything on a face of data, if it is one.
func use(data []byte) {
	for i := range min(font.Faces(data), 3) {
		f, err := font.Parse(data, i)
		if err != nil {
			continue
		}
		var ids []font.GlyphID
		for r := rune(0); r < 0x300; r += 7 {
			g, _ := f.GID(r)
			ids = append(ids, g)
		}
		for g := range min(f.NumGlyphs, 40) {
			ids = append(ids, font.GlyphID(g))
		}
		for _, g := range ids {
			f.Advance(g)
			f.Bounds(g)
			f.Outline(g)
		}
		f.Subset(coded(ids))
		f.Rename(font.Naming{Family: "A", Style: "B"})
	}
}
