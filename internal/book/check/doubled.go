package check

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"keben/internal/diag"
	"keben/internal/script"
)

var doubledFound = diag.NewKind("doubled-word", diag.Warning,
	"the same word twice: %q", "字词重复：“%s”",
	"delete one; if both are meant, add `<!-- keben: ignore doubled-word -->`", "请删去一个；如果有意重复，请加 `<!-- keben: ignore doubled-word -->`")

// single are characters that are doubled by a slip only, each with the characters before which the two belong to
// different words: 目的的, 存在在.
var single = func() map[rune]string {
	m := map[rune]string{}
	for word := range strings.FieldsSeq("的目标 了不 是 在存现所潜内外实自 和共总 与参 把 被 从服 向 就成" +
		" 也 而 及 其 以所可 于 将 很 更变 这 那 我 你 他其 它 为行作认称成因 到 使 由自理 所 并合 但 或 要重主需首必 不 有所 会社国大开 能可功 可 对 地各当 得") {
		r, size := utf8.DecodeRuneInString(word)
		m[r] = word[size:]
	}
	return m
}()

// repeated are words of two characters that Chinese doubles on purpose (ABAB) or that meet at the edge of two words.
var repeated = []string{
	"研究研究", "讨论讨论", "商量商量", "考虑考虑", "了解了解", "学习学习", "休息休息", "介绍介绍", "打听打听", "试试", "看看", "许多许多", "非常非常", "永远永远", "真的真的",
	"发展发展中", "很多很多", "好多好多", "雪白雪白", "通红通红", "高兴高兴", "热闹热闹", "锻炼锻炼", "比较比较", "分析分析", "有的有的", "加强加强", "管理管理",
}

// doubledWord finds words written twice in a row: 的的, 规划规划, the the. Between the two English words a
// quotation mark may stand.
func doubledWord(p *proof, pa *passage) {
	s := pa.text
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !script.Han(r) {
			i += size
			continue
		}
		if n := doubledHan(s, i); n > 0 {
			p.report(spot{pa, i, i + n}, doubledFound, s[i:i+n])
			i += n
			continue
		}
		i += size
	}
	for _, m := range doubledLatin(s) {
		p.report(spot{pa, m[0], m[1]}, doubledFound, s[m[0]:m[1]])
	}
}

// doubledHan returns the length of a doubled word at i, or 0. Longer words are tried first.
func doubledHan(s string, i int) int {
	for n := 8; n >= 2; n-- {
		end := forward(s, i, len(s), n)
		w := s[i:end]
		if utf8.RuneCountInString(w) < n || !strings.HasPrefix(s[end:], w) || strings.IndexFunc(w, func(r rune) bool { return !script.Han(r) }) >= 0 {
			continue
		}
		first, _ := utf8.DecodeRuneInString(w)
		if strings.Trim(w, string(first)) == "" || deliberate(s[i:]) || numerals(w) {
			return 0
		}
		return 2 * len(w)
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	allowed, listed := single[r]
	if !listed || !strings.HasPrefix(s[i+size:], string(r)) {
		return 0
	}
	if prev := before(s, i); strings.ContainsRune(allowed, prev) && prev != utf8.RuneError || r == '的' && strings.HasPrefix(s[i:], "的的确确") || strings.HasPrefix(s[i:], "得得") ||
		reduplicated[s[i:forward(s, i, len(s), 4)]] {
		return 0
	}
	// 人人为我, 对对子: three of one are no slip of this kind; 不不不 is speech.
	if strings.HasPrefix(s[i+2*size:], string(r)) {
		return 0
	}
	return 2 * size
}

// reduplicated are AABB words of the characters in single.
var reduplicated = map[string]bool{"和和气气": true, "和和美美": true, "是是非非": true, "地地道道": true, "的的确确": true, "得得失失": true}

func deliberate(s string) bool {
	for _, w := range repeated {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return strings.HasPrefix(s, "一") // 一步一步, 一个一个
}

func numerals(w string) bool {
	return strings.Trim(w, "〇零一二三四五六七八九十百千万亿两") == ""
}

var latinWords = regexp.MustCompile(`[A-Za-z][A-Za-z'’]*`)

// meant are English words that are written twice on purpose.
var meant = map[string]bool{"that": true, "had": true, "very": true, "no": true, "so": true, "ha": true, "bye": true, "more": true, "many": true, "far": true, "long": true, "blah": true, "is": true}

func doubledLatin(s string) (out [][2]int) {
	ws := latinWords.FindAllStringIndex(s, -1)
	for k := 1; k < len(ws); k++ {
		a, b := s[ws[k-1][0]:ws[k-1][1]], s[ws[k][0]:ws[k][1]]
		between := s[ws[k-1][1]:ws[k][0]]
		if !strings.EqualFold(a, b) || meant[strings.ToLower(a)] || strings.Trim(between, " \u00a0\n\"“‘") != "" || between == "" {
			continue
		}
		// Names and letters: Bora Bora, a a.
		if unicode.IsUpper(rune(a[0])) && unicode.IsUpper(rune(b[0])) || len(a) == 1 && a != "a" {
			continue
		}
		out = append(out, [2]int{ws[k-1][0], ws[k][1]})
	}
	return out
}
