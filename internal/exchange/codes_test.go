package exchange

import (
	"testing"

	"keben/internal/exchange/xliff"
)

func TestCodesOfATranslationHaveTheIDsOfThoseWithTheSameData(t *testing.T) {
	source := []xliff.Piece{{Kind: xliff.Alone, ID: "1", Data: "[^a]"}, {Kind: xliff.Alone, ID: "2", Data: "[^b]"}}
	target := []xliff.Piece{{Kind: xliff.Alone, ID: "1", Data: "[^b]"}, {Kind: xliff.Alone, ID: "2", Data: "[^a]"}, {Kind: xliff.Alone, ID: "3", Data: "[^c]"}}
	pairCodes(source, target)
	for i, want := range []string{"2", "1", "3"} {
		if target[i].ID != want {
			t.Errorf("%s has the id %s, want %s", target[i].Data, target[i].ID, want)
		}
	}
}
