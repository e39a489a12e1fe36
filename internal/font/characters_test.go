package font

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"keben/internal/golden"
)

// The blocks of compatibility characters beside Unicode's own decompositions.
func TestCompatibilityIsNearlyThatOfUnicode(t *testing.T) {
	golden.Run(t, "testdata/characters.txtar", func(t *testing.T, a *golden.Archive) {
		var taken strings.Builder
		from, with, without := rune(-1), 0, 0
		for r := rune(0); r <= unicode.MaxRune+1; r++ {
			if c := r <= unicode.MaxRune && compatible(r); c {
				if from < 0 {
					from, with, without = r, 0, 0
				}
				switch {
				case !norm.NFKC.IsNormalString(string(r)):
					with++
				case unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.Cf, unicode.Co):
					without++
				}
			} else if from >= 0 {
				fmt.Fprintf(&taken, "%04X-%04X: %d with a decomposition, %d without\n", from, r-1, with, without)
				from = -1
			}
		}
		a.Want("compatible", taken.String())
	})
}

// A glyph's character is neither a control nor one that ISO 14289-1 §7.21.7 forbids in a ToUnicode map.
func TestControlsAreNoText(t *testing.T) {
	var got strings.Builder
	from := rune(-1)
	for r := rune(0); r <= 0x2FFFF; r++ {
		if !typed(r) && from < 0 {
			from = r
		} else if typed(r) && from >= 0 {
			fmt.Fprintf(&got, "%X-%X ", from, r-1)
			from = -1
		}
	}
	if want := "0-1F 7F-9F D800-DFFF FEFF-FEFF FFFE-FFFF 1FFFE-1FFFF "; got.String() != want {
		t.Errorf("not typed are %s, want %s", got.String(), want)
	}
}
