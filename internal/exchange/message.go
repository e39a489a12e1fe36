package exchange

import "keben/internal/diag"

var (
	otherLanguage = diag.NewKind("exchange-language", diag.Error,
		"expected a translation into %[2]s, found %[1]q", "译文语言应为 %[2]s，实为 %[1]q",
		"name the language with --to", "请用 --to 指明语言")
	unknownChapter = diag.NewKind("exchange-unknown", diag.Warning,
		"the book has no chapter %q; its translations are left out", "书中没有 %q 这一章，其中的译文未导入")
	unknownUnit = diag.NewKind("exchange-unknown", diag.Warning,
		"the source of %s is no longer in %s; its translation is left out", "%[2]s 中已没有 %[1]s 的原文，其译文未导入",
		"write the translation into the manuscript by hand", "请手工将译文写入书稿")
	sourceChanged = diag.NewKind("exchange-source", diag.Warning,
		"the source of %s has changed since the export (%s); its translation is left out", "%s 的原文在导出之后有改动（%s），其译文未导入",
		"run `keben export` again and translate what has changed", "请重新运行 `keben export`，翻译改动之处")
	bothChanged = diag.NewKind("exchange-conflict", diag.Warning,
		"the translation of %s in the book has changed since the export (%s); it is kept", "%s 在书中的译文在导出之后有改动（%s），已予保留",
		"correct it by hand, or take the file's translations with --overwrite", "请手工处理，或用 --overwrite 以文件中的译文为准")
	otherForm = diag.NewKind("exchange-form", diag.Warning,
		"this translation of %s would change the text around it in %s; it is left out", "%s 的这一译文写入 %s 会改变前后的文字，未导入",
		"remove empty lines; put \\ before #, -, > or a number that begins a line, and before | in a table", "请删去空行；行首的 #、-、> 或编号以及表中的 |，请在前面加 \\")
	otherCount = diag.NewKind("exchange-form", diag.Warning,
		"expected %[2]d paragraphs in the translation of %[1]s, found %[3]d; it is left out", "%s 的译文应为 %d 段，实为 %d 段，未导入",
		"divide it by empty lines as in the book", "请按书中的分段用空行隔开")
	noPlace = diag.NewKind("exchange-place", diag.Warning,
		"%[2]s has no place for the translation of %[1]s; it is left out", "%[2]s 中没有可放 %[1]s 译文的位置，未导入",
		"write it there by hand", "请手工写入")
	partial = diag.NewKind("exchange-place", diag.Note,
		"this list or table is written when all its texts are translated; so far %d of %d are", "此处的列表或表格须待其中文字全部译出才能写入：已译 %d 处，共 %d 处")
	codeLost = diag.NewKind("exchange-code", diag.Warning,
		"the translation of %s lacks %s of its source", "%s 的译文缺少原文中的 %s",
		"add it to the translation", "请在译文的相应位置补上")
	codeUnknown = diag.NewKind("exchange-code", diag.Warning,
		"the translation of %s has the code %q, whose text is not in the file; it is left out", "%s 的译文中有代码 %q，文件中没有其内容，未导入",
		"run `keben export` again and have the tool keep the original data", "请重新运行 `keben export`，并使翻译工具保留原始数据")
	pluralEntry = diag.NewKind("exchange-unknown", diag.Warning,
		"an entry with plural forms is not from this book; it is left out", "带复数形式的条目不属于本书，未导入")
	foreignEntry = diag.NewKind("exchange-unknown", diag.Warning,
		"expected the msgctxt chapter#id, found %q; the entry is left out", "msgctxt 应为“章#标识”，实为 %q，此条未导入")
	drawnTable = diag.NewKind("exchange-table", diag.Note,
		"the cells of this table are not exported, because it is drawn with lines or typed as HTML", "此表用框线或 HTML 写成，其单元格不导出",
		"translate it in the manuscript, or write it with | only", "请在书稿中直接翻译，或改写为只用 | 的表格")
	noNewFile = diag.NewKind("exchange-place", diag.Warning,
		"no file can be made for the translation of %s, because its folder is not named after a language", "无法为 %s 的译文新建文件：其所在文件夹不以语言命名")
)
