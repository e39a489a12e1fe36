package check

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/number"
	"keben/internal/script"
)

var forbiddenFound = diag.NewKind("term-forbidden", diag.Warning,
	"%q is listed as forbidden", "“%s”已列为禁用",
	"write %[2]q, as data/terms.yaml says", "请按 data/terms.yaml 改为“%[2]s”")

// forbiddenTerm finds words that data/terms.yaml forbids.
func forbiddenTerm(p *proof, pa *passage) {
	for _, u := range p.finder(pa.lang.Tag).Find(pa.text) {
		if !u.Forbidden {
			continue
		}
		// A quoted word is mentioned, not used.
		if before(pa.text, u.Start) == '“' && after(pa.text, u.End) == '”' {
			continue
		}
		p.report(spot{pa, u.Start, u.End}, forbiddenFound, pa.text[u.Start:u.End], u.Term.Preferred[pa.lang.Tag])
	}
}

var traditionalFound = diag.NewKind("traditional", diag.Note,
	"%q is a traditional character in simplified text (%s in this chapter)", "简体文中夹有繁体字“%s”（本章%s）",
	"write %[3]s", "请改为“%[3]s”")

// traditionalPairs are common traditional characters, each with its simplified form. Those that are also used in
// simplified text (乾, 後 in names, 著, 徵) are left out.
const traditionalPairs = "國国學学會会來来時时對对說说開开關关門门問问間间東东車车馬马鳥鸟魚鱼龍龙龜龟個个們们這这還还進进運运過过達达連连選选遠远邊边題题類类願愿顯显風风飛飞飯饭館馆體体點点齊齐齒齿麗丽麥麦黃黄樣样業业極极構构標标樂乐樹树機机橋桥檢检權权歡欢歐欧歲岁歷历殺杀氣气決决沒没況况測测準准溝沟滅灭滿满漢汉潔洁濟济濃浓灣湾無无煙烟熱热營营爭争爺爷牆墙獎奖獲获獻献現现環环產产畫画異异當当療疗發发監监盤盘礎础確确種种積积穩稳窮穷競竞筆笔節节範范築筑簡简約约紅红紀纪納纳純纯紙纸級级組组細细終终結结給给統统經经綠绿維维網网緊紧線线練练緣缘編编縣县總总績绩織织繼继續续羅罗義义習习聖圣聞闻聯联聲声職职聽听肅肃腦脑臨临與与興兴舉举舊旧藝艺節节華华萬万葉叶蘇苏藥药處处號号虛虚蟲虫術术衛卫裝装裡里複复見见規规視视親亲覺觉觀观計计訂订討讨訓训記记設设許许訪访證证評评詞词試试詩诗話话該该認认語语誤误說说調调談谈請请論论諸诸講讲謝谢識识議议護护讀读變变讓让豐丰貝贝負负財财貢贡貧贫貨货責责貴贵買买費费貿贸賀贺資资賓宾質质賴赖購购賽赛贊赞趕赶趨趋躍跃軍军軌轨軟软較较載载輕轻輛辆輝辉輪轮輸输轉转辦办農农郵邮鄉乡醫医釋释針针鋼钢錄录錢钱錯错鍵键鎮镇鏡镜鐘钟鐵铁長长陣阵陽阳陸陆隊队階阶際际隨随險险難难電电靈灵靜静響响頁页頂顶項项順顺須须預预領领頭头頻频顆颗額额顧顾養养餘余餐餐騎骑驗验驚惊髮发鬥斗鮮鲜鹽盐黨党齡龄亞亚價价億亿傳传債债傷伤僅仅優优償偿兒儿內内兩两冊册凍冻劃划劇剧劉刘動动務务勝胜勞劳勢势匯汇區区協协單单卻却廠厂廣广廢废廳厅廟庙彈弹強强彙汇後后徑径復复徵征德德恆恒應应態态憂忧憶忆懷怀戰战戲戏戶户掛挂採采揚扬換换揮挥損损搶抢據据擁拥擇择擊击擔担擴扩擺摆攝摄敵敌數数斷断於于"

// traditionalTable leaves out what a simplified text may have: names keep it, or it has a meaning of its own.
var traditionalTable = func() map[rune]rune {
	m := pairs(traditionalPairs)
	maps.DeleteFunc(m, func(a, b rune) bool { return a == b || strings.ContainsRune("後徵裡於複", a) })
	return m
}()

// traditional finds traditional characters in a chapter written in simplified ones: one message for each
// character. A text that is traditional throughout is left alone.
func traditional(p *proof, t *text) {
	var seen []rune
	first, count := map[rune]spot{}, map[rune]int{}
	all := 0
	for _, pa := range t.passages {
		if pa.lang.Script != lang.Hans {
			continue
		}
		for i, r := range pa.text {
			if script.Han(r) {
				all++
			}
			if traditionalTable[r] == 0 {
				continue
			}
			if count[r]++; count[r] == 1 {
				seen, first[r] = append(seen, r), spot{pa, i, i + utf8.RuneLen(r)}
			}
		}
	}
	total := 0
	for _, n := range count {
		total += n
	}
	if total*10 > all {
		return
	}
	for _, r := range seen {
		p.report(first[r], traditionalFound, string(r), diag.Counted(count[r], "place", "places", "处"), string(traditionalTable[r]))
	}
}

var cutWordFound = diag.NewKind("cut-word", diag.Note,
	"%q may lack a character: elsewhere it is %q", "“%s”可能漏了一个字：别处都作“%s”",
	"write %[2]s", "请改为“%[2]s”")

// cutWord finds words that have lost their last character: 民心相，where the chapter otherwise has 民心相通.
func cutWord(p *proof, t *text) {
	const size, often = 3, 2
	next := map[string]map[rune]int{}
	type end struct {
		spot spot
		word string
	}
	var ended []end
	for _, pa := range t.passages {
		if !pa.lang.Script.Han() {
			continue
		}
		for i := range pa.text {
			stop := forward(pa.text, i, len(pa.text), size)
			w := pa.text[i:stop]
			if utf8.RuneCountInString(w) < size || strings.IndexFunc(w, func(r rune) bool { return !script.Han(r) }) >= 0 {
				continue
			}
			r := after(pa.text, stop)
			if !script.Han(r) {
				if strings.ContainsRune("，。；：、", r) {
					ended = append(ended, end{spot{pa, i, stop}, w})
				}
				r = 0
			}
			if next[w] == nil {
				next[w] = map[rune]int{}
			}
			next[w][r]++
		}
	}
	for _, e := range ended {
		first, _ := utf8.DecodeRuneInString(e.word)
		n := next[e.word]
		if len(n) != 2 || n[0] != 1 {
			continue
		}
		for r, times := range n {
			// The word must go on to its own end there: 习近平 goes on to 总书记 and ends as well.
			if r != 0 && times >= often && !particle(first) && !particle(r) && finishes(t, e.word+string(r)) >= 2 {
				p.report(e.spot, cutWordFound, e.word, e.word+string(r))
			}
		}
	}
}

// particle reports whether a character begins or ends a phrase and no word: 的新路, 新路子.
func particle(r rune) bool {
	return strings.ContainsRune("的了在是和与之为以而来就都也很地得着过呢吗吧啊子们性者点", r)
}

// finishes counts how often a word is followed by a mark: whether it is a word of its own.
func finishes(t *text, word string) (n int) {
	for _, pa := range t.passages {
		for at := 0; ; {
			i := strings.Index(pa.text[at:], word)
			if i < 0 {
				break
			}
			at += i + len(word)
			if r := after(pa.text, at); !script.Han(r) {
				n++
			}
		}
	}
	return n
}

var titleSpellingFound = diag.NewKind("title-spelling", diag.Note,
	"the title %s is written %s at %s", "书名%s在 %[3]s 处写作%[2]s",
	"write the title the same way in both places", "请统一写法")

var inTitleMarks = regexp.MustCompile(`《[^《》]{6,80}》`)

// titleSpelling finds titles between 《》 that differ from another title of the book in a character or two.
func titleSpelling(p *proof) {
	type use struct {
		spot  spot
		runes []rune
		n     int
	}
	var uses []*use
	by := map[string]*use{}
	for _, t := range p.texts {
		for _, pa := range t.passages {
			for _, m := range inTitleMarks.FindAllStringIndex(pa.text, -1) {
				s := pa.text[m[0]:m[1]]
				if by[s] == nil {
					by[s] = &use{spot: spot{pa, m[0], m[1]}, runes: []rune(s)}
					uses = append(uses, by[s])
				}
				by[s].n++
			}
		}
	}
	if len(uses) > 400 {
		return // a bibliography: titles are alike there
	}
	for i, a := range uses {
		for _, b := range uses[:i] {
			short := min(len(a.runes), len(b.runes))
			if d := distance(a.runes, b.runes, 2); d > 2 || short < 8*d+2 || sequel(a.spot, b.spot) {
				continue
			}
			rare, common := a, b
			if b.n < a.n {
				rare, common = b, a
			}
			p.report(rare.spot, titleSpellingFound, rare.spot.text(), common.spot.text(), p.at(common.spot.p, common.spot.at, common.spot.end).String())
		}
	}
}

// sequel reports whether two titles differ in a numeral: volumes and years of one work.
func sequel(a, b spot) bool {
	digits := func(s spot) string {
		var out []string
		for _, v := range s.p.numbers(s.at, s.end) {
			out = append(out, v.Rat().RatString())
		}
		return strings.Join(out, " ")
	}
	return digits(a) != digits(b)
}

// distance is the edit distance of two texts, or most+1 when it is larger.
func distance(a, b []rune, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		best := row[0]
		for j, y := range b {
			cost := diagonal
			if x != y {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
			best = min(best, cost)
		}
		if best > most {
			return most + 1
		}
	}
	return min(row[len(b)], most+1)
}

var abstractDiffers = diag.NewKind("abstract-number", diag.Warning,
	"the abstract says %q, the text at %[3]s %[2]q", "摘要作“%s”，而 %[3]s 处的正文作“%[2]s”",
	"correct one; if both are right, add `<!-- keben: ignore abstract-number -->`", "请改正其中一处；如果两处都对，请加 `<!-- keben: ignore abstract-number -->`")

// abstractFigures finds clauses of the abstract that stand in the text as well, with other numbers.
func abstractFigures(p *proof, t *text) {
	owners := map[book.Block]bool{}
	book.Walk(t.chapter.Abstract, book.Visitor{Block: func(b book.Block) bool { owners[b] = true; return true }})
	if len(owners) == 0 {
		return
	}
	type clause struct {
		spot  spot
		runes []rune
		nums  []number.Value
	}
	var abstract, body []clause
	for _, pa := range t.passages {
		for _, c := range pa.clauses() {
			rs := []rune(strings.TrimSpace(pa.text[c[0]:c[1]]))
			if len(rs) < 10 || len(rs) > 120 {
				continue
			}
			cl := clause{spot{pa, c[0], c[1]}, rs, pa.numbers(c[0], c[1])}
			if owners[pa.owner] {
				if len(cl.nums) > 0 {
					abstract = append(abstract, cl)
				}
			} else {
				body = append(body, cl)
			}
		}
	}
	for _, a := range abstract {
		var near *clause
		same := false
		for i := range body {
			b := &body[i]
			if common := subsequence(a.runes, b.runes); common*100 < 85*len(a.runes) {
				continue
			}
			x, y, _ := number.Match(a.nums, b.nums)
			if len(x) == 0 {
				same = true
				break
			}
			if len(y) > 0 && near == nil {
				near = b
			}
		}
		if near != nil && !same {
			x, y, _ := number.Match(a.nums, near.nums)
			v := x[0]
			w := y[0]
			at := a.spot.at + v.Start
			where := p.at(near.spot.p, near.spot.at+w.Start, near.spot.at+w.End)
			p.report(spot{a.spot.p, at, at + len(v.Text)}, abstractDiffers,
				around(a.spot, v), around(near.spot, w), where.String())
		}
	}
}

// around is a number with a few characters after it, which tell 第二百年 from 第二个百年.
func around(s spot, v number.Value) string {
	text := s.text()
	return text[v.Start:forward(text, v.End, len(text), 4)]
}

// subsequence is the length of the longest common subsequence.
func subsequence(a, b []rune) int {
	if len(b)*3 < len(a)*2 {
		return 0
	}
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			keep := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = keep
		}
	}
	return row[len(b)]
}

var leftoverFound = diag.NewKind("untranslated", diag.Warning,
	"this is in the other language: %q", "这里夹有未译的文字：“%s”",
	"translate it, or put it between quotation marks", "请译出；若是引文，请加引号")

var (
	hanRun    = regexp.MustCompile(`[\p{Han}，。；：、]{6,}`)
	lowerWord = regexp.MustCompile(` [a-z'’]+`)
	latinRun  = regexp.MustCompile(`[A-Za-z][a-z'’]*(?:,? [A-Za-z][a-z'’]*){6,}[.,;]?`)
)

// leftover finds stretches of the other language in running text, which a translator left or an author pasted. Between
// quotation marks, in brackets and in notes they are quotations, and titles may be in their own language.
func leftover(p *proof, pa *passage) {
	if pa.use != running {
		return
	}
	re, han := hanRun, pa.lang.Script.Han()
	if han {
		re = latinRun
	}
	if h, l := letters(pa.text); !han && h > l || han && h*6 < l {
		return // the whole text; untranslated compares it with its twin
	}
	for _, m := range re.FindAllStringIndex(pa.text, -1) {
		if han && len(lowerWord.FindAllString(pa.text[m[0]:m[1]], -1)) < 5 {
			continue // a name: the University of …
		}
		if !quoted(pa.text, m[0]) {
			p.report(spot{pa, m[0], m[1]}, leftoverFound, excerpt(pa.text[m[0]:m[1]]))
		}
	}
}

// quoted reports whether a place is between quotation marks or brackets.
func quoted(s string, at int) bool {
	depth := 0
	for _, r := range s[:at] {
		switch {
		case slices.Contains([]rune{'“', '‘', '（', '(', '《', '「'}, r):
			depth++
		case slices.Contains([]rune{'”', '）', ')', '》', '」'}, r) && depth > 0:
			depth--
		}
	}
	return depth > 0
}
