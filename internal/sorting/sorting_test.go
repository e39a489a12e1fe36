package sorting

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"keben/internal/lang"
)

// The tables are held against the collator: their characters stand in its order.
func TestTheTablesAreInTheOrderOfTheCollator(t *testing.T) {
	s := New("zh", Pinyin)
	if len(s.toned) < 1200 {
		t.Fatalf("%d sounds", len(s.toned))
	}
	for i := 1; i < len(s.toned); i++ {
		a, b := s.toned[i-1], s.toned[i]
		if bytes.Compare(a.from, b.from) >= 0 {
			t.Errorf("%s%d does not stand before %s%d", a.syllable, a.tone, b.syllable, b.tone)
		}
	}
	for r, k := range s.moved {
		if k < 0 {
			t.Errorf("%c has a sound that is not in the table", r)
		}
	}
	s = New("zh", Stroke)
	for i := 1; i < len(s.heads); i++ {
		if bytes.Compare(s.heads[i-1], s.heads[i]) >= 0 {
			t.Errorf("%d strokes do not stand before %d", strokes[i-1].n, strokes[i].n)
		}
	}
}

func TestCharactersHaveTheirSounds(t *testing.T) {
	s := New("zh", Pinyin)
	for _, c := range strings.Fields("阿a1 一yi1 带dai4 路lu4 共gong4 建jian4 国guo2 家jia1 丝si1 绸chou2 之zhi1 倡chang4 议yi4 女nv3 绿lv4 略lve4 鄂e4 二er4 欧ou1 亚ya4 港gang3 口kou3 走zou3 廊lang2 座zuo4 王wang2 李li3 西xi1 长chang2 毅yi4 花hua1 世shi4") {
		r := []rune(c)[0]
		k := s.soundOf(r)
		got := s.toned[k].syllable + string(rune('0'+s.toned[k].tone))
		if want := c[len(string(r)):]; got != want {
			t.Errorf("%c sounds %s, want %s", r, got, want)
		}
	}
}

func sorted(s *Sorter, entries ...string) string {
	type item struct {
		word string
		key  Key
	}
	var items []item
	for _, e := range entries {
		word, reading, _ := strings.Cut(e, "/")
		items = append(items, item{word, s.Key(word, reading)})
	}
	slices.SortStableFunc(items, func(a, b item) int { return a.key.Compare(b.key) })
	var b strings.Builder
	head := ""
	for _, it := range items {
		if it.key.Head != head {
			head = it.key.Head
			b.WriteString(head + ": ")
		}
		b.WriteString(it.word + " ")
	}
	return strings.TrimSpace(b.String())
}

func TestChineseByPinyin(t *testing.T) {
	s := New("zh", Pinyin)
	for _, c := range []struct{ in, want string }{
		{"中国 中欧 APEC会议 安全 “一带一路” 亚投行 5G网络", "#: 5G网络 A: APEC会议 安全 Y: 亚投行 “一带一路” Z: 中国 中欧"},
		{"妈 马 麻 骂", "M: 妈 麻 马 骂"},
		{"李明 李 黎明 理论", "L: 黎明 李 李明 理论"},
		{"重庆/chóngqìng 虫草 冲击", "C: 冲击 虫草 重庆"},
		{"吕/lǚ 卢/lú 六/liù", "L: 六 卢 吕"},
	} {
		if got := sorted(s, strings.Fields(c.in)...); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
	if got, want := sorted(s, "重庆/chóng qìng", "单于/chán yú", "单位", "长江", "北京", "重量"), "B: 北京 C: 单于 长江 重庆 D: 单位 Z: 重量"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestChineseByStrokes(t *testing.T) {
	s := New("zh", Stroke)
	got := sorted(s, "重庆", "一带一路", "人民币", "丝绸之路", "中国", "APEC", "十年")
	if want := "A: APEC 一画: 一带一路 二画: 人民币 十年 四画: 中国 五画: 丝绸之路 九画: 重庆"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestCharactersStandUnderTheirNumberOfStrokes(t *testing.T) {
	s := New("zh", Stroke)
	many := strings.Fields("一 二 三 六 本 西 走 国 南 高 望 黑 鼓 鼻 德 整 戴 翻 爆 籍 露 囊 麟 矗")
	for i, word := range many {
		if got, want := s.Key(word, "").Head, lang.Han(i+1)+"画"; got != want {
			t.Errorf("%s stands under %s, want %s", word, got, want)
		}
	}
}

func TestEnglishByLetter(t *testing.T) {
	s := New("en", Pinyin)
	got := sorted(s, "port", "The Silk Road", "élan", "Export credit", "exports", "2030 Agenda", "“soft” power", "Ports", "an area")
	if want := "#: 2030 Agenda A: an area E: élan Export credit exports P: port Ports S: The Silk Road “soft” power"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestReadingsFitOrAreLeftAside(t *testing.T) {
	s := New("zh", Pinyin)
	for reading, fits := range map[string]bool{
		"": true, "chóng qìng": true, "Chóngqìng": true, "chong2 qing4": true, "chong2qing4": true, "chóng-qìng": true, "chong qing": true,
		"chóng": false, "chóng qìng shì": false, "xyz": false, "chóóng qìng": false, "…": false,
	} {
		if s.Fits("重庆", reading) != fits {
			t.Errorf("%q: %v", reading, !fits)
		}
	}
	if !s.Fits("西安", "xī'ān") || !s.Fits("西安", "xīān") || s.Fits("先", "xī'ān") || !s.Fits("先", "xiān") {
		t.Error("xian is divided wrongly")
	}
	if !s.Fits("吕梁", "Lǚliáng") || !s.Fits("策略", "cèlüè") || !s.Fits("陈甬军", "chén yǒng jūn") || !s.Fits("IBM公司", "gōng sī") {
		t.Error("a good reading does not fit")
	}
	if a, b := s.Key("重庆", "nonsense"), s.Key("重庆", ""); a.Compare(b) != 0 {
		t.Error("nonsense is of account")
	}
}

func FuzzKey(f *testing.F) {
	f.Add("重庆", "chóng qìng")
	f.Add("", "")
	f.Add("“《", "'1̄")
	f.Add("A一\xff", "a1a1")
	sorters := []*Sorter{New("zh", Pinyin), New("zh", Stroke), New("en", "")}
	f.Fuzz(func(t *testing.T, entry, reading string) {
		for _, s := range sorters {
			k := s.Key(entry, reading)
			if k.Head == "" || len(k.at) == 0 || k.Compare(s.Key(entry, reading)) != 0 {
				t.Errorf("%q %q: head %q", entry, reading, k.Head)
			}
			s.Fits(entry, reading)
		}
	})
}
