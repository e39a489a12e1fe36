package website

import (
	"os"
	"reflect"
	"slices"
	"testing"

	"keben/internal/source"
	"keben/internal/yaml"
)

func TestTheManualListsWhatTemplatesAreGiven(t *testing.T) {
	raw, err := os.ReadFile("../../../docs/manual/templates.yaml")
	if err != nil {
		t.Fatal(err)
	}
	root, _ := yaml.Parse(source.New("templates.yaml", raw))
	var have []string
	for _, f := range reflect.VisibleFields(reflect.TypeFor[Page]()) {
		have = append(have, f.Name)
	}
	slices.Sort(have)
	if said := slices.Sorted(slices.Values(root.Get("page").Keys())); !slices.Equal(said, have) {
		t.Errorf("docs/manual/templates.yaml lists\n%q\nwant\n%q", said, have)
	}
}
