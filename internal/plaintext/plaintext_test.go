package plaintext

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"keben/internal/diag"
)

func TestEncodingsOtherThanUTF8AreNamedAndNotRead(t *testing.T) {
	text := "# 标题\n\n一段“引文”，还有 English。\n"
	gbk, _ := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(text))
	gb18030, _ := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text + strings.Repeat("汉字", 40) + "𠀀𠀁"))
	le, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text))
	be, _ := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text))
	for _, c := range []struct {
		name string
		raw  []byte
		want string
	}{
		{"gbk", gbk, "a.md:1:3: the file is not UTF-8: byte 3 is 0xb1; it looks like GBK"},
		{"gb18030", gb18030, "a.md:1:3: the file is not UTF-8: byte 3 is 0xb1; it looks like GB18030"},
		{"utf-16le", le, "a.md: the file is UTF-16LE, not UTF-8"},
		{"utf-16be", be, "a.md: the file is UTF-16BE, not UTF-8"},
		{"utf-16 without mark", le[2:], "a.md: the file is UTF-16LE, not UTF-8"},
		{"latin-1", []byte("caf\xe9 au lait\n"), "a.md:1:4: the file is not UTF-8: byte 4 is 0xe9; it looks like Windows-1252"},
		{"cut short", []byte("\xEF\xBB\xBF中文\xe4\xb8"), "a.md:1:3: the file is not UTF-8: byte 10 is 0xe4"},
	} {
		src, ms := Read("a.md", c.raw)
		if src != nil || len(ms) != 1 {
			t.Errorf("%s: source %v, %d messages", c.name, src, len(ms))
			continue
		}
		if got := ms[0].Place.String() + ": " + ms[0].Text("en"); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestMarkLineEndsAndNulAreMadePlain(t *testing.T) {
	src, ms := Read("a.md", []byte("\xEF\xBB\xBFone\r\ntwo\rthr\x00ee\n"))
	if got := string(src.Text); got != "one\ntwo\nthr\uFFFDee\n" {
		t.Errorf("text %q", got)
	}
	if len(ms) != 1 || ms[0].Kind != nulCharacter || ms[0].Place.String() != "a.md:3:4" {
		t.Errorf("messages %v", ms)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"", "a", "\xff\xfe", "\xfe\xff\x00a", "\xb1\xea\xcc\xe2", "\r\r\n\x00"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		src, ms := Read("f", raw)
		if src == nil && !diag.HasErrors(ms) {
			t.Fatal("no text and no error")
		}
		if src != nil && !Clean(src.Text) && !strings.HasPrefix(string(src.Text), "\uFEFF") {
			t.Fatalf("%q is not clean", src.Text)
		}
	})
}
