package lang

import "strings"

// The labels of lines beside a table or figure, in addition to the words of the languages themselves. They are known in
// every language, because manuscripts mix them.
var (
	// sourceLabels begin the line that says where the data come from.
	sourceLabels = [...]string{
		"资料来源：", "资料来源:", "数据来源：", "数据来源:", "图片来源：", "图片来源:", "来源：", "来源:",
		"資料來源：", "資料來源:", "數據來源：", "數據來源:", "圖片來源：", "圖片來源:", "來源：", "來源:", "Source:", "Sources:", "Data source:",
	}
	// noteLabels begin a note below a table.
	noteLabels = [...]string{
		"注：", "注:", "表注：", "表注:", "附注：", "附注:", "註：", "註:", "表註：", "表註:", "附註：", "附註:", "Note:", "Notes:", "Note.", "Notes.",
	}
	// tableLabels begin the caption of a table.
	tableLabels = [...]string{"Table:", "table:", "表：", "表:"}
)

// HasSourceLabel reports whether a line is the source line of a table or figure.
func HasSourceLabel(line string) bool { return labelled(line, sourceLabels[:], Words.Source) > 0 }

// HasNoteLabel reports whether a line is a note below a table.
func HasNoteLabel(line string) bool { return labelled(line, noteLabels[:], Words.Note) > 0 }

// TableLabel returns the length of the label with which a line begins the caption of a table, or 0.
func TableLabel(line string) int { return labelled(line, tableLabels[:], Words.Table) }

// labelled returns the length of the label with which a line begins, or 0: one of labels, or the word that a language
// has for it and the language's colon.
func labelled(line string, labels []string, word func(Words) string) int {
	for _, label := range labels {
		if strings.HasPrefix(line, label) {
			return len(label)
		}
	}
	for _, l := range languages {
		if rest, ok := strings.CutPrefix(line, word(l.Words)); ok {
			if colon := strings.TrimSpace(l.Words.Colon()); strings.HasPrefix(rest, colon) {
				return len(line) - len(rest) + len(colon)
			}
		}
	}
	return 0
}

// Source returns a source line with its label: "资料来源：海关总署". One that has a label keeps its own.
func (l *Language) Source(line string) string {
	if line == "" || HasSourceLabel(line) {
		return line
	}
	return l.Words.Source() + l.Words.Colon() + line
}
