package diag

import "keben/internal/source"

// mostAlike is how many messages of one kind are kept per file. Who has corrected so many knows the kind.
const mostAlike = 500

var more = NewKind("more-alike", Note,
	"%d more messages [%s] in this file are left out", "此文件另有 %d 条同类信息 [%s] 未列出",
	"mend those that are shown first", "请先处理已列出的各条")

// Abridge keeps the first messages of each kind in each file, in their order, and adds at the end how many it left out,
// because one slip can cause a million.
func Abridge(ms []Message) []Message {
	type sort struct{ id, file string }
	count := map[sort]int{}
	for _, m := range ms {
		count[sort{m.Kind.ID, m.Place.Name()}]++
	}
	seen := map[sort]int{}
	out := ms[:0:0]
	for _, m := range ms {
		k := sort{m.Kind.ID, m.Place.Name()}
		seen[k]++
		if seen[k] <= mostAlike {
			out = append(out, m)
		}
		if n := count[k] - mostAlike; seen[k] == mostAlike && n > 0 {
			out = append(out, more.At(source.Whole(m.Place.Name()), n, k.id))
		}
	}
	return out
}
