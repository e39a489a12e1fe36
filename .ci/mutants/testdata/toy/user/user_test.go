package user

import "testing"

func TestLevel(t *testing.T) {
	if Level(-1) != 0 {
		t.Fail()
	}
}
