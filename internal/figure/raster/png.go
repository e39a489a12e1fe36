package raster

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/png"
	"math"

	"keben/internal/draw"
)

// decodePNG decodes the whole file, so that damage is found now and not by a reader, and keeps the file as it is when
// it has the form that Decode promises.
func decodePNG(data []byte, _ image.Config) (*draw.Image, error) {
	m, err := png.Decode(bytes.NewReader(data))
	h := scanPNG(data)
	if err == nil && h.plain {
		return newImage("png", data, m.Bounds().Size(), h.dpi), nil
	}
	return encode(m, err, h.dpi)
}

type pngHead struct {
	plain bool // opaque, not interlaced, at most 8 bits
	dpi   int
}

// scanPNG walks the chunks (ISO/IEC 15948 §5.3, §11.2.2, §11.3.5.3).
func scanPNG(data []byte) (h pngHead) {
	for at := 8; at+12 <= len(data); {
		n := int(binary.BigEndian.Uint32(data[at:]))
		if n < 0 || n > len(data)-at-12 {
			h.plain = false
			return h
		}
		body := data[at+8 : at+8+n]
		switch string(data[at+4 : at+8]) {
		case "IHDR":
			const gray, rgb, palette = 0, 2, 3
			if n == 13 {
				kind := body[9]
				h.plain = body[8] <= 8 && body[12] == 0 && (kind == gray || kind == rgb || kind == palette)
			}
		case "tRNS":
			h.plain = false
		case "pHYs":
			if n == 9 && body[8] == 1 { // pixels per metre
				h.dpi = toDPI(float64(binary.BigEndian.Uint32(body)) * 0.0254)
			}
		}
		at += 12 + n
	}
	return h
}

// toDPI rounds a resolution. One that no device has becomes 0.
func toDPI(v float64) int {
	if v < 10 || v > 10_000 {
		return 0
	}
	return int(math.Round(v))
}
