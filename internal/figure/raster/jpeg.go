package raster

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"

	"keben/internal/budget"
	figure "keben/internal/draw"
)

func decodeJPEG(data []byte, config image.Config) (*figure.Image, error) {
	h := scanJPEG(data)
	if h.scans > budget.PictureScans.Max {
		return nil, fmt.Errorf("%w: %d", ErrScans, h.scans)
	}
	if !h.scan {
		return nil, fmt.Errorf("%w: no image data", ErrDamaged)
	}
	if h.orientation == 1 && config.ColorModel != color.CMYKModel {
		return newImage("jpeg", data, image.Pt(config.Width, config.Height), h.dpi), nil
	}
	m, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrDamaged, err)
	}
	m = upright(m, h.orientation)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}); err != nil {
		return nil, err
	}
	return newImage("jpeg", b.Bytes(), m.Bounds().Size(), h.dpi), nil
}

// upright undoes an EXIF orientation (CIPA DC-008 §4.6.4 A, Orientation): 2 to 4 mirror and turn by 180°,
// 5 to 8 swap the sides.
func upright(m image.Image, orientation int) image.Image {
	if orientation < 2 || orientation > 8 {
		return m
	}
	b := m.Bounds()
	w, h := b.Dx(), b.Dy()
	size := image.Rect(0, 0, w, h)
	if orientation >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	dst := image.NewRGBA(size)
	for y := range size.Dy() {
		for x := range size.Dx() {
			sx, sy := x, y
			switch orientation {
			case 2:
				sx = w - 1 - x
			case 3:
				sx, sy = w-1-x, h-1-y
			case 4:
				sy = h - 1 - y
			case 5:
				sx, sy = y, x
			case 6:
				sx, sy = y, h-1-x
			case 7:
				sx, sy = w-1-y, h-1-x
			case 8:
				sx, sy = w-1-y, x
			}
			dst.SetRGBA(x, y, at(m, b.Min.X+sx, b.Min.Y+sy))
		}
	}
	return dst
}

// at returns a pixel without a copy of the picture.
func at(m image.Image, x, y int) color.RGBA {
	if m, ok := m.(*image.YCbCr); ok {
		c := m.YCbCrAt(x, y)
		r, g, b := color.YCbCrToRGB(c.Y, c.Cb, c.Cr)
		return color.RGBA{r, g, b, 0xff}
	}
	return color.RGBAModel.Convert(m.At(x, y)).(color.RGBA)
}

type jpegHead struct {
	orientation int // 1 to 8, 1 when the file says nothing sensible
	dpi         int
	scan        bool // there is image data
	scans       int  // how often the data goes over the picture
	progressive bool
}

// scanJPEG walks the segments before the first scan (ITU-T T.81 Annex B).
func scanJPEG(data []byte) jpegHead {
	h := jpegHead{orientation: 1}
	h.scans, h.progressive = countScans(data)
	for at := 2; at+4 <= len(data); {
		if data[at] != 0xff {
			at++
			continue
		}
		marker := data[at+1]
		if marker == 0xff { // fill
			at++
			continue
		}
		if marker == 0xda {
			h.scan = true
			return h
		}
		if marker == 0x01 || marker >= 0xd0 && marker <= 0xd8 { // no length
			at += 2
			continue
		}
		n := int(binary.BigEndian.Uint16(data[at+2:]))
		if n < 2 || at+2+n > len(data) {
			return h
		}
		body := data[at+4 : at+2+n]
		switch {
		case marker == 0xe0 && len(body) >= 12 && string(body[:5]) == "JFIF\x00":
			v := float64(binary.BigEndian.Uint16(body[8:]))
			switch body[7] {
			case 1:
				h.dpi = toDPI(v)
			case 2: // per centimetre
				h.dpi = toDPI(v * 2.54)
			}
		case marker == 0xe1 && len(body) > 14 && string(body[:6]) == "Exif\x00\x00":
			h.exif(body[6:])
		}
		at += 2 + n
	}
	return h
}

// exif reads orientation and resolution from the first directory of the TIFF structure t.
func (h *jpegHead) exif(t []byte) {
	var order binary.ByteOrder
	switch string(t[:2]) {
	case "II":
		order = binary.LittleEndian
	case "MM":
		order = binary.BigEndian
	default:
		return
	}
	at := int(order.Uint32(t[4:]))
	if at < 8 || at > len(t)-2 {
		return
	}
	resolution, unit := 0.0, 2
	for i := range int(order.Uint16(t[at:])) {
		entry := at + 2 + 12*i
		if entry+12 > len(t) {
			break
		}
		value := t[entry+8 : entry+12]
		switch order.Uint16(t[entry:]) {
		case 0x0112:
			if v := int(order.Uint16(value)); v >= 1 && v <= 8 {
				h.orientation = v
			}
		case 0x011a: // XResolution, a fraction elsewhere
			if p := int(order.Uint32(value)); p >= 0 && p <= len(t)-8 {
				if d := order.Uint32(t[p+4:]); d != 0 {
					resolution = float64(order.Uint32(t[p:])) / float64(d)
				}
			}
		case 0x0128:
			unit = int(order.Uint16(value))
		}
	}
	if unit == 3 { // per centimetre
		resolution *= 2.54
	}
	if dpi := toDPI(resolution); dpi != 0 {
		h.dpi = dpi
	}
}
