package check

import (
	"strings"

	"keben/internal/diag"
	"keben/internal/terms"
)

var (
	termDiffers = diag.NewKind("term-mismatch", diag.Warning,
		"%q at %s is not translated here as %[3]q", "%[2]s 处的“%[1]s”，此处没有译作“%[3]s”",
		"use this word, or list another under `allowed` in data/terms.yaml", "请改用该译法，或在 data/terms.yaml 的 allowed 中增列")
	nameDiffers = diag.NewKind("name-mismatch", diag.Warning,
		"the name %q at %s is not written here as %[3]q", "%[2]s 处的专名“%[1]s”，此处没有写作“%[3]s”",
		"use this name, or list another under `allowed` in data/terms.yaml", "请改用该写法，或在 data/terms.yaml 的 allowed 中增列")
)

// termsAgree holds both sides to data/terms.yaml: where one has a word of a term, the other has one of the words for
// it in its language. A pronoun may stand for the second and later mentions, so one is enough.
func termsAgree(p *proof, c *couple) {
	sides := c.sides()
	for i, from := range sides {
		to := sides[1-i]
		if len(from) == 0 || len(to) == 0 || from[0].lang == to[0].lang {
			continue
		}
		tag := to[0].lang.Tag
		has := map[*terms.Term]bool{}
		for _, pa := range to {
			for _, u := range p.finder(tag).Find(pa.text) {
				has[u.Term] = true
			}
		}
		told := map[*terms.Term]bool{}
		for _, pa := range from {
			for _, u := range p.finder(pa.lang.Tag).Find(pa.text) {
				words := u.Term.Words(tag)
				if !u.Preferred || has[u.Term] || told[u.Term] || len(words) == 0 || covered(to, words) {
					continue
				}
				told[u.Term] = true
				kind := termDiffers
				if u.Term.Kind.Proper() {
					kind = nameDiffers
				}
				where := p.at(pa, u.Start, u.End)
				p.report(start(to[0]), kind, pa.text[u.Start:u.End], where.String(), strings.Join(words, " / "))
			}
		}
	}
}

// covered reports whether a longer word of another term hides the word that is looked for: 国家 in 共建国家.
func covered(to []*passage, words []string) bool {
	for _, pa := range to {
		for _, w := range words {
			if strings.Contains(strings.ToLower(pa.text), strings.ToLower(w)) {
				return true
			}
		}
	}
	return false
}
