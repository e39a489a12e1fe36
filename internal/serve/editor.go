package serve

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"keben/internal/source"
)

// Editor is the template of an address with which a browser opens a place in the author's editor: {file}, {line} and
// {column} are replaced. The zero Editor opens nothing.
type Editor string

// editors are the addresses that editors take, by name. Those of Emacs and Sublime Text need a handler that their users
// install; the others bring their own.
var editors = map[string]Editor{
	"vscode":          "vscode://file{file}:{line}:{column}",
	"vscode-insiders": "vscode-insiders://file{file}:{line}:{column}",
	"vscodium":        "vscodium://file{file}:{line}:{column}",
	"cursor":          "cursor://file{file}:{line}:{column}",
	"windsurf":        "windsurf://file{file}:{line}:{column}",
	"zed":             "zed://file{file}:{line}:{column}",
	"idea":            "idea://open?file={file}&line={line}&column={column}",
	"goland":          "goland://open?file={file}&line={line}&column={column}",
	"pycharm":         "pycharm://open?file={file}&line={line}&column={column}",
	"webstorm":        "webstorm://open?file={file}&line={line}&column={column}",
	"sublime":         "subl://open?url=file://{file}&line={line}&column={column}",
	"textmate":        "txmt://open?url=file://{file}&line={line}&column={column}",
	"macvim":          "mvim://open?url=file://{file}&line={line}&column={column}",
	"bbedit":          "x-bbedit://open?url=file://{file}&line={line}&column={column}",
	"emacs":           "emacs://open?url=file://{file}&line={line}&column={column}",
	"obsidian":        "obsidian://open?path={file}",
}

// programs are other names of these editors in $VISUAL and $EDITOR.
var programs = map[string]string{
	"code": "vscode", "code-insiders": "vscode-insiders", "codium": "vscodium", "zeditor": "zed", "subl": "sublime", "sublime_text": "sublime",
	"mate": "textmate", "mvim": "macvim", "emacsclient": "emacs", "charm": "pycharm",
}

// Editors are the names that NewEditor knows.
func Editors() []string { return slices.Sorted(maps.Keys(editors)) }

// address is the form of a template: a scheme of an editor's own. A browser would run or show what the schemes of
// noEditor lead to.
var (
	address  = regexp.MustCompile(`^([a-zA-Z][a-zA-Z0-9+.-]*):[^\s"'<>\\` + "`" + `]*$`)
	noEditor = []string{"javascript", "data", "vbscript", "blob", "about", "filesystem", "view-source", "file", "http", "https"}
)

// NewEditor returns the editor of a name, or the one of a template such as myeditor://open?file={file}&line={line}.
func NewEditor(value string) (Editor, bool) {
	if e, ok := editors[strings.ToLower(value)]; ok {
		return e, true
	}
	m := address.FindStringSubmatch(value)
	if m == nil || slices.Contains(noEditor, strings.ToLower(m[1])) || !strings.Contains(value, "{file}") {
		return "", false
	}
	return Editor(value), true
}

// GuessEditor returns the editor that a command of $VISUAL or $EDITOR starts, such as "code --wait"; the zero Editor
// for one that has no address.
func GuessEditor(command string) Editor {
	words := strings.Fields(command)
	if len(words) == 0 {
		return ""
	}
	name := strings.ToLower(path.Base(strings.ReplaceAll(words[0], `\`, "/")))
	name = strings.TrimSuffix(strings.TrimSuffix(name, ".exe"), ".cmd")
	if known, ok := programs[name]; ok {
		name = known
	}
	return editors[name]
}

// Open returns the address that opens a place of a book in the folder, an absolute path with slashes. It is "" for a
// place outside the folder.
func (e Editor) Open(folder string, at source.Place) string {
	file := at.Name()
	if e == "" || file == "" || strings.HasPrefix(file, "/") || path.Clean("/"+file) != "/"+file || strings.Contains(file, `\`) {
		return ""
	}
	full := strings.TrimSuffix(folder, "/") + "/" + file
	if !strings.HasPrefix(full, "/") { // C:/books
		full = "/" + full
	}
	pos := at.Position()
	return strings.NewReplacer(
		"{file}", escapePath(full), "{line}", strconv.Itoa(max(pos.Line, 1)), "{column}", strconv.Itoa(max(pos.Col, 1)),
	).Replace(string(e))
}

// escapePath writes a path so that it may stand in the path and in the query of an address (RFC 3986 §2.3): all but
// letters, digits, -._~ and slashes is escaped, and with it the colon, but not that of a drive.
func escapePath(p string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(p) {
		switch c := p[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("-._~/", c) >= 0, c == ':' && i == 2:
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}
