package diag

import (
	"cmp"
	"regexp"
	"slices"
	"sync"
)

// registry holds every kind that the program can report, in the order in which the packages declare them.
var registry struct {
	sync.Mutex // tests make kinds side by side
	kinds      []*Kind
}

// register enters k.
func register(k *Kind) {
	registry.Lock()
	defer registry.Unlock()
	registry.kinds = append(registry.kinds, k)
}

// Kinds returns every kind of the packages that are linked in, by id, the gravest and then the alphabetically first of
// an id first. It is complete once the program's variables are initialized, so that only what runs after main began may
// ask.
func Kinds() []*Kind {
	registry.Lock()
	defer registry.Unlock()
	return slices.SortedStableFunc(slices.Values(registry.kinds), func(a, b *Kind) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(b.Severity, a.Severity), cmp.Compare(a.En, b.En))
	})
}

// verb matches what fmt replaces in a format.
var verb = regexp.MustCompile(`%(?:%|[-+# 0]*\d*(?:\.\d+)?(?:\[\d+\])?[a-zA-Z])`)

// Pattern returns the text and the hint of k without a case: an ellipsis stands for each argument. The hint is empty
// where there is none.
func (k *Kind) Pattern(lang Language) (text, hint string) {
	bare := func(format string) string {
		return verb.ReplaceAllStringFunc(format, func(v string) string {
			switch v[len(v)-1] {
			case '%':
				return "%"
			case 'q':
				return `"…"`
			}
			return "…"
		})
	}
	return bare(lang.Say(k.En, k.Zh)), bare(lang.Say(k.HintEn, k.HintZh))
}
