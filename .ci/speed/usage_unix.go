//go:build unix

package main

import (
	"os"
	"runtime"
	"syscall"
)

// peakKiB returns the peak resident size of a process that has ended.
func peakKiB(state *os.ProcessState) int64 {
	u, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" { // bytes there, kilobytes on Linux (getrusage(2))
		return u.Maxrss / 1024
	}
	return u.Maxrss
}
