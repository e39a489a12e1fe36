// Package plaintext turns the bytes of an author's file into text on which every reader can rely: UTF-8 without a byte
// order mark, lines that end in LF, no U+0000 (CommonMark §2.3). It is the only package that uses x/text/encoding.
//
// A file in another encoding is not converted silently, because a wrong guess prints wrong characters. [Read] names the
// likely encoding (GBK, GB 18030, Big5, UTF-16 …) in a message, and keben convert converts the file. The guess counts
// common characters, in hundredths of the text; frequencies are from Jun Da's list (2004).
//
// Offsets are bytes of the result. Lines keep their numbers, so that positions are those of an editor.
package plaintext

import (
	"bytes"
	"io/fs"
	"unicode/utf8"

	"golang.org/x/text/encoding"

	"keben/internal/diag"
	"keben/internal/source"
)

var (
	notUTF8 = diag.NewKind("not-utf8", diag.Error,
		"the file is not UTF-8: byte %d is %#02[2]x", "文件不是 UTF-8 编码：第 %d 个字节是 %#02[2]x",
		"convert it: `keben convert --from ENCODING %[3]s`; or in Notepad: Save as, Encoding: UTF-8",
		"请转换：`keben convert --from 编码 %[3]s`；或在记事本中“另存为”，编码选 UTF-8")
	otherEncoding = diag.NewKind("not-utf8", diag.Error,
		"the file is not UTF-8: byte %d is %#02[2]x; it looks like %[3]s", "文件不是 UTF-8 编码：第 %d 个字节是 %#02[2]x，看起来是 %[3]s",
		"convert it: `keben convert %[4]s`; or in Notepad: Save as, Encoding: UTF-8",
		"请转换：`keben convert %[4]s`；或在记事本中“另存为”，编码选 UTF-8")
	utf16File = diag.NewKind("not-utf8", diag.Error,
		"the file is %s, not UTF-8", "文件是 %s 编码，不是 UTF-8",
		"convert it: `keben convert %[2]s`; or in Notepad: Save as, Encoding: UTF-8",
		"请转换：`keben convert %[2]s`；或在记事本中“另存为”，编码选 UTF-8")
	nulCharacter = diag.NewKind("nul-character", diag.Warning,
		"a text cannot contain the character U+0000; U+FFFD is shown in its place", "文本中不能有字符 U+0000，已用 U+FFFD 代替",
		"delete it", "请删除该字符")
	unreadable = diag.NewKind("unreadable", diag.Error,
		"the file cannot be read: %v", "文件无法读取：%v")
)

// Open returns the text of a file of a folder; nil, with messages, if it cannot be read.
func Open(fsys fs.FS, name string) (*source.File, []diag.Message) {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, []diag.Message{unreadable.At(source.Whole(name), err)}
	}
	return Read(name, raw)
}

// Read returns the text of the file called name. For a file in another encoding the source is nil, and the message says
// which encoding it seems to have and what to do. U+0000 becomes U+FFFD (CommonMark §2.3).
func Read(name string, raw []byte) (*source.File, []diag.Message) {
	if enc := utf16Name(raw); enc != "" {
		return nil, []diag.Message{utf16File.At(source.Whole(name), enc, diag.ShellWord(name))}
	}
	text := bytes.TrimPrefix(raw, []byte("\xEF\xBB\xBF"))
	if at, ok := invalid(text); ok {
		place := source.New(name, text).At(source.Span(at, at+1))
		at += len(raw) - len(text)
		if enc := Detect(raw); enc != "" {
			return nil, []diag.Message{otherEncoding.At(place, at+1, raw[at], enc, diag.ShellWord(name))}
		}
		return nil, []diag.Message{notUTF8.At(place, at+1, raw[at], diag.ShellWord(name))}
	}
	text = lineFeeds(text)
	if bytes.IndexByte(text, 0) < 0 {
		return source.New(name, text), nil
	}
	f := source.New(name, bytes.ReplaceAll(text, []byte{0}, []byte("\uFFFD")))
	return f, []diag.Message{nulCharacter.At(f.Point(bytes.IndexByte(text, 0)))}
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

func decodes(e encoding.Encoding, raw []byte) bool {
	out, err := e.NewDecoder().Bytes(raw)
	return err == nil && !bytes.ContainsRune(out, utf8.RuneError)
}
