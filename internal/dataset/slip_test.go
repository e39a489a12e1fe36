package dataset

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/diag"
	"keben/internal/yaml/slip"
)

// What a quantity or a table says of itself besides is for the author and is not read.
func TestDataAndSchemaHaveTheSameKeys(t *testing.T) {
	slip.Agree(t, quantitySchema, reflect.TypeFor[spec](), "source", "date", "year", "label", "note", "id")
	slip.Agree(t, measured, reflect.TypeFor[spec](), "source", "date", "year", "label", "note", "id")
	slip.Agree(t, tableSchema, reflect.TypeFor[tableSpec](), "note", "date")
	slip.Agree(t, tableSchema.At("columns").Item.Either[1], reflect.TypeFor[columnSpec]())
}

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
