// Package svg reads SVG drawings into pictures, where shapes become paths and text stays text, and writes pictures as
// SVG drawings, where text becomes outlines: [Parse] and [Write].
//
// It reads what drawing programs, chart libraries and graph tools write: SVG 1.1 shapes, paths, text,
// transformations, use, style sheets with simple selectors. What paged output has no operation for is
// said in messages and approximated where that serves the reader: a gradient is its mean colour; clipping,
// masks and filters are left out. References are to Scalable Vector Graphics (SVG) 2, W3C Candidate
// Recommendation, and to CSS Color 4.
package svg

import (
	"keben/internal/diag"
	"keben/internal/draw"
	"keben/internal/font"
	"keben/internal/geom"
	"keben/internal/lang"
	"keben/internal/shape"
	"keben/internal/source"
)

// Options say what a drawing cannot know of itself.
type Options struct {
	// Fonts returns the faces for a request, in order of preference. Without it, or when it returns
	// none, text is left out with a message.
	Fonts func(FontRequest) []*font.Face
	// Fallback returns the face, or nil, for characters that the faces of Fonts lack; what is set in it is told. It may
	// be nil itself.
	Fallback func() *font.Face
	// Shaper shapes the text; one is made when it is nil.
	Shaper *shape.Shaper
	// Lang is the language of text that does not state one: BCP 47, "zh-Hans" or "en".
	Lang string
	// Color is what currentColor means at the root.
	Color draw.Color
}

// FontRequest is a wish for a face.
type FontRequest struct {
	Families []string // as written: "Helvetica", "serif"
	Weight   int      // 400 regular, 700 bold
	Italic   bool
}

// Messages about drawings.
var (
	unreadable = diag.NewKind("svg-unreadable", diag.Warning,
		"the drawing cannot be read here: %s; what follows is left out", "SVG 图自此处起无法读取：%s",
		"open it in a drawing program and save it again as plain SVG", "请用绘图软件打开，另存为普通 SVG 后重试")
	noRoot = diag.NewKind("svg-unreadable", diag.Warning,
		"the file is no SVG drawing: it has no <svg> element", "该文件不是 SVG 图：没有 <svg> 元素",
		"open it in a drawing program and save it again as plain SVG", "请用绘图软件打开，另存为普通 SVG 后重试")
	unsupported = diag.NewKind("svg-unsupported", diag.Warning,
		"%[2]d × %[1]s in the drawing cannot be printed and is left out", "该 SVG 图中有 %[2]d 处 %[1]s 无法印刷，已略去",
		"convert it to paths in the drawing program, or export the drawing as PNG", "请在绘图软件中将其转换为路径，或将整图导出为 PNG")
	approximated = diag.NewKind("svg-approximated", diag.Note,
		"%[2]d × %[1]s in the drawing is approximated by one colour", "该 SVG 图中有 %[2]d 处 %[1]s 以单一颜色近似")
	noFace = diag.NewKind("svg-no-face", diag.Warning,
		"no font for the text “%s” in the drawing", "该 SVG 图中的文字“%s”没有可用的字体")
	noGlyph = diag.NewKind("svg-no-glyph", diag.Warning,
		"no font has the character %q (U+%04X) of the drawing", "没有字体包含该 SVG 图中的字符 %q（U+%04X）")
	otherFace = diag.NewKind("svg-fallback-face", diag.Note,
		"%[1]s lacks a character of the drawing that is set in %[2]s: %[3]s", "%[1]s 缺该 SVG 图中的一个字，改用 %[2]s：%[3]s",
		"look at this place, or use a font that has it", "请检查此处的观感，或换用收录该字的字体")
	badPath = diag.NewKind("svg-path", diag.Warning,
		"path data is wrong at %q; the path ends there", "路径数据在 %q 处有误，路径到此为止")
	outsideImage = diag.NewKind("svg-image", diag.Warning,
		"the drawing shows an image that is not inside it: %s", "SVG 图引用了外部图像：%s",
		"embed the image in the drawing as PNG or JPEG", "请将图像以 PNG 或 JPEG 格式嵌入该图")
	badImage = diag.NewKind("svg-image", diag.Warning,
		"an image in the drawing has data that cannot be decoded", "SVG 图中嵌入的图像数据无法解码",
		"embed the image again as PNG or JPEG", "请将图像以 PNG 或 JPEG 格式重新嵌入")
)

// Parse reads an SVG file. The picture is nil when nothing of the file can be drawn. All that is wrong
// or cannot be printed is in the messages, each kind once with a count.
func Parse(src *source.File, opts Options) (*draw.Picture, []diag.Message) {
	doc, messages := readTree(src)
	if doc == nil {
		return nil, messages
	}
	if opts.Shaper == nil {
		opts.Shaper = shape.NewShaper(nil)
	}
	if opts.Lang == "" {
		opts.Lang = lang.English.BCP47
	}
	p := &painter{opts: opts, src: src, doc: doc, counts: map[countKey]*count{}, glyphless: map[rune]bool{}}
	size := p.paint()
	p.report()
	return &draw.Picture{Size: size, Ops: p.ops}, append(messages, p.messages...)
}

// painter walks the tree and collects operations.
type painter struct {
	opts      Options
	src       *source.File
	doc       *document
	ops       []draw.Op
	messages  []diag.Message
	counts    map[countKey]*count
	order     []countKey
	glyphless map[rune]bool
	visits    int
	segments  int
	full      bool
	picture   geom.Size
	images    map[string]*draw.Image // embedded, by data: address
	pixels    int                    // of them all
}

// countKey and count gather messages of one kind about one sort of thing.
type countKey struct {
	kind *diag.Kind
	what string
}

type count struct {
	n  int
	at source.Place
}

// tell counts one more thing of a sort; report says how many there were.
func (p *painter) tell(kind *diag.Kind, what string, e *element) {
	key := countKey{kind, what}
	c := p.counts[key]
	if c == nil {
		c = &count{at: p.src.Point(e.offset)}
		p.counts[key] = c
		p.order = append(p.order, key)
	}
	c.n++
}

func (p *painter) report() {
	for _, key := range p.order {
		c := p.counts[key]
		p.messages = append(p.messages, key.kind.At(c.at, key.what, c.n))
	}
}
