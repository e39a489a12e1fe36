package website

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"

	"keben/internal/output"
)

// assets gathers the files under assets/. A file's name holds a hash of its content, so that it may be
// cached for ever and a changed one is fetched.
type assets struct {
	read  func(src string) ([]byte, bool)
	known map[string]string // output path by source; "" for a picture that cannot be had
	byOut map[string][]byte
}

func newAssets(read func(string) ([]byte, bool)) *assets {
	if read == nil {
		read = func(string) ([]byte, bool) { return nil, false }
	}
	return &assets{read: read, known: map[string]string{}, byOut: map[string][]byte{}}
}

// add puts data under assets/ and returns its path in the output folder.
func (a *assets) add(name string, data []byte) string {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	out := "assets/" + name[:len(name)-len(ext)] + "-" + hex.EncodeToString(sum[:5]) + ext
	a.byOut[out] = data
	return out
}

// picture takes a picture of the book into the site and returns its output path, "" when it cannot be had.
func (a *assets) picture(src string) string {
	if p, ok := a.known[src]; ok {
		return p
	}
	p := ""
	if data, ok := a.read(src); ok {
		p = a.add(path.Base(src), data)
	}
	a.known[src] = p
	return p
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
		if p == "" {
			lost = append(lost, src)
		}
	}
	slices.Sort(lost)
	return lost
}
