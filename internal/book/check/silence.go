package check

import (
	"regexp"
	"strings"

	"keben/internal/diag"
	"keben/internal/source"
)

var (
	nothingIgnored = diag.NewKind("ignore-unused", diag.Note,
		"this comment ignores %s, which is not reported here", "此处没有 %s 这一项提示，注释不起作用",
		"delete the comment", "请删去这条注释")
	ignoreAll = diag.NewKind("ignore-what", diag.Warning,
		"the comment does not say what to ignore", "注释没有写明忽略哪一项",
		"name the message: <!-- keben: ignore number-mismatch -->", "请写明提示的名称：<!-- keben: ignore number-mismatch -->")
)

// directive matches <!-- keben: ignore ID… -->, or # keben: ignore ID in front matter and YAML files, with an optional
// reason after two hyphens. “ignore-file” counts for the whole file.
var directive = regexp.MustCompile(`(?:<!--|^\s*#)\s*keben:\s*(ignore-file|ignore)\b([^>\n]*?)(?:\s--\s[^>\n]*?)?\s*(?:-->|$)`)

// ignore is a directive: messages of these kinds in lines from…to are not shown.
type ignore struct {
	place    source.Place // of the comment
	from, to int
	ids      []string
	used     []bool
}

// Silence removes the messages that the author has answered by a comment in the source: on the line of the message, or
// on a line of its own before the block. Errors cannot be silenced. If all checks have run, files are those of the book,
// and comments in them that silence nothing are reported; else files is nil.
func Silence(ms []diag.Message, text func(file string) *source.File, files []string) []diag.Message {
	byFile := map[string][]*ignore{}
	var faults []diag.Message
	read := func(file string) []*ignore {
		if found, ok := byFile[file]; ok {
			return found
		}
		var found []*ignore
		if src := text(file); src != nil && strings.Contains(string(src.Text), "keben:") {
			var bad []diag.Message
			found, bad = ignores(src)
			faults = append(faults, bad...)
		}
		byFile[file] = found
		return found
	}
	var kept []diag.Message
	for _, m := range ms {
		if m.Place.Name() == "" {
			kept = append(kept, m)
			continue
		}
		silent := false
		for _, ig := range read(m.Place.Name()) {
			for k, id := range ig.ids {
				if id == m.Kind.ID && m.Kind.Severity != diag.Error && (ig.to == 0 || m.Place.Line() >= ig.from && m.Place.Line() <= ig.to) {
					silent, ig.used[k] = true, true
				}
			}
		}
		if !silent {
			kept = append(kept, m)
		}
	}
	if files == nil {
		return kept
	}
	for _, file := range files {
		for _, ig := range read(file) {
			for k, id := range ig.ids {
				if !ig.used[k] {
					faults = append(faults, nothingIgnored.At(ig.place, id))
				}
			}
		}
	}
	return append(kept, faults...)
}

// ignores reads the directives of a file. A directive in code is an example and ignored.
func ignores(src *source.File) (out []*ignore, faults []diag.Message) {
	lines := strings.Split(string(src.Text), "\n")
	at := -1 // where the line begins
	fence := ""
	front := len(lines) > 0 && strings.TrimRight(lines[0], "\r ") == "---"
	for i, line := range lines {
		bare := strings.TrimSpace(line)
		if at++; i > 0 {
			at += len(lines[i-1])
		}
		if front {
			front = i == 0 || bare != "---"
		} else if strings.HasPrefix(bare, "```") || strings.HasPrefix(bare, "~~~") {
			if fence == "" {
				fence = bare[:3]
			} else if strings.HasPrefix(bare, fence) {
				fence = ""
			}
			continue
		}
		if fence != "" {
			continue
		}
		m := directive.FindStringSubmatchIndex(line)
		if m == nil || line[m[0]] != '<' && !front && !strings.HasSuffix(src.Name, ".yaml") {
			continue
		}
		if strings.Count(line[:m[0]], "`")%2 == 1 {
			continue // an example
		}
		ids := strings.FieldsFunc(line[m[4]:m[5]], func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
		if len(ids) == 0 {
			faults = append(faults, ignoreAll.At(src.Line(i+1)))
			continue
		}
		ig := &ignore{place: src.At(source.Span(at+m[0], at+m[1])), from: i + 1, to: i + 1, ids: ids, used: make([]bool, len(ids))}
		switch {
		case line[m[2]:m[3]] == "ignore-file":
			ig.from, ig.to = 0, 0
		case strings.TrimSpace(line[:m[0]]+line[m[1]:]) == "":
			// On a line of its own: the block after it, over blank lines.
			next := i + 1
			for next < len(lines) && strings.TrimSpace(lines[next]) == "" {
				next++
			}
			for next < len(lines) && strings.TrimSpace(lines[next]) != "" {
				next++
			}
			ig.to = next
		}
		out = append(out, ig)
	}
	return out, faults
}
