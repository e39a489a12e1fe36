package svg

import (
	"math"
	"strconv"
	"strings"

	"golang.org/x/image/colornames"

	"keben/internal/draw"
)

// shade is a colour with its opacity.
type shade struct {
	draw.Color
	alpha float64
}

// parseColor reads a CSS colour (CSS Color 4 §4): names, hexadecimal, rgb() and hsl() in either syntax.
func parseColor(s string, current draw.Color) (shade, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	switch s {
	case "currentcolor":
		return shade{current, 1}, true
	case "transparent":
		return shade{}, true
	case "rebeccapurple":
		return shade{draw.Color{R: 0x66, G: 0x33, B: 0x99}, 1}, true
	case "":
		return shade{}, false
	}
	if c, ok := colornames.Map[s]; ok {
		return shade{draw.Color{R: c.R, G: c.G, B: c.B}, 1}, true
	}
	if hex, ok := strings.CutPrefix(s, "#"); ok {
		return parseHex(hex)
	}
	name, args, ok := strings.Cut(s, "(")
	if !ok {
		return shade{}, false
	}
	v := components(strings.TrimSuffix(args, ")"), name)
	if len(v) < 3 {
		return shade{}, false
	}
	out := shade{alpha: 1}
	if len(v) > 3 {
		out.alpha = max(0, min(v[3], 1))
	}
	switch name {
	case "rgb", "rgba":
		out.Color = draw.Color{R: level(v[0]), G: level(v[1]), B: level(v[2])}
	case "hsl", "hsla":
		out.Color = fromHSL(v[0], v[1], v[2])
	default:
		return shade{}, false
	}
	return out, true
}

func parseHex(hex string) (shade, bool) {
	if len(hex) == 3 || len(hex) == 4 {
		var long strings.Builder
		for i := range len(hex) {
			long.WriteString(strings.Repeat(hex[i:i+1], 2))
		}
		hex = long.String()
	}
	v, err := strconv.ParseUint(hex, 16, 32)
	switch {
	case err != nil:
		return shade{}, false
	case len(hex) == 6:
		return shade{draw.Color{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v)}, 1}, true
	case len(hex) == 8:
		return shade{draw.Color{R: uint8(v >> 24), G: uint8(v >> 16), B: uint8(v >> 8)}, float64(v&0xff) / 255}, true
	}
	return shade{}, false
}

// components reads the arguments of a colour function: red, green and blue in 0 to 255, or hue in
// degrees and shares of 1; then the opacity.
func components(s, name string) []float64 {
	var out []float64
	for i, w := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == '/' || r == ' ' || r == '\t' || r == '\n' }) {
		sc := &scanner{s: w}
		v, ok := sc.number()
		if !ok {
			return nil
		}
		switch unit := w[sc.i:]; {
		case unit == "%" && i < 3 && strings.HasPrefix(name, "rgb"):
			v *= 2.55
		case unit == "%":
			v /= 100
		case unit == "rad":
			v *= 180 / math.Pi
		case unit == "turn":
			v *= 360
		}
		out = append(out, v)
	}
	return out
}

func level(v float64) uint8 { return uint8(max(0, min(math.Round(v), 255))) }

// fromHSL follows CSS Color 4 §7.1.
func fromHSL(h, s, l float64) draw.Color {
	s, l = max(0, min(s, 1)), max(0, min(l, 1))
	f := func(n float64) uint8 {
		k := math.Mod(n+h/30, 12)
		if k < 0 {
			k += 12
		}
		return level(255 * (l - s*min(l, 1-l)*max(-1, min(k-3, 9-k, 1))))
	}
	return draw.Color{R: f(0), G: f(8), B: f(4)}
}

// mean returns the average colour of a gradient over its length, which is as dark on the page as the gradient.
func (d *document) mean(e *element, current draw.Color) (shade, bool) {
	type stop struct {
		at float64
		shade
	}
	var stops []stop
	for range 10 { // a gradient may take its stops from another one
		for _, k := range e.kids {
			if k.name != "stop" {
				continue
			}
			v, _ := d.property(k, "stop-color")
			c, ok := parseColor(v, current)
			if !ok {
				c = shade{alpha: 1}
			}
			if o, ok := d.property(k, "stop-opacity"); ok {
				c.alpha *= share(o)
			}
			at := 0.0
			if o, ok := (measure{full: 1}).length(k.attrs["offset"]); ok {
				at = max(0, min(o, 1))
			}
			if n := len(stops); n > 0 {
				at = max(at, stops[n-1].at)
			}
			stops = append(stops, stop{at, c})
		}
		from := d.ids[strings.TrimPrefix(e.attrs["href"], "#")]
		if len(stops) > 0 || from == nil || from == e {
			break
		}
		e = from
	}
	if len(stops) == 0 {
		return shade{}, false
	}
	stops = append([]stop{{0, stops[0].shade}}, append(stops, stop{1, stops[len(stops)-1].shade})...)
	var r, g, b, a float64
	for i := 1; i < len(stops); i++ {
		w := (stops[i].at - stops[i-1].at) / 2
		for _, s := range stops[i-1 : i+1] {
			r, g, b, a = r+w*float64(s.R), g+w*float64(s.G), b+w*float64(s.B), a+w*s.alpha
		}
	}
	return shade{draw.Color{R: level(r), G: level(g), B: level(b)}, a}, true
}

// share reads a number or percentage between 0 and 1.
func share(s string) float64 {
	v, ok := measure{full: 1}.length(s)
	if !ok {
		return 1
	}
	return max(0, min(v, 1))
}
