package publish

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// memoryDisk is a disk in memory, on which thousands of faults are tried in a moment.
type memoryDisk struct {
	nodes   map[string]*node // by path
	folding bool             // capitals make no difference, as on Windows and macOS
}

type node struct {
	name string // as it was made
	dir  bool
	data []byte
}

func newMemoryDisk(s site, folding bool) *memoryDisk {
	d := &memoryDisk{nodes: map[string]*node{}, folding: folding}
	for p, text := range s {
		for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
			d.nodes[d.key(dir)] = &node{name: dir, dir: true}
		}
		if dir, is := strings.CutSuffix(p, "/"); is {
			d.nodes[d.key(dir)] = &node{name: dir, dir: true}
		} else {
			d.nodes[d.key(p)] = &node{name: p, data: []byte(text)}
		}
	}
	return d
}

// site is what the disk holds, without what Keben keeps for itself while it works.
func (d *memoryDisk) site() site {
	s := site{}
	for key, n := range d.nodes {
		switch {
		case key == work || strings.HasPrefix(key, work+"/"):
		case n.dir:
			s[n.name+"/"] = ""
		default:
			s[d.nameOf(key)] = string(n.data)
		}
	}
	return s
}

func (d *memoryDisk) nameOf(key string) string {
	if d.folding {
		return d.nodes[key].name
	}
	return key
}

func (d *memoryDisk) key(p string) string {
	if d.folding {
		return strings.ToLower(p)
	}
	return p
}

func (d *memoryDisk) at(p string) *node { return d.nodes[d.key(p)] }

func fail(err error, p string) error { return &fs.PathError{Op: "memory", Path: p, Err: err} }

// room reports why a new file cannot be at p.
func (d *memoryDisk) room(p string) error {
	if dir := path.Dir(p); dir != "." && (d.at(dir) == nil || !d.at(dir).dir) {
		return fail(fs.ErrNotExist, p)
	}
	if d.at(p) != nil {
		return fail(fs.ErrExist, p)
	}
	return nil
}

func (d *memoryDisk) Mkdir(p string) error {
	if err := d.room(p); err != nil {
		return err
	}
	d.nodes[d.key(p)] = &node{name: p, dir: true}
	return nil
}

func (d *memoryDisk) Write(p string, data []byte) error {
	if err := d.room(p); err != nil {
		return err
	}
	d.nodes[d.key(p)] = &node{name: p, data: slices.Clone(data)}
	return nil
}

func (d *memoryDisk) Link(from, to string) error {
	n := d.at(from)
	if n == nil || n.dir {
		return fail(fs.ErrNotExist, from)
	}
	if err := d.room(to); err != nil {
		return err
	}
	d.nodes[d.key(to)] = n
	return nil
}

func (d *memoryDisk) Rename(from, to string) error {
	n, there := d.at(from), d.at(to)
	switch {
	case n == nil:
		return fail(fs.ErrNotExist, from)
	case n == there: // two names of one file: nothing is done (POSIX rename)
		return nil
	case there != nil && there.dir:
		return fail(fs.ErrExist, to)
	case there == nil && d.room(to) != nil:
		return d.room(to)
	}
	delete(d.nodes, d.key(from))
	d.nodes[d.key(to)] = n
	return nil
}

func (d *memoryDisk) Remove(p string) error {
	if d.at(p) == nil {
		return fail(fs.ErrNotExist, p)
	}
	for other := range d.nodes {
		if strings.HasPrefix(other, d.key(p)+"/") {
			return fail(fs.ErrExist, p)
		}
	}
	delete(d.nodes, d.key(p))
	return nil
}

func (d *memoryDisk) SyncFolder(string) error { return nil }
func (d *memoryDisk) Close()                  {}

func (d *memoryDisk) Same(a, b string) bool { return d.at(a) != nil && d.at(a) == d.at(b) }

func (d *memoryDisk) Lstat(p string) (fs.FileInfo, error) {
	n := d.at(p)
	if n == nil {
		return nil, fail(fs.ErrNotExist, p)
	}
	return nodeInfo{n}, nil
}

func (d *memoryDisk) Read(p string) ([]byte, error) {
	n := d.at(p)
	if n == nil || n.dir {
		return nil, fail(fs.ErrNotExist, p)
	}
	return n.data, nil
}

func (d *memoryDisk) List(p string) (es []fs.DirEntry, err error) {
	for other, n := range d.nodes {
		if path.Dir(other) == d.key(p) {
			es = append(es, fs.FileInfoToDirEntry(named{nodeInfo{n}, path.Base(other)}))
		}
	}
	slices.SortFunc(es, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return es, nil
}

type nodeInfo struct{ *node }

func (i nodeInfo) Name() string { return path.Base(i.name) }
func (i nodeInfo) Size() int64  { return int64(len(i.data)) }
func (i nodeInfo) Mode() fs.FileMode {
	if i.dir {
		return fs.ModeDir | 0o755
	}
	return 0o644
}
func (i nodeInfo) ModTime() time.Time { return time.Time{} }
func (i nodeInfo) IsDir() bool        { return i.dir }
func (i nodeInfo) Sys() any           { return nil }

type named struct {
	nodeInfo
	name string
}

func (n named) Name() string { return n.name }
