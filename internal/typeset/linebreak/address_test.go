package linebreak

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"keben/internal/golden"
)

// slowAddress reads the whole row of characters again for every mark of an address in it.
func slowAddress(chars []Char, out []Opportunity, i int) {
	from, to := i, i+1
	for from > 0 && i-from < sight && narrow(chars[from-1]) {
		from--
	}
	for to < len(chars) && narrow(chars[to]) {
		to++
	}
	scheme := -1
	for j := from; j < to-1; j++ {
		if has(chars, j, "://") {
			scheme = j + 2
		}
		out[j].Break, out[j].Class = Never, Western
	}
	for j := max(from, scheme+1) + 2; j < to-3; j++ {
		if strings.ContainsRune("/.?&=-_", chars[j].Rune) && !strings.ContainsRune("/.?&=-_", chars[j+1].Rune) {
			out[j].Break, out[j].Penalty = May, addressMarkPenalty
		}
	}
}

func TestAnAddressReadOnceIsAsOneReadForEachOfItsMarks(t *testing.T) {
	parts := []string{"http", "://", "www.", "doi:", "a", "/", "?b=", "-", "_", ".c", " ", "中", "bcdefghijklmnopqrstuvwxyz", "0123456789.5"}
	rng := rand.New(rand.NewPCG(1, 2))
	for range golden.Rounds(3000) {
		var text strings.Builder
		for range 1 + rng.IntN(40) {
			text.WriteString(parts[rng.IntN(len(parts))])
		}
		var chars []Char
		for _, r := range text.String() {
			chars = append(chars, Char{Rune: r, Zh: true})
		}
		fast, slow := make([]Opportunity, len(chars)), make([]Opportunity, len(chars))
		var last span
		for i := range chars {
			// What the other rules do in between.
			if i%7 == 3 {
				fast[i].Break, slow[i].Break = Must, Must
			}
			for _, mark := range []string{"://", "www.", "doi:"} {
				if has(chars, i, mark) {
					last = address(chars, fast, i, last)
					slowAddress(chars, slow, i)
				}
			}
		}
		if !slices.Equal(fast, slow) {
			t.Fatalf("%s\n%v\n%v", text.String(), fast, slow)
		}
	}
}
