package mmark

import "keben/internal/diag"

// Faults of a manuscript in Mmark, besides those of every notation. The text is always kept.
var (
	unread = diag.NewKind("mmark-unread", diag.Warning,
		"this paragraph cannot be read as Mmark; it is shown as typed", "这一段无法按 Mmark 读取，已按原样显示",
		"simplify its nesting, or put empty lines around it", "请减少嵌套层次，或用空行把它与前后文隔开")
	listInText = diag.NewKind("mmark-list", diag.Warning,
		"this line looks like a list item but continues the paragraph above it", "这一行像列表项，但被当作上一段的续行",
		"put an empty line before the list", "请在列表之前空一行")
	titleBroken = diag.NewKind("mmark-title", diag.Error,
		"the title block is not valid TOML: %s", "标题块不是有效的 TOML：%s",
		"put texts in straight double quotation marks", "文字的值请放在英文双引号中")
	titleUnclosed = diag.NewKind("mmark-title-unclosed", diag.Error,
		"this title block has no end", "这个标题块没有结束",
		"end it with a line %%%", "请在标题块末尾另起一行写 %%%")
)
