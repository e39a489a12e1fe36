package exchange

import "keben/internal/diag"

var (
	otherLanguage = diag.NewKind("exchange-language", diag.Error,
		"the file is a translation into %q; the book is translated into %s", "文件的译文语言为 %q，本书的译文语言为：%s",
		"name the language with --to", "请用 --to 指明语言")
	unknownChapter = diag.NewKind("exchange-unknown", diag.Warning,
		"the book has no chapter %q; its texts are left out", "书中没有 %q 这一章，其中的文字未导入")
	unknownUnit = diag.NewKind("exchange-unknown", diag.Warning,
		"the source of %s is no longer in %s; its translation is left out", "%[2]s 中已没有 %[1]s 的原文，其译文未导入",
		"put the translation into the manuscript by hand", "请手工将译文写入书稿")
	sourceChanged = diag.NewKind("exchange-source", diag.Warning,
		"the source of %s has changed since it was exported (%s); its translation is left out", "%s 的原文在导出之后有改动（%s），其译文未导入",
		"export again and translate what has changed", "请重新导出，翻译改动之处")
	bothChanged = diag.NewKind("exchange-conflict", diag.Warning,
		"the translation of %s in the book has changed since it was exported (%s); it is kept", "%s 在书中的译文在导出之后有改动（%s），已予保留",
		"settle it by hand, or take the file's texts with --overwrite", "请手工处理，或用 --overwrite 以文件中的译文为准")
	otherForm = diag.NewKind("exchange-form", diag.Warning,
		"this translation of %s cannot stand in %s: it would change what is around it; it is left out", "%s 的这一译文不能写入 %s：它会改变前后的文字，未导入",
		"a line that begins with #, -, > or a number, an empty line, or in a table | is Markdown: write a backslash before it", "行首的 #、-、> 或编号、空行，以及表中的 |，在 Markdown 中另有含义：请在前面加反斜线")
	otherCount = diag.NewKind("exchange-form", diag.Warning,
		"the translation of %s is %d paragraphs in the book and %d in the file; it is left out", "%s 的译文在书中为 %d 段，在文件中为 %d 段，未导入",
		"keep the empty lines between the paragraphs as they were", "请保持段间空行不变")
	noPlace = diag.NewKind("exchange-place", diag.Warning,
		"there is no place in %[2]s for the translation of %[1]s; it is left out", "%[2]s 中没有可放 %[1]s 译文的位置，未导入",
		"write it there by hand", "请手工写入")
	partial = diag.NewKind("exchange-place", diag.Note,
		"this block waits for the translation of all its texts: %d of %d are there", "本块须待其中文字全部译出才能写入：已译 %d 处，共 %d 处")
	codeLost = diag.NewKind("exchange-code", diag.Warning,
		"the translation of %s lacks what its source has: %s", "%s 的译文缺少原文中的 %s",
		"put it where it belongs in the translation", "请在译文的相应位置补上")
	codeUnknown = diag.NewKind("exchange-code", diag.Warning,
		"the translation of %s has the code %q, whose text is not in the file; it is left out", "%s 的译文中有代码 %q，文件中没有其内容，未导入",
		"export again; the tool must keep the original data", "请重新导出，并使翻译工具保留原始数据")
	pluralEntry = diag.NewKind("exchange-unknown", diag.Warning,
		"an entry with plural forms is none of this book's; it is left out", "带复数形式的条目不属于本书，未导入")
	foreignEntry = diag.NewKind("exchange-unknown", diag.Warning,
		"the entry names no text of a book: its msgctxt is %q, not chapter#block; it is left out", "条目没有指明书中的文字：msgctxt 为 %q，而非“章#块”，未导入")
	drawnTable = diag.NewKind("exchange-table", diag.Note,
		"the cells of this table are drawn with lines, or HTML; they are not exported", "此表用框线或 HTML 写成，其单元格不导出",
		"translate it in the manuscript, or write it with | alone", "请在书稿中直接翻译，或改写为只用 | 的表格")
	noNewFile = diag.NewKind("exchange-place", diag.Warning,
		"no file can be made for the translation of %s: its folder is not named after a language", "无法为 %s 的译文新建文件：其所在文件夹不以语言命名")
)
