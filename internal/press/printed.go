package press

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/url"
	"strconv"
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/draw"
	"keben/internal/figure/svg"
	"keben/internal/forme"
	"keben/internal/geom"
	"keben/internal/lang"
)

// Printed is an edition as it is printed, page by page, to be shown on screen. It is immutable, and any goroutine may
// use it. A page is drawn on demand, so that after an edit the pages that nobody looks at cost nothing.
type Printed struct {
	Edition string // whose pages they are: see Preview.Printed
	pages   []*PrintedPage
	slugs   map[string]bool   // sections that have pages
	roots   map[string]string // by slug of a nested chapter, and of one that has such: the chapter that opens the pages
}

// PrintedPage is a page of it.
type PrintedPage struct {
	Number int    // from 1
	Label  string // its folio: "iv", "12"
	Slug   string // of the chapter or section, "" for the pages before the first; nested chapters have no pages of their own
	Size   geom.Size

	page   forme.Page
	blocks blocks
	lang   string // BCP 47
	only   string // of a page as one of several chapters has it: that chapter; else ""
}

// PrintedBox is where a page shows a block, or a part of it.
type PrintedBox struct {
	BlockKey
	Area geom.Rect
}

// BlockKey names a block of a chapter. ID is what the website calls it: the block's own id, "fn-3" of a note, "" of the
// chapter's opening. Second says that it is of the second language of an edition in two, where twins share their ids.
type BlockKey struct {
	Second bool
	ID     string
}

// Chapter returns the pages of a chapter or section, without blanks. A slug that has none, such as "", gets the pages
// before the first chapter: titles and contents. Of a page on which several chapters are, because they are nested, each
// has its own boxes.
func (p *Printed) Chapter(slug string) (pages []*PrintedPage) {
	root, shared := p.roots[slug]
	if !shared {
		root = slug
	}
	if !p.slugs[root] {
		root, shared = "", false
	}
	for _, pg := range p.pages {
		if pg.Slug != root || pg.page.Part == nil {
			continue
		}
		if shared {
			own := *pg
			own.only = slug
			if pg = &own; len(pg.Boxes()) == 0 {
				continue
			}
		}
		pages = append(pages, pg)
	}
	if len(pages) == 0 && len(p.pages) > 0 { // an article has nothing before its text
		pages = p.pages[:1]
	}
	return pages
}

// Page returns a page by its number from 1, or nil.
func (p *Printed) Page(number int) *PrintedPage {
	if number < 1 || number > len(p.pages) {
		return nil
	}
	return p.pages[number-1]
}

// Hash tells states of a page apart: two that show the same blocks in the same way have one.
func (pg *PrintedPage) Hash() string {
	sum := draw.Digest(pg.page.Ops(), pg.blocks.name)
	sum = sha256.Sum256(fmt.Appendf(nil, "%d %d %d %x", pg.Number, pg.Size.W, pg.Size.H, sum))
	return hex.EncodeToString(sum[:8])
}

// SVG writes the page as a drawing. The address of an image is images and its key.
func (pg *PrintedPage) SVG(images string) []byte {
	return svg.Write(&draw.Picture{Size: pg.Size, Ops: pg.page.Ops()}, svg.Written{
		Text: true, Lang: pg.lang, Block: pg.blocks.name,
		Image: func(img *draw.Image) string { return images + url.PathEscape(img.Key) },
	})
}

// Image returns an image of the page by its key, or nil.
func (pg *PrintedPage) Image(key string) *draw.Image {
	for _, op := range pg.page.Ops() {
		if op.Image != nil && op.Image.Image != nil && op.Image.Image.Key == key {
			return op.Image.Image
		}
	}
	return nil
}

// Boxes are where the page shows blocks, in reading order.
func (pg *PrintedPage) Boxes() (boxes []PrintedBox) {
	shown := map[BlockKey][]draw.Op{}
	var order []BlockKey
	for _, op := range pg.page.Ops() {
		key, chapter, ok := pg.blocks.key(op.Tag)
		if !ok || pg.only != "" && pg.only != chapter {
			continue
		}
		if shown[key] == nil {
			order = append(order, key)
		}
		shown[key] = append(shown[key], op)
	}
	for _, key := range order {
		if area := draw.Bounds(shown[key]); area.W > 0 && area.H > 0 {
			boxes = append(boxes, PrintedBox{key, area})
		}
	}
	return boxes
}

// Printed sets an edition as in its PDF for print, or in its only PDF; a book without a PDF is set as by default. A
// parallel view that is not printed has the pages of its first language. The error is fs.ErrNotExist if the book has no
// such edition, and a *crew.Fault if setting it broke. An edition whose input is unchanged is not set again. Once
// begun, setting completes even if ctx is cancelled, so that the next caller finds the result.
func (p Preview) Printed(ctx context.Context, edition string) (*Printed, []diag.Message, error) {
	ed := p.printed(edition)
	if ed == nil {
		return nil, nil, fs.ErrNotExist
	}
	w, variant := p.work, p.work.Project.Printed()
	return demanded(ctx, demand{w, w.ordered(ed, variant), ed.Name, pdfPath(ed, variant)}, w.keep.printed.At(ed.Name), func(s supply) (*Printed, []diag.Message, error) {
		set, err := s.pressed.compose(context.Background(), w.brief(ed, variant, s)) // completed even if ctx is cancelled
		if err != nil {
			return nil, nil, err
		}
		return newPrinted(set.Document, ed), set.Messages, nil
	})
}

// printed returns the edition whose pages are shown beside the website's edition of a name; "" is the first.
func (p Preview) printed(name string) *book.Edition {
	if p.work == nil {
		return nil
	}
	for _, ed := range p.work.Manuscript.Editions {
		if (ed.Name == name || name == "") && p.work.wantsEdition(ed.Name) {
			return ed
		}
	}
	for _, v := range p.work.Views {
		if v.Name == name {
			return p.printed(v.Lang)
		}
	}
	return nil
}

func newPrinted(doc *forme.Document, ed *book.Edition) *Printed {
	p := &Printed{Edition: ed.Name, slugs: map[string]bool{}, roots: map[string]string{}}
	for i, root := 0, ""; i < len(ed.Sections); i++ {
		if sec := &ed.Sections[i]; sec.Depth == 0 {
			root = sec.Slug
		} else {
			p.roots[sec.Slug], p.roots[root] = root, root
		}
	}
	begins := beginnings(doc, ed)
	second := ""
	if ed.Twin != nil {
		second = lang.Of(ed.Twin.Lang).BCP47
	}
	slug := ""
	for i, from := range doc.Pages {
		if s, ok := begins[i]; ok {
			slug = s
		}
		p.slugs[slug] = true
		pg := &PrintedPage{Number: i + 1, Label: from.Label, Slug: slug, Size: from.Trim, page: from, lang: doc.Lang}
		pg.blocks = blocks{part: from.Part, slug: slug, second: second}
		p.pages = append(p.pages, pg)
	}
	return p
}

// beginnings are the sections by the page they begin on. The contents belong to the pages before the first chapter.
func beginnings(doc *forme.Document, ed *book.Edition) map[int]string {
	out := map[int]string{}
	for i := range ed.Sections {
		sec := &ed.Sections[i]
		d, ok := doc.Dests[sec.Slug]
		if _, taken := out[d.Page]; !ok || taken || sec.Depth > 0 {
			continue
		}
		if out[d.Page] = sec.Slug; sec.Role == book.RoleContents {
			out[d.Page] = ""
		}
	}
	return out
}

// blocks finds the blocks of operations in a part's structure.
type blocks struct {
	part   *forme.Part
	slug   string
	second string // the second language, BCP 47
}

// name is what a drawing calls the block of a tag, "" for none.
func (b blocks) name(tag int32) string {
	key, chapter, ok := b.key(tag)
	if !ok {
		return ""
	}
	return chapter + "#" + key.ID
}

// key returns the block that an operation with a tag belongs to, that of its element or of the nearest around it, and
// the chapter of the block: a nested one has a Sect that names it.
func (b blocks) key(tag int32) (key BlockKey, chapter string, ok bool) {
	chapter = b.slug
	if b.part == nil {
		return key, chapter, false
	}
	nested := false
	elements := b.part.Elements
	// Every parent is before its children, so this ends.
	for before := int32(len(elements)); tag >= 0 && tag < before; tag = elements[tag].Parent {
		before = tag
		e := &elements[tag]
		if b.second != "" && e.Lang == b.second && e.Role == "Sect" {
			key.Second = true
		}
		switch {
		case e.Role == "Note": // one block, whatever is in it
			_, number, _ := strings.Cut(e.ID, "#")
			if _, err := strconv.Atoi(number); err != nil {
				return BlockKey{}, chapter, false // of the authors: it belongs to the title, at the other end of the page
			}
			key.ID, ok = "fn-"+number, true
		case e.Role == "Sect" && e.Block != "":
			if !nested {
				chapter, nested = e.Block, true
			}
		case ok:
		case e.Role == "H1", strings.HasPrefix(e.Role, "H") && e.Block == "": // only openings have one, and titles of nested chapters no block
			key.ID, ok = "", true
		case e.Block != "":
			key.ID, ok = e.Block, true
		}
	}
	return key, chapter, ok
}
