package linebreak

import (
	"strings"
	"unicode"

	"keben/internal/script"
)

// keepTogether keeps the strings of rules C6–C9 and C11 on one line: a number and its unit, a
// reference and its number, groups of digits, initials, addresses.
func keepTogether(chars []Char, out []Opportunity) {
	var last span
	for i := range chars {
		if chars[i].Kind != Ordinary {
			continue
		}
		switch r := chars[i].Rune; {
		case r == ' ':
			if i > 0 && i+1 < len(chars) && out[i].Break == May {
				atSpace(chars, out, i)
			}
		case r == ':' && has(chars, i, "://"), r == 'w' && has(chars, i, "www."), r == 'd' && has(chars, i, "doi:"), r == '1' && has(chars, i, "10.") && isDOI(chars, i):
			last = address(chars, out, i, last)
		case strings.ContainsRune(".,:-", r) && i > 0 && i+1 < len(chars) && script.ASCIIDigit(chars[i-1].Rune) && script.ASCIIDigit(chars[i+1].Rune):
			out[i].Break = Never // 3.14, 10:30, 2026-11-22
		case script.ASCIIDigit(r) && i+1 < len(chars):
			if n := chars[i+1].Rune; strings.ContainsRune(measureWords, n) && out[i].Break == May {
				out[i].Penalty = measureWordPenalty
				if i+2 < len(chars) && strings.ContainsRune("万亿", n) && strings.ContainsRune("亿元人", chars[i+2].Rune) && out[i+1].Break == May {
					out[i+1].Penalty = measureWordPenalty
				}
			}
		case r == '+' && has(chars, i, "++"):
			out[i].Break = Never // C++
		case r == '第' && i+1 < len(chars) && script.ASCIIDigit(chars[i+1].Rune):
			ordinal(chars, out, i)
		case r == '/' && out[i].Class == Solidus: // not of an address, which has been seen to
			path(chars, out, i)
		case r == '/' && out[i].Break == May:
			if i == 0 || chars[i-1].Rune == ' ' {
				out[i].Break = Never // /usr/local
			}
			out[i].Penalty = max(out[i].Penalty, solidusPenalty)
		}
	}
}

// measureWords are what commonly follows a number without a space (C8).
const measureWords = "万亿元年月日个条项次人名家岁倍"

// ordinalWords end a reference like 第3章; they stay with the number.
const ordinalWords = "章节篇部卷册条款项页期版次届回集辑编层级位"

// units follow a number after a space (C6; SI brochure 5.4.3).
var units = words(`kg g mg μg µg t km m cm mm μm µm nm km² m² cm² mm² km³ m³ cm³ mm³ ha s ms μs ns h min d Hz kHz MHz GHz W kW MW GW TW kWh MWh GWh TWh
V kV mV A mA Ω kΩ MΩ J kJ MJ GJ eV keV MeV K ℃ °C °F ℉ mol mmol L mL l ml Pa kPa MPa GPa bar mbar dB px pt em bit B kB KB MB GB TB PB kbps Mbps Gbps rpm
N kN lm lx cd rad sr Bq Gy Sv % ‰ tce Mtce km/h m/s`)

// beforeNumber are the words that stay with the number after them (C6).
var beforeNumber = words(`No. no. Nos. nos. p. pp. P. vol. vols. Vol. ch. Ch. chap. Chap. sec. Sec. fig. Fig. figs. Figs. tab. Tab. eq. Eq. Eqs. art. Art. ed. Figure Table Chapter Section Part Appendix
ISO IEC GB GB/T GB/Z CY/T HJ/T RFC IEEE ANSI EN DIN JIS BS UAX UTR ISBN ISSN CN §`)

// beforeHan are the Han words that stay with the number after them.
const beforeHan = "图表式第附卷页注"

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

func has(chars []Char, i int, s string) bool {
	for _, r := range s {
		if i >= len(chars) || chars[i].Rune != r {
			return false
		}
		i++
	}
	return true
}

// isDOI recognises 10.1234/….
func isDOI(chars []Char, i int) bool {
	if i > 0 && (script.ASCIIDigit(chars[i-1].Rune) || script.Latin(chars[i-1].Rune) || chars[i-1].Rune == '.') {
		return false
	}
	n := 0
	for i += 3; i < len(chars) && script.ASCIIDigit(chars[i].Rune); i++ {
		n++
	}
	return n >= 4 && i < len(chars) && chars[i].Rune == '/'
}

// sight is how far token looks. It is more than any rule asks for, and keeps a file of solidi from being read once for
// each of them.
const sight = 64

// token returns the bounds of the characters around i that are neither spaces nor wide, as far as sight on either side.
func token(chars []Char, i int) (from, to int) {
	if !narrow(chars[i]) {
		return i, i
	}
	from, to = i, i+1
	for from > 0 && i-from < sight && narrow(chars[from-1]) {
		from--
	}
	for to < len(chars) && to-i < sight && narrow(chars[to]) {
		to++
	}
	return from, to
}

// narrow reports whether c is part of a token.
func narrow(c Char) bool {
	return c.Kind == Ordinary && c.Rune > ' ' && c.Rune != 0xa0 && !ClassOf(c.Rune, c.Zh).IsWide()
}

func text(chars []Char) string {
	var b strings.Builder
	for _, c := range chars {
		b.WriteRune(c.Rune)
	}
	return b.String()
}

// No word of beforeNumber with a bracket before it, and no unit with a mark after it, has more characters: what is
// longer need not be looked up.
const (
	longestBefore = 12
	longestUnit   = 5
)

// atSpace decides the break after the space at i.
func atSpace(chars []Char, out []Opportunity, i int) {
	prev, next := chars[i-1].Rune, chars[i+1].Rune
	from, _ := token(chars, i-1)
	_, to := token(chars, i+1)
	number := script.ASCIIDigit(next)
	switch {
	case number && i-from <= longestBefore && beforeNumber[strings.TrimLeft(text(chars[from:i]), "([")]:
		reference(chars, out, from, i)
	case number && strings.ContainsRune(beforeHan, prev),
		number && script.ASCIIDigit(prev) && isGroup(chars, i),
		script.ASCIIDigit(prev) && to-i-1 <= longestUnit && units[trimPoint(text(chars[i+1:to]))],
		script.ASCIIDigit(prev) && strings.ContainsRune(ordinalWords, next) && ordinalBefore(chars, i):
		out[i].Break = Never
	case prev == '.' && i >= 2 && unicode.IsUpper(chars[i-2].Rune) && (i == 2 || !script.Latin(chars[i-3].Rune)) && unicode.IsUpper(next):
		if i+2 < len(chars) && chars[i+2].Rune == '.' {
			out[i].Break = Never // D. E.
		} else {
			out[i].Penalty = namePenalty
		}
	}
}

// reference keeps GB/T 7714—2015 whole: from is its first character, at its space.
func reference(chars []Char, out []Opportunity, from, at int) {
	end := at + 1
	for end < len(chars) && (script.ASCIIDigit(chars[end].Rune) || strings.ContainsRune(".-–—:", chars[end].Rune) && end+1 < len(chars) && script.ASCIIDigit(chars[end+1].Rune)) {
		end++
	}
	for j := from; j < end-1; j++ {
		out[j].Break = Never
	}
}

// ordinalBefore reports whether 第 stands before the number that ends at the space i.
func ordinalBefore(chars []Char, i int) bool {
	for i--; i >= 0 && (script.ASCIIDigit(chars[i].Rune) || chars[i].Rune == ' '); i-- {
	}
	return i >= 0 && chars[i].Rune == '第'
}

func trimPoint(s string) string { return strings.TrimRight(s, ".,;:)!?") }

// isGroup reports whether the space at i separates groups of three digits: 1 234 567.
func isGroup(chars []Char, i int) bool {
	n := 0
	for j := i + 1; j < len(chars) && script.ASCIIDigit(chars[j].Rune); j++ {
		n++
	}
	m := 0
	for j := i - 1; j >= 0 && script.ASCIIDigit(chars[j].Rune); j-- {
		m++
	}
	return n == 3 && m >= 1 && m <= 3
}

// ordinal keeps 第3章 and 第 3 章 whole.
func ordinal(chars []Char, out []Opportunity, i int) {
	j := i + 1
	for j < len(chars) && script.ASCIIDigit(chars[j].Rune) {
		j++
	}
	out[i].Break = Never
	if j < len(chars) && strings.ContainsRune(ordinalWords, chars[j].Rune) {
		out[j-1].Break = Never
	}
}

// minPath is the length from which a row of letters with solidi is a path and not a pair like A/B.
const minPath = 14

// path lets a long path in a Chinese line break after the solidus at i, as an address does: the
// prohibition of rule B6 is one of Chinese solidi.
func path(chars []Char, out []Opportunity, i int) {
	from, to := token(chars, i)
	if to-from >= minPath && i-from >= 3 && to-i > 3 && chars[i+1].Rune != '/' {
		out[i].Break, out[i].Penalty, out[i].Class = May, addressMarkPenalty, Western
	}
}

// span is an address that has been seen to: where it ends, and the last character of its last ://, or −1.
type span struct{ to, scheme int }

// address lets the address around i break only after / . ? & = - _ and never after ://, without a hyphen
// (C9). The first and last three characters stay with their line. A second mark of an address in the same row of
// characters, last, changes only what is before it: the rest has been seen to.
func address(chars []Char, out []Opportunity, i int, last span) span {
	from, to := token(chars, i)
	end := min(i+1, last.to-1)
	if i >= last.to {
		for to < len(chars) && to > i && narrow(chars[to]) {
			to++
		}
		last, end = span{to, -1}, to-1
		for j := from; j < to-1; j++ {
			if has(chars, j, "://") {
				last.scheme = j + 2
			}
		}
	}
	start := max(from, last.scheme+1) + 2
	for j := from; j < end; j++ {
		out[j].Break, out[j].Class = Never, Western
		if j >= start && j < last.to-3 && strings.ContainsRune("/.?&=-_", chars[j].Rune) && !strings.ContainsRune("/.?&=-_", chars[j+1].Rune) {
			out[j].Break, out[j].Penalty = May, addressMarkPenalty
		}
	}
	return last
}
