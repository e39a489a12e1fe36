package project

import (
	"keben/internal/lang"
	"keben/internal/yaml"
)

// spelling reads whose spelling a language of the book keeps:
//
//	spelling: {en: en-GB}
//
// It chooses the dictionary of `keben check`, and the patterns by which words are divided unless hyphenation names
// other ones.
func (r *reader) spelling(n *yaml.Node) {
	if n == nil || n.Kind == yaml.Null {
		return
	}
	byLanguage := map[string]*yaml.Node{}
	if ms := n.Decode(&byLanguage); len(ms) > 0 {
		r.add(ms...)
		return
	}
	var spelt []string
	for _, tag := range lang.Tags() {
		if len(lang.Of(tag).Spellings()) > 0 {
			spelt = append(spelt, tag)
		}
	}
	for _, p := range n.Pairs {
		tag := p.Key.Value
		if !lang.Known(tag) || len(lang.Of(tag).Spellings()) == 0 {
			r.add(yaml.UnknownKey(p.Key, spelt))
			continue
		}
		if p.Value.Kind == yaml.Null {
			continue
		}
		faults := len(r.ms)
		region := r.choice(tag, p.Value, lang.Of(tag).Spellings())
		m, ok := r.p.Meta[tag]
		if !ok || len(r.ms) > faults {
			continue
		}
		if r.p.Spelling == nil {
			r.p.Spelling = map[string]Spelling{}
		}
		r.p.Spelling[tag] = Spelling{region, p.Value.Place}
		if m.Hyphenation.Lang == "" {
			m.Hyphenation.Lang = region
			r.p.Meta[tag] = m
		}
	}
}
