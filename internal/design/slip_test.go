package design

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"keben/internal/diag"
	"keben/internal/yaml"
	"keben/internal/yaml/slip"
	"keben/templates"
)

func TestThemeAndSchemaHaveTheSameKeys(t *testing.T) {
	slip.Agree(t, Schema(), reflect.TypeFor[Theme]())
}

func TestEveryFaultOfAThemeIsReportedAtItsLine(t *testing.T) {
	builtin, _ := Read(templates.FS, nil)
	faults := slip.All(Schema(), Names(templates.FS))
	// Every page size has lines in the built-in theme already.
	faults = slices.DeleteFunc(faults, func(f slip.Fault) bool { return strings.HasSuffix(f.Name, "without lines") })
	if len(faults) < 100 {
		t.Errorf("only %d broken themes", len(faults))
	}
	slip.Check(t, faults, func(text string) []diag.Message {
		theme, ms := Read(templates.FS, book(text))
		if !reflect.DeepEqual(theme, builtin) {
			t.Errorf("a broken theme is not replaced by the built-in one:\n%s", text)
		}
		return ms
	})
}

func TestEveryKeyOfAThemeIsExplained(t *testing.T) { explained(t, Schema(), "theme.yaml") }

func explained(t *testing.T, s *yaml.Schema, at string) {
	for _, k := range s.Keys {
		if k.For.En == "" || k.For.Zh == "" {
			t.Errorf("%s.%s has no sentence", at, k.Name)
		}
		explained(t, k.Is, at+"."+k.Name)
	}
	if s.Item != nil {
		explained(t, s.Item, at+"[]")
	}
}
