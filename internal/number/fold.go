package number

import (
	"strings"

	"keben/internal/lang"
)

// trillion stands for 兆 while a text in traditional characters is read: there it is a power of ten, in simplified
// ones the mega of 兆瓦. It is of the private use area, which no text has, and has as many bytes as 兆.
const trillion = '\ue000'

// traditional pairs the traditional characters of numbers, of what is counted and of the words around them with the
// simplified ones by which they are read. A pair has characters of as many bytes, so that places in the text stay.
const traditional = "萬万億亿兩两餘余個个點点約约幾几數数實实際际將将過过達达貳贰參叁圓元幣币歐欧鎊镑盧卢韓韩堅坚國国組组織织輛辆項项冊册畝亩噸吨時时鐘钟週周" +
	"釐厘縣县區区種种條条隻只車车歲岁層层間间張张級级總总號号節节連连續续漲涨減减戶户處处場场華华頃顷攝摄標标準准劃划規规會会屆届僅仅滿满" +
	"強强從从於于為为這这還还後后來来開开門门題题頁页麵面類类選选學学動动務务業业書书長长廳厅館馆臺台專专紀纪"

// folds is the table of traditional, and of 兆.
var folds = func() map[rune]rune {
	m := map[rune]rune{'兆': trillion}
	rs := []rune(traditional)
	for i := 0; i+1 < len(rs); i += 2 {
		m[rs[i]] = rs[i+1]
	}
	return m
}()

// fold writes a text as the readers of Chinese and of English want it, byte for byte in its place: characters
// simplified, a decimal comma as a point.
func fold(l *lang.Language, text string) string {
	switch {
	case l.Script == lang.Hant:
		return strings.Map(func(r rune) rune {
			if s := folds[r]; s != 0 {
				return s
			}
			return r
		}, text)
	case l.Quantities.Decimal == ",":
		return strings.Map(func(r rune) rune {
			switch r {
			case ',':
				return '.'
			case '.':
				return ','
			}
			return r
		}, text)
	}
	return text
}
