package terms

import (
	"reflect"
	"testing"
	"testing/fstest"

	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/yaml/slip"
)

// A term's words stand under the tags of the languages, which are no fields.
func TestTermsAndSchemaHaveTheSameKeys(t *testing.T) {
	slip.Agree(t, Schema().Item, reflect.TypeFor[entry](), lang.Tags()...)
}

func TestEveryFaultOfTheTermsIsReportedAtItsLine(t *testing.T) {
	slip.Check(t, slip.All(Schema(), nil), func(text string) []diag.Message {
		_, ms := Read(fstest.MapFS{File: {Data: []byte(text)}})
		return ms
	}, "term-empty")
}
