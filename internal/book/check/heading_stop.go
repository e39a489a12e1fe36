package check

import (
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
)

var headingStopFound = diag.NewKind("heading-stop", diag.Note,
	"the heading ends with %q", "标题以“%s”结尾",
	"delete the mark", "请删去标题末尾的标点")

// headingStop finds headings that end like a sentence. A question or an exclamation is allowed (GB/T 15834
// leaves ？ and ！ to titles; Chicago 6.14, 6.125).
func headingStop(ed *book.Edition) (ms []diag.Message) {
	for _, ch := range chapters(ed) {
		for _, h := range book.Headings(ch.Blocks) {
			text := strings.TrimSpace(book.Plain(h.Content))
			for _, stop := range [...]string{"。", "，", "；", "、", "：", ".", ",", ";", ":"} {
				// An ellipsis and an abbreviation of capitals (U.S.) are no full stop.
				if rest, ok := strings.CutSuffix(text, stop); ok && !(stop == "." && abbreviated(rest)) {
					ms = append(ms, headingStopFound.At(ch.At(h.Range), stop))
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
