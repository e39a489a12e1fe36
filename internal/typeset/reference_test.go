package typeset

import (
	"os"
	"reflect"
	"testing"

	"keben/internal/yaml/slip"
)

func TestTheManualListsWhatTemplatesAreGiven(t *testing.T) {
	slip.Lists(t, os.DirFS("../../docs/manual"), "print", slip.Fields(reflect.TypeFor[display]()))
}
