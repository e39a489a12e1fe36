package yaml

import "testing"

func TestBracketsAreCountedWhereTheyBeginAValue(t *testing.T) {
	for text, want := range map[string]int{ // the offset of the innermost that is open
		"a: [1, {b": 7, "a: [1]\nb: 'c": 10, `a: "b`: 3,
		"a: [1, {b: 2}]\n": -1, "a: b[\n": -1, "a: b # it's [\n": -1, "# it's [\na: 1\n": -1, "a: 1\n# [ {\n": -1,
		"a: [1] # b: [\n": -1, "a: b#\nc: [": 9, "a: [b#c\n": 3, "a: 'it''s [\n'": -1,
	} {
		at, open := unclosed([]byte(text))
		if !open {
			at = -1
		}
		if at != want {
			t.Errorf("%q: %d is open, want %d", text, at, want)
		}
	}
}
