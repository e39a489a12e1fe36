package book

// Piece is one piece of a block's inside: running text, blocks or an item of a list. Exactly one of Run, Blocks and
// Item is not nil. Run and Blocks point to the block's own slices, which may be replaced.
type Piece struct {
	Kind   PieceKind
	Run    *[]Inline
	Blocks *[]Block
	Item   *Item
	Cell   *Cell // the table cell that has the text or the blocks, or nil
}

// PieceKind says what a piece is for. The zero value is the main content of the block: the text of a paragraph, the
// blocks of a quotation.
type PieceKind string

// The kinds of the other pieces, as dumps name them.
const (
	TitlePiece   PieceKind = "title"   // of a callout
	CaptionPiece PieceKind = "caption" // of a table or figure
	NotePiece    PieceKind = "note"    // a note below a table
	SourcePiece  PieceKind = "source"  // below a table or figure
	CellPiece    PieceKind = "cell"
	TermPiece    PieceKind = "term"
	BodyPiece    PieceKind = "definition"
)

// Name is what the type of a block is called in dumps: heading, paragraph, list, item, quote, callout, code, table,
// figure, thematic-break, definitions, div or html.
func Name(b Block) string { return b.name() }

// Inside returns the pieces inside a block, in reading order: every text and every block directly in it, empty ones
// too. Walking, copying, comparing and dumping use it, as do the twins and the checks.
func Inside(b Block) []Piece { return b.inside(nil) }

// Content returns the content of an inline, which may be changed, or nil for a type without any.
func Content(in Inline) *[]Inline { return in.inside() }

// Around returns a copy of an inline with another content.
func Around(in Inline, run []Inline) Inline {
	c := in.detached()
	*c.inside() = run
	return c
}

// Children returns the inlines inside in, or nil. The meaning of a tag counts as inside it.
func Children(in Inline) []Inline {
	if run := in.inside(); run != nil {
		return *run
	}
	if n, ok := in.(*RawHTML); ok {
		return n.as()
	}
	return nil
}
