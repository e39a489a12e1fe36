package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/source"
	"keben/internal/wording"
)

var removed = diag.NewKind("svg-removed", diag.Warning,
	"parts of the drawing that could run code or load from elsewhere are left out: %[1]s", "SVG 图发布时去掉了可能运行或引用外部内容的部分：%[2]s",
	"if something is missing, convert it to paths or plain text in the drawing program", "若图中因此缺少内容，请在绘图软件中将其转换为路径或普通文字")

// Published is a drawing as it is published.
type Published struct {
	Data          []byte // nil when nothing of the file can be shown
	Width, Height int    // in CSS pixels, at least 1
}

// Rebuild writes a drawing anew, so that a reader may open the published file by itself: nothing in it runs, and
// nothing is fetched. Only elements, attributes and style rules on the lists in allow.go are written; no byte of the
// author's is copied unread. Shapes, text, gradients, patterns, masks, filters, animations, and images and fonts inside
// the file stay.
//
// One message lists what was left out. Notes of drawing programs, metadata and comments are left out without a message,
// because no browser shows them.
func Rebuild(src *source.File) (Published, []diag.Message) {
	in, decoded := readable(src)
	begin := func(still bool) *rebuilder {
		r := &rebuilder{src: in, decoded: decoded, still: still}
		r.cleaner.tell = r.went
		return r
	}
	r := begin(false)
	messages := r.read()
	if r.copies.multiply() { // a browser would draw for ever
		r = begin(true)
		messages = append(r.read(), budget.DrawingParts.At(source.Whole(src.Name)))
	}
	if m, ok := r.report(); ok {
		messages = append(messages, m)
	}
	if !r.rooted {
		return Published{}, messages
	}
	width, height := pixels(r.width), pixels(r.height)
	return Published{Data: r.out.Bytes(), Width: width, Height: height}, messages
}

// readable returns a file in UTF-8: one in UTF-16 with its byte order mark is decoded.
func readable(src *source.File) (in *source.File, decoded bool) {
	text := src.Text
	if len(text) < 2 || !(text[0] == 0xFF && text[1] == 0xFE) && !(text[0] == 0xFE && text[1] == 0xFF) {
		return src, false
	}
	low, high := 0, 1
	if text[0] == 0xFE {
		low, high = 1, 0
	}
	units := make([]uint16, 0, len(text)/2)
	for i := 2; i+1 < len(text); i += 2 {
		units = append(units, uint16(text[i+low])|uint16(text[i+high])<<8)
	}
	return source.New(src.Name, []byte(string(utf16.Decode(units)))), true
}

// rebuilder reads a drawing tag by tag and writes the allowed parts.
type rebuilder struct {
	cleaner
	src           *source.File
	decoded       bool // src was in UTF-16
	still         bool // without use elements
	copies        copies
	out           bytes.Buffer
	open          []string        // elements that have been written and are not closed
	skip          int             // depth inside an element that is left out
	style         strings.Builder // text of the style element that is open
	offset        int             // of the tag that is read
	rooted, over  bool            // the root has begun, has ended
	width, height float64
	elements      int
	deep          bool // something was left out because it was nested too deep

	gone []gone
}

// gone is a kind of thing that was left out.
type gone struct {
	what string
	at   int // offset of the first
	n    int
}

// mostGone is how many kinds a message names.
const mostGone = 12

func (r *rebuilder) went(what string) {
	if len(what) > 40 {
		what = strings.ToValidUTF8(what[:40], "") + "…"
	}
	i := slices.IndexFunc(r.gone, func(g gone) bool { return g.what == what })
	if i < 0 {
		i = len(r.gone)
		r.gone = append(r.gone, gone{what: what, at: r.offset})
	}
	r.gone[i].n++
}

// report makes the message about everything that was left out, with the line of the first of each kind.
func (r *rebuilder) report() (diag.Message, bool) {
	if len(r.gone) == 0 {
		return diag.Message{}, false
	}
	var en, zh []string
	for i, g := range r.gone {
		if i == mostGone {
			more := strconv.Itoa(len(r.gone) - i)
			en, zh = append(en, more+" more kinds"), append(zh, "另有 "+more+" 种")
			break
		}
		line, times := strconv.Itoa(r.src.Point(g.at).Line()), ""
		if g.n > 1 {
			times = " × " + strconv.Itoa(g.n)
		}
		en, zh = append(en, g.what+times+" (line "+line+")"), append(zh, g.what+times+"（第 "+line+" 行）")
	}
	return removed.At(r.src.Point(r.gone[0].at), strings.Join(en, ", "), strings.Join(zh, "、")), true
}

// decoder returns a lenient XML reader, because drawing programs write XML with errors.
func (r *rebuilder) decoder() *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(r.src.Text))
	d.Strict = false
	d.Entity = map[string]string{}
	d.CharsetReader = charset
	if r.decoded {
		d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	}
	return d
}

func (r *rebuilder) read() (messages []diag.Message) {
	d := r.decoder()
	for {
		r.offset = int(d.InputOffset())
		tok, err := d.Token()
		if err != nil {
			if !errors.Is(err, io.EOF) && !r.over {
				messages = append(messages, unreadable.At(r.src.Point(int(d.InputOffset())), wording.XML(err.Error())))
			}
			break
		}
		switch t := tok.(type) {
		case xml.Directive:
			if !readEntities(string(t), d.Entity) {
				r.went("<!ENTITY>")
			}
		case xml.ProcInst:
			if t.Target != "xml" && t.Target != "xpacket" {
				r.went("<?" + t.Target + "?>")
			}
		case xml.StartElement:
			if r.elements++; budget.DrawingParts.Over(r.elements) {
				messages = append(messages, budget.DrawingParts.At(r.src.Point(r.offset)))
				r.closeAll()
				return messages
			}
			r.start(t)
		case xml.EndElement:
			r.end()
		case xml.CharData:
			r.text(string(t))
		}
	}
	r.closeAll()
	if r.deep {
		messages = append(messages, budget.DrawingDepth.At(source.Whole(r.src.Name)))
	}
	if !r.rooted && len(messages) == 0 {
		messages = append(messages, noRoot.At(source.Whole(r.src.Name)))
	}
	return messages
}

func (r *rebuilder) closeAll() {
	r.skip = 0
	for len(r.open) > 0 {
		r.end()
	}
}

const xhtmlNamespace = "http://www.w3.org/1999/xhtml"

// start takes a start tag.
func (r *rebuilder) start(t xml.StartElement) {
	name := t.Name.Local
	switch {
	case r.skip > 0:
		r.skip++
		return
	case r.over, !r.rooted && (name != "svg" || !drawable(t.Name)):
		r.skip++
		return
	case !drawable(t.Name):
		if t.Name.Space == xhtmlNamespace {
			r.went("<" + name + ">")
		}
		r.skip++
		return
	case budget.DrawingDepth.Over(len(r.open) + 1):
		r.deep = true
		r.skip++
		return
	case r.still && name == "use":
		r.went("<use>")
		r.skip++
		return
	case !publishedElements[name], len(r.open) > 0 && r.open[len(r.open)-1] == "style", !r.animates(t):
		if name != "metadata" {
			r.went("<" + name + ">")
		}
		r.skip++
		return
	}
	r.out.WriteString("<" + name)
	if !r.rooted {
		r.root(t.Attr)
	}
	r.attributes(name, t.Attr)
	r.out.WriteByte('>')
	r.rooted = true
	r.open = append(r.open, name)
	r.copies.begin(name, t.Attr)
	if name == "style" {
		r.style.Reset()
	}
}

// animates reports whether an element may stay: it is not an animation, or one of an attribute without an address.
func (r *rebuilder) animates(t xml.StartElement) bool {
	if animation(t.Name.Local) {
		name := ""
		for _, a := range t.Attr {
			if a.Name.Space == "" && a.Name.Local == "attributeName" {
				name = strings.TrimSpace(a.Value)
			}
		}
		return animated(name)
	}
	return true
}

// animation reports whether an element changes an attribute of another.
func animation(element string) bool {
	return element == "animate" || element == "set" || element == "animateTransform"
}

func (r *rebuilder) end() {
	if r.skip > 0 {
		r.skip--
		return
	}
	if len(r.open) == 0 {
		return
	}
	name := r.open[len(r.open)-1]
	r.open = r.open[:len(r.open)-1]
	r.copies.end()
	if name == "style" {
		r.out.WriteString(escapeText(r.sheet(r.style.String())))
	}
	r.out.WriteString("</" + name + ">")
	if len(r.open) == 0 {
		r.out.WriteByte('\n')
		r.over = true
	}
}

func (r *rebuilder) text(s string) {
	if r.skip > 0 || len(r.open) == 0 {
		return
	}
	switch name := r.open[len(r.open)-1]; {
	case name == "style":
		r.style.WriteString(s)
	case textElements[name]:
		r.out.WriteString(escapeText(s))
	case strings.Contains(s, "\n") && !bytes.HasSuffix(r.out.Bytes(), []byte("\n")):
		r.out.WriteByte('\n') // the author's lines keep the file readable
	}
}

// root writes the attributes that the root must have: the namespace and a size.
func (r *rebuilder) root(attrs []xml.Attr) {
	value := func(name string) string {
		for _, a := range attrs {
			if a.Name.Space == "" && a.Name.Local == name {
				return strings.TrimSpace(a.Value)
			}
		}
		return ""
	}
	r.width, r.height = absolute(value("width")), absolute(value("height"))
	if box := numbers(value("viewBox")); len(box) == 4 && box[2] > 0 && box[3] > 0 {
		switch {
		case r.width == 0 && r.height == 0:
			r.width, r.height = box[2], box[3]
		case r.width == 0:
			r.width = r.height * box[2] / box[3]
		case r.height == 0:
			r.height = r.width * box[3] / box[2]
		}
	}
	if r.width == 0 {
		r.width = 300 // CSS 2.2 §10.3.2
	}
	if r.height == 0 {
		r.height = 150
	}
	r.out.WriteString(` xmlns="` + namespace + `"`)
	r.write("width", strconv.FormatFloat(r.width, 'f', -1, 64))
	r.write("height", strconv.FormatFloat(r.height, 'f', -1, 64))
}

// absolute reads a length in CSS pixels; 0 if it is missing or relative.
func absolute(s string) float64 {
	if strings.HasSuffix(s, "%") {
		return 0
	}
	v, ok := measure{em: 16, full: 100}.length(s)
	if !ok || v <= 0 || math.IsInf(v, 0) || math.IsNaN(v) || v > 1e6 {
		return 0
	}
	return v
}

func pixels(v float64) int { return max(1, int(math.Round(v))) }

// attributes writes the allowed attributes of an element. Of two with one name the first counts; href is before
// xlink:href, as SVG 2 says.
func (r *rebuilder) attributes(element string, attrs []xml.Attr) {
	written := map[string]bool{}
	if !r.rooted {
		written["width"], written["height"] = true, true
	}
	slices.SortStableFunc(attrs, func(a, b xml.Attr) int { return strings.Compare(linkPrefix(a), linkPrefix(b)) })
	for _, a := range attrs {
		name, value, ok := r.attribute(element, a)
		if ok && !written[name] {
			written[name] = true
			r.write(name, value)
		}
	}
}

// linkPrefix puts attributes of XLink behind the others.
func linkPrefix(a xml.Attr) string {
	if a.Name.Space == xlinkNamespace || a.Name.Space == "xlink" {
		return "xlink"
	}
	return ""
}

func (r *rebuilder) write(name, value string) {
	r.out.WriteString(" " + name + `="` + escapeValue(value) + `"`)
}

// attribute returns the name and value with which an attribute is written; not ok if it is left out.
func (r *rebuilder) attribute(element string, a xml.Attr) (name, value string, ok bool) {
	name = a.Name.Local
	switch a.Name.Space {
	case "":
	case xmlNamespace, "xml":
		if name == "base" {
			r.went("xml:base")
		}
		return "xml:" + name, a.Value, name == "lang" || name == "space"
	case xlinkNamespace, "xlink":
		if name != "href" {
			return "", "", false
		}
	default:
		if len(name) > 2 && strings.EqualFold(name[:2], "on") || name == "href" || name == "src" {
			r.went(name)
		}
		return "", "", false // a note of a program to itself
	}
	switch {
	case name == "href":
		return r.href(element, a.Value)
	case name == "style":
		value = r.declarations(a.Value)
		return name, value, value != ""
	case name == "type" && element == "style":
		return name, "text/css", strings.EqualFold(strings.TrimSpace(a.Value), "text/css")
	case name == "from" || name == "to" || name == "by" || name == "values" && (animation(element) || element == "animateMotion"):
		return r.keyframe(name, a.Value)
	case name == "attributeName" && !animation(element):
	case presentation[name]:
		if value, ok = r.cleaner.attribute(a.Value); !ok {
			r.went(name)
		}
		return name, value, ok
	case plain(name) && attributeName(name):
		return name, a.Value, true
	case silentAttributes[name]:
	default:
		r.went(name)
	}
	return "", "", false
}

// attributeName reports whether a name can be written as it is; names such as data-* and aria-* are the author's.
func attributeName(s string) bool {
	for i := range len(s) {
		if c := s[i]; !nameByte(c) || c >= 0x80 {
			return false
		}
	}
	return true
}

// keyframe checks the values of an animation, a list of values of an attribute.
func (r *rebuilder) keyframe(name, list string) (string, string, bool) {
	for v := range strings.SplitSeq(list, ";") {
		if _, ok := r.cleaner.attribute(v); !ok || strings.Contains(v, `\`) || strings.Contains(v, "/*") {
			r.went(name)
			return "", "", false
		}
	}
	return name, list, true
}

// href returns the address of a reference: to a part of the drawing, or to an image inside it.
func (r *rebuilder) href(element, to string) (string, string, bool) {
	value, ok := reachable(to, false)
	image := element == "image" || element == "feImage"
	switch {
	case element == "a":
		r.went("<a href>") // a browser does not follow links in an image
		return "", "", false
	case !ok, !image && !strings.HasPrefix(value, "#"):
		r.went("<" + element + " href>")
		return "", "", false
	}
	return "href", value, true
}

// escapeText writes text.
func escapeText(s string) string { return textEscaper.Replace(s) }

// escapeValue writes the value of an attribute. White space other than the blank is written as a reference, without
// which it would become a blank (XML 1.0 §3.3.3).
func escapeValue(s string) string { return valueEscaper.Replace(s) }

var (
	textEscaper  = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;")
	valueEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;", "\t", "&#9;", "\n", "&#10;", "\r", "&#13;")
)

// Beginning is the text with which every drawing written by [Rebuild] begins.
const Beginning = `<svg xmlns="` + namespace + `" width="`

// Size returns the size in CSS pixels of a drawing written by [Rebuild].
func Size(published []byte) (width, height int, ok bool) {
	rest, found := bytes.CutPrefix(published, []byte(Beginning))
	if !found {
		return 0, 0, false
	}
	head, _, _ := bytes.Cut(rest, []byte(">"))
	w, after, okW := bytes.Cut(head, []byte(`" height="`))
	h, _, okH := bytes.Cut(after, []byte(`"`))
	x, errX := strconv.ParseFloat(string(w), 64)
	y, errY := strconv.ParseFloat(string(h), 64)
	return pixels(x), pixels(y), okW && okH && errX == nil && errY == nil
}
