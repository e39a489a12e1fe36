package font

import (
	"strings"
)

// Parse reads face index (0 unless the file is a collection) of an OpenType file. The face keeps data and
// never writes to it. The error says why the file is not usable; no input makes Parse panic.
func Parse(data []byte, index int) (*Face, error) {
	version, tables, whole, err := readSFNT(data, index)
	if err != nil {
		return nil, err
	}
	f := &Face{Data: whole, tables: tables}
	for _, tag := range [...]string{"head", "hhea", "maxp", "hmtx", "cmap"} {
		if tables[tag] == nil {
			return nil, damaged("table %q is missing", "缺少 %q 表", tag)
		}
	}
	if err := f.readMetrics(); err != nil {
		return nil, err
	}
	switch {
	case tables["CFF "] != nil:
		f.CFF = true
		if f.cff, err = parseCFF(tables["CFF "]); err != nil {
			return nil, err
		}
		f.NumGlyphs = min(f.NumGlyphs, f.cff.charStrings.count)
	case tables["glyf"] != nil && tables["loca"] != nil:
		f.longLoca = u16(tables["head"], 50) != 0
		entry := 2
		if f.longLoca {
			entry = 4
		}
		f.NumGlyphs = min(f.NumGlyphs, len(tables["loca"])/entry-1)
	case tables["CFF2"] != nil:
		return nil, ErrCFF2
	default:
		return nil, damaged("it has no outlines (version %08x)", "没有字形轮廓（版本 %08x）", version)
	}
	if f.NumGlyphs < 1 {
		return nil, damaged("it has no glyphs", "没有字形")
	}
	f.chars = readCmap(tables["cmap"], f.NumGlyphs)
	f.readStyle()
	f.readNames()
	return f, nil
}

func (f *Face) readMetrics() error {
	head, hhea := f.tables["head"], f.tables["hhea"]
	f.UnitsPerEm = u16(head, 18)
	if f.UnitsPerEm < 16 || f.UnitsPerEm > 16384 { // the range the specification allows
		return damaged("%d units per em", "每 em 为 %d 单位", f.UnitsPerEm)
	}
	for i := range f.BBox {
		f.BBox[i] = i16(head, 36+2*i)
	}
	f.NumGlyphs = u16(f.tables["maxp"], 4)
	f.metrics = f.tables["hmtx"]
	f.longMetrics = min(u16(hhea, 34), len(f.metrics)/4)
	return nil
}

// readStyle reads metrics and style from OS/2, hhea, post and head. Faces in the wild have any of these wrong or
// missing, so each value has a second source.
func (f *Face) readStyle() {
	os2, hhea, post, head := f.tables["OS/2"], f.tables["hhea"], f.tables["post"], f.tables["head"]
	f.Ascent, f.Descent = i16(os2, 68), i16(os2, 70)
	if f.Ascent == 0 && f.Descent == 0 {
		f.Ascent, f.Descent = i16(hhea, 4), i16(hhea, 6)
	}
	if f.Descent > 0 { // some old faces have it positive
		f.Descent = -f.Descent
	}
	if u16(os2, 0) >= 2 {
		f.XHeight, f.CapHeight = i16(os2, 86), i16(os2, 88)
	}
	if f.XHeight <= 0 {
		f.XHeight = f.heightOf('x', f.UnitsPerEm/2)
	}
	if f.CapHeight <= 0 {
		f.CapHeight = f.heightOf('H', f.UnitsPerEm*7/10)
	}
	f.Weight = u16(os2, 4)
	if f.Weight > 0 && f.Weight < 10 { // an old convention: 1 to 9
		f.Weight *= 100
	}
	if f.Weight == 0 {
		f.Weight = 400
		if u16(head, 44)&1 != 0 {
			f.Weight = 700
		}
	}
	f.ItalicAngle = float64(int32(u32(post, 4))) / 65536
	if f.ItalicAngle < -89 || f.ItalicAngle > 89 {
		f.ItalicAngle = 0
	}
	f.FixedPitch = u32(post, 12) != 0
	f.Restricted = u16(os2, 8)&0xF == 2
	// sFamilyClass 1 to 5 and 7 are the classes with serifs; else PANOSE: family 2 (Latin text), serif
	// style 2 to 10.
	switch class := u8(os2, 30); {
	case class >= 1 && class <= 5, class == 7:
		f.Serif = true
	case class == 0:
		f.Serif = u8(os2, 32) == 2 && u8(os2, 33) >= 2 && u8(os2, 33) <= 10
	}
}

func (f *Face) heightOf(r rune, otherwise int) int {
	if g, ok := f.GID(r); ok {
		if _, _, _, top, ok := f.Bounds(g); ok && top > 0 {
			return top
		}
	}
	return otherwise
}

// Name identifiers (OpenType, table "name").
const (
	nameCopyright          = 0
	nameFamily             = 1
	nameSubfamily          = 2
	nameUnique             = 3
	nameFull               = 4
	namePostScript         = 6
	nameDescription        = 10
	nameTypographicFamily  = 16
	nameTypographicStyle   = 17
	nameCompatible         = 18
	nameWWSFamily          = 21
	nameWWSSubfamily       = 22
	nameVariationsPSPrefix = 25
)

// nameRecord is an entry of the name table with its text still encoded.
type nameRecord struct {
	platform, encoding, language, id int
	text                             []byte
}

func readNameTable(t []byte) []nameRecord {
	var out []nameRecord
	strings := u16(t, 4)
	for i := range u16(t, 2) {
		rec := slice(t, 6+12*i, 12)
		if rec == nil {
			break
		}
		if text := slice(t, strings+u16(rec, 10), u16(rec, 8)); text != nil {
			out = append(out, nameRecord{u16(rec, 0), u16(rec, 2), u16(rec, 4), u16(rec, 6), text})
		}
	}
	return out
}

// decode returns the text of n: UTF-16 on the Unicode and Windows platforms, else the ASCII part of it.
func (n nameRecord) decode() string {
	var b strings.Builder
	if n.platform == 1 {
		for _, c := range n.text {
			if c < 0x80 {
				b.WriteByte(c)
			}
		}
		return b.String()
	}
	for i := 0; i+1 < len(n.text); i += 2 {
		r := rune(u16(n.text, i))
		if lo := rune(u16(n.text, i+2)); r >= 0xD800 && r < 0xDC00 && lo >= 0xDC00 && lo < 0xE000 {
			r = (r-0xD800)<<10 + (lo - 0xDC00) + 0x10000
			i += 2
		}
		b.WriteRune(r)
	}
	return b.String()
}

// name returns the text for id: in American English on Windows, else the first there is.
func name(records []nameRecord, id int) string {
	first := ""
	for _, r := range records {
		if r.id != id {
			continue
		}
		s := r.decode()
		if r.platform == 3 && r.language == 0x409 {
			return s
		}
		if first == "" {
			first = s
		}
	}
	return first
}

func (f *Face) readNames() {
	records := readNameTable(f.tables["name"])
	f.Family = name(records, nameTypographicFamily)
	if f.Family == "" {
		f.Family = name(records, nameFamily)
	}
	for _, s := range [...]string{name(records, namePostScript), name(records, nameFull), f.Family, "Unnamed"} {
		if f.PostScriptName = postScriptName(s); f.PostScriptName != "" {
			return
		}
	}
}

// postScriptName keeps the characters a PostScript name may have, at most 63 of them (OpenType, name ID 6).
func postScriptName(s string) string {
	s = strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' || strings.ContainsRune("[](){}<>/%", r) {
			return -1
		}
		return r
	}, s)
	return s[:min(len(s), 63)]
}
