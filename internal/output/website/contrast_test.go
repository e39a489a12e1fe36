package website

import (
	"math"
	"strconv"
	"testing"
)

// luminance is the relative luminance of a colour "#RRGGBB" (WCAG 2.2, definition of relative luminance).
func luminance(t *testing.T, color string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(color[1:], 16, 32)
	if err != nil || len(color) != 7 {
		t.Fatalf("%q is no colour", color)
	}
	linear := func(c uint64) float64 {
		v := float64(c&255) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(n>>16) + 0.7152*linear(n>>8) + 0.0722*linear(n)
}

// contrast is the contrast ratio of two colours (WCAG 2.2, definition of contrast ratio).
func contrast(t *testing.T, a, b string) float64 {
	la, lb := luminance(t, a), luminance(t, b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func TestContrastOfBlackAndWhiteIsTwentyOne(t *testing.T) {
	if got := contrast(t, "#000000", "#FFFFFF"); math.Abs(got-21) > 1e-9 {
		t.Errorf("got %v", got)
	}
}

// Ink reaches level AAA on its paper (SC 1.4.6), every other colour that carries text level AA (SC 1.4.3);
// indigo is the focus ring too and needs 3:1 only (SC 1.4.11).
func TestTextStandsOutFromItsPaper(t *testing.T) {
	th := theme(t)
	for _, name := range []string{"light", "dark", "sepia"} {
		p, ok := th.Colors[name]
		if !ok {
			t.Errorf("the theme has no palette %s", name)
			continue
		}
		for _, c := range []struct {
			role, color string
			least       float64
		}{{"ink", p.Ink, 7}, {"second", p.Second, 4.5}, {"red", p.Red, 4.5}, {"indigo", p.Indigo, 4.5}} {
			if got := contrast(t, c.color, p.Paper); got < c.least {
				t.Errorf("%s: %s %s on paper %s is %.2f:1, less than %v:1", name, c.role, c.color, p.Paper, got, c.least)
			}
		}
	}
}
