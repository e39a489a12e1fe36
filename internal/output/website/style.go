package website

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"keben/internal/design"
	"keben/internal/lang"
)

// stylesheet returns the site's one stylesheet for books in some languages: the values of the theme as custom
// properties, then the templates style/*.css in the order of their names.
func stylesheet(theme *design.Theme, templates fs.FS, tags []string) ([]byte, error) {
	var b bytes.Buffer
	tags = styled(tags)
	writeValues(&b, theme, tags)
	also := alike(tags)
	names, err := fs.Glob(templates, "style/*.css")
	if err != nil {
		return nil, fmt.Errorf("website: %w", err)
	}
	slices.Sort(names)
	for _, name := range names {
		text, err := fs.ReadFile(templates, name)
		if err != nil {
			return nil, fmt.Errorf("website: reading templates: %w", err)
		}
		b.WriteByte('\n')
		b.Write(also(bytes.TrimSpace(text)))
		b.WriteByte('\n')
	}
	return b.Bytes(), nil
}

// styled are the languages of a stylesheet: those for which templates and themes are written, because any page may have
// a passage in one of them, and then those of the book.
func styled(tags []string) (out []string) {
	for _, tag := range lang.Tags() {
		if len(lang.Like(tag)) == 1 {
			out = append(out, tag)
		}
	}
	for _, tag := range tags {
		if !slices.Contains(out, tag) {
			out = append(out, tag)
		}
	}
	return out
}

// alike returns a function that adds languages to the rules of their model: :lang(en) becomes :lang(en, de). A language
// whose tag begins with the model's (zh-Hant) is matched anyway (Selectors 4 §8.2).
func alike(tags []string) func(css []byte) []byte {
	var pairs []string
	for _, model := range tags {
		list := model
		for _, tag := range tags {
			like := lang.Like(tag)
			if len(like) > 1 && like[len(like)-1] == model && !strings.HasPrefix(tag, model+"-") {
				list += ", " + tag
			}
		}
		if list != model {
			pairs = append(pairs, ":lang("+model+")", ":lang("+list+")")
		}
	}
	rules := strings.NewReplacer(pairs...)
	return func(css []byte) []byte { return []byte(rules.Replace(string(css))) }
}

// The widths in CSS pixels at which the body has its least and its greatest size: a phone and a desk.
const (
	narrowest = 390
	widest    = 1440
)

func writeValues(b *bytes.Buffer, t *design.Theme, tags []string) {
	writeMarks(b, t)
	b.WriteString(":root {\n\tcolor-scheme: light dark;\n")
	writeColors(b, t.Colors["light"], "\t")
	fmt.Fprintf(b, "\t--size: %s;\n", fluid(t.Web.Size))
	b.WriteString("}\n")

	dark := t.Colors["dark"]
	b.WriteString("@media (prefers-color-scheme: dark) {\n\t:root:not([data-theme]) {\n")
	writeColors(b, dark, "\t\t")
	b.WriteString("\t}\n}\n")
	for _, name := range slices.Sorted(maps.Keys(t.Colors)) {
		if !ident(name) {
			continue
		}
		scheme := "light"
		if name == "dark" {
			scheme = "dark"
		}
		fmt.Fprintf(b, ":root[data-theme=%s] {\n\tcolor-scheme: %s;\n", name, scheme)
		writeColors(b, t.Colors[name], "\t")
		b.WriteString("}\n")
	}

	for _, tag := range tags {
		han := lang.Of(tag).Script.Han()
		fmt.Fprintf(b, "[lang]:lang(%s) {\n", tag)
		if h := t.Web.LineHeightOf(tag); h > 0 {
			fmt.Fprintf(b, "\t--line: %s;\n", strconv.FormatFloat(h, 'f', -1, 64))
		}
		if m := t.Web.MeasureOf(tag); m != "" {
			fmt.Fprintf(b, "\t--measure: %s;\n", m)
		}
		for _, name := range slices.Sorted(maps.Keys(t.Families)) {
			if !ident(name) {
				continue
			}
			f := t.Families[name]
			list := stack(t, f.Latin, f.Han)
			if !han || slices.Contains(t.Fonts[f.Latin].Stack, "monospace") {
				// A Han face must come after the Latin one, because its “ ” ’ are an em wide and its letters are not
				// monospaced.
				list = stack(t, f.Latin) + ", " + stack(t, f.Han)
			}
			if han {
				list = quote(marks(f.Han)) + ", " + list
			}
			fmt.Fprintf(b, "\t--%s: %s;\n", name, list)
		}
		b.WriteString("}\n")
	}
}

func writeColors(b *bytes.Buffer, p design.Palette, indent string) {
	for _, c := range [...]struct{ name, value string }{
		{"paper", p.Paper}, {"ink", p.Ink}, {"second", p.Second}, {"rule", p.Rule}, {"red", p.Red}, {"indigo", p.Indigo},
	} {
		if c.value != "" {
			fmt.Fprintf(b, "%s--%s: %s;\n", indent, c.name, c.value)
		}
	}
}

// writeMarks declares, for every Han face, a face with only the marks whose code points Chinese and English share. It
// is first in Chinese text, so that “ ” — … are full-width there, while letters and digits are from the Latin face
// (rules O1, P4). The faces are those of the reader's machine.
func writeMarks(b *bytes.Buffer, t *design.Theme) {
	han := map[string]bool{}
	for _, f := range t.Families {
		han[f.Han] = true
	}
	for _, name := range slices.Sorted(maps.Keys(han)) {
		if !ident(name) {
			continue
		}
		var src []string
		for _, family := range t.Fonts[name].Stack {
			if !generic(family) {
				q := quote(family)
				src = append(src, "local("+q+")", "local("+quote(family+" Regular")+")")
			}
		}
		if len(src) > 0 {
			fmt.Fprintf(b, "@font-face {\n\tfont-family: \"%s\";\n\tsrc: %s;\n\tunicode-range: U+B7, U+2014, U+2018-2019, U+201C-201D, U+2026, U+2E3A;\n}\n",
				marks(name), strings.Join(src, ", "))
		}
	}
}

func marks(font string) string { return "marks-" + font }

// stack joins the CSS family lists of fonts, with a generic name last.
func stack(t *design.Theme, fonts ...string) string {
	var named, generics []string
	for _, font := range fonts {
		for _, family := range t.Fonts[font].Stack {
			if generic(family) {
				generics = append(generics, family)
			} else {
				named = append(named, quote(family))
			}
		}
	}
	if len(generics) == 0 {
		generics = []string{"serif"}
	}
	return strings.Join(append(named, generics[0]), ", ")
}

func generic(family string) bool {
	switch family {
	case "serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "ui-serif", "ui-sans-serif", "ui-monospace":
		return true
	}
	return false
}

// fluid is a font size that grows with the width of the window. It is in per cent of the reader's own setting, which is
// 16 px by default.
func fluid(size design.WebSize) string {
	narrow, wide := size.Narrow, size.Wide
	percent := func(px float64) string { return strconv.FormatFloat(px/16*100, 'f', -1, 64) + "%" }
	slope := float64(wide-narrow) / (widest - narrowest)
	at0 := float64(narrow) - slope*narrowest
	return fmt.Sprintf("clamp(%s, %.3f%% + %.4fvw, %s)", percent(float64(narrow)), at0/16*100, slope*100, percent(float64(wide)))
}

var cssIdent = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

func ident(s string) bool { return cssIdent.MatchString(s) }

// quote writes a CSS string (CSS Syntax 3 §4.3.5).
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if r == '"' || r == '\\' || r < ' ' || r == '<' {
			fmt.Fprintf(&b, `\%x `, r)
		} else {
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
