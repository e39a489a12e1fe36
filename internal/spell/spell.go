// Package spell reports whether a word is in a Hunspell dictionary that is installed on the machine: a list of stems
// (.dic) and rules for their affixes (.aff). It makes no suggestions.
//
// Of the format, hunspell(5), it reads SET (UTF-8 and ISO8859-1), FLAG, PFX, SFX and FORBIDDENWORD, which English
// needs. It does not read the rules of compounds, so that in German it would not know words that Hunspell knows.
package spell

import (
	"bufio"
	"bytes"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Dictionary is a set of words. It is immutable.
type Dictionary struct {
	stems     map[string][]string // flags of each stem
	prefixes  []rule
	suffixes  []rule
	forbidden string
	form      string // of flags: "", "long" or "num"
}

// rule is one line of an affix class: what it takes from a stem and adds to it, and which stems take it.
type rule struct {
	flag       string
	strip, add string
	fits       *regexp.Regexp // nil: any stem
	cross      bool           // goes with an affix at the other end
}

// Words makes a dictionary of a plain list, one word per line. The text after # is a comment.
func Words(list []byte) *Dictionary {
	d := &Dictionary{stems: map[string][]string{}}
	for line := range strings.Lines(string(list)) {
		word, _, _ := strings.Cut(line, "#")
		if word = strings.TrimSpace(word); word != "" {
			d.stems[word] = nil
		}
	}
	return d
}

// Read reads a dictionary. It reports false if it cannot read the two files.
func Read(aff, dic []byte) (*Dictionary, bool) {
	d := &Dictionary{stems: map[string][]string{}}
	latin1 := bytes.Contains(aff, []byte("SET ISO8859-1"))
	if latin1 {
		aff, dic = toUTF8(aff), toUTF8(dic)
	}
	if !utf8.Valid(aff) || !utf8.Valid(dic) {
		return nil, false
	}
	d.affixes(aff)
	lines := bufio.NewScanner(bytes.NewReader(bytes.TrimPrefix(dic, []byte("\uFEFF"))))
	lines.Buffer(nil, 1<<20)
	if !lines.Scan() {
		return nil, false
	}
	if _, err := strconv.Atoi(strings.TrimSpace(lines.Text())); err != nil {
		return nil, false // the first line is the number of words
	}
	for lines.Scan() {
		entry, _, _ := strings.Cut(lines.Text(), "\t")
		entry, _, _ = strings.Cut(entry, " ")
		stem, flags := entry, ""
		if i := strings.LastIndexByte(entry, '/'); i > 0 && entry[i-1] != '\\' {
			stem, flags = entry[:i], entry[i+1:]
		}
		if stem = strings.ReplaceAll(stem, `\/`, "/"); stem != "" {
			d.stems[stem] = append(d.stems[stem], d.flags(flags)...)
		}
	}
	return d, lines.Err() == nil || lines.Err() == io.EOF
}

func toUTF8(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for _, c := range b {
		out = utf8.AppendRune(out, rune(c))
	}
	return out
}

// flags divides a string of flags.
func (d *Dictionary) flags(s string) (out []string) {
	switch d.form {
	case "num":
		return strings.Split(s, ",")
	case "long":
		for ; len(s) >= 2; s = s[2:] {
			out = append(out, s[:2])
		}
		return out
	}
	for _, r := range s {
		out = append(out, string(r))
	}
	return out
}

func (d *Dictionary) affixes(aff []byte) {
	crosses := map[string]bool{} // by class, from its header
	for line := range strings.Lines(strings.TrimPrefix(string(aff), "\uFEFF")) {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		switch f[0] {
		case "FLAG":
			d.form = f[1]
		case "FORBIDDENWORD":
			d.forbidden = f[1]
		case "PFX", "SFX":
			if len(f) == 4 {
				if _, err := strconv.Atoi(f[3]); err == nil && (f[2] == "Y" || f[2] == "N") {
					crosses[f[0]+f[1]] = f[2] == "Y"
					continue
				}
			}
			if len(f) < 4 {
				continue
			}
			add, _, _ := strings.Cut(f[3], "/") // flags of affixes on affixes are left out
			r := rule{flag: f[1], strip: zero(f[2]), add: zero(add), cross: crosses[f[0]+f[1]]}
			if len(f) > 4 && f[4] != "." {
				pattern := "^(?:" + f[4] + ")"
				if f[0] == "SFX" {
					pattern = "(?:" + f[4] + ")$"
				}
				fits, err := regexp.Compile(pattern)
				if err != nil {
					continue
				}
				r.fits = fits
			}
			if f[0] == "PFX" {
				d.prefixes = append(d.prefixes, r)
			} else {
				d.suffixes = append(d.suffixes, r)
			}
		}
	}
}

func zero(s string) string {
	if s == "0" {
		return ""
	}
	return s
}

// Has reports whether a word is known as it is written. For a word at the beginning of a sentence ask in lower case,
// too.
func (d *Dictionary) Has(word string) bool {
	if flags, ok := d.stems[word]; ok {
		return d.forbidden == "" || !has(flags, d.forbidden)
	}
	for _, s := range d.suffixes {
		stem, ok := s.unsuffix(word)
		if ok && d.takes(stem, s.flag) {
			return true
		}
	}
	for _, p := range d.prefixes {
		rest, ok := p.unprefix(word)
		if !ok {
			continue
		}
		if d.takes(rest, p.flag) {
			return true
		}
		if !p.cross {
			continue
		}
		for _, s := range d.suffixes {
			if stem, ok := s.unsuffix(rest); ok && s.cross && d.takes(stem, s.flag) && d.takes(stem, p.flag) {
				return true
			}
		}
	}
	return false
}

func (d *Dictionary) takes(stem, flag string) bool {
	flags, ok := d.stems[stem]
	return ok && has(flags, flag)
}

func has(flags []string, flag string) bool {
	for _, f := range flags {
		if f == flag {
			return true
		}
	}
	return false
}

func (r rule) unsuffix(word string) (string, bool) {
	rest, ok := strings.CutSuffix(word, r.add)
	if !ok || rest == "" {
		return "", false
	}
	stem := rest + r.strip
	return stem, r.fits == nil || r.fits.MatchString(stem)
}

func (r rule) unprefix(word string) (string, bool) {
	rest, ok := strings.CutPrefix(word, r.add)
	if !ok || rest == "" {
		return "", false
	}
	stem := r.strip + rest
	return stem, r.fits == nil || r.fits.MatchString(stem)
}
