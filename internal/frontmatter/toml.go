package frontmatter

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	tomlPair  = regexp.MustCompile(`^([ \t]*(?:[A-Za-z0-9_-]+|"[^"\\]*"|'[^']*')[ \t]*)=[ \t]*(.*)$`)
	tomlTable = regexp.MustCompile(`^[ \t]*\[+[ \t]*([A-Za-z0-9_-]+)[^\]]*\]+`)
	tomlInner = regexp.MustCompile(`([{,][ \t]*[A-Za-z0-9_-]+[ \t]*)=`)
)

// yamlOf writes TOML front matter (Hugo, Zola) as YAML, line for line, so that positions stay those of the file. Only
// keys of the root are used; tables become empty keys.
func yamlOf(toml string) string {
	lines := strings.Split(toml, "\n")
	inTable := false
	for i := 0; i < len(lines); i++ {
		l := strings.TrimRight(lines[i], " \t\r")
		switch m := tomlPair.FindStringSubmatch(l); {
		case tomlTable.MatchString(l):
			lines[i] = strconv.Quote(tomlTable.FindStringSubmatch(l)[1]) + ": {}"
			if inTable {
				lines[i] = "" // nested tables, and arrays of tables, may repeat a name
			}
			inTable = true
		case inTable:
			lines[i] = ""
		case m != nil:
			value, last := tomlValue(m[2], lines, i)
			lines[i] = m[1] + ": " + value
			for i < last {
				i++
				lines[i] = ""
			}
		default:
			lines[i] = l // blank, a comment, or a fault that YAML will report
		}
	}
	return strings.Join(lines, "\n")
}

// tomlValue returns a value that begins on line i as YAML on one line, and the line on which it ends.
func tomlValue(value string, lines []string, i int) (string, int) {
	for _, quote := range []string{`"""`, `'''`} {
		if !strings.HasPrefix(value, quote) {
			continue
		}
		var text strings.Builder
		text.WriteString(value[3:])
		for last := value[3:]; !strings.Contains(last, quote) && i+1 < len(lines); {
			i++
			last = lines[i]
			text.WriteString("\n" + last)
		}
		inner, _, _ := strings.Cut(text.String(), quote)
		return strconv.Quote(strings.TrimPrefix(inner, "\n")), i
	}
	if strings.HasPrefix(value, "[") {
		var list strings.Builder
		list.WriteString(value)
		for open := balance(value); open > 0 && i+1 < len(lines); {
			i++
			next := strings.TrimSpace(lines[i])
			if !strings.HasPrefix(next, "#") {
				list.WriteString(" " + next)
				open += balance(next)
			}
		}
		value = list.String()
	}
	if strings.HasPrefix(value, "{") || strings.HasPrefix(value, "[") {
		value = tomlInner.ReplaceAllString(value, "$1:")
	}
	return value, i
}

// balance is how many more brackets a line opens than it closes.
func balance(s string) int { return strings.Count(s, "[") - strings.Count(s, "]") }
