package project

import (
	"reflect"
	"testing"
	"testing/fstest"

	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/yaml"
	"keben/internal/yaml/slip"
)

func TestBookYAMLAndSchemaHaveTheSameKeys(t *testing.T) {
	slip.Agree(t, Schema(), reflect.TypeFor[spec]())
	slip.Agree(t, Schema().At("editions", "zh"), reflect.TypeFor[editionSpec]())
}

func TestEveryFaultOfBookYAMLIsReportedAtItsLine(t *testing.T) {
	faults := slip.All(Schema(), yaml.Names{design.TrimNames: builtinTrims().names})
	if len(faults) < 100 {
		t.Errorf("only %d broken files", len(faults))
	}
	slip.Check(t, faults, func(text string) []diag.Message {
		_, ms := Read(fstest.MapFS{Marker: {Data: []byte(text)}, "content/zh/甲.md": {Data: []byte("# 甲\n")}})
		return ms
	}, "chapter-absent", "chapter-twice", "no-chapters", "bad-edition", "parts-and-chapters", "no-content")
}
