package main

import (
	"syscall"

	"keben/internal/diag"
)

// chinese is LANG_CHINESE, the primary language of simplified and traditional Chinese ([MS-LCID] 2.2).
const chinese = 0x04

// systemLocale is the language in which Windows shows its own menus to this user. Windows sets no LANG.
func systemLocale() string {
	language := syscall.NewLazyDLL("kernel32.dll").NewProc("GetUserDefaultUILanguage")
	if language.Find() != nil {
		return ""
	}
	id, _, _ := language.Call() // a LANGID, whose low ten bits are the primary language; it has no failure
	if id&0x3FF == chinese {
		return string(diag.Chinese)
	}
	return ""
}
