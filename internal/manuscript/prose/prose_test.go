package prose

import "testing"

func TestAnInnerLanguageHoldsUntilItIsLeft(t *testing.T) {
	for _, c := range []struct {
		outer, inner string
		commonMark   bool
		was, is      bool // read by the rules of Chinese: outside, inside
	}{
		{"zh", "en", false, true, false}, {"en", "zh", false, false, true}, {"en", "zh", true, false, false},
		{"zh", "", false, true, true}, {"en", "fr", false, false, false},
	} {
		r := NewReading(Options{Lang: c.outer, CommonMark: c.commonMark})
		before := r.Chinese
		leave := r.Within(c.inner)
		inside := r.Chinese
		leave()
		if before != c.was || inside != c.is || r.Chinese != c.was || r.Lang != c.outer {
			t.Errorf("%+v: Chinese is %v, then %v, then %v in %s", c, before, inside, r.Chinese, r.Lang)
		}
	}
}
