package diag

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"syscall"

	"keben/internal/script"
)

// Worded is an argument of a message that has a text in each language. [Message.Text] shows it in the language of the
// message, and an error as [Reason] words it, so that a Chinese message has no English in it.
type Worded interface {
	In(Language) string
}

// Phrase is a text in both languages.
type Phrase struct{ En, Zh string }

// In returns the phrase in a language.
func (p Phrase) In(lang Language) string {
	return lang.Say(p.En, p.Zh)
}

// String returns the English text.
func (p Phrase) String() string { return p.En }

// Counted returns a number with a noun: "1 place", "2 places", 2 处. The Chinese is the measure word after the number.
func Counted(n int, one, many, zh string) Phrase {
	en := many
	if n == 1 {
		en = one
	}
	return Phrase{strconv.Itoa(n) + " " + en, " " + strconv.Itoa(n) + " " + zh}
}

// Rewording is the text for an error of a module, which is recognised by a pattern over its whole text. The texts may
// use the pattern's groups: $1.
type Rewording struct {
	Said   *regexp.Regexp
	En, Zh string
}

// Reword returns the first rewording that matches the text of an error. If none does, the English is that text and the
// Chinese is the fallback, because its readers may not understand English.
func Reword(said string, table []Rewording, fallback string) Phrase {
	for _, r := range table {
		if m := r.Said.FindStringSubmatchIndex(said); m != nil {
			expand := func(text string) string { return string(r.Said.ExpandString(nil, text, said, m)) }
			return Phrase{expand(r.En), expand(r.Zh)}
		}
	}
	return Phrase{said, fallback}
}

// Failure is an error with a text in both languages. Readers of formats return it for use in a message.
type Failure struct {
	kind   error
	en, zh string
	args   []any
}

// NewFailure makes an error. kind is what it is for [errors.Is], or nil. The texts are formats over the same
// arguments, which may be errors and phrases.
func NewFailure(kind error, en, zh string, args ...any) *Failure { return &Failure{kind, en, zh, args} }

// In returns what failed in a language.
func (f *Failure) In(lang Language) string {
	text := lang.Say(f.en, f.zh)
	if len(f.args) == 0 {
		return text
	}
	return fmt.Sprintf(text, worded(f.args, lang)...)
}

// Error implements error, for developers.
func (f *Failure) Error() string { return f.In(English) }

// Unwrap returns the kind of failure.
func (f *Failure) Unwrap() error { return f.kind }

// worded returns arguments ready for a format of a language.
func worded(args []any, lang Language) []any {
	var out []any
	for i, a := range args {
		var text string
		switch a := a.(type) {
		case Worded:
			text = a.In(lang)
		case error:
			text = Reason(a, lang)
		default:
			continue
		}
		if out == nil {
			out = append(out, args...)
		}
		out[i] = text
	}
	if out == nil {
		return args
	}
	return out
}

// named are the errors for which Go's library has values, in the order in which they are tried.
var named = []struct {
	err    error
	phrase Phrase
}{
	{context.Canceled, Phrase{"stopped", "已中止"}},
	{context.DeadlineExceeded, Phrase{"it took too long", "等待超时"}},
	{fs.ErrNotExist, Phrase{"no such file or folder", "没有这个文件或文件夹"}},
	{fs.ErrExist, Phrase{"it exists already", "已经存在"}},
	{fs.ErrPermission, Phrase{"permission denied", "没有权限"}},
	{fs.ErrClosed, Phrase{"it is closed already", "已经关闭"}},
	{fs.ErrInvalid, Phrase{"not a usable name", "名称无效"}},
	{errors.ErrUnsupported, Phrase{"the system cannot do this", "系统不支持此操作"}},
	{io.ErrUnexpectedEOF, Phrase{"it ends too early", "内容不完整"}},
	{io.EOF, Phrase{"it ends too early", "内容不完整"}},
	{io.ErrShortWrite, Phrase{"not all of it could be written", "未能全部写入"}},
	{io.ErrClosedPipe, Phrase{"nobody reads the output", "输出已无人读取"}},
}

// unnamed are the errors for which the library has only texts.
var unnamed = []Rewording{
	{Said: regexp.MustCompile(`path escapes from parent`), En: "it leads out of the folder", Zh: "指向了文件夹之外"},
	{Said: regexp.MustCompile(`^is a directory$`), En: "it is a folder, not a file", Zh: "这是文件夹，不是文件"},
	{Said: regexp.MustCompile(`^not a directory$`), En: "it is not a folder", Zh: "这不是文件夹"},
	{Said: regexp.MustCompile(`too many links|too many levels of symbolic links`), En: "the links go in circles", Zh: "链接循环"},
	{Said: regexp.MustCompile(`^file too large$`), En: "the file is too large", Zh: "文件太大"},
	{Said: regexp.MustCompile(`^http: Server closed$`), En: "it has ended", Zh: "已经结束"},
	{Said: regexp.MustCompile(`(?i)queue or buffer overflow`), En: "more was saved at once than the system reports", Zh: "改动过多，系统未能全部报告"},
	{Said: regexp.MustCompile(`address .*: (?:missing port|invalid port|too many colons)`), En: "not a usable address", Zh: "地址无效"},
	{Said: regexp.MustCompile(`not supported by operating system|not implemented`), En: "the system cannot do this", Zh: "系统不支持此操作"},
}

// Reason words an error for a person without the operation and the path around it: "permission denied" / 没有权限. Of
// several joined errors it words the first. An error without a text here is shown as it is in English, and by its
// number, or as unknown, in Chinese.
func Reason(err error, lang Language) string {
	if err == nil {
		return ""
	}
	var own Worded
	if errors.As(err, &own) {
		return own.In(lang)
	}
	err = first(err)
	var number syscall.Errno
	if errors.As(err, &number) {
		if p, ok := systemErrors[number]; ok {
			return p.In(lang)
		}
	}
	for _, n := range named {
		if errors.Is(err, n.err) {
			return n.phrase.In(lang)
		}
	}
	var late interface{ Timeout() bool }
	if errors.As(err, &late) && late.Timeout() {
		return Phrase{"it took too long", "等待超时"}.In(lang)
	}
	said := innermost(err).Error()
	fallback := "原因不明"
	if number != 0 {
		fallback = "系统错误 " + strconv.Itoa(int(number))
	}
	if strings.ContainsFunc(said, script.Han) {
		fallback = said // it is Chinese already: Windows words its errors in its own language
	}
	return Reword(said, unnamed, fallback).In(lang)
}

// first is the first of several joined errors; the others are its consequences.
func first(err error) error {
	for inner := err; inner != nil; inner = errors.Unwrap(inner) {
		if joined, ok := inner.(interface{ Unwrap() []error }); ok && len(joined.Unwrap()) > 0 {
			return first(joined.Unwrap()[0])
		}
	}
	return err
}

// innermost is the error that the others are wrapped around.
func innermost(err error) error {
	for {
		next := errors.Unwrap(err)
		if next == nil {
			return err
		}
		err = next
	}
}

// Explain is Reason with the path of the error: "a/b.md: permission denied" / a/b.md：没有权限. Of several joined errors it
// words each.
func Explain(err error, lang Language) string {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var parts []string
		for _, e := range joined.Unwrap() {
			parts = append(parts, Explain(e, lang))
		}
		return strings.Join(parts, Phrase{"; ", "；"}.In(lang))
	}
	about := ""
	var p *fs.PathError
	if errors.As(err, &p) {
		about = p.Path
	}
	if about == "" {
		return Reason(err, lang)
	}
	return about + Phrase{": ", "："}.In(lang) + Reason(err, lang)
}

// Known reports whether Reason words an error in both languages. Other errors are faults of the program, of which
// developers need the full text.
func Known(err error) bool {
	var own Worded
	return errors.As(err, &own) || Reason(err, Chinese) != "原因不明"
}

// ShellWord quotes a path for the commands in hints, so that a shell takes it for one word. Double quotes work in the
// shells of all systems.
func ShellWord(s string) string {
	if s == "" || strings.ContainsAny(s, " \t()&;'$`!*?[]<>|#~\"\\") {
		return `"` + strings.NewReplacer(`"`, `\"`, "`", "\\`", "$", `\$`).Replace(s) + `"`
	}
	return s
}
