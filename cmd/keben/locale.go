package main

import (
	"strings"

	"keben/internal/diag"
)

// chooseLanguage finds the language of messages and help: --lang, else the locale of the environment, else the
// system's own. It looks at the arguments itself, because the help texts must be chosen before the arguments are
// parsed.
func chooseLanguage(args []string, env func(string) string, system func() string) diag.Language {
	for i, a := range args {
		if a == "--" {
			break
		}
		if v, ok := strings.CutPrefix(a, "--lang="); ok {
			return diag.Speaks(v)
		}
		if a == "--lang" && i+1 < len(args) {
			return diag.Speaks(args[i+1])
		}
	}
	// POSIX, "Environment Variables" 8.2: the first that is set and not empty decides.
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := env(name); v != "" {
			return diag.Speaks(v)
		}
	}
	return diag.Speaks(system())
}
