package paragraph

import (
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"testing"

	"golang.org/x/image/vector"
	kdraw "keben/internal/figure/draw"
	"keben/internal/geom"
	"keben/internal/font"
)

func render(lines []Line, leading geom.Length, w geom.Length, name string, zoom float64) {
	W, H := int(w.Points()*zoom)+80, int(leading.Points()*zoom)*len(lines)+60
	img := image.NewRGBA(image.Rect(0, 0, W, H))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	fill := func(f func(r *vector.Rasterizer)) {
		r := vector.NewRasterizer(W, H)
		f(r)
		r.Draw(img, img.Bounds(), image.NewUniform(color.Black), image.Point{})
	}
	for x := 0; x < H; x++ { img.Set(40, x, color.RGBA{255, 0, 0, 255}); img.Set(40+int(w.Points()*zoom), x, color.RGBA{255, 0, 0, 255}) }
	for i, l := range lines {
		oy := float64(i+1)*leading.Points()*zoom
		for _, op := range l.Ops {
			ax, ay := 40+op.At.X.Points()*zoom, oy+op.At.Y.Points()*zoom
			if op.Run != nil {
				for _, g := range op.Run.Glyphs {
					s := op.Run.Size.Points() * zoom / float64(op.Run.Face.UnitsPerEm)
					gx, gy := ax+g.X.Points()*zoom, ay+g.Y.Points()*zoom
					fill(func(r *vector.Rasterizer) {
						for _, sg := range op.Run.Face.Outline(g.ID) {
							p := func(k int) (float32, float32) { return float32(gx + float64(sg.P[k].X)*s), float32(gy - float64(sg.P[k].Y)*s) }
							switch sg.Verb {
							case font.MoveTo: r.ClosePath(); a, b := p(0); r.MoveTo(a, b)
							case font.LineTo: a, b := p(0); r.LineTo(a, b)
							case font.CubicTo: a, b := p(0); c, d := p(1); e, f := p(2); r.CubeTo(a, b, c, d, e, f)
							default: r.ClosePath()
							}
						}
						r.ClosePath()
					})
				}
			}
			if op.Path != nil {
				fill(func(r *vector.Rasterizer) {
					for _, sg := range op.Path.Segments {
						p := func(k int) (float32, float32) { return float32(ax + sg.P[k].X.Points()*zoom), float32(ay + sg.P[k].Y.Points()*zoom) }
						switch sg.Verb {
						case kdraw.MoveTo: a, b := p(0); r.MoveTo(a, b)
						case kdraw.LineTo: a, b := p(0); r.LineTo(a, b)
						case kdraw.CubicTo: a, b := p(0); c, d := p(1); e, f := p(2); r.CubeTo(a, b, c, d, e, f)
						default: r.ClosePath()
						}
					}
				})
			}
		}
	}
	f, _ := os.Create(name); png.Encode(f, img); f.Close()
}

func TestRender(t *testing.T) {
	s := newSetter()
	st := chinese(28); st.Indent = 2 * em
	L := look(t, "zh"); dotL := *L; dotL.Decor = EmphasisDot; ulL := *L; ulL.Decor = Underline; sup := *L; sup.Size = em*6/10; sup.LatinSize = em*6/10; sup.Rise = em/3
	fl := *L; fl.Decor = FaultMark
	kai := *L; kai.Han = []*font.Face{face(t, "KebenKai-Regular")}
	ps := []Piece{{Look: L, Text: chineseText, Tag: 1}, {Look: &dotL, Text: "着重号，这里强调", Tag: 1}, {Look: L, Text: "。注文。", Tag: 1}, {Kind: Mark, Look: &sup, Text: "[1]", Tag: 2, Note: 1}, {Look: L, Text: "继续", Tag: 1}, {Kind: Mark, Look: &sup, Text: "[2]", Tag: 2, Note: 2}, {Look: L, Text: "。", Tag: 1}, {Look: &ulL, Text: "孔子", Tag: 1}, {Look: &ulL, Text: "孟子", Tag: 1},
		{Kind: Ruby, Look: L, Text: "汉字", Ruby: "hàn zì", Tag: 1}, {Kind: Ruby, Look: L, Text: "装", Ruby: "zhuāng", Tag: 1}, {Kind: Ruby, Look: L, Text: "北京大学", Ruby: "Beijing University", Tag: 1}, {Look: L, Text: "，后文。", Tag: 1}, {Look: &fl, Text: "错误的引用", Tag: 1}, {Look: &kai, Text: "他说：“楷体引文——‘如此’……”完。", Tag: 1}}
	lines := s.Set(ps, st)
	t.Log("\n" + dump(lines))
	render(lines, 18*geom.Pt, st.Measure, "/tmp/zh.png", 3)
	en := english(330); en.Indent = em
	lines = s.Set(plain(t, "en", englishText+" "+englishText), en)
	t.Log("\n" + dump(lines))
	render(lines, 14*geom.Pt, en.Measure, "/tmp/en.png", 3)
}
