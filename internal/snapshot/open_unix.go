//go:build unix

package snapshot

import "syscall"

// withoutWaiting is the flag that has a pipe opened although nobody writes to it (POSIX, open: O_NONBLOCK). Regular
// files do not know it.
const withoutWaiting = syscall.O_NONBLOCK
