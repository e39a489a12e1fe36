package paragraph

import (
	"slices"
	"testing"

	"keben/internal/source"
)

// The contents and running heads repeat headings, and have no place of their own to correct.
func TestACharacterThatNoFaceHasIsToldAtItsPlaceOnly(t *testing.T) {
	var f Findings
	f.missing('🚢', source.Place{})
	f.missing('🚢', source.New("a.md", []byte("# 🚢\n")).Point(2))
	f.missing('🚣', source.Place{})
	var places []string
	for _, m := range Messages(f) {
		places = append(places, m.Place.String())
	}
	if want := []string{"", "a.md:1:3"}; !slices.Equal(places, want) {
		t.Errorf("told at %q, want %q", places, want)
	}
}
