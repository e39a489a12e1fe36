package diag

import (
	"bytes"
	"testing"

	"keben/internal/source"
)

func TestManyMessagesOfAKindAreAbridgedByFile(t *testing.T) {
	k := NewKind("flood", Warning, "flood", "泛滥")
	f := source.New("a.md", bytes.Repeat([]byte("x\n"), 1200))
	var ms []Message
	for i := range 1200 {
		ms = append(ms, k.At(f.Point(i)))
	}
	ms = append(ms, k.At(source.Whole("b.md")))
	out := Abridge(ms)
	if len(out) != mostAlike+2 || out[mostAlike].Kind != more || out[mostAlike].Args[0] != 700 || out[mostAlike+1].Place.Name() != "b.md" {
		t.Errorf("%d messages, then %v", len(out), out[mostAlike:])
	}
	if again := Abridge(ms[:mostAlike]); len(again) != mostAlike {
		t.Errorf("%d of %d were kept", len(again), mostAlike)
	}
}
