package manuscript

import (
	"reflect"
	"testing"

	"keben/internal/diag"
	"keben/internal/source"
	"keben/internal/yaml"
	"keben/internal/yaml/slip"
)

func TestFrontMatterAndSchemaHaveTheSameKeys(t *testing.T) {
	slip.Agree(t, Schema(), reflect.TypeFor[front]())
}

func TestEveryFaultOfFrontMatterIsReportedAtItsLine(t *testing.T) {
	slip.Check(t, slip.All(Schema(), nil), func(text string) []diag.Message {
		root, found := yaml.Parse(source.New("a.md", []byte(text)))
		var f front
		return append(found, Schema().Decode(root, &f, nil)...)
	})
}
