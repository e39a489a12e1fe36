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

// Worded is an argument of a message that has a wording of its own in each language. [Message.Text] shows it in the
// language of the message, and an error as [Reason] words it: so that no English stands in a Chinese message.
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

// Counted says how many there are of what has a singular and a plural in English: "1 place", "2 places", 2 处. The
// Chinese is the measure word, which follows the number.
func Counted(n int, one, many, zh string) Phrase {
	en := many
	if n == 1 {
		en = one
	}
	return Phrase{strconv.Itoa(n) + " " + en, " " + strconv.Itoa(n) + " " + zh}
}

// Rewording is how Keben says what a module says, by a pattern over the whole of it. The texts may use the pattern's
// groups: $1.
type Rewording struct {
	Said   *regexp.Regexp
	En, Zh string
}

// Reword finds the first rewording that fits what a module said. Where none does, the Chinese is the fallback's,
// because English would tell its reader less than nothing, and the English is what was said.
func Reword(said string, table []Rewording, fallback string) Phrase {
	for _, r := range table {
		if m := r.Said.FindStringSubmatchIndex(said); m != nil {
			expand := func(text string) string { return string(r.Said.ExpandString(nil, text, said, m)) }
			return Phrase{expand(r.En), expand(r.Zh)}
		}
	}
	return Phrase{said, fallback}
}

// Failure is an error that says in both languages what failed. It is one that a reader of a format returns for a
// message to show.
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

// named are the errors that Go's library has values for, in the order in which they are asked for.
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

// unnamed are the errors that the library only has texts for.
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

// Reason words an error for a person without the operation and the path around it: "permission denied" / 没有权限.
// Of several joined errors it words the first. What nobody has worded yet is shown as it is in English, and by its number, or as unknown, in Chinese.
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

// first is the first of several errors that were joined: what came after it are its consequences.
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

// Explain is Reason with the path that the error is about: "a/b.md: permission denied" / a/b.md：没有权限. Of several
// joined errors it words each.
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

// Known reports whether an error is one that Reason words in both languages. Others are faults of the program, of
// which its developers want every word.
func Known(err error) bool {
	var own Worded
	return errors.As(err, &own) || Reason(err, Chinese) != "原因不明"
}

// ShellWord is a path as a shell takes it for one word, for the commands that hints give. Double quotes do for the
// shells of all systems.
func ShellWord(s string) string {
	if s == "" || strings.ContainsAny(s, " \t()&;'$`!*?[]<>|#~\"\\") {
		return `"` + strings.NewReplacer(`"`, `\"`, "`", "\\`", "$", `\$`).Replace(s) + `"`
	}
	return s
}
