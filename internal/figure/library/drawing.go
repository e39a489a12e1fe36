package library

import (
	"crypto/sha256"
	"strings"

	"keben/internal/crew"
	"keben/internal/diag"
	"keben/internal/figure/svg"
	"keben/internal/source"
)

// drawingKey is a drawing in the folder: its messages name the file, so that a copy is another one.
type drawingKey struct {
	src string
	sum [sha256.Size]byte
}

// drawing is an SVG file as it is published.
type drawing struct {
	published svg.Published
	messages  []diag.Message
}

// rebuilt returns a drawing as it is published, made once a session.
func (l *Pictures) rebuilt(src *source.File) drawing {
	return l.drawn.At(src.Name).Once(func() drawing {
		return l.darkroom.drawings.At(drawingKey{src.Name, sha256.Sum256(src.Text)}).Once(func() (d drawing) {
			if fault := crew.Do(func() { d.published, d.messages = svg.Rebuild(src) }); fault != nil {
				d = drawing{messages: []diag.Message{fault.In(src.Name)}}
			}
			return d
		})
	})
}

// Publish returns a picture as the website shows it: of a drawing no byte is the author's.
func (l *Pictures) Publish(src string) ([]byte, bool) {
	data, ok := l.bytes(src)
	if !ok {
		return nil, false
	}
	if s := source.New(src, data); isSVG(s) {
		data = l.rebuilt(s).published.Data
	}
	return data, len(data) > 0
}

// Removals are the messages about what drawings lost when they were rebuilt.
func (l *Pictures) Removals() []diag.Message {
	return inOrder(l.drawn.Values(), strings.Compare, func(d drawing) []diag.Message { return d.messages })
}
