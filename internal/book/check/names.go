package check

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"keben/internal/diag"
	"keben/internal/script"
)

var nameSpelt = diag.NewKind("name-spelling", diag.Note,
	"%q here, %q in %[3]s", "此处作“%s”，另有%[3]s作“%[2]s”",
	"write the name the same way everywhere", "请统一写法")

var smallWord = regexp.MustCompile(`\b[a-z]{4,}\b`)

var latinName = regexp.MustCompile(`[A-Z][A-Za-z]{3,}`)

// nameSpelling finds Latin names that are written with other capitals elsewhere in the book: Github beside GitHub.
// Words in capitals throughout may be shouted, and plain capitalised words begin sentences; so one of the two must
// have a capital inside.
func nameSpelling(p *proof) {
	type variant struct {
		first spot
		n     int
	}
	names := map[string]map[string]*variant{} // by the name in lower case, then as written
	var order []string
	common := map[string]bool{}
	for _, t := range p.texts {
		for _, pa := range t.passages {
			for _, w := range smallWord.FindAllString(pa.text, -1) {
				common[w] = true
			}
			for _, m := range latinName.FindAllStringIndex(pa.text, -1) {
				w := pa.text[m[0]:m[1]]
				if len(w) > 5 && w == strings.ToUpper(w) || codeBeside(pa.text, m) {
					continue
				}
				key := strings.ToLower(w)
				if names[key] == nil {
					names[key] = map[string]*variant{}
					order = append(order, key)
				}
				if names[key][w] == nil {
					names[key][w] = &variant{first: spot{pa, m[0], m[1]}}
				}
				names[key][w].n++
			}
		}
	}
	for _, key := range order {
		if len(names[key]) < 2 {
			continue
		}
		best := ""
		for w, v := range names[key] {
			if best == "" || v.n > names[key][best].n || v.n == names[key][best].n && w < best {
				best = w
			}
		}
		inner := false // a word of either case may be a name when it has capitals inside, or when it is no common word
		for w := range names[key] {
			rest := w[1:]
			inner = inner || rest != strings.ToLower(rest) && (rest != strings.ToUpper(rest) || !common[key])
		}
		for _, w := range sorted(names[key]) {
			if v := names[key][w]; inner && w != best {
				p.report(v.first, nameSpelt, w, best, diag.Counted(names[key][best].n, "other place", "other places", "处"))
			}
		}
	}
}

// codeBeside reports whether a word is part of something longer that is no name: a path, a function.
func codeBeside(s string, m []int) bool {
	left, right := before(s, m[0]), after(s, m[1])
	return strings.ContainsRune("./_\\$<@#-", left) || strings.ContainsRune("_/(\\<>=", right) || right == '.' && script.ASCIILetter(after(s, m[1]+1)) ||
		left < 0x80 && (script.ASCIILetter(left) || script.ASCIIDigit(left)) || script.ASCIIDigit(right)
}

func sorted[V any](m map[string]V) []string {
	return slices.Sorted(maps.Keys(m))
}

var rangeDash = diag.NewKind("range-dash", diag.Note,
	"a hyphen in a range of numbers: %q", "数值或年份的起止用了短横线：“%s”",
	"write %[2]s", "请改为“%[2]s”")

var hyphenRange = regexp.MustCompile(`[0-9]{1,4}%?-[0-9]{1,4}`)

// ranges finds hyphens between numbers: Chinese writes — there, English – (GB/T 15835 §5.1.4; rules O7, S11). The
// parts of codes, dates and telephone numbers are joined by hyphens.
func ranges(p *proof, pa *passage) {
	dash := pa.lang.RangeDash
	for _, m := range hyphenRange.FindAllStringIndex(pa.text, -1) {
		s := pa.text[m[0]:m[1]]
		left, right := before(pa.text, m[0]), after(pa.text, m[1])
		if strings.ContainsRune("-.,/:#", left) || script.ASCIILetter(left) || script.ASCIIDigit(left) || strings.ContainsRune("-/:", right) || script.ASCIIDigit(right) || script.ASCIILetter(right) || left == object || right == object {
			continue
		}
		a, b, _ := strings.Cut(strings.ReplaceAll(s, "%", ""), "-")
		year := len(a) == 4 && len(b) == 2 && a[0] <= '2' // 2013-24
		if len(a) > len(b) && !year || len(a) == len(b) && a >= b || strings.HasPrefix(a, "0") && len(a) > 1 {
			continue
		}
		at := m[0] + strings.IndexByte(s, '-')
		p.correct(spot{pa, at, at + 1}, dash, rangeDash, s, strings.Replace(s, "-", dash, 1))
	}
}
