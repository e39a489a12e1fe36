package prose

import (
	"bytes"
	"strings"
)

// calloutKinds are the kinds of callout by the names that authors of GitHub, Quarto, Obsidian, VitePress and Docusaurus
// give them. The words over a kind are in lang/table.go.
var calloutKinds = map[string]string{
	"note": "note", "info": "note", "注": "note", "说明": "note",
	"tip": "tip", "hint": "tip", "success": "tip", "提示": "tip",
	"important": "important", "重要": "important",
	"warning": "warning", "attention": "warning", "警告": "warning",
	"caution": "caution", "danger": "caution", "注意": "caution",
}

// CalloutKind returns the kind that a class names, or "". Quarto's classes are callout-note and so on.
func CalloutKind(class string) string {
	return calloutKinds[strings.ToLower(strings.TrimPrefix(class, "callout-"))]
}

// AlertMarker reads [!KIND] title, the first line of a quotation that is a callout (GitHub, Obsidian),
// returning the kind and where the title begins and ends in the line; "" when the line is none.
// Obsidian's folding sign after the bracket is left out.
func AlertMarker(line []byte) (kind string, from, to int) {
	s := bytes.TrimLeft(line, " \t")
	if !bytes.HasPrefix(s, []byte("[!")) {
		return "", 0, 0
	}
	end := bytes.IndexByte(s, ']')
	if end < 0 {
		return "", 0, 0
	}
	kind = CalloutKind(string(s[2:end]))
	rest := s[end+1:]
	if len(rest) > 0 && (rest[0] == '-' || rest[0] == '+') {
		rest = rest[1:]
	}
	if kind == "" || len(rest) > 0 && rest[0] != ' ' && rest[0] != '\t' && rest[0] != '\n' && rest[0] != '\r' {
		return "", 0, 0
	}
	from = len(line) - len(bytes.TrimLeft(rest, " \t\r\n"))
	return kind, from, from + len(bytes.TrimSpace(rest))
}
