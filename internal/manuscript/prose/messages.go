package prose

import "keben/internal/diag"

// Faults of running text in any notation. None of them stops the output: the place is marked, and the typed text is
// kept.
var (
	noteUndefined = diag.NewKind("note-undefined", diag.Warning,
		"footnote [^%s] has no text", "脚注 [^%s] 没有注文",
		"write a line that begins with `[^%s]: `, or delete the mark", "请另起一行写 `[^%s]: 注文`，或删去注码")
	noteUndefinedNear = diag.NewKind("note-undefined", diag.Warning,
		"footnote [^%s] has no text: did you mean [^%s]?", "脚注 [^%s] 没有注文：是否想写 [^%s]？",
		"the footnote [^%[2]s] on line %[3]d has no mark; correct one of the two labels", "第 %[3]d 行的脚注 [^%[2]s] 没有注码，请改正其中一处的标签")
	noteUnused = diag.NewKind("note-unused", diag.Warning,
		"footnote [^%s] has no mark in the text", "脚注 [^%s] 在正文中没有注码",
		"type [^%s] where the mark belongs", "请在应加注码处写上 [^%s]")
	noteDuplicate = diag.NewKind("note-duplicate", diag.Warning,
		"footnote [^%s] already has a text above", "脚注 [^%s] 前面已有注文",
		"give one of the two another label", "请将其中一条的标签改成别的")
	insertMisplaced = diag.NewKind("insert-misplaced", diag.Warning,
		"a table or chart cannot be inside a line; only its text is shown", "表格、图表不能放在行内，只显示其中的文字",
		"put it on a line of its own between two empty lines", "请让它独占一行，上下各空一行")
	mathsLater = diag.NewKind("maths-unsupported", diag.Warning,
		"formulas are shown as typed (%d in this chapter): Keben cannot set them yet", "公式按原样显示（本章 %d 处）：目前还不能排公式")
	citationLater = diag.NewKind("citation-unsupported", diag.Warning,
		"citations are shown as typed (%d in this chapter): Keben cannot resolve them yet", "文献引用按原样显示（本章 %d 处）：目前还不能生成参考文献")
)

// TableWide, CommentUnclosed and CodeUnclosed are found by the parsers of blocks, each in its own way.
var (
	TableWide = diag.NewKind("table-wide", diag.Warning,
		"this row has more cells than the table's header; columns were added", "这一行的单元格比表头多，已自动增加列",
		"write \\| for a bar that belongs to the text", "文字中的竖线请写作 \\|")
	CommentUnclosed = diag.NewKind("comment-unclosed", diag.Warning,
		"this comment has no end; the text after it is left out", "这处注释没有结束，其后的文字均已略去",
		"close it with -->", "请在注释之后写 -->")
	CodeUnclosed = diag.NewKind("code-unclosed", diag.Warning,
		"this code block has no end", "这个代码块没有结束",
		"end it with a line %s", "请在代码之后另起一行写 %s")
)

// Faults in the form of a table. No text of its cells is lost.
var (
	tableOverlap = diag.NewKind("table-overlap", diag.Warning,
		"this cell would overlap another one; it is made narrower", "此处单元格与另一个单元格重叠，已缩小跨列数",
		"correct colspan, or the rowspan of the cell above", "请改正 colspan，或上方单元格的 rowspan")
	tablePastEnd = diag.NewKind("table-span", diag.Warning,
		"this cell spans more rows than follow; it ends with them", "此处单元格的跨行数超过后面的行数，已缩小",
		"correct rowspan, or add the rows", "请改正 rowspan，或补上缺少的行")
	tableBeyond = diag.NewKind("table-span", diag.Note,
		"this cell spans %d columns in which no other cell begins; they are left out", "此处单元格所跨的列中有 %d 列没有其他单元格，已略去",
		"correct colspan", "请改正 colspan")
	tableCovered = diag.NewKind("table-span", diag.Note,
		"this cell spans %d rows in which no other cell begins; they are left out", "此处单元格所跨的行中有 %d 行没有其他单元格，已略去",
		"correct rowspan, and delete the empty rows", "请改正 rowspan，并删去空行")
	tableLong = diag.NewKind("table-wide", diag.Warning,
		"this row has more cells than the table's header; columns were added", "这一行的单元格比表头多，已自动增加列",
		"give the header as many cells, or correct the spans", "请补足表头的单元格，或改正 colspan、rowspan")
	tableShort = diag.NewKind("table-short", diag.Note,
		"this row has fewer cells than the table has columns; empty cells are added", "此行的单元格少于表格列数，已补空单元格",
		"add the cells, or span columns with colspan", "请补上单元格，或用 colspan 跨列")
)
