package html

import (
	"strings"
	"testing"

	"keben/internal/book"
)

func TestStaleAndMissingTranslationsAreToldWhereTheyAre(t *testing.T) {
	par := func(h book.Head) book.Block {
		return &book.Paragraph{Head: h, Content: []book.Inline{&book.Text{Value: "x"}}}
	}
	blocks := []book.Block{
		par(book.Head{State: book.Unsure}),
		&book.List{Tight: true, Items: []*book.Item{{Blocks: []book.Block{par(book.Head{State: book.Stale})}}}},
		par(book.Head{Lacking: 2}),
	}
	var with, without strings.Builder
	NewWriter(&with, Options{Lang: "en", Standing: true}).Blocks(blocks)
	want := `<p>x</p>
<ul>
<li>x
<p class="twin-note">The original has changed since this was translated.</p>
</li>
</ul>
<p>x</p>
<p class="twin-note">Part of the original is not translated here yet.</p>
`
	if with.String() != want {
		t.Errorf("got\n%s\nwant\n%s", with.String(), want)
	}
	NewWriter(&without, Options{Lang: "en"}).Blocks(blocks)
	if strings.Contains(without.String(), "twin-note") {
		t.Error(without.String())
	}
}
