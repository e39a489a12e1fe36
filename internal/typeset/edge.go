package typeset

import (
	"slices"

	"keben/internal/diag"
	"keben/internal/draw"
	"keben/internal/geom"
)

// What a theme sends over the edge of the paper is printed and cut off, so that nobody sees it before the book is bound.
var (
	headsOffPage = diag.NewKind("off-page", diag.Warning,
		"running heads or page numbers reach over the edge of the page of %s × %s mm", "页眉或页码超出了 %s × %s 毫米的页面",
		"make `rise` and `drop` under `running` smaller, or the margins larger", "请减小 running 之下的 rise 与 drop，或加大页边距")
	bodyOffPage = diag.NewKind("off-page", diag.Warning,
		"the content of a page reaches over the edge of %s × %s mm", "页面上的内容超出了 %s × %s 毫米的页边",
		"make the distances under `details` smaller, or the margins larger", "请减小 details 之下的距离，或加大页边距")
)

// overEdges reports what reaches over the edges of pages, once for running heads and once for all else. It says nothing
// of a type area that does not fit its page, which is reported already, and nothing of lines that are too wide, because
// each of them is reported where it is written.
func (a *assembly) overEdges() (ms []diag.Message) {
	for _, sp := range a.specs.each() {
		if slices.ContainsFunc(sp.messages, func(m diag.Message) bool { return m.Kind == offPage }) {
			return nil
		}
	}
	said := map[*diag.Kind]bool{}
	say := func(k *diag.Kind, trim geom.Size) {
		if !said[k] {
			said[k] = true
			ms = append(ms, k.At(a.Theme.At("print", "details"), millimetres(trim.W), millimetres(trim.H)))
		}
	}
	for i := range a.doc.Pages {
		p := &a.doc.Pages[i]
		if slices.ContainsFunc(p.Around, func(op draw.Op) bool { return overEdge(op, geom.Point{}, p.Trim) }) {
			say(headsOffPage, p.Trim)
		}
		if p.Part == nil {
			continue
		}
		if slices.ContainsFunc(p.Part.Bodies[p.Body].Ops, func(op draw.Op) bool { return overEdge(op, p.At, p.Trim) }) {
			say(bodyOffPage, p.Trim)
		}
	}
	return ms
}

// overEdge reports whether an operation that is moved by at reaches over an edge of a page; text counts only above and
// below.
func overEdge(op draw.Op, at geom.Point, trim geom.Size) bool {
	b := draw.Bounds([]draw.Op{op}).Move(at)
	if b.Y < 0 || b.Y+b.H > trim.H {
		return true
	}
	return op.Run == nil && (b.X < 0 || b.X+b.W > trim.W)
}
