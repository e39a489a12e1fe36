package lang

import "strings"

// sourceLabels are the words with which authors begin the line below a table or figure that says where
// its data come from, in any language: manuscripts mix them.
var sourceLabels = [...]string{
	"资料来源：", "资料来源:", "数据来源：", "数据来源:", "图片来源：", "图片来源:", "来源：", "来源:",
	"資料來源：", "資料來源:", "數據來源：", "數據來源:", "圖片來源：", "圖片來源:", "來源：", "來源:", "Source:", "Sources:", "Data source:",
}

// HasSourceLabel reports whether a line begins with such a label.
func HasSourceLabel(line string) bool {
	for _, w := range sourceLabels {
		if strings.HasPrefix(line, w) {
			return true
		}
	}
	return false
}

// noteLabels are the words with which authors begin a note below a table.
var noteLabels = [...]string{
	"注：", "注:", "表注：", "表注:", "附注：", "附注:", "註：", "註:", "表註：", "表註:", "附註：", "附註:", "Note:", "Notes:", "Note.", "Notes.",
}

// HasNoteLabel reports whether a line begins with such a label.
func HasNoteLabel(line string) bool {
	for _, w := range noteLabels {
		if strings.HasPrefix(line, w) {
			return true
		}
	}
	return false
}

// Source returns a source line with its label: "资料来源：海关总署". One that has a label keeps its own.
func (l *Language) Source(line string) string {
	if line == "" || HasSourceLabel(line) {
		return line
	}
	return l.Words.Source() + l.Words.Colon() + line
}
