package book_test

import (
	"fmt"

	"keben/internal/book"
)

func run(text string) []book.Inline { return []book.Inline{&book.Text{Value: text}} }

func ExampleInside() {
	figure := &book.Figure{Src: "map.svg", Caption: run("The Silk Road"), Source: run("Source: the authors")}
	for _, p := range book.Inside(figure) {
		fmt.Printf("%s: %s\n", p.Kind, book.Plain(*p.Run))
	}
	// What a piece points to is the block's own.
	*book.Inside(figure)[0].Run = run("The Maritime Silk Road")
	fmt.Println(book.Plain(figure.Caption))
	// Output:
	// caption: The Silk Road
	// source: Source: the authors
	// The Maritime Silk Road
}

func ExampleWalk() {
	blocks := []book.Block{
		&book.Heading{Level: 2, Content: run("Ports")},
		&book.Quote{Blocks: []book.Block{&book.Paragraph{Content: []book.Inline{
			&book.Text{Value: "See "}, &book.Link{Target: "rail.md", Content: run("railways")}, &book.Text{Value: "."},
		}}}},
	}
	book.Walk(blocks, book.Visitor{
		Block: func(b book.Block) bool { fmt.Println(book.Name(b)); return true },
		Run: func(_ book.Block, run []book.Inline) {
			book.WalkInlines(run, func(in book.Inline) {
				if link, ok := in.(*book.Link); ok {
					fmt.Println("leads to", link.Target)
				}
			})
		},
	})
	// Output:
	// heading
	// quote
	// paragraph
	// leads to rail.md
}
