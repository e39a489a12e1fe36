package font

import (
	"cmp"
	"fmt"
	"slices"
	"unicode/utf16"
)

// windowsName is a name record for Windows in American English.
func windowsName(id int, text string) nameRecord {
	var b []byte
	for _, u := range utf16.Encode([]rune(text)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return nameRecord{platform: 3, encoding: 1, language: 0x409, id: id, text: b}
}

// writeNameTable writes a name table of version 0, its records in the order the specification wants.
func writeNameTable(records []nameRecord) []byte {
	records = slices.Clone(records)
	slices.SortStableFunc(records, func(a, b nameRecord) int {
		return cmp.Or(cmp.Compare(a.platform, b.platform), cmp.Compare(a.encoding, b.encoding),
			cmp.Compare(a.language, b.language), cmp.Compare(a.id, b.id))
	})
	b := make([]byte, 6+12*len(records))
	put16(b, 2, len(records))
	put16(b, 4, len(b))
	storage := len(b)
	for i, r := range records {
		for k, v := range [...]int{r.platform, r.encoding, r.language, r.id, len(r.text), len(b) - storage} {
			put16(b, 6+12*i+2*k, v)
		}
		b = append(b, r.text...)
	}
	return b
}

// Naming is the new name of a face.
type Naming struct {
	Family string // "Keben Song"
	Style  string // "Regular", "Bold", "Italic", "Bold Italic", or another weight: "Medium"
	Notice string // the description: from what the face was made, and how
}

// Rename returns the face under another name, which the SIL Open Font License §3 requires of modified faces with a
// reserved name. Copyright, trademark and licence records stay; every record with the family, the style or a full name
// is replaced.
func (f *Face) Rename(n Naming) ([]byte, error) {
	full := n.Family + " " + n.Style
	ps := postScriptName(removeSpaces(n.Family) + "-" + removeSpaces(n.Style))
	if n.Family == "" || n.Style == "" {
		return nil, fmt.Errorf("a face needs a family and a style, not %q and %q", n.Family, n.Style)
	}
	var records []nameRecord
	for _, r := range readNameTable(f.tables["name"]) {
		switch r.id {
		case nameFamily, nameSubfamily, nameUnique, nameFull, namePostScript, nameDescription, nameTypographicFamily,
			nameTypographicStyle, nameCompatible, nameWWSFamily, nameWWSSubfamily, nameVariationsPSPrefix:
		default:
			records = append(records, r)
		}
	}
	// Some programs know four styles per family, so that other weights must be families of their own.
	family, style := n.Family, n.Style
	switch n.Style {
	case "Regular", "Bold", "Italic", "Bold Italic":
	default:
		family, style = full, "Regular"
		records = append(records, windowsName(nameTypographicFamily, n.Family), windowsName(nameTypographicStyle, n.Style))
	}
	records = append(records, windowsName(nameFamily, family), windowsName(nameSubfamily, style),
		windowsName(nameUnique, ps), windowsName(nameFull, full), windowsName(namePostScript, ps))
	if n.Notice != "" {
		records = append(records, windowsName(nameDescription, n.Notice))
	}
	tables := make(tableSet, len(f.tables))
	for tag, t := range f.tables {
		tables[tag] = t
	}
	tables["name"] = writeNameTable(records)
	version := versionTrueType
	if f.CFF {
		version = versionCFF
	}
	return assemble(version, tables), nil
}

func removeSpaces(s string) string {
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		if s[i] != ' ' {
			out = append(out, s[i])
		}
	}
	return string(out)
}
