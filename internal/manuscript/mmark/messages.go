package mmark

import "keben/internal/diag"

// What can be wrong with a manuscript in Mmark beyond what every notation shares. The text is always
// kept.
var (
	unread = diag.NewKind("mmark-unread", diag.Warning,
		"this block cannot be read as Mmark and is shown as typed", "这一段无法按 Mmark 读取，已按原样显示",
		"simplify its nesting, or separate it from its neighbours by empty lines", "请减少嵌套层次，或用空行把它与前后文隔开")
	listInText = diag.NewKind("mmark-list", diag.Warning,
		"this line looks like the item of a list but goes on with the paragraph above it", "这一行像列表项，但被当作上一段的续行",
		"in Mmark a list needs an empty line before it", "Mmark 的列表之前要空一行")
	titleBroken = diag.NewKind("mmark-title", diag.Error,
		"the title block is not valid TOML: %s", "标题块不是有效的 TOML：%s",
		"see toml.io; text values stand in double quotation marks", "语法见 toml.io，文字的值要放在英文双引号中")
	titleUnclosed = diag.NewKind("mmark-title-unclosed", diag.Error,
		"the title block that begins here is never closed", "从这里开始的标题块没有结束",
		"close it with a line of three percent signs", "请在标题块末尾另起一行写三个百分号")
)
