package check

import (
	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/source"
)

var noPictureText = diag.NewKind("picture-text", diag.Warning,
	"the picture has no caption and no description", "图片没有题注，也没有替代文字",
	"write one between the brackets, ![what the picture shows](file), or {alt=\"\"} after an ornament",
	"请写在方括号内：![画面内容](文件)；纯装饰的图片请在后面写 {alt=\"\"}")

// pictureText finds pictures that say nothing to those who cannot see them (WCAG 2.2, 1.1.1; PDF/UA-1 7.3).
// An alt that is there and empty declares an ornament.
func pictureText(ed *book.Edition) (ms []diag.Message) {
	for _, ch := range chapters(ed) {
		silent := func(alt string, attrs []book.Attr, pos source.Range) {
			if alt != "" {
				return
			}
			for _, a := range attrs {
				if a.Key == "alt" {
					return
				}
			}
			ms = append(ms, noPictureText.At(ch.At(pos)))
		}
		ch.Walk(book.Visitor{
			Block: func(b book.Block) bool {
				if f, ok := b.(*book.Figure); ok && len(f.Caption) == 0 {
					silent(f.Alt, f.Attrs, f.Range)
				}
				return true
			},
			Run: func(_ book.Block, run []book.Inline) {
				book.WalkInlines(run, func(in book.Inline) {
					if img, ok := in.(*book.Image); ok {
						silent(img.Alt, img.Attrs, img.Range)
					}
				})
			},
		})
	}
	return ms
}
