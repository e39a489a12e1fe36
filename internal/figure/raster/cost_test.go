package raster

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/color/palette"
	"image/gif"
	"runtime"
	"testing"

	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/source"
)

// allocated returns the bytes that f allocates.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// claiming is a PNG that says it has this size and is of this depth, kind and interlacing.
func claiming(t *testing.T, w, h uint32, depth, kind, interlace byte) []byte {
	data := pngOf(t, quarters(4, 4, 255))
	binary.BigEndian.PutUint32(data[16:], w)
	binary.BigEndian.PutUint32(data[20:], h)
	data[24], data[25], data[28] = depth, kind, interlace
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	return data
}

// scanned is a JPEG whose scan is repeated.
func scanned(t *testing.T, n int) []byte {
	data := jpegOf(t, quarters(16, 16, 255))
	at := bytes.Index(data, []byte{0xff, 0xda})
	scan := data[at : len(data)-2]
	return append(append(bytes.Clone(data[:at]), bytes.Repeat(scan, n)...), 0xff, 0xd9)
}

func TestAPictureIsMeasuredBeforeItIsRead(t *testing.T) {
	turned := oriented(jpegOf(t, quarters(8, 8, 255)), 6)
	at := bytes.Index(turned, []byte{0xff, 0xc0})
	binary.BigEndian.PutUint16(turned[at+5:], 10_000)
	binary.BigEndian.PutUint16(turned[at+7:], 11_000)
	webp := func(w, h uint32) []byte {
		b := append([]byte("RIFF\x16\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00"), 0x10, 0, 0, 0)
		b = append(b, byte(w-1), byte((w-1)>>8), byte((w-1)>>16), byte(h-1), byte((h-1)>>8), byte((h-1)>>16))
		return b
	}
	screen := append([]byte("GIF89a"), 0xff, 0xff, 0xff, 0xff, 0, 0, 0)
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"PNG of too many pixels":         {claiming(t, 60_000, 60_000, 8, 2, 0), ErrTooLarge},
		"PNG of the greatest size":       {claiming(t, 1<<31-1, 1<<31-1, 1, 0, 0), nil},
		"PNG of 16 bits":                 {claiming(t, 10_000, 10_000, 16, 6, 0), ErrMemory},
		"transparent PNG":                {claiming(t, 10_000, 10_000, 8, 6, 0), ErrMemory},
		"interlaced PNG":                 {claiming(t, 10_000, 10_000, 8, 2, 1), ErrMemory},
		"turned JPEG":                    {turned, ErrMemory},
		"JPEG of many scans":             {scanned(t, 150), ErrScans},
		"turned JPEG of many scans":      {oriented(scanned(t, 150), 6), ErrScans},
		"WebP with room for much":        {webp(16_000, 16_000), ErrTooLarge},
		"transparent WebP of some size":  {webp(9_000, 9_000), ErrMemory},
		"GIF of the greatest size":       {screen, ErrTooLarge},
		"PNG of a size, without picture": {claiming(t, 10_000, 12_000, 8, 0, 0)[:33], ErrDamaged},
	} {
		var err error
		bytes := allocated(func() { _, err = Decode(c.data) })
		if err == nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if bytes > 1<<20 && !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %d bytes allocated", name, bytes)
		}
		if m := Explain(err, source.Place{}); m.Text("zh") == "" || m.Kind.Severity != diag.Warning {
			t.Errorf("%s: %v", name, m)
		}
	}
}

func TestAsManyScansAsProgramsWriteAreRead(t *testing.T) {
	if _, err := Decode(scanned(t, 1)); err != nil {
		t.Error(err)
	}
	if n, progressive := countScans(scanned(t, 12)); n != 12 || progressive {
		t.Errorf("%d scans", n)
	}
	if n, _ := countScans([]byte("\xff\xd8\xff\xda\x00\x02\xff")); n != 1 {
		t.Errorf("%d scans", n)
	}
}

// What is packed beside the pixels is not unpacked.
func TestTextAndProfilesOfAPNGAreNotUnpacked(t *testing.T) {
	var bomb bytes.Buffer
	z := zlib.NewWriter(&bomb)
	z.Write(make([]byte, 64<<20))
	z.Close()
	plain := pngOf(t, quarters(8, 8, 255))
	for kind, head := range map[string]string{"zTXt": "a\x00\x00", "iTXt": "a\x00\x01\x00\x00\x00", "iCCP": "a\x00\x00"} {
		data := chunk(plain, kind, append([]byte(head), bomb.Bytes()...))
		var err error
		if n := allocated(func() { _, err = Decode(data) }); n > 4<<20 || err != nil {
			t.Errorf("%s: %d bytes, %v", kind, n, err)
		}
	}
}

func TestOnlyTheFirstFrameOfAnAnimationIsRead(t *testing.T) {
	animation := func(frames int) []byte {
		g := &gif.GIF{}
		for range frames {
			g.Image = append(g.Image, image.NewPaletted(image.Rect(0, 0, 500, 500), palette.Plan9))
			g.Delay = append(g.Delay, 1)
		}
		var b bytes.Buffer
		if err := gif.EncodeAll(&b, g); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	one, many := animation(1), animation(60)
	first := allocated(func() { Decode(one) })
	if n := allocated(func() { Decode(many) }); n > first+first/2 {
		t.Errorf("60 frames take %d bytes, one takes %d", n, first)
	}
}

func TestWeightsAllowWhatIsPrinted(t *testing.T) {
	for _, c := range []struct {
		kind string
		data []byte
		w, h int
		m    color.Model
	}{
		{"png", claiming(t, 9933, 12_000, 8, 2, 0), 9933, 12_000, color.RGBAModel},
		{"jpeg", jpegOf(t, quarters(8, 8, 255)), 12_000, 9000, color.YCbCrModel},
		{"jpeg", oriented(jpegOf(t, quarters(8, 8, 255)), 6), 8660, 5773, color.YCbCrModel}, // 50 million, turned
		{"gif", nil, 10_000, 10_000, nil},
		{"webp", nil, 12_000, 9000, color.YCbCrModel},
	} {
		if err := afford(c.kind, c.data, image.Config{Width: c.w, Height: c.h, ColorModel: c.m}); err != nil {
			t.Errorf("%s of %d million pixels: %v", c.kind, c.w*c.h/1_000_000, err)
		}
	}
	if budget.PictureMemory.Max < 1<<29 {
		t.Error("too little memory for a picture")
	}
}
