package manuscript

import (
	"maps"
	"os"
	"slices"
	"testing"

	"keben/internal/source"
	"keben/internal/stint"
	"keben/internal/yaml"
)

func TestTheManualListsEveryFunction(t *testing.T) {
	raw, err := os.ReadFile("../../docs/manual/templates.yaml")
	if err != nil {
		t.Fatal(err)
	}
	root, _ := yaml.Parse(source.New("templates.yaml", raw))
	said := slices.Sorted(slices.Values(root.Get("functions").Keys()))
	if have := slices.Sorted(maps.Keys((&run{meter: stint.Page()}).funcs())); !slices.Equal(said, have) {
		t.Errorf("docs/manual/templates.yaml lists the functions\n%q\nwant\n%q", said, have)
	}
}
