package twins

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"

	"keben/internal/book"
)

// Source returns a unit's own text in the form in which a record keeps it. The form changes when a translator has
// something to do, and not when a number in data/ or the numbering changes: it has the words, links with their targets,
// and references and values by name, but neither emphasis nor the texts of the units inside. A table is one text with a
// line per row, so its rows have none. "" means that there is nothing to translate.
func (u *Unit) Source() string {
	switch u.Kind {
	case Title:
		return sourceOf(u.chapter.Title)
	case Row, Note, Definition:
		return ""
	}
	switch b := u.Block.(type) {
	case *book.CodeBlock:
		return strings.TrimRight(b.Text, "\n")
	case *book.HTMLBlock:
		return strings.TrimSpace(b.Text)
	case *book.Table:
		return tableSource(b)
	case *book.Figure:
		return lines(append([]string{"![" + b.Alt + "](" + path.Base(b.Src) + ")"}, ownTexts(b)...)...)
	}
	return lines(ownTexts(u.Block)...)
}

// ownTexts are the texts that a block has itself, without those of the blocks inside.
func ownTexts(b book.Block) (texts []string) {
	for _, p := range book.Inside(b) {
		if p.Run != nil {
			texts = append(texts, sourceOf(*p.Run))
		}
	}
	return texts
}

// tableSource has a line for each row of a table.
func tableSource(b *book.Table) string {
	parts := []string{sourceOf(b.Caption)}
	for _, row := range b.Rows() {
		var cells []string
		for i := range row {
			var texts []string
			row[i].Runs(func(run []book.Inline) { texts = append(texts, sourceOf(run)) })
			cells = append(cells, strings.Join(texts, " "))
		}
		parts = append(parts, strings.Join(cells, " | "))
	}
	for _, note := range b.Notes {
		parts = append(parts, sourceOf(note))
	}
	return lines(append(parts, sourceOf(b.Source))...)
}

// sourceOf writes running text in the form of Source.
func sourceOf(run []book.Inline) string { return strings.Join(strings.Fields(SourceOf(run...)), " ") }

// SourceOf writes inlines as a record has them, with their white space as it is.
func SourceOf(run ...book.Inline) string {
	var b strings.Builder
	writeSource(&b, run)
	return b.String()
}

func writeSource(b *strings.Builder, run []book.Inline) {
	for _, in := range run {
		switch n := in.(type) {
		case *book.Text:
			b.WriteString(n.Value)
		case *book.CodeSpan:
			b.WriteString("`" + n.Text + "`")
		case *book.Link:
			b.WriteByte('[')
			writeSource(b, n.Content)
			b.WriteString("](" + n.Target + ")")
		case *book.Image:
			b.WriteString("![" + n.Alt + "](" + path.Base(n.Src) + ")")
		case *book.NoteRef:
			b.WriteString("[^" + noteLabel(n.Label) + "]")
		case *book.HardBreak:
			b.WriteByte(' ')
		case *book.Ruby:
			b.WriteString(n.Base)
		case *book.Ref:
			b.WriteString("@" + n.Target)
		case *book.Quantity:
			b.WriteString("{{" + n.Key + "}}")
		default:
			writeSource(b, book.Children(in))
		}
	}
}

// lines joins the parts that are not empty.
func lines(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "\n")
}

// text joins the texts of units that are one side of a pair.
func text(us []*Unit) string {
	var parts []string
	for _, u := range us {
		parts = append(parts, u.Source())
	}
	return lines(parts...)
}

// fingerprint is a short hash of a text: enough to tell the texts of a chapter apart, short enough to read past.
func fingerprint(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:5])
}
