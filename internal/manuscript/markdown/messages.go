package markdown

import "keben/internal/diag"

// Faults of a manuscript's Markdown. None of them stops the output: the place is marked, and the typed text is kept.
var (
	divUnclosed = diag.NewKind("div-unclosed", diag.Warning,
		"this `:::` block has no end", "这个 ::: 区块没有结束",
		"end it with a line `:::`", "请在区块末尾另起一行写 `:::`")
	gridBroken = diag.NewKind("table-broken", diag.Warning,
		"the lines of this table do not meet here; it is shown as typed", "表格框线在此处没有对齐，此表按原样显示",
		"draw every cell with +, - and |, all lines of one width (a full-width character takes two columns)", "请用 +、-、| 画全每个单元格，各行等宽（全角字符占两列）")
	divUnopened = diag.NewKind("div-unopened", diag.Warning,
		"this `:::` ends no block", "这一行 ::: 前面没有开始的区块",
		"delete the line, or begin a block above with `::: name`", "请删去这一行，或在前面用 `::: 名称` 开始区块")
)
