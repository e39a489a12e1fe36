package website

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"path"
	"slices"

	// The formats that tell their size.
	_ "image/gif"
	_ "image/jpeg"
	_ "image/png"

	"keben/internal/output"
)

// assets gathers the files under assets/. A file's name holds a hash of its content, so that it may be
// cached for ever and a changed one is fetched.
type assets struct {
	read  func(src string) ([]byte, bool)
	known map[string]plate // by source
	byOut map[string][]byte

	before, now map[string]keptPlate // by source; nil when nothing is kept
}

// plate is a picture of the site: its output path, "" when it cannot be had, and its pixels where the format
// tells them.
type plate struct {
	path          string
	width, height int
}

func newAssets(read func(string) ([]byte, bool)) *assets {
	if read == nil {
		read = func(string) ([]byte, bool) { return nil, false }
	}
	return &assets{read: read, known: map[string]plate{}, byOut: map[string][]byte{}}
}

// add puts data under assets/ and returns its path in the output folder.
func (a *assets) add(name string, data []byte) string {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	out := "assets/" + name[:len(name)-len(ext)] + "-" + hex.EncodeToString(sum[:5]) + ext
	a.byOut[out] = data
	return out
}

// picture takes a picture of the book into the site.
func (a *assets) picture(src string) plate {
	if p, ok := a.known[src]; ok {
		return p
	}
	var p plate
	if data, ok := a.read(src); ok {
		if k, ok := a.before[src]; ok && sameBytes(k.data, data) {
			p = k.plate
			a.byOut[p.path] = data
		} else {
			p.path = a.add(path.Base(src), data)
			if c, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil {
				p.width, p.height = c.Width, c.Height
			}
		}
		if a.now != nil {
			a.now[src] = keptPlate{data, p}
		}
	}
	a.known[src] = p
	return p
}

func (a *assets) size(src string) (width, height int) {
	p := a.picture(src)
	return p.width, p.height
}

func (a *assets) files() []output.File {
	var files []output.File
	for p, data := range a.byOut {
		files = append(files, output.File{Path: p, Data: data})
	}
	slices.SortFunc(files, func(x, y output.File) int { return cmp.Compare(x.Path, y.Path) })
	return files
}

// lost returns the pictures that were asked for and could not be had.
func (a *assets) lost() []string {
	var lost []string
	for src, p := range a.known {
		if p.path == "" {
			lost = append(lost, src)
		}
	}
	slices.Sort(lost)
	return lost
}
