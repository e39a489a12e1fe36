//go:build unix

package publish

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// removeBeforeClose: a file may lose its name while it is open, so that nobody can take the lock in between.
const removeBeforeClose = true

// lockFile takes the lock of an open file (flock: of the open file, not of the process, so that two builds in one
// process exclude each other too).
func lockFile(f *os.File) error {
	for {
		switch err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err {
		case nil:
			return nil
		case syscall.EINTR:
		case syscall.EWOULDBLOCK:
			return errHeld
		default:
			return &fs.PathError{Op: "flock", Path: f.Name(), Err: err}
		}
	}
}

// unlockableFile reports whether the file system has no locks.
func unlockableFile(err error) bool {
	return errors.Is(err, syscall.ENOTSUP) || errors.Is(err, syscall.ENOSYS) || errors.Is(err, syscall.ENOLCK)
}

// noLinks reports whether a file system cannot give a file a second name (FAT, some network mounts), or not one more.
func noLinks(err error) bool {
	for _, no := range []syscall.Errno{syscall.EPERM, syscall.EOPNOTSUPP, syscall.EMLINK, syscall.EXDEV} {
		if errors.Is(err, no) {
			return true
		}
	}
	return errors.Is(err, errors.ErrUnsupported)
}

// busy reports whether an error means that another program has the file open: never on Unix.
func busy(error) bool { return false }

// patiently calls do. On Windows it tries again while another program has the file open.
func patiently(do func() error) error { return do() }

// removeIn removes a file or an empty folder of root.
func removeIn(root *os.Root, name string) error { return root.Remove(name) }

// syncFolder syncs an open folder. It ignores file systems that cannot.
func syncFolder(f *os.File) error {
	if err := f.Sync(); !errors.Is(err, syscall.EINVAL) && !errors.Is(err, syscall.ENOTSUP) {
		return err
	}
	return nil
}
