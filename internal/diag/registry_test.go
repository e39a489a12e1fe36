package diag

import (
	"slices"
	"testing"
)

func TestKindsAreListedByIdTheGravestFirst(t *testing.T) {
	note := NewKind("registry-b", Note, "a", "甲")
	fault := NewKind("registry-b", Error, "z", "乙")
	first := NewKind("registry-a", Note, "y", "丙")
	var got []*Kind
	for _, k := range Kinds() {
		if k == note || k == fault || k == first {
			got = append(got, k)
		}
	}
	if want := []*Kind{first, fault, note}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestAPatternShowsWhereArgumentsGo(t *testing.T) {
	k := NewKind("registry-pattern", Note, "%q is %d %% of %#02[2]x", "%s 占 %d%%", "see %[2]s", "见 %[2]s")
	for lang, want := range map[Language][2]string{
		English: {`"…" is … % of …`, "see …"},
		Chinese: {"… 占 …%", "见 …"},
	} {
		if text, hint := k.Pattern(lang); text != want[0] || hint != want[1] {
			t.Errorf("%s: %q, %q, want %q", lang, text, hint, want)
		}
	}
}
