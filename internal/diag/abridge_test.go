package diag

import "testing"

func TestManyMessagesOfAKindAreAbridgedByFile(t *testing.T) {
	k := NewKind("flood", Warning, "flood", "泛滥")
	var ms []Message
	for i := range 1200 {
		ms = append(ms, k.At(Pos{File: "a.md", Line: i + 1}))
	}
	ms = append(ms, k.At(Pos{File: "b.md", Line: 1}))
	out := Abridge(ms)
	if len(out) != mostAlike+2 || out[mostAlike].Kind != more || out[mostAlike].Args[0] != 700 || out[mostAlike+1].Pos.File != "b.md" {
		t.Errorf("%d messages, then %v", len(out), out[mostAlike:])
	}
	if again := Abridge(ms[:mostAlike]); len(again) != mostAlike {
		t.Errorf("%d of %d were kept", len(again), mostAlike)
	}
}
