// Package rawhtml makes the HTML that an author typed (raw-html: true) safe for a page of the website: only elements
// and attributes that mean something to a reader pass.
//
// A fragment is read token by token (package hypertext) and written anew: the elements and attributes of the lists in
// allow.go, which follow the HTML Standard (§4.3 to §4.11), and everything else as text or not at all. No element of
// the lists changes how a browser reads the text after it (there is no script, style, template, textarea, SVG or
// MathML), so that a browser finds exactly the tags that were written. A parser of HTML is therefore not needed.
//
// A list of allowed elements rather than of forbidden ones is used, because a Content-Security-Policy stops scripts but
// not a form, a <base>, or an element that hides the page. Offsets are bytes of the fragment.
package rawhtml

import (
	"regexp"
	"strings"

	"keben/internal/hypertext"
)

// Gone is a part of a fragment that does not pass.
type Gone struct {
	What     string // "<script>", "onclick", "<a href>"
	From, To int    // the tag, in the fragment
}

// Clean returns a fragment as it may be in a page, and the parts that were removed. Comments are removed without
// mention.
func Clean(fragment string) (clean string, gone []Gone) {
	c := &cleaner{}
	tokens := hypertext.Tokens(fragment)
	for i := 0; i < len(tokens); i++ {
		switch t := &tokens[i]; t.Kind {
		case hypertext.Text:
			c.out.WriteString(escape(t.Value))
		case hypertext.Start, hypertext.End:
			c.tag(t)
			if t.Kind == hypertext.Start && Devices[t.Name] && !hypertext.Void(t.Name) {
				i = past(tokens, i)
			}
		}
	}
	return c.out.String(), c.gone
}

// past is the index of the tag that ends the device at i, or of the last token. Devices may be nested.
func past(tokens []hypertext.Token, i int) int {
	name := tokens[i].Name
	for depth := 0; i < len(tokens); i++ {
		switch t := &tokens[i]; {
		case t.Name != name:
		case t.Kind == hypertext.Start:
			depth++
		default:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return i
}

type cleaner struct {
	out  strings.Builder
	gone []Gone
}

func (c *cleaner) went(what string, t *hypertext.Token) {
	if len(what) > 40 {
		what = strings.ToValidUTF8(what[:40], "") + "…"
	}
	c.gone = append(c.gone, Gone{what, t.From, t.To})
}

// tag writes a tag that passes.
func (c *cleaner) tag(t *hypertext.Token) {
	own, known := elements[t.Name]
	if !known && !custom(t.Name) {
		if t.Kind == hypertext.Start {
			c.went("<"+t.Name+">", t)
		}
		return
	}
	if t.Kind == hypertext.End {
		if !hypertext.Void(t.Name) {
			c.out.WriteString("</" + t.Name + ">")
		}
		return
	}
	c.out.WriteString("<" + t.Name)
	for _, a := range t.Attrs {
		if a.Name == "preload" {
			continue // written below
		}
		if what := refused(t.Name, own, a); what != "" {
			c.went(what, t)
			continue
		}
		c.out.WriteString(" " + a.Name)
		if a.Value != "" {
			c.out.WriteString(`="` + escape(a.Value) + `"`)
		}
	}
	if t.Name == "video" || t.Name == "audio" {
		c.out.WriteString(` preload="none"`) // nothing is fetched before a reader asks for it
	}
	c.out.WriteByte('>')
}

// refused returns the reason for which an attribute does not pass, or "".
func refused(element string, own map[string]bool, a hypertext.Attribute) string {
	switch {
	case !plainName(a.Name), !own[a.Name] && !global[a.Name] && !strings.HasPrefix(a.Name, "data-") && !strings.HasPrefix(a.Name, "aria-"):
		return a.Name
	case a.Name == "target" && a.Value != "_blank":
		return a.Name
	case addresses[a.Name] && !leads(element, a):
		return "<" + element + " " + a.Name + ">"
	}
	return ""
}

// imageSize matches the descriptor after the address of a candidate of srcset (HTML §4.8.4.2.1).
var imageSize = regexp.MustCompile(`^(\d+w|\d+(\.\d+)?x)?$`)

// leads reports whether an element may have an address: a link that of any page or mailbox, film and sound that of a
// file of the site or over https, anything else that of a file of the site.
func leads(element string, a hypertext.Attribute) bool {
	if a.Name == "srcset" {
		for candidate := range strings.SplitSeq(a.Value, ",") {
			first, size, _ := strings.Cut(strings.TrimSpace(candidate), " ")
			if !imageSize.MatchString(strings.TrimSpace(size)) || !leads(element, hypertext.Attribute{Name: "src", Value: first}) {
				return false
			}
		}
		return true
	}
	scheme, within := address(a.Value)
	switch {
	case scheme == "" && within:
		return true
	case a.Name == "href" || a.Name == "cite":
		return scheme == "" || scheme == "http" || scheme == "https" || scheme == "mailto" || scheme == "tel"
	case a.Name == "src" && (element == "video" || element == "audio" || element == "source"):
		return scheme == "https"
	}
	return false
}

// address reads the scheme of an address as browsers do (WHATWG URL, basic URL parser): controls and blanks do not
// count, and U+0000 is U+FFFD, as it is written. within means that the address is on the site.
func address(s string) (scheme string, within bool) {
	s = strings.ReplaceAll(s, "\x00", "\uFFFD")
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c > ' ' && c != 0x7F {
			b.WriteByte(c)
		}
	}
	s = strings.ReplaceAll(b.String(), `\`, "/")
	if strings.HasPrefix(s, "//") {
		return "", false
	}
	if i := strings.IndexAny(s, ":/?#"); i >= 0 && s[i] == ':' {
		return strings.ToLower(s[:i]), false
	}
	return "", true
}

// escape writes text, and the value of an attribute in double quotation marks.
func escape(s string) string { return escaper.Replace(s) }

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\x00", "\uFFFD")

// custom reports whether a name is that of a custom element, which does nothing unless a script of the site defines it.
// Some names with a hyphen are SVG's and MathML's (HTML §4.13.3).
func custom(name string) bool {
	switch name {
	case "annotation-xml", "color-profile", "font-face", "font-face-src", "font-face-uri", "font-face-format", "font-face-name", "missing-glyph":
		return false
	}
	return strings.Contains(name, "-") && plainName(name)
}

// plainName reports whether a name is of letters, digits and hyphens, and begins with a letter.
func plainName(s string) bool {
	for i := range len(s) {
		if c := s[i]; !('a' <= c && c <= 'z') && (i == 0 || !('0' <= c && c <= '9' || c == '-')) {
			return false
		}
	}
	return s != ""
}
