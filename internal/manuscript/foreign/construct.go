package foreign

import (
	"keben/internal/diag"

	"keben/internal/source"
)

// The messages about another tool's syntax: what became of it, in English and in Chinese, and in how many places.
var (
	understood = diag.NewKind("other-tool", diag.Note,
		"%[1]s (%[3]d in all, the first here)", "%[2]s（共 %[3]d 处，第一处在此）")
	unknown = diag.NewKind("other-tool", diag.Warning,
		"%[1]s (%[3]d in all, the first here)", "%[2]s（共 %[3]d 处，第一处在此）",
		"it stands in the book as it was typed: write it in Markdown", "书中按原样显示，请改用 Markdown 写法")
	plainHTML = diag.NewKind("html-left-out", diag.Note,
		"%[1]s (%[3]d in all, the first here)", "%[2]s（共 %[3]d 处，第一处在此）",
		"raw-html: true in book.yaml keeps HTML on the website", "在 book.yaml 中写 raw-html: true，网站上会保留 HTML")
)

// Construct is something that another tool's authors type, and what became of it.
type Construct struct {
	kind   *diag.Kind
	En, Zh string
}

func taken(en, zh string) *Construct { return &Construct{understood, en, zh} }
func shown(en, zh string) *Construct { return &Construct{unknown, en, zh} }

// What becomes of HTML.
var (
	Tags    = &Construct{plainHTML, "HTML tags are left out, and their text is kept", "已略去 HTML 标签，保留其中的文字"}
	NoTags  = taken("what looks like an HTML tag and is none is shown as it was typed", "形似 HTML 标签而实非标签的文字已按原样显示")
	Devices = &Construct{plainHTML, "scripts, frames, videos and forms are left out", "已略去脚本、框架、视频和表单"}
)

// At makes the message about n places, the first of them at pos.
func (c *Construct) At(pos source.Place, n int) diag.Message { return c.kind.At(pos, c.En, c.Zh, n) }

// Together joins messages that count the same construct, so that a book has one, at its first place.
func Together(ms []diag.Message) []diag.Message {
	first := map[any]int{}
	out := ms[:0]
	for _, m := range ms {
		if m.Kind == understood || m.Kind == unknown || m.Kind == plainHTML {
			if i, ok := first[m.Args[0]]; ok {
				// The messages of a chapter may be kept for another build.
				out[i].Args = []any{m.Args[0], m.Args[1], out[i].Args[2].(int) + m.Args[2].(int)}
				continue
			}
			first[m.Args[0]] = len(out)
		}
		out = append(out, m)
	}
	return out
}
