package diag

import (
	"testing"

	"keben/internal/source"
)

func TestSortRemovesRepeatsThatOtherMessagesStandBetween(t *testing.T) {
	k := NewKind("x", Warning, "no %s", "没有 %s")
	at := source.Whole("a.md")
	ms := Sort([]Message{k.At(at, "b"), k.At(at, "c"), k.At(at, "b"), k.At(at, "c"), k.At(source.New("a.md", []byte("x")).Point(0), "b")})
	if len(ms) != 3 || ms[0].Text("en") != "no b" || ms[1].Text("en") != "no c" || ms[2].Place.Line() != 1 {
		t.Errorf("%v", ms)
	}
}
