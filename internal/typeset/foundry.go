package typeset

import (
	"io/fs"
	"strconv"
	"strings"
	"sync"

	"keben/internal/diag"
	"keben/internal/font"
	"keben/internal/shape"
)

// Foundry holds the faces of a book, parsed once for all its editions. It is safe for concurrent use.
type Foundry struct {
	fsys   fs.FS
	shaped *shape.Fonts
	mu     sync.Mutex
	faces  map[string]*font.Face
}

// NewFoundry returns a Foundry that reads the files under fonts/ of fsys.
func NewFoundry(fsys fs.FS) *Foundry {
	return &Foundry{fsys: fsys, shaped: shape.NewFonts(), faces: map[string]*font.Face{}}
}

// Face returns the face in the file fonts/name. The name "x.ttc#2" is the third face of a collection.
func (l *Foundry) Face(name string) (*font.Face, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if f, ok := l.faces[name]; ok {
		return f, nil
	}
	file, number, _ := strings.Cut(name, "#")
	index, _ := strconv.Atoi(number)
	data, err := fs.ReadFile(l.fsys, "fonts/"+file)
	if err != nil {
		return nil, diag.NewFailure(err, "the font %s of the theme: %s", "主题所用的字体 %s：%s", name, err)
	}
	f, err := font.Parse(data, index)
	if err != nil {
		return nil, diag.NewFailure(err, "the font %s of the theme: %s", "主题所用的字体 %s：%s", name, err)
	}
	l.faces[name] = f
	return f, nil
}
