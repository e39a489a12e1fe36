package plaintext

import (
	"bytes"
	"strings"
	"sync"
	"unicode/utf8"

	"keben/internal/script"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// form is an encoding that a text may have arrived in.
type form struct {
	name    string
	aliases []string // in small letters, without hyphens
	coding  encoding.Encoding
	unit    int                   // bytes of the smallest step
	common  func(r rune) bool     // characters of which most of a text in it consists
	fits    func(raw []byte) bool // nil if common decides
}

// forms are all encodings that are distinguished. A narrower one is before a wider one of the same characters: every
// GBK text is a GB 18030 text, too, and GBK is the name that editors offer.
var forms = []form{
	{name: "GBK", aliases: []string{"gb2312", "cp936", "936", "ansi"}, coding: simplifiedchinese.GBK, unit: 1, common: isCommonHan},
	{name: "GB18030", coding: simplifiedchinese.GB18030, unit: 1, common: isCommonHan},
	{name: "Big5", aliases: []string{"cp950", "950", "big5hkscs"}, coding: traditionalchinese.Big5, unit: 1, common: isCommonHan},
	{name: "UTF-16LE", aliases: []string{"utf16", "unicode"}, coding: unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), unit: 2, common: isCommonWide},
	{name: "UTF-16BE", coding: unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), unit: 2, common: isCommonWide},
	{name: "Shift_JIS", aliases: []string{"sjis", "shiftjis", "cp932", "932"}, coding: japanese.ShiftJIS, unit: 1, common: isCommonJapanese},
	{name: "EUC-KR", aliases: []string{"cp949", "949", "uhc"}, coding: korean.EUCKR, unit: 1, common: isCommonKorean},
	{name: "Windows-1252", aliases: []string{"latin1", "iso88591", "cp1252", "1252"}, coding: charmap.Windows1252, unit: 1, fits: western},
}

// Encodings lists the names of the encodings that are known besides UTF-8.
func Encodings() (names []string) {
	for _, f := range forms {
		names = append(names, f.name)
	}
	return names
}

// named returns the encoding of a name as people write it: gbk, GB 18030, utf-16.
func named(name string) (form, bool) {
	key := strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(name))
	for _, f := range forms {
		if key == strings.NewReplacer("-", "", "_", "").Replace(strings.ToLower(f.name)) {
			return f, true
		}
		for _, a := range f.aliases {
			if key == a {
				return f, true
			}
		}
	}
	return form{}, false
}

// enough is how many hundredths of the characters beyond ASCII must be common ones before an encoding is named. Text in
// its own encoding has 60 to 95; read in another one it has below 15.
const enough = 30

// most is how many bytes of a text are looked at. More would not change the frequencies.
const most = 1 << 16

// Detect names the encoding of a text that is not UTF-8, or returns "" when none is likely. UTF-16 is known by its mark
// or by its zero bytes; of the others, the one in which the text is made of the most common characters counts.
func Detect(raw []byte) string {
	if name := utf16Name(raw); name != "" {
		return name
	}
	name, best := "", enough
	for _, f := range forms {
		if f.common == nil {
			if name == "" && f.fits(raw) {
				name = f.name
			}
			continue
		}
		if score, ok := f.score(raw); ok && score > best {
			name, best = f.name, score
		}
	}
	return name
}

// score is how many hundredths of the text are common characters of an encoding. It is not ok when the bytes are not
// valid in it.
func (f form) score(raw []byte) (int, bool) {
	if len(raw)%f.unit != 0 || len(raw) == 0 {
		return 0, false
	}
	text, ok := f.decode(raw)
	if !ok {
		return 0, false
	}
	common, all := 0, 0
	before := ' '
	for i, r := range string(text) {
		if i > most {
			break
		}
		after, _ := utf8.DecodeRune(text[i+utf8.RuneLen(r):])
		switch {
		case r < 0x80 && f.unit == 1: // the same in all of them
		case r >= 0x80 && script.ASCIILetter(before) && script.ASCIILetter(after): // Br\xfccke, which is a word and not a character between words
			all++
		case f.common(r):
			common++
			all++
		default:
			all++
		}
		before = r
	}
	return common * 100 / max(all, 1), all > 0
}

// decode returns the text of bytes in the encoding, and whether all of them are valid: an invalid one would be lost or
// become a control character (x/text's Shift_JIS reads 0x80 as U+0080, and cannot write it). A text may have U+FFFD
// itself, where the encoding has it.
func (f form) decode(raw []byte) ([]byte, bool) {
	text, err := f.coding.NewDecoder().Bytes(raw)
	if err != nil {
		return text, false
	}
	if !bytes.ContainsFunc(text, func(r rune) bool { return r == utf8.RuneError || r >= 0x80 && r < 0xA0 }) {
		return text, true
	}
	back, err := f.coding.NewEncoder().Bytes(text)
	return text, err == nil && bytes.Equal(back, raw)
}

// isHanMark reports whether r is a frequent mark of Chinese text. It does not ask package script, because a rare mark
// says nothing about an encoding.
func isHanMark(r rune) bool {
	return strings.ContainsRune("，。、；：？！“”‘’（）《》〈〉【】「」『』…—·～\u3000", r)
}

var han = sync.OnceValue(func() map[rune]bool { return setOf(commonHan) })

var hangul = sync.OnceValue(func() map[rune]bool { return setOf(commonHangul) })

func setOf(s string) map[rune]bool {
	set := map[rune]bool{}
	for _, r := range s {
		set[r] = true
	}
	return set
}

func isCommonHan(r rune) bool { return han()[r] || isHanMark(r) }

// isCommonWide is for UTF-16, in which English, too, has two bytes per letter.
func isCommonWide(r rune) bool {
	return isCommonHan(r) || r >= ' ' && r < 0x7F || r == '\n' || r == '\r' || r == '\t'
}

func isCommonJapanese(r rune) bool {
	return r >= 0x3041 && r <= 0x3093 || r >= 0x30A1 && r <= 0x30F6 || r == 'ー' || isCommonHan(r)
}

func isCommonKorean(r rune) bool { return hangul()[r] }

// western reports whether the bytes beyond ASCII are single letters with accents, and the quotation marks and dashes of
// a word processor, among more ASCII: English, French or German in Windows-1252.
func western(raw []byte) bool {
	high := 0
	for i, c := range raw {
		if c < 0x80 {
			if c < ' ' && c != '\n' && c != '\r' && c != '\t' {
				return false
			}
			continue
		}
		high++
		if c < 0xA0 && bytes.IndexByte(windowsMarks, c) < 0 {
			return false
		}
		if i+2 < len(raw) && raw[i+1] >= 0x80 && raw[i+2] >= 0x80 {
			return false
		}
	}
	return high > 0 && high*5 < len(raw)
}

// windowsMarks are € ‚ „ … ‘ ’ “ ” • – — ™ Œ œ in Windows-1252.
var windowsMarks = []byte{0x80, 0x82, 0x84, 0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99, 0x8C, 0x9C}
