package diag

import "testing"

func TestNearestFindsTheLikelySlip(t *testing.T) {
	keys := []string{"title", "subtitle", "authors", "languages", "editions", "date", "标题"}
	for _, c := range []struct{ name, want string }{
		{"titel", "title"}, {"Title", "title"}, {"author", "authors"}, {"langauges", "languages"},
		{"edition", "editions"}, {"标题目", "标题"}, {"publisher", ""}, {"", ""}, {"title", ""}, {"x", ""},
	} {
		if got, _ := Nearest(c.name, keys); got != c.want {
			t.Errorf("Nearest(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}
