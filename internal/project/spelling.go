package project

import (
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/yaml"
)

// spellings is whose spelling each language keeps that is spelt in more than one way.
func spellings() *yaml.Schema {
	var keys []yaml.Key
	for _, tag := range lang.Tags() {
		l := lang.Of(tag)
		if regions := l.Spellings(); len(regions) > 0 {
			keys = append(keys, yaml.Key{Name: tag, Is: yaml.Among(regions...), For: diag.Phrase{
				En: "Whose spelling the " + l.EnglishName + " text keeps.", Zh: l.ChineseName + "的拼写依哪个地区。"}})
		}
	}
	return yaml.Keyed(keys...).As("{en: en-GB}")
}

// spelling reads whose spelling a language of the book keeps. It chooses the dictionary of `keben check`, and the
// patterns by which words are divided unless hyphenation names other ones.
func (r *reader) spelling(n *yaml.Node) {
	for _, p := range n.Entries() {
		tag := p.Key.Value
		m, ok := r.p.Meta[tag]
		if !ok || p.Value.Kind == yaml.Null {
			continue
		}
		if r.p.Spelling == nil {
			r.p.Spelling = map[string]Spelling{}
		}
		r.p.Spelling[tag] = Spelling{p.Value.Value, p.Value.Place}
		if m.Hyphenation.Lang == "" {
			m.Hyphenation.Lang = p.Value.Value
			r.p.Meta[tag] = m
		}
	}
}
