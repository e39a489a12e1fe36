package snapshot

import (
	"bytes"
	"io"
	"io/fs"

	"keben/internal/plaintext"
)

// Converted is a folder whose texts are UTF-8, whatever encoding they are in: that which keben convert finds. It is for
// texts of the past, which the author has converted since; a wrong guess there marks too much, and prints nothing
// that is built.
func Converted(fsys fs.FS) fs.FS { return converted{fsys} }

type converted struct{ fs.FS }

// Open implements [fs.FS].
func (c converted) Open(name string) (fs.File, error) {
	f, err := c.FS.Open(name)
	if err != nil || !isText(name) {
		return f, err
	}
	stat, err := f.Stat()
	if err != nil || !stat.Mode().IsRegular() {
		return f, err
	}
	raw, err := io.ReadAll(f)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	if c, err := plaintext.Convert(raw, ""); err == nil {
		raw = c.Text
	}
	return &opened{info: info{name: stat.Name(), size: int64(len(raw)), mode: stat.Mode()}, Reader: bytes.NewReader(raw)}, f.Close()
}

// Stat implements [fs.StatFS]: the size is that of the text as UTF-8, because readers compare it with what they get.
func (c converted) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(c.FS, name)
	if err != nil || !info.Mode().IsRegular() || !isText(name) {
		return info, err
	}
	f, err := c.Open(name)
	if err != nil {
		return info, nil // Open reports it
	}
	defer f.Close()
	return f.Stat()
}
