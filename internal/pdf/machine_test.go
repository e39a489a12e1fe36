package pdf

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// shown is a glyph as a reader sees it.
type shown struct {
	font, text string
	x, y, size float64
	width      float64
	actual     *string // the ActualText it is under
}

// machine interprets the text of a page as ISO 32000-1 §9.4 tells a reader to.
type machine struct {
	file  *file
	fonts map[string]*readFont
}

type readFont struct {
	texts  map[int]string
	widths map[int]float64
	common float64
}

var token = regexp.MustCompile(`<<.*>>|<[0-9A-F]*>|[\[\]]|/[^\s<>\[\]]+|[^\s<>\[\]/]+`)

// glyphs returns what is shown on the page, an object number.
func (m *machine) glyphs(page int) []shown {
	f := m.file
	resources := f.objects[f.follow(page, "Resources")]
	var out []shown
	var stack []string
	var actual *string
	var lineX, lineY, x, size float64
	var turn [4]float64 // of the text matrix
	var font string
	var moved, saved [2]float64 // the origin of user space
	last := func(n int) float64 {
		v, err := strconv.ParseFloat(stack[len(stack)-n], 64)
		if err != nil {
			panic(err)
		}
		return v
	}
	for _, t := range token.FindAllString(f.content(page), -1) {
		switch t {
		case "q":
			saved = moved
		case "Q":
			moved = saved
		case "cm":
			moved[0], moved[1] = moved[0]+last(2), moved[1]+last(1)
		case "BT":
			lineX, lineY, x = 0, 0, 0
			turn = [4]float64{1, 0, 0, 1}
		case "Tm":
			turn = [4]float64{last(6), last(5), last(4), last(3)}
		case "Td":
			lineX, lineY = lineX+last(2), lineY+last(1)
			x = lineX
		case "Tf":
			font, size = stack[len(stack)-2], last(1)
		case "BDC":
			if _, s, ok := strings.Cut(stack[len(stack)-1], "/ActualText <FEFF"); ok {
				s = decodeUTF16(s[:strings.IndexByte(s, '>')])
				actual = &s
			}
		case "EMC":
			actual = nil
		case "TJ":
			face := m.font(resources, font)
			array := slices.Index(stack, "[") // behind the operators that are not interpreted
			if array < 0 || stack[len(stack)-1] != "]" {
				f.t.Fatalf("the operand of TJ is no array: %q", stack)
			}
			for _, e := range stack[array:] {
				switch {
				case e == "[" || e == "]":
				case e[0] == '<':
					for i := 1; i+4 < len(e); i += 4 {
						code64, _ := strconv.ParseUint(e[i:i+4], 16, 16)
						code := int(code64)
						w, ok := face.widths[code]
						if !ok {
							w = face.common
						}
						text, ok := face.texts[code]
						if !ok {
							text = "no ToUnicode"
						}
						out = append(out, shown{font, text, moved[0] + x*turn[0] + lineY*turn[2], moved[1] + x*turn[1] + lineY*turn[3], size, w / 1000 * size, actual})
						x += w / 1000 * size
					}
				default:
					v, _ := strconv.ParseFloat(e, 64)
					x -= v / 1000 * size
				}
			}
		default:
			stack = append(stack, t)
			continue
		}
		stack = stack[:0]
	}
	return out
}

func (m *machine) font(resources, name string) *readFont {
	if f := m.fonts[name]; f != nil {
		return f
	}
	if m.fonts == nil {
		m.fonts = map[string]*readFont{}
	}
	file := m.file
	n := atoi(regexp.MustCompile(regexp.QuoteMeta(name) + ` (\d+) 0 R`).FindStringSubmatch(resources)[1])
	f := &readFont{texts: map[int]string{}, widths: map[int]float64{}}
	for _, e := range regexp.MustCompile(`<([0-9A-F]{4})> <([0-9A-F]*)>\n`).FindAllStringSubmatch(string(file.streams[file.follow(n, "ToUnicode")]), -1) {
		code, _ := strconv.ParseUint(e[1], 16, 16)
		if e[1] != "0000" {
			f.texts[int(code)] = decodeUTF16(e[2])
		}
	}
	descendant := file.objects[file.kids(n, "DescendantFonts")[0]]
	e := regexp.MustCompile(`/DW (\d+) /W \[(.*)\]`).FindStringSubmatch(descendant)
	f.common, _ = strconv.ParseFloat(e[1], 64)
	words := strings.Fields(strings.NewReplacer("[", " [ ", "]", " ] ").Replace(e[2]))
	for i := 0; i < len(words); {
		code := atoi(words[i])
		if words[i+1] == "[" {
			for i += 2; words[i] != "]"; i++ {
				f.widths[code] = float64(atoi(words[i]))
				code++
			}
			i++
			continue
		}
		for last := atoi(words[i+1]); code <= last; code++ {
			f.widths[code] = float64(atoi(words[i+2]))
		}
		i += 3
	}
	m.fonts[name] = f
	return f
}

func decodeUTF16(hex string) string {
	var units []uint16
	for i := 0; i+4 <= len(hex); i += 4 {
		v, _ := strconv.ParseUint(hex[i:i+4], 16, 16)
		units = append(units, uint16(v))
	}
	return string(utf16.Decode(units))
}
