package tool

import "testing"

func TestEveryValueOfSyntaxIsAToolWithATitle(t *testing.T) {
	values := Values()
	if len(values) != len(titles)+2 {
		t.Fatal(values)
	}
	for _, v := range values[2:] {
		if n := Parse(v); string(n) != v || n.Title() == "" {
			t.Errorf("%s: %q is called %q", v, n, n.Title())
		}
	}
	if Parse(values[0]) != Keben || Parse(values[1]) != Any {
		t.Error(values[:2])
	}
}
