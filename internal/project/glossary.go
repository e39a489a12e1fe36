package project

import "keben/internal/yaml"

// glossary reads how the entries of the generated glossary are sorted in Chinese, if not by
// the order of the language:
//
//	glossary: {sort: stroke}
func (r *reader) glossary(n *yaml.Node) {
	var spec struct {
		Sort *yaml.Node `yaml:"sort"`
	}
	if n != nil && n.Kind != yaml.Null {
		r.add(n.Decode(&spec)...)
	}
	if spec.Sort == nil || spec.Sort.Kind == yaml.Null {
		return // each language has its own order
	}
	r.p.GlossarySort = r.choice("sort", spec.Sort, []string{"pinyin", "stroke"})
}
