// Package raster reads photographs and screenshots (PNG, JPEG, GIF, WebP) into the two forms that both a website and a
// PDF can have: PNG (ISO/IEC 15948) and JPEG (ITU-T T.81).
//
// Sizes are in pixels, resolutions in pixels per inch.
//
// A file is kept byte for byte where it already has one of the two forms, because writing it anew costs quality or
// time. It is still decoded once, so that a damaged file is found now and not by a reader. The size is read and judged
// before the pixels are, because a file of a few kilobytes can unpack to more than the memory.
package raster

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/webp"

	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/draw"
	"keben/internal/source"
)

// Why a file is not read. The errors Decode returns wrap one of these.
var (
	ErrFormat   = errors.New("not a picture that can be read (PNG, JPEG, GIF and WebP are)")
	ErrTooLarge = errors.New("more pixels than are read")
	ErrDamaged  = errors.New("damaged picture")
)

// Messages about pictures.
var (
	unknownFormat = diag.NewKind("picture-format", diag.Warning,
		"the picture is in a format that cannot be read", "图片格式无法识别",
		"save it as PNG or JPEG", "请另存为 PNG 或 JPEG 格式")
	foreignFormat = diag.NewKind("picture-format", diag.Warning,
		"the picture is a %s file, which cannot be read", "图片为 %s 格式，无法读取",
		"save it as PNG or JPEG", "请另存为 PNG 或 JPEG 格式")
	damaged = diag.NewKind("picture-damaged", diag.Warning,
		"the picture is damaged and cannot be read", "图片文件已损坏，无法读取",
		"save or export it again", "请重新保存或导出该图片")
)

// Explain puts an error of Decode into words for the author, in both languages.
func Explain(err error, pos source.Place) diag.Message {
	var kind formatError
	switch {
	case errors.As(err, &kind):
		return foreignFormat.At(pos, string(kind))
	case errors.Is(err, ErrFormat):
		return unknownFormat.At(pos)
	case errors.Is(err, ErrTooLarge):
		return budget.PicturePixels.At(pos)
	case errors.Is(err, ErrMemory):
		return budget.PictureMemory.At(pos)
	case errors.Is(err, ErrScans):
		return budget.PictureScans.At(pos)
	}
	return damaged.At(pos)
}

// formatError is an ErrFormat that knows what the file is.
type formatError string

func (e formatError) Error() string { return ErrFormat.Error() + ": this is " + string(e) }
func (e formatError) Unwrap() error { return ErrFormat }

// quality is the quality of JPEG files written anew: high, because the photograph has been compressed once already.
const quality = 93

// Decode reads a PNG, JPEG, GIF (its first frame) or WebP file. The image it returns holds one of these, so
// that writers need no other cases:
//
//   - "jpeg": baseline or progressive with 8-bit grey, YCbCr or RGB components, upright. The file is
//     the original one where that is so already; a photograph turned by its EXIF data or in CMYK is
//     written anew;
//   - "png": not interlaced, at most 8 bits a sample, and either opaque (grey, RGB or palette, without
//     a tRNS chunk) or truecolour with alpha when something in it is really transparent.
//
// Key is the first 32 hexadecimal digits of the SHA-256 of Data.
func Decode(data []byte) (*draw.Image, error) {
	kind := sniff(data)
	r, ok := readers[kind]
	switch {
	case kind == "":
		return nil, ErrFormat
	case !ok:
		return nil, formatError(kind)
	}
	config, err := r.config(bytes.NewReader(data))
	if err := check(config, err); err != nil {
		return nil, err
	}
	if err := afford(kind, data, config); err != nil {
		return nil, err
	}
	var m *draw.Image
	alone(config, func() { m, err = r.picture(data, config) })
	return m, err
}

// reader reads one kind of file: its size, and then the picture.
type reader struct {
	config  func(io.Reader) (image.Config, error)
	picture func(data []byte, config image.Config) (*draw.Image, error)
}

var readers = map[string]reader{
	"png":  {png.DecodeConfig, decodePNG},
	"jpeg": {jpeg.DecodeConfig, decodeJPEG},
	"gif":  {gif.DecodeConfig, anew(gif.Decode)},
	"webp": {webp.DecodeConfig, anew(webp.Decode)},
}

// anew reads a file of a kind that is always written anew.
func anew(decode func(io.Reader) (image.Image, error)) func([]byte, image.Config) (*draw.Image, error) {
	return func(data []byte, _ image.Config) (*draw.Image, error) {
		m, err := decode(bytes.NewReader(data))
		return encode(m, err, 0)
	}
}

// Look reads the head of a file. The error is nil if a website may show the file: a picture that Decode can read and
// that is not too large, or one of a kind that only browsers know (AVIF, BMP, ICO). It does not see damage after the
// head.
func Look(data []byte) error {
	var config image.Config
	var err error
	switch kind := sniff(data); kind {
	case "png":
		config, err = png.DecodeConfig(bytes.NewReader(data))
	case "jpeg":
		config, err = jpeg.DecodeConfig(bytes.NewReader(data))
	case "gif":
		config, err = gif.DecodeConfig(bytes.NewReader(data))
	case "webp":
		config, err = webp.DecodeConfig(bytes.NewReader(data))
	case "AVIF", "BMP", "ICO":
		return nil
	case "":
		return ErrFormat
	default:
		return formatError(kind)
	}
	return check(config, err)
}

// sniff returns the kind of a file by its first bytes, whatever its name. Kinds that cannot be read, but are named in a
// message, are in capitals.
func sniff(data []byte) string {
	at := func(i int, s string) bool { return len(data) >= i+len(s) && string(data[i:i+len(s)]) == s }
	switch {
	case at(0, "\x89PNG\r\n\x1a\n"):
		return "png"
	case at(0, "\xff\xd8\xff"):
		return "jpeg"
	case at(0, "GIF87a"), at(0, "GIF89a"):
		return "gif"
	case at(0, "RIFF") && at(8, "WEBP"):
		return "webp"
	case at(0, "II*\x00"), at(0, "MM\x00*"):
		return "TIFF"
	case at(0, "BM"):
		return "BMP"
	case at(0, "\x00\x00\x01\x00"):
		return "ICO"
	case at(4, "ftypavif"):
		return "AVIF"
	case at(4, "ftyphei"), at(4, "ftypmif1"):
		return "HEIC"
	case at(0, "%PDF"):
		return "PDF"
	case at(0, "%!PS"), at(0, "\xc5\xd0\xd3\xc6"):
		return "EPS"
	case at(0, "\x00\x00\x00\x0cjP  "):
		return "JPEG 2000"
	}
	return ""
}

func check(config image.Config, err error) error {
	switch {
	case err != nil:
		return fmt.Errorf("%w: %v", ErrDamaged, err)
	case config.Width < 1 || config.Height < 1:
		return fmt.Errorf("%w: %d×%d pixels", ErrDamaged, config.Width, config.Height)
	case config.Width > budget.PicturePixels.Max/config.Height:
		return fmt.Errorf("%w (%d×%d)", ErrTooLarge, config.Width, config.Height)
	}
	return nil
}

func newImage(format string, data []byte, size image.Point, dpi int) *draw.Image {
	sum := sha256.Sum256(data)
	return &draw.Image{Key: hex.EncodeToString(sum[:16]), Format: format, Data: data, Width: size.X, Height: size.Y, DPI: dpi}
}

// encode writes a decoded picture: what was compressed with loss as JPEG, the rest as PNG.
func encode(m image.Image, err error, dpi int) (*draw.Image, error) {
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrDamaged, err)
	}
	var b bytes.Buffer
	size := m.Bounds().Size()
	switch m.(type) {
	case *image.YCbCr, *image.CMYK:
		if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}); err != nil {
			return nil, err
		}
		return newImage("jpeg", b.Bytes(), size, dpi), nil
	}
	m = plain(m)
	// For a book full of screenshots the default level took a quarter of the whole time and saved 3 % of the PDF.
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(&b, m); err != nil {
		return nil, err
	}
	return newImage("png", b.Bytes(), size, dpi), nil
}

// plain returns m in a form whose PNG is as Decode promises.
func plain(m image.Image) image.Image {
	opaque := false
	if o, ok := m.(interface{ Opaque() bool }); ok {
		opaque = o.Opaque()
	}
	switch m := m.(type) {
	case *image.Gray, *image.NRGBA: // an opaque NRGBA is written without its alpha
		return m
	case *image.Gray16:
		return convert(m, image.NewGray(m.Rect))
	case *image.Paletted:
		if opaque {
			return opaquePalette(m)
		}
	}
	return convert(m, image.NewNRGBA(m.Bounds()))
}

// opaquePalette removes transparent colours that no pixel uses from a palette, because they would make a tRNS chunk.
func opaquePalette(m *image.Paletted) *image.Paletted {
	palette := make(color.Palette, len(m.Palette))
	for i, c := range m.Palette {
		n := color.NRGBAModel.Convert(c).(color.NRGBA)
		n.A = 0xff
		palette[i] = n
	}
	c := *m
	c.Palette = palette
	return &c
}

func convert(m image.Image, to interface {
	image.Image
	Set(x, y int, c color.Color)
}) image.Image {
	b := m.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			to.Set(x, y, m.At(x, y))
		}
	}
	return to
}
