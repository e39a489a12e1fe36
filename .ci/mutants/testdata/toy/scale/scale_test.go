package scale

import "testing"

func TestClamp(t *testing.T) {
	if Clamp(5, 3) != 3 || Clamp(2, 3) != 2 {
		t.Fail()
	}
}

func TestSum(t *testing.T) {
	if Sum(4) != 6 {
		t.Fail()
	}
}
