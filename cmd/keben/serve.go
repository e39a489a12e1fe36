package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/press"
	"keben/internal/serve"
)

func (t *tool) serve() *cobra.Command {
	o := serve.Options{Lang: t.lang}
	editor := ""
	cmd := &cobra.Command{
		Use:   t.say("serve [OPTIONS] [DIR]", "serve [选项] [文件夹]"),
		Short: t.say("show the book while you write it", "边写边预览全书"),
		Long: t.say(`Builds the book in memory and shows it at http://localhost:4321/, on this machine
only. Every save updates the open page at once and keeps your place in it.
Messages appear here and in the page; if a save cannot be built, the page stays
as it was. PDFs are made when you open them.

“Print page” in the page's corner shows the printed pages beside the web page;
each follows the other. A click on the printed page, or Ctrl-click (Cmd-click) on
the web page, opens the source at that line in the editor that --editor names,
or else $VISUAL or $EDITOR. --editor is a name (vscode, cursor, zed, idea,
sublime, emacs and others: press Tab to see them) or an address such as
"myeditor://open?file={file}&line={line}&column={column}".

Nothing is written: public/ stays as the last build left it. A message is shown
once; after that it is only counted. Ctrl-C stops; the exit status is then 0.`,
			`在内存中生成全书，仅供本机在 http://localhost:4321/ 查看；每次保存后，
已打开的页面立即更新，浏览位置不变。问题同时显示在终端和页面上；无法生成时，
页面保持原样。PDF 在打开时才生成。

点页面右下角的“对照版面”，印刷版面便与网页左右并排，两边互相跟随。点击印刷版面，
或在网页上按住 Ctrl（Mac 上为 Cmd）单击，即在编辑器中打开源文件的那一行。编辑器由 --editor
指定，否则取自 $VISUAL 或 $EDITOR：可写名称（vscode、cursor、zed、idea、sublime、
emacs 等，按 Tab 可补全），也可写网址模板，如
"myeditor://open?file={file}&line={line}&column={column}"。

不写入任何文件，public/ 保持最近一次 build 的结果。每条提示只显示一次，仍未解决的只报数目。
按 Ctrl-C 结束，退出状态为 0。`),
		Example: t.say(`  keben serve
  keben serve --port 8000 my-book
  keben serve --edition zh         only the Chinese pages
  keben serve --editor vscode      a click opens the line in VS Code`,
			`  keben serve
  keben serve --port 8000 my-book
  keben serve --edition zh         只看中文版
  keben serve --editor vscode      点击即在 VS Code 中打开该行`),
		Args: t.atMostOneFolder,
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.Port < 0 || o.Port > 65535 {
				return t.usage(t.say("--port is a number from 0 to 65535, not %d", "--port 应为 0 到 65535 之间的数，不能是 %d"), o.Port)
			}
			dir, err := t.findBook(args)
			if err != nil {
				return err
			}
			o.Dir, t.serving = dir, true
			o.Editor = serve.GuessEditor(cmp.Or(os.Getenv("VISUAL"), os.Getenv("EDITOR")))
			if editor != "" {
				var known bool
				if o.Editor, known = serve.NewEditor(editor); !known {
					return t.usage(t.say("--editor %q is neither an editor's name (%s) nor an address with {file}", "--editor %q 既不是编辑器名称（%s），也不是含 {file} 的网址"), editor, strings.Join(serve.Editors(), ", "))
				}
			}
			if folder, err := filepath.Abs(dir); err == nil { // without one, nothing is opened
				o.Folder = filepath.ToSlash(folder)
			}
			o.Spare = !cmd.Flags().Changed("port")
			w := &preview{t: t, shown: t.newProgress()}
			o.Listening, o.Polling, o.Progress, o.Built, o.Made, o.Broke = w.listening, w.polling, w.shown.show, w.built, w.made, w.broke
			// The data kept between saves are large and live long. Collecting garbage as often as in a build would take
			// a quarter of the time of a save.
			if os.Getenv("GOGC") == "" {
				debug.SetGCPercent(200)
			}
			err = serve.Run(cmd.Context(), o)
			if errors.Is(err, syscall.EADDRINUSE) {
				return t.fault(t.say("port %d is in use; choose another one with --port", "端口 %d 已被占用；请用 --port 另选一个"), o.Port)
			}
			if err == nil {
				fmt.Fprintln(t.out, t.say("stopped; nothing was written", "已结束，未写入任何文件"))
			}
			return err
		},
	}
	f := cmd.Flags()
	f.IntVarP(&o.Port, "port", "p", serve.DefaultPort, t.say("listen on `PORT`; 0 picks a free port", "监听该`端口`；0 表示自动选一个空闲端口"))
	f.StringSliceVar(&o.Editions, "edition", nil, t.say("only these language `VERSIONS`: zh, en", "只处理这些`文种版`：zh, en"))
	f.StringVar(&editor, "editor", "", t.say("open what is clicked in `EDITOR`: a name or an address", "点击时用该`编辑器`打开：名称或网址"))
	f.BoolVar(&o.Poll, "poll", false, t.say("check for changes at intervals, for network and shared folders", "定时检查有无改动，用于网络文件夹和共享文件夹"))
	complete(cmd, "edition", lang.Tags())
	complete(cmd, "editor", serve.Editors())
	return cmd
}

// preview prints the progress of serve for the person at the terminal.
type preview struct {
	t     *tool
	shown *progress

	mu     sync.Mutex
	builds int
	url    string
	known  map[string]int // messages already printed, and how often they occur
}

func (p *preview) listening(url string) { p.url = url }

func (p *preview) polling(reason error) {
	fmt.Fprintf(p.t.err, p.t.say("checking for changes every half second, because the system does not report them: %s\n", "系统无法报告文件改动，改为每半秒检查一次：%s\n"), diag.Reason(reason, p.t.lang))
}

// built prints the new messages of a build, and one line.
func (p *preview) built(r serve.Report) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.shown.clear()
	p.shown.on = false // only the first build takes long enough
	p.builds++
	fresh, before, mended := p.news(r.Messages, r.Broken)
	if err := p.t.printMessages(p.t.err, press.Result{Dir: r.Dir, Messages: fresh}); err != nil {
		return // there is nobody to tell
	}
	t := p.t
	if r.Second && r.Changed == 0 && len(fresh) == 0 && mended == 0 {
		return
	}
	if p.builds == 1 {
		if r.Title != "" {
			fmt.Fprintln(t.out, r.Title)
		}
		fmt.Fprintf(t.out, t.say("  %s  (Ctrl-C to stop)\n", "  %s  （按 Ctrl-C 结束）\n"), p.url)
	}
	line := time.Now().Format("15:04:05") + "  "
	switch {
	case r.Broken:
		line += t.say("cannot be built; the pages stay as they were", "无法生成，页面保持原样")
	case p.builds == 1:
		line += t.say("built in ", "已生成，用时 ") + t.milliseconds(r.Elapsed)
	case r.Changed == 0:
		line += t.say("nothing on the pages changed", "页面没有变化")
	default:
		line += fmt.Sprintf(t.say("%s changed in %s", "%s有更新，用时 %s"), t.count(r.Changed, lang.Nouns.File), t.milliseconds(r.Elapsed))
	}
	fmt.Fprintln(t.out, line+t.tally(fresh, before, mended))
}

// made prints that a PDF has been made.
func (p *preview) made(path string, ms []diag.Message, elapsed time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	t := p.t
	line := fmt.Sprintf("%s  %s  %s", time.Now().Format("15:04:05"), filepath.FromSlash(path), t.milliseconds(elapsed))
	if s := diag.Summary(ms, t.lang); s != "" {
		line += t.say(": ", "：") + s + t.say(" (see keben check)", "（详见 keben check）")
	}
	fmt.Fprintln(t.out, line)
}

// broke prints that a request panicked.
func (p *preview) broke(m diag.Message) {
	p.mu.Lock()
	defer p.mu.Unlock()
	_ = p.t.printMessages(p.t.err, press.Result{Messages: []diag.Message{m}}) // there may be nobody to tell
}

// tally counts the messages of a build: those printed just now, those printed before, and how many of these are gone.
func (t *tool) tally(fresh, before []diag.Message, mended int) string {
	var parts []string
	if s := diag.Summary(fresh, t.lang); s != "" {
		parts = append(parts, s)
	}
	if s := diag.Summary(before, t.lang); s != "" {
		parts = append(parts, fmt.Sprintf(t.say("%s as before", "%s同前"), s))
	}
	if mended > 0 {
		parts = append(parts, fmt.Sprintf(t.say("%d fixed", "已解决 %d 处"), mended))
	}
	if len(parts) == 0 {
		return ""
	}
	return t.say(": ", "：") + strings.Join(parts, t.say(", ", "，"))
}

// news separates the messages that were not printed before, the gravest first, from those that were, and counts the
// printed ones that are gone. A message that has only moved within its file is not new. A build that stopped at errors
// may lack messages of the former build: they do not count as gone, nor as new when they come back.
func (p *preview) news(ms []diag.Message, broken bool) (fresh, before []diag.Message, mended int) {
	now := map[string]int{}
	for _, m := range ms {
		key := m.Place.Name() + "\x00" + m.Kind.ID + "\x00" + m.Text(diag.English)
		if now[key]++; now[key] > p.known[key] {
			fresh = append(fresh, m)
		} else {
			before = append(before, m)
		}
	}
	for key, n := range p.known {
		if broken {
			now[key] = max(now[key], n)
		}
		mended += max(n-now[key], 0)
	}
	p.known = now
	slices.SortStableFunc(fresh, func(a, b diag.Message) int { return int(b.Kind.Severity) - int(a.Kind.Severity) })
	return fresh, before, mended
}

func (t *tool) milliseconds(d time.Duration) string {
	if d >= time.Second {
		return t.seconds(d)
	}
	return strconv.FormatInt(max(d.Milliseconds(), 1), 10) + t.say(" ms", " 毫秒")
}
