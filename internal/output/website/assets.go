package website

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"path"
	"slices"
	"strings"

	// The formats whose size can be read.
	_ "image/gif"
	_ "image/jpeg"
	_ "image/png"

	"keben/internal/figure/svg"
	"keben/internal/memory"
	"keben/internal/output"
)

// assets collects the files under assets/. A file's name has a hash of its content, so that browsers may cache it for
// ever and fetch a changed one.
type assets struct {
	read  func(src string) ([]byte, bool)
	known map[string]plate // by source
	byOut map[string][]byte

	strange map[string]bool // sources that are not pictures

	file   func(name string) ([]byte, bool)
	offers map[string]string // by file of the book: its address, seen from the pages of an edition; "" if it cannot be read

	plates *memory.Shelf[string, []byte, plate]
}

// plate is a picture of the site: its output path, or "" if it cannot be read, and its size in pixels, if the format is
// known.
type plate struct {
	path          string
	width, height int
}

func newAssets(in *Input) *assets {
	none := func(string) ([]byte, bool) { return nil, false }
	read, file := in.Asset, in.File
	if read == nil {
		read = none
	}
	if file == nil {
		file = none
	}
	return &assets{read: read, file: file, offers: map[string]string{}, known: map[string]plate{}, byOut: map[string][]byte{}, strange: map[string]bool{}, plates: &in.Cache.plates}
}

// add puts data under assets/ and returns its path in the output folder.
func (a *assets) add(name string, data []byte) string {
	out := assetPath(name, data)
	a.byOut[out] = data
	return out
}

func assetPath(name string, data []byte) string {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	return "assets/" + name[:len(name)-len(ext)] + "-" + hex.EncodeToString(sum[:5]) + ext
}

// picture takes a picture of the book into the site.
func (a *assets) picture(src string) plate {
	if p, ok := a.known[src]; ok {
		return p
	}
	var p plate
	if data, ok := a.read(src); ok {
		p, _ = a.plates.At(src).Recall(func(was []byte) bool { return sameBytes(was, data) }, func() (plate, []byte) {
			return newPlate(src, data), data
		})
		if p.path != "" {
			a.byOut[p.path] = data
		} else {
			a.strange[src] = true
		}
	}
	a.known[src] = p
	return p
}

// download takes a file of the book into the site as it is, and returns its address.
func (a *assets) download(name string) string {
	if to, ok := a.offers[name]; ok {
		return to
	}
	to := ""
	if data, ok := a.file(name); ok {
		out := path.Base(name)
		if running[strings.ToLower(path.Ext(out))] {
			out += ".txt"
		}
		to = "../" + href(a.add(out, data), "")
	}
	a.offers[name] = to
	return to
}

// running are the endings of files that a browser or a server may run where they are opened (HTML Standard, "navigation
// response"; SVG 2 §2.2.1). Published as plain text they only show what they hold.
var running = map[string]bool{
	".htm": true, ".html": true, ".xhtml": true, ".xht": true, ".shtml": true, ".mht": true, ".mhtml": true, ".xml": true, ".xsl": true, ".xslt": true, ".svg": true, ".svgz": true,
	".js": true, ".mjs": true, ".cjs": true, ".css": true, ".wasm": true, ".php": true, ".cgi": true, ".asp": true, ".aspx": true, ".jsp": true, ".swf": true,
}

// newPlate names a picture under assets/. Files of other kinds are refused, because a browser that opens one might take
// it for a page and run it.
func newPlate(src string, data []byte) (p plate) {
	endings := pictureEndings(data)
	if endings == nil {
		return p
	}
	name := path.Base(src)
	ext := path.Ext(name)
	if !slices.Contains(endings, strings.ToLower(ext)) {
		name = strings.TrimSuffix(name, ext) + endings[0]
	}
	p.path = assetPath(name, data)
	if c, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil {
		p.width, p.height = c.Width, c.Height
	} else if w, h, ok := svg.Size(data); ok {
		p.width, p.height = w, h
	}
	return p
}

// signatures are the first bytes of pictures that browsers show, and the endings of their names. A file with another
// ending is given the first, because a server tells browsers the type by the name.
var signatures = []struct {
	at      int
	magic   string
	endings []string
}{
	{0, "\x89PNG\r\n\x1a\n", []string{".png", ".apng"}},
	{0, "\xFF\xD8\xFF", []string{".jpg", ".jpeg", ".jpe", ".jfif"}},
	{0, "GIF87a", []string{".gif"}},
	{0, "GIF89a", []string{".gif"}},
	{8, "WEBPVP8", []string{".webp"}},
	{4, "ftypavi", []string{".avif"}},
	{0, "BM", []string{".bmp"}},
	{0, "\x00\x00\x01\x00", []string{".ico"}},
	{0, svg.Beginning, []string{".svg"}},
}

// pictureEndings returns the endings that the name of a picture may have, or nil if data is not a picture. A drawing
// must have been rebuilt by package svg.
func pictureEndings(data []byte) []string {
	for _, s := range signatures {
		if len(data) > s.at && bytes.HasPrefix(data[s.at:], []byte(s.magic)) {
			return s.endings
		}
	}
	return nil
}

func (a *assets) files() []output.File {
	var files []output.File
	for p, data := range a.byOut {
		files = append(files, output.File{Path: p, Data: data})
	}
	slices.SortFunc(files, func(x, y output.File) int { return cmp.Compare(x.Path, y.Path) })
	return files
}

// unread returns the files that were to be offered and could not be read.
func (a *assets) unread() (names []string) {
	for name, to := range a.offers {
		if to == "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// lost returns the pictures that could not be read.
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
