package script

import "testing"

func TestFullMarks(t *testing.T) {
	for _, r := range "，。、；：？！（）《》〈〉【】「」『』〔〕［］｛｝￥％～／〒㈱" {
		if !FullMark(r) {
			t.Errorf("%c is no full-width mark", r)
		}
	}
	for _, r := range "中ㄅかカ〇々ＡＺ０９“”—…·,.(a 　①ー" {
		if FullMark(r) {
			t.Errorf("%c is a full-width mark", r)
		}
	}
}

func TestPunctuationIsNoSign(t *testing.T) {
	for r, want := range map[rune]bool{'“': true, '》': true, '，': true, '。': true, '·': true, '…': true, '％': false, '￥': false, '中': false} {
		if m, _ := MarkOf(r); m.Punctuation() != want {
			t.Errorf("%c is punctuation: %v", r, !want)
		}
	}
}

func TestDigitsAtBothWidths(t *testing.T) {
	for r, want := range map[rune]byte{'0': '0', '9': '9', '０': '0', '７': '7', '９': '9'} {
		if got, ok := Digit(r); got != want || !ok {
			t.Errorf("%c: %c, %v", r, got, ok)
		}
	}
	for _, r := range "a/:／：Ａ٣一〇²" {
		if got, ok := Digit(r); ok {
			t.Errorf("%c is the digit %c", r, got)
		}
	}
}

func TestASCIIEndsWhereItsRangesEnd(t *testing.T) {
	for c := range 0x80 {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		digit := c >= '0' && c <= '9'
		if ASCIILetter(byte(c)) != letter || ASCIILetter(rune(c)) != letter || ASCIIDigit(byte(c)) != digit || ASCIIDigit(rune(c)) != digit {
			t.Errorf("%q", rune(c))
		}
		if got, want := Punct(rune(c)), c > ' ' && c < 0x7F && !letter && !digit; got != want {
			t.Errorf("%q is punctuation: %v", rune(c), got)
		}
	}
	for c := 0x80; c < 0x100; c++ {
		if ASCIILetter(byte(c)) || ASCIIDigit(byte(c)) {
			t.Errorf("byte %#x", c)
		}
	}
	for _, r := range "ÀéſＡ１А" {
		if ASCIILetter(r) || ASCIIDigit(r) {
			t.Errorf("%c is of ASCII", r)
		}
	}
}

func TestSpaces(t *testing.T) {
	for _, r := range "\x00\t\n\f\r \u00a0\u2009\u3000" {
		if !Space(r) {
			t.Errorf("%U is no space", r)
		}
	}
	for _, r := range "a中\v\u200b\u2028" {
		if Space(r) {
			t.Errorf("%U is a space", r)
		}
	}
}

func TestTagsAreWhatTextIsShapedIn(t *testing.T) {
	for tag, text := range map[string]string{
		"Latn": "azÀſ\u1ea0Ա", "Hani": "中〇々ㄅ，。《　Ａ＋𠀀", "Kana": "かカーｶ", "Hang": "한ㄱ", "Grek": "αΩ", "Cyrl": "жЯ", "Arab": "ع",
		"Hebr": "א", "Deva": "क", "Thai": "ก", "Tibt": "ཀ", "Mong": "ᠠ", "": "1,- “—…·×°₩😀\u0301",
	} {
		for _, r := range text {
			if got := Tag(r); got != tag {
				t.Errorf("%c %U: %q, want %q", r, r, got, tag)
			}
		}
	}
}

func TestVariationsSelect(t *testing.T) {
	for r, want := range map[rune]bool{0xFDFF: false, 0xFE00: true, 0xFE0E: true, 0xFE0F: false, 0xE00FF: false, 0xE0100: true, 0xE01EF: true, 0xE01F0: false} {
		if Variation(r) != want {
			t.Errorf("%U: %v", r, !want)
		}
	}
}
