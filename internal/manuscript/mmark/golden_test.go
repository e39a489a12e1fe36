package mmark

import (
	"fmt"
	"strings"
	"testing"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/golden"
	"keben/internal/quantity"
	"keben/internal/source"
)

// TestConstructs reads an archive for each construct. in.mmark is Chinese text, in-en.mmark English.
func TestConstructs(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, a *golden.Archive) {
		for _, in := range [...]struct{ file, lang, want string }{{"in.mmark", "zh", "zh"}, {"in-en.mmark", "en", "en"}} {
			if a.Has(in.file) {
				a.Want(in.want, dump(Options{Text: a.Input(in.file), Source: source.New(in.file, a.Input(in.file)), Lang: in.lang, Inserts: sampleInserts}))
			}
		}
	})
}

// dump is a document, its divisions and its messages as text.
func dump(o Options) string {
	if o.Source == nil {
		o.Source = source.New("", o.Text)
	}
	doc, messages := Read(o)
	var b strings.Builder
	book.DumpBlocks(&b, o.Source, doc.Blocks, doc.Notes)
	for _, d := range doc.Divisions {
		fmt.Fprintf(&b, "division %s before block %d @%s\n", [...]string{"front", "main", "back"}[d.Matter], d.At, strings.TrimPrefix(o.Source.At(d.Range).String(), o.Source.Name+":"))
	}
	for _, m := range diag.Sort(messages) {
		fmt.Fprintf(&b, "! %v %v: %s\n", m.Place, m.Kind.Severity, m.Text("en"))
	}
	return b.String()
}

var sampleInserts = []Insert{
	{Inline: &book.Quantity{Key: "trade.2024", Amount: quantity.Quantity{Num: quantity.Int(3_100_000_000_000), Unit: "USD"}, Text: "3.1 万亿美元"}},
	{Block: &book.Table{
		Aligns: []book.Align{book.AlignDefault},
		Header: []book.Row{{{Content: []book.Inline{&book.Text{Value: "年"}}}}},
		Body:   []book.Row{{{Content: []book.Inline{&book.Text{Value: "2024"}}}}},
	}},
}
