package shape_test

import (
	"fmt"

	"keben/internal/font"
	"keben/internal/shape"
	"keben/templates"
)

// With script and language given, a Chinese dash is one glyph of two ems.
func ExampleShaper_Shape() {
	data, err := templates.FS.ReadFile("fonts/KebenSong-Regular.ttf")
	if err != nil {
		fmt.Println(err)
		return
	}
	face, err := font.Parse(data, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	s := shape.NewShaper(nil)
	for _, g := range s.Shape(face, "——路", shape.Options{Script: "Hani", Lang: "zh-Hans"}) {
		fmt.Println("bytes", g.Start, "to", g.End, "are", g.Advance, "units wide")
	}
	// Output:
	// bytes 0 to 6 are 2000 units wide
	// bytes 6 to 9 are 1000 units wide
}
