package dataset

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/diag"
	"keben/internal/yaml/slip"
)

func TestEveryFaultOfATableOrQuantityIsReportedAtItsLine(t *testing.T) {
	faults := slip.All(Schema(), nil)
	// What has no columns, no rows or no unit is neither a table nor a quantity.
	faults = slices.DeleteFunc(faults, func(f slip.Fault) bool { return strings.HasPrefix(f.Name, ": without ") })
	if len(faults) < 30 {
		t.Errorf("only %d broken files", len(faults))
	}
	slip.Check(t, faults, func(text string) []diag.Message {
		_, ms := Read(fstest.MapFS{"data/facts.yaml": {Data: []byte(text)}})
		return ms
	}, "data-number", "unknown-unit")
}
