package press

import (
	"crypto/sha256"
	"slices"
	"strings"
	"sync"

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
	once      sync.Once
	published svg.Published
	messages  []diag.Message
}

// rebuilt returns a drawing as it is published, made once a session.
func (p *pictures) rebuilt(src *source.File) *drawing {
	d := take(&p.darkroom.mu, p.darkroom.drawings, drawingKey{src.Name, sha256.Sum256(src.Text)})
	d.once.Do(func() {
		if fault := crew.Do(func() { d.published, d.messages = svg.Rebuild(src) }); fault != nil {
			d.published, d.messages = svg.Published{}, []diag.Message{fault.In(src.Name)}
		}
	})
	p.mu.Lock()
	defer p.mu.Unlock()
	p.drawn[src.Name] = d
	return d
}

// publish returns a picture as the website shows it: of a drawing no byte is the author's.
func (p *pictures) publish(src string) ([]byte, bool) {
	data, ok := p.bytes(src)
	if !ok {
		return nil, false
	}
	if s := source.New(src, data); isSVG(s) {
		data = p.rebuilt(s).published.Data
	}
	return data, len(data) > 0
}

// removals are the messages about what drawings lost when they were rebuilt.
func (p *pictures) removals() (ms []diag.Message) {
	p.mu.Lock()
	defer p.mu.Unlock()
	names := make([]string, 0, len(p.drawn))
	for name := range p.drawn {
		names = append(names, name)
	}
	slices.SortFunc(names, strings.Compare)
	for _, name := range names {
		ms = append(ms, p.drawn[name].messages...)
	}
	return ms
}
