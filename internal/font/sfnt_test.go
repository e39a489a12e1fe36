package font

import (
	"bytes"
	"errors"
	"fmt"
	"math/bits"
	"strings"
	"testing"
	"unicode/utf16"

	"keben/internal/diag"
)

// Numbers are read up to the last byte, and are 0 beyond it.
func TestNumbersAreReadInBounds(t *testing.T) {
	b := []byte{0x81, 0x02, 0x03, 0x84, 0x05}
	for i := -2; i < 8; i++ {
		at := func(k int) int {
			if i+k >= 0 && i+k < len(b) {
				return int(b[i+k])
			}
			return 0
		}
		pair := func(k int) int { // half a number is none
			if i+k >= 0 && i+k+1 < len(b) {
				return at(k)<<8 | at(k+1)
			}
			return 0
		}
		if u8(b, i) != at(0) || u16(b, i) != pair(0) || i16(b, i) != int(int16(pair(0))) || u24(b, i) != pair(0)<<8|at(2) || u32(b, i) != pair(0)<<16|pair(2) {
			t.Errorf("at %d: %#x %#x %#x %#x", i, u8(b, i), u16(b, i), u24(b, i), u32(b, i))
		}
		for n := -2; n < 8; n++ {
			got := slice(b, i, n)
			if fits := i >= 0 && n >= 0 && i+n <= len(b); fits != (got != nil) || fits && (len(got) != n || cap(got) != n) {
				t.Errorf("%d bytes from %d: % x", n, i, got)
			}
		}
	}
}

// A file is written as the specification wants it ("Organization of an OpenType Font"), and read as it was written.
func TestFilesAreWrittenByTheSpecification(t *testing.T) {
	for n := 1; n <= 33; n++ {
		tables := tableSet{}
		for i := range n {
			tables[fmt.Sprintf("t%02d ", i)] = bytes.Repeat([]byte{byte(i + 1)}, i%7+1)
		}
		if n%2 == 0 {
			tables["head"] = bytes.Repeat([]byte{9}, 10+n%4)
		}
		file := assemble(versionTrueType, tables)
		count := len(tables)
		power := bits.Len(uint(count)) - 1
		if u32(file, 0) != 0x00010000 || u16(file, 4) != count || u16(file, 6) != 16<<power || u16(file, 8) != power || u16(file, 10) != 16*count-16<<power {
			t.Errorf("%d tables: head % x", count, file[:12])
		}
		end, last := 12+16*count, ""
		for i := range count {
			rec := file[12+16*i:]
			tag, at, size := string(rec[:4]), u32(rec, 8), u32(rec, 12)
			if tag <= last || at != end || size != len(tables[tag]) {
				t.Errorf("%d tables: %q has %d bytes at %d", count, tag, size, at)
			}
			end, last = (at+size+3)/4*4, tag
			sum := uint32(0)
			for k := at; k < end; k++ {
				if tag == "head" && size >= 12 && k >= at+8 && k < at+12 {
					continue // the adjustment counts as 0
				}
				sum += uint32(file[k]) << (8 * (3 - (k-at)%4))
			}
			if uint32(u32(rec, 4)) != sum {
				t.Errorf("%d tables: %q has checksum %x, want %x", count, tag, u32(rec, 4), sum)
			}
		}
		if end != len(file) {
			t.Errorf("%d tables end at %d of %d", count, end, len(file))
		}
		if len(tables["head"]) >= 12 && checksum(file) != 0xB1B0AFBA {
			t.Errorf("%d tables: the checksum of the file is %x", count, checksum(file))
		}
		_, read := readDirectory(file, 0)
		if len(read) != count {
			t.Errorf("%d tables: %d are read", count, len(read))
		}
		for tag, table := range tables {
			if tag != "head" && !bytes.Equal(read[tag], table) {
				t.Errorf("%d tables: %q is % x", count, tag, read[tag])
			}
		}
	}
}

// What a file must have to be read, and what is said when it has not.
func TestWhyAFileIsNotRead(t *testing.T) {
	whole := builtIn(t, "KebenMono-Italic")
	_, tables := readDirectory(whole, 0)
	without := func(tags ...string) []byte {
		left := tableSet{}
		for tag, b := range tables {
			left[tag] = b
		}
		for _, tag := range tags {
			delete(left, tag)
		}
		return assemble(versionTrueType, left)
	}
	with := func(tag string, at, v int) []byte {
		left := tableSet{}
		for tag, b := range tables {
			left[tag] = b
		}
		left[tag] = bytes.Clone(left[tag])
		put16(left[tag], at, v)
		return assemble(versionTrueType, left)
	}
	cff2 := func() []byte {
		left := tableSet{"CFF2": {1}}
		for tag, b := range tables {
			if tag != "glyf" {
				left[tag] = b
			}
		}
		return assemble(versionCFF, left)
	}
	bad := woff(t, whole)
	size := 0
	for i := range u16(bad, 12) {
		if rec := bad[44+20*i:]; u32(rec, 8) < u32(rec, 12) {
			bad[u32(rec, 4)] ^= 0xff
		}
		size += u32(bad, 44+20*i+12)
	}
	shorter := woff(t, whole)
	for i := range u16(shorter, 12) {
		if rec := shorter[44+20*i:]; u32(rec, 8) < u32(rec, 12) {
			put32(rec, 12, u32(rec, 12)+1)
		}
	}
	full := func(more int) []byte { // the last table makes it 64 MB and some more
		b := woff(t, whole)
		last := b[44+20*(u16(b, 12)-1):]
		put32(last, 12, 64<<20-size+u32(last, 12)+more)
		return b
	}
	for name, c := range map[string]struct {
		data  []byte
		index int
		want  string
		zh    string
	}{
		"text":                     {[]byte("Hello, reader"), 0, "not an OpenType font file", "不是 OpenType 字体文件"},
		"WOFF2":                    {[]byte("wOF2\x00\x01\x00\x00"), 0, "WOFF2 is not read", "不支持 WOFF2"},
		"a face beyond the last":   {whole, 1, "no face 1 in a file of 1", ""},
		"a face before the first":  {whole, -1, "no face -1 in a file of 1", ""},
		"no head":                  {without("head"), 0, `table "head" is missing`, `缺少 "head" 表`},
		"no hhea":                  {without("hhea"), 0, `table "hhea" is missing`, `缺少 "hhea" 表`},
		"no maxp":                  {without("maxp"), 0, `table "maxp" is missing`, `缺少 "maxp" 表`},
		"no hmtx":                  {without("hmtx"), 0, `table "hmtx" is missing`, `缺少 "hmtx" 表`},
		"no cmap":                  {without("cmap"), 0, `table "cmap" is missing`, `缺少 "cmap" 表`},
		"no glyf":                  {without("glyf"), 0, "it has no outlines (version 00010000)", "没有字形轮廓（版本 00010000）"},
		"no loca":                  {without("loca"), 0, "it has no outlines (version 00010000)", "没有字形轮廓（版本 00010000）"},
		"CFF2":                     {cff2(), 0, "CFF2 (variable) outlines are not read", "不支持 CFF2"},
		"an em of 15 units":        {with("head", 18, 15), 0, "15 units per em", "每 em 为 15 单位"},
		"an em of 16385 units":     {with("head", 18, 16385), 0, "16385 units per em", "每 em 为 16385 单位"},
		"no glyphs":                {with("maxp", 4, 0), 0, "it has no glyphs", "没有字形"},
		"WOFF that is broken":      {bad, 0, "cannot be unpacked", "无法解压"},
		"WOFF with another length": {shorter, 0, "cannot be unpacked", "无法解压"},
		"WOFF that says 64 MB":     {full(0), 0, "cannot be unpacked", "无法解压"},
		"WOFF that is too big":     {full(1), 0, "its tables take more than 64 MB", "各表合计超过 64 MB"},
	} {
		f, err := Parse(c.data, c.index)
		if f != nil || err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
			continue
		}
		if said := (*diag.Failure)(nil); errors.As(err, &said) && !strings.Contains(said.In(diag.Chinese), c.zh) {
			t.Errorf("%s: %s, want %q", name, said.In(diag.Chinese), c.zh)
		}
		if damage := strings.Contains(err.Error(), "the font file is damaged: "); damage != errors.Is(err, ErrFormat) && name != "text" {
			t.Errorf("%s: an ErrFormat: %v", name, !damage)
		}
	}
	for _, units := range []int{16, 16384} {
		if f, err := Parse(with("head", 18, units), 0); err != nil || f.UnitsPerEm != units {
			t.Errorf("an em of %d units: %v", units, err)
		}
	}
	if f, err := Parse(with("maxp", 4, 1), 0); err != nil || f.NumGlyphs != 1 {
		t.Errorf("one glyph: %v", err)
	}
}

func TestFacesOfAFileAreCounted(t *testing.T) {
	head := func(magic string, n, size int) []byte {
		b := make([]byte, size)
		copy(b, magic)
		put32(b, 8, n)
		return b
	}
	for _, c := range []struct {
		data []byte
		want int
	}{
		{nil, 0}, {head("wOFF", 7, 12), 1}, {head("wOF2", 7, 12), 0}, {head("OTTO", 7, 12), 1}, {head("true", 7, 12), 1}, {head("\x00\x01\x00\x00", 7, 12), 1},
		{head("typ1", 7, 12), 0}, {head("ttcf", 3, 12), 0}, {head("ttcf", 3, 16), 1}, {head("ttcf", 3, 19), 1}, {head("ttcf", 3, 24), 3}, {head("ttcf", 3, 40), 3},
	} {
		if got := Faces(c.data); got != c.want {
			t.Errorf("%q: %d faces, want %d", c.data, got, c.want)
		}
	}
}

// styled is a face with the tables of style that are given; others are as short as they can be.
func styled(t *testing.T, tables tableSet) *Face {
	t.Helper()
	all := tableSet{"cmap": emptyCmap(nil), "glyf": {}, "loca": make([]byte, 4), "hmtx": make([]byte, 4)}
	all["head"] = make([]byte, 54)
	put16(all["head"], 18, 1000)
	all["hhea"] = make([]byte, 36)
	put16(all["hhea"], 4, 900)
	put16(all["hhea"], 6, 0x10000-200)
	put16(all["hhea"], 34, 1)
	all["maxp"] = words(1, 0, 1)
	for tag, b := range tables {
		all[tag] = b
	}
	f, err := Parse(assemble(versionTrueType, all), 0)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// os2 is a table OS/2 of a version with 16-bit values at offsets.
func os2(version int, values map[int]int) []byte {
	b := make([]byte, 96)
	put16(b, 0, version)
	for at, v := range values {
		put16(b, at, v&0xFFFF)
	}
	return b
}

// Every value of a face's style has a second source, because faces in the wild have any of them wrong or missing.
func TestStyleHasASecondSource(t *testing.T) {
	bold := make([]byte, 54)
	put16(bold, 18, 2000)
	put16(bold, 44, 1)
	post := func(angle, fixed int) []byte {
		b := make([]byte, 32)
		put32(b, 4, angle<<16&0xFFFFFFFF)
		put32(b, 12, fixed)
		return b
	}
	print := func(f *Face) string {
		return fmt.Sprintf("%d %d, x %d, H %d, weight %d, angle %v, fixed %v, restricted %v", f.Ascent, f.Descent, f.XHeight, f.CapHeight, f.Weight, f.ItalicAngle, f.FixedPitch, f.Restricted)
	}
	for name, c := range map[string]struct {
		tables tableSet
		want   string
	}{
		"nothing":               {nil, "900 -200, x 500, H 700, weight 400, angle 0, fixed false, restricted false"},
		"bold by head":          {tableSet{"head": bold}, "900 -200, x 1000, H 1400, weight 700, angle 0, fixed false, restricted false"},
		"OS/2 of version 1":     {tableSet{"OS/2": os2(1, map[int]int{68: 880, 70: -120, 86: 480, 88: 720, 4: 300})}, "880 -120, x 500, H 700, weight 300, angle 0, fixed false, restricted false"},
		"OS/2 of version 2":     {tableSet{"OS/2": os2(2, map[int]int{68: 880, 70: -120, 86: 480, 88: 720, 4: 300})}, "880 -120, x 480, H 720, weight 300, angle 0, fixed false, restricted false"},
		"heights below 0":       {tableSet{"OS/2": os2(2, map[int]int{68: 880, 86: -480, 88: -720})}, "880 0, x 500, H 700, weight 400, angle 0, fixed false, restricted false"},
		"heights of 1":          {tableSet{"OS/2": os2(2, map[int]int{70: -1, 86: 1, 88: 1})}, "0 -1, x 1, H 1, weight 400, angle 0, fixed false, restricted false"},
		"a descent above 0":     {tableSet{"OS/2": os2(2, map[int]int{68: 880, 70: 1})}, "880 -1, x 500, H 700, weight 400, angle 0, fixed false, restricted false"},
		"weight 1":              {tableSet{"OS/2": os2(2, map[int]int{4: 1})}, "900 -200, x 500, H 700, weight 100, angle 0, fixed false, restricted false"},
		"weight 9":              {tableSet{"OS/2": os2(2, map[int]int{4: 9})}, "900 -200, x 500, H 700, weight 900, angle 0, fixed false, restricted false"},
		"weight 10, and bold":   {tableSet{"OS/2": os2(2, map[int]int{4: 10}), "head": bold}, "900 -200, x 1000, H 1400, weight 10, angle 0, fixed false, restricted false"},
		"the steepest":          {tableSet{"post": post(-89, 1)}, "900 -200, x 500, H 700, weight 400, angle -89, fixed true, restricted false"},
		"the steepest backward": {tableSet{"post": post(89, 0)}, "900 -200, x 500, H 700, weight 400, angle 89, fixed false, restricted false"},
		"too steep":             {tableSet{"post": post(-90, 2)}, "900 -200, x 500, H 700, weight 400, angle 0, fixed true, restricted false"},
		"too steep backward":    {tableSet{"post": post(90, 0)}, "900 -200, x 500, H 700, weight 400, angle 0, fixed false, restricted false"},
		"restricted":            {tableSet{"OS/2": os2(2, map[int]int{8: 0x102})}, "900 -200, x 500, H 700, weight 400, angle 0, fixed false, restricted true"},
		"restricted or not":     {tableSet{"OS/2": os2(2, map[int]int{8: 6})}, "900 -200, x 500, H 700, weight 400, angle 0, fixed false, restricted false"},
		"for print":             {tableSet{"OS/2": os2(2, map[int]int{8: 4})}, "900 -200, x 500, H 700, weight 400, angle 0, fixed false, restricted false"},
		"for print, restricted": {tableSet{"OS/2": os2(2, map[int]int{8: 10})}, "900 -200, x 500, H 700, weight 400, angle 0, fixed false, restricted false"},
	} {
		if got := print(styled(t, c.tables)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
	box := make([]byte, 54)
	copy(box[36:], words(0xFFFF, 2, 3, 0xFFFC))
	put16(box, 18, 1000)
	if f := styled(t, tableSet{"head": box}); f.BBox != [4]int{-1, 2, 3, -4} {
		t.Errorf("the box is %v", f.BBox)
	}
}

// The class of IBM's families says whether there are serifs (OpenType, "OS/2", sFamilyClass); if it says nothing,
// PANOSE does.
func TestSerifsAreThoseOfTheFamilyClass(t *testing.T) {
	serif := func(class, family, style int) bool {
		return styled(t, tableSet{"OS/2": os2(2, map[int]int{30: class<<8 | 3, 32: family<<8 | style})}).Serif
	}
	for class := 1; class < 15; class++ {
		if want := class <= 5 || class == 7; serif(class, 2, 11) != want || serif(class, 2, 4) != want {
			t.Errorf("class %d", class)
		}
	}
	for family := range 6 {
		for style := range 17 {
			if got, want := serif(0, family, style), family == 2 && style >= 2 && style <= 10; got != want {
				t.Errorf("PANOSE %d %d: %v", family, style, got)
			}
		}
	}
}

// record is a record of the table name; texts of Windows and Unicode are UTF-16.
func record(platform, language, id int, text string) nameRecord {
	var b []byte
	if platform == 1 {
		b = []byte(text)
	} else {
		for _, u := range utf16.Encode([]rune(text)) {
			b = append(b, words(int(u))...)
		}
	}
	return nameRecord{platform, 1, language, id, b}
}

func TestNamesOfAFace(t *testing.T) {
	const english, chinese = 0x409, 0x804
	for name, c := range map[string]struct {
		records    []nameRecord
		family, ps string
	}{
		"none":                     {nil, "", "Unnamed"},
		"family only":              {[]nameRecord{record(3, english, 1, "A B")}, "A B", "AB"},
		"typographic family first": {[]nameRecord{record(3, english, 1, "A Light"), record(3, english, 16, "A"), record(3, english, 6, "A-Light")}, "A", "A-Light"},
		"English first":            {[]nameRecord{record(3, chinese, 1, "宋"), record(3, english, 1, "Song"), record(3, english, 1, "Other")}, "Song", "Song"},
		"the first of others":      {[]nameRecord{record(3, 0x411, 1, "宋"), record(3, chinese, 1, "Song"), record(3, chinese, 1, "")}, "宋", "Unnamed"},
		"of Macintosh":             {[]nameRecord{record(1, 0, 1, "Caf\x8e \x7f~"), record(1, 0, 4, "Full")}, "Caf \x7f~", "Full"},
		"beyond the basic plane":   {[]nameRecord{record(3, english, 1, "𠀀𪚥x\uffff")}, "𠀀𪚥x\uffff", "x"},
		"half a pair":              {[]nameRecord{{3, 1, english, 1, words(0xD800, 'a', 0xDC00, 'b', 0xDBFF, 0xDFFF, 0xD840)}}, "�a�b\U0010FFFF�", "ab"},
		"an odd byte":              {[]nameRecord{{3, 1, english, 1, []byte{0, 'a', 0}}}, "a", "a"},
		"no PostScript name":       {[]nameRecord{record(3, english, 4, "Full Name"), record(3, english, 1, "F"), record(3, english, 6, "（）")}, "F", "FullName"},
	} {
		f := styled(t, tableSet{"name": writeNameTable(c.records)})
		if f.Family != c.family || f.PostScriptName != c.ps {
			t.Errorf("%s: %q and %q, want %q and %q", name, f.Family, f.PostScriptName, c.family, c.ps)
		}
	}
	cut := writeNameTable([]nameRecord{record(3, english, 1, "A"), record(3, english, 2, "B"), record(3, english, 6, "CDE")})
	if got := readNameTable(cut[:len(cut)-1]); len(got) != 2 || got[1].decode() != "B" {
		t.Errorf("a text that is cut short: %v", got)
	}
	if got := readNameTable(cut[:6+12+5]); len(got) != 0 {
		t.Errorf("half a record: %v", got)
	}
	// OpenType, name ID 6: at most 63 characters of ASCII, without [](){}<>/%.
	for r := rune(0); r < 0x180; r++ {
		want := string(r)
		if r < 33 || r > 126 || strings.ContainsRune("[](){}<>/%", r) {
			want = ""
		}
		if got := postScriptName(string(r)); got != want {
			t.Errorf("%q becomes %q", r, got)
		}
	}
	for _, n := range []int{62, 63, 64} {
		if got := postScriptName(strings.Repeat("a", n)); len(got) != min(n, 63) {
			t.Errorf("of %d letters %d are kept", n, len(got))
		}
	}
}

// The records of a name table are in order of platform, encoding, language and name (OpenType, "name").
func TestNameTablesAreInOrder(t *testing.T) {
	records := []nameRecord{
		{3, 1, 0x409, 2, []byte("3")}, {1, 0, 0, 2, []byte("1")}, {3, 0, 0x409, 1, []byte("2")}, {1, 0, 0, 1, []byte("0")}, {3, 1, 0x411, 1, []byte("5")},
		{3, 1, 0x409, 4, []byte("4")}, {3, 10, 0, 0, []byte("6")},
	}
	table := writeNameTable(records)
	if u16(table, 0) != 0 || u16(table, 2) != 7 || u16(table, 4) != 6+12*7 || string(table[6+12*7:]) != "0123456" {
		t.Errorf("% x", table)
	}
	for i, r := range readNameTable(table) {
		if string(r.text) != fmt.Sprint(i) {
			t.Errorf("record %d is %+v", i, r)
		}
	}
}

// A renamed face has no record left that tells its old name, and names of its own by which every program finds it.
func TestARenamedFaceHasNoOldName(t *testing.T) {
	var records []nameRecord
	for id := range 30 {
		records = append(records, record(3, 0x409, id, fmt.Sprintf("old %d", id)))
	}
	for _, c := range []struct{ family, style, notice, want string }{
		{"New Face", "Bold", "made", "0=old 0 1=New Face 2=Bold 3=NewFace-Bold 4=New Face Bold 5=old 5 6=NewFace-Bold 7=old 7 8=old 8 9=old 9 10=made 11=old 11 12=old 12 13=old 13 14=old 14 15=old 15 19=old 19 20=old 20 23=old 23 24=old 24 26=old 26 27=old 27 28=old 28 29=old 29"},
		{"New", "Medium", "", "0=old 0 1=New Medium 2=Regular 3=New-Medium 4=New Medium 5=old 5 6=New-Medium 7=old 7 8=old 8 9=old 9 11=old 11 12=old 12 13=old 13 14=old 14 15=old 15 16=New 17=Medium 19=old 19 20=old 20 23=old 23 24=old 24 26=old 26 27=old 27 28=old 28 29=old 29"},
	} {
		data, err := styled(t, tableSet{"name": writeNameTable(records)}).Rename(Naming{c.family, c.style, c.notice})
		if err != nil {
			t.Fatal(err)
		}
		f, err := Parse(data, 0)
		if err != nil || f.CFF {
			t.Fatal(err)
		}
		var got []string
		for _, r := range readNameTable(f.Table("name")) {
			got = append(got, fmt.Sprintf("%d=%s", r.id, r.decode()))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s %s:\n got %s\nwant %s", c.family, c.style, strings.Join(got, " "), c.want)
		}
	}
	for _, n := range []Naming{{Family: "A"}, {Style: "B"}} {
		if _, err := styled(t, nil).Rename(n); err == nil || !strings.Contains(err.Error(), "a face needs a family and a style") {
			t.Errorf("%+v: %v", n, err)
		}
	}
	otf, err := Parse(wrapped(handmade(), 5), 0)
	if err != nil {
		t.Fatal(err)
	}
	if data, err := otf.Rename(Naming{Family: "A", Style: "Regular"}); err != nil || string(data[:4]) != "OTTO" {
		t.Errorf("a CFF face begins with %q, %v", data[:4], err)
	}
}
