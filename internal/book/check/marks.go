package check

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/script"
)

var halfWidthFound = diag.NewKind("half-width-mark", diag.Note,
	"half-width %q in Chinese text", "中文里用了半角标点“%s”",
	"write %[2]s", "请改为“%[2]s”")

var wideMarks = pairs(",，;；:：!！?？.。(（)）")

// halfWidth finds half-width , ; : ! ? . ( ) in Chinese sentences (GB/T 15834 §5; rule O9). Between digits and inside
// Latin text they are correct.
func halfWidth(p *proof, pa *passage) {
	if pa.lang.Punctuation != lang.FullWidth {
		return
	}
	s := pa.text
	for i, r := range s {
		wide, ok := wideMarks[r]
		if !ok {
			continue
		}
		left, right := before(s, i), after(s, i+1)
		var wrong bool
		switch r {
		case '(', ')':
			wrong = bracketsHan(s, i, r) && !(r == ')' && marker(s, i, r))
		case '.':
			wrong = (script.Han(left) || left == '”' || left == '》') && (right == utf8.RuneError || right == ' ' || right == '\n' || script.Han(right))
		default:
			wrong = script.Han(left) || closes(left) || script.Han(right) && (unicode.IsLetter(left) || unicode.IsDigit(left) || left == object || left == '%')
		}
		if !wrong {
			continue
		}
		end := i + 1
		if right == ' ' && r != '(' && end+1 < len(s) {
			end++
		}
		p.correct(spot{pa, i, end}, string(wide), halfWidthFound, string(r), string(wide))
	}
}

// bracketsHan reports whether the bracket at i belongs to a pair with Chinese in it. Round brackets around Latin text
// may be half-width.
func bracketsHan(s string, i int, r rune) bool {
	var inside string
	switch r {
	case '（', '）':
		return false
	case '(':
		end := strings.IndexAny(s[i+1:], "()（）")
		if end < 0 {
			return false
		}
		inside = s[i+1 : i+1+end]
	default:
		at := strings.LastIndexAny(s[:i], "()（）")
		if at < 0 {
			return false
		}
		_, size := utf8.DecodeRuneInString(s[at:])
		inside = s[at+size : i]
	}
	h, _ := letters(inside)
	return h > 0
}

var fullWidthFound = diag.NewKind("full-width-letter", diag.Note,
	"full-width %q", "用了全角字符“%s”",
	"write %[2]s", "请改为半角“%[2]s”")

// fullWidth finds full-width letters and digits, which belong to old encodings (clreq; rule P1).
func fullWidth(p *proof, pa *passage) {
	wide := func(r rune) bool {
		n := script.Narrow(r)
		return n != r && (script.ASCIILetter(n) || script.ASCIIDigit(n))
	}
	for i := 0; i < len(pa.text); {
		r, size := utf8.DecodeRuneInString(pa.text[i:])
		end := i
		for wide(r) {
			end += size
			r, size = utf8.DecodeRuneInString(pa.text[end:])
		}
		if end == i {
			i += size
			continue
		}
		narrow := strings.Map(script.Narrow, pa.text[i:end])
		p.correct(spot{pa, i, end}, narrow, fullWidthFound, pa.text[i:end], narrow)
		i = end
	}
}

var ellipsisFound = diag.NewKind("ellipsis", diag.Note,
	"%q is not the Chinese ellipsis", "“%s”不是中文省略号",
	"write ……", "请改为“……”")

var ellipses = regexp.MustCompile(`\.{3,}|。{2,}|…+|·{3,}|、{3,}`)

// ellipsis finds stand-ins for …… (GB/T 15834 §4.11: six dots; twelve where whole paragraphs are left out).
func ellipsis(p *proof, pa *passage) {
	if pa.lang.Punctuation != lang.FullWidth {
		return
	}
	for _, m := range places(ellipses, pa.text, ".。…·、") {
		typed := pa.text[m[0]:m[1]]
		if typed == "……" || typed == "…………" || !script.Han(before(pa.text, m[0])) && !script.Han(after(pa.text, m[1])) && !fullMark(before(pa.text, m[0])) {
			continue
		}
		p.correct(spot{pa, m[0], m[1]}, "……", ellipsisFound, typed)
	}
}

var (
	dashFound = diag.NewKind("dash", diag.Note,
		"%q is not the Chinese dash", "“%s”不是中文破折号",
		"write —— without spaces", "请改为“——”，两侧不空格")
	dashHan = diag.NewKind("dash", diag.Warning,
		"the Han character for one is used as a dash: %q", "“一”误作连接号：“%s”",
		"write —", "请改为“—”")
)

var (
	wrongDash = regexp.MustCompile(`-{2,}|－{2,}|—{3,}|――+| +—— *|—— +`)
	hanDash   = regexp.MustCompile(`\d年?一\d`)
)

// dashes finds stand-ins for —— (GB/T 15834 §4.10; rule O7).
func dashes(p *proof, pa *passage) {
	if pa.lang.Punctuation != lang.FullWidth {
		return
	}
	for _, m := range places(wrongDash, pa.text, "-－—―") {
		left, right := before(pa.text, m[0]), after(pa.text, m[1])
		if wideText(left) && (wideText(right) || right == utf8.RuneError) || wideText(right) && m[0] == 0 {
			p.correct(spot{pa, m[0], m[1]}, "——", dashFound, pa.text[m[0]:m[1]])
		}
	}
	for _, m := range places(hanDash, pa.text, "一") {
		p.report(spot{pa, m[0], m[1]}, dashHan, pa.text[m[0]:m[1]])
	}
}

func wideText(r rune) bool { return script.Han(r) || fullMark(r) || script.Shared(r) }

// closes reports whether r is a closing mark of Chinese text.
func closes(r rune) bool {
	m, _ := script.MarkOf(r)
	return m == script.Close
}

var listCommaFound = diag.NewKind("list-comma", diag.Note,
	"no comma is needed in %q", "“%s”中不用顿号",
	"delete the comma", "请删去顿号")

var commaBetween = regexp.MustCompile(`([》”])(、)([《“])`)

// listComma finds 、 between adjacent titles or quotations, which simplified Chinese leaves out (GB/T 15834—2011
// §4.5.3.5; rule O5).
func listComma(p *proof, pa *passage) {
	if pa.lang.Script != lang.Hans {
		return
	}
	for at := 0; ; {
		m := commaBetween.FindStringSubmatchIndex(pa.text[at:])
		if m == nil {
			return
		}
		if closes := pa.text[at+m[2] : at+m[3]]; closes == "》" && pa.text[at+m[6]:at+m[7]] == "《" || closes == "”" && pa.text[at+m[6]:at+m[7]] == "“" {
			p.correct(spot{pa, at + m[4], at + m[5]}, "", listCommaFound, pa.text[at+m[0]:at+m[1]])
		}
		at += m[6]
	}
}

var markTwiceFound = diag.NewKind("mark-twice", diag.Warning,
	"%q has one mark too many", "“%s”：标点重复",
	"keep one", "请只保留一个")

var twoMarks = regexp.MustCompile(`[，。；：、][，。；：、？！]+|[？！][，。；：、]|[^.,][,;][,;]`)

// markTwice finds two marks side by side of which one is too many.
func markTwice(p *proof, pa *passage) {
	for _, m := range places(twoMarks, pa.text, "，。；：、？！,;") {
		typed := pa.text[m[0]:m[1]]
		if !strings.HasPrefix(typed, "。。") && !strings.HasPrefix(typed, "、、、") {
			p.report(spot{pa, m[0], m[1]}, markTwiceFound, typed)
		}
	}
}

var middleDotFound = diag.NewKind("middle-dot", diag.Note,
	"%q is not the dot between the parts of a foreign name", "“%s”不是外国人名中的间隔号",
	"write · (U+00B7)", "请改为“·”（U+00B7）")

var wrongDot = regexp.MustCompile(`\p{Han}([•‧・∙⋅･●])\p{Han}`)

// middleDot finds look-alikes of U+00B7 (GB/T 15834 §4.14; rule P2).
func middleDot(p *proof, pa *passage) {
	for _, m := range places(wrongDot, pa.text, "•‧・∙⋅･●") {
		p.correct(spot{pa, m[2], m[3]}, "·", middleDotFound, pa.text[m[2]:m[3]])
	}
}

var (
	blankTwice = diag.NewKind("space", diag.Note,
		"two spaces in a row", "连续两个空格", "keep one", "请只保留一个")
	blankBefore = diag.NewKind("space", diag.Note,
		"a space before %q", "“%s”前有空格", "delete the space", "请删去空格")
	blankBeside = diag.NewKind("space", diag.Note,
		"a space beside the full-width mark %q", "全角标点“%s”旁有空格", "delete the space", "请删去空格")
	blankMissing = diag.NewKind("space", diag.Note,
		"no space after %q", "“%s”后缺空格", "add a space", "请加空格")
)

var (
	twoBlanks    = regexp.MustCompile(`[^\s\x1a]( {2,})[^\s\x1a]`)
	blankAndMark = regexp.MustCompile(`[\p{L}\p{N}”’)]( +)([,;:!?]|\.(?:\s|$))`)
	wideAndBlank = regexp.MustCompile(`([，。；：！？、》〉）”’])( +)\p{Han}|[^\s]( +)([，。；：！？、》〉）])|([《〈（])( +)`)
	noBlank      = regexp.MustCompile(`[a-z]([,;])[A-Za-z]{2}`)
)

// blanks finds spaces that are too many or missing (rule S12; full-width marks carry their own, clreq).
func blanks(p *proof, pa *passage) {
	s := pa.text
	for _, m := range places(twoBlanks, s, " ") {
		p.correct(spot{pa, m[2], m[3]}, " ", blankTwice)
	}
	if pa.lang.Punctuation == lang.FullWidth {
		for _, m := range places(wideAndBlank, s, " ") {
			for _, g := range [...][2]int{{2, 1}, {3, 4}, {6, 5}} {
				if m[2*g[0]] < 0 {
					continue
				}
				mark := s[m[2*g[1]]:m[2*g[1]+1]]
				if g[0] == 2 && (mark == "”" || mark == "’") {
					continue // a quotation mark may end Western text
				}
				p.correct(spot{pa, m[2*g[0]], m[2*g[0]+1]}, "", blankBeside, mark)
			}
		}
		return
	}
	for _, m := range places(blankAndMark, s, " ") {
		if after(s, m[5]) != '=' && after(s, m[5]) != ')' && !strings.HasPrefix(s[m[4]:], ". .") {
			p.correct(spot{pa, m[2], m[3]}, "", blankBefore, strings.TrimSpace(s[m[4]:m[5]]))
		}
	}
	for _, m := range places(noBlank, s, ",;") {
		p.correct(spot{pa, m[2], m[3]}, s[m[2]:m[3]]+" ", blankMissing, s[m[2]:m[3]])
	}
}
