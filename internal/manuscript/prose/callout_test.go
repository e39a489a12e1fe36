package prose

import (
	"testing"

	"keben/internal/lang"
)

func TestEveryKindOfCalloutHasItsWords(t *testing.T) {
	for name, kind := range calloutKinds {
		if _, err := lang.English.Word("callout-" + kind); err != nil {
			t.Errorf("%s names the kind %s: %v", name, kind, err)
		}
	}
}
