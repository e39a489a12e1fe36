package manuscript

import (
	"path"

	"keben/internal/diag"
	"keben/internal/manuscript/mmark"
	"keben/internal/source"
	"keben/internal/yaml"
)

// mmark reports whether the chapter is written in Mmark.
func (j *job) mmark() bool { return path.Ext(j.file) == ".mmark" }

// titleBlock reads the %%% block of an Mmark chapter as front matter. It returns how many bytes it takes.
func (j *job) titleBlock(src *source.File) (front, int) {
	m, n, ms := mmark.ReadFront(mmark.Options{Text: src.Text, Source: src, Lang: j.lang})
	if j.foreign() {
		ms = unused(ms, unknownKey)
	}
	j.report(ms...)
	text := func(s string) *yaml.Node {
		if s == "" {
			return nil
		}
		return &yaml.Node{Kind: yaml.Scalar, Value: s, Quoted: true, Place: src.Point(0)}
	}
	f := front{
		Title: text(m.Title), Subtitle: text(m.Subtitle), Abstract: text(m.Abstract),
		Keywords: keywords{list: m.Keywords}, Date: m.Date, Params: m.Params,
	}
	for _, a := range m.Authors {
		f.Authors = append(f.Authors, person{Name: a.Name, Note: a.Note})
	}
	return f, n
}

// unknownKey is the key that a message says is unknown, or "".
func unknownKey(m diag.Message) string {
	if m.Kind.ID != "unknown-key" {
		return ""
	}
	name, _ := m.Args[0].(string)
	return name
}
