package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"keben/internal/book"
	"keben/internal/book/twins"
	"keben/internal/desk"
	"keben/internal/lang"
	"keben/internal/script"
)

// standing is keben status, which shows the states of translations.
func (t *tool) standing() *cobra.Command {
	return &cobra.Command{
		Use:   t.say("status [DIR | FILE]", "status [文件夹 | 文件]"),
		Short: t.say("show the progress of the translation", "显示翻译进度"),
		Long: t.say(`Shows for every chapter how many paragraphs are translated, and how many of the
translations are older than their source. If you name one chapter by its file in
either language, it shows every paragraph of it, and what has changed in the source
since the paragraph was translated. Headings, list items and tables count too.

  done      translated
  stale     the source has changed since it was translated
  unsure    it is not certain which paragraph is the translation
  missing   not translated
  extra     only in the translation

Which translations are stale is known from the record that keben accept writes
into the .twin file beside the translation. Without a record nothing is stale.`,
			`逐章显示已译、过时和未译的段数（标题、列表项、表格也计入）。若指定某一章的文件
（任一语言均可），则逐段显示，并标出翻译之后原文的改动。

  已译    已有译文
  过时    译出之后原文又有改动
  存疑    尚不能确定与哪一段对应
  未译    没有译文
  独有    只见于译文

译文是否过时，依据译文旁边的 .twin 记录判断，该记录由 keben accept 写入；
没有记录，就不会有“过时”。`),
		Example: `  keben status
  keben status content/en/trade.md`,
		Args: t.atMostOneFolder,
		RunE: func(cmd *cobra.Command, args []string) error {
			dir, file, err := t.bookAndFile(args)
			if err != nil {
				return err
			}
			res, state, err := desk.Status(cmd.Context(), dir)
			if err != nil {
				return err
			}
			if state == nil {
				if err := t.printMessages(t.err, res); err != nil {
					return err
				}
				return errReported
			}
			if file == "" {
				return t.printStatus(state)
			}
			chapters := state.Of(file)
			if len(chapters) == 0 {
				return t.noChapter(state, file)
			}
			for _, c := range chapters {
				t.printBlocks(state, c)
			}
			return nil
		},
	}
}

func (t *tool) noChapter(state *desk.Translation, file string) error {
	for _, a := range state.Alone {
		if a.Chapter.File() == file || a.Chapter.Slug == file {
			return t.fault(t.say("%s has no translation in %s", "%s 没有 %s 译文"), file, a.Lacks)
		}
	}
	return t.fault(t.say("%s is not a chapter of this book", "%s 不是本书中的一章"), file)
}

// stateWords are the columns of the table in their order.
var stateWords = []struct {
	state  book.State
	en, zh string
}{
	{book.Done, "done", "已译"}, {book.Stale, "stale", "过时"}, {book.Unsure, "unsure", "存疑"},
	{book.Missing, "missing", "未译"}, {book.Extra, "extra", "独有"},
}

func (t *tool) stateWord(s book.State) string {
	if s == book.Unrecorded {
		s = book.Done
	}
	for _, w := range stateWords {
		if w.state == s {
			return t.say(w.en, w.zh)
		}
	}
	return string(s)
}

// printStatus prints a table for each language that is translated into.
func (t *tool) printStatus(state *desk.Translation) error {
	if len(state.Languages) < 2 {
		fmt.Fprintln(t.out, t.say("the book has one language", "本书只有一种语言"))
		return nil
	}
	for i, lang := range state.Languages[1:] {
		if i > 0 {
			fmt.Fprintln(t.out)
		}
		t.printLanguage(state, lang)
	}
	for _, a := range state.Alone {
		fmt.Fprintf(t.out, t.say("%s has no translation in %s\n", "%s 没有 %s 译文\n"), a.Chapter.File(), a.Lacks)
	}
	return nil
}

func (t *tool) printLanguage(state *desk.Translation, tag string) {
	head := []string{t.say("to ", "译为 ") + tag, t.say("paragraphs", "段数")}
	for _, w := range stateWords {
		head = append(head, t.say(w.en, w.zh))
	}
	rows := [][]string{head}
	total := map[book.State]int{}
	row := func(name string, n map[book.State]int) {
		done := n[book.Done] + n[book.Unrecorded]
		cells := []string{name, strconv.Itoa(done + n[book.Stale] + n[book.Unsure] + n[book.Missing])}
		for _, w := range stateWords {
			count := n[w.state]
			if w.state == book.Done {
				count = done
			}
			cell := "·"
			if count > 0 {
				cell = strconv.Itoa(count)
			}
			cells = append(cells, cell)
		}
		rows = append(rows, cells)
	}
	for _, c := range state.Chapters {
		if c.B.Lang != tag {
			continue
		}
		n := c.Count()
		for s, k := range n {
			total[s] += k
		}
		row(c.Slug, n)
	}
	row(t.say("total", "合计"), total)
	t.printTable(rows)
	if n := total[book.Unrecorded]; n > 0 {
		fmt.Fprintf(t.out, t.say("%s not recorded: `keben accept --all` records what each was translated from\n",
			"%s尚无记录：可用 `keben accept --all` 记下译自何文\n"), t.count(n, lang.Nouns.Block))
	}
}

// printTable prints rows in columns, the first to the left and the others to the right.
func (t *tool) printTable(rows [][]string) {
	var wide []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(wide) {
				wide = append(wide, 0)
			}
			wide[i] = max(wide[i], columns(cell))
		}
	}
	for _, row := range rows {
		var b strings.Builder
		for i, cell := range row {
			pad := strings.Repeat(" ", wide[i]-columns(cell))
			if i == 0 {
				b.WriteString(cell + pad)
			} else {
				b.WriteString("  " + pad + cell)
			}
		}
		fmt.Fprintln(t.out, strings.TrimRight(b.String(), " "))
	}
}

// columns is the width of a text in a terminal.
func columns(s string) (n int) {
	for _, r := range s {
		n += script.Columns(r)
	}
	return n
}

// printBlocks prints the blocks of a chapter, one per line: state, lines in both files, id, beginning of the text. The
// changes of the source are below a stale block.
func (t *tool) printBlocks(state *desk.Translation, c *twins.Chapter) {
	fmt.Fprintf(t.out, t.say("%s, translated from %s\n", "%s，译自 %s\n"), c.B.File(), c.A.File())
	rows := make([][]string, len(c.Findings))
	var wides [3]int
	for i, f := range c.Findings {
		rows[i] = []string{t.stateWord(f.State), lineOf(f.A) + "→" + lineOf(f.B), state.ID(first(f))}
		for k := range wides {
			wides[k] = max(wides[k], columns(rows[i][k]))
		}
	}
	room := 80
	if n, ok := terminal(t.out); ok {
		room = n
	}
	paint := t.painter(t.out)
	for i, f := range c.Findings {
		line := " "
		for k, cell := range rows[i] {
			line += " " + cell + strings.Repeat(" ", wides[k]-columns(cell))
		}
		text := f.Now()
		if text == "" {
			text = first(f).Source()
		}
		fmt.Fprintln(t.out, line+" "+clip(text, room-columns(line)-1))
		if f.State == book.Stale {
			fmt.Fprintln(t.out, "      "+strings.ReplaceAll(changes(f, paint), "\n", "\n      "))
			if f.Edited {
				fmt.Fprintln(t.out, "      "+t.say("(the translation has changed since as well)", "（译文此后也有改动）"))
			}
		}
	}
}

func first(f *twins.Finding) *twins.Unit {
	if len(f.A) > 0 {
		return f.A[0]
	}
	return f.B[0]
}

func lineOf(us []*twins.Unit) string {
	if len(us) == 0 {
		return "-"
	}
	return strconv.Itoa(max(us[0].Place.Line(), 1))
}

// clip shortens a text to one line of so many columns.
func clip(s string, room int) string {
	s = strings.Join(strings.Fields(s), " ")
	if columns(s) <= room {
		return s
	}
	n := 0
	for i, r := range s {
		n += columns(string(r))
		if n > room-1 {
			return s[:i] + "…"
		}
	}
	return s
}

// around is how many unchanged words are shown on either side of a change.
const around = 12

// changes shows the changes of the source.
func changes(f *twins.Finding, paint func(code, s string) string) string {
	return difference(f.Was, f.Now(), paint)
}

// difference shows the changes of a text word by word, as git diff --word-diff does.
func difference(was, now string, paint func(code, s string) string) string {
	var b strings.Builder
	diff := twins.Diff(was, now)
	for i, d := range diff {
		switch d.Kind {
		case '-':
			b.WriteString(paint("31", "[-"+d.Text+"-]"))
		case '+':
			b.WriteString(paint("32", "{+"+d.Text+"+}"))
		default:
			words := twins.Words(d.Text)
			var head, tail []string
			if i > 0 {
				head = words[:min(around, len(words))]
			}
			if i < len(diff)-1 {
				tail = words[max(len(words)-around, len(head)):]
			}
			if len(head)+len(tail) == len(words) {
				b.WriteString(d.Text)
				continue
			}
			b.WriteString(strings.Join(head, "") + "…" + strings.Join(tail, ""))
		}
	}
	return b.String()
}

// painter colours for a terminal; in a pipe it leaves text as it is.
func (t *tool) painter(w io.Writer) func(code, s string) string {
	_, ok := terminal(w)
	if !ok || os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return func(_, s string) string { return s }
	}
	return func(code, s string) string { return "\x1b[" + code + "m" + s + "\x1b[0m" }
}
