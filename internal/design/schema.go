package design

import (
	"io/fs"
	"regexp"
	"strconv"

	"keben/internal/diag"
	"keben/internal/yaml"
)

// The names that one part of a theme gives and another uses. A book's theme adds to them.
var (
	fontNames   = &yaml.Set{What: diag.Phrase{En: "font", Zh: "字体"}}
	familyNames = &yaml.Set{What: diag.Phrase{En: "family", Zh: "字体族"}}
	// TrimNames are the page sizes of a theme, from which book.yaml chooses.
	TrimNames = &yaml.Set{What: diag.Phrase{En: "page size (trim)", Zh: "开本"}}
)

// What the bare numbers of a theme count.
var (
	thousandthsOfEm   = yaml.Unit{Of: diag.Phrase{En: "thousandths of the style's size", Zh: "千分之一字（该样式的字号）"}}
	thousandthsOfLine = yaml.Unit{Of: diag.Phrase{En: "thousandths of a body line", Zh: "千分之一行（正文行距）"}}
	thousandthsOfHan  = yaml.Unit{Of: diag.Phrase{En: "thousandths of the Han size", Zh: "汉字字号的千分之一"}}
	bodyLines         = yaml.Unit{Of: diag.Phrase{En: "body lines", Zh: "正文行"}}
	characters        = yaml.Unit{Of: diag.Phrase{En: "characters", Zh: "字"}}
	pixels            = yaml.Unit{Of: diag.Phrase{En: "CSS pixels", Zh: "CSS 像素"}}
	times             = yaml.Unit{Of: diag.Phrase{En: "times the size", Zh: "倍字号"}}
)

// Sizes and leadings divide pages into lines and lines into characters, so that none may be zero; the greatest are far
// beyond any use, and small enough that no sum of them overflows.
func typeSize() *yaml.Schema { return yaml.Lengths(1, 500, "pt") }
func pageSide() *yaml.Schema { return yaml.Lengths(50, 1000, "mm") }
func margin() *yaml.Schema   { return yaml.Lengths(0, 500, "mm") }
func ems(least int) *yaml.Schema {
	return yaml.Wholes(least, 50_000, thousandthsOfEm)
}

// Schema is that of theme.yaml. The defaults are the built-in theme itself.
func Schema() *yaml.Schema { return theme }

// TrimSchema is the size of a page in numbers, here and in book.yaml.
func TrimSchema() *yaml.Schema { return trimSize }

var theme = yaml.Keyed(
	yaml.Key{Name: "colors", Is: yaml.Keyed(
		yaml.Key{Name: "light", Is: palette, For: diag.Phrase{En: "By day, and on paper and in the screen PDF.", Zh: "浅色，也用于屏幕版 PDF。"}},
		yaml.Key{Name: "dark", Is: palette, For: diag.Phrase{En: "By night.", Zh: "深色。"}},
		yaml.Key{Name: "sepia", Is: palette, For: diag.Phrase{En: "On yellowish paper.", Zh: "米黄底色。"}},
	), For: diag.Phrase{En: "The colours of each palette.", Zh: "各套配色。"}},
	yaml.Key{Name: "fonts", Is: yaml.ByName(nil, fontSchema), For: diag.Phrase{
		En: "The typefaces, by names that families use.", Zh: "字体。名称由字体族引用。"}},
	yaml.Key{Name: "families", Is: yaml.ByName(nil, familySchema), For: diag.Phrase{
		En: "Pairs of a Han and a Latin typeface, by names that styles use: text, title, head, caption, quote and code are always there.",
		Zh: "中西文字体的搭配。名称由样式引用；text、title、head、caption、quote、code 总是存在。"}},
	yaml.Key{Name: "web", Is: webSchema, For: diag.Phrase{En: "What only the website needs.", Zh: "只用于网站的设置。"}},
	yaml.Key{Name: "print", Is: printSchema, For: diag.Phrase{En: "The PDFs.", Zh: "用于 PDF 的设置。"}},
).Called("theme.yaml")

var palette = yaml.Keyed(
	yaml.Key{Name: "paper", Is: yaml.Color(), For: diag.Phrase{En: "The background.", Zh: "底色。"}},
	yaml.Key{Name: "ink", Is: yaml.Color(), For: diag.Phrase{En: "The text.", Zh: "正文。"}},
	yaml.Key{Name: "second", Is: yaml.Color(), For: diag.Phrase{En: "Footnotes, captions, running heads.", Zh: "脚注、题注、页眉等次要文字。"}},
	yaml.Key{Name: "rule", Is: yaml.Color(), For: diag.Phrase{En: "Lines.", Zh: "线条。"}},
	yaml.Key{Name: "red", Is: yaml.Color(), For: diag.Phrase{En: "Ornaments and warnings.", Zh: "装饰与警示。"}},
	yaml.Key{Name: "indigo", Is: yaml.Color(), For: diag.Phrase{En: "Links.", Zh: "链接。"}},
).Called("palette")

var wantFile = diag.NewKind("theme-font-file", diag.Error,
	"expected the name of a font file, found `%s`", "此处应为字体文件名，而不是 `%s`",
	"put the file into templates/fonts/ and write its name, such as Song.ttf or Song.ttc#2", "请把文件放入 templates/fonts/，此处写文件名，如 Song.ttf 或 Song.ttc#2")

var fontName = regexp.MustCompile(`^[^/].*\.[oOtT][tT][fFcC](#[0-9]+)?$`)

func fontFile() *yaml.Schema {
	return &yaml.Schema{Form: yaml.Text, Example: "KebenSong-Regular.ttf", Like: &yaml.Shape{
		What: diag.Phrase{En: "font file name", Zh: "字体文件名"}, Pattern: fontName.String(),
		OK:    func(s string) bool { return fs.ValidPath(s) && fontName.MatchString(s) },
		Fault: wantFile,
	}}
}

var fontSchema = yaml.Keyed(
	yaml.Key{Name: "regular", Is: fontFile(), Required: true, For: diag.Phrase{
		En: "The file in templates/fonts/; after # the number of a face in a collection, from 0.", Zh: "templates/fonts/ 中的文件；# 后为字体集中的序号，从 0 起。"}},
	yaml.Key{Name: "bold", Is: fontFile(), For: diag.Phrase{En: "The same in bold; without it, regular.", Zh: "粗体；不写则用 regular。"}},
	yaml.Key{Name: "italic", Is: fontFile(), For: diag.Phrase{En: "The same in italics; without it, regular.", Zh: "斜体；不写则用 regular。"}},
	yaml.Key{Name: "bold-italic", Is: fontFile(), For: diag.Phrase{En: "The same in bold italics; without it, bold.", Zh: "粗斜体；不写则用 bold。"}},
	yaml.Key{Name: "stack", Is: yaml.ListOf(yaml.Words()), For: diag.Phrase{
		En: "On the website: the names of typefaces that a reader's machine may have, the best first, and last a generic one such as serif.",
		Zh: "网站上依次尝试的字体名，即读者设备上可能有的字体；最后一项写 serif 之类的通用名。"}},
).Called("font").As("{regular: Song.ttf, stack: [Songti SC, serif]}")

var familySchema = yaml.Keyed(
	yaml.Key{Name: "han", Is: yaml.Named(fontNames), Required: true, For: diag.Phrase{En: "The font of Han characters and full-width marks.", Zh: "汉字与全角标点的字体。"}},
	yaml.Key{Name: "latin", Is: yaml.Named(fontNames), Required: true, For: diag.Phrase{En: "The font of Latin letters and figures.", Zh: "西文与数字的字体。"}},
	yaml.Key{Name: "latin-size", Is: yaml.Wholes(100, 10_000, thousandthsOfHan), Default: "1000", For: diag.Phrase{
		En: "How large Latin letters are beside Han characters.", Zh: "西文相对汉字的大小。"}},
).Called("family").As("{han: song, latin: serif, latin-size: 1040}")

var cssLength = regexp.MustCompile(`^([0-9]+(?:\.[0-9]+)?)(em|rem|px|ch|ic|pt|mm|cm|in)$`)

var wantMeasure = diag.NewKind("theme-measure", diag.Error,
	"expected a CSS length, found `%s`", "此处应为 CSS 长度，而不是 `%s`",
	"a number with its unit, not 0: 36em, 640px", "写不为 0 的数字加单位，如 36em、640px")

var webSchema = yaml.Keyed(
	yaml.Key{Name: "size", Is: yaml.Keyed(
		yaml.Key{Name: "narrow", Is: yaml.Wholes(8, 64, pixels), For: diag.Phrase{En: "In the narrowest window.", Zh: "窗口最窄时。"}},
		yaml.Key{Name: "wide", Is: yaml.Wholes(8, 64, pixels), For: diag.Phrase{En: "In a wide window.", Zh: "窗口较宽时。"}},
	), For: diag.Phrase{En: "The size of the text, which grows with the window.", Zh: "正文字号，随窗口变宽而增大。"}},
	yaml.Key{Name: "line-height", Is: yaml.ByLanguage(yaml.Decimals(1, 4, times)), For: diag.Phrase{En: "The distance of lines in each language.", Zh: "各语言的行距。"}},
	yaml.Key{Name: "measure", Is: yaml.ByLanguage(&yaml.Schema{Form: yaml.Text, Example: "36em", Like: &yaml.Shape{
		What: diag.Phrase{En: "CSS length", Zh: "CSS 长度"}, Pattern: cssLength.String(), Fault: wantMeasure,
		OK: func(s string) bool {
			m := cssLength.FindStringSubmatch(s)
			if m == nil {
				return false
			}
			v, err := strconv.ParseFloat(m[1], 64)
			return err == nil && v >= 1 && v <= 10_000
		},
	}}), For: diag.Phrase{En: "How long a line may be in each language.", Zh: "各语言的最大行长。"}},
)

var trimSize = yaml.Keyed(
	yaml.Key{Name: "width", Is: pageSide(), Required: true, For: diag.Phrase{En: "The width of the trimmed page.", Zh: "成品宽度。"}},
	yaml.Key{Name: "height", Is: pageSide(), Required: true, For: diag.Phrase{En: "The height of the trimmed page.", Zh: "成品高度。"}},
).Called("trim").As("{width: 170mm, height: 240mm}")

var masterSchema = yaml.Keyed(
	yaml.Key{Name: "characters", Is: yaml.Wholes(4, 500, characters), For: diag.Phrase{
		En: "The width of the type area in characters of the body's size; needed where measure is not given.", Zh: "版心每行的字数（以正文字号计）；不写 measure 时必写。"}},
	yaml.Key{Name: "measure", Is: yaml.Lengths(10, 1000, "mm"), For: diag.Phrase{
		En: "The width of the type area; it counts before characters.", Zh: "版心宽度；与 characters 并用时以此为准。"}},
	yaml.Key{Name: "lines", Is: yaml.Wholes(1, 500, bodyLines), Required: true, For: diag.Phrase{En: "The height of the type area.", Zh: "版心每面的行数。"}},
	yaml.Key{Name: "inner", Is: margin(), Default: "0mm", For: diag.Phrase{En: "The margin at the spine.", Zh: "订口（靠书脊的页边距）。"}},
	yaml.Key{Name: "head", Is: margin(), Default: "0mm", For: diag.Phrase{En: "The margin above the first line.", Zh: "天头（首行以上的页边距）。"}},
	yaml.Key{Name: "size", Is: typeSize(), For: diag.Phrase{En: "The body's size on this page; without it, that of the style body.", Zh: "这一开本的正文字号；不写则用样式 body 的字号。"}},
	yaml.Key{Name: "leading", Is: typeSize(), For: diag.Phrase{En: "The body's line distance on this page; without it, that of the style body.", Zh: "这一开本的正文行距；不写则用样式 body 的行距。"}},
).Called("master").As("{characters: 28, lines: 28, inner: 17mm, head: 19mm}")

var styleSchema = yaml.Keyed(
	yaml.Key{Name: "family", Is: yaml.Named(familyNames), For: diag.Phrase{En: "The family it is set in.", Zh: "字体族。"}},
	yaml.Key{Name: "size", Is: typeSize(), For: diag.Phrase{En: "The size: of Han characters in Chinese, of Latin letters in English.", Zh: "字号：中文版为汉字的字号，英文版为西文的字号。"}},
	yaml.Key{Name: "leading", Is: typeSize(), For: diag.Phrase{
		En: "The distance from line to line, at least four fifths of the size.", Zh: "行距，不小于字号的五分之四。"}},
	yaml.Key{Name: "bold", Is: yaml.TrueOrFalse(), Default: "false", For: diag.Phrase{En: "Whether it is bold.", Zh: "是否加粗。"}},
	yaml.Key{Name: "italic", Is: yaml.TrueOrFalse(), Default: "false", For: diag.Phrase{En: "Whether it is italic; Han characters never are.", Zh: "是否用斜体；汉字不倾斜。"}},
	yaml.Key{Name: "second", Is: yaml.TrueOrFalse(), Default: "false", For: diag.Phrase{En: "Whether it has the colour second on screen.", Zh: "屏幕版中是否用次要文字的颜色 second。"}},
	yaml.Key{Name: "align", Is: yaml.Among("justify", "left", "center", "right"), For: diag.Phrase{En: "How its lines are aligned.", Zh: "对齐方式：两端、左、中、右。"}},
	yaml.Key{Name: "indent", Is: ems(-1), For: diag.Phrase{En: "The indent of the first line; -1 for none where the body has one.", Zh: "首行缩进；-1 为不缩进（正文缩进时）。"}},
	yaml.Key{Name: "left", Is: ems(0), Default: "0", For: diag.Phrase{En: "The indent of all lines at the left.", Zh: "整段左缩进。"}},
	yaml.Key{Name: "right", Is: ems(0), Default: "0", For: diag.Phrase{En: "The indent of all lines at the right.", Zh: "整段右缩进。"}},
	yaml.Key{Name: "above", Is: yaml.Wholes(0, 50_000, thousandthsOfLine), Default: "0", For: diag.Phrase{En: "The space above.", Zh: "段前空白。"}},
	yaml.Key{Name: "below", Is: yaml.Wholes(0, 50_000, thousandthsOfLine), Default: "0", For: diag.Phrase{En: "The space below.", Zh: "段后空白。"}},
	yaml.Key{Name: "lines", Is: yaml.Wholes(1, 100, bodyLines), For: diag.Phrase{En: "The whole body lines that a heading takes, so that the text below stays on the grid.", Zh: "标题占正文几行，使其后文字仍在行格上。"}},
	yaml.Key{Name: "figures", Is: yaml.Among("lining", "old-style", "tabular"), For: diag.Phrase{En: "Which figures: as high as capitals, as lower case, or of one width.", Zh: "数字形式：等高、旧式、等宽。"}},
	yaml.Key{Name: "squeeze", Is: yaml.Among("quanjiao", "kaiming", "banjiao", "hangmobanjiao", "plain"), For: diag.Phrase{
		En: "How wide Chinese marks are: 全角, 开明, 半角, 行末半角, or never narrowed.", Zh: "标点宽度：全角、开明、半角、行末半角，或不挤压。"}},
	yaml.Key{Name: "kinsoku", Is: yaml.Among("none", "basic", "gb", "strict"), For: diag.Phrase{
		En: "Which marks may not begin or end a line (clreq §3.1.9).", Zh: "避头尾的严格程度（clreq §3.1.9）。"}},
	yaml.Key{Name: "emphasis", Is: yaml.Among("dots", "kai"), For: diag.Phrase{En: "How emphasis, `*…*`, is shown in Chinese: by dots below, or in Kai. Only the body's counts.", Zh: "中文里强调（`*…*`）的形式：加着重号，或用楷体。只有 body 的设置有效。"}},
	yaml.Key{Name: "habits", Is: yaml.ListOf(yaml.Among("hanging", "full-start", "rigid-stops", "narrow-gap", "tight-numbers", "relaxed")), For: diag.Phrase{
		En: "Departures from the rules of lines. hanging: 、，。 hang in the margin; full-start: an opening mark at the start of a line keeps its blank; " +
			"rigid-stops: 。？！ are not narrowed; narrow-gap: the gap between Han and Latin stretches to a third of an em at most; " +
			"tight-numbers: no gap beside figures; relaxed: the third of three marks may begin a line.",
		Zh: "行内规则的例外。hanging：、，。可悬挂在版心外；full-start：行首的前括号、前引号保留空白；rigid-stops：。？！不挤压；" +
			"narrow-gap：中西文间隙最多拉到三分之一字；tight-numbers：数字旁不留间隙；relaxed：连续三个标点的第三个可在行首。"}},
).Called("style")

// named is a style with what it sets.
func named(name, en, zh string) yaml.Key {
	return yaml.Key{Name: name, Is: styleSchema, For: diag.Phrase{En: en, Zh: zh}}
}

var stylesSchema = yaml.Keyed(
	named("body", "The text; what other styles leave open they take from it.", "正文。其他样式未写的项从它继承。"),
	named("chapter-number", "The number above a chapter's title.", "章题上方的序号。"),
	named("chapter", "A chapter's title.", "章题。"),
	named("subtitle", "A chapter's subtitle.", "章的副标题。"),
	named("byline", "A chapter's authors.", "章的作者。"),
	named("abstract", "Abstract and keywords.", "摘要与关键词。"),
	named("h2", "A section's heading.", "节标题。"),
	named("h3", "A subsection's heading.", "小节标题。"),
	named("h4", "A heading below that.", "再下一级标题。"),
	named("quote", "A block quotation.", "引文段落。"),
	named("note", "Footnotes.", "脚注。"),
	named("caption", "Captions of figures and tables.", "图表题注。"),
	named("cell", "Cells of tables.", "表格正文。"),
	named("cell-head", "Heads of tables.", "表头。"),
	named("source", "Sources below figures and tables.", "图表下方的资料来源。"),
	named("code", "Program text.", "程序代码。"),
	named("running", "Running heads and page numbers.", "页眉与页码。"),
	named("signed", "Name and date under a preface.", "序跋的落款。"),
	named("title", "The book's title on the title page.", "扉页上的书名。"),
	named("title-sub", "The book's subtitle on the title page.", "扉页上的副书名。"),
	named("title-author", "The authors on the title page.", "扉页上的作者。"),
	named("title-foot", "The publisher at the foot of the title page.", "扉页下方的出版者。"),
	named("part", "The title of a part.", "编题。"),
	named("contents-head", "The heading of the contents.", "目录标题。"),
	named("contents1", "Chapters in the contents.", "目录中的章。"),
	named("contents2", "Sections in the contents.", "目录中的节。"),
).Called("styles")

var printSchema = yaml.Keyed(
	yaml.Key{Name: "trims", Is: yaml.ByName(nil, trimSize), For: diag.Phrase{En: "Page sizes, by the names that book.yaml uses.", Zh: "开本。名称由 book.yaml 引用。"}},
	yaml.Key{Name: "masters", Is: yaml.ByLanguage(yaml.ByName(TrimNames, masterSchema)), For: diag.Phrase{
		En: "The type area of each page size in each language. A page size without one gets a type area by its proportions.",
		Zh: "各语言、各开本的版心。没有写的开本按比例推算。"}},
	yaml.Key{Name: "details", Is: detailsSchema, For: diag.Phrase{
		En: "Rules, gaps and proportions, in all languages.", Zh: "各语言通用的线条、间距与比例。"}},
	yaml.Key{Name: "styles", Is: yaml.ByLanguage(stylesSchema), For: diag.Phrase{En: "How each kind of paragraph is set, by language.", Zh: "各语言中每一类段落的排法。"}},
)
