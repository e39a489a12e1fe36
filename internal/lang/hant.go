package lang

// Traditional is Chinese in traditional characters, in the words of Taiwan.
var Traditional = &Language{
	Tag: "zh-Hant", BCP47: "zh-Hant", Name: "繁體中文", ShortName: "繁", EnglishName: "traditional Chinese", ChineseName: "繁体中文",
	Aliases: []string{"zh-TW", "zh-HK", "zh-MO"}, Folders: []string{"tw", "zh-hant-tw", "zh-hant-hk", "繁體中文"},
	Model: "zh",
	Words: traditional{}, Nouns: traditionalNouns{},
	Forms:    hanForms{numeral: TraditionalHan, quotes: corner, part: "編", section: "節", sectionTitled: "一節", appendix: "附錄"},
	Others:   map[string]string{"en": "英文", "zh": "簡體中文"},
	Untitled: "未命名",
	Signs:    "這個們來會時說國對為發學過還點麼經與後開無區",
	Script:   Hant, Quotes: corner, Punctuation: FullWidth, Numerals: HanNumerals, RangeDash: "—",
	Indents: EveryParagraph, Emphasis: Dots, Notes: ByPage, Heads: Text, Openings: FishTail, LastLine: 2,
	Patterns: AmericanPatterns,
	Order:    ByStrokes, Dictionary: NoDictionary, Locale: "zh_TW", Plurals: "nplurals=1; plural=0;",
	Quantities: Quantities{
		About: "約", Decimal: ".", Group: ",", Places: 4,
		Scales: []Scale{{12, "兆"}, {8, "億"}, {4, "萬"}},
		Units:  traditionalUnits,
	},
}

type traditional struct{}

// Parts of a book

func (traditional) Cover() string         { return "封面" }
func (traditional) HalfTitle() string     { return "書名頁" }
func (traditional) TitlePage() string     { return "扉頁" }
func (traditional) CopyrightPage() string { return "版權頁" }
func (traditional) Preface() string       { return "前言" }
func (traditional) Contents() string      { return "目錄" }
func (traditional) Figures() string       { return "插圖目錄" }
func (traditional) Tables() string        { return "表格目錄" }
func (traditional) References() string    { return "參考文獻" }
func (traditional) Glossary() string      { return "詞彙表" }
func (traditional) GlossaryNames() string { return "譯名對照表" }
func (traditional) Index() string         { return "索引" }
func (traditional) Colophon() string      { return "版權資訊" }
func (traditional) Appendix() string      { return "附錄" }
func (traditional) Notes() string         { return "註釋" }
func (traditional) Note() string          { return "註" }
func (traditional) Part() string          { return "編" }
func (traditional) Chapter() string       { return "章" }
func (traditional) Section() string       { return "節" }
func (traditional) MainText() string      { return "正文" }
func (traditional) Stroke() string        { return "畫" }

// Blocks

func (traditional) Figure() string         { return "圖" }
func (traditional) Table() string          { return "表" }
func (traditional) Continued() string      { return "續%s" }
func (traditional) Source() string         { return "資料來源" }
func (traditional) Code() string           { return "程式碼" }
func (traditional) TaskDone() string       { return "已完成" }
func (traditional) TaskOpen() string       { return "未完成" }
func (traditional) Footnote() string       { return "註腳" }
func (traditional) BackToText() string     { return "回到內文" }
func (traditional) MissingPicture() string { return "缺少圖片" }
func (traditional) RemotePicture() string  { return "網上圖片" }
func (traditional) DeadLink() string       { return "連結失效" }
func (traditional) Fault() string          { return "此處有誤" }

// An article

func (traditional) Author() string       { return "作者" }
func (traditional) Abstract() string     { return "摘要" }
func (traditional) Keywords() string     { return "關鍵詞" }
func (traditional) CLC() string          { return "中圖分類號" }
func (traditional) DocumentCode() string { return "文獻標識碼" }
func (traditional) ArticleID() string    { return "文章編號" }
func (traditional) Funding() string      { return "經費來源" }
func (traditional) AboutAuthor() string  { return "作者簡介" }

// Imprint

func (traditional) Published() string   { return "出版" }
func (traditional) Publisher() string   { return "出版者" }
func (traditional) Institution() string { return "編著單位" }
func (traditional) Date() string        { return "日期" }
func (traditional) Licence() string     { return "授權條款" }
func (traditional) ISBN() string        { return "ISBN" }
func (traditional) Cite() string        { return "引用格式" }
func (traditional) Summary() string     { return "內容簡介" }
func (traditional) Rights() string      { return "版權所有" }
func (traditional) MadeWith() string    { return "由刻本（Keben）排版" }

// The website

func (traditional) Home() string              { return "首頁" }
func (traditional) Read() string              { return "閱讀繁體中文版" }
func (traditional) ReadIn() string            { return "閱讀繁體中文版" }
func (traditional) Parallel() string          { return "雙語對照" }
func (traditional) ParallelShort() string     { return "對照" }
func (traditional) Alone() string             { return "只看繁體中文" }
func (traditional) Untranslated() string      { return "此段尚無繁體中文譯文" }
func (traditional) Language() string          { return "語言" }
func (traditional) Languages() string         { return "文種版" }
func (traditional) Editions() string          { return "文種版" }
func (traditional) Download() string          { return "下載" }
func (traditional) Previous() string          { return "上一章" }
func (traditional) Next() string              { return "下一章" }
func (traditional) ContentsMenu() string      { return "開啟目錄" }
func (traditional) Close() string             { return "關閉" }
func (traditional) OnThisPage() string        { return "本頁內容" }
func (traditional) SkipToContent() string     { return "跳到主要內容" }
func (traditional) Appearance() string        { return "外觀" }
func (traditional) Light() string             { return "淺色" }
func (traditional) Dark() string              { return "深色" }
func (traditional) Sepia() string             { return "米黃" }
func (traditional) System() string            { return "跟隨系統" }
func (traditional) Search() string            { return "搜尋" }
func (traditional) Print() string             { return "列印版" }
func (traditional) Screen() string            { return "螢幕版" }
func (traditional) Chapters() string          { return "各章" }
func (traditional) Top() string               { return "回到頁首" }
func (traditional) TwinStale() string         { return "原文此處已有更動，譯文尚未更新。" }
func (traditional) TwinLacking() string       { return "此處有原文尚未譯出。" }
func (traditional) NotTranslated() string     { return "本章尚無繁體中文版" }
func (traditional) NotFound() string          { return "找不到這個頁面" }
func (traditional) Page() string              { return "頁" }
func (traditional) Pages() string             { return "頁碼" }
func (traditional) SiteNavigation() string    { return "全書導覽" }
func (traditional) ChapterNavigation() string { return "章節導覽" }

func (traditional) SourceFollows() string {
	return "本章尚無繁體中文譯文，以下為%s原文。"
}
func (traditional) WrittenIn() string { return "（%s）" }

// Proof sheets

func (traditional) Proof() string      { return "校樣" }
func (traditional) ProofSheet() string { return "第 %d 張，共 %d 張" }
func (traditional) ProofPlain() string {
	return "校樣供審稿和校對使用，版面從簡，與成書不同。"
}
func (traditional) ProofLines() string {
	return "行號每張從 1 起。指明一處時寫「張號/行號」，如 3/12。"
}
func (traditional) ProofMargin() string {
	return "右側小字依次為段落識別碼、譯文狀態和檢查發現的問題。"
}
func (traditional) ProofTwin() string { return "無行號的小字為對應的文本（%s）。" }
func (traditional) ProofSince() string {
	return "與%s對照：左側豎線標出有更動的段落，新增文字加底線，刪去的文字加刪除線。"
}
func (traditional) ProofRecord() string   { return "譯文記錄" }
func (traditional) ProofRevision() string { return "版本 %s（%s）" }
func (traditional) ProofSource() string   { return "原文自譯出以來的更動（%s）" }
func (traditional) ProofNew() string      { return "新增" }
func (traditional) ProofChanged() string  { return "有更動" }
func (traditional) ProofGone() string     { return "已刪去" }
func (traditional) ProofRest() string     { return "正文以外的問題" }
func (traditional) ProofUpToDate() string { return "譯文與原文同步" }
func (traditional) ProofStale() string    { return "譯出後原文有更動" }
func (traditional) ProofUnsure() string   { return "不能確定對應何處" }
func (traditional) ProofMissing() string  { return "未譯" }
func (traditional) ProofExtra() string    { return "只見於譯文" }

// Punctuation between parts of a line

func (traditional) AuthorSep() string  { return "、" }
func (traditional) KeywordSep() string { return "；" }
func (traditional) ListSep() string    { return "、" }
func (traditional) Colon() string      { return "：" }
func (traditional) Comma() string      { return "，" }
func (traditional) Stop() string       { return "。" }
func (traditional) OpenParen() string  { return "（" }
func (traditional) CloseParen() string { return "）" }
func (traditional) TitleSep() string   { return "——" }

// Nouns after a number

type traditionalNouns struct{}

func (traditionalNouns) Chapter() Noun    { return Noun{"章", "章"} }
func (traditionalNouns) Section() Noun    { return Noun{"節", "節"} }
func (traditionalNouns) Page() Noun       { return Noun{"頁", "頁"} }
func (traditionalNouns) Sheet() Noun      { return Noun{"張", "張"} }
func (traditionalNouns) Figure() Noun     { return Noun{"幅圖", "幅圖"} }
func (traditionalNouns) Table() Noun      { return Noun{"張表", "張表"} }
func (traditionalNouns) Note() Noun       { return Noun{"條腳註", "條腳註"} }
func (traditionalNouns) Character() Noun  { return Noun{"字", "字"} }
func (traditionalNouns) Word() Noun       { return Noun{"詞", "詞"} }
func (traditionalNouns) Error() Noun      { return Noun{"處錯誤", "處錯誤"} }
func (traditionalNouns) Warning() Noun    { return Noun{"處警告", "處警告"} }
func (traditionalNouns) Remark() Noun     { return Noun{"則提示", "則提示"} }
func (traditionalNouns) File() Noun       { return Noun{"個檔案", "個檔案"} }
func (traditionalNouns) Correction() Noun { return Noun{"處更正", "處更正"} }
func (traditionalNouns) Text() Noun       { return Noun{"處文字", "處文字"} }
func (traditionalNouns) Block() Noun      { return Noun{"段", "段"} }
func (traditionalNouns) Byte() Noun       { return Noun{"位元組", "位元組"} }

// traditionalUnits are the units in the words of Taiwan, after a number.
var traditionalUnits = map[string]Noun{
	"USD":              {"美元", "美元"},
	"CNY":              {"元人民幣", "元人民幣"},
	"EUR":              {"歐元", "歐元"},
	"GBP":              {"英鎊", "英鎊"},
	"JPY":              {"日圓", "日圓"},
	"HKD":              {"港元", "港元"},
	"RUB":              {"盧布", "盧布"},
	"percent":          {"%", "%"},
	"permille":         {"‰", "‰"},
	"percentage-point": {"個百分點", "個百分點"},
	"times":            {"倍", "倍"},
	"people":           {"人", "人"},
	"person-times":     {"人次", "人次"},
	"household":        {"戶", "戶"},
	"country":          {"個國家", "個國家"},
	"city":             {"個城市", "個城市"},
	"organisation":     {"個組織", "個組織"},
	"enterprise":       {"家", "家"},
	"company":          {"家公司", "家公司"},
	"project":          {"個項目", "個項目"},
	"document":         {"份文件", "份文件"},
	"item":             {"項", "項"},
	"train":            {"列", "列"},
	"ship":             {"艘", "艘"},
	"vehicle":          {"輛", "輛"},
	"flight":           {"架次", "架次"},
	"TEU":              {"標準箱", "標準箱"},
	"book":             {"冊", "冊"},
	"km":               {"公里", "公里"},
	"m":                {"公尺", "公尺"},
	"km2":              {"平方公里", "平方公里"},
	"hectare":          {"公頃", "公頃"},
	"mu":               {"畝", "畝"},
	"tonne":            {"公噸", "公噸"},
	"kg":               {"公斤", "公斤"},
	"m3":               {"立方公尺", "立方公尺"},
	"barrel":           {"桶", "桶"},
	"kW":               {"千瓦", "千瓦"},
	"kWh":              {"千瓦時", "千瓦時"},
	"celsius":          {"℃", "℃"},
	"km/h":             {"公里/小時", "公里/小時"},
	"year":             {"年", "年"},
	"years":            {"年", "年"},
	"months":           {"個月", "個月"},
	"days":             {"天", "天"},
	"hours":            {"小時", "小時"},
	"minutes":          {"分鐘", "分鐘"},
	"rupee":            {"盧比", "盧比"},
	"KRW":              {"韓元", "韓元"},
	"AUD":              {"澳元", "澳元"},
	"CAD":              {"加元", "加元"},
	"SGD":              {"新加坡元", "新加坡元"},
	"CHF":              {"瑞士法郎", "瑞士法郎"},
	"KZT":              {"堅戈", "堅戈"},
	"cm":               {"公分", "公分"},
	"mm":               {"公釐", "公釐"},
	"li":               {"華里", "華里"},
	"nautical-mile":    {"海里", "海里"},
	"mile":             {"英里", "英里"},
	"foot":             {"英尺", "英尺"},
	"m2":               {"平方公尺", "平方公尺"},
	"acre":             {"英畝", "英畝"},
	"g":                {"公克", "公克"},
	"jin":              {"斤", "斤"},
	"litre":            {"公升", "公升"},
	"watt":             {"瓦", "瓦"},
	"megawatt":         {"百萬瓦", "百萬瓦"},
	"gigawatt":         {"十億瓦", "十億瓦"},
	"quarters":         {"個季度", "個季度"},
	"decades":          {"個十年", "個十年"},
	"centuries":        {"個世紀", "個世紀"},
	"weeks":            {"週", "週"},
	"seconds":          {"秒", "秒"},
}
