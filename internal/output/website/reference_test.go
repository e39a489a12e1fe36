package website

import (
	"os"
	"reflect"
	"testing"

	"keben/internal/yaml/slip"
)

func TestTheManualListsWhatTemplatesAreGiven(t *testing.T) {
	slip.Lists(t, os.DirFS("../../../docs/manual"), "page", slip.Fields(reflect.TypeFor[Page]()))
}
