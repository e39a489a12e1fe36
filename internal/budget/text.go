package budget

import "keben/internal/diag"

// Limits of the Markdown of one chapter. Text that is over a limit is kept as typed.
var (
	BlockNesting = limit("text-block-nesting", 96, Levels, diag.NewKind("nesting", diag.Warning,
		"lists and quotations are nested more than %s levels deep here; what is deeper is shown as typed", "此处列表、引文嵌套超过 %s 层，更深的部分按原样显示",
		"use fewer levels", "请减少嵌套层次"))
	InlineNesting = limit("text-inline-nesting", 128, Levels, diag.NewKind("nesting", diag.Warning,
		"emphasis, links and footnotes are nested more than %s levels deep here; what is deeper is shown as typed", "此处强调、链接、脚注嵌套超过 %s 层，更深的部分按原样显示",
		"use fewer levels", "请减少嵌套层次"))
	ParagraphMarks = limit("text-paragraph-marks", 10_000, Count, diag.NewKind("marks", diag.Warning,
		"the paragraph has more than %s marks of emphasis; the rest is shown as typed", "此段的强调标记超过 %s 个，其余按原样显示",
		"divide the paragraph, or put a \\ before marks that are text", "请拆分此段；如果标记本是文字，请在前面加 \\"))
	ParagraphBrackets = limit("text-paragraph-brackets", 2_000, Count, diag.NewKind("marks", diag.Warning,
		"the paragraph has more than %s opening brackets; the rest is shown as typed", "此段的左方括号超过 %s 个，其余按原样显示",
		"divide the paragraph, or put a \\ before brackets that are text", "请拆分此段；如果方括号本是文字，请在前面加 \\"))
	ParagraphScan = limit("text-paragraph-scan", 64<<10, Steps, diag.NewKind("marks", diag.Warning,
		"the paragraph has too many brackets without an end; links after this one are shown as typed", "此段中未闭合的括号过多，此处之后的链接按原样显示",
		"close the brackets, or put a \\ before those that are text", "请补上后括号；如果括号本是文字，请在前面加 \\"))
	TableCells = limit("text-table-cells", 200_000, Count, diag.NewKind("table-too-large", diag.Warning,
		"the table would have more than %s cells; it is shown as typed", "此表超过 %s 个单元格，按原样显示",
		"divide it into several tables", "请拆分为几个表格"))
	ParagraphText = limit("text-paragraph", 400_000, Count, diag.NewKind("paragraph-too-long", diag.Error,
		"this paragraph has more than %s characters", "此段超过 %s 个字符",
		"divide it by empty lines", "请用空行把它分成几段"))
	ListingLine = limit("text-listing-line", 500_000, Count, diag.NewKind("listing-line-too-long", diag.Error,
		"a line of this code block has more than %s characters", "此代码块有一行超过 %s 个字符",
		"break the line", "请把这一行断开"))
	HTMLNesting = limit("text-html-nesting", 32, Levels, diag.NewKind("nesting", diag.Warning,
		"HTML elements are nested more than %s levels deep here; the tags of what is deeper are left out", "此处 HTML 标签嵌套超过 %s 层，更深的标签已略去，其中文字保留",
		"use fewer levels", "请减少嵌套层次"))
)

// ProofText bounds the characters of one block on proof sheets. Nobody proofreads a longer one.
var ProofText = limit("proof-block", 400_000, Count, diag.NewKind("proof-too-long", diag.Warning,
	"the proof sheets show the first %s characters of this paragraph only", "校样只显示此段的前 %s 个字符",
	"divide it by empty lines", "请用空行把它分成几段"))

// Limits of a chapter in Mmark, because gomarkdown parses recursively and looks ahead without bound.
var (
	MmarkBlocks = limit("mmark-block-nesting", 24, Levels, diag.NewKind("mmark-unread", diag.Warning,
		"this paragraph cannot be read as Mmark; it is shown as typed", "这一段无法按 Mmark 读取，已按原样显示",
		"simplify its nesting, or put empty lines around it", "请减少嵌套层次，或用空行把它与前后文隔开"))
	MmarkInlines = limit("mmark-inline-nesting", 24, Levels, diag.NewKind("nesting", diag.Warning,
		"emphasis, links and footnotes are nested more than %s levels deep here; what is deeper is shown as typed", "此处强调、链接、脚注嵌套超过 %s 层，更深的部分按原样显示",
		"use fewer levels", "请减少嵌套层次"))
	MmarkScan = limit("mmark-scan", 128<<20, Bytes, diag.NewKind("mmark-dense", diag.Warning,
		"the text has too much markup from here; the rest is shown as typed", "从这里起标记过密，其余标记按原样显示",
		"look for marks without an end", "请检查是否有大量未结束的标记"))
)

// IncludedBytes bounds a file that a chapter in another tool's syntax includes. A larger one was not written by hand.
var IncludedBytes = limit("file-included", 1_000_000, Bytes, diag.NewKind("include-too-large", diag.Warning,
	"the included file %[2]q has more than %[1]s and is left out", "要插入的文件 %[2]q 超过 %[1]s，未插入",
	"include a part of it, or make it a chapter", "请只插入其中一部分，或另写为一章"))
