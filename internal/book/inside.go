package book

// Piece is one piece of what stands inside a block: running text, blocks or an item of a list; of Run, Blocks and Item
// just one is not nil. Through Run and Blocks the block's own slices may be replaced.
type Piece struct {
	Kind   PieceKind
	Run    *[]Inline
	Blocks *[]Block
	Item   *Item
	Cell   *Cell // of a table, in which the text or the blocks stand
}

// PieceKind says what a piece is for. The zero value is what the block is there for: the text of a paragraph, the blocks of
// a quotation.
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

// Name is what the type of a block is called in dumps: heading, paragraph, list, item, quote, callout, code, table, figure,
// thematic-break, definitions, div or html.
func Name(b Block) string { return b.name() }

// Inside returns what stands inside a block, in reading order: every text and every block directly in it, empty ones
// too. It is the one place that knows; walking, copying, comparing and dumping go by it, as do the twins and the checks.
func Inside(b Block) []Piece { return b.inside(nil) }

// Content returns what stands inside an inline, which may be changed, or nil where nothing can.
func Content(in Inline) *[]Inline { return in.inside() }

// Around returns a copy of an inline in which something else stands.
func Around(in Inline, run []Inline) Inline {
	c := in.detached()
	*c.inside() = run
	return c
}

// Children returns the inlines inside in, or nil. What a tag says counts as inside it.
func Children(in Inline) []Inline {
	if run := in.inside(); run != nil {
		return *run
	}
	if n, ok := in.(*RawHTML); ok {
		return n.as()
	}
	return nil
}
