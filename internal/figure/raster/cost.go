package raster

import (
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"sync"

	"keben/internal/budget"
)

// ErrScans says that a JPEG file has more scans than any program writes.
var ErrScans = errors.New("more scans than are read")

// ErrMemory says that a picture would take too much memory to read.
var ErrMemory = errors.New("more memory than is given to a picture")

// weight is how many bytes of memory a pixel takes at most while the file is read and written anew, or 0 when the
// pixels are not decoded. It is more than the bytes of a decoded pixel: for 16-bit PNG the picture is in memory as read
// and as written, for progressive JPEG with all its coefficients.
func weight(kind string, data []byte, config image.Config) int {
	switch kind {
	case "png":
		n, h := 4, scanPNG(data)
		switch config.ColorModel {
		case color.GrayModel:
			n = 1
		case color.Gray16Model:
			n = 3
		case color.RGBA64Model, color.NRGBA64Model:
			n = 12
		}
		if _, paletted := config.ColorModel.(color.Palette); paletted {
			n = 1
		}
		if !h.plain { // its colours and its transparency are written apart
			n = max(n+n, 12)
		}
		return n
	case "jpeg":
		h := scanJPEG(data)
		switch n := 7; {
		case h.orientation == 1 && config.ColorModel != color.CMYKModel:
			return 0
		case h.progressive:
			return n + 12
		default:
			return n
		}
	case "webp":
		if config.ColorModel == color.YCbCrModel {
			return 3
		}
		return 12
	}
	return 5 // a GIF: numbers of colours, and colours
}

// afford returns an error if reading the picture would take too much memory.
func afford(kind string, data []byte, config image.Config) error {
	if n := weight(kind, data, config); n > 0 && config.Width > budget.PictureMemory.Max/n/config.Height {
		return fmt.Errorf("%w (%d×%d of %d bytes)", ErrMemory, config.Width, config.Height, n)
	}
	return nil
}

// large is held while a picture of more than lightPixels is read, because two at a time would take twice the memory.
var large sync.Mutex

const lightPixels = 8_000_000

// alone runs f when no other large picture is read.
func alone(config image.Config, f func()) {
	if config.Width*config.Height > lightPixels {
		large.Lock()
		defer large.Unlock()
	}
	f()
}

// countScans counts the scans of a JPEG file and reports whether it is progressive (ITU-T T.81 §B.2.1). Inside a scan
// the byte FF is followed by 0 or by a restart marker. Scans are counted because each goes over the whole picture, so
// that a small file with thousands of them takes hours to read.
func countScans(data []byte) (scans int, progressive bool) {
	for at := 2; at+4 <= len(data); {
		switch marker := data[at+1]; {
		case data[at] != 0xff || marker == 0 || marker == 0xff || marker >= 0xd0 && marker <= 0xd8 || marker == 0x01:
			at++
			continue
		case marker == 0xd9:
			return scans, progressive
		case marker == 0xda:
			scans++
		case marker == 0xc2:
			progressive = true
		}
		at += 2 + max(int(binary.BigEndian.Uint16(data[at+2:])), 2)
	}
	return scans, progressive
}
