package project

import (
	"path"
	"slices"
	"strings"

	"keben/internal/diag"
	"keben/internal/source"
)

var (
	chapterOtherCase = diag.NewKind("chapter-absent", diag.Error,
		"expected %s, found %s: a chapter's name ends in lower-case %[3]s", "应为 %s，实为 %s：章节文件名须以小写的 %[3]s 结尾",
		"rename it to %[1]s", "请重命名为 %[1]s")
	chapterOtherText = diag.NewKind("chapter-absent", diag.Error,
		"expected %s, found %s: a chapter is a Markdown file", "应为 %s，实为 %s：章节须为 Markdown 文件",
		"rename it to %[1]s, and put empty lines between its paragraphs", "请重命名为 %[1]s，并在各段之间空一行")
	chapterOtherWord = diag.NewKind("chapter-absent", diag.Error,
		"expected %s, found %s: a chapter is a Markdown file", "应为 %s，实为 %s：章节须为 Markdown 文件",
		"convert it with Pandoc: `pandoc -t markdown-smart --wrap=none -o %[3]s %[4]s`", "请用 Pandoc 转换：`pandoc -t markdown-smart --wrap=none -o %[3]s %[4]s`")
	chapterOtherTool = diag.NewKind("chapter-absent", diag.Error,
		"expected %s, found %s: a chapter is a Markdown file", "应为 %s，实为 %s：章节须为 Markdown 文件",
		"save it as .docx in the program that made it, then: `pandoc -t markdown-smart --wrap=none -o %[3]s %[4]s`",
		"请在原软件中另存为 .docx，然后运行：`pandoc -t markdown-smart --wrap=none -o %[3]s %[4]s`")
	endingCase = diag.NewKind("chapter-file-name", diag.Warning,
		"this file is not read; a chapter's name ends in lower-case %s", "此文件没有读取：章节文件名须以小写的 %s 结尾",
		"rename it to %[2]s", "请重命名为 %[2]s")
	noBookButWord = diag.NewKind("no-book", diag.Error,
		"there is no book.yaml and no Markdown file in this folder, but there is %s", "此文件夹中没有 book.yaml，也没有 Markdown 文件，但有 %s",
		"convert it with Pandoc: `pandoc -t markdown-smart --wrap=none -o %[2]s %[3]s`", "请用 Pandoc 转换：`pandoc -t markdown-smart --wrap=none -o %[2]s %[3]s`")
)

// documents are the endings, in small letters, of what authors write chapters in before they know better. Pandoc reads
// the first; of the second it reads what their programs save as .docx.
var (
	pandocReads = []string{".docx", ".odt", ".rtf", ".html", ".htm", ".tex", ".rst", ".org", ".epub"}
	saveAsDocx  = []string{".doc", ".wps", ".pages", ".wpd", ".dot", ".sxw"}
)

// document reports whether a file may be a chapter that was written in something else, or under an ending in
// capitals, which is another name for a computer.
func document(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".txt" || otherCase(name) || slices.Contains(pandocReads, ext) || slices.Contains(saveAsDocx, ext)
}

// otherCase reports whether a name would be a chapter's if its ending were in small letters.
func otherCase(name string) bool {
	return !source.IsChapter(name) && source.IsChapter(small(name))
}

// small is a name with its ending in small letters.
func small(name string) string {
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext) + strings.ToLower(ext)
}

// instead returns the message about a chapter that is not there when a document that may be meant is: one in its folder
// that has its name but for the ending, whatever the case.
func (r *reader) instead(file string) (k *diag.Kind, args []any) {
	want := strings.ToLower(source.Stem(file))
	for _, name := range r.tree.beside {
		if strings.ToLower(strings.TrimSuffix(name, path.Ext(name))) != want {
			continue
		}
		ext := strings.ToLower(path.Ext(name))
		switch {
		case otherCase(name):
			return chapterOtherCase, []any{file, name, ext}
		case ext == ".txt":
			return chapterOtherText, []any{file, name}
		case slices.Contains(pandocReads, ext):
			return chapterOtherWord, []any{file, name, diag.ShellWord(file), diag.ShellWord(name)}
		}
		return chapterOtherTool, []any{file, name, diag.ShellWord(file), diag.ShellWord(strings.TrimSuffix(name, path.Ext(name)) + ".docx")}
	}
	return nil, nil
}

// unread reports the files of a folder that are no chapters for the case of their ending alone, but those that a
// message about an absent chapter has named.
func (r *reader) unread(folder string) {
	if folder == "." {
		folder = ""
	}
	for _, name := range r.tree.beside {
		told := slices.ContainsFunc(r.ms, func(m diag.Message) bool { return m.Kind == chapterOtherCase && m.Args[1] == any(name) })
		if otherCase(name) && within(name, folder) && !told {
			r.add(endingCase.At(source.Whole(name), strings.ToLower(path.Ext(name)), small(name)))
		}
	}
}

// empty is the message about a folder without any chapter.
func (r *reader) empty() diag.Message {
	for _, name := range r.tree.beside {
		ext := path.Ext(name)
		if slices.Contains(pandocReads[:3], strings.ToLower(ext)) {
			return noBookButWord.At(source.Place{}, name, diag.ShellWord(strings.TrimSuffix(name, ext)+".md"), diag.ShellWord(name))
		}
	}
	return noBook.At(source.Place{})
}
