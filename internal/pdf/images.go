package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"

	"keben/internal/draw"
)

// imageName names an image in the resources by its content.
func imageName(key string) string {
	sum := sha256.Sum256([]byte(key))
	return "I" + hex.EncodeToString(sum[:8])
}

// picture is an image XObject (ISO 32000-1 §8.9.5): its dictionary but for the soft mask, and its data, encoded.
type picture struct {
	dict string
	blob
	mask *picture
	err  error
}

// newPicture makes the object of an image.
func newPicture(img *draw.Image) *picture {
	var p *picture
	var err error
	switch img.Format {
	case "jpeg":
		p, err = newJPEG(img.Data)
	case "png":
		p, err = newPNG(img.Data)
	default:
		err = fmt.Errorf("format %q is neither png nor jpeg", img.Format)
	}
	if err != nil {
		return &picture{err: fmt.Errorf("pdf: image %s: %w", img.Key, err)}
	}
	return p
}

// write writes the object as r and its soft mask, if it has one, as mask.
func (p *picture) write(o *objects, r, mask ref) {
	dict := p.dict
	if p.mask != nil {
		dict += fmt.Sprintf(" /SMask %v", mask)
		p.mask.write(o, mask, 0)
	}
	o.verbatim(r, dict, p.blob)
}

// newJPEG embeds the file as it is, unless it is in CMYK: that needs a CMYK output intent (ISO 19005-2 §6.2.4.3), and
// the file has one for sRGB, so the image is converted to RGB.
func newJPEG(data []byte) (*picture, error) {
	config, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, err
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
		pixels, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			return nil, err
		}
		return newPixels(pixels)
	}
	return &picture{dict: fmt.Sprintf("%s %s /BitsPerComponent 8 /Filter /DCTDecode", imageSize(config.Width, config.Height), space), blob: newBlob(data)}, nil
}

func imageSize(width, height int) string {
	return fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d", width, height)
}

// newPNG embeds the compressed rows as they are where it can, because PDF has the predictors of PNG (§7.4.4.4).
// Interlaced, 16-bit and transparent images are decoded.
func newPNG(data []byte) (*picture, error) {
	p, err := parsePNG(data)
	if err != nil {
		return nil, err
	}
	if p.plain() {
		return p.picture()
	}
	pixels, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return newPixels(pixels)
}

// newPixels embeds a decoded image in 8-bit RGB with, where it is not opaque, a soft mask.
func newPixels(pixels image.Image) (*picture, error) {
	box := pixels.Bounds()
	colors := image.NewNRGBA(image.Rect(0, 0, box.Dx(), box.Dy()))
	alpha := image.NewGray(colors.Rect)
	opaque := true
	for y := range box.Dy() {
		for x := range box.Dx() {
			c := color.NRGBAModel.Convert(pixels.At(box.Min.X+x, box.Min.Y+y)).(color.NRGBA)
			alpha.SetGray(x, y, color.Gray{Y: c.A})
			opaque = opaque && c.A == 0xff
			c.A = 0xff
			colors.SetNRGBA(x, y, c)
		}
	}
	p, err := repack(colors)
	if err == nil && !opaque {
		p.mask, err = repack(alpha)
	}
	return p, err
}

// repack lets the PNG encoder choose the row filters.
func repack(pixels image.Image) (*picture, error) {
	var b bytes.Buffer
	if err := png.Encode(&b, pixels); err != nil {
		return nil, err
	}
	p, err := parsePNG(b.Bytes())
	if err != nil {
		return nil, err
	}
	return p.picture()
}

// pngFile is a PNG file (ISO/IEC 15948), as far as a PDF needs it.
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

func (p *pngFile) picture() (*picture, error) {
	space, components := "/DeviceGray", 1
	switch p.colorType {
	case pngRGB:
		space, components = "/DeviceRGB", 3
	case pngPalette:
		space = fmt.Sprintf("[/Indexed /DeviceRGB %d <%X>]", len(p.palette)/3-1, p.palette[:len(p.palette)/3*3])
	case pngGray:
	default:
		return nil, errPNG
	}
	return &picture{
		dict: fmt.Sprintf("%s /ColorSpace %s /BitsPerComponent %d /Filter /FlateDecode /DecodeParms <</Predictor 15 /Colors %d /BitsPerComponent %d /Columns %d>>",
			imageSize(p.width, p.height), space, p.depth, components, p.depth, p.width),
		blob: newBlob(p.rows),
	}, nil
}
