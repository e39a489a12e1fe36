package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/windows"
)

// removeBeforeClose: a file that is open cannot be removed.
const removeBeforeClose = false

// lockFile takes a lock on one byte far behind the file's text, which others can therefore still read.
func lockFile(f *os.File) error {
	at := windows.Overlapped{OffsetHigh: 1 << 30}
	err := windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &at)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_IO_PENDING):
		return errHeld
	}
	return &fs.PathError{Op: "LockFileEx", Path: f.Name(), Err: err}
}

// unlockableFile reports whether the file system has no locks.
func unlockableFile(err error) bool {
	return errors.Is(err, windows.ERROR_NOT_SUPPORTED) || errors.Is(err, windows.ERROR_INVALID_FUNCTION)
}

// noLinks reports whether a file system cannot give a file a second name (FAT, exFAT, some network drives), or not
// one more.
func noLinks(err error) bool {
	for _, no := range []error{windows.ERROR_NOT_SUPPORTED, windows.ERROR_INVALID_FUNCTION, windows.ERROR_TOO_MANY_LINKS, windows.ERROR_CALL_NOT_IMPLEMENTED,
		windows.STATUS_NOT_SUPPORTED, windows.STATUS_INVALID_DEVICE_REQUEST, windows.STATUS_NOT_IMPLEMENTED, windows.STATUS_TOO_MANY_LINKS} {
		if errors.Is(err, no) {
			return true
		}
	}
	return errors.Is(err, errors.ErrUnsupported)
}

// busy reports whether another program has the file open: a reader of the PDF, a virus scanner.
func busy(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_ACCESS_DENIED)
}

// A file that another program has open cannot be renamed or removed. Virus scanners and indexers close it soon.
const (
	patience = 20
	pause    = 50 * time.Millisecond
)

// patiently calls do until no other program has the file open, for a second.
func patiently(do func() error) error {
	for try := 1; ; try++ {
		err := do()
		if try == patience || !busy(err) {
			return err
		}
		time.Sleep(pause)
	}
}

// removeIn removes a file or an empty folder of root. Systems before Windows 10, and Wine, cannot remove a file by a
// name relative to an open folder. There the full path is used, after a check that it has no links.
func removeIn(root *os.Root, name string) error {
	err := root.Remove(name)
	if !errors.Is(err, windows.ERROR_INVALID_FUNCTION) {
		return err
	}
	for dir := filepath.Dir(name); dir != "."; dir = filepath.Dir(dir) {
		if info, err := root.Lstat(dir); err != nil || !info.IsDir() {
			return errors.Join(&fs.PathError{Op: "remove", Path: name, Err: fs.ErrInvalid}, err)
		}
	}
	return os.Remove(filepath.Join(root.Name(), name))
}

// syncFolder does nothing: the system keeps the names of files by itself.
func syncFolder(*os.File) error { return nil }
