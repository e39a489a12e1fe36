package twins

import (
	"fmt"

	"keben/internal/book"
	"keben/internal/diag"
)

var (
	unsure = diag.NewKind("twin-unsure", diag.Warning,
		"%[2]s may not be the translation of this %[1]s", "%[2]s 处未必是此处%[1]s的译文",
		"if it is, give both the same id: {#…}", "如果是，请为两处写上相同的标识：{#…}")
	otherKind = diag.NewKind("twin-kind", diag.Warning,
		"this %s has the same id as the %s at %s", "此处%s与 %[3]s 处的%[2]s标识相同",
		"give one of them another id", "请为其中一处另取标识")
	mixedKind = diag.NewKind("twin-kind", diag.Note,
		"the %[2]s at %[3]s is taken for the translation of this %[1]s", "%[3]s 处的%[2]s视为此处%[1]s的译文",
		"write both in the same form, or give them different ids", "请将两处改为同一形式，或分别写上不同的标识")
)

// kindWords are what messages call a kind: one of it and several in English; the name in Chinese, and its measure word,
// by which it is counted.
var kindWords = map[Kind]struct{ one, many, zh, measure string }{
	Title:       {"title", "titles", "标题", "个标题"},
	Heading:     {"heading", "headings", "标题", "个标题"},
	Paragraph:   {"paragraph", "paragraphs", "段落", "段"},
	List:        {"list", "lists", "列表", "个列表"},
	Item:        {"list item", "list items", "列表项", "个列表项"},
	Quote:       {"quotation", "quotations", "引文", "段引文"},
	Callout:     {"callout", "callouts", "提示框", "个提示框"},
	Code:        {"code", "pieces of code", "代码", "段代码"},
	Table:       {"table", "tables", "表", "张表"},
	Row:         {"table row", "table rows", "表行", "行"},
	Figure:      {"figure", "figures", "图", "幅图"},
	Break:       {"rule", "rules", "分隔线", "条分隔线"},
	Definitions: {"list of terms", "lists of terms", "术语列表", "个术语列表"},
	Definition:  {"term", "terms", "术语", "条术语"},
	Div:         {"`:::` block", "`:::` blocks", "::: 区块", "个 ::: 区块"},
	HTML:        {"HTML", "pieces of HTML", "HTML", "段 HTML"},
	Note:        {"footnote", "footnotes", "脚注", "条脚注"},
}

// Word is what messages call a kind in both languages.
func (k Kind) Word() diag.Phrase { return diag.Phrase{En: kindWords[k].one, Zh: kindWords[k].zh} }

// Count is a number of units as messages give it. Units of several kinds are counted as passages.
func Count(units []*Unit) diag.Phrase {
	w := kindWords[units[0].Kind]
	for _, u := range units {
		if u.Kind != units[0].Kind {
			return diag.Counted(len(units), "passage", "passages", "处")
		}
	}
	return diag.Counted(len(units), w.one, w.many, w.measure)
}

// Messages returns a message about each unsure pair, and about each pair of two kinds. Pairs inside an unsure pair have
// none.
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
			ms = append(ms, otherKind.At(at, u.Kind.Word(), v.Kind.Word(), v.line()))
		case p.Confidence < Sure && !settled[p] && !p.inUnsure():
			ms = append(ms, unsure.At(at, u.Kind.Word(), v.line()))
		case u.Kind != v.Kind:
			ms = append(ms, mixedKind.At(at, u.Kind.Word(), v.Kind.Word(), v.line()))
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
