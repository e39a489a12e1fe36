package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"keben/internal/diag"
)

// marker is the file that makes a folder an output folder of Keben. It lists the files that Keben wrote; no others are
// replaced or removed.
const marker = ".keben"

// IsOutput reports whether a folder is an output folder of Keben.
func IsOutput(dir string) bool {
	info, err := os.Lstat(filepath.Join(dir, marker))
	return err == nil && info.Mode().IsRegular()
}

const markerHead = "# Written by keben build. The files below are replaced by the next build; all others are kept.\n"

// sum is the SHA-256 of a file's content in hexadecimal digits, or "" where it is not known.
type sum string

func sumOf(data []byte) sum {
	s := sha256.Sum256(data)
	return sum(hex.EncodeToString(s[:]))
}

// markerText writes the marker as sha256sum does: sum, two spaces, path.
func markerText(made map[string]sum) []byte {
	lines := make([]string, 0, len(made))
	for p, s := range made {
		if strings.HasPrefix(p, "#") || strings.ContainsFunc(p, func(r rune) bool { return r < ' ' || r == '"' }) {
			p = strconv.Quote(p)
		}
		lines = append(lines, p+"\x00"+string(s))
	}
	slices.Sort(lines) // by path
	var b bytes.Buffer
	b.WriteString(markerHead)
	for _, l := range lines {
		p, s, _ := strings.Cut(l, "\x00")
		if s != "" {
			b.WriteString(s + "  ")
		}
		b.WriteString(p + "\n")
	}
	return b.Bytes()
}

// parseMarker reads a marker. Anybody can write one, so a path that leads out of the folder, or to Keben's own files,
// is ignored.
func parseMarker(text []byte) map[string]sum {
	made := map[string]sum{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\r\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		s, p, found := strings.Cut(line, "  ")
		if !found || !isSum(s) {
			s, p = "", line
		}
		if strings.HasPrefix(p, `"`) {
			if q, err := strconv.Unquote(p); err == nil {
				p = q
			}
		}
		if publishable(p) {
			made[p] = sum(s)
		}
	}
	return made
}

func isSum(s string) bool {
	_, err := hex.DecodeString(s)
	return err == nil && len(s) == 2*sha256.Size
}

// publishable reports whether a path is one that an output can have.
func publishable(p string) bool {
	return fs.ValidPath(p) && !strings.HasPrefix(p, ".") && !strings.Contains(p, "\x00")
}

// readMarker reads the list of files that earlier builds wrote.
func (f *Folder) readMarker() []diag.Message {
	text, err := f.disk.Read(marker)
	switch {
	case err == nil:
		f.made = parseMarker(text)
	case !errors.Is(err, fs.ErrNotExist):
		return f.unwritable(err)
	}
	return nil
}
