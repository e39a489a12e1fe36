package listing

import (
	"fmt"
	"strings"

	"keben/internal/book"
)

// Dump writes a list as indented text, a line per entry: the form of the golden files.
func Dump(l *List) string {
	var b strings.Builder
	if l == nil {
		return "no list\n"
	}
	fmt.Fprintf(&b, "%s\n", l.File)
	dump(&b, l.Items, "  ")
	return b.String()
}

func dump(b *strings.Builder, items []Item, indent string) {
	for _, it := range items {
		fmt.Fprintf(b, "%s%s", indent, it.Kind)
		switch it.Matter {
		case book.Front:
			b.WriteString(" front")
		case book.Back:
			b.WriteString(" back")
		}
		if it.File != "" {
			fmt.Fprintf(b, " %s", it.File)
		}
		if it.Anchor != "" {
			fmt.Fprintf(b, " #%s", it.Anchor)
		}
		if it.Title != "" {
			fmt.Fprintf(b, " %q", it.Title)
		}
		if at := it.At.Position(); at.Line > 0 {
			fmt.Fprintf(b, " @%d:%d", at.Line, at.Col)
		}
		b.WriteByte('\n')
		dump(b, it.Items, indent+"  ")
	}
}
