package raster

import (
	"bytes"
	"encoding/binary"
	"errors"
	"go/build"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"keben/internal/figure/draw"
	"keben/internal/source"
)

// quarters is a picture of four colours: red, green above blue, white.
func quarters(w, h int, alpha uint8) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{255, 0, 0, alpha}
			switch {
			case x >= w/2 && y < h/2:
				c = color.NRGBA{0, 255, 0, 255}
			case x < w/2 && y >= h/2:
				c = color.NRGBA{0, 0, 255, 255}
			case x >= w/2:
				c = color.NRGBA{255, 255, 255, 255}
			}
			m.Set(x, y, c)
		}
	}
	return m
}

func pngOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// chunk inserts a chunk after IHDR.
func chunk(data []byte, kind string, body []byte) []byte {
	var c bytes.Buffer
	binary.Write(&c, binary.BigEndian, uint32(len(body)))
	c.WriteString(kind)
	c.Write(body)
	binary.Write(&c, binary.BigEndian, crc32.ChecksumIEEE(append([]byte(kind), body...)))
	return append(append(bytes.Clone(data[:33]), c.Bytes()...), data[33:]...)
}

// oriented inserts an EXIF segment with an orientation and 300 dots to the inch.
func oriented(data []byte, orientation uint16) []byte {
	t := []byte("MM\x00*\x00\x00\x00\x08\x00\x03" +
		"\x01\x12\x00\x03\x00\x00\x00\x01" + string([]byte{byte(orientation >> 8), byte(orientation)}) + "\x00\x00" +
		"\x01\x1a\x00\x05\x00\x00\x00\x01\x00\x00\x00\x32" +
		"\x01\x28\x00\x03\x00\x00\x00\x01\x00\x02\x00\x00" +
		"\x00\x00\x00\x00" + "\x00\x00\x01\x2c\x00\x00\x00\x01")
	seg := append([]byte{0xff, 0xe1, 0, byte(2 + 6 + len(t))}, "Exif\x00\x00"...)
	seg = append(seg, t...)
	return append(append(bytes.Clone(data[:2]), seg...), data[2:]...)
}

func decode(t *testing.T, data []byte) *draw.Image {
	t.Helper()
	img, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// keepsPromise checks what Decode says of its result.
func keepsPromise(t *testing.T, img *draw.Image) image.Image {
	t.Helper()
	m, format, err := image.Decode(bytes.NewReader(img.Data))
	if err != nil || format != img.Format || m.Bounds().Dx() != img.Width || m.Bounds().Dy() != img.Height || len(img.Key) != 32 {
		t.Fatalf("%s %d×%d, key %q, decodes to %v %v %v", img.Format, img.Width, img.Height, img.Key, format, m.Bounds(), err)
	}
	if format == "png" {
		opaque := m.(interface{ Opaque() bool }).Opaque()
		if h := scanPNG(img.Data); !h.plain && (opaque || img.Data[24] != 8 || img.Data[25] != 6 || img.Data[28] != 0) {
			t.Errorf("PNG of depth %d, type %d, interlace %d; opaque: %v", img.Data[24], img.Data[25], img.Data[28], opaque)
		}
	}
	if again, err := Decode(img.Data); err != nil || again.Key != img.Key {
		t.Errorf("decoding the result changes it: %v", err)
	}
	return m
}

func TestPlainFilesAreKept(t *testing.T) {
	gray := image.NewGray(image.Rect(0, 0, 3, 2))
	palette := image.NewPaletted(image.Rect(0, 0, 5, 5), color.Palette{color.Black, color.White, color.NRGBA{1, 2, 3, 255}})
	for name, data := range map[string][]byte{
		"rgb": pngOf(t, quarters(8, 6, 255)), "grey": pngOf(t, gray), "palette": pngOf(t, palette),
		"jpeg": jpegOf(t, quarters(16, 16, 255)), "grey jpeg": jpegOf(t, gray), "upright": oriented(jpegOf(t, gray), 1),
	} {
		img := decode(t, data)
		if !bytes.Equal(img.Data, data) {
			t.Errorf("%s is written anew", name)
		}
		keepsPromise(t, img)
	}
}

func TestOtherPNGsAreNormalised(t *testing.T) {
	deep := image.NewNRGBA64(image.Rect(0, 0, 4, 4))
	deep.Set(1, 1, color.NRGBA64{0x8000, 0x4000, 0xffff, 0x8000})
	opaque64 := image.NewNRGBA64(image.Rect(0, 0, 2, 2))
	for i := range opaque64.Pix {
		opaque64.Pix[i] = 0xff
	}
	see := image.NewPaletted(image.Rect(0, 0, 4, 4), color.Palette{color.Black, color.NRGBA{9, 9, 9, 0}})
	through := image.NewPaletted(image.Rect(0, 0, 4, 4), see.Palette)
	through.Pix[3] = 1
	for name, m := range map[string]image.Image{
		"16 bits with alpha": deep, "16 bits": opaque64, "grey of 16 bits": image.NewGray16(image.Rect(0, 0, 2, 2)),
		"alpha": quarters(8, 8, 100), "palette with an unused transparent entry": see, "transparent palette": through,
	} {
		t.Run(name, func(t *testing.T) { keepsPromise(t, decode(t, pngOf(t, m))) })
	}
	m := keepsPromise(t, decode(t, pngOf(t, quarters(8, 8, 100))))
	if c := color.NRGBAModel.Convert(m.At(0, 0)).(color.NRGBA); c != (color.NRGBA{255, 0, 0, 100}) {
		t.Errorf("transparency became %v", c)
	}
}

func TestGIFBecomesPNG(t *testing.T) {
	var b bytes.Buffer
	if err := gif.Encode(&b, quarters(8, 8, 255), nil); err != nil {
		t.Fatal(err)
	}
	if img := decode(t, b.Bytes()); img.Format != "png" {
		t.Error(img.Format)
	} else {
		keepsPromise(t, img)
	}
}

func TestPhotographIsTurnedUpright(t *testing.T) {
	red, green, blue, white := color.NRGBA{255, 0, 0, 255}, color.NRGBA{0, 255, 0, 255}, color.NRGBA{0, 0, 255, 255}, color.NRGBA{255, 255, 255, 255}
	// The stored quarters are red green / blue white; the corners from the top left, by row.
	want := [9][4]color.NRGBA{
		2: {green, red, white, blue}, 3: {white, blue, green, red}, 4: {blue, white, red, green},
		5: {red, blue, green, white}, 6: {blue, red, white, green}, 7: {white, green, blue, red}, 8: {green, white, red, blue},
	}
	stored := jpegOf(t, quarters(64, 32, 255))
	for o := uint16(2); o <= 8; o++ {
		img := decode(t, oriented(stored, o))
		m := keepsPromise(t, img)
		w, h := img.Width, img.Height
		if (o >= 5) != (w == 32 && h == 64) {
			t.Errorf("orientation %d: %d×%d", o, w, h)
		}
		for i, p := range []image.Point{{w / 4, h / 4}, {w * 3 / 4, h / 4}, {w / 4, h * 3 / 4}, {w * 3 / 4, h * 3 / 4}} {
			c := color.NRGBAModel.Convert(m.At(p.X, p.Y)).(color.NRGBA)
			if near := func(a, b uint8) bool { return max(a, b)-min(a, b) < 40 }; !near(c.R, want[o][i].R) || !near(c.G, want[o][i].G) || !near(c.B, want[o][i].B) {
				t.Errorf("orientation %d, quarter %d: %v, want %v", o, i, c, want[o][i])
			}
		}
	}
}

func TestResolutionIsRead(t *testing.T) {
	if img := decode(t, chunk(pngOf(t, quarters(4, 4, 255)), "pHYs", []byte{0, 0, 0x2e, 0x23, 0, 0, 0x2e, 0x23, 1})); img.DPI != 300 {
		t.Errorf("PNG of 11811 pixels per metre: %d dpi", img.DPI)
	}
	if img := decode(t, oriented(jpegOf(t, quarters(8, 8, 255)), 6)); img.DPI != 300 {
		t.Errorf("JPEG of 300 dpi: %d", img.DPI)
	}
	if img := decode(t, pngOf(t, quarters(4, 4, 255))); img.DPI != 0 {
		t.Errorf("PNG that says nothing: %d dpi", img.DPI)
	}
}

func TestBombsAndGarbageAreRefused(t *testing.T) {
	big := pngOf(t, quarters(4, 4, 255))
	binary.BigEndian.PutUint32(big[16:], 100_000)
	binary.BigEndian.PutUint32(big[20:], 100_000)
	binary.BigEndian.PutUint32(big[29:], crc32.ChecksumIEEE(big[12:29]))
	if _, err := Decode(big); !errors.Is(err, ErrTooLarge) {
		t.Errorf("100000×100000: %v", err)
	}
	good := pngOf(t, quarters(40, 40, 255))
	if _, err := Decode(good[:len(good)/2]); !errors.Is(err, ErrDamaged) {
		t.Errorf("half a PNG: %v", err)
	}
	if _, err := Decode(jpegOf(t, quarters(40, 40, 255))[:40]); !errors.Is(err, ErrDamaged) {
		t.Errorf("the head of a JPEG: %v", err)
	}
	for _, s := range []string{"", "x", "<svg/>", "II*\x00....", "%PDF-1.7", "\x00\x00\x00\x18ftypheic"} {
		_, err := Decode([]byte(s))
		if !errors.Is(err, ErrFormat) {
			t.Errorf("%q: %v", s, err)
		}
		if m := Explain(err, source.Place{}); m.Kind.ID != "picture-format" || strings.Contains(m.Text("zh"), "%") {
			t.Errorf("%q: %s", s, m.Text("zh"))
		}
	}
}

func TestCMYKPhotographBecomesRGB(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(build.Default.GOROOT, "src/image/testdata/video-001.cmyk.jpeg"))
	if err != nil {
		t.Skip("this Go has no test pictures")
	}
	m := keepsPromise(t, decode(t, data))
	if _, ok := m.(*image.YCbCr); !ok {
		t.Errorf("it is %T", m)
	}
}

func TestInterlacedPNGIsUnrolled(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(build.Default.GOROOT, "src/image/png/testdata/gray-gradient.png"))
	inter, err2 := os.ReadFile(filepath.Join(build.Default.GOROOT, "src/image/png/testdata/gray-gradient.interlaced.png"))
	if err != nil || err2 != nil {
		t.Skip("this Go has no test pictures")
	}
	a, b := keepsPromise(t, decode(t, data)), keepsPromise(t, decode(t, inter))
	if a.Bounds() != b.Bounds() || a.At(7, 9) != b.At(7, 9) {
		t.Error("another picture")
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(pngOf(f, quarters(4, 4, 100)))
	f.Add(jpegOf(f, quarters(8, 8, 255)))
	f.Add(oriented(jpegOf(f, quarters(8, 8, 255)), 6))
	f.Add([]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"))
	f.Add([]byte("RIFF\x1a\x00\x00\x00WEBPVP8L\r\x00\x00\x00/\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if c, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && c.Width*c.Height > 1<<20 {
			t.Skip("decoding it is slow and teaches nothing")
		}
		if img, err := Decode(data); err == nil && (img.Width < 1 || img.Height < 1 || len(img.Data) == 0) {
			t.Fatalf("%+v", img)
		}
	})
}
