package source

import (
	"bytes"
	"hash/fnv"
	"io/fs"
	"path"
	"time"
)

// Overlay returns a folder in which some files have texts that an editor has not saved yet. The texts are by
// slash-separated name and must not be changed later. A name that the folder does not have is a new file, which is
// found when it is opened and not when its folder is listed.
func Overlay(fsys fs.FS, unsaved map[string][]byte) fs.FS {
	if len(unsaved) == 0 {
		return fsys
	}
	return overlay{fsys, unsaved}
}

type overlay struct {
	fs.FS
	unsaved map[string][]byte
}

// Open implements [fs.FS].
func (o overlay) Open(name string) (fs.File, error) {
	if text, ok := o.unsaved[name]; ok {
		return &unsaved{bytes.NewReader(text), name, text}, nil
	}
	return o.FS.Open(name)
}

// Stat implements [fs.StatFS].
func (o overlay) Stat(name string) (fs.FileInfo, error) {
	if text, ok := o.unsaved[name]; ok {
		return &unsaved{name: name, text: text}, nil
	}
	return fs.Stat(o.FS, name)
}

// unsaved is an open unsaved file, and its FileInfo.
type unsaved struct {
	*bytes.Reader
	name string
	text []byte
}

func (u *unsaved) Close() error               { return nil }
func (u *unsaved) Stat() (fs.FileInfo, error) { return u, nil }
func (u *unsaved) Name() string               { return path.Base(u.name) }
func (u *unsaved) Size() int64                { return int64(len(u.text)) }
func (u *unsaved) Mode() fs.FileMode          { return 0o444 }
func (u *unsaved) IsDir() bool                { return false }
func (u *unsaved) Sys() any                   { return nil }

// ModTime is made from the text, because callers use it to see whether a file has changed.
func (u *unsaved) ModTime() time.Time {
	h := fnv.New64a()
	h.Write(u.text)
	return time.Unix(0, int64(h.Sum64()>>1))
}
