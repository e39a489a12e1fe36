package specimen

import (
	"slices"

	"keben/internal/typeset/linebreak"
	"keben/internal/typeset/paragraph"
)

// Rules returns every rule, in order.
func Rules() []Rule {
	return slices.Concat(edges(), unbreakable(), widths(), lineEdges(), gaps(), justification(), hanging(), paragraphs(), interlinear(), readings(), quotes(), western(), english())
}

func level(l linebreak.Level) func(*paragraph.Style) {
	return func(st *paragraph.Style) { st.Rules.Kinsoku = l }
}

func squeeze(q linebreak.Squeeze) func(*paragraph.Style) {
	return func(st *paragraph.Style) { st.Rules.Squeeze = q }
}

func rules(f func(*linebreak.Rules)) func(*paragraph.Style) {
	return func(st *paragraph.Style) { f(&st.Rules) }
}

func indent(ems int64) func(*paragraph.Style) {
	return func(st *paragraph.Style) { st.Indent = st.Em.Em(1000 * ems) }
}

func align(a paragraph.Align) func(*paragraph.Style) {
	return func(st *paragraph.Style) { st.Align = a }
}

// edges is section B: where lines begin and end.
func edges() []Rule {
	return []Rule{
		{"B1", "点号不在行首", []Show{
			{Text: "今天天气很好。我们走吧", Ems: 6},
			{Text: "他今天来，我明天走", Ems: 4},
			{Text: "今天真好！我们走吧", Ems: 4},
			{Text: "甲乙丙丁；甲乙丙丁：甲乙丙丁、甲乙丙丁？", Ems: 4},
		}},
		{"B2", "后引号、后括号、后书名号不在行首", []Show{
			{Text: "他对我说“好的”，我走", Ems: 6},
			{Text: "甲乙丙（丁戊）己庚辛", Ems: 6},
		}},
		{"B3", "前引号、前括号、前书名号不在行末", []Show{
			{Text: "我们见《论语》在此处", Ems: 4},
			{Text: "甲乙丙丁（戊己）庚辛", Ems: 5},
		}},
		{"B4", "连接号不在行首", []Show{
			{Text: "我们这一段从1949—1976年", Ems: 10},
			{Text: "他们三十岁～四十岁", Ems: 5},
		}},
		{"B5", "间隔号不在行首", []Show{{Text: "画家列奥纳多·达·芬奇", Ems: 6}}},
		{"B6", "分隔号不在行首，也不在行末", []Show{
			{Text: "春眠不觉晓/处处闻啼鸟", Ems: 5},
			{Text: "诗云春眠不觉晓／处处闻", Ems: 7},
		}},
		{"B7", "破折号、省略号不在行首", []Show{
			{Text: "那一天他走了……后来呢", Ems: 6},
			{Text: "那一天他走了——后来呢", Ems: 6},
			{Text: "那一天他走了——后来呢", Ems: 6, Style: level(linebreak.GB)},
		}},
		{"B8", "先挤进，后推出", []Show{
			{Text: "一二三四，五六七八九。后文", Ems: 10, As: Order},
			{Text: "一二三四五六七八九十。后文", Ems: 10, As: Order},
		}},
		{"B9", "三个标点连用时可放宽（默认不用）", []Show{
			{Text: "他说好。』」了", Ems: 2},
			{Text: "他说好。』」了", Ems: 2, Style: rules(func(r *linebreak.Rules) { r.Relaxed = true })},
		}},
		{"B10", "禁则分四级：不用、基本、国标、严格", []Show{
			{Text: "春眠不觉晓/处处闻啼鸟", Ems: 6, Style: level(linebreak.Basic)},
			{Text: "春眠不觉晓/处处闻啼鸟", Ems: 6, Style: level(linebreak.GB)},
			{Text: "那时他已走了——后来", Ems: 6, Style: level(linebreak.GB)},
			{Text: "那时他已走了——后来", Ems: 6},
		}},
		{"B11", "后置符号不在行首，前置符号不在行末", []Show{
			{Text: "已经增长十二％以上", Ems: 6},
			{Text: "今天气温二五℃呢", Ems: 6},
			{Text: "共计人民币￥三百", Ems: 6},
		}},
		{"B12", "注码不在行首，与前字相连", []Show{{Text: "这是最后的结论‹m:①›后文", Ems: 7}}},
		{"B13", "叠字号“々”不在行首", []Show{{Text: "住在这里的人々好", Ems: 6}}},
	}
}

// unbreakable is section C.
func unbreakable() []Rule {
	return []Rule{
		{"C1", "破折号占两字，不断开，不加空", []Show{{Text: "甲乙丙丁戊——己庚", Ems: 6}, {Text: "——", As: Width}, {Text: "⸺", As: Width}}},
		{"C2", "省略号占两字，不断开", []Show{{Text: "甲乙丙丁戊……己庚", Ems: 6}, {Text: "……", As: Width}}},
		{"C3", "两个省略号占四字，可在中间断开", []Show{{Text: "…………", As: Width}, {Text: "甲…………乙", Ems: 3, Style: level(linebreak.GB)}}},
		{"C4", "问号、叹号两个叠用占一字，不断开", []Show{{Text: "？？！！", As: Gaps}, {Text: "中？！中", As: Width}, {Text: "你说什么什么？！好", Ems: 6}}},
		{"C5", "三个叠用占两字", []Show{{Text: "中？？？中", As: Width}, {Text: "中！！！中", As: Width}}},
		{"C6", "数与单位、编号不分开", []Show{
			{Text: "这一批的总重量25 kg左右", Ems: 8}, {Text: "当时的气温25 ℃左右", Ems: 6}, {Text: "今年前三个月增长了12%左右", Ems: 9}, {Text: "售价只要¥300吧", Ems: 4},
			{Text: "参见以上No. 5和ISO 9001", Ems: 7}, {Text: "著录规则参见GB/T 7714—2015", Ems: 9}, {Text: "这一点可见原书p. 12", Ems: 7}, {Text: "总的情况见图 3-1", Ems: 6}, {Text: "我们在本书第 3 章", Ems: 6},
		}},
		{"C7", "数字内部不断开", []Show{
			{Text: "总共大约合计1 234 567元整", Ems: 8}, {Text: "圆周率约等于3.14吧", Ems: 7}, {Text: "开会的时间为10:30整", Ems: 7}, {Text: "出版日期就是2026-11-22", Ems: 8}, {Text: "他生活在1119—1184年间", Ems: 8},
		}},
		{"C8", "数字与量词尽量不分开", []Show{{Text: "早上，我们在校园里见到了三位老师，他们一共捐了2.5亿元", Ems: 24}}},
		{"C9", "网址只在 / . ? & = - _ 之后断开，不加连字符", []Show{{Text: "见https://example.org/belt/road?lang=zh", Ems: 9}, {Text: "See https://doi.org/10.1000/xyz-123_456 for it", Lang: inEnglish, Ems: 12}}},
		{"C10", "西文单词只在音节处断开", []Show{{Text: "他们使用typography一词", Ems: 7, Style: func(st *paragraph.Style) { st.HyphenBefore, st.HyphenAfter = 2, 3 }}}},
		{"C11", "两三字的人名、缩写的名尽量不分开", []Show{{Text: "早上，我们在校园里见到了三位老师，其中一位是‹n:胡必亮›先生", Ems: 23}, {Text: "这本书的作者是D. E. Knuth先生", Ems: 10}}},
		{"C12", "整词注音不断开", []Show{{Text: "一二三四五‹r:北京大学|PKU›六七", Ems: 7}}},
	}
}

// widths is section D: marks that meet.
func widths() []Rule {
	d := func(text string) []Show {
		return []Show{{Text: "中" + text + "中", As: Gaps}, {Text: "中" + text + "中", As: Width}}
	}
	styles := []Show{}
	for _, q := range []linebreak.Squeeze{linebreak.Quanjiao, linebreak.Kaiming, linebreak.Banjiao} {
		styles = append(styles, Show{Text: "甲，乙。丙", As: Width, Style: squeeze(q)})
	}
	return []Rule{
		{"D1", "全角式、开明式、半角式", styles},
		{"D2", "冒号、句号与引号相遇", append(d("他说：“好。”"), Show{Text: "他说：“好。”", As: Width})},
		{"D3", "书名号相遇", append(d("《论语》《孟子》"), Show{Text: "《论语》《孟子》", As: Width})},
		{"D4", "括号、书名号、句号相遇", append(d("（见《易·系辞》）。"), Show{Text: "（见《易·系辞》）。", As: Width})},
		{"D5", "双引号与单引号相遇", d("“‘甲’，乙”")},
		{"D6", "问号与叹号叠用", d("什么？！")},
		{"D7", "破折号与汉字之间", d("甲——乙")},
		{"D8", "西文引号、括号按比例宽度", []Show{{Text: "() “a”", Lang: inEnglish, As: Faces}}},
	}
}

// lineEdges is section E.
func lineEdges() []Rule {
	full := rules(func(r *linebreak.Rules) { r.FullStart = true })
	return []Rule{
		{"E1", "行末标点占半字", []Show{{Text: "今天天气很好，我说。今天天气", Ems: 9, As: Ends}}},
		{"E2", "行首前引号、前括号占半字", []Show{{Text: "一二三四五“六七八”九", Ems: 5, As: Starts}, {Text: "一二三四五“六七八”九", Ems: 5, As: Starts, Style: full}}},
		{"E3", "段首缩进后的前引号占半字", []Show{{Text: "“一二三四五”", Ems: 10, As: Starts, Style: indent(2)}}},
		{"E4", "居中时先去掉两端空白", []Show{{Text: "《论语》", Ems: 11, As: Starts, Style: align(paragraph.Center)}}},
		{"E5", "行首、行末不留西文空格和间隙", []Show{{Text: "我们都使用Go 语言", Ems: 5, As: Ends}, {Text: "我们都使用 Go语言", Ems: 5, As: Starts}}},
	}
}

// gaps is section F: Han and Latin.
func gaps() []Rule {
	g := func(texts ...string) (out []Show) {
		for _, t := range texts {
			out = append(out, Show{Text: t, As: Gaps})
		}
		return out
	}
	tight := rules(func(r *linebreak.Rules) { r.TightNumbers = true })
	return []Rule{
		{"F1", "汉字与西文之间空四分之一字", g("使用Go语言")},
		{"F2", "手打的空格被替换，不重复", g("使用 Go 语言")},
		{"F3", "西文与全角标点之间不空", g("好Go，好", "好（Go）好", "好“Go”好", "好Go。好")},
		{"F4", "数字也空四分之一字", append(g("第3章", "2026年"), Show{Text: "2026年", As: Gaps, Style: tight})},
		{"F5", "百分号随数字", g("占12%的")},
		{"F6", "全角符号不空", g("25℃时", "中①甲")},
		{"F7", "上标、注码与汉字之间不空", g("平方‹s:2›米", "结论‹m:1›后")},
		{"F8", "代码、加粗、链接的边界照常", g("使用‹c:f()›函数", "使用‹b:Go›语言")},
		{"F9", "间隙只在版面，不入文字", []Show{{Text: "使用Go语言", As: Copied}, {Text: "使用 Go 语言", As: Copied}}},
		{"F10", "连接号、斜线、加号", g("Go-语言", "甲A/B测试", "C++语言")},
		{"F11", "行首行末不留间隙", []Show{{Text: "我们都用GoGo语言语", Ems: 4, As: Starts}}},
	}
}

// justification is section G.
func justification() []Rule {
	o := func(text string, ems int64, f func(*paragraph.Style)) Show {
		return Show{Text: text, Ems: ems, As: Order, Style: f}
	}
	return []Rule{
		{"G1", "依次压缩：词距、间隔号、括号、顿逗、中西间隙、句号", []Show{
			o("一二三，四五六七八九。后文", 10, nil), o("一（二）三四五六七八。后文", 10, nil), o("使用Go语言。一二三四五，六后文", 10, nil), o("一二三。四五六七八九。后文", 10, nil),
			o("一二三。四五六七八九。后文", 10, rules(func(r *linebreak.Rules) { r.RigidStops = true })),
		}},
		{"G2", "先拉西文词距，再拉中西间隙，最后才拉字距", []Show{o("我们用the Go tool来排typesetting", 12, nil), o("我们用the Go tool来排typesetting", 12, rules(func(r *linebreak.Rules) { r.NarrowGap = true }))}},
		{"G3", "字距至多六分之一字", []Show{o("一二三四五六七八九《甲乙丙》", 10, nil)}},
		{"G4", "满行与版心齐平", []Show{{Text: "一二三，四五六七八九《甲乙》一二三四五六七八九十", Ems: 10, As: Ends}}},
		{"G5", "末行保持自然宽度", []Show{{Text: "一二三四五六七八九十一二三", Ems: 10, As: Ends}}},
		{"G6", "全是汉字时字距为零", []Show{o("天地玄黄宇宙洪荒日月盈昃辰宿列张", 8, nil)}},
	}
}

// hanging is section H.
func hanging() []Rule {
	return []Rule{{"H2", "行末点号悬挂（默认不用），至多一个", []Show{
		{Text: "一二三四五六七八九十，一二三四", Ems: 10, As: Ends, Style: rules(func(r *linebreak.Rules) { r.Hang = true })},
		{Text: "一二三四五六七八九十，一二三四", Ems: 10, As: Ends},
	}}}
}

// paragraphs is section I, as far as one paragraph shows it.
func paragraphs() []Rule {
	return []Rule{
		{"I1", "段首缩进两字", []Show{{Text: "一二三四五六七八九十一二三四", Ems: 10, As: Starts, Style: indent(2)}}},
		{"I2", "窄栏缩进一字", []Show{{Text: "一二三四五六七八九十一二三四", Ems: 8, As: Starts, Style: indent(1)}}},
		{"I7", "凸排：首行不出版心", []Show{{Text: "一二三四五六七八九十一二三四", Ems: 10, As: Starts, Style: func(st *paragraph.Style) { st.Left, st.Indent = 2*st.Em, -2*st.Em }}}},
		{"I8", "缩进不入文字", []Show{{Text: "一二三四", Ems: 10, As: Copied, Style: indent(2)}}},
	}
}
