package plaintext

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// samples are texts by the encodings that can hold them, from a heading of two characters to a page.
var samples = map[string][]string{
	"GBK": {
		"# 前言\n", "# 目录\n\n第一章\n", "# 第一章　丝绸之路的历史\n", "title: 书名\n",
		"这条公路建成于2013年，全长300公里，沿线有12个车站。\n",
		"“一带一路”倡议提出以来，沿线各国之间的贸易往来日益密切，基础设施建设取得了显著进展。\r\n",
		"# Road\n\nOf the road 公路 nothing is known but its name.\n",
		"陈甬军、胡必亮\n", "霍尔果斯口岸\n", "鸠摩罗什译《妙法莲华经》\n",
		"這是繁體字的文章，用簡體的編碼保存，說的是國家與社會。\n",
	},
	"GB18030": {"这里有一个扩展区的字：𠀀，和另一个：𪚥。其余都是常用字。\n"},
	"Big5": {
		"# 前言\n", "目錄\n", "# 第一章　絲綢之路的歷史\n", "title: 書名\n",
		"這條公路建成於2013年，全長300公里，沿線有12個車站。\n",
		"「一帶一路」倡議提出以來，沿線各國之間的貿易往來日益密切，基礎設施建設取得了顯著進展。\r\n",
		"臺灣的歷史學家認為，這個問題還沒有得到解決。\n",
	},
	"UTF-16LE": {
		"# 前言\n", "这条公路建成于2013年，全长三百公里", "沿线各国之间的贸易往来日益密切", "這條公路全長三百公里，沒有車站",
		"# Road\n\nThe road was built in 2013.\n", "目录\n第一章\n",
	},
	"UTF-16BE": {
		"# 前言\n", "这条公路建成于2013年，全长三百公里", "沿线各国之间的贸易往来日益密切", "這條公路全長三百公里，沒有車站",
		"# Road\n\nThe road was built in 2013.\n", "目录\n第一章\n",
	},
	"Shift_JIS":    {"# はじめに\n", "この道路は2013年に建設され、長さは300キロメートルです。\n"},
	"EUC-KR":       {"이 도로는 2013년에 건설되었으며 길이는 300킬로미터이다.\n", "# 머리말\n\n이 책은 여러 나라에 대한 것이다.\n"},
	"Windows-1252": {"He said “no” — it was a café.\n", "naïve\n", "Der Weg führt über die Brücke.\n"},
}

func encoded(t *testing.T, name, text string) []byte {
	t.Helper()
	f, ok := named(name)
	if !ok {
		t.Fatalf("there is no encoding %s", name)
	}
	raw, err := f.coding.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatalf("%q is not in %s: %v", text, name, err)
	}
	return raw
}

func TestEncodingsAreToldApartInShortAndLongTexts(t *testing.T) {
	for name, texts := range samples {
		long := strings.Join(texts, "\n")
		for _, text := range append(texts, long, strings.Repeat(long, 200)) {
			raw := encoded(t, name, text)
			if got := Detect(raw); got != name {
				t.Errorf("%.40q in %s is taken for %q", text, name, got)
			}
			c, err := Convert(raw, "")
			if err != nil || c.From != name || string(c.Text) != text {
				t.Errorf("%.40q in %s becomes %.40q from %q: %v", text, name, c.Text, c.From, err)
			}
			if src, ms := Read("a.md", raw); src != nil || len(ms) != 1 || !strings.Contains(ms[0].Text("zh"), name) {
				t.Errorf("%.40q in %s is read: %v", text, name, ms)
			}
		}
	}
}

func TestWhatIsNoTextHasNoEncoding(t *testing.T) {
	noise := make([]byte, 4096)
	x := uint32(1)
	for i := range noise {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	for name, raw := range map[string][]byte{
		"noise": noise, "a picture": append([]byte("\x89PNG\r\n\x1a\n"), noise[:512]...), "a lone byte": {0xE9}, "nothing": {},
		"a UTF-8 text cut in a character": []byte("中文\xe4\xb8"),
	} {
		if got := Detect(raw); got != "" {
			t.Errorf("%s is taken for %s", name, got)
		}
	}
}

func TestNamesOfEncodingsAreTakenAsPeopleWriteThem(t *testing.T) {
	raw := encoded(t, "GBK", "前言")
	for _, name := range []string{"gbk", "GBK", "gb2312", "GB 18030", "gb18030", "cp936", "ANSI"} {
		if c, err := Convert(raw, name); err != nil || string(c.Text) != "前言" {
			t.Errorf("%s: %q, %v", name, c.Text, err)
		}
	}
	for _, name := range Encodings() {
		if _, ok := named(name); !ok {
			t.Errorf("%s is not known by its own name", name)
		}
	}
	if _, err := Convert(raw, "klingon"); !errors.Is(err, ErrEncoding) {
		t.Error(err)
	}
}

func TestNoByteIsLost(t *testing.T) {
	raw := append(encoded(t, "GBK", "第一行\n第二行"), 0xFF, '\n')
	if c, err := Convert(raw, "gbk"); err == nil || !strings.Contains(err.Error(), "line 2 has bytes that are not GBK") {
		t.Errorf("%q, %v", c.Text, err)
	}
	if c, err := Convert([]byte("a\x00b"), "utf-16le"); err == nil {
		t.Errorf("half a character became %q", c.Text)
	}
	if _, err := Convert([]byte("中文"), ""); !errors.Is(err, ErrUTF8) {
		t.Error(err)
	}
	mark := append([]byte("\xFF\xFE"), encoded(t, "UTF-16LE", "前言\r\n")...)
	if c, err := Convert(mark, "utf-16"); err != nil || string(c.Text) != "前言\r\n" {
		t.Errorf("%q, %v", c.Text, err)
	}
	// U+FFFD in the text itself is no lost byte.
	if c, err := Convert(encoded(t, "UTF-16BE", "坏字 \uFFFD 在此"), "utf-16be"); err != nil || !bytes.Contains(c.Text, []byte("\uFFFD")) {
		t.Errorf("%q, %v", c.Text, err)
	}
}

func FuzzConvert(f *testing.F) {
	for name := range samples {
		f.Add([]byte(samples[name][0]), name)
	}
	f.Fuzz(func(t *testing.T, raw []byte, from string) {
		c, err := Convert(raw, from)
		if err != nil {
			return
		}
		g, _ := named(c.From)
		back, err := g.coding.NewEncoder().Bytes(c.Text)
		if err != nil {
			t.Fatalf("%q from %s cannot be written in it again: %v", c.Text, c.From, err)
		}
		if again, ok := g.decode(back); !ok || !bytes.Equal(again, c.Text) {
			t.Fatalf("%q from %s is %q the second time", c.Text, c.From, again)
		}
	})
}
