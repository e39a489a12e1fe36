package watch

import "strings"

// Temporary reports whether a file or folder of this name is not the author's: hidden, or written by an editor
// or a file manager for its own use.
func Temporary(name string) bool {
	switch {
	case strings.HasPrefix(name, "."): // .git, .DS_Store, .a.md.swp (Vim), .#a.md (Emacs), .goutputstream-… (GNOME)
	case strings.HasSuffix(name, "~"): // backups of Vim, Emacs and others
	case strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#"): // Emacs saving by itself
	case strings.HasPrefix(name, "~$"): // Word, WPS
	case strings.HasSuffix(name, "___jb_tmp___"), strings.HasSuffix(name, "___jb_old___"): // JetBrains
	case strings.HasSuffix(name, ".tmp"), strings.HasSuffix(name, ".swp"), strings.HasSuffix(name, ".crdownload"), strings.HasSuffix(name, ".part"):
	case name == "4913": // Vim finding out whether the folder can be written
	case name == "node_modules", name == "Thumbs.db", name == "desktop.ini":
	default:
		return false
	}
	return true
}
