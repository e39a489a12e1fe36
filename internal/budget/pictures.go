package budget

import "keben/internal/diag"

// PicturePixels bounds the area of a picture, because a file of a few bytes can claim any size, and decoding takes four
// bytes per pixel. 120 million pixels are A2 at 600 dpi.
var PicturePixels = limit("picture-pixels", 120_000_000, Pixels, diag.NewKind("picture-too-large", diag.Warning,
	"the picture has more than %s million pixels", "图片超过 %s 百万像素",
	"make it smaller: 300 pixels per inch are enough for print", "请缩小图片：印刷用图每英寸 300 像素即可"))

// PictureMemory bounds the memory of a picture's pixels while it is read: see package raster.
var PictureMemory = limit("picture-memory", 640_000_000, Bytes, diag.NewKind("picture-too-large", diag.Warning,
	"reading the picture would take more than %s of memory", "读取该图片需要超过 %s 的内存",
	"make it smaller, or save it as a baseline JPEG", "请缩小图片，或另存为基线 JPEG"))

// PictureScans bounds the scans of a JPEG file. Programs write about ten.
var PictureScans = limit("picture-scans", 100, Count, diag.NewKind("picture-scans", diag.Warning,
	"the picture is a JPEG file of more than %s scans, which takes too long to read", "该 JPEG 图片的扫描超过 %s 遍，读取过慢",
	"save it again as a baseline JPEG", "请另存为基线 JPEG"))

// Limits of one drawing, because use elements can multiply without end.
var (
	DrawingParts = limit("drawing-parts", 200_000, Count, diag.NewKind("svg-too-big", diag.Warning,
		"the drawing has more than %s parts; the rest is left out", "该 SVG 图的图元超过 %s 个，其余部分未绘出",
		"simplify it, or export it as PNG", "请简化图形，或导出为 PNG"))
	DrawingSegments = limit("drawing-segments", 2_000_000, Count, diag.NewKind("svg-too-big", diag.Warning,
		"the paths of the drawing have more than %s segments; the rest is left out", "该 SVG 图的路径超过 %s 段，其余部分未绘出",
		"simplify it, or export it as PNG", "请简化图形，或导出为 PNG"))
	DrawingDepth = limit("drawing-depth", 200, Levels, diag.NewKind("svg-too-big", diag.Warning,
		"the elements of the drawing are nested more than %s levels deep; what is deeper is left out", "该 SVG 图的元素嵌套超过 %s 层，更深的部分未绘出",
		"ungroup it in the drawing program, or export it as PNG", "请在绘图软件中取消编组，或导出为 PNG"))
)
