package twins

import (
	"fmt"

	"keben/internal/book"
	"keben/internal/diag"
)

var (
	unsure = diag.NewKind("twin-unsure", diag.Warning,
		"this %s may not be the twin of %[3]s (confidence %.2[4]f)", "此处%[2]s与 %[3]s 是否对应，尚难确定（置信度 %.2[4]f）",
		"give both the same id, {#…}, or accept the pair with keben accept --block", "请为两处写上相同的标识 {#…}，或用 keben accept --block 确认")
	otherKind = diag.NewKind("twin-kind", diag.Warning,
		"this %s has the id of the %[3]s at %[5]s", "此处%[2]s与 %[5]s 处%[4]s的标识相同",
		"twins are of one kind: give one of them another id", "两种文字中互相对应的块应属同一类，请为其中一处另取标识")
	mixedKind = diag.NewKind("twin-kind", diag.Note,
		"this %s is taken for the twin of the %[3]s at %[5]s", "此处%[2]s与 %[5]s 处%[4]s视为互相对应",
		"write both in the same form, or give them different ids", "请将两处改为同一形式，或分别写上不同的标识")
)

var kindsZh = map[Kind]string{
	Title: "标题", Heading: "标题", Paragraph: "段落", List: "列表", Item: "列表项", Quote: "引文", Callout: "提示框", Code: "代码",
	Table: "表", Row: "表行", Figure: "图", Break: "分隔线", Definitions: "术语列表", Definition: "术语", Div: "分区", HTML: "HTML 块", Note: "注",
}

// Zh is the Chinese word for a kind.
func (k Kind) Zh() string { return kindsZh[k] }

// Messages returns what an author should look at: pairs that are unsure, and those across kinds. What is inside
// an unsure pair is not told apart.
func (a *Alignment) Messages() (ms []diag.Message) {
	for _, slug := range sortedKeys(a.chapters) {
		for _, c := range a.chapters[slug] {
			ms = append(ms, c.messages(a)...)
		}
	}
	return ms
}

func (c *Chapter) messages(a *Alignment) (ms []diag.Message) {
	settled := map[*Pair]bool{} // by a record, though two units were merged
	for _, f := range c.Findings {
		settled[f.Pair] = f.State == book.Done || f.State == book.Stale
	}
	for _, p := range c.Pairs {
		if len(p.A) == 0 || len(p.B) == 0 {
			continue
		}
		u, v := p.A[0], p.B[0]
		at := u.Place.Chars(1) // it is about the whole, which need not be underlined
		switch {
		case u.Kind != v.Kind && p.Settled && u.id != "" && u.id == v.id:
			ms = append(ms, otherKind.At(at, string(u.Kind), u.Kind.Zh(), string(v.Kind), v.Kind.Zh(), v.line()))
		case p.Confidence < Sure && !settled[p] && !p.inUnsure():
			ms = append(ms, unsure.At(at, string(u.Kind), u.Kind.Zh(), v.line(), p.Confidence))
		case u.Kind != v.Kind:
			ms = append(ms, mixedKind.At(at, string(u.Kind), u.Kind.Zh(), string(v.Kind), v.Kind.Zh(), v.line()))
		}
	}
	return ms
}

// inUnsure reports whether the pair stands inside one that is unsure itself.
func (p *Pair) inUnsure() bool {
	for u := p.A[0].parent; u != nil; u = u.parent {
		if u.pair != nil && u.pair.Confidence < Sure {
			return true
		}
	}
	return false
}

// line is the unit's file and line.
func (u *Unit) line() string { return fmt.Sprintf("%s:%d", u.Place.Name(), u.Place.Line()) }
