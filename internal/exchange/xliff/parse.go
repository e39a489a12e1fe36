package xliff

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"keben/internal/diag"
	"keben/internal/plaintext"
	"keben/internal/source"
	"keben/internal/wording"
)

var (
	notXML = diag.NewKind("xliff-syntax", diag.Error,
		"the file is not well-formed XML: %s", "文件不是格式正确的 XML：%s")
	notXLIFF = diag.NewKind("xliff-syntax", diag.Error,
		"expected an XLIFF file, found the root element <%s>", "应为 XLIFF 文件，而根元素实为 <%s>")
	noRoot = diag.NewKind("xliff-syntax", diag.Error,
		"expected an XLIFF file, found no element", "应为 XLIFF 文件，而文件中没有任何元素")
	otherVersion = diag.NewKind("xliff-version", diag.Error,
		"expected XLIFF 2.0, 2.1 or 2.2, found %s", "应为 XLIFF 2.0、2.1 或 2.2，实为 %s",
		"save it as XLIFF 2 in the tool that made it", "请在原工具中另存为 XLIFF 2 格式")
	tooDeep = diag.NewKind("xliff-syntax", diag.Error,
		"elements are nested more than %d levels deep", "元素嵌套超过 %d 层")
	openCode = diag.NewKind("xliff-code", diag.Error,
		"the code %q has only a beginning or only an end", "代码 %q 只有开头或只有结尾",
		"put both into the text", "请把首尾两半都放进文字中")
	noSource = diag.NewKind("xliff-syntax", diag.Error,
		"the unit %q has no source", "单元 %q 没有 source")
)

// deepest bounds the nesting of elements, in levels. No tool needs more.
const deepest = 200

// Parse reads an XLIFF file called name. Messages say what it could not read.
func Parse(name string, data []byte) (*Document, []diag.Message) {
	src, ms := plaintext.Read(name, data)
	doc := &Document{}
	if src == nil {
		return doc, ms
	}
	p := &reader{src: src, ms: ms, doc: doc, xml: xml.NewDecoder(bytes.NewReader(src.Text))}
	// Package plaintext has converted the text to UTF-8, whatever the declaration says.
	p.xml.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	p.read()
	return doc, p.ms
}

// element is an open element.
type element struct {
	name     string // of the core, or mda:name; "" for one that is ignored
	preserve bool   // of white space
}

// reader reads a document token by token.
type reader struct {
	src *source.File
	xml *xml.Decoder
	ms  []diag.Message
	doc *Document

	at      int // offset of the token
	open    []element
	file    *File
	unit    *Unit
	text    strings.Builder   // of a note, a value or data
	data    map[string]string // of the unit's codes
	ref     string            // of the data being read
	meta    string
	mine    bool // inside Keben's own group of metadata
	note    string
	parts   []part
	loose   bool
	pending []Piece // the ends of the <pc> that are open
}

// part is a segment, or the text between two.
type part struct {
	source, target []Piece
	has, between   bool // between: of segments, and not for translation
	order          int
	state, sub     string
}

func (p *reader) report(k *diag.Kind, args ...any) {
	p.ms = append(p.ms, k.At(p.src.Point(p.at), args...))
}

func (p *reader) read() {
	for {
		p.at = int(p.xml.InputOffset())
		t, err := p.xml.Token()
		if err != nil {
			p.end(err)
			return
		}
		switch t := t.(type) {
		case xml.StartElement:
			if len(p.open) >= deepest {
				p.report(tooDeep, deepest)
				return
			}
			if len(p.open) == 0 && !p.root(t) {
				return
			}
			p.start(t)
		case xml.EndElement:
			p.stop()
		case xml.CharData:
			p.characters(string(t))
		}
	}
}

// end reports the error that ended the reading, if any.
func (p *reader) end(err error) {
	var syntax *xml.SyntaxError
	switch {
	case errors.Is(err, io.EOF):
		if p.doc.Source == "" && len(p.doc.Files) == 0 && len(p.ms) == 0 {
			p.report(noRoot)
		}
	case errors.As(err, &syntax):
		p.at = int(p.xml.InputOffset())
		p.report(notXML, wording.XML(syntax.Msg))
	default:
		p.report(notXML, wording.XML(err.Error()))
	}
}

func (p *reader) root(t xml.StartElement) bool {
	version := attribute(t, "version")
	switch {
	case t.Name.Local != "xliff":
		p.report(notXLIFF, t.Name.Local)
		return false
	case !strings.HasPrefix(t.Name.Space, "urn:oasis:names:tc:xliff:document:2."):
		if version == "" {
			version = "?"
		}
		p.report(otherVersion, version)
		return false
	}
	p.doc.Source, p.doc.Target = attribute(t, "srcLang"), attribute(t, "trgLang")
	return true
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Space == "" && a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// name is an element's name, "" when it is of another module.
func name(n xml.Name) string {
	switch {
	case strings.HasPrefix(n.Space, "urn:oasis:names:tc:xliff:document:2."):
		return n.Local
	case n.Space == metadata:
		return "mda:" + n.Local
	}
	return ""
}

// in is the name of the element around, n levels up from the innermost.
func (p *reader) in(n int) string {
	if i := len(p.open) - 1 - n; i >= 0 {
		return p.open[i].name
	}
	return ""
}

func (p *reader) start(t xml.StartElement) {
	e := element{name: name(t.Name)}
	if n := len(p.open); n > 0 {
		e.preserve = p.open[n-1].preserve
		if in := p.open[n-1].name; in == "" || in == "skeleton" {
			e.name = "" // inside an ignored element
		}
	}
	for _, a := range t.Attr {
		if a.Name.Local == "space" && (a.Name.Space == "xml" || a.Name.Space == "http://www.w3.org/XML/1998/namespace") {
			e.preserve = a.Value == "preserve"
		}
	}
	p.open = append(p.open, e)
	pos := p.src.Point(p.at)
	switch e.name {
	case "file":
		p.doc.Files = append(p.doc.Files, File{ID: attribute(t, "id"), Original: attribute(t, "original"), Place: pos})
		p.file = &p.doc.Files[len(p.doc.Files)-1]
	case "unit":
		p.unit = &Unit{ID: attribute(t, "id"), Name: attribute(t, "name"), Place: pos}
		p.data, p.parts, p.loose = map[string]string{}, nil, false
	case "segment", "ignorable":
		p.parts = append(p.parts, part{between: e.name == "ignorable", state: attribute(t, "state"), sub: attribute(t, "subState")})
	case "source", "target":
		p.loose = p.loose || !e.preserve
		if s := p.segment(); s != nil && e.name == "target" {
			s.has = true
			s.order, _ = strconv.Atoi(attribute(t, "order"))
		}
	case "data":
		p.text.Reset()
		p.ref = attribute(t, "id")
	case "note":
		p.text.Reset()
		p.note = attribute(t, "category")
	case "mda:metaGroup":
		p.mine = attribute(t, "category") == group
	case "mda:meta":
		p.text.Reset()
		p.meta = attribute(t, "type")
	case "cp":
		if r, err := strconv.ParseUint(attribute(t, "hex"), 16, 21); err == nil {
			p.characters(string(rune(r)))
		}
	case "ph", "pc", "sc", "ec":
		p.code(e.name, t)
	}
}

// segment is the one being read, or nil.
func (p *reader) segment() *part {
	if p.unit == nil || len(p.parts) == 0 {
		return nil
	}
	return &p.parts[len(p.parts)-1]
}

// content is the source or target being read, or nil.
func (p *reader) content() *[]Piece {
	s := p.segment()
	if s == nil {
		return nil
	}
	for _, e := range slices.Backward(p.open) {
		switch e.name {
		case "source":
			return &s.source
		case "target":
			return &s.target
		case "":
			return nil
		}
	}
	return nil
}

func (p *reader) code(tag string, t xml.StartElement) {
	into := p.content()
	if into == nil {
		return
	}
	c := Piece{ID: attribute(t, "id"), Type: attribute(t, "type"), SubType: attribute(t, "subType")}
	ref := attribute(t, "dataRef")
	switch tag {
	case "ph":
		c.Kind = Alone
	case "sc":
		c.Kind = Open
	case "ec":
		c.Kind, c.Type, c.SubType = Close, "", ""
		if start := attribute(t, "startRef"); start != "" {
			c.ID = start
		}
	case "pc":
		c.Kind, ref = Open, attribute(t, "dataRefStart")
		// The end tag has no reference, so that of the start tag is kept until then.
		end := c
		end.Kind, end.Type, end.SubType, end.Data, end.Lost = Close, "", "", attribute(t, "dataRefEnd"), true
		p.open[len(p.open)-1].name = "pc"
		*into = append(*into, p.resolve(c, ref))
		p.pending = append(p.pending, p.resolve(end, end.Data))
		return
	}
	*into = append(*into, p.resolve(c, ref))
}

// resolve finds a code's data.
func (p *reader) resolve(c Piece, ref string) Piece {
	var ok bool
	c.Data, ok = p.data[ref]
	c.Lost = !ok
	return c
}

func (p *reader) characters(s string) {
	switch p.in(0) {
	case "data", "note", "mda:meta":
		p.text.WriteString(s)
		return
	case "cp":
		if in := p.in(1); in == "data" || in == "note" {
			p.text.WriteString(s)
			return
		}
	case "source", "target", "pc", "mrk":
	default:
		return
	}
	into := p.content()
	if into == nil {
		return
	}
	if n := len(*into); n > 0 && (*into)[n-1].Kind == Text {
		(*into)[n-1].Data += s
		return
	}
	*into = append(*into, Piece{Data: s})
}

func (p *reader) stop() {
	e := p.open[len(p.open)-1]
	switch e.name {
	case "pc":
		if n := len(p.pending); n > 0 {
			if into := p.content(); into != nil {
				*into = append(*into, p.pending[n-1])
			}
			p.pending = p.pending[:n-1]
		}
	case "data":
		if p.unit != nil {
			p.data[p.ref] = p.text.String()
		}
	case "note":
		if p.unit != nil && p.segment() == nil {
			p.unit.Notes = append(p.unit.Notes, Note{p.note, p.text.String()})
		}
	case "mda:meta":
		m := Meta{p.meta, p.text.String()}
		switch {
		case !p.mine:
		case p.unit != nil:
			p.unit.Meta = append(p.unit.Meta, m)
		case p.file != nil:
			p.file.Meta = append(p.file.Meta, m)
		}
	case "mda:metaGroup":
		p.mine = false
	case "unit":
		p.finish()
	case "file":
		p.file = nil
	}
	p.open = p.open[:len(p.open)-1]
}

// finish joins the segments of a unit.
func (p *reader) finish() {
	u := p.unit
	p.unit = nil
	if p.file == nil || u == nil {
		return
	}
	u.Loose = p.loose
	targets := slices.Clone(p.parts)
	if slices.ContainsFunc(targets, func(s part) bool { return s.order > 0 }) {
		// Targets may be in another order than their sources (XLIFF 2.1 §4.3.1.28). One without a number keeps its
		// place.
		for i := range targets {
			if targets[i].order == 0 {
				targets[i].order = i + 1
			}
		}
		slices.SortStableFunc(targets, func(a, b part) int { return a.order - b.order })
	}
	for i, s := range p.parts {
		u.Source = join(u.Source, s.source)
		if i == 0 {
			u.State, u.SubState = s.state, s.sub
		}
	}
	// A unit is translated only if every segment is.
	u.Has = len(targets) > 0 && !slices.ContainsFunc(targets, func(s part) bool { return !s.has && !s.between })
	for _, s := range targets {
		switch {
		case !u.Has:
		case s.has:
			u.Target = join(u.Target, s.target)
		default:
			u.Target = join(u.Target, s.source)
		}
	}
	if len(p.parts) == 0 {
		p.report(noSource, u.ID)
		return
	}
	p.paired(u)
	p.file.Units = append(p.file.Units, *u)
}

func join(a, b []Piece) []Piece {
	for _, p := range b {
		if n := len(a); n > 0 && p.Kind == Text && a[n-1].Kind == Text {
			a[n-1].Data += p.Data
			continue
		}
		a = append(a, p)
	}
	return a
}

// paired reports codes of which one end is missing.
func (p *reader) paired(u *Unit) {
	ends := map[string]int{}
	for _, c := range u.Target {
		switch c.Kind {
		case Open:
			ends[c.ID]++
		case Close:
			ends[c.ID]--
		}
	}
	for _, c := range u.Target {
		if ends[c.ID] != 0 {
			p.ms = append(p.ms, openCode.At(u.Place, c.ID))
			return
		}
	}
}
