package markup

import (
	"math/rand"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"keben/internal/book"
	"keben/internal/golden"
	"keben/internal/hypertext"
	"keben/internal/runaway"
)

// visible is all that blocks say, without blanks.
func visible(blocks []book.Block) string {
	var b strings.Builder
	book.Walk(blocks, book.Visitor{
		Block: func(block book.Block) bool {
			if c, ok := block.(*book.CodeBlock); ok {
				b.WriteString(c.Text)
			}
			return true
		},
		Run: func(_ book.Block, run []book.Inline) {
			book.WalkInlines(run, func(in book.Inline) {
				switch in := in.(type) {
				case *book.Text:
					b.WriteString(in.Value)
				case *book.CodeSpan:
					b.WriteString(in.Text)
				case *book.Ruby:
					b.WriteString(in.Base + in.Reading)
				}
			})
		},
	})
	return b.String()
}

// lost returns a character of an HTML text that its blocks do not say, or 0. What stands in <rp>, in comments and in
// elements without text of the book's is not looked for.
func lost(text string, blocks []book.Block) rune {
	said := map[rune]int{}
	for _, c := range visible(blocks) {
		said[c]++
	}
	tokens := hypertext.Tokens(text)
	partner := hypertext.Partners(tokens)
	for i := 0; i < len(tokens); i++ {
		switch t := &tokens[i]; {
		case t.Kind == hypertext.Start && (silent[t.Name] || t.Name == "ruby"):
			i = max(i, partner[i])
		case t.Kind == hypertext.Text:
			for _, c := range t.Value {
				if said[c]--; said[c] < 0 && !unicode.IsSpace(c) {
					return c
				}
			}
		}
	}
	return 0
}

func TestNoTextOfABlockOfHTMLIsLost(t *testing.T) {
	pieces := strings.Fields("甲 乙 a1 < > <table> <tr> <td> <th> </td> </tr> </table> <caption> </caption> <thead> <tfoot> <tbody> <ul> <li> </ul> <ol> </li> <dl> <dt> <dd> </dl> " +
		"<details> <summary> </summary> </details> <blockquote> </blockquote> <figure> <figcaption> </figcaption> </figure> <h1> </h1> <p> </p> <b> </b> <i> </i> <q> </q> " +
		"<pre> </pre> <code> </code> <script> </script> <br> <hr> <img> <!-- --> <?x ?> &lt; <T> </T> <a href=\"x\"> <a href=\"x> </a> <ruby> <rt> </ruby> <title> </title> <input type=checkbox> <p id=x>")
	r := rand.New(rand.NewSource(1))
	for range golden.Rounds(20_000) {
		var b strings.Builder
		for range r.Intn(16) {
			b.WriteString(pieces[r.Intn(len(pieces))])
			if r.Intn(3) == 0 {
				b.WriteByte("\n "[r.Intn(2)])
			}
		}
		for _, raw := range []bool{false, true} {
			m := &reading{raw: raw, lang: "zh", tags: map[*book.RawHTML]*hypertext.Token{}}
			n := &book.HTMLBlock{Head: book.Head{Lang: "zh"}, Text: b.String()}
			blocks := book.Printed(m.blocks([]book.Block{n}))
			if c := lost(n.Text, blocks); c != 0 {
				var out strings.Builder
				book.Dump(&out, &book.Chapter{Blocks: blocks})
				t.Fatalf("%q is lost from %q (raw %v):\n%s", c, n.Text, raw, out.String())
			}
			if len(m.tags) > 0 && m.depth != 0 {
				t.Fatalf("depth %d behind %q", m.depth, n.Text)
			}
		}
	}
}

// FuzzBlock reads any text as a block of HTML: none of it is lost.
func FuzzBlock(f *testing.F) {
	for _, in := range runaway.Inputs() {
		f.Add(in.Text(40))
	}
	for i := range 40 {
		f.Add(runaway.Drawn([]byte{byte(i), 60, byte(i + 17), 40, byte(i), 180}))
	}
	f.Fuzz(func(t *testing.T, s string) {
		m := &reading{lang: "zh", tags: map[*book.RawHTML]*hypertext.Token{}}
		if c := lost(s, m.blocks([]book.Block{&book.HTMLBlock{Head: book.Head{Lang: "zh"}, Text: s}})); c != 0 && utf8.ValidString(s) {
			t.Fatalf("%q is lost", c)
		}
	})
}
