package geom

import "testing"

func TestRatiosAreTypedAsNumbersOrFractions(t *testing.T) {
	for text, want := range map[string]Ratio{
		"2": {2, 1}, "0.92": {92, 100}, "5/8": {5, 8}, "-1/2": {-1, 2}, "1.000000": {1000000, 1000000},
	} {
		if got, ok := ParseRatio(text); !ok || got != want {
			t.Errorf("%s: %v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", ".", "/", "1/", "/2", "1/0", "1/-2", "1 / 2", "0.9/2", "1e3", "nan", "½", "0.1234567", "9999999999"} {
		if got, ok := ParseRatio(text); ok {
			t.Errorf("%q is %v", text, got)
		}
	}
}

func TestAShareOfALengthIsCutOrRounded(t *testing.T) {
	for _, c := range []struct {
		of             Ratio
		length         Length
		whole, rounded Length
	}{
		{Ratio{1, 3}, 100, 33, 33}, {Ratio{2, 3}, 100, 66, 67}, {Ratio{9, 8}, -10, -11, -11}, {Ratio{}, 100, 0, 0}, {Ratio{1, 2}, 5, 2, 3},
	} {
		if w, r := c.of.Of(c.length), c.of.Rounded(c.length); w != c.whole || r != c.rounded {
			t.Errorf("%v of %d: %d and %d, want %d and %d", c.of, c.length, w, r, c.whole, c.rounded)
		}
	}
	if (Ratio{5, 4}).Inverse().Of(5) != 4 {
		t.Error("the inverse does not undo a ratio")
	}
}
