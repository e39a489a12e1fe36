package diag

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"
	"testing"
	"unicode"

	"keben/internal/source"
)

// noHan reports whether a text has no Chinese in it.
func noHan(s string) bool {
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			return false
		}
	}
	return true
}

func hasLetters(s string) bool {
	for _, r := range s {
		if r < 0x80 && unicode.IsLetter(r) {
			return true
		}
	}
	return false
}

func TestSystemErrorsReadInBothLanguages(t *testing.T) {
	for number := range systemErrors {
		err := fmt.Errorf("press: %w", &fs.PathError{Op: "open", Path: "p", Err: number})
		if en, zh := Reason(err, "en"), Reason(err, "zh"); en == "" || !noHan(en) || noHan(zh) || hasLetters(zh) {
			t.Errorf("%d: %q, %q", int(number), en, zh)
		}
		if zh := Explain(err, "zh"); zh != "p："+Reason(number, "zh") {
			t.Errorf("%d: %q", int(number), zh)
		}
		if !Known(err) {
			t.Errorf("%d is not known", int(number))
		}
	}
	if len(systemErrors) < 30 {
		t.Errorf("%d system errors", len(systemErrors))
	}
}

// Errors of the real system, and of Go's library, come out in Chinese without a word of English.
func TestErrorsOfTheLibraryHaveNoEnglishInChinese(t *testing.T) {
	dir := t.TempDir()
	_, absent := os.ReadFile(dir + "/none")
	_, folder := os.ReadFile(dir)
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	_, outside := root.Open("../x")
	_, invalid := fs.ReadFile(os.DirFS(dir), "/x")
	for name, err := range map[string]error{
		"absent": absent, "folder": folder, "outside": outside, "invalid": invalid,
		"cancelled": context.Canceled, "late": context.DeadlineExceeded, "a deadline": os.ErrDeadlineExceeded,
		"the end": io.ErrUnexpectedEOF, "closed": fs.ErrClosed, "exists": fs.ErrExist, "unsupported": errors.ErrUnsupported,
		"joined": errors.Join(fs.ErrPermission, fs.ErrNotExist), "a number without a name": syscall.Errno(9999),
	} {
		if err == nil {
			t.Errorf("%s is no error", name)
			continue
		}
		if en, zh := Reason(err, "en"), Reason(err, "zh"); noHan(zh) || hasLetters(zh) || en == "" || !noHan(en) {
			t.Errorf("%s: %q, %q", name, en, zh)
		}
	}
	if got := Reason(errors.New("some internal thing"), "zh"); got != "原因不明" {
		t.Error(got)
	}
	if got := Reason(fmt.Errorf("outside: %w", errors.Join(errors.New("the first"), errors.New("the second"))), "en"); got != "the first" {
		t.Error(got)
	}
	if Known(errors.New("some internal thing")) {
		t.Error("an error that nobody has worded is known")
	}
}

func TestAnErrorInAMessageIsWordedInItsLanguage(t *testing.T) {
	k := NewKind("x", Error, "cannot be read: %v", "无法读取：%v", "hint %[1]s", "建议 %[1]s")
	m := k.At(source.Place{}, &fs.PathError{Op: "open", Path: "/machine/path", Err: fs.ErrPermission})
	if a, b, c := m.Text("en"), m.Text("zh"), m.Hint("zh"); a != "cannot be read: permission denied" || b != "无法读取：没有权限" || c != "建议 没有权限" {
		t.Errorf("%q, %q, %q", a, b, c)
	}
	m = k.At(source.Place{}, Phrase{"a phrase", "短语"})
	if a, b := m.Text("en"), m.Text("zh"); a != "cannot be read: a phrase" || b != "无法读取：短语" {
		t.Errorf("%q, %q", a, b)
	}
	inner := NewFailure(fs.ErrNotExist, "table %q: %v", "%q 表：%v", "head", io.ErrUnexpectedEOF)
	if got := k.At(source.Place{}, fmt.Errorf("font: %w", inner)).Text("zh"); got != `无法读取："head" 表：内容不完整` || !errors.Is(inner, fs.ErrNotExist) {
		t.Error(got)
	}
}

func TestPathsAreOneWordToAShell(t *testing.T) {
	for path, want := range map[string]string{
		"a/b.md": "a/b.md", "第一章.md": "第一章.md", "my text.md": `"my text.md"`, "a$b": `"a\$b"`, `a"b`: `"a\"b"`, "": `""`,
	} {
		if got := ShellWord(path); got != want {
			t.Errorf("%q: %s", path, got)
		}
	}
}
