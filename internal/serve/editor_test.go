package serve

import (
	"net/url"
	"strings"
	"testing"

	"keben/internal/source"
)

func TestAnEditorIsANameOrAnAddress(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]bool{
		"vscode": true, "VSCode": true, "zed": true, "emacs": true, "myeditor://open?file={file}&line={line}": true, "x-my.ed+1:{file}": true,
		"": false, "notepad": false, "myeditor://open?line={line}": false, "javascript:alert('{file}')": false, "JavaScript:{file}": false, "data:text/html,{file}": false,
		"https://example.org/?{file}": false, "file://{file}": false, "my editor://{file}": false, "a:\"{file}": false, "://{file}": false, "{file}": false,
	} {
		if _, ok := NewEditor(value); ok != want {
			t.Errorf("%q: %v", value, ok)
		}
	}
	for _, name := range Editors() {
		if e, ok := NewEditor(name); !ok || !strings.Contains(string(e), "{file}") {
			t.Errorf("%s is %q", name, e)
		}
		if e, ok := NewEditor(string(editors[name])); !ok || e != editors[name] {
			t.Errorf("%s has the address %q", name, editors[name])
		}
	}
}

func TestTheEditorOfTheTerminalIsGuessed(t *testing.T) {
	t.Parallel()
	for command, want := range map[string]string{
		"code --wait": "vscode", "/usr/local/bin/cursor": "cursor", `C:\Programs\Code.exe -w`: "vscode", "subl -n -w": "sublime", "emacsclient -c": "emacs",
		"zed --wait": "zed", "vim": "", "nano -w": "", "": "", "  ": "", "code; rm -rf /": "",
	} {
		if got := GuessEditor(command); got != editors[want] {
			t.Errorf("%q opens %q", command, got)
		}
	}
}

func TestAPlaceIsOpenedInItsFolderOnly(t *testing.T) {
	t.Parallel()
	vscode := editors["vscode"]
	at := func(name string) source.Place {
		return source.New(name, []byte("一\n二三\n")).At(source.Span(7, 10))
	}
	for _, c := range []struct{ folder, file, want string }{
		{"/home/a/book", "content/zh/a.md", "vscode://file/home/a/book/content/zh/a.md:2:2"},
		{"/home/a/my book/", "content/zh/第一章 #1?&%.md", "vscode://file/home/a/my%20book/content/zh/%E7%AC%AC%E4%B8%80%E7%AB%A0%20%231%3F%26%25.md:2:2"},
		{"C:/books/a", "content/a:b.md", "vscode://file/C:/books/a/content/a%3Ab.md:2:2"},
		{"/b", "a\"><script>.md", "vscode://file/b/a%22%3E%3Cscript%3E.md:2:2"},
		{"/b", "../etc/passwd", ""}, {"/b", "/etc/passwd", ""}, {"/b", "a/../../x", ""}, {"/b", `..\x`, ""}, {"/b", "", ""}, {"/b", "a//b", ""},
	} {
		if got := vscode.Open(c.folder, at(c.file)); got != c.want {
			t.Errorf("%s in %s: %s, want %s", c.file, c.folder, got, c.want)
		}
	}
	if got := vscode.Open("/b", source.Whole("a.md")); got != "vscode://file/b/a.md:1:1" {
		t.Errorf("a whole file: %s", got)
	}
	if got := Editor("").Open("/b", at("a.md")) + vscode.Open("/b", source.Place{}); got != "" {
		t.Errorf("opens %s", got)
	}
	own, _ := NewEditor("my://open?file={file}&line={line}&column={column}")
	u, err := url.Parse(own.Open("/b&c", at("{line}&file=x.md")))
	if err != nil || u.Query().Get("file") != "/b&c/{line}&file=x.md" || u.Query().Get("line") != "2" || len(u.Query()) != 3 {
		t.Errorf("%v, %v", u, err)
	}
}
