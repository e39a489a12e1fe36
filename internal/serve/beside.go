package serve

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"keben/internal/crew"
	"keben/internal/diag"
	"keben/internal/geom"
	"keben/internal/lang"
	"keben/internal/press"
	"keben/internal/source"
)

// Beside has the functions behind the page that shows the print page beside the web page. They may be called by several
// goroutines.
type Beside struct {
	// Printed sets an edition: see press.Preview.Printed.
	Printed func(ctx context.Context, edition string) (*press.Printed, error)
	// Places returns the places of the blocks of a chapter in its file.
	Places func(edition, slug string) map[press.BlockKey]source.Place
	// Open returns the address that opens a place in the author's editor, or "".
	Open func(source.Place) string
}

// besidePolicy is for the page that frames a page of the book: see website.Policy.
const besidePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// besidePage answers with the page that has the web page and the print page side by side.
func (s *Server) besidePage(w http.ResponseWriter, r *http.Request) {
	var out bytes.Buffer
	page := struct{ Lang, Tongue string }{lang.Of(string(s.lang)).BCP47, string(s.lang)}
	if err := s.pages.ExecuteTemplate(&out, "beside.html", page); err != nil {
		http.Error(w, diag.Explain(err, s.lang), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Security-Policy", besidePolicy)
	send(w, r, "beside.html", out.Bytes())
}

// side answers a request about printed pages; words are those of its path after its name.
type side func(p *press.Printed, b Build, words []string) (name string, data []byte)

// sides are the answers by the name in their path. The first word is always the edition.
var sides = map[string]side{"chapters": chapter, "pages": printedPage, "images": printedImage}

// besidePath divides the path of such an answer: chapters/zh/one. The words of a chapter's name are one.
func besidePath(own string) (answer side, words []string) {
	name, rest, _ := strings.Cut(own, "/")
	return sides[name], strings.SplitN(rest, "/", 2)
}

// beside answers from the printed pages of the latest build.
func (s *Server) beside(w http.ResponseWriter, r *http.Request, answer side, words []string) {
	var name string
	var data []byte
	b, err := s.ofLatest(r.Context(), func(ctx context.Context, b Build) error {
		if b.Beside == nil {
			return fs.ErrNotExist
		}
		p, err := b.Beside.Printed(ctx, words[0])
		if err != nil {
			return err
		}
		if name, data = answer(p, b, words); data == nil {
			return fs.ErrNotExist
		}
		return nil
	})
	if err != nil {
		s.refuse(w, r, refused{b, words[0], err})
		return
	}
	send(w, r, name, data)
}

// besideChapter is the JSON about a chapter: its pages, the areas of its blocks on them, and the places of these in the
// manuscript. Lengths are hundredths of a point.
type besideChapter struct {
	Edition string                 `json:"edition"` // whose pages they are
	Pages   []besideSheet          `json:"pages"`
	Places  map[string]besidePlace `json:"places"` // by block
}

type besideSheet struct {
	Number int         `json:"number"`
	Label  string      `json:"label"`
	Hash   string      `json:"hash"`
	Width  int64       `json:"width"`
	Height int64       `json:"height"`
	Boxes  []besideBox `json:"boxes"`
}

type besideBox struct {
	Key  string   `json:"key"`
	Area [4]int64 `json:"area"` // left, top, width, height
}

type besidePlace struct {
	At   string `json:"at"`             // file:line:col
	Open string `json:"open,omitempty"` // opens it in the editor
}

// keyOf writes the name of a block: "0", or "1" in the second language of two, and its id.
func keyOf(k press.BlockKey) string {
	if k.Second {
		return "1" + k.ID
	}
	return "0" + k.ID
}

func hundredths(l geom.Length) int64 { return int64(l.Mul(100, int64(geom.Pt))) }

// chapter answers with the pages of a chapter: edition, slug.
func chapter(p *press.Printed, b Build, words []string) (string, []byte) {
	slug := ""
	if len(words) == 2 {
		slug = words[1]
	}
	out := besideChapter{Edition: p.Edition, Pages: []besideSheet{}, Places: map[string]besidePlace{}}
	for _, pg := range p.Chapter(slug) {
		sheet := besideSheet{pg.Number, pg.Label, pg.Hash(), hundredths(pg.Size.W), hundredths(pg.Size.H), []besideBox{}}
		for _, box := range pg.Boxes() {
			a := box.Area
			sheet.Boxes = append(sheet.Boxes, besideBox{keyOf(box.BlockKey), [4]int64{hundredths(a.X), hundredths(a.Y), hundredths(a.W), hundredths(a.H)}})
		}
		out.Pages = append(out.Pages, sheet)
	}
	for key, at := range b.Beside.Places(words[0], slug) {
		place := besidePlace{At: at.String()}
		if b.Beside.Open != nil {
			place.Open = b.Beside.Open(at)
		}
		out.Places[keyOf(key)] = place
	}
	data, err := json.Marshal(out)
	if err != nil { // cannot happen: all fields can be written as JSON
		return "", nil
	}
	return "chapter.json", data
}

// printedPage answers with a page: edition, number/hash.svg. A page whose hash has changed is not found.
func printedPage(p *press.Printed, _ Build, words []string) (string, []byte) {
	if len(words) < 2 {
		return "", nil
	}
	number, name, _ := strings.Cut(words[1], "/")
	pg := pageOf(p, number)
	if pg == nil || name != pg.Hash()+".svg" {
		return "", nil
	}
	return "page.svg", pg.SVG("/" + prefix + "images/" + url.PathEscape(p.Edition) + "/" + strconv.Itoa(pg.Number) + "/")
}

// printedImage answers with an image of a page: edition, number/key.
func printedImage(p *press.Printed, _ Build, words []string) (string, []byte) {
	if len(words) < 2 {
		return "", nil
	}
	number, key, _ := strings.Cut(words[1], "/")
	pg := pageOf(p, number)
	if pg == nil {
		return "", nil
	}
	img := pg.Image(key)
	if img == nil {
		return "", nil
	}
	return "image." + img.Format, img.Data
}

// pageOf returns the page of a number as it is written in addresses, or nil.
func pageOf(p *press.Printed, number string) *press.PrintedPage {
	n, err := strconv.Atoi(number)
	if err != nil {
		return nil
	}
	return p.Page(n)
}

// ofLatest calls make with the latest build, and again when a newer build comes meanwhile.
func (s *Server) ofLatest(ctx context.Context, make func(context.Context, Build) error) (Build, error) {
	for {
		b, _, life, err := s.now(ctx)
		if err != nil {
			return b, err
		}
		part, cancel := context.WithCancel(ctx)
		stop := context.AfterFunc(life, cancel)
		err = make(part, b)
		stop()
		cancel()
		if err == nil || errors.Is(err, fs.ErrNotExist) || ctx.Err() != nil || life.Err() == nil {
			return b, err
		}
	}
}

// refused is a request that failed: the build, the name of what was asked for, and the reason.
type refused struct {
	build Build
	name  string
	err   error
}

func (s *Server) refuse(w http.ResponseWriter, r *http.Request, f refused) {
	switch {
	case r.Context().Err() != nil: // nobody is waiting any more
	case errors.Is(f.err, fs.ErrNotExist):
		s.notFound(w, r, f.build.Files)
	default:
		text := diag.Explain(f.err, s.lang)
		var fault *crew.Fault
		if errors.As(f.err, &fault) {
			m := fault.On(f.name)
			text = m.Text(s.lang) + "\n" + m.Hint(s.lang)
		}
		http.Error(w, text, http.StatusInternalServerError)
	}
}
