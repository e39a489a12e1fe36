package budget

import "keben/internal/diag"

// Limits of files. A file's size is checked before it is read. A novel is a megabyte and a half; reading a file takes
// several times its size, its trees and pages ten to a hundred times.
var (
	TextBytes = limit("file-text", 16_000_000, Bytes, diag.NewKind("file-too-large", diag.Error,
		"expected a text file of at most %[1]s, found %[2]s", "文本文件不得超过 %[1]s，实为 %[2]s",
		"divide it into several files; if it is not text, move it out of content/", "请拆分为多个文件；如果不是文本，请移出 content/"))
	DataBytes = limit("file-data", 4_000_000, Bytes, diag.NewKind("file-too-large", diag.Error,
		"expected a YAML file of at most %[1]s, found %[2]s", "YAML 文件不得超过 %[1]s，实为 %[2]s",
		"keep only what the book uses", "请只保留书中用到的数据"))
	PictureBytes = limit("file-picture", 64_000_000, Bytes, diag.NewKind("picture-too-large", diag.Warning,
		"expected a picture of at most %[1]s, found %[2]s; it is not shown", "图片不得超过 %[1]s，实为 %[2]s，未予显示",
		"save it with fewer pixels (300 per inch of the printed size) or as JPEG", "请降低像素数（按印刷尺寸每英寸 300 像素）或另存为 JPEG"))
	FontBytes = limit("file-font", 64_000_000, Bytes, diag.NewKind("file-too-large", diag.Error,
		"expected a font file of at most %[1]s, found %[2]s", "字体文件不得超过 %[1]s，实为 %[2]s",
		"use a font file with a single face, or a subset", "请改用只含一款字体的文件，或其子集"))
	OtherBytes = limit("file-other", 64_000_000, Bytes, diag.NewKind("file-too-large", diag.Error,
		"expected a file of at most %[1]s, found %[2]s", "文件不得超过 %[1]s，实为 %[2]s",
		"make it smaller, or move it out of the book's folder", "请缩小文件，或将其移出书稿文件夹"))
	BookBytes = limit("book-bytes", 2_000_000_000, Bytes, diag.NewKind("book-too-large", diag.Error,
		"the files of the book have more than %s together; the rest is not read", "全书文件合计超过 %s，其余文件未读取",
		"make the pictures smaller, or divide the book", "请缩小图片，或将书拆分"))
	FolderEntries = limit("folder-entries", 20_000, Count, diag.NewKind("folder-too-large", diag.Error,
		"the folder has more than %s files; the rest is not read", "文件夹中的文件超过 %s 个，其余未读取",
		"divide it into several folders, or move away what the book does not use", "请分成多个文件夹，或移走书中不用的文件"))
)
