package lang

// Chinese is Chinese in simplified characters.
var Chinese = &Language{
	Tag: "zh", BCP47: "zh-Hans", Name: "中文", ShortName: "中", EnglishName: "Chinese", ChineseName: "中文",
	Aliases: []string{"zh-Hans", "zh-CN", "zh-SG"}, Folders: []string{"cn", "chinese", "zh-hans-cn", "zh-cmn-hans", "中文"},
	Words: simplified{}, Nouns: simplifiedNouns{},
	Forms:    hanForms{numeral: Han, quotes: curly, part: "编", section: "节", sectionTitled: "一节", appendix: "附录"},
	Others:   map[string]string{"en": "英文", "zh-Hant": "繁体中文"},
	Untitled: "未命名", Beside: map[string]string{"en": "中英对照"},
	Signs:  "这个们来会时说国对为发学过还点么经与后开无区",
	Script: Hans, Quotes: curly, Punctuation: FullWidth, Numerals: HanNumerals, RangeDash: "—",
	Indents: EveryParagraph, Emphasis: Dots, Notes: ByPage, Heads: Text, Openings: FishTail, LastLine: 2,
	Patterns: AmericanPatterns, // of the Latin words in a Chinese text
	Order:    ByPinyin, Dictionary: NoDictionary, Locale: "zh_CN", Plurals: "nplurals=1; plural=0;",
	Quantities: Quantities{
		About: "约", Decimal: ".", Group: ",", Places: 4,
		Scales: []Scale{{12, "万亿"}, {8, "亿"}, {4, "万"}},
	},
}

type simplified struct{}

// Parts of a book

func (simplified) Cover() string         { return "封面" }
func (simplified) HalfTitle() string     { return "半书名页" }
func (simplified) TitlePage() string     { return "扉页" }
func (simplified) CopyrightPage() string { return "版权页" }
func (simplified) Preface() string       { return "前言" }
func (simplified) Contents() string      { return "目录" }
func (simplified) Figures() string       { return "插图目录" }
func (simplified) Tables() string        { return "表格目录" }
func (simplified) References() string    { return "参考文献" }
func (simplified) Glossary() string      { return "术语表" }
func (simplified) GlossaryNames() string { return "译名对照表" }
func (simplified) Index() string         { return "索引" }
func (simplified) Colophon() string      { return "版权信息" }
func (simplified) Appendix() string      { return "附录" }
func (simplified) Notes() string         { return "注释" }
func (simplified) Note() string          { return "注" }
func (simplified) Part() string          { return "编" }
func (simplified) Chapter() string       { return "章" }
func (simplified) Section() string       { return "节" }
func (simplified) MainText() string      { return "正文" }
func (simplified) Stroke() string        { return "画" }

// Blocks

func (simplified) Figure() string         { return "图" }
func (simplified) Table() string          { return "表" }
func (simplified) Continued() string      { return "续%s" }
func (simplified) Source() string         { return "资料来源" }
func (simplified) Code() string           { return "代码" }
func (simplified) TaskDone() string       { return "已完成" }
func (simplified) TaskOpen() string       { return "未完成" }
func (simplified) Footnote() string       { return "脚注" }
func (simplified) BackToText() string     { return "返回正文" }
func (simplified) MissingPicture() string { return "缺少图片" }
func (simplified) RemotePicture() string  { return "网上图片" }
func (simplified) DeadLink() string       { return "链接失效" }
func (simplified) Fault() string          { return "此处有误" }

// An article

func (simplified) Author() string       { return "作者" }
func (simplified) Abstract() string     { return "摘要" }
func (simplified) Keywords() string     { return "关键词" }
func (simplified) CLC() string          { return "中图分类号" }
func (simplified) DocumentCode() string { return "文献标识码" }
func (simplified) ArticleID() string    { return "文章编号" }
func (simplified) Funding() string      { return "基金项目" }
func (simplified) AboutAuthor() string  { return "作者简介" }

// Imprint

func (simplified) Published() string   { return "出版" }
func (simplified) Publisher() string   { return "出版者" }
func (simplified) Institution() string { return "编著单位" }
func (simplified) Date() string        { return "日期" }
func (simplified) Licence() string     { return "许可" }
func (simplified) ISBN() string        { return "ISBN" }
func (simplified) Cite() string        { return "如何引用" }
func (simplified) Summary() string     { return "内容提要" }
func (simplified) Rights() string      { return "版权所有" }
func (simplified) MadeWith() string    { return "由刻本（Keben）排版" }

// The website

func (simplified) Home() string              { return "首页" }
func (simplified) Read() string              { return "阅读中文版" }
func (simplified) ReadIn() string            { return "阅读中文版" }
func (simplified) Parallel() string          { return "双语对照" }
func (simplified) ParallelShort() string     { return "对照" }
func (simplified) Alone() string             { return "只看中文" }
func (simplified) Untranslated() string      { return "此段尚无中文译文" }
func (simplified) Language() string          { return "语言" }
func (simplified) Languages() string         { return "文种版" }
func (simplified) Editions() string          { return "文种版" }
func (simplified) Download() string          { return "下载" }
func (simplified) Previous() string          { return "上一章" }
func (simplified) Next() string              { return "下一章" }
func (simplified) ContentsMenu() string      { return "打开目录" }
func (simplified) Close() string             { return "关闭" }
func (simplified) OnThisPage() string        { return "本页内容" }
func (simplified) SkipToContent() string     { return "跳到正文" }
func (simplified) Appearance() string        { return "外观" }
func (simplified) Light() string             { return "浅色" }
func (simplified) Dark() string              { return "深色" }
func (simplified) Sepia() string             { return "米黄" }
func (simplified) System() string            { return "跟随系统" }
func (simplified) Search() string            { return "搜索" }
func (simplified) Print() string             { return "印刷版" }
func (simplified) Screen() string            { return "屏幕版" }
func (simplified) Chapters() string          { return "各章" }
func (simplified) Top() string               { return "回到页首" }
func (simplified) TwinStale() string         { return "原文此处已有改动，译文尚未更新。" }
func (simplified) TwinLacking() string       { return "此处有原文尚未译出。" }
func (simplified) NotTranslated() string     { return "本章尚无中文版" }
func (simplified) NotFound() string          { return "没有这一页" }
func (simplified) Page() string              { return "页" }
func (simplified) Pages() string             { return "页码" }
func (simplified) SiteNavigation() string    { return "全书导航" }
func (simplified) ChapterNavigation() string { return "章节导航" }

func (simplified) SourceFollows() string {
	return "本章尚无中文译文，以下为%s原文。"
}
func (simplified) WrittenIn() string { return "（%s）" }

// Proof sheets

func (simplified) Proof() string      { return "校样" }
func (simplified) ProofSheet() string { return "第 %d 张，共 %d 张" }
func (simplified) ProofPlain() string {
	return "校样供审稿和校对使用，版面从简，与成书不同。"
}
func (simplified) ProofLines() string {
	return "行号每张从 1 起。指明一处时写“张号/行号”，如 3/12。"
}
func (simplified) ProofMargin() string {
	return "右侧小字依次为段落标识、译文状态和校对发现的问题。"
}
func (simplified) ProofTwin() string {
	return "无行号的小字为另一种语言的文字（%s）。"
}
func (simplified) ProofSince() string {
	return "与%s对照：左侧竖线标出有改动的段落，新增文字加下划线，删去的文字加删除线。"
}
func (simplified) ProofRecord() string   { return "译文记录" }
func (simplified) ProofRevision() string { return "版本 %s（%s）" }
func (simplified) ProofSource() string   { return "原文自译出以来的改动（%s）" }
func (simplified) ProofNew() string      { return "新增" }
func (simplified) ProofChanged() string  { return "有改动" }
func (simplified) ProofGone() string     { return "已删去" }
func (simplified) ProofRest() string     { return "正文以外的问题" }
func (simplified) ProofUpToDate() string { return "译文与原文同步" }
func (simplified) ProofStale() string    { return "译出后原文有改动" }
func (simplified) ProofUnsure() string   { return "不能确定对应何处" }
func (simplified) ProofMissing() string  { return "未译" }
func (simplified) ProofExtra() string    { return "只见于译文" }

// Punctuation between parts of a line

func (simplified) AuthorSep() string  { return "、" }
func (simplified) KeywordSep() string { return "；" }
func (simplified) ListSep() string    { return "、" }
func (simplified) Colon() string      { return "：" }
func (simplified) Comma() string      { return "，" }
func (simplified) Stop() string       { return "。" }
func (simplified) OpenParen() string  { return "（" }
func (simplified) CloseParen() string { return "）" }
func (simplified) TitleSep() string   { return "——" }

// Nouns after a number

type simplifiedNouns struct{}

func (simplifiedNouns) Chapter() Noun    { return Noun{"章", "章"} }
func (simplifiedNouns) Section() Noun    { return Noun{"节", "节"} }
func (simplifiedNouns) Page() Noun       { return Noun{"页", "页"} }
func (simplifiedNouns) Sheet() Noun      { return Noun{"张", "张"} }
func (simplifiedNouns) Figure() Noun     { return Noun{"幅图", "幅图"} }
func (simplifiedNouns) Table() Noun      { return Noun{"张表", "张表"} }
func (simplifiedNouns) Note() Noun       { return Noun{"条脚注", "条脚注"} }
func (simplifiedNouns) Character() Noun  { return Noun{"字", "字"} }
func (simplifiedNouns) Word() Noun       { return Noun{"词", "词"} }
func (simplifiedNouns) Error() Noun      { return Noun{"处错误", "处错误"} }
func (simplifiedNouns) Warning() Noun    { return Noun{"处警告", "处警告"} }
func (simplifiedNouns) Remark() Noun     { return Noun{"条提示", "条提示"} }
func (simplifiedNouns) File() Noun       { return Noun{"个文件", "个文件"} }
func (simplifiedNouns) Correction() Noun { return Noun{"处改动", "处改动"} }
func (simplifiedNouns) Text() Noun       { return Noun{"处文字", "处文字"} }
func (simplifiedNouns) Block() Noun      { return Noun{"段", "段"} }
func (simplifiedNouns) Byte() Noun       { return Noun{"字节", "字节"} }
