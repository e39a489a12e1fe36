package terms

import (
	"testing"
	"testing/fstest"

	"keben/internal/diag"
	"keben/internal/yaml/slip"
)

func TestEveryFaultOfTheTermsIsReportedAtItsLine(t *testing.T) {
	slip.Check(t, slip.All(Schema(), nil), func(text string) []diag.Message {
		_, ms := Read(fstest.MapFS{File: {Data: []byte(text)}})
		return ms
	}, "term-empty")
}
