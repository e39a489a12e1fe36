package project

import "keben/internal/yaml"

// glossary reads how the entries of the generated glossary are sorted in Chinese:
//
//	glossary: {sort: stroke}
func (r *reader) glossary(n *yaml.Node) {
	var spec struct {
		Sort *yaml.Node `yaml:"sort"`
	}
	if n != nil && n.Kind != yaml.Null {
		r.add(n.Decode(&spec)...)
	}
	r.p.GlossarySort = r.choice("sort", spec.Sort, []string{"pinyin", "stroke"})
}
