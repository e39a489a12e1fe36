// Package frontmatter reads what a text says about itself before it begins: YAML between two lines of ---, as Jekyll has
// it and every tool after it, or TOML between two lines of +++, as Hugo and Zola have it. Front matter of Mmark is in
// package manuscript/mmark.
//
// What the keys mean is not decided here: chapters have a schema in package manuscript, and the lists of chapters of
// other tools take an order and a title from it. Places are those of the file.
package frontmatter

import (
	"bytes"
	"regexp"

	"keben/internal/diag"
	"keben/internal/source"
	"keben/internal/toml"
	"keben/internal/yaml"
)

var unclosed = diag.NewKind("front-matter", diag.Error,
	"this front matter has no end", "这个文件头没有结束",
	"end it with a line ---", "请在末尾另起一行写 ---")

// Read returns the front matter of a text and the offset at which the text behind it begins. The node is nil, and the
// offset 0, when there is none.
func Read(src *source.File) (root *yaml.Node, body int, ms []diag.Message) {
	inner, body, ms := split(src)
	var found []diag.Message
	switch {
	case body == 0:
		return nil, 0, ms
	case src.Text[0] == '+':
		root, found = toml.Parse(src, inner)
	default:
		// Blanks for what is before it keep the places those of the file.
		text := append(bytes.Repeat([]byte(" "), bytes.IndexByte(src.Text, '\n')), src.Text[bytes.IndexByte(src.Text, '\n'):inner.To]...)
		root, found = yaml.ParseLines(src, text)
	}
	return root, body, append(ms, found...)
}

var keyLine = regexp.MustCompile(`(?m)^[\p{L}\p{N}_-]+[ ]*[:：]`)

// split finds the front matter of a text. It returns what is between its lines, and the offset at which the chapter's
// text begins, or 0. Without a key it is not front matter but text after a thematic break.
func split(src *source.File) (inner source.Range, body int, ms []diag.Message) {
	text := src.Text
	first, _, _ := bytes.Cut(text, []byte("\n"))
	fence := string(bytes.TrimRight(first, " \t"))
	if fence != "---" && fence != "+++" {
		return inner, 0, nil
	}
	start := len(first) + 1
	for at := start; at < len(text); {
		line, _, _ := bytes.Cut(text[at:], []byte("\n"))
		end := min(at+len(line)+1, len(text))
		if l := string(bytes.TrimRight(line, " \t")); l == fence || l == "..." && fence == "---" {
			keys := text[start:at]
			if fence == "---" && len(bytes.TrimSpace(keys)) > 0 && !keyLine.Match(keys) {
				return inner, 0, nil
			}
			return source.Span(start, at), end, nil
		}
		at = end
	}
	if start < len(text) && fence == "---" {
		if second, _, _ := bytes.Cut(text[start:], []byte("\n")); keyLine.Match(second) {
			// The first empty line is the likeliest end: the rest is still read.
			body = len(text)
			if i := bytes.Index(text[start:], []byte("\n\n")); i >= 0 {
				body = start + i + 1
			}
			return source.Span(start, body), body, []diag.Message{unclosed.At(src.Point(0).Chars(3))}
		}
	}
	return inner, 0, nil
}
