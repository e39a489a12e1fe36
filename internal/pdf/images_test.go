package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"regexp"
	"strings"
	"testing"

	"keben/internal/draw"
	"keben/internal/geom"
)

// xobjects writes a page with the images and returns the file and the image objects in the order of
// the list.
func xobjects(t *testing.T, list ...*draw.Image) (*file, []int) {
	t.Helper()
	b := newBuilder(t)
	b.page("1")
	for _, img := range list {
		b.image(img)
	}
	f := read(t, b.write(Options{}))
	var out []int
	seen := map[int]bool{}
	resources := f.objects[f.follow(f.pages()[0], "Resources")]
	for _, img := range list {
		key := img.Key
		if key == "" {
			sum := sha256.Sum256(img.Data)
			key = string(sum[:])
		}
		n := atoi(regexp.MustCompile("/" + imageName(key) + ` (\d+) 0 R`).FindStringSubmatch(resources)[1])
		if !seen[n] {
			out = append(out, n)
		}
		seen[n] = true
	}
	return f, out
}

func encoded(t *testing.T, m image.Image) *draw.Image {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return &draw.Image{Key: fmt.Sprintf("%T", m), Format: "png", Data: b.Bytes()}
}

// pixels undoes the row filters of PNG.
func pixels(t *testing.T, f *file, n int) []byte {
	t.Helper()
	dict := f.objects[n]
	value := func(key string) int {
		return atoi(regexp.MustCompile(`/` + key + ` (\d+)`).FindStringSubmatch(dict)[1])
	}
	head := []byte{0, 0, 0, byte(value("Width")), 0, 0, 0, byte(value("Height")), 8, 2, 0, 0, 0}
	components := 3
	if strings.Contains(dict, "/ColorSpace /DeviceGray") {
		head[9], components = 0, 1
	}
	var rows bytes.Buffer
	z := zlib.NewWriter(&rows)
	z.Write(f.streams[n])
	z.Close()
	m, err := png.Decode(bytes.NewReader(pngOf(head, rows.Bytes())))
	if err != nil {
		t.Fatalf("%s: %v", dict, err)
	}
	var out []byte
	for y := range m.Bounds().Dy() {
		for x := range m.Bounds().Dx() {
			c := color.NRGBAModel.Convert(m.At(x, y)).(color.NRGBA)
			out = append(out, []byte{c.R, c.G, c.B}[:components]...)
		}
	}
	return out
}

// pngOf makes a PNG file of a header and compressed rows.
func pngOf(head, rows []byte) []byte {
	b := []byte("\x89PNG\r\n\x1a\n")
	for _, c := range [...]struct {
		kind string
		data []byte
	}{{"IHDR", head}, {"IDAT", rows}, {"IEND", nil}} {
		b = binary.BigEndian.AppendUint32(b, uint32(len(c.data)))
		body := append([]byte(c.kind), c.data...)
		b = binary.BigEndian.AppendUint32(append(b, body...), crc32.ChecksumIEEE(body))
	}
	return b
}

func TestPlainPNGIsEmbeddedAsItIs(t *testing.T) {
	gray := image.NewGray(image.Rect(0, 0, 3, 2))
	gray.SetGray(1, 1, color.Gray{Y: 77})
	palette := image.NewPaletted(image.Rect(0, 0, 3, 2), color.Palette{color.White, color.RGBA{R: 200, A: 255}})
	palette.SetColorIndex(0, 0, 1)
	f, list := xobjects(t, encoded(t, gray), encoded(t, palette), tiny(t, false))
	for i, want := range []string{
		"/Width 3 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode /DecodeParms <</Predictor 15 /Colors 1 /BitsPerComponent 8 /Columns 3>>",
		"/ColorSpace [/Indexed /DeviceRGB 1 <FFFFFFC80000>] /BitsPerComponent 1 ",
		"/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode /DecodeParms <</Predictor 15 /Colors 3 /BitsPerComponent 8 /Columns 24>>",
	} {
		if got := f.objects[list[i]]; !strings.Contains(got, want) {
			t.Errorf("image %d: %s", i, got)
		}
	}
	if got := pixels(t, f, list[0]); got[4] != 77 || got[0] != 0 {
		t.Errorf("grey pixels %v", got)
	}
}

func TestTransparencyBecomesASoftMask(t *testing.T) {
	f, list := xobjects(t, tiny(t, true))
	mask := f.follow(list[0], "SMask")
	colors, alpha := pixels(t, f, list[0]), pixels(t, f, mask)
	if got := colors[3*5+0]; got != 50 {
		t.Errorf("red at 5,0 is %d", got)
	}
	if alpha[0] != 0 || alpha[5] != 50 || alpha[23] != 230 {
		t.Errorf("alpha %v", alpha[:24])
	}
	if !strings.Contains(f.objects[mask], "/DeviceGray") {
		t.Error(f.objects[mask])
	}
}

func TestDeepPNGIsReduced(t *testing.T) {
	deep := image.NewRGBA64(image.Rect(0, 0, 2, 1))
	deep.SetRGBA64(0, 0, color.RGBA64{R: 0x8000, A: 0xffff})
	deep.SetRGBA64(1, 0, color.RGBA64{B: 0xffff, A: 0xffff})
	f, list := xobjects(t, encoded(t, deep))
	if got := pixels(t, f, list[0]); !bytes.Equal(got, []byte{0x80, 0, 0, 0, 0, 255}) {
		t.Errorf("pixels %v", got)
	}
	if strings.Contains(f.objects[list[0]], "SMask") {
		t.Error("an opaque image has a mask")
	}
}

func TestJPEGIsEmbeddedAsItIs(t *testing.T) {
	for _, c := range []struct {
		m     image.Image
		space string
	}{{image.NewGray(image.Rect(0, 0, 8, 8)), "/DeviceGray"}, {image.NewRGBA(image.Rect(0, 0, 8, 8)), "/DeviceRGB"}} {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, c.m, nil); err != nil {
			t.Fatal(err)
		}
		f, list := xobjects(t, &draw.Image{Key: "j", Format: "jpeg", Data: b.Bytes()})
		if !bytes.Equal(f.streams[list[0]], b.Bytes()) || !strings.Contains(f.objects[list[0]], c.space+" /BitsPerComponent 8 /Filter /DCTDecode") {
			t.Error(f.objects[list[0]])
		}
	}
}

func TestImagesOfOneKeyAreEmbeddedOnce(t *testing.T) {
	other := tiny(t, true)
	other.Key = ""
	same := *other
	if _, list := xobjects(t, tiny(t, false), tiny(t, false), other, &same, tiny(t, false)); len(list) != 2 {
		t.Errorf("%d objects", len(list))
	}
}

func TestImageIsPlacedByItsTopLeftCorner(t *testing.T) {
	b := newBuilder(t)
	b.page("1")
	b.op(draw.Op{Tag: draw.Artifact, At: geom.Point{X: 10 * geom.Pt, Y: 20 * geom.Pt},
		Image: &draw.Placed{Image: tiny(t, false), Size: geom.Size{W: 30 * geom.Pt, H: 40 * geom.Pt}}})
	f := read(t, b.write(Options{Plain: true}))
	if s := f.content(f.pages()[0]); !strings.Contains(s, "q\n30 0 0 40 -20 -10 cm\n/"+imageName("opaque")+" Do\nQ\n") {
		t.Error(s)
	}
}

func FuzzImage(f *testing.F) {
	f.Add("png", tiny(f, true).Data)
	f.Add("png", tiny(f, false).Data)
	f.Add("png", tiny(f, false).Data[:60])
	var b bytes.Buffer
	jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, 8, 8)), nil)
	f.Add("jpeg", b.Bytes())
	f.Fuzz(func(t *testing.T, format string, data []byte) {
		if c, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && c.Width*c.Height > 1<<20 {
			t.Skip("large")
		}
		newPicture(&draw.Image{Key: "k", Format: format, Data: data})
	})
}
