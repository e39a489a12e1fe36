package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/source"
	"keben/internal/wording"
)

// element is a node of the drawing. Text is set for character data, which has no name.
type element struct {
	name     string
	attrs    map[string]string
	kids     []*element
	parent   *element
	text     string
	offset   int // where its tag begins in the file
	classes  []string
	declared map[string]string // the cascade's result; nil until asked for
}

// document is the tree with an index of its ids and style rules.
type document struct {
	root  *element
	ids   map[string]*element
	rules []rule
}

const (
	namespace      = "http://www.w3.org/2000/svg"
	xlinkNamespace = "http://www.w3.org/1999/xlink"
	xmlNamespace   = "http://www.w3.org/XML/1998/namespace"
)

// readTree reads the file. Elements of other namespaces (editors' notes, metadata) are left out.
func readTree(src *source.File) (*document, []diag.Message) {
	d := xml.NewDecoder(bytes.NewReader(src.Text))
	// Drawing programs write unclosed and misnested tags, which are read as far as possible.
	d.Strict = false
	d.Entity = map[string]string{}
	d.CharsetReader = charset
	doc := &document{ids: map[string]*element{}}
	var messages []diag.Message
	var at *element
	depth, skip, n := 0, 0, 0
	sheet := strings.Builder{}
	for {
		offset := int(d.InputOffset())
		tok, err := d.Token()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				messages = append(messages, unreadable.At(src.Point(int(d.InputOffset())), wording.XML(err.Error())))
			}
			break
		}
		switch t := tok.(type) {
		case xml.Directive:
			readEntities(string(t), d.Entity)
		case xml.StartElement:
			depth++
			if skip > 0 || budget.DrawingDepth.Over(depth) || !drawable(t.Name) {
				skip++
				continue
			}
			if n++; budget.DrawingParts.Over(n) {
				messages = append(messages, budget.DrawingParts.At(src.Point(offset)))
				doc.finish(sheet.String())
				return doc.orNil(), messages
			}
			e := newElement(t, at, offset)
			if id := e.attrs["id"]; id != "" && doc.ids[id] == nil {
				doc.ids[id] = e
			}
			switch {
			case at != nil:
				at.kids = append(at.kids, e)
			case doc.root == nil && e.name == "svg":
				doc.root = e
			}
			at = e
		case xml.EndElement:
			depth--
			if skip > 0 {
				skip--
				continue
			}
			if at != nil {
				at = at.parent
			}
		case xml.CharData:
			switch {
			case skip > 0 || at == nil:
			case at.name == "style":
				sheet.Write(t)
			case at.holdsText():
				at.kids = append(at.kids, &element{text: string(t), parent: at, offset: offset})
			}
		}
	}
	doc.finish(sheet.String())
	if doc.root == nil && len(messages) == 0 {
		messages = append(messages, noRoot.At(source.Whole(src.Name)))
	}
	return doc.orNil(), messages
}

func (d *document) finish(sheet string) { d.rules = parseSheet(sheet) }

func (d *document) orNil() *document {
	if d.root == nil {
		return nil
	}
	return d
}

func drawable(n xml.Name) bool { return n.Space == "" || n.Space == namespace }

func newElement(t xml.StartElement, parent *element, offset int) *element {
	e := &element{name: t.Name.Local, parent: parent, offset: offset, attrs: make(map[string]string, len(t.Attr))}
	for _, a := range t.Attr {
		switch a.Name.Space {
		case "":
			e.attrs[a.Name.Local] = a.Value
		case xlinkNamespace, "xlink":
			if _, ok := e.attrs[a.Name.Local]; !ok { // SVG 2: href goes before xlink:href
				e.attrs[a.Name.Local] = a.Value
			}
		case xmlNamespace, "xml":
			e.attrs["xml:"+a.Name.Local] = a.Value
		}
	}
	e.classes = strings.Fields(e.attrs["class"])
	return e
}

func (e *element) holdsText() bool {
	switch e.name {
	case "text", "tspan", "a", "textPath":
		return true
	}
	return false
}

// readEntities takes the plain entities of an internal subset (<!DOCTYPE svg [<!ENTITY name "value">]>):
// Illustrator writes its namespaces so. Values with references in them are left out, so that entities
// cannot multiply. It reports whether it took them all.
func readEntities(directive string, into map[string]string) (all bool) {
	const limit = 64
	all = true
	for {
		_, rest, ok := strings.Cut(directive, "<!ENTITY")
		if !ok {
			return all
		}
		if len(into) == limit {
			return false
		}
		directive = rest
		name, rest, ok := strings.Cut(strings.TrimSpace(rest), " ")
		rest = strings.TrimSpace(rest)
		if !ok || rest == "" || rest[0] != '"' && rest[0] != '\'' {
			all = false
			continue
		}
		value, _, ok := strings.Cut(rest[1:], rest[:1])
		if ok && len(value) < 1000 && !strings.ContainsAny(value, "&%") {
			into[name] = value
		} else {
			all = false
		}
	}
}

// charset reads the encodings that are parts of UTF-8 or, Latin-1, of Unicode.
func charset(label string, in io.Reader) (io.Reader, error) {
	switch strings.ToLower(label) {
	case "us-ascii", "ascii", "utf8":
		return in, nil
	case "iso-8859-1", "latin1":
		data, err := io.ReadAll(in)
		out := make([]rune, len(data))
		for i, c := range data {
			out[i] = rune(c)
		}
		return strings.NewReader(string(out)), err
	}
	return nil, errors.New(label)
}
