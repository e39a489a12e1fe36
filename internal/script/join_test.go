package script

import "testing"

func TestLineBreakIsASpaceOnlyWhereWesternTextStands(t *testing.T) {
	for _, c := range []struct {
		left, right string
		zh, en      bool
	}{
		{"中", "文", false, false},
		{"中，", "文", false, false},
		{"中", "（文", false, false},
		{"中", "GDP", true, true},
		{"GDP", "中", true, true},
		{"2024", "年", true, true},
		{"，", "GDP", false, false},
		{"GDP", "《", false, false},
		{"one", "two", true, true},
		{"one,", "two", true, true},
		{"かな", "カナ", false, false},
		{"한국", "한국", true, true},
		{"𠀀", "𠀁", false, false},
		{"中󠄀", "文", false, false}, // with an ideographic variation selector
		// The marks that both share.
		{"中”", "文", false, false},
		{"中", "“文", false, false},
		{"中”", "GDP", false, true},
		{"GDP", "“中", false, true},
		{"中", "“Belt", false, true},
		{"Road”", "中", false, true},
		{"said", "“hello", true, true},
		{"hello”", "he", true, true},
		{"中——", "文", false, false},
		{"中……", "GDP", false, true},
		{"four —", "five", true, true},
		{"中·", "文", false, false},
		{"don", "’tis", true, true},
		{"“", "”", false, true},
		// What stands there already.
		{"a ", "b", false, false},
		{"", "b", false, false},
		{"a", "", false, false},
		{"a\u00a0", "b", false, false},
	} {
		left, right := Tail(c.left, Edge{}), Head([]byte(c.right))
		for chinese, want := range map[bool]bool{true: c.zh, false: c.en} {
			if got := Spaced(left, right, chinese); got != want {
				t.Errorf("%q | %q, Chinese %v: space %v, want %v", c.left, c.right, chinese, got, want)
			}
		}
	}
}
