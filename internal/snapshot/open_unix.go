//go:build unix

package snapshot

import "syscall"

// withoutWaiting is the flag with which a pipe opens at once although nobody writes to it (POSIX, open: O_NONBLOCK). It
// has no effect on regular files.
const withoutWaiting = syscall.O_NONBLOCK
