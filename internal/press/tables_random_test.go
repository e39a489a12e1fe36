package press

import (
	"context"
	"fmt"
	"maps"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"keben/internal/golden"
)

// drawnTable is an HTML table of random cells, spans that fit and spans that do not.
func drawnTable(r *rand.Rand) string {
	var b strings.Builder
	b.WriteString("<table>\n")
	n := 0
	for range 2 + r.Intn(8) {
		b.WriteString("<tr>")
		for range r.Intn(5) {
			span := func(key string) string {
				if k := [...]int{0, 0, 0, 2, 2, 3, 5}[r.Intn(7)]; k > 0 {
					return fmt.Sprintf(" %s=%d", key, k)
				}
				return ""
			}
			text := ""
			if r.Intn(8) > 0 {
				text = fmt.Sprintf("格%d", n) + strings.Repeat("字", r.Intn(3)*r.Intn(40))
			}
			n++
			fmt.Fprintf(&b, "<%[1]s%[2]s%[3]s>%[4]s</%[1]s>", [...]string{"td", "td", "td", "th"}[r.Intn(4)], span("colspan"), span("rowspan"), text)
		}
		b.WriteString("</tr>\n")
	}
	return b.String() + "<tr><td>末</td><td>尾</td></tr>\n</table>\n"
}

// Whatever spans an author types, the website, the tags and the pages have one grid, and no text is lost.
func TestAnyTableIsOneGridEverywhere(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	shapes := map[string]tableShape{}
	for i := range golden.Rounds(150) {
		shapes[fmt.Sprintf("t-%03d", i)] = tableShape{text: drawnTable(r)}
	}
	dir := tableBook(t, shapes, "")
	res, err := Build(context.Background(), Options{Dir: dir, Only: []string{Website}})
	if err != nil || res.Failed(false) {
		t.Fatal(err, res.Messages)
	}
	doc := documentOf(t, dir)
	for _, name := range slices.Sorted(maps.Keys(shapes)) {
		page, err := os.ReadFile(filepath.Join(res.Out, "zh", name+".html"))
		if err != nil {
			t.Fatal(err)
		}
		web := slowForm(t, webRows(string(page)))
		rows, inks := taggedRows(t, doc, name)
		tags := slowForm(t, rows)
		if web.String() != tags.String() {
			t.Fatalf("%s\nthe website has\n%s\nthe tags have\n%s", shapes[name].text, web, tags)
		}
		tags.inOrder(t, inks)
		for _, m := range cellForm.FindAllStringSubmatch(shapes[name].text, -1) {
			if !strings.Contains(web.String(), m[2]) {
				t.Errorf("%s is lost from\n%s", m[2], web)
			}
		}
		if t.Failed() {
			t.Fatalf("in\n%s", shapes[name].text)
		}
	}
}
