package markdown

import "keben/internal/diag"

// What can be wrong with a manuscript's Markdown. None of it stops the output: the place is marked, and
// what was typed is kept.
var (
	divUnclosed = diag.NewKind("div-unclosed", diag.Warning,
		"the division that begins here is never closed", "从这里开始的 ::: 区块没有结束",
		"close it with a line of three colons", "请在区块末尾另起一行写三个冒号 :::")
	gridBroken = diag.NewKind("table-broken", diag.Warning,
		"the lines of this table do not meet here; the table is shown as typed", "表格框线在此处没有对齐，此表按原样显示",
		"draw every cell with +, - and |, all lines of one width (a full-width character takes two columns)", "请用 +、-、| 画全每个单元格，各行等宽（全角字符占两列）")
	divUnopened = diag.NewKind("div-unopened", diag.Warning,
		"this line closes a division, but none is open", "这一行用来结束 ::: 区块，但前面没有开始的区块",
		"delete the line, or open the division with \"::: name\"", "请删去这一行，或在前面用“::: 名称”开始区块")
)
