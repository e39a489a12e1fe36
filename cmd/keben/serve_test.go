package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"keben/internal/diag"
	"keben/internal/press"
	"keben/internal/serve"
	"keben/internal/source"
)

var (
	slip = diag.NewKind("slip", diag.Warning, "slip %s", "笔误 %s")
	stop = diag.NewKind("stop", diag.Error, "stop", "中断")
)

// builds plays what serve tells of builds, and returns what is printed of each.
func builds(t *testing.T, lang diag.Language, reports ...serve.Report) (messages, lines []string) {
	t.Helper()
	var out, errs strings.Builder
	tool := &tool{lang: lang, out: &out, err: &errs}
	p := &preview{t: tool, shown: tool.newProgress()}
	for _, r := range reports {
		out.Reset()
		errs.Reset()
		r.Dir, r.Elapsed = t.TempDir(), 20*time.Millisecond
		p.built(r)
		all := strings.Split(strings.TrimSpace(out.String()), "\n")
		_, line, _ := strings.Cut(all[len(all)-1], "  ")
		messages, lines = append(messages, errs.String()), append(lines, line)
	}
	return messages, lines
}

func report(broken bool, ms ...diag.Message) serve.Report {
	return serve.Report{Result: press.Result{Messages: ms}, Broken: broken, Changed: 1}
}

func TestServeTellsAMessageOnce(t *testing.T) {
	at := source.New("a.md", bytes.Repeat([]byte(" \n"), 10)).Line
	reports := []serve.Report{
		report(false, slip.At(at(1), "one"), slip.At(at(2), "two")),
		report(false, slip.At(at(5), "one"), slip.At(at(6), "two"), slip.At(at(7), "three")), // moved, and a new one
		report(true, slip.At(at(7), "four"), stop.At(at(9))),                                 // the error hides the others
		report(false, slip.At(at(5), "one"), slip.At(at(6), "two"), slip.At(at(7), "three"), slip.At(at(8), "four")),
		report(false),
	}
	for lang, want := range map[diag.Language]struct{ messages, lines []string }{
		"en": {
			[]string{"one two", "three", "stop four", "", ""},
			[]string{"built in 20 ms: 2 warnings", "1 file changed in 20 ms: 1 warning, 2 warnings as before",
				"cannot be built; the pages stay as they were: 1 error, 1 warning",
				"1 file changed in 20 ms: 4 warnings as before, 1 fixed", "1 file changed in 20 ms: 4 fixed"},
		},
		"zh": {
			[]string{"one two", "three", "中断 four", "", ""},
			[]string{"已生成，用时 20 毫秒：2 个警告", "1 个文件有更新，用时 20 毫秒：1 个警告，2 个警告同前",
				"无法生成，页面保持原样：1 个错误，1 个警告",
				"1 个文件有更新，用时 20 毫秒：4 个警告同前，已解决 1 处", "1 个文件有更新，用时 20 毫秒：已解决 4 处"},
		},
	} {
		messages, lines := builds(t, lang, reports...)
		for i := range reports {
			var told []string
			for _, m := range strings.Split(strings.TrimSpace(messages[i]), "\n") {
				m = strings.TrimSuffix(strings.TrimSuffix(m, " [slip]"), " [stop]")
				if f := strings.FieldsFunc(m, func(r rune) bool { return r == ' ' || r == '：' }); len(f) > 0 {
					told = append(told, f[len(f)-1])
				}
			}
			if got := strings.Join(told, " "); got != want.messages[i] {
				t.Errorf("%s, build %d tells %q, want %q", lang, i+1, got, want.messages[i])
			}
			if lines[i] != want.lines[i] {
				t.Errorf("%s, build %d: %q, want %q", lang, i+1, lines[i], want.lines[i])
			}
		}
	}
}
