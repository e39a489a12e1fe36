package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

var chinese = &Language{
	Tag: "zh", BCP47: "zh-Hans", Name: "中文", ShortName: "中",
	Quotes: curly,
	names:  map[string]string{"zh": "中文", "en": "英文"},
	words: map[string]string{
		// Parts of a book
		"cover": "封面", "half-title": "半书名页", "title-page": "扉页", "copyright-page": "版权页",
		"preface": "前言", "contents": "目录", "references": "参考文献", "glossary": "术语表", "glossary-names": "译名对照表",
		"index": "索引", "colophon": "版权信息", "appendix": "附录", "notes": "注释", "note": "注",
		"part": "编", "chapter": "章", "section": "节", "main-text": "正文",
		// Blocks
		"figure": "图", "table": "表", "continued": "续%s", "source": "资料来源", "code": "代码",
		"callout-note": "说明", "callout-tip": "提示", "callout-important": "重要",
		"callout-warning": "警告", "callout-caution": "注意",
		"task-done": "已完成", "task-open": "未完成", "footnote": "脚注", "back-to-text": "返回正文",
		"missing-picture": "缺少图片", "dead-link": "链接失效", "fault": "此处有误",
		// An article
		"author": "作者", "abstract": "摘要", "keywords": "关键词", "clc": "中图分类号",
		"document-code": "文献标识码", "article-id": "文章编号", "funding": "基金项目",
		"about-author": "作者简介",
		// Imprint
		"published": "出版", "publisher": "出版者", "institution": "编著单位", "date": "日期",
		"licence": "许可", "isbn": "ISBN", "cite": "如何引用", "summary": "内容提要",
		"rights": "版权所有", "made-with": "由刻本（Keben）排版",
		// The website
		"home": "首页", "read": "阅读中文版", "read-in": "阅读中文版", "parallel": "中英对照", "parallel-short": "对照",
		"alone": "只看中文", "untranslated": "此段尚无中文译文", "language": "语言",
		"languages": "语言版本", "editions": "版本", "download": "下载", "previous": "上一章", "next": "下一章",
		"contents-menu": "打开目录", "close": "关闭", "on-this-page": "本页内容", "skip-to-content": "跳到正文",
		"appearance": "外观", "light": "浅色", "dark": "深色", "sepia": "米黄", "system": "跟随系统",
		"search": "搜索", "print": "印刷版", "screen": "屏幕版", "chapters": "各章", "top": "回到页首",
		"twin-stale": "原文此处已有改动，译文尚未更新。", "twin-lacking": "此处有原文尚未译出。",
		"not-translated": "本章尚无中文版", "not-found": "没有这一页",
		"page": "页", "pages": "页码", "site-navigation": "全书导航", "chapter-navigation": "章节导航",
		// Punctuation between parts of a line
		"author-sep": "、", "keyword-sep": "；", "list-sep": "、", "colon": "：", "comma": "，", "stop": "。",
		"open-paren": "（", "close-paren": "）",
	},
	nouns: map[string][2]string{
		"chapter": {"章", "章"}, "section": {"节", "节"}, "page": {"页", "页"}, "figure": {"幅图", "幅图"},
		"table": {"张表", "张表"}, "note": {"条注释", "条注释"}, "character": {"字", "字"}, "word": {"词", "词"},
		"error": {"处错误", "处错误"}, "warning": {"处警告", "处警告"}, "remark": {"条提示", "条提示"},
		"file": {"个文件", "个文件"}, "correction": {"处改动", "处改动"}, "text": {"处文字", "处文字"}, "block": {"块", "块"}, "byte": {"字节", "字节"},
	},
	forms: forms{
		chapter: func(s Scheme, path []int) string {
			if s == Science {
				return "第" + itoa(path[0]) + "章"
			}
			return "第" + Han(path[0]) + "章"
		},
		heading: func(s Scheme, path []int) string {
			if s == Science {
				return dotted(path, itoa)
			}
			depth := len(path) - 1
			return pick(chineseSeries, depth)(path[depth])
		},
		part: func(n int) string { return "第" + Han(n) + "编" },
		appendix: func(s Scheme, n int) string {
			switch {
			case n == 0:
				return "附录"
			case s == Science:
				return "附录 " + Alphabetic(n)
			}
			return "附录" + Han(n)
		},
		section: func(number string) string { return "第 " + number + " 节" },
		titled:  func(title string) string { return curly.around(title) + "一节" },
		within:  func(chapter, section string) string { return chapter + section },
		label: func(word, chapter string, n int) string {
			if chapter != "" {
				chapter += "-"
			}
			return word + " " + chapter + itoa(n)
		},
		noteMark: Circled,
		date: func(d date) string {
			s := itoa(d.year) + "年"
			if d.month > 0 {
				s += itoa(d.month) + "月"
			}
			if d.day > 0 {
				s += itoa(d.day) + "日"
			}
			return s
		},
		authors: func(names []string) string { return strings.Join(names, "、") },
		byline: func(authors, role string) string {
			if strings.HasPrefix(role, "等") {
				return authors + role
			}
			return authors + " " + role
		},
		gap: func(number string) string {
			last, _ := utf8.DecodeLastRuneInString(number)
			switch {
			case last == '、' || last == '）':
				return ""
			case last == '.' || unicode.Is(unicode.No, last):
				return " "
			}
			return "　"
		},
	},
}

// chineseSeries is the numbers of headings below a chapter by depth.
var chineseSeries = []func(int) string{
	func(n int) string { return Han(n) + "、" },
	func(n int) string { return "（" + Han(n) + "）" },
	func(n int) string { return itoa(n) + "." },
	func(n int) string { return "（" + itoa(n) + "）" },
	Circled,
}
