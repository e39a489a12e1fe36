package specimen

// interlinear is section M: marks that follow the text.
func interlinear() []Rule {
	return []Rule{
		{"M1", "着重号在字下，标点与西文不加", []Show{{Text: "‹e:强调，Go重点›", As: Marks}}},
		{"M2", "专名号、书名号甲式；相邻的名分开", []Show{{Text: "‹n:孔子›‹n:孟子›作‹t:春秋›", As: Marks}}},
		{"M3", "行距不因标示而变", []Show{{Text: "‹e:一二三四›五六七八", Ems: 4, As: Marks}}},
		{"M4", "线与点并用时线在上，点在下", []Show{{Text: "‹ne:孔子›曰", As: Marks}}},
		{"M5", "中文的强调用着重号或楷体，不用斜体", []Show{{Text: "这是‹e:强调›与‹k:强调›", As: Slants}}},
	}
}

// readings is section N.
func readings() []Rule {
	return []Rule{
		{"N1", "注音在字上，字号减半，居中", []Show{{Text: "甲‹r:汉字|hàn zì›乙", As: Marks}}},
		{"N2", "相邻注音至少空四分之一字；旁边无注音时可伸出", []Show{{Text: "‹r:状壮|zhuàng zhuàng›", As: Marks}, {Text: "甲‹r:汉|hànn›乙", As: Marks}}},
		{"N3", "逐字注音，标点和数字不注", []Show{{Text: "‹r:汉|hàn›，‹r:字|zì›2", As: Marks}}},
		{"N4", "整词注音", []Show{{Text: "在‹r:北京|Běijīng›住", As: Marks}}},
		{"N5", "行首行末的注音与版心齐", []Show{{Text: "‹r:汉|hànn›甲乙丙丁戊", Ems: 4, As: Marks}}},
		{"N6", "注音与被注字不分开", []Show{{Text: "一二三四五‹r:北京大学|PKU›", Ems: 7}}},
	}
}

// quotes is section O, as far as layout has a say.
func quotes() []Rule {
	return []Rule{
		{"O1", "中文引号用中文字体，占一字", []Show{{Text: "中“甲‘乙’丙”中", As: Faces}, {Text: "中“甲”中", As: Width}}},
		{"O2", "西文引号用西文字体", []Show{{Text: "a “word” here", Lang: inEnglish, As: Faces}}},
		{"O3", "引号从文字的语言，不从邻字；撇号总是西文", []Show{{Text: "他说don’t，‹en:“no”›“不”", As: Faces}}},
		{"O4", "书名号之内用单书名号", []Show{{Text: "《读〈论语〉札记》", As: Gaps}}},
		{"O6", "省略号六点，在字面正中", []Show{{Text: "等等……好", As: Faces}}},
		{"O7", "破折号两字，连接号一字", []Show{{Text: "一——二", As: Width}, {Text: "一—二", As: Width}}},
		{"O8", "破折号中间不断线", []Show{{Text: "甲——乙", As: Joint}, {Text: "甲⸺乙", As: Joint}}},
		{"O9", "全角与半角标点各从其语言", []Show{{Text: "甲，乙‹en:, b›", As: Gaps}}},
	}
}

// western is section P.
func western() []Rule {
	return []Rule{{"P2", "译名中间用间隔号", []Show{{Text: "比尔·盖茨与D. E.高德纳", As: Gaps}}}}
}

const pangram = "In the beginning of the twentieth century, typographers considered the grey of a page its most important quality; hyphenation, justification and the careful distribution of white space were the compositor’s craft."

// english is section S, as far as one paragraph shows it.
func english() []Rule {
	return []Rule{
		{"S1", "Words are divided by patterns: two letters before, three after; no more than two lines in a row", []Show{{Text: pangram, Lang: inEnglish, Ems: 30}}},
		{"S2", "Word spaces from 0.8 to 1.5 of a quarter em, then letters by 2 %", []Show{{Text: pangram, Lang: inEnglish, Ems: 20, As: Order}}},
		{"S3", "Lines are broken by total fit", []Show{{Text: pangram, Lang: inEnglish, Ems: 27}}},
		{"S4", "Ligatures on; the letters are copied", []Show{{Text: "office efficient", Lang: inEnglish, As: Glyphs}}},
		{"S5", "Old-style figures in text, lining tabular ones in tables", []Show{{Text: "‹os:1950› ‹tn:1950›", Lang: inEnglish, As: Shapes}}},
		{"S6", "Small capitals are drawn and a twentieth apart", []Show{{Text: "‹sc:unesco›", Lang: inEnglish, As: Shapes}, {Text: "‹sc:unesco›", Lang: inEnglish, As: Gaps}}},
		{"S7", "Hyphens, stops and quotes stand in the margin", []Show{{Text: "“" + pangram + "”", Lang: inEnglish, Ems: 20, As: Ends}}},
		{"S10", "A last line has four letters", []Show{{Text: "The quick brown fox jumps over the lazy dog and then he runs to it", Lang: inEnglish, Ems: 14}}},
	}
}
