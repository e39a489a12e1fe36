package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"time"
)

// lockName is the file in the output folder that a build locks. The lock is the system's and ends with the process. Its
// holder removes the file at the end; a file left by a killed process is not locked.
const lockName = ".keben-lock"

// A reader of the state, such as keben check, takes the lock for a moment to see whether a build has it. So a build
// tries several times before it reports that another build has the lock.
const (
	lockTries = 10
	lockPause = 20 * time.Millisecond
)

// errNoLocks is returned where the file system has no locks.
var errNoLocks = errors.New("the file system has no locks")

// heldError says who has the lock.
type heldError struct{ by string }

func (e heldError) Error() string { return "locked by process " + e.by }

// lock is a lock held by this process.
type lock struct{ file *os.File }

// takeLock takes the lock and writes the id of this process into its file. The error is a heldError if another process
// has it, and wraps errNoLocks where there are no locks; the build may then go on without one.
func takeLock(name string) (*lock, error) {
	if info, err := os.Lstat(name); err == nil && !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "lock", Path: name, Err: fs.ErrExist}
	}
	for try := 1; ; try++ {
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
		if err == nil {
			err = lockFile(f)
			if err == nil && !current(f, name) {
				err = errHeld // its holder removed it after we had opened it
			}
			if err == nil {
				l := &lock{f}
				if err = l.sign(); err == nil {
					return l, nil
				}
				l.release()
				return nil, err
			}
			f.Close() // nothing was written
		}
		switch {
		case try < lockTries && (errors.Is(err, errHeld) || busy(err)):
			time.Sleep(lockPause)
			continue
		case errors.Is(err, errHeld):
			return nil, heldError{holder(name)}
		case unlockableFile(err):
			_ = os.Remove(name)
			return nil, fmt.Errorf("%w: %w", errNoLocks, err)
		}
		return nil, err
	}
}

// errHeld is what lockFile returns when another process has the lock.
var errHeld = errors.New("held")

// current reports whether the name still belongs to the open file.
func current(f *os.File, name string) bool {
	a, err := f.Stat()
	if err != nil {
		return false
	}
	b, err := os.Stat(name)
	return err == nil && os.SameFile(a, b)
}

// sign writes the id of this process, for the message of another build.
func (l *lock) sign() error {
	if err := l.file.Truncate(0); err != nil {
		return err
	}
	_, err := l.file.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	return err
}

// holder reads the id of the process that has the lock, or "?".
func holder(name string) string {
	data, err := os.ReadFile(name)
	pid := strings.TrimSpace(string(data))
	if _, bad := strconv.Atoi(pid); err != nil || bad != nil {
		return "?"
	}
	return pid
}

// release removes the lock's file and releases the lock. A process that has opened the file meanwhile finds that it is
// not current. It does no harm if the file cannot be removed, because it is not locked.
func (l *lock) release() {
	if removeBeforeClose {
		_ = os.Remove(l.file.Name())
		l.file.Close()
		return
	}
	l.file.Close()
	_ = os.Remove(l.file.Name())
}

// locked reports whether a process has the lock. It changes nothing.
func locked(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return !errors.Is(err, fs.ErrNotExist) && busy(err)
	}
	defer f.Close() // also releases the lock
	return errors.Is(lockFile(f), errHeld)
}
