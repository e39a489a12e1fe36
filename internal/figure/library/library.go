// Package library gives the outputs of a book its pictures: it finds them in the folder, refuses other files, decodes
// photographs and reads drawings for print (packages raster and svg), and rebuilds drawings for the website.
//
// Each picture is read once for all outputs of a build. Results that depend on the bytes alone are kept for all builds
// of a session, by a SHA-256 of the bytes; drawings with text also depend on the faces of the theme.
package library

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"keben/internal/crew"
	"keben/internal/diag"
	"keben/internal/draw"
	"keben/internal/figure/raster"
	"keben/internal/figure/svg"
	"keben/internal/memory"
	"keben/internal/snapshot"
	"keben/internal/source"
)

// Pictures are those of a folder as one build sees them. They are safe for concurrent use.
type Pictures struct {
	files    fs.FS
	faces    Faces
	darkroom *Darkroom

	stored shelf[string, stored]
	shown  shelf[reading, shown]
	drawn  shelf[string, drawing] // those asked for, by source
}

// shelf keeps what depends on its key alone.
type shelf[K comparable, V any] = memory.Shelf[K, struct{}, V]

// Darkroom keeps what was made of pictures between the builds of a session. Photographs depend on their bytes alone, so
// that identical files share one: editions tend to have copies of their own. It is safe for concurrent use.
type Darkroom struct {
	photographs shelf[[sha256.Size]byte, photograph]
	drawings    shelf[drawingKey, drawing]
}

// photograph is a decoded raster image, or the reason for its absence.
type photograph struct {
	image *draw.Image
	err   error
	fault *crew.Fault // the same bytes break again
}

// stored is a picture as it lies in the folder.
type stored struct {
	data    []byte         // empty: there is no such file, or no picture in it
	message []diag.Message // why not
}

// reading is the key of a drawing that has been read: its text is set in the language of the edition.
type reading struct{ src, lang string }

// shown is a picture as it is printed.
type shown struct {
	figure   draw.Figure
	ok       bool
	messages []diag.Message
}

// New makes a library of a folder's pictures. Nothing is read before somebody asks for it.
func New(files fs.FS, faces Faces, darkroom *Darkroom) *Pictures {
	return &Pictures{files: files, faces: faces, darkroom: darkroom}
}

// bytes returns a picture's file. A missing file was reported where the manuscript names it. A file that is not a
// picture counts as missing, so that no unchecked file is published.
func (l *Pictures) bytes(src string) ([]byte, bool) {
	f := l.stored.At(src).Once(func() (f stored) {
		f.data, _ = snapshot.Bytes(l.files, src)
		if s := source.New(src, f.data); len(f.data) > 0 && !isSVG(s) {
			if err := raster.Look(f.data); err != nil {
				return stored{message: []diag.Message{raster.Explain(err, source.Whole(src))}}
			}
		}
		return f
	})
	return f.data, len(f.data) > 0
}

// In returns the function that gives the pictures for an edition in a language, BCP 47.
func (l *Pictures) In(lang string) func(src string) (draw.Figure, bool) {
	return func(src string) (draw.Figure, bool) {
		data, ok := l.bytes(src)
		if !ok {
			return draw.Figure{}, false
		}
		s := l.shown.At(reading{src, lang}).Once(func() (s shown) {
			if fault := crew.Do(func() { s = l.show(source.New(src, data), lang) }); fault != nil {
				s = shown{messages: []diag.Message{fault.In(src)}}
			}
			return s
		})
		return s.figure, s.ok
	}
}

func (l *Pictures) show(src *source.File, lang string) (s shown) {
	if isSVG(src) {
		s.figure.Drawing, s.messages = svg.Parse(src, svg.Options{Fonts: l.faces.of, Fallback: l.faces.fallback, Lang: lang})
		s.ok = s.figure.Drawing != nil
		l.rebuilt(src) // for its messages: a book that is only printed gets them too
		return s
	}
	p := l.darkroom.photographs.At(sha256.Sum256(src.Text)).Once(func() (p photograph) {
		p.fault = crew.Do(func() { p.image, p.err = raster.Decode(src.Text) })
		return p
	})
	switch {
	case p.fault != nil:
		s.messages = []diag.Message{p.fault.In(src.Name)}
	case p.err != nil:
		s.messages = []diag.Message{raster.Explain(p.err, source.Whole(src.Name))}
	default:
		s.figure.Image, s.ok = p.image, true
	}
	return s
}

func isSVG(src *source.File) bool {
	return strings.EqualFold(path.Ext(src.Name), ".svg") || bytes.HasPrefix(bytes.TrimSpace(src.Text), []byte("<svg"))
}

// Report returns the messages about all pictures that were printed; diag.Sort drops what two editions found alike.
func (l *Pictures) Report() []diag.Message {
	return inOrder(l.shown.Values(), func(a, b reading) int {
		return cmp.Or(strings.Compare(a.src, b.src), strings.Compare(a.lang, b.lang))
	}, func(s shown) []diag.Message { return s.messages })
}

// Unfit returns the messages about files that hold no picture.
func (l *Pictures) Unfit() []diag.Message {
	return inOrder(l.stored.Values(), strings.Compare, func(f stored) []diag.Message { return f.message })
}

// inOrder returns what was to be told of values, in the order of their keys.
func inOrder[K comparable, V any](values map[K]V, compare func(a, b K) int, of func(V) []diag.Message) (ms []diag.Message) {
	for _, key := range slices.SortedFunc(maps.Keys(values), compare) {
		ms = append(ms, of(values[key])...)
	}
	return ms
}
