package diag

import "testing"

func TestSortRemovesRepeatsThatOtherMessagesStandBetween(t *testing.T) {
	k := NewKind("x", Warning, "no %s", "没有 %s")
	at := Pos{File: "a.md"}
	ms := Sort([]Message{k.At(at, "b"), k.At(at, "c"), k.At(at, "b"), k.At(at, "c"), k.At(Pos{File: "a.md", Line: 1}, "b")})
	if len(ms) != 3 || ms[0].Text("en") != "no b" || ms[1].Text("en") != "no c" || ms[2].Pos.Line != 1 {
		t.Errorf("%v", ms)
	}
}
