package svg

import (
	"bytes"
	"encoding/base64"
	"strings"
)

// maxNesting is how deep blocks and brackets of a style sheet may go.
const maxNesting = 32

// cleaner rebuilds style sheets, declarations and values token by token. It leaves out whatever is not known to be
// harmless and reports it.
type cleaner struct {
	tell func(what string)
}

// sheet rebuilds a style sheet.
func (c *cleaner) sheet(text string) string {
	var b strings.Builder
	c.rules(&b, cssTokens(text), 0)
	return b.String()
}

// rules rebuilds a list of rules.
func (c *cleaner) rules(b *strings.Builder, ts []cssToken, depth int) {
	if depth > maxNesting {
		c.tell("CSS")
		return
	}
	for len(ts) > 0 {
		switch t := ts[0]; {
		case t.kind == spaceToken || t.kind == commentToken || t.is(';') || t.is('}'):
			ts = ts[1:]
		case markup(ts) > 0: // <!-- and -->, which style sheets may have around them
			ts = ts[markup(ts):]
		default:
			r, rest := firstRule(ts)
			ts = rest
			if t.kind == atToken {
				c.at(b, r, depth)
			} else if r.hasBlock {
				c.styleRule(b, r)
			}
		}
	}
}

// markup returns how many tokens <!-- or --> at the beginning of ts has.
func markup(ts []cssToken) int {
	var b strings.Builder
	for i := 0; i < len(ts) && i < 4; i++ {
		ts[i].write(&b)
		if s := b.String(); s == "<!--" || s == `-->` || s == `-\->` {
			return i + 1
		}
	}
	return 0
}

// rawRule is a rule of a style sheet as read: the tokens before its block, and the block.
type rawRule struct {
	head, block []cssToken
	hasBlock    bool
}

// firstRule divides the first rule from those that follow.
func firstRule(ts []cssToken) (r rawRule, rest []cssToken) {
	depth := 0
	for i, t := range ts {
		switch {
		case depth == 0 && t.is(';') && ts[0].kind == atToken:
			return rawRule{head: ts[:i]}, ts[i+1:]
		case depth == 0 && t.is('{'):
			end := blockEnd(ts, i)
			return rawRule{ts[:i], ts[i+1 : end], true}, ts[min(end+1, len(ts)):]
		case t.is('(') || t.is('[') || t.kind == functionToken:
			depth++
		case t.is(')') || t.is(']'):
			depth = max(depth-1, 0)
		}
	}
	return rawRule{head: ts}, nil
}

// blockEnd returns the index of the brace that closes the one at open, or the end.
func blockEnd(ts []cssToken, open int) int {
	depth := 0
	for i := open; i < len(ts); i++ {
		switch {
		case ts[i].is('{'):
			depth++
		case ts[i].is('}'):
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(ts)
}

// at rebuilds a rule that begins with @.
func (c *cleaner) at(b *strings.Builder, r rawRule, depth int) {
	name := strings.ToLower(r.head[0].text)
	switch name {
	case "charset": // has no effect, because the file is UTF-8
		return
	case "media", "supports", "layer", "keyframes", "-webkit-keyframes", "font-face":
	default:
		c.tell("@" + name)
		return
	}
	prelude, ok := c.tokens(r.head[1:], selectorFunctions, valueFunctions)
	if !r.hasBlock || !ok {
		c.tell("@" + name)
		return
	}
	var inside strings.Builder
	switch name {
	case "font-face":
		inside.WriteString(c.list(r.block, descriptors))
	default:
		c.rules(&inside, r.block, depth+1)
	}
	if inside.Len() > 0 {
		b.WriteString("@" + name + prelude + "{" + inside.String() + "}\n")
	}
}

func (c *cleaner) styleRule(b *strings.Builder, r rawRule) {
	selector, ok := c.tokens(r.head, selectorFunctions)
	if !ok {
		c.tell("CSS")
		return
	}
	if list := c.list(r.block, nil); list != "" {
		b.WriteString(strings.TrimSpace(selector) + "{" + list + "}\n")
	}
}

// declarations rebuilds what a style attribute holds.
func (c *cleaner) declarations(text string) string { return c.list(cssTokens(text), nil) }

// list rebuilds declarations. allowed are their properties; nil means those of a drawing.
func (c *cleaner) list(ts []cssToken, allowed map[string]bool) string {
	var out []string
	for len(ts) > 0 {
		end, depth := 0, 0
		for ; end < len(ts); end++ {
			switch t := ts[end]; {
			case t.is('(') || t.is('[') || t.is('{') || t.kind == functionToken:
				depth++
			case t.is(')') || t.is(']') || t.is('}'):
				depth--
			}
			if depth <= 0 && ts[end].is(';') {
				break
			}
		}
		if s := c.declaration(trimTokens(ts[:end]), allowed); s != "" {
			out = append(out, s)
		}
		ts = ts[min(end+1, len(ts)):]
	}
	return strings.Join(out, ";")
}

func (c *cleaner) declaration(ts []cssToken, allowed map[string]bool) string {
	if len(ts) == 0 {
		return ""
	}
	property := ts[0].text
	rest := trimTokens(ts[1:])
	if ts[0].kind != identToken || len(rest) == 0 || !rest[0].is(':') {
		return "" // not a declaration; browsers ignore it
	}
	if !strings.HasPrefix(property, "--") {
		property = strings.ToLower(property)
	}
	switch known := properties[property] || presentation[property]; {
	case allowed != nil && !allowed[property], allowed == nil && !known && !strings.HasPrefix(property, "--"):
		if !silentProperty(property) {
			c.tell(property + ":")
		}
		return ""
	}
	value, ok := c.value(trimTokens(rest[1:]), allowed != nil && property == "src")
	if !ok {
		c.tell(property + ":")
		return ""
	}
	var b strings.Builder
	writeIdent(&b, property)
	return b.String() + ":" + value
}

// silentProperty reports whether a property is a note of one program to itself, or only one browser's own. It goes
// without a message, because the drawing looks the same without it.
func silentProperty(name string) bool {
	if silentAttributes[name] {
		return true
	}
	for _, prefix := range [...]string{"-inkscape-", "-adobe-", "-webkit-", "-o-", "mso-"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// attribute rebuilds the value of a presentation attribute.
func (c *cleaner) attribute(text string) (string, bool) {
	return c.value(trimTokens(cssTokens(text)), false)
}

// value rebuilds a value; font is the source of a font face.
func (c *cleaner) value(ts []cssToken, font bool) (string, bool) {
	for i, t := range ts {
		if t.kind != urlToken {
			continue
		}
		to, ok := reachable(t.text, font)
		if !ok {
			return "", false
		}
		ts[i].text = to
	}
	return c.tokens(ts, valueFunctions)
}

// tokens writes tokens that are harmless: known functions, no blocks, no rules within, nothing broken.
func (c *cleaner) tokens(ts []cssToken, functions ...map[string]bool) (string, bool) {
	var b strings.Builder
	depth := 0
	for i, t := range ts {
		switch t.kind {
		case badToken, atToken:
			return "", false
		case urlToken:
			if _, ok := reachable(t.text, true); !ok {
				return "", false
			}
		case functionToken:
			known := false
			for _, f := range functions {
				known = known || f[strings.ToLower(t.text)]
			}
			if depth++; !known || depth > maxNesting {
				return "", false
			}
		case delimToken:
			switch t.text {
			case "(", "[":
				// 4url(…) is a number and a bracket, which no value has, but a careless reader takes it for an address.
				if depth++; depth > maxNesting || i > 0 && (ts[i-1].kind == numberToken || ts[i-1].kind == hashToken || ts[i-1].kind == idToken) {
					return "", false
				}
			case ")", "]":
				if depth--; depth < 0 {
					return "", false
				}
			case "{", "}", ";", "\\", "@", `"`, "'":
				return "", false
			}
		}
		t.write(&b)
	}
	return b.String(), depth == 0
}

func trimTokens(ts []cssToken) []cssToken {
	blank := func(t cssToken) bool { return t.kind == spaceToken || t.kind == commentToken }
	for len(ts) > 0 && blank(ts[0]) {
		ts = ts[1:]
	}
	for len(ts) > 0 && blank(ts[len(ts)-1]) {
		ts = ts[:len(ts)-1]
	}
	return ts
}

// reachable returns an address if a drawing may refer to it: to a part of itself, or to an image or font inside it.
func reachable(address string, font bool) (string, bool) {
	address = strings.TrimSpace(address)
	switch {
	case strings.HasPrefix(address, "#"):
		return address, true
	case font:
		if s, ok := dataAddress(address, fontData); ok {
			return s, true
		}
	}
	return dataAddress(address, imageData)
}

// imageData and fontData are the first bytes of the types: data that begin otherwise are refused.
var (
	imageData = map[string][]string{
		"image/png": {"\x89PNG\r\n\x1a\n"}, "image/jpeg": {"\xFF\xD8\xFF"}, "image/jpg": {"\xFF\xD8\xFF"},
		"image/gif": {"GIF87a", "GIF89a"}, "image/webp": {"RIFF"},
	}
	fontData = map[string][]string{
		"font/woff2": {"wOF2"}, "font/woff": {"wOFF"}, "font/ttf": {"\x00\x01\x00\x00", "true"}, "font/otf": {"OTTO"},
		"font/opentype": {"OTTO", "\x00\x01\x00\x00"}, "font/truetype": {"\x00\x01\x00\x00"},
		"application/font-woff2": {"wOF2"}, "application/font-woff": {"wOFF"}, "application/x-font-woff": {"wOFF"}, "application/x-font-woff2": {"wOF2"},
		"application/x-font-ttf": {"\x00\x01\x00\x00"}, "application/x-font-truetype": {"\x00\x01\x00\x00"}, "application/x-font-opentype": {"OTTO"},
		"application/font-sfnt": {"\x00\x01\x00\x00", "OTTO"}, "application/octet-stream": {"wOF2", "wOFF", "\x00\x01\x00\x00", "OTTO"},
	}
)

// dataAddress reads a data: address in base64 (RFC 2397) and writes it anew.
func dataAddress(address string, types map[string][]string) (string, bool) {
	const scheme = "data:"
	if len(address) < len(scheme) || !strings.EqualFold(address[:len(scheme)], scheme) {
		return "", false
	}
	head, body, ok := strings.Cut(address[len(scheme):], ",")
	kind, parameters, _ := strings.Cut(head, ";")
	kind = strings.ToLower(strings.TrimSpace(kind))
	if !ok || types[kind] == nil || !strings.HasSuffix(strings.ToLower(strings.TrimSpace(parameters)), "base64") {
		return "", false
	}
	body = strings.Map(func(r rune) rune {
		if r == ' ' || r == '\t' || r == '\n' || r == '\r' {
			return -1
		}
		return r
	}, body)
	body = strings.NewReplacer("%2B", "+", "%2b", "+", "%2F", "/", "%2f", "/", "%3D", "=", "%3d", "=", "%0A", "", "%0a", "", "%0D", "", "%0d", "").Replace(body)
	data, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(body, "="))
	if err != nil {
		return "", false
	}
	for _, magic := range types[kind] {
		if bytes.HasPrefix(data, []byte(magic)) {
			return scheme + kind + ";base64," + base64.StdEncoding.EncodeToString(data), true
		}
	}
	return "", false
}
