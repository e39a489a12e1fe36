//go:build !unix

package main

import "os"

const hasPipes = false

func pipe(string) error { return nil }

func peakMemory(*os.ProcessState) int64 { return 0 }
