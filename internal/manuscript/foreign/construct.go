package foreign

import (
	"fmt"

	"keben/internal/diag"
	"keben/internal/source"
)

// The messages about another tool's syntax: what became of it, in English and in Chinese, and in how many places.
var (
	understood = diag.NewKind("other-tool", diag.Note,
		"%[1]s%[3]s", "%[2]s%[3]s")
	unknown = diag.NewKind("other-tool", diag.Warning,
		"%[1]s%[3]s", "%[2]s%[3]s",
		"write it in Markdown", "请改用 Markdown 写法")
	plainHTML = diag.NewKind("html-left-out", diag.Note,
		"%[1]s%[3]s", "%[2]s%[3]s",
		"to keep it on the website, write `raw-html: true` in book.yaml", "如果要在网站上保留，请在 book.yaml 中写 `raw-html: true`")
	dressHTML = diag.NewKind("html-left-out", diag.Note,
		"%[1]s%[3]s", "%[2]s%[3]s")
	brokenHTML = diag.NewKind("html-broken", diag.Warning,
		"%[1]s%[3]s", "%[2]s%[3]s",
		"complete the tag; for a < that belongs to the text, write &lt;", "请补全标签；如果 < 是正文字符，请写作 &lt;")
	printHTML = diag.NewKind("html-in-pdf", diag.Warning,
		"%[1]s%[3]s", "%[2]s%[3]s",
		"write it in Markdown", "请改用 Markdown 写法")
)

// counted are the kinds of messages that count a construct.
var counted = map[*diag.Kind]bool{understood: true, unknown: true, plainHTML: true, dressHTML: true, brokenHTML: true, printHTML: true}

// Construct is something that another tool's authors type, and what became of it.
type Construct struct {
	kind   *diag.Kind
	En, Zh string
}

func taken(en, zh string) *Construct { return &Construct{understood, en, zh} }
func shown(en, zh string) *Construct { return &Construct{unknown, en, zh} }

// naming is a construct with a name in it.
type naming struct {
	of   *Construct
	name string
}

// called is a construct about one name: its texts have %s for it. So a book has one message per name, with its count.
func (r *rewriter) called(c *Construct, name string) *Construct {
	k := naming{c, name}
	if r.named[k] == nil {
		r.named[k] = &Construct{c.kind, fmt.Sprintf(c.En, name), fmt.Sprintf(c.Zh, name)}
	}
	return r.named[k]
}

// What becomes of HTML.
var (
	Tags    = &Construct{plainHTML, "HTML tags are left out and their text is kept", "已略去 HTML 标签，保留其中的文字"}
	NoTags  = taken("what only looks like an HTML tag is shown as typed", "形似 HTML 标签而实非标签的文字已按原样显示")
	Devices = &Construct{plainHTML, "scripts, frames, videos and forms are left out", "已略去脚本、框架、视频和表单"}
	Dress   = &Construct{dressHTML, "alignment, colours, sizes and styles set in HTML are left to the design of the book", "已略去 HTML 中设定的外观（对齐、颜色、字号、style），由本书版式决定"}
	Moved   = &Construct{dressHTML, "what a table cell cannot hold is set below the table", "表格单元格中容纳不下的内容已排在表格之后"}

	Unpaired = &Construct{brokenHTML, "HTML tags without a beginning or an end are left out and their text is kept", "已略去没有闭合或没有开头的 HTML 标签，保留其中的文字"}
	Cut      = &Construct{brokenHTML, "HTML tags without their > or quotation mark are shown as typed", "缺少 > 或引号的 HTML 标签已按原样显示"}
)

// What becomes of raw HTML in print, where the website has it.
var (
	PrintTags    = &Construct{printHTML, "HTML tags are left out of the PDF and their text is kept", "PDF 中略去了 HTML 标签，保留其中的文字"}
	PrintDevices = &Construct{printHTML, "scripts, frames, videos and forms are left out of the PDF", "PDF 中略去了脚本、框架、视频和表单"}
	PrintDress   = &Construct{printHTML, "alignment, colours, sizes and styles set in HTML are left out of the PDF", "PDF 中略去了 HTML 中设定的外观（对齐、颜色、字号、style）"}
)

// At makes the message about n places, the first of them at pos.
func (c *Construct) At(pos source.Place, n int) diag.Message {
	return c.kind.At(pos, c.En, c.Zh, places(n))
}

// places is how many places a message stands for. One needs no words.
type places int

// In says in a language how many there are.
func (n places) In(lang diag.Language) string {
	if n == 1 {
		return ""
	}
	return fmt.Sprintf(lang.Say(" (%d places, the first here)", "（共 %d 处，第一处在此）"), int(n))
}

// Together joins messages that count the same construct, so that a book has one, at its first place.
func Together(ms []diag.Message) []diag.Message {
	first := map[any]int{}
	out := ms[:0]
	for _, m := range ms {
		if counted[m.Kind] {
			if i, ok := first[m.Args[0]]; ok {
				// The messages of a chapter may be kept for another build.
				out[i].Args = []any{m.Args[0], m.Args[1], out[i].Args[2].(places) + m.Args[2].(places)}
				continue
			}
			first[m.Args[0]] = len(out)
		}
		out = append(out, m)
	}
	return out
}
