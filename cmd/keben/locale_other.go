//go:build !windows

package main

// systemLocale is empty where the environment says all: Linux sets LANG at login, and macOS's Terminal and iTerm
// set it from the system's language. Asking macOS itself would start a second program at every command.
func systemLocale() string { return "" }
