package press

import (
	"bytes"
	"crypto/sha256"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"keben/internal/crew"
	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/draw"
	"keben/internal/figure/raster"
	"keben/internal/figure/svg"
	"keben/internal/font"
	"keben/internal/source"
	"keben/internal/typeset"
)

// pictures reads and decodes each picture of the book once, for all outputs. It is safe for concurrent use.
type pictures struct {
	fsys    fs.FS
	theme   *design.Theme
	foundry *typeset.Foundry

	mu       sync.Mutex
	files    map[string]*stored
	decoded  map[decodeKey]*decoded
	drawn    map[string]*drawing // those asked for, by source
	darkroom *darkroom
}

// darkroom holds decoded photographs by the sum of their bytes, on which alone they depend: one serves every
// build of a session. It is safe for concurrent use.
type darkroom struct {
	mu          sync.Mutex
	photographs map[[sha256.Size]byte]*photograph
	drawings    map[drawingKey]*drawing
}

func newDarkroom() *darkroom {
	return &darkroom{photographs: map[[sha256.Size]byte]*photograph{}, drawings: map[drawingKey]*drawing{}}
}

// photograph is what a file that is no drawing holds. It is decoded once however often it lies in the folder:
// editions tend to have copies of their own.
type photograph struct {
	once  sync.Once
	image *draw.Image
	err   error
	fault *crew.Fault // the same bytes break again
}

// stored is a picture as it lies in the folder.
type stored struct {
	once    sync.Once
	data    []byte         // empty: there is no such file, or no picture in it
	message []diag.Message // why not
}

// decodeKey tells apart what is decoded apart: text in a drawing is set by the language of the edition.
type decodeKey struct{ src, lang string }

type decoded struct {
	once     sync.Once
	picture  draw.Figure
	ok       bool
	messages []diag.Message
}

func newPictures(fsys fs.FS, theme *design.Theme, foundry *typeset.Foundry, dark *darkroom) *pictures {
	return &pictures{fsys: fsys, theme: theme, foundry: foundry, files: map[string]*stored{}, decoded: map[decodeKey]*decoded{}, drawn: map[string]*drawing{}, darkroom: dark}
}

// take returns the entry of a key, made on the first asking.
func take[K comparable, V any](mu *sync.Mutex, m map[K]*V, key K) *V {
	mu.Lock()
	defer mu.Unlock()
	v := m[key]
	if v == nil {
		v = new(V)
		m[key] = v
	}
	return v
}

// bytes returns a picture's file. That there is none was reported where the manuscript names it; a file that holds
// something else than a picture is none: nothing is published that was not looked at.
func (p *pictures) bytes(src string) ([]byte, bool) {
	f := take(&p.mu, p.files, src)
	f.once.Do(func() {
		if v, ok := p.fsys.(*view); ok {
			f.data, _ = v.bytes(src) // the same slice in every build
		} else {
			f.data, _ = fs.ReadFile(p.fsys, src)
		}
		if s := source.New(src, f.data); len(f.data) > 0 && !isSVG(s) {
			if err := raster.Look(f.data); err != nil {
				f.data, f.message = nil, []diag.Message{raster.Explain(err, source.Whole(src))}
			}
		}
	})
	return f.data, len(f.data) > 0
}

// in returns the function that gives an edition's typesetter its pictures.
func (p *pictures) in(lang string) func(src string) (draw.Figure, bool) {
	return func(src string) (draw.Figure, bool) {
		data, ok := p.bytes(src)
		if !ok {
			return draw.Figure{}, false
		}
		d := take(&p.mu, p.decoded, decodeKey{src, lang})
		// A sync.Once is done even when its function panics: what it makes must be whole before it ends.
		d.once.Do(func() {
			if fault := crew.Do(func() { p.decode(d, source.New(src, data), lang) }); fault != nil {
				d.picture, d.ok, d.messages = draw.Figure{}, false, []diag.Message{fault.In(src)}
			}
		})
		return d.picture, d.ok
	}
}

func (p *pictures) decode(d *decoded, src *source.File, lang string) {
	if isSVG(src) {
		d.picture.Drawing, d.messages = svg.Parse(src, svg.Options{Fonts: p.faces, Fallback: p.fallback, Lang: lang})
		d.ok = d.picture.Drawing != nil
		p.rebuilt(src) // a book that is only printed hears of what its drawings hold, too
		return
	}
	r := take(&p.darkroom.mu, p.darkroom.photographs, sha256.Sum256(src.Text))
	r.once.Do(func() {
		r.fault = crew.Do(func() { r.image, r.err = raster.Decode(src.Text) })
	})
	switch {
	case r.fault != nil:
		d.messages = []diag.Message{r.fault.In(src.Name)}
	case r.err != nil:
		d.messages = []diag.Message{raster.Explain(r.err, source.Whole(src.Name))}
	default:
		d.picture.Image, d.ok = r.image, true
	}
}

func isSVG(src *source.File) bool {
	return strings.EqualFold(path.Ext(src.Name), ".svg") || bytes.HasPrefix(bytes.TrimSpace(src.Text), []byte("<svg"))
}

// faces chooses the book's own faces for the text of a drawing, which names those of the machine it was
// drawn on. What names no kind of face is set as captions are.
func (p *pictures) faces(r svg.FontRequest) (faces []*font.Face) {
	family := p.theme.Families[familyOf(r.Families)]
	for _, name := range []string{family.Latin, family.Han} {
		f := p.theme.Fonts[name]
		file := f.Regular
		switch bold := r.Weight >= 600; {
		case bold && r.Italic && f.BoldItalic != "":
			file = f.BoldItalic
		case bold && f.Bold != "":
			file = f.Bold
		case r.Italic && f.Italic != "":
			file = f.Italic
		}
		// A face that is missing was an error when the edition was set.
		if face, err := p.foundry.Face(file); err == nil {
			faces = append(faces, face)
		}
	}
	return faces
}

// fallback is the face with the most characters: that of running text in Han characters.
func (p *pictures) fallback() *font.Face {
	face, err := p.foundry.Face(p.theme.Fonts[p.theme.Families["text"].Han].Regular)
	if err != nil {
		return nil // an error when the edition was set
	}
	return face
}

// kindsOfFace are parts of the names of families, in the order in which they are looked for.
var kindsOfFace = []struct{ family, parts string }{
	{"code", "mono courier consolas menlo"},
	{"quote", "kai"},
	{"head", "sans arial helvetica hei yahei gothic"},
	{"text", "serif times georgia song sun ming"},
}

func familyOf(names []string) string {
	for _, name := range names {
		name = strings.ToLower(name)
		for _, k := range kindsOfFace {
			if slices.ContainsFunc(strings.Fields(k.parts), func(part string) bool { return strings.Contains(name, part) }) {
				return k.family
			}
		}
	}
	return "head"
}

// report returns the messages about all pictures asked for; diag.Sort drops what two editions found alike.
func (p *pictures) report() (ms []diag.Message) {
	p.mu.Lock()
	defer p.mu.Unlock()
	keys := make([]decodeKey, 0, len(p.decoded))
	for k := range p.decoded {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b decodeKey) int { return strings.Compare(a.src+"\x00"+a.lang, b.src+"\x00"+b.lang) })
	for _, k := range keys {
		ms = append(ms, p.decoded[k].messages...)
	}
	return ms
}

// unfit returns the messages about files that hold no picture.
func (p *pictures) unfit() (ms []diag.Message) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, src := range slices.Sorted(maps.Keys(p.files)) {
		ms = append(ms, p.files[src].message...)
	}
	return ms
}
