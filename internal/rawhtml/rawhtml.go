// Package rawhtml makes the HTML that an author typed fit to stand in a page: of raw-html: true, only what says
// something to a reader passes.
//
// A fragment is read tag by tag and written anew: known elements with known attributes, everything else as text or not
// at all. No element of the list changes how a browser reads what follows it (there is no script, style, template,
// textarea, SVG or MathML), so that a browser finds just the tags that were written, whatever the author's bytes would
// have made of it. The HTML Standard's tokenizer is therefore not needed here: a tag read otherwise than a browser
// would read it is still a tag of the list.
package rawhtml

import (
	"html"
	"regexp"
	"strings"
)

// Gone is something that does not pass.
type Gone struct {
	What string // "<script>", "onclick", "<a href>"
	At   int    // offset in the fragment
}

// Clean returns a fragment as it may stand in a page, and what went. Comments go without a word.
func Clean(fragment string) (clean string, gone []Gone) {
	c := &cleaner{in: fragment}
	for c.at < len(c.in) {
		c.next()
	}
	return c.out.String(), c.gone
}

type cleaner struct {
	in   string
	at   int
	out  strings.Builder
	gone []Gone
}

func (c *cleaner) went(what string, at int) {
	if len(what) > 40 {
		what = strings.ToValidUTF8(what[:40], "") + "…"
	}
	c.gone = append(c.gone, Gone{what, at})
}

// next takes the text before the next tag, or the tag.
func (c *cleaner) next() {
	rest := c.in[c.at:]
	i := strings.IndexByte(rest, '<')
	switch {
	case i != 0:
		if i < 0 {
			i = len(rest)
		}
		c.out.WriteString(escape(html.UnescapeString(rest[:i])))
		c.at += i
	case strings.HasPrefix(rest, "<!--"):
		c.past("-->")
	case strings.HasPrefix(rest, "<!"), strings.HasPrefix(rest, "<?"):
		c.past(">")
	default:
		t, n := readTag(rest)
		if n == 0 {
			c.out.WriteString("&lt;")
			c.at++
			return
		}
		c.tag(t)
		c.at += n
		if !t.closing && Devices[t.name] {
			c.content(t.name)
		}
	}
}

// past moves behind the next end, or to the end of the fragment.
func (c *cleaner) past(end string) {
	if i := strings.Index(c.in[c.at:], end); i >= 0 {
		c.at += i + len(end)
	} else {
		c.at = len(c.in)
	}
}

// content passes over what a device holds, with the devices of the same name inside it.
func (c *cleaner) content(name string) {
	if void[name] {
		return
	}
	for depth := 1; depth > 0; {
		i := strings.IndexByte(c.in[c.at:], '<')
		if i < 0 {
			c.at = len(c.in)
			return
		}
		c.at += i
		t, n := readTag(c.in[c.at:])
		switch {
		case n == 0:
			c.at++
			continue
		case t.name == name && t.closing:
			depth--
		case t.name == name:
			depth++
		}
		c.at += n
	}
}

// tag writes a tag that passes.
func (c *cleaner) tag(t tag) {
	own, known := elements[t.name]
	if !known && !custom(t.name) {
		if !t.closing {
			c.went("<"+t.name+">", c.at)
		}
		return
	}
	if t.closing {
		if !void[t.name] {
			c.out.WriteString("</" + t.name + ">")
		}
		return
	}
	c.out.WriteString("<" + t.name)
	seen := map[string]bool{}
	for _, a := range t.attrs {
		if seen[a.name] {
			continue
		}
		seen[a.name] = true
		if a.name == "preload" {
			continue // said below
		}
		if what := refused(t.name, own, a); what != "" {
			c.went(what, c.at)
			continue
		}
		c.out.WriteString(" " + a.name)
		if a.value != "" {
			c.out.WriteString(`="` + escape(a.value) + `"`)
		}
	}
	if t.name == "video" || t.name == "audio" {
		c.out.WriteString(` preload="none"`) // nothing is fetched before a reader asks for it
	}
	c.out.WriteByte('>')
}

// refused says what is wrong with an attribute, "" when nothing is.
func refused(element string, own map[string]bool, a attribute) string {
	switch {
	case !plainName(a.name), !own[a.name] && !global[a.name] && !strings.HasPrefix(a.name, "data-") && !strings.HasPrefix(a.name, "aria-"):
		return a.name
	case a.name == "target" && a.value != "_blank":
		return a.name
	case addresses[a.name] && !leads(element, a):
		return "<" + element + " " + a.name + ">"
	}
	return ""
}

// imageSize is what a candidate of srcset says of itself behind its address (HTML §4.8.4.2.1).
var imageSize = regexp.MustCompile(`^(\d+w|\d+(\.\d+)?x)?$`)

// leads reports whether an address is one that an element may have: of a link any page or mailbox, of film and sound
// a file of the site or one fetched over https, of anything else a file of the site.
func leads(element string, a attribute) bool {
	if a.name == "srcset" {
		for candidate := range strings.SplitSeq(a.value, ",") {
			first, size, _ := strings.Cut(strings.TrimSpace(candidate), " ")
			if !imageSize.MatchString(strings.TrimSpace(size)) || !leads(element, attribute{"src", first}) {
				return false
			}
		}
		return true
	}
	scheme, within := address(a.value)
	switch {
	case scheme == "" && within:
		return true
	case a.name == "href" || a.name == "cite":
		return scheme == "" || scheme == "http" || scheme == "https" || scheme == "mailto" || scheme == "tel"
	case a.name == "src" && (element == "video" || element == "audio" || element == "source"):
		return scheme == "https"
	}
	return false
}

// address reads the scheme of an address as browsers do (WHATWG URL, basic URL parser): controls and blanks do not
// count, and U+0000 is U+FFFD, as it is written. within says that the address stays on the site.
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

// custom reports whether a name is that of a custom element, which does nothing unless the site's own script says so.
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
