// Package svg reads SVG drawings into pictures for print ([Parse]), rebuilds them for publication on the website
// ([Rebuild]), and writes pictures as SVG ([Write]).
//
// The three have different aims. Parse reads what drawing programs, chart libraries and graph tools write: shapes,
// paths, text, transformations, use, style sheets with simple selectors. Shapes become paths and text stays text. A
// page has no operation for gradients, clipping, masks and filters: a gradient becomes its mean colour, the others are
// left out, and a message says so. Rebuild keeps everything that a browser can show and that is known to be harmless,
// and writes it anew, so that the browser reads our bytes and not the author's. Write turns text into outlines, so that
// a page looks the same whatever fonts a reader has.
//
// Coordinates of a drawing are user units, 96 to the inch; those of a picture are 1/65536 pt. Section numbers are those
// of Scalable Vector Graphics (SVG) 2, W3C Candidate Recommendation, unless a CSS module is named.
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

// Options are what the caller knows and a drawing does not: faces, language, colour.
type Options struct {
	// Fonts returns the faces for a request, in order of preference. Without it, or when it returns
	// none, text is left out with a message.
	Fonts func(FontRequest) []*font.Face
	// Fallback returns the face, or nil, for characters that the faces of Fonts lack; a message names them. It may be
	// nil itself.
	Fallback func() *font.Face
	// Shaper shapes the text; one is made when it is nil.
	Shaper *shape.Shaper
	// Lang is the language of text that does not state one: BCP 47, "zh-Hans" or "en".
	Lang string
	// Color is what currentColor means at the root.
	Color draw.Color
}

// FontRequest describes the face that a drawing asks for.
type FontRequest struct {
	Families []string // as written: "Helvetica", "serif"
	Weight   int      // 400 regular, 700 bold
	Italic   bool
}

// Messages about drawings.
var (
	unreadable = diag.NewKind("svg-unreadable", diag.Warning,
		"the drawing cannot be read from here: %s", "SVG 图自此处起无法读取：%s",
		"save it again as plain SVG in a drawing program", "请用绘图软件另存为普通 SVG")
	noRoot = diag.NewKind("svg-unreadable", diag.Warning,
		"expected an SVG drawing, found no <svg> element", "应为 SVG 图，但没有 <svg> 元素",
		"save it again as plain SVG in a drawing program", "请用绘图软件另存为普通 SVG")
	unsupported = diag.NewKind("svg-unsupported", diag.Warning,
		"%[1]s cannot be printed and is left out (%[2]d in the drawing)", "该 SVG 图中有 %[2]d 处 %[1]s 无法印刷，已略去",
		"convert it to paths in the drawing program, or export the drawing as PNG", "请在绘图软件中将其转换为路径，或将整图导出为 PNG")
	approximated = diag.NewKind("svg-approximated", diag.Note,
		"%[1]s is approximated by one colour (%[2]d in the drawing)", "该 SVG 图中有 %[2]d 处 %[1]s 以单一颜色近似")
	noFace = diag.NewKind("svg-no-face", diag.Warning,
		"no font for the text “%s” in the drawing", "该 SVG 图中的文字“%s”没有可用的字体")
	noGlyph = diag.NewKind("svg-no-glyph", diag.Warning,
		"no font has the character %q (U+%04X) of the drawing", "没有字体包含该 SVG 图中的字符 %q（U+%04X）")
	otherFace = diag.NewKind("svg-fallback-face", diag.Note,
		"%[1]s lacks a character of the drawing that is set in %[2]s: %[3]s", "%[1]s 缺该 SVG 图中的一个字，改用 %[2]s：%[3]s",
		"use a font that has it", "请换用收录该字的字体")
	badPath = diag.NewKind("svg-path", diag.Warning,
		"path data is wrong at %q; the path ends there", "路径数据在 %q 处有误，路径画到此处为止")
	outsideImage = diag.NewKind("svg-image", diag.Warning,
		"the drawing uses an image from another file: %s", "SVG 图引用了外部图像：%s",
		"embed the image in the drawing as PNG or JPEG", "请将图像以 PNG 或 JPEG 格式嵌入该图")
	badImage = diag.NewKind("svg-image", diag.Warning,
		"an image in the drawing has data that cannot be decoded", "SVG 图中嵌入的图像数据无法解码",
		"embed the image again as PNG or JPEG", "请将图像以 PNG 或 JPEG 格式重新嵌入")
)

// Parse reads an SVG file. The picture is nil when nothing of the file can be drawn. Messages say what is wrong or
// cannot be printed, each kind once with a count.
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

// countKey and count collect the messages of one kind about one sort of element.
type countKey struct {
	kind *diag.Kind
	what string
}

type count struct {
	n  int
	at source.Place
}

// tell counts one more element of a sort, for one message with the number of them.
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
