package revision

import (
	"bytes"
	"cmp"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// entry is a file or a folder of a tree.
type entry struct {
	name   string // the last part
	mode   fs.FileMode
	object string
	size   int64
	inside []string // of a folder: the names in it, sorted
}

// read fills the tree with what ls-tree -r -z -l lists: "mode type object size<tab>path", ended by NUL.
func (t *Tree) read(list string) {
	t.entries = map[string]entry{".": {name: ".", mode: fs.ModeDir | 0o755}}
	for line := range strings.SplitSeq(list, "\x00") {
		head, name, ok := strings.Cut(line, "\t")
		fields := strings.Fields(head)
		if !ok || len(fields) != 4 || !fs.ValidPath(name) || name == "." {
			continue
		}
		e := entry{name: path.Base(name), mode: modes[fields[0]], object: fields[2]}
		if e.size, _ = strconv.ParseInt(fields[3], 10, 64); fields[1] != "blob" {
			e.mode, e.size = fs.ModeIrregular, 0 // another repository
		}
		t.put(name, e)
	}
	for name, e := range t.entries {
		slices.Sort(e.inside)
		t.entries[name] = e
	}
}

// modes are git's kinds of files.
var modes = map[string]fs.FileMode{"100644": 0o644, "100755": 0o755, "100664": 0o644, "120000": fs.ModeSymlink | 0o777}

// put enters a file and the folders it is in.
func (t *Tree) put(name string, e entry) {
	t.entries[name] = e
	for name != "." {
		dir := path.Dir(name)
		above, known := t.entries[dir]
		if !known {
			above = entry{name: path.Base(dir), mode: fs.ModeDir | 0o755}
		}
		above.inside = append(above.inside, path.Base(name))
		t.entries[dir] = above
		if known {
			return
		}
		name = dir
	}
}

func (t *Tree) find(op, name string) (entry, error) {
	if !fs.ValidPath(name) {
		return entry{}, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	e, ok := t.entries[name]
	if !ok {
		return entry{}, &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
	}
	return e, nil
}

// Stat implements [fs.StatFS]: nothing is read for it.
func (t *Tree) Stat(name string) (fs.FileInfo, error) {
	e, err := t.find("stat", name)
	if err != nil {
		return nil, err
	}
	return info{e}, nil
}

// Open implements [fs.FS]. A link is a file of its own kind, which nobody follows.
func (t *Tree) Open(name string) (fs.File, error) {
	e, err := t.find("open", name)
	if err != nil {
		return nil, err
	}
	if e.mode.IsDir() {
		return &folder{tree: t, name: name, entry: e}, nil
	}
	if !e.mode.IsRegular() {
		return &file{entry: e, Reader: bytes.NewReader(nil)}, nil
	}
	data, err := t.content(e)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return &file{entry: e, Reader: bytes.NewReader(data)}, nil
}

// file is an open file.
type file struct {
	entry
	*bytes.Reader
}

func (f *file) Stat() (fs.FileInfo, error) { return info{f.entry}, nil }
func (f *file) Close() error               { return nil }

// folder is an open folder.
type folder struct {
	entry
	tree *Tree
	name string
	next int
}

func (f *folder) Stat() (fs.FileInfo, error) { return info{f.entry}, nil }
func (f *folder) Close() error               { return nil }
func (f *folder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.name, Err: fs.ErrInvalid}
}

// ReadDir implements [fs.ReadDirFile].
func (f *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	rest := f.inside[f.next:]
	if n > 0 && len(rest) == 0 {
		return nil, io.EOF
	}
	if n > 0 {
		rest = rest[:min(n, len(rest))]
	}
	f.next += len(rest)
	out := make([]fs.DirEntry, len(rest))
	for i, name := range rest {
		out[i] = fs.FileInfoToDirEntry(info{f.tree.entries[path.Join(f.name, name)]})
	}
	slices.SortFunc(out, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return out, nil
}

// info is the FileInfo of an entry. git keeps no times of files.
type info struct{ entry }

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return i.mode }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.mode.IsDir() }
func (i info) Sys() any           { return nil }
