package publish

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// disk is all that a transaction does to the output folder. Names are slash-separated and relative to the folder.
// Every method that changes something is one step of which the tests try what happens when the process dies before,
// in or after it, and when the disk is full.
type disk interface {
	Mkdir(name string) error
	Write(name string, data []byte) error // a new file, synced
	Link(from, to string) error           // a second name; fails when there is something at to
	Rename(from, to string) error         // replaces a file at to
	Remove(name string) error             // a file or an empty folder
	SyncFolder(name string) error         // makes the names in the folder survive a power cut

	Lstat(name string) (fs.FileInfo, error)
	Read(name string) ([]byte, error)
	List(name string) ([]fs.DirEntry, error)
	Same(a, b string) bool // whether two names are one file
	Close()
}

// rootDisk is the folder itself. It is reached through os.Root, so that a link in it leads nowhere else.
type rootDisk struct {
	root    *os.Root
	careful bool // sync files and folders; off in tests, which only kill processes
}

func (d *rootDisk) Mkdir(name string) error { return d.root.Mkdir(local(name), 0o755) }

func (d *rootDisk) Write(name string, data []byte) error {
	f, err := d.root.OpenFile(local(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil && d.careful {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

func (d *rootDisk) Link(from, to string) error {
	return openElsewhere(from, d.root.Link(local(from), local(to)))
}

func (d *rootDisk) Rename(from, to string) error {
	return openElsewhere(to, patiently(func() error { return d.root.Rename(local(from), local(to)) }))
}

func (d *rootDisk) Remove(name string) error {
	return openElsewhere(name, patiently(func() error { return removeIn(d.root, local(name)) }))
}

func (d *rootDisk) SyncFolder(name string) error {
	if !d.careful {
		return nil
	}
	f, err := d.root.Open(local(name))
	if err != nil {
		return err
	}
	return errors.Join(syncFolder(f), f.Close())
}

func (d *rootDisk) Lstat(name string) (fs.FileInfo, error) { return d.root.Lstat(local(name)) }
func (d *rootDisk) Read(name string) ([]byte, error)       { return d.root.ReadFile(local(name)) }

func (d *rootDisk) List(name string) ([]fs.DirEntry, error) { return fs.ReadDir(d.root.FS(), name) }

func (d *rootDisk) Same(a, b string) bool {
	x, err := d.Lstat(a)
	if err != nil {
		return false
	}
	y, err := d.Lstat(b)
	return err == nil && os.SameFile(x, y)
}

func (d *rootDisk) Close() { d.root.Close() } // it holds nothing that could fail to be written

func local(name string) string { return filepath.FromSlash(name) }

// regular returns the FileInfo of a regular file; nil when the name does not exist, and an error when it is something
// else.
func regular(d disk, name string) (fs.FileInfo, error) {
	info, err := d.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, inTheWay(name)
	}
	return info, nil
}

// inTheWay is the path of something that Keben did not make and where a file must go.
type inTheWay string

func (w inTheWay) Error() string { return string(w) + " is in the way" }

// busyFile is a file that another program has open and that therefore cannot be changed.
type busyFile struct {
	name string
	err  error
}

func (b busyFile) Error() string { return b.name + ": " + b.err.Error() }
func (b busyFile) Unwrap() error { return b.err }

func openElsewhere(name string, err error) error {
	if err != nil && busy(err) {
		return busyFile{name, err}
	}
	return err
}

// makeParents makes the folders above a file of the staging area.
func makeParents(d disk, name string, known map[string]bool) error {
	dir := path.Dir(name)
	if dir == "." || known[dir] {
		return nil
	}
	if err := makeParents(d, dir, known); err != nil {
		return err
	}
	if err := d.Mkdir(dir); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	known[dir] = true
	return nil
}

// duplicate gives a file a second name, or, where the file system has no links, a copy.
func duplicate(d disk, from, to string) error {
	err := d.Link(from, to)
	if err == nil || !noLinks(err) {
		return err
	}
	data, err := d.Read(from)
	if err != nil {
		return err
	}
	return d.Write(to, data)
}

// place moves a file to a name that must not exist: a file that somebody put there meanwhile stays.
func place(d disk, from, to string) error {
	err := d.Link(from, to)
	switch {
	case err == nil:
		return d.Remove(from)
	case errors.Is(err, fs.ErrExist):
		if d.Same(from, to) { // an earlier process ended between the link and the removal
			return d.Remove(from)
		}
		return inTheWay(to)
	case !noLinks(err):
		return err
	}
	if _, err := d.Lstat(to); !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(inTheWay(to), err)
	}
	return d.Rename(from, to)
}

// removeTree removes name and everything below it. It is not an error if name does not exist.
func removeTree(d disk, name string) error {
	info, err := d.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.IsDir():
		entries, err := d.List(name)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if err := removeTree(d, path.Join(name, e.Name())); err != nil {
				return err
			}
		}
	}
	return d.Remove(name)
}
