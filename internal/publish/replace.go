package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
)

// Replace gives a file of root a new text. Readers see the old one or the new one, even after a full disk or a power
// cut, because the new text is written beside the file, synced and renamed. The file keeps its permissions. If it is a
// symbolic link, the file behind it is replaced. A name that does not exist becomes a new file.
func Replace(root *os.Root, name string, text []byte) error {
	name, err := behindLinks(root, name)
	if err != nil {
		return err
	}
	mode := os.FileMode(0o644)
	if info, err := root.Stat(name); err == nil {
		mode = info.Mode().Perm()
	}
	fresh, err := writeBeside(root, name, mode, text)
	if err != nil {
		return err
	}
	if err := patiently(func() error { return root.Rename(fresh, name) }); err != nil {
		return errors.Join(err, removeIn(root, fresh))
	}
	dir, err := root.Open(filepath.Dir(name))
	if err != nil {
		return err
	}
	return errors.Join(syncFolder(dir), dir.Close())
}

// mostLinks is how many symbolic links are followed; more are a cycle.
const mostLinks = 16

// behindLinks follows symbolic links to the name of the file itself; root refuses those that lead out of it.
func behindLinks(root *os.Root, name string) (string, error) {
	for range mostLinks {
		info, err := root.Lstat(name)
		if errors.Is(err, fs.ErrNotExist) || err == nil && info.Mode()&fs.ModeSymlink == 0 {
			return name, nil
		}
		if err != nil {
			return "", err
		}
		target, err := root.Readlink(name)
		if err != nil {
			return "", err
		}
		if filepath.IsAbs(target) {
			return "", &fs.PathError{Op: "write", Path: name, Err: fs.ErrInvalid}
		}
		name = filepath.Join(filepath.Dir(name), target)
	}
	return "", &fs.PathError{Op: "write", Path: name, Err: fs.ErrInvalid}
}

// writeBeside writes a new file, synced, under a name that nothing has.
func writeBeside(root *os.Root, name string, mode fs.FileMode, text []byte) (string, error) {
	for n := 1; ; n++ {
		dir, base := filepath.Split(name)
		fresh := dir + "." + base + ".keben-new" + strconv.Itoa(n)
		f, err := root.OpenFile(fresh, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if errors.Is(err, fs.ErrExist) && n < 100 {
			continue // another program's, or left by a process that was killed
		}
		if err != nil {
			return "", err
		}
		_, err = f.Write(text)
		if err == nil {
			err = f.Sync()
		}
		if err = errors.Join(err, f.Close()); err != nil {
			return "", errors.Join(err, removeIn(root, fresh))
		}
		return fresh, nil
	}
}
