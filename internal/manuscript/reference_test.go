package manuscript

import (
	"maps"
	"os"
	"slices"
	"testing"

	"keben/internal/stint"
	"keben/internal/yaml/slip"
)

func TestTheManualListsEveryFunction(t *testing.T) {
	slip.Lists(t, os.DirFS("../../docs/manual"), "functions", slices.Collect(maps.Keys((&run{meter: stint.Page()}).funcs())))
}
