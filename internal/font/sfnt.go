package font

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"io"
	"maps"
	"slices"

	"keben/internal/diag"
)

// Why a file is not read as a font.
var (
	ErrFormat error = diag.NewFailure(nil, "not an OpenType font file", "不是 OpenType 字体文件")
	ErrWOFF2  error = diag.NewFailure(nil, "WOFF2 is not read: use the .ttf, .otf or .woff file of the font", "不支持 WOFF2：请改用该字体的 .ttf、.otf 或 .woff 文件")
	ErrCFF2   error = diag.NewFailure(nil, "CFF2 (variable) outlines are not read: use a static instance of the font", "不支持 CFF2（可变字体）轮廓：请改用该字体的静态版本")
)

// damaged is an ErrFormat with the reason in both languages. The texts are formats over the same arguments.
func damaged(en, zh string, args ...any) error {
	return diag.NewFailure(ErrFormat, "the font file is damaged: "+en, "字体文件已损坏："+zh, args...)
}

// The sfnt versions (OpenType, "Organization of an OpenType Font").
const (
	versionTrueType = 0x00010000
	versionApple    = 0x74727565 // "true"
	versionCFF      = 0x4F54544F // "OTTO"
	magicCollection = 0x74746366 // "ttcf"
	magicWOFF       = 0x774F4646 // "wOFF"
	magicWOFF2      = 0x774F4632 // "wOF2"
)

// maxTable bounds the unpacked size of a WOFF table, in bytes, so that a small file cannot use up the memory.
const maxTable = 64 << 20

// tableSet holds the tables of one face by tag.
type tableSet map[string][]byte

// u8, i16, u16, u24 and u32 read big-endian numbers; past the end of b they read 0, so that a truncated
// table gives wrong glyphs and never a crash.
func u8(b []byte, i int) int {
	if i < 0 || i >= len(b) {
		return 0
	}
	return int(b[i])
}

func u16(b []byte, i int) int {
	if i < 0 || i > len(b)-2 {
		return 0
	}
	return int(b[i])<<8 | int(b[i+1])
}

func i16(b []byte, i int) int { return int(int16(u16(b, i))) }

func u24(b []byte, i int) int { return u16(b, i)<<8 | u8(b, i+2) }

func u32(b []byte, i int) int { return u16(b, i)<<16 | u16(b, i+2) }

// slice returns n bytes of b from i, or nil when b does not hold them all.
func slice(b []byte, i, n int) []byte {
	if i < 0 || n < 0 || i > len(b) || n > len(b)-i {
		return nil
	}
	return b[i : i+n : i+n]
}

// Faces returns how many faces the file holds: more than one for a collection, 0 when it is no font.
func Faces(data []byte) int {
	switch u32(data, 0) {
	case magicCollection:
		return min(u32(data, 8), max(0, len(data)-12)/4)
	case versionTrueType, versionApple, versionCFF, magicWOFF:
		return 1
	}
	return 0
}

// readSFNT returns the tables of face index of a font file, its version, and the face as a file of its own.
func readSFNT(data []byte, index int) (version int, tables tableSet, whole []byte, err error) {
	if n := Faces(data); n == 0 {
		if u32(data, 0) == magicWOFF2 {
			return 0, nil, nil, ErrWOFF2
		}
		return 0, nil, nil, ErrFormat
	} else if index < 0 || index >= n {
		return 0, nil, nil, fmt.Errorf("no face %d in a file of %d", index, n)
	}
	switch u32(data, 0) {
	case magicWOFF:
		version, tables, err = readWOFF(data)
		if err != nil {
			return 0, nil, nil, err
		}
		return version, tables, assemble(version, tables), nil
	case magicCollection:
		version, tables = readDirectory(data, u32(data, 12+4*index))
		whole = assemble(version, tables)
		// Read again, so that the tables are slices of whole and the collection can be freed.
		version, tables = readDirectory(whole, 0)
		return version, tables, whole, nil
	}
	version, tables = readDirectory(data, 0)
	return version, tables, data, nil
}

func readDirectory(data []byte, at int) (version int, tables tableSet) {
	version = u32(data, at)
	n := u16(data, at+4)
	tables = make(tableSet, n)
	for i := range n {
		rec := slice(data, at+12+16*i, 16)
		if rec == nil {
			break
		}
		if t := slice(data, u32(rec, 8), u32(rec, 12)); t != nil {
			tables[string(rec[:4])] = t
		}
	}
	return version, tables
}

// readWOFF unpacks WOFF 1.0 (W3C Recommendation, 13 December 2012, §4 and §5).
func readWOFF(data []byte) (version int, tables tableSet, err error) {
	version = u32(data, 4)
	n := u16(data, 12)
	tables = make(tableSet, n)
	total := 0
	for i := range n {
		rec := slice(data, 44+20*i, 20)
		if rec == nil {
			break
		}
		packed, size := slice(data, u32(rec, 4), u32(rec, 8)), u32(rec, 12)
		if packed == nil {
			continue
		}
		tag := string(rec[:4])
		if total += size; total > maxTable {
			return 0, nil, damaged("its tables take more than %d MB", "各表合计超过 %d MB", maxTable>>20)
		}
		if size == len(packed) {
			tables[tag] = packed
			continue
		}
		r, err := zlib.NewReader(bytes.NewReader(packed))
		if err != nil {
			return 0, nil, damaged("table %q cannot be unpacked", "无法解压 %q 表", tag)
		}
		t, err := io.ReadAll(io.LimitReader(r, int64(size)))
		if err != nil || len(t) != size {
			return 0, nil, damaged("table %q cannot be unpacked", "无法解压 %q 表", tag)
		}
		tables[tag] = t
	}
	return version, tables, nil
}

// assemble writes an OpenType file: tables in order of tag, padded to four bytes, with checksums and
// head.checkSumAdjustment as the specification wants them. The tables are copied, never changed.
func assemble(version int, tables tableSet) []byte {
	tags := slices.Sorted(maps.Keys(tables))
	size := 12 + 16*len(tags)
	for _, t := range tags {
		size += (len(tables[t]) + 3) &^ 3
	}
	out := make([]byte, 12+16*len(tags), size)
	put32(out, 0, version)
	put16(out, 4, len(tags))
	search, selector := 1, 0
	for search*2 <= len(tags) {
		search, selector = search*2, selector+1
	}
	put16(out, 6, search*16)
	put16(out, 8, selector)
	put16(out, 10, len(tags)*16-search*16)
	head := -1
	for i, tag := range tags {
		at := len(out)
		out = append(out, tables[tag]...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
		if tag == "head" && len(tables[tag]) >= 12 {
			head = at
			put32(out, at+8, 0)
		}
		rec := out[12+16*i:]
		copy(rec[:4], tag)
		put32(rec, 4, int(checksum(out[at:])))
		put32(rec, 8, at)
		put32(rec, 12, len(tables[tag]))
	}
	if head >= 0 {
		put32(out, head+8, int(0xB1B0AFBA-checksum(out)))
	}
	return out
}

// checksum is the sum of b's big-endian words; the length of b is a multiple of four.
func checksum(b []byte) (sum uint32) {
	for i := 0; i+4 <= len(b); i += 4 {
		sum += binary.BigEndian.Uint32(b[i:])
	}
	return sum
}

func put16(b []byte, i, v int) { binary.BigEndian.PutUint16(b[i:], uint16(v)) }
func put32(b []byte, i, v int) { binary.BigEndian.PutUint32(b[i:], uint32(v)) }
