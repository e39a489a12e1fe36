package check

import (
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
)

var headingStopFound = diag.NewKind("heading-stop", diag.Note,
	"the heading ends with %q", "标题以“%s”结尾",
	"delete the mark", "请删去标题末尾的标点")

var headingUnderlined = diag.NewKind("heading-underlined", diag.Note,
	"the line %s below makes this paragraph a heading", "下一行的 %s 使这一段成为标题",
	"put an empty line between them; for a heading, write ## before it", "请在两行之间空一行；如确是标题，请在前面加 ##")

// headingStop finds headings that end like a sentence. A question or an exclamation is allowed (GB/T 15834
// leaves ？ and ！ to titles; Chicago 6.14, 6.125).
func headingStop(ed *book.Edition) (ms []diag.Message) {
	for _, ch := range chapters(ed) {
		for _, h := range book.Headings(ch.Blocks) {
			text := strings.TrimSpace(book.Plain(h.Content))
			for _, stop := range [...]string{"。", "，", "；", "、", "：", ".", ",", ";", ":"} {
				// An ellipsis and an abbreviation of capitals (U.S.) are no full stop.
				if rest, ok := strings.CutSuffix(text, stop); ok && !(stop == "." && abbreviated(rest)) {
					m := headingStopFound.At(ch.At(h.Range), stop)
					if line := underline(ch, h); line != "" {
						m = headingUnderlined.At(ch.At(h.Range), line)
					}
					ms = append(ms, m)
					break
				}
			}
		}
	}
	return ms
}

func abbreviated(rest string) bool {
	if strings.HasSuffix(rest, ".") || strings.HasSuffix(rest, "etc") {
		return true
	}
	n := len(rest)
	return n >= 1 && rest[n-1] >= 'A' && rest[n-1] <= 'Z' && (n == 1 || rest[n-2] == '.' || rest[n-2] == ' ')
}

// underline is the line below a heading that makes it one (CommonMark §4.3), or "" for a heading with # before it. Under a
// sentence it was likely meant for a rule.
func underline(ch *book.Chapter, h *book.Heading) string {
	if ch.Source == nil {
		return ""
	}
	lines := strings.Split(strings.TrimSpace(string(h.Range.Of(ch.Source.Text))), "\n")
	line := strings.TrimSpace(lines[len(lines)-1])
	if len(lines) < 2 || strings.Trim(line, "-") != "" && strings.Trim(line, "=") != "" {
		return ""
	}
	return line
}
