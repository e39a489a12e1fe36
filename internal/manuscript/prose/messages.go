package prose

import "keben/internal/diag"

// What can be wrong with running text in any notation. None of it stops the output: the place is
// marked, and what was typed is kept.
var (
	noteUndefined = diag.NewKind("note-undefined", diag.Warning,
		"the note [^%s] is marked here but nowhere written", "这里标了注释 [^%s]，但文中没有它的内容",
		"write a line that begins with \"[^%s]: \", or delete the mark", "请另起一行写“[^%s]: 注文”，或删去注号")
	noteUnused = diag.NewKind("note-unused", diag.Warning,
		"nothing refers to the note [^%s]", "正文中没有引用注释 [^%s]",
		"put [^%s] where its mark belongs", "请在应有注号处写上 [^%s]")
	noteDuplicate = diag.NewKind("note-duplicate", diag.Warning,
		"a note [^%s] is already written above; this one has no mark", "前面已有注释 [^%s]，这一条没有注号与之对应",
		"give one of the two another label", "请把其中一条改用别的标签")
	insertMisplaced = diag.NewKind("insert-misplaced", diag.Warning,
		"a table or chart cannot stand here; only its text is shown", "表格、图表不能放在这里，只显示其中的文字",
		"put it on a line of its own between two empty lines", "请让它独占一行，上下各空一行")
	mathsLater = diag.NewKind("maths-unsupported", diag.Warning,
		"%d formula(s) are shown as typed: formulas cannot be set yet", "共 %d 处公式按原样显示：目前还不能排公式")
	citationLater = diag.NewKind("citation-unsupported", diag.Warning,
		"%d citation(s) are shown as typed: citations cannot be resolved yet", "共 %d 处文献引用按原样显示：目前还不能生成引文")
)

// TableWide, CommentUnclosed and CodeUnclosed are found by the parsers of blocks, each in its own way.
var (
	TableWide = diag.NewKind("table-wide", diag.Warning,
		"this row has more cells than the table's header; columns were added", "这一行的单元格比表头多，已自动增加列",
		"a bar that belongs to the text is written \\|", "文字中的竖线请写作 \\|")
	CommentUnclosed = diag.NewKind("comment-unclosed", diag.Warning,
		"this comment has no end; the text behind it is left out", "这处注释没有结束，其后的文字均被略去",
		"close it with -->", "请在注释之后写 -->")
	CodeUnclosed = diag.NewKind("code-unclosed", diag.Warning,
		"the code that begins here is never closed", "从这里开始的代码块没有结束",
		"close it with a line of the same fence: %s", "请在代码之后另起一行写 %s")
)

// What can be wrong with the cells of a table. Their text is all there.
var (
	tableOverlap = diag.NewKind("table-overlap", diag.Warning,
		"the cell that begins here would lie over another one; it is made narrower", "此处单元格与另一个单元格重叠，已缩小跨列数",
		"correct colspan, or the rowspan of the cell above", "请改正 colspan，或上方单元格的 rowspan")
	tablePastEnd = diag.NewKind("table-span", diag.Warning,
		"the cell that begins here spans more rows than follow; it ends with them", "此处单元格的跨行数超过后面的行数，已缩小",
		"correct rowspan, or add the rows", "请改正 rowspan，或补上缺少的行")
	tableBeyond = diag.NewKind("table-span", diag.Note,
		"the cell that begins here spans %d columns in which no other cell begins; they are left out", "此处单元格所跨的列中有 %d 列没有其他单元格，已略去",
		"correct colspan", "请改正 colspan")
	tableCovered = diag.NewKind("table-span", diag.Note,
		"the cell that begins here spans %d rows in which no other cell begins; they are left out", "此处单元格所跨的行中有 %d 行没有其他单元格，已略去",
		"correct rowspan, and take out the empty rows", "请改正 rowspan，并删去空行")
	tableLong = diag.NewKind("table-wide", diag.Warning,
		"this row has more cells than the table's header; columns were added", "这一行的单元格比表头多，已自动增加列",
		"give the header as many cells, or check the spans", "请补足表头的单元格，或检查 colspan、rowspan")
	tableShort = diag.NewKind("table-short", diag.Note,
		"this row has fewer cells than the table has columns; empty cells are added", "此行的单元格少于表格列数，已补空单元格",
		"add the cells, or span columns with colspan", "请补上单元格，或用 colspan 跨列")
)
