package website

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
)

// Overlay returns a file system in which the files of upper replace those of lower at the same path. Folders
// are joined. A nil upper leaves lower as it is.
func Overlay(upper, lower fs.FS) fs.FS {
	if upper == nil {
		return lower
	}
	return overlay{upper, lower}
}

type overlay struct{ upper, lower fs.FS }

func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.upper.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.lower.Open(name)
	}
	return f, err
}

// ReadDir implements [fs.ReadDirFS], because otherwise a folder of upper would hide the one of lower.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.upper, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	more, errLower := fs.ReadDir(o.lower, name)
	if errLower != nil && (err != nil || !errors.Is(errLower, fs.ErrNotExist)) {
		return nil, errLower
	}
	for _, e := range more {
		if !slices.ContainsFunc(entries, func(x fs.DirEntry) bool { return x.Name() == e.Name() }) {
			entries = append(entries, e)
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return entries, nil
}
