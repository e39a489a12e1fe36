// Package plaintext turns the bytes of an author's file into text every reader can rely on: UTF-8 without
// a byte order mark, lines that end in LF, no U+0000. It is the owner of x/text/encoding.
package plaintext

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"keben/internal/diag"
)

var (
	notUTF8 = diag.NewKind("not-utf8", diag.Error,
		"the file is not UTF-8: byte %d is %#02[2]x", "文件不是 UTF-8 编码：第 %d 个字节是 %#02[2]x",
		"save the file as UTF-8", "请将文件另存为 UTF-8 编码")
	otherEncoding = diag.NewKind("not-utf8", diag.Error,
		"the file is not UTF-8: byte %d is %#02[2]x; it looks like %[3]s", "文件不是 UTF-8 编码：第 %d 个字节是 %#02[2]x，看起来是 %[3]s",
		"save the file as UTF-8, for instance: iconv -f %[3]s -t UTF-8", "请将文件另存为 UTF-8 编码，例如：iconv -f %[3]s -t UTF-8")
	utf16File = diag.NewKind("not-utf8", diag.Error,
		"the file is %s, not UTF-8", "文件是 %s 编码，不是 UTF-8",
		"save the file as UTF-8, for instance: iconv -f %s -t UTF-8", "请将文件另存为 UTF-8 编码，例如：iconv -f %s -t UTF-8")
	nulCharacter = diag.NewKind("nul-character", diag.Warning,
		"the character U+0000 cannot be in a text; U+FFFD is shown in its place", "文本中不能有字符 U+0000，已用 U+FFFD 代替",
		"delete it", "请删除该字符")
)

// Read returns the text of the file called name. A file in another encoding is not guessed at, because a
// wrong guess prints wrong characters: the source is then nil and the message says which encoding it
// looks like. U+0000 becomes U+FFFD, as CommonMark §2.3 has it.
func Read(name string, raw []byte) (*diag.Source, []diag.Message) {
	if enc := utf16Name(raw); enc != "" {
		return nil, []diag.Message{utf16File.At(diag.Pos{File: name}, enc)}
	}
	text := bytes.TrimPrefix(raw, []byte("\xEF\xBB\xBF"))
	if at, ok := invalid(text); ok {
		pos := diag.NewSource(name, text).Pos(at)
		at += len(raw) - len(text)
		if enc := guess(raw); enc != "" {
			return nil, []diag.Message{otherEncoding.At(pos, at+1, raw[at], enc)}
		}
		return nil, []diag.Message{notUTF8.At(pos, at+1, raw[at])}
	}
	text = lineFeeds(text)
	if bytes.IndexByte(text, 0) < 0 {
		return diag.NewSource(name, text), nil
	}
	marked := diag.NewSource(name, text)
	first := marked.Pos(bytes.IndexByte(text, 0))
	return diag.NewSource(name, bytes.ReplaceAll(text, []byte{0}, []byte("\uFFFD"))),
		[]diag.Message{nulCharacter.At(first)}
}

// Clean reports whether Read would return the text as it is.
func Clean(text []byte) bool {
	return utf8.Valid(text) && bytes.IndexByte(text, 0) < 0 && bytes.IndexByte(text, '\r') < 0 &&
		!bytes.HasPrefix(text, []byte("\xEF\xBB\xBF"))
}

// lineFeeds makes CR LF and CR into LF. Lines keep their numbers, so positions stay those of an editor.
func lineFeeds(text []byte) []byte {
	if bytes.IndexByte(text, '\r') < 0 {
		return text
	}
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
}

// invalid returns the offset of the first byte that is not UTF-8.
func invalid(text []byte) (int, bool) {
	if utf8.Valid(text) {
		return 0, false
	}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n == 1 {
			return i, true
		}
		i += n
	}
	return 0, false
}

// utf16Name recognises UTF-16 by its byte order mark or, without one, by the zero bytes that ASCII
// punctuation and line ends leave in every second place.
func utf16Name(raw []byte) string {
	little := bytes.HasPrefix(raw, []byte("\xFF\xFE"))
	if big := bytes.HasPrefix(raw, []byte("\xFE\xFF")); !little && !big {
		even, odd := 0, 0
		for i, c := range raw[:min(len(raw), 4096)] {
			if c == 0 && i%2 == 0 {
				even++
			} else if c == 0 {
				odd++
			}
		}
		if len(raw) < 4 || len(raw)%2 != 0 || max(even, odd)*16 < min(len(raw), 4096) || min(even, odd)*8 > max(even, odd) {
			return ""
		}
		little = odd > even
	}
	if little && decodes(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), raw) || little && decodes(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), raw) {
		return "UTF-16LE"
	}
	if !little && decodes(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), raw) {
		return "UTF-16BE"
	}
	return ""
}

// guess names the encoding a Chinese text that is not UTF-8 is most likely in. Every GBK text is a
// GB 18030 text too; the narrower name is the one editors offer.
func guess(raw []byte) string {
	switch {
	case han(simplifiedchinese.GBK, raw):
		return "GBK"
	case han(simplifiedchinese.GB18030, raw):
		return "GB18030"
	}
	return ""
}

func decodes(e encoding.Encoding, raw []byte) bool {
	out, err := e.NewDecoder().Bytes(raw)
	return err == nil && !bytes.ContainsRune(out, utf8.RuneError)
}

// han reports whether raw decodes without a fault and most of what is not ASCII is common Chinese: the
// decoders also accept a Latin-1 text, as rare characters.
func han(e encoding.Encoding, raw []byte) bool {
	out, err := e.NewDecoder().Bytes(raw)
	if err != nil || bytes.ContainsRune(out, utf8.RuneError) {
		return false
	}
	common, other := 0, 0
	for _, r := range string(out) {
		switch {
		case r < 0x80:
		case r >= 0x4E00 && r <= 0x9FFF, r >= 0x3000 && r <= 0x303F, r >= 0xFF00 && r <= 0xFFEF, r >= 0x2010 && r <= 0x2027:
			common++
		default:
			other++
		}
	}
	return common > 0 && other*10 <= common
}
