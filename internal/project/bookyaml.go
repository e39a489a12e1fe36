package project

import (
	"slices"

	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/tool"
	"keben/internal/yaml"
)

// arrangements are the ways of setting two languages in parallel, the usual one first.
var arrangements = []string{"facing", "columns", "interlinear"}

func say(en, zh string) diag.Phrase { return diag.Phrase{En: en, Zh: zh} }

// perLanguage is a text for all languages, or one for each.
func perLanguage() *yaml.Schema { return yaml.PerLanguage(yaml.Words()).As("{zh: …, en: …}") }

// chapterList is a list of chapters by the names of their files, or with what is nested in each.
func chapterList() *yaml.Schema {
	return yaml.ListOf(yaml.OneOf(yaml.Words(), chapter)).As("[preface, trade]")
}

// chapterOrPart is an entry of `chapters:`, where a part may follow chapters outside of it.
func chapterOrPart() *yaml.Schema {
	c := *chapter
	c.Keys = append(slices.Clone(c.Keys), yaml.Key{Name: "part", Is: perLanguage(),
		For: say("In place of file and title: the title of a part, in a book that has chapters before its first part.", "代替 file 和 title：编题，用于第一编之前另有章节的书。")})
	return yaml.OneOf(yaml.Words(), c.As("{part: {zh: 河流}, chapters: [river, lake]}").Called("chapter or part"))
}

var chapter = func() *yaml.Schema {
	c := yaml.Keyed(
		yaml.Key{Name: "file", Is: yaml.Words(), For: say("Its file, as a path below the folder of the language: water, or water/river.md. Without it, a title over the chapters that are nested.", "文件名，或该语言文件夹之下的路径，如 water、water/river.md；不写则只有标题和其下各章。")},
		yaml.Key{Name: "title", Is: perLanguage(), For: say("Its title, if the file has none.", "文件中没有标题时所用的标题。")},
	).As("{file: water, title: {zh: 水}, chapters: [river, lake]}").Called("chapter")
	c.Keys = append(c.Keys, yaml.Key{Name: "chapters", Is: yaml.ListOf(yaml.OneOf(yaml.Words(), c)).As("[river, lake]"),
		For: say("The chapters that are nested in it.", "其下的各章。")})
	c.Verify = checkEntry
	return c
}()

// checkEntry finds an entry of a list that names nothing.
func checkEntry(n *yaml.Node) []diag.Message {
	if n.Get("file") == nil && n.Get("part") == nil && (n.Get("title") == nil || n.Get("chapters") == nil) {
		return []diag.Message{n.At(entryEmpty)}
	}
	return nil
}

// Schema is that of book.yaml.
func Schema() *yaml.Schema { return bookYAML }

var isbn = &yaml.Schema{Form: yaml.Text, Example: "978-7-5327-0000-4", Verify: checkISBN, Like: &yaml.Shape{
	What: say("ISBN", "书号"), Pattern: `^(\s*(ISBN)?\s*97[89][-‐‑– 0-9]{10,})?$`, OK: isbnForm, Fault: badISBN,
}}

var webURL = &yaml.Schema{Form: yaml.Text, Example: "https://example.org/book/", Like: &yaml.Shape{
	What: say("web address", "网址"), Pattern: `^https?://[^?#]+$`, OK: webAddress, Fault: badURL,
}}

func divisions() *yaml.Schema {
	return yaml.ListOf(&yaml.Schema{Form: yaml.Text, Example: "data-base", Like: &yaml.Shape{
		What: say("word with hyphens", "带连字符的单词"), Pattern: `^[^- ]+(-[^- ]+)*$`, OK: divides, Fault: badDivision,
	}}).As("[data-base, GitHub]")
}

// paged is a PDF; trim is its page size where book.yaml names none.
func paged(trim string) *yaml.Schema {
	return yaml.Keyed(yaml.Key{
		Name: "trim", Default: trim,
		Is:  yaml.OneOf(yaml.Named(design.TrimNames).As("{width: 170mm, height: 240mm}"), design.TrimSchema()),
		For: say("The page size: the name of one that the theme has, or width and height.", "开本：主题中已有的开本名，或写明宽和高。"),
	})
}

var bookYAML = yaml.Keyed(
	yaml.Key{Name: "kind", Is: yaml.Among(string(book.KindBook), string(book.KindArticle), string(book.KindReport)), Default: string(book.KindBook),
		For: say("What it is: a book has a title page and contents, an article is one text, a report is in between.", "书稿类型：book 为书，有扉页和目录；article 为单篇文章；report 为报告。")},
	yaml.Key{Name: "title", Is: perLanguage(), Required: true, For: say("The title.", "书名。")},
	yaml.Key{Name: "subtitle", Is: perLanguage(), For: say("The subtitle.", "副书名。")},
	yaml.Key{Name: "authors", Is: yaml.ListOf(perLanguage()).As("[{zh: 陈海, en: Chen Hai}]"), For: say("The authors, in order.", "作者，按署名顺序。")},
	yaml.Key{Name: "author-role", Is: perLanguage(), For: say("What the authors did, where they did not simply write it: edited by.", "作者的责任方式，如“主编”“编著”；只写“著”可以不填。")},
	yaml.Key{Name: "institution", Is: perLanguage(), For: say("The institution that answers for a report.", "单位，如报告的编制单位。")},
	yaml.Key{Name: "publisher", Is: perLanguage(), For: say("The publisher.", "出版者。")},
	yaml.Key{Name: "licence", Is: perLanguage(), For: say("What readers may do with the book.", "版权声明或许可协议。")},
	yaml.Key{Name: "summary", Is: perLanguage(), For: say("What the book is about, for search engines and the first page of the website.", "内容提要，用于网站首页与搜索引擎。")},
	yaml.Key{Name: "isbn", Is: isbn, For: say("The ISBN, with its hyphens as printed.", "书号，连字符照印刷的写。")},
	yaml.Key{Name: "languages", Is: yaml.ListOf(yaml.Named(yaml.Languages)).As("[zh, en]"),
		For: say("The languages of the book, the one it is written in first. Without it, the folders in content/.", "书的语言，原文在前。不写则看 content/ 下有哪些语言的文件夹。")},
	yaml.Key{Name: "folders", Is: perLanguage().As("{zh: docs, en: en/docs}"),
		For: say("Where the chapters of each language are. Without it, in content/ and a folder for each language, or else where the folder has them.",
			"各语言的章节所在的文件夹。不写则为 content/ 下各语言的文件夹；没有时，依文件夹的实际情形。")},
	yaml.Key{Name: "date", Is: yaml.Date(), For: say("When the book is published: a year, a month or a day.", "出版日期：年、年月或年月日。")},
	yaml.Key{Name: "front", Is: chapterList(),
		For: say("What comes before the first chapter: files, and sections that Keben writes (contents, figures, tables, references, glossary, index, colophon). Without it, a book of several chapters has its contents here.",
			"正文之前的部分：文件名，或由刻本生成的部分（contents、figures、tables、references、glossary、index、colophon）。不写时，多于一章的书在此有目录。")},
	yaml.Key{Name: "parts", Is: yaml.ListOf(yaml.Keyed(
		yaml.Key{Name: "title", Is: perLanguage(), Required: true, For: say("The title of the part.", "编题。")},
		yaml.Key{Name: "chapters", Is: chapterList(), For: say("Its chapters, by the names of their files.", "本编各章的文件名。")},
	).As("{title: …, chapters: [...]}")), For: say("The parts of a book that has parts; it then has no chapters outside them.", "分编的书的各编；分编后不再另写 chapters。")},
	yaml.Key{Name: "chapters", Is: yaml.ListOf(chapterOrPart()).As("[preface, trade]"),
		For: say("The chapters in order, by the names of their files or with what is nested in each. Without it and without parts, those of another tool's list of chapters, or else every file of the first language.", "各章的顺序，写文件名，有下级章节的连同其下各章。不写且不分编时，依其他工具的章节列表，没有列表则收入原文的全部文件。")},
	yaml.Key{Name: "back", Is: chapterList(), For: say("What comes after the last chapter, as in front.", "正文之后的部分，写法同 front。")},
	yaml.Key{Name: "numbering", Is: yaml.Among(string(lang.Humanities), string(lang.Science), string(lang.None)),
		For: say("How chapters and sections are numbered: 第一章 and 一、 (humanities), or 1 and 1.1 (science), or not at all (none). Without it, humanities; none in the syntax of another tool.", "编号方式：第一章、一、（humanities），1、1.1（science），或不编号（none）。不写则为 humanities；用其他工具的写法时为 none。")},
	yaml.Key{Name: "syntax", Is: yaml.Among(tool.Values()...),
		For: say("The tool whose Markdown the chapters are written in; its constructs are then read, too. Without it, the tool whose configuration the folder has; any reads those of all.",
			"各章用哪种工具的 Markdown 写法：刻本自己的（keben），或原来所用工具的，该工具特有的写法也会读取；不止一种时写 any。不写则看文件夹中有哪种工具的配置。")},
	yaml.Key{Name: "templates", Is: yaml.TrueOrFalse(), For: say("Whether `{{ … }}` in chapters is run as a template. Without it, in Keben's own syntax only.", "各章中的 `{{ … }}` 是否作为模板执行。不写时，只在 syntax 为 keben 时执行。")},
	yaml.Key{Name: "raw-html", Is: yaml.TrueOrFalse(), Default: "false", For: say("Whether the website passes on the HTML that chapters contain.", "网站是否保留各章中的 HTML。")},
	yaml.Key{Name: "editions", Is: yaml.ByName(nil, yaml.Keyed(
		yaml.Key{Name: "parallel", Is: yaml.Among(arrangements...), Default: arrangements[0], For: say("How two languages are set: on facing pages, in columns, or with each translation below its paragraph.", "双语对照的方式：左右页、左右栏、逐段。")},
		yaml.Key{Name: "refuse", Is: yaml.ListOf(yaml.Among(string(book.Stale), string(book.Missing), string(book.Unsure))),
			For: say("States of translations with which the PDF is not made.", "有哪些状态的译文时不制作 PDF。")},
	)).As("{zh: {}, zh-en: {parallel: columns}}"),
		For: say("What is built: languages by their tags, and two in parallel as zh-en. Without it, every language by itself.", "要制作的版本：语言，或两种语言对照（如 zh-en）。不写则每种语言各一个。")},
	yaml.Key{Name: "outputs", Is: yaml.Keyed(
		yaml.Key{Name: "website", Is: yaml.Keyed(
			yaml.Key{Name: "url", Is: webURL, For: say("Where it will be on the web.", "网站将来的网址。")},
		), For: say("The website.", "网站。")},
		yaml.Key{Name: "pdf", Is: yaml.Keyed(
			yaml.Key{Name: variants[0].name, Is: paged(variants[0].trim), For: say("For paper: black, with left and right pages.", "供印刷：黑色，分左右页。")},
			yaml.Key{Name: variants[1].name, Is: paged(variants[1].trim), For: say("For reading on a screen: in colour, all pages alike.", "供屏幕阅读：彩色，不分左右页。")},
		), For: say("The PDFs; with nothing below it, one for print.", "PDF；其下不写时只有供印刷的一种。")},
		yaml.Key{Name: "epub", Is: yaml.Whatever(), For: say("Not made yet.", "暂不能制作。")},
	), For: say("What is made. Without it, a website and a PDF for print.", "要制作的成品。不写则制作网站和供印刷的 PDF。")},
	yaml.Key{Name: "hyphenation", Is: yaml.Keyed(
		yaml.Key{Name: hyphenated[0], Is: divisions(), For: say("Words of English, by American patterns.", "英文单词，按美式断词。")},
		yaml.Key{Name: hyphenated[1], Is: divisions(), For: say("The same by British patterns.", "英文单词，按英式断词。")},
	), For: say("How words are divided in print; one without a hyphen never is.", "印刷时单词如何断开；不带连字符的词不断开。")},
	yaml.Key{Name: "spelling", Is: spellings(), For: say("Whose spelling a language keeps: the dictionary of the checks, and how words are divided. Without it, any installed dictionary, and American patterns.",
		"拼写依哪个地区：决定检查所用的词典和断词方式。不写则用已安装的词典，按美式断词。")},
	yaml.Key{Name: "glossary", Is: yaml.Keyed(
		yaml.Key{Name: "sort", Is: yaml.Among("pinyin", "stroke"), For: say("How Chinese entries are sorted; without it, by the custom of the language.", "中文词条的排序：拼音或笔画；不写则按该语言的习惯。")},
	), For: say("The glossary that Keben writes.", "由刻本生成的术语表。")},
).Called("book.yaml")
