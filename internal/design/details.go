package design

import (
	"keben/internal/diag"
	"keben/internal/geom"
	"keben/internal/yaml"
)

// Details are the measures of the look that are the same in all languages and styles. The schema says what each is and
// what a ratio is a share of; the values are those of theme.yaml.
type Details struct {
	Text struct {
		Code          geom.Ratio `yaml:"code"`
		Superior      geom.Ratio `yaml:"superior"`
		SuperiorRise  geom.Ratio `yaml:"superior-rise"`
		InferiorDrop  geom.Ratio `yaml:"inferior-drop"`
		SmallCapitals geom.Ratio `yaml:"small-capitals"`
		Picture       geom.Ratio `yaml:"picture"`
	} `yaml:"text"`
	Readings struct {
		Size     geom.Ratio `yaml:"size"`
		Rise     geom.Ratio `yaml:"rise"`
		Gap      geom.Ratio `yaml:"gap"`
		Overhang geom.Ratio `yaml:"overhang"`
		Height   geom.Ratio `yaml:"height"`
	} `yaml:"readings"`
	Decoration struct {
		Dot         geom.Ratio `yaml:"dot"`
		DotDrop     geom.Ratio `yaml:"dot-drop"`
		DotBelow    geom.Ratio `yaml:"dot-below"`
		Drop        geom.Ratio `yaml:"drop"`
		Strike      geom.Ratio `yaml:"strike"`
		Thickness   geom.Ratio `yaml:"thickness"`
		Apart       geom.Ratio `yaml:"apart"`
		Wave        geom.Ratio `yaml:"wave"`
		WaveHeight  geom.Ratio `yaml:"wave-height"`
		Fault       geom.Ratio `yaml:"fault"`
		FaultHeight geom.Ratio `yaml:"fault-height"`
	} `yaml:"decoration"`
	Running struct {
		Rise     geom.Ratio  `yaml:"rise"`
		Drop     geom.Ratio  `yaml:"drop"`
		Gap      geom.Ratio  `yaml:"gap"`
		Rule     geom.Length `yaml:"rule"`
		RuleDrop geom.Ratio  `yaml:"rule-drop"`
		Longest  geom.Ratio  `yaml:"longest"`
	} `yaml:"running"`
	Notes struct {
		Rule       geom.Length `yaml:"rule"`
		RuleLength geom.Ratio  `yaml:"rule-length"`
		RuleDrop   geom.Ratio  `yaml:"rule-drop"`
		Indent     geom.Ratio  `yaml:"indent"`
		Space      geom.Ratio  `yaml:"space"`
	} `yaml:"notes"`
	Openings struct {
		Part          geom.Ratio  `yaml:"part"`
		Contents      geom.Ratio  `yaml:"contents"`
		Article       geom.Ratio  `yaml:"article"`
		Mark          geom.Ratio  `yaml:"mark"`
		AbstractRule  geom.Length `yaml:"abstract-rule"`
		AbstractAbove geom.Ratio  `yaml:"abstract-above"`
		AbstractBelow geom.Ratio  `yaml:"abstract-below"`
		TitleGap      geom.Length `yaml:"title-gap"`
		AuthorsGap    geom.Ratio  `yaml:"authors-gap"`
		ChapterSpace  geom.Ratio  `yaml:"chapter-space"`
	} `yaml:"openings"`
	Leaders struct {
		Dot   geom.Ratio `yaml:"dot"`
		Pitch geom.Ratio `yaml:"pitch"`
		Rise  geom.Ratio `yaml:"rise"`
	} `yaml:"leaders"`
	Figures struct {
		Height     geom.Ratio `yaml:"height"`
		Space      geom.Ratio `yaml:"space"`
		CaptionGap geom.Ratio `yaml:"caption-gap"`
	} `yaml:"figures"`
	Tables struct {
		ThickRule  geom.Length `yaml:"thick-rule"`
		ThinRule   geom.Length `yaml:"thin-rule"`
		Pad        geom.Ratio  `yaml:"pad"`
		HeadPad    geom.Ratio  `yaml:"head-pad"`
		Gutter     geom.Ratio  `yaml:"gutter"`
		CaptionGap geom.Length `yaml:"caption-gap"`
		SourceGap  geom.Length `yaml:"source-gap"`
	} `yaml:"tables"`
	Lists struct {
		LabelGap geom.Ratio `yaml:"label-gap"`
		Space    geom.Ratio `yaml:"space"`
	} `yaml:"lists"`
	Callouts struct {
		Indent geom.Ratio  `yaml:"indent"`
		RuleAt geom.Ratio  `yaml:"rule-at"`
		Rule   geom.Length `yaml:"rule"`
		Space  geom.Ratio  `yaml:"space"`
	} `yaml:"callouts"`
	Code struct {
		Rule   geom.Length `yaml:"rule"`
		Pad    geom.Length `yaml:"pad"`
		Indent geom.Ratio  `yaml:"indent"`
		Hang   geom.Ratio  `yaml:"hang"`
	} `yaml:"code"`
	Glossary struct {
		Terms geom.Ratio `yaml:"terms"`
	} `yaml:"glossary"`
	Ornament struct {
		Size geom.Ratio `yaml:"size"`
	} `yaml:"ornament"`
	Frame struct {
		Distance geom.Ratio  `yaml:"distance"`
		Outer    geom.Length `yaml:"outer"`
		Inner    geom.Length `yaml:"inner"`
		Apart    geom.Length `yaml:"apart"`
	} `yaml:"frame"`
	Slip struct {
		Height   geom.Ratio  `yaml:"height"`
		Step     geom.Ratio  `yaml:"step"`
		Subtitle geom.Ratio  `yaml:"subtitle"`
		Pad      geom.Ratio  `yaml:"pad"`
		Gap      geom.Ratio  `yaml:"gap"`
		Outer    geom.Length `yaml:"outer"`
		Inner    geom.Length `yaml:"inner"`
		Apart    geom.Length `yaml:"apart"`
	} `yaml:"slip"`
	Parallel struct {
		Gutter geom.Ratio `yaml:"gutter"`
		Margin geom.Ratio `yaml:"margin"`
		Height geom.Ratio `yaml:"height"`
		Gap    geom.Ratio `yaml:"gap"`
	} `yaml:"parallel"`
	Fitted struct {
		Width   geom.Ratio `yaml:"width"`
		Height  geom.Ratio `yaml:"height"`
		Inner   geom.Ratio `yaml:"inner"`
		Head    geom.Ratio `yaml:"head"`
		Measure geom.Ratio `yaml:"measure"`
	} `yaml:"fitted"`
}

// What the ratios of details are shares of.
var (
	ofSize         = yaml.Unit{Of: diag.Phrase{En: "ems of the text", Zh: "字（该处文字的字号）"}}
	ofLine         = yaml.Unit{Of: diag.Phrase{En: "body lines", Zh: "正文行"}}
	ofMeasure      = yaml.Unit{Of: diag.Phrase{En: "of the measure", Zh: "版心宽度的倍数"}}
	ofArea         = yaml.Unit{Of: diag.Phrase{En: "of the height of the type area", Zh: "版心高度的倍数"}}
	ofChapterTitle = yaml.Unit{Of: diag.Phrase{En: "of the chapter title", Zh: "章题字号的倍数"}}
	ofBody         = yaml.Unit{Of: diag.Phrase{En: "ems of the body", Zh: "字（正文字号）"}}
	ofBookTitle    = yaml.Unit{Of: diag.Phrase{En: "of the size of the title", Zh: "书名字号的倍数"}}
	ofPageWidth    = yaml.Unit{Of: diag.Phrase{En: "of the page's width", Zh: "页宽的倍数"}}
	ofPageHeight   = yaml.Unit{Of: diag.Phrase{En: "of the page's height", Zh: "页高的倍数"}}
)

// detail is a key of the details.
func detail(name string, is *yaml.Schema, en, zh string) yaml.Key {
	return yaml.Key{Name: name, Is: is, For: diag.Phrase{En: en, Zh: zh}}
}

var detailsSchema = yaml.Keyed(
	detail("text", yaml.Keyed(
		detail("code", yaml.Ratios(0.3, 2, ofSize), "Program text within a line: the monospaced face looks large beside the text face.", "行内代码的大小；等宽字体显得较大，所以略小。"),
		detail("superior", yaml.Ratios(0.3, 1, ofSize), "Superior and inferior characters.", "上标与下标的大小。"),
		detail("superior-rise", yaml.Ratios(0, 1, ofSize), "How far superiors stand above the baseline.", "上标高出基线多少。"),
		detail("inferior-drop", yaml.Ratios(0, 1, ofSize), "How far inferiors stand below the baseline.", "下标低于基线多少。"),
		detail("small-capitals", yaml.Ratios(0, 0.5, ofSize), "The space between small capitals.", "小型大写字母的字间距。"),
		detail("picture", yaml.Ratios(0.05, 1, ofMeasure), "How wide a picture in a line may be.", "行内图片的最大宽度。"),
	), "What text within a line may be.", "行内文字。"),
	detail("readings", yaml.Keyed(
		detail("size", yaml.Ratios(0.3, 1, ofSize), "The size of a reading.", "注音的字号。"),
		detail("rise", yaml.Ratios(0.5, 3, ofSize), "How far its baseline stands above that of the text.", "注音基线高出正文基线多少。"),
		detail("gap", yaml.Ratios(0, 2, ofSize), "The least space between two readings.", "相邻注音的最小间距。"),
		detail("overhang", yaml.Ratios(0, 0.5, ofSize), "How far a reading may reach over a neighbour that has none.", "注音可伸到旁边无注音的字上多少。"),
		detail("height", yaml.Ratios(0.5, 5, ofSize), "What a line with readings takes above its baseline; the line is moved down where there is not as much.", "有注音的行在基线以上所占的高度；不够时整行下移。"),
	), "Readings above characters, such as pinyin.", "字上的注音（如拼音）。"),
	detail("decoration", yaml.Keyed(
		detail("dot", yaml.Ratios(0.02, 1, ofSize), "The diameter of an emphasis dot.", "着重号的直径。"),
		detail("dot-drop", yaml.Ratios(0, 2, ofSize), "How far its centre stands below the baseline.", "着重号中心低于基线多少。"),
		detail("dot-below", yaml.Ratios(0, 2, ofSize), "The same where a line stands between the text and the dot.", "字下已有线时，着重号中心低于基线多少。"),
		detail("drop", yaml.Ratios(0, 2, ofSize), "How far a line stands below the baseline.", "字下的线低于基线多少。"),
		detail("strike", yaml.Ratios(0, 1, ofSize), "How far the line through struck text stands above the baseline.", "删除线高出基线多少。"),
		detail("thickness", yaml.Ratios(0.01, 0.3, ofSize), "The thickness of all these lines.", "各种线的粗细。"),
		detail("apart", yaml.Ratios(0, 0.4, ofSize), "By how much the line under a name is shorter at each end, so that adjacent names have lines of their own.", "专名号、书名号两端各缩进多少，使相邻的线分开。"),
		detail("wave", yaml.Ratios(0.1, 5, ofSize), "The length of a wave of the line under a book title.", "浪线书名号一个波的长度。"),
		detail("wave-height", yaml.Ratios(0, 0.5, ofSize), "The height of its crests.", "浪线书名号的波高。"),
		detail("fault", yaml.Ratios(0.1, 5, ofSize), "The length of a stroke of the zigzag that marks a fault.", "标示错误的折线每一折的长度。"),
		detail("fault-height", yaml.Ratios(0, 0.5, ofSize), "The height of that zigzag.", "该折线的高度。"),
	), "Dots and lines under and through text: emphasis, proper names, book titles, underlines, struck text.", "字下和字上的点与线：着重号、专名号、浪线书名号、下划线、删除线。"),
	detail("running", yaml.Keyed(
		detail("rise", yaml.Ratios(0, 10, ofLine), "How far the baseline of the head stands above the type area.", "页眉基线高出版心多少。"),
		detail("drop", yaml.Ratios(0, 10, ofLine), "How far the page number at the foot stands below the type area.", "页脚页码基线低于版心多少。"),
		detail("gap", yaml.Ratios(0, 20, ofSize), "The space between page number and head.", "页码与页眉文字的间距。"),
		detail("rule", yaml.Lengths(0, 20, "pt"), "The thickness of the rule below the head.", "页眉线的粗细。"),
		detail("rule-drop", yaml.Ratios(0, 5, ofSize), "How far the rule stands below the baseline.", "页眉线低于基线多少。"),
		detail("longest", yaml.Ratios(0.1, 0.9, ofMeasure), "How wide a head may be before it is shortened.", "页眉文字的最大宽度，超出则截短。"),
	), "Running heads and page numbers.", "页眉与页码。"),
	detail("notes", yaml.Keyed(
		detail("rule", yaml.Lengths(0, 20, "pt"), "The thickness of the rule above the footnotes.", "脚注线的粗细。"),
		detail("rule-length", yaml.Ratios(0, 1, ofMeasure), "The length of that rule.", "脚注线的长度。"),
		detail("rule-drop", yaml.Ratios(0, 0.9, ofLine), "How far it stands below the last line of text.", "脚注线与正文末行的距离。"),
		detail("indent", yaml.Ratios(0.5, 10, ofSize), "How far the text of a footnote is indented behind its mark.", "注文在注码之后缩进多少。"),
		detail("space", yaml.Ratios(0, 10, ofLine), "The space before a footnote that has no mark in the chapter.", "没有注码的注之前的空白。"),
	), "Footnotes.", "脚注。"),
	detail("openings", yaml.Keyed(
		detail("part", yaml.Ratios(0, 0.8, ofArea), "How far down the page the title of a part stands.", "编题在版心中的下沉。"),
		detail("contents", yaml.Ratios(0, 0.8, ofArea), "How far down the page the heading of the contents stands.", "目录标题在版心中的下沉。"),
		detail("article", yaml.Ratios(0.2, 2, ofChapterTitle), "The size of the title of an article, of that of a chapter.", "文章题目相对章题的字号。"),
		detail("mark", yaml.Ratios(0, 3, ofSize), "The ornament before the number of a chapter.", "章序号前鱼尾的大小。"),
		detail("abstract-rule", yaml.Lengths(0, 20, "pt"), "The rules above and below an abstract.", "摘要上下线的粗细。"),
		detail("abstract-above", yaml.Ratios(0, 10, ofLine), "The space between the upper rule and the abstract.", "摘要上线与文字的距离。"),
		detail("abstract-below", yaml.Ratios(0, 10, ofLine), "The space between the abstract and the lower rule.", "摘要文字与下线的距离。"),
		detail("title-gap", yaml.Lengths(0, 100, "pt"), "The space below a title in English in a Chinese article.", "中文文章的英文题名之下的空白。"),
		detail("authors-gap", yaml.Ratios(0, 10, ofLine), "The space below its authors.", "英文作者名之下的空白。"),
		detail("chapter-space", yaml.Ratios(0, 10, ofLine), "The space above a chapter in the contents.", "目录中各章之前的空白。"),
	), "Openings of chapters, parts and contents.", "章首、编首与目录首页。"),
	detail("leaders", yaml.Keyed(
		detail("dot", yaml.Ratios(0.01, 1, ofSize), "The diameter of a dot.", "点的直径。"),
		detail("pitch", yaml.Ratios(0.1, 10, ofSize), "The distance from dot to dot.", "点与点的距离。"),
		detail("rise", yaml.Ratios(0, 1, ofSize), "Their height above the baseline in Chinese; in English they stand on it.", "中文版中点高出基线多少；英文版的点在基线上。"),
	), "The dots between an entry of the contents and its page number.", "目录中的引导点。"),
	detail("figures", yaml.Keyed(
		detail("height", yaml.Ratios(0.1, 1, ofArea), "How high a figure may be.", "图的最大高度。"),
		detail("space", yaml.Ratios(0, 10, ofLine), "The space above and below.", "图的上下空白。"),
		detail("caption-gap", yaml.Ratios(0, 10, ofLine), "The space between a figure and its caption.", "图与图题的距离。"),
	), "Figures.", "图。"),
	detail("tables", yaml.Keyed(
		detail("thick-rule", yaml.Lengths(0, 20, "pt"), "The first and the last rule.", "顶线与底线的粗细。"),
		detail("thin-rule", yaml.Lengths(0, 20, "pt"), "The rule below the head.", "栏目线的粗细。"),
		detail("pad", yaml.Ratios(0, 5, ofSize), "The space between a rule and the text.", "线与文字的距离。"),
		detail("head-pad", yaml.Ratios(0, 5, ofSize), "The space around a rule between rows of the head.", "表头内分组线与文字的距离。"),
		detail("gutter", yaml.Ratios(0.1, 10, ofSize), "The space between columns.", "栏与栏的间距。"),
		detail("caption-gap", yaml.Lengths(0, 100, "pt"), "The space between the caption and the table.", "表题与表的距离。"),
		detail("source-gap", yaml.Lengths(0, 100, "pt"), "The space above notes and sources, of figures too.", "表注、资料来源之前的空白，图也相同。"),
	), "Tables.", "表格。"),
	detail("lists", yaml.Keyed(
		detail("label-gap", yaml.Ratios(0, 5, ofSize), "The least space between a label and its text.", "编号与文字的最小间距。"),
		detail("space", yaml.Ratios(0, 10, ofLine), "The space between items that are paragraphs apart.", "各项之间空行时的空白。"),
	), "Lists.", "列表。"),
	detail("callouts", yaml.Keyed(
		detail("indent", yaml.Ratios(0, 10, ofBody), "How far the text is indented.", "文字缩进多少。"),
		detail("rule-at", yaml.Ratios(0, 10, ofBody), "How far the line beside it stands from the edge.", "旁线与版心边缘的距离。"),
		detail("rule", yaml.Lengths(0, 20, "pt"), "The thickness of that line.", "旁线的粗细。"),
		detail("space", yaml.Ratios(0, 10, ofLine), "The space above and below.", "上下空白。"),
	), "Callouts and asides.", "提示框与旁白。"),
	detail("code", yaml.Keyed(
		detail("rule", yaml.Lengths(0, 20, "pt"), "The hairlines above and below.", "上下细线的粗细。"),
		detail("pad", yaml.Lengths(0, 100, "pt"), "The space between a hairline and the text.", "细线与文字的距离。"),
		detail("indent", yaml.Ratios(0, 10, ofSize), "The indent of all lines.", "各行的缩进。"),
		detail("hang", yaml.Ratios(0, 0.8, ofMeasure), "The deepest indent of what does not fit on its line.", "折行部分的最大缩进。"),
	), "Program text.", "程序代码。"),
	detail("glossary", yaml.Keyed(
		detail("terms", yaml.Ratios(0.1, 0.9, ofMeasure), "The width of the column of terms.", "词条一栏的宽度。"),
	), "The glossary in columns.", "分栏的术语表。"),
	detail("ornament", yaml.Keyed(
		detail("size", yaml.Ratios(0, 3, ofBody), "Its size where it parts sections.", "分隔段落时的大小。"),
	), "The fish-tail.", "鱼尾。"),
	detail("frame", yaml.Keyed(
		detail("distance", yaml.Ratios(0, 10, ofLine), "How far it stands outside the type area.", "版框在版心外多远。"),
		detail("outer", yaml.Lengths(0, 20, "pt"), "The outer rule.", "外线的粗细。"),
		detail("inner", yaml.Lengths(0, 20, "pt"), "The inner rule.", "内线的粗细。"),
		detail("apart", yaml.Lengths(0, 100, "pt"), "How far the inner stands inside the outer.", "内线在外线以内多远。"),
	), "The frame line round title pages and openings of parts.", "扉页与编首的版框。"),
	detail("slip", yaml.Keyed(
		detail("height", yaml.Ratios(0.1, 0.9, ofArea), "How high its text may be.", "题签文字的最大高度。"),
		detail("step", yaml.Ratios(1, 3, ofSize), "The distance from character to character.", "字与字的距离。"),
		detail("subtitle", yaml.Ratios(0.1, 1, ofBookTitle), "The size of the subtitle.", "副书名相对书名的大小。"),
		detail("pad", yaml.Ratios(0, 5, ofBookTitle), "The space between the rules and the text.", "边线与文字的距离。"),
		detail("gap", yaml.Ratios(0, 5, ofBookTitle), "The space between title and subtitle.", "书名与副书名的距离。"),
		detail("outer", yaml.Lengths(0, 20, "pt"), "The outer rule.", "外线的粗细。"),
		detail("inner", yaml.Lengths(0, 20, "pt"), "The inner rule.", "内线的粗细。"),
		detail("apart", yaml.Lengths(0, 100, "pt"), "How far the inner stands inside the outer.", "内线在外线以内多远。"),
	), "The title slip.", "题签。"),
	detail("parallel", yaml.Keyed(
		detail("gutter", yaml.Ratios(0, 0.3, ofPageWidth), "The space between two columns.", "两栏的间距。"),
		detail("margin", yaml.Ratios(0, 0.4, ofPageWidth), "The margins where both languages stand on one page.", "两种语言同页时的左右边距。"),
		detail("height", yaml.Ratios(0.2, 1, ofPageHeight), "How far down the page the type area may reach.", "版心下端在页面中的位置。"),
		detail("gap", yaml.Ratios(0, 10, ofLine), "The space between pairs of paragraphs.", "逐段对照时各对之间的空白。"),
	), "Editions in two languages.", "双语对照版。"),
	detail("fitted", yaml.Keyed(
		detail("width", yaml.Ratios(0.1, 0.9, ofPageWidth), "How wide it may be.", "版心的最大宽度。"),
		detail("height", yaml.Ratios(0.1, 0.9, ofPageHeight), "How high it may be.", "版心的最大高度。"),
		detail("inner", yaml.Ratios(0, 0.4, ofPageWidth), "The margin at the spine.", "订口。"),
		detail("head", yaml.Ratios(0, 0.4, ofPageHeight), "The margin above.", "天头。"),
		detail("measure", yaml.Ratios(10, 100, ofSize), "The longest line in Latin letters.", "西文的最大行长。"),
	), "The type area of a page size that has no master.", "没有版心设置的开本的版心。"),
).Called("details")
