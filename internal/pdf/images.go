package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strconv"

	"keben/internal/draw"
)

// images gives every different picture one XObject. fpdf's own images are not used: it writes two of
// equal width in the order of a Go map, and it reads neither interlaced nor 16-bit PNG.
type images struct {
	list  []*draw.Image
	names map[string]string
}

func newImages() *images { return &images{names: map[string]string{}} }

// name returns the resource name of an image.
func (is *images) name(img *draw.Image) string {
	key := img.Key
	if key == "" {
		sum := sha256.Sum256(img.Data)
		key = string(sum[:])
	}
	n, ok := is.names[key]
	if !ok {
		is.list = append(is.list, img)
		n = "I" + strconv.Itoa(len(is.list))
		is.names[key] = n
	}
	return n
}

// writeImage writes an image XObject (ISO 32000-1 §8.9.5).
func writeImage(o *objects, img *draw.Image) (ref, error) {
	var r ref
	var err error
	switch img.Format {
	case "jpeg":
		r, err = writeJPEG(o, img.Data)
	case "png":
		r, err = writePNG(o, img.Data)
	default:
		err = fmt.Errorf("format %q is neither png nor jpeg", img.Format)
	}
	if err != nil {
		return 0, fmt.Errorf("pdf: image %s: %w", img.Key, err)
	}
	return r, nil
}

// writeJPEG embeds the file as it is, but for CMYK: its colours would need an output intent of their
// own (ISO 19005-2 §6.2.4.3), so it becomes RGB.
func writeJPEG(o *objects, data []byte) (ref, error) {
	config, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return 0, err
	}
	space := ""
	switch config.ColorModel {
	case color.GrayModel:
		space = "/ColorSpace /DeviceGray"
	case color.YCbCrModel:
		space = "/ColorSpace /DeviceRGB"
	case color.RGBAModel:
		// Components named R, G and B: without this a reader takes them for YCbCr.
		space = "/ColorSpace /DeviceRGB /DecodeParms <</ColorTransform 0>>"
	default:
		picture, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			return 0, err
		}
		return writePixels(o, picture)
	}
	r := o.reserve()
	o.verbatim(r, fmt.Sprintf("%s %s /BitsPerComponent 8 /Filter /DCTDecode", imageSize(config.Width, config.Height), space), data)
	return r, nil
}

func imageSize(width, height int) string {
	return fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d", width, height)
}

// writePNG embeds the compressed rows as they are where PDF has the same form, since its predictors
// are those of PNG; interlaced, 16-bit and transparent images are decoded.
func writePNG(o *objects, data []byte) (ref, error) {
	p, err := parsePNG(data)
	if err != nil {
		return 0, err
	}
	if p.plain() {
		return p.write(o, "")
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return 0, err
	}
	return writePixels(o, picture)
}

// writePixels embeds a decoded image in 8-bit RGB with, where it is not opaque, a soft mask.
func writePixels(o *objects, picture image.Image) (ref, error) {
	box := picture.Bounds()
	colors := image.NewNRGBA(image.Rect(0, 0, box.Dx(), box.Dy()))
	alpha := image.NewGray(colors.Rect)
	opaque := true
	for y := range box.Dy() {
		for x := range box.Dx() {
			c := color.NRGBAModel.Convert(picture.At(box.Min.X+x, box.Min.Y+y)).(color.NRGBA)
			alpha.SetGray(x, y, color.Gray{Y: c.A})
			opaque = opaque && c.A == 0xff
			c.A = 0xff
			colors.SetNRGBA(x, y, c)
		}
	}
	mask := ""
	if !opaque {
		r, err := repack(o, alpha, "")
		if err != nil {
			return 0, err
		}
		mask = fmt.Sprintf(" /SMask %v", r)
	}
	return repack(o, colors, mask)
}

// repack lets the PNG encoder choose the row filters.
func repack(o *objects, picture image.Image, extra string) (ref, error) {
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		return 0, err
	}
	p, err := parsePNG(b.Bytes())
	if err != nil {
		return 0, err
	}
	return p.write(o, extra)
}

// pngFile is what a PDF needs of a PNG file (ISO/IEC 15948).
type pngFile struct {
	width, height    int
	depth, colorType byte
	interlaced       bool
	transparent      bool // has a tRNS chunk
	palette, rows    []byte
}

// The colour types of PNG that have no alpha channel.
const (
	pngGray    = 0
	pngRGB     = 2
	pngPalette = 3
)

var errPNG = errors.New("damaged PNG")

func parsePNG(data []byte) (*pngFile, error) {
	const signature = "\x89PNG\r\n\x1a\n"
	rest, ok := bytes.CutPrefix(data, []byte(signature))
	if !ok {
		return nil, errPNG
	}
	p := &pngFile{}
	for len(rest) >= 12 {
		n := binary.BigEndian.Uint32(rest)
		if uint64(n) > uint64(len(rest)-12) {
			return nil, errPNG
		}
		kind, body := string(rest[4:8]), rest[8:8+n]
		rest = rest[12+n:]
		switch kind {
		case "IHDR":
			if len(body) < 13 {
				return nil, errPNG
			}
			p.width, p.height = int(binary.BigEndian.Uint32(body)), int(binary.BigEndian.Uint32(body[4:]))
			p.depth, p.colorType, p.interlaced = body[8], body[9], body[12] != 0
		case "PLTE":
			p.palette = body
		case "tRNS":
			p.transparent = true
		case "IDAT":
			p.rows = append(p.rows, body...)
		case "IEND":
			rest = nil
		}
	}
	if p.width <= 0 || p.height <= 0 || len(p.rows) == 0 || p.colorType == pngPalette && len(p.palette) < 3 {
		return nil, errPNG
	}
	return p, nil
}

// plain reports whether the rows can be embedded as they are.
func (p *pngFile) plain() bool {
	return p.depth <= 8 && !p.interlaced && !p.transparent && (p.colorType == pngGray || p.colorType == pngRGB || p.colorType == pngPalette)
}

func (p *pngFile) write(o *objects, extra string) (ref, error) {
	space, components := "/DeviceGray", 1
	switch p.colorType {
	case pngRGB:
		space, components = "/DeviceRGB", 3
	case pngPalette:
		space = fmt.Sprintf("[/Indexed /DeviceRGB %d <%X>]", len(p.palette)/3-1, p.palette[:len(p.palette)/3*3])
	case pngGray:
	default:
		return 0, errPNG
	}
	r := o.reserve()
	o.verbatim(r, fmt.Sprintf("%s /ColorSpace %s /BitsPerComponent %d /Filter /FlateDecode /DecodeParms <</Predictor 15 /Colors %d /BitsPerComponent %d /Columns %d>>%s",
		imageSize(p.width, p.height), space, p.depth, components, p.depth, p.width, extra), p.rows)
	return r, nil
}
