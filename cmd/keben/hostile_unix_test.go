//go:build unix

package main

import (
	"os"
	"runtime"
	"syscall"
)

const hasPipes = true

// pipe is a named pipe into which nobody writes: to read it is to wait for ever.
func pipe(path string) error { return syscall.Mkfifo(path, 0o644) }

// peakMemory is the most memory that an ended process had, in bytes.
func peakMemory(s *os.ProcessState) int64 {
	r, ok := s.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return int64(r.Maxrss)
	}
	return int64(r.Maxrss) << 10
}
